/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose sign-up was joined into another one of the same person, and so is not shown by itself. */
#include "store/fair-joined.h"

/* How many joins are followed, one into the next; nobody signs up so often. */
#define MAX_STEPS 64

/**
 * fair_joined_get_target:
 * @staff: (nullable): what staff noted about a sign-up
 *
 * Returns: (nullable): the id of the sign-up that it was joined into
 */
const char *
fair_joined_get_target (yyjson_val *staff)
{
  const char *target = yyjson_get_str (yyjson_obj_get (staff, FAIR_JOINED_INTO));

  return target != NULL && *target != '\0' ? target : NULL;
}

/**
 * fair_joined_is_hidden:
 * @id: a person's id
 * @target: into whom the person was joined
 * @func: tells the same of others
 * @user_data: for @func
 *
 * A sign-up is hidden only if the one that it was joined into is seen: when that was erased, or never came to this
 * laptop, it is seen again. When two laptops joined the same people the other way round, of a circle the least id is
 * seen, on every laptop.
 *
 * Returns: whether the sign-up is left out of lists, exports and counts
 */
gboolean
fair_joined_is_hidden (const char     *id,
                       const char     *target,
                       FairJoinedFunc  func,
                       gpointer        user_data)
{
  gboolean is_least = TRUE;

  for (int i = 0; i < MAX_STEPS; i++)
    {
      const char *next = NULL;

      if (g_str_equal (target, id))
        return !is_least;
      if (!func (target, &next, user_data))
        return FALSE;
      if (next == NULL)
        return TRUE;
      is_least = is_least && g_strcmp0 (id, target) < 0;
      target = next;
    }
  return FALSE;
}
