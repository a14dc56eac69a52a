/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose sign-up was joined into another one of the same person, and so is not shown by itself. */
#include "store/standing/fair-joined.h"

#include <string.h>

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

static void
decide (GHashTable *decided,
        const char *id,
        gboolean    hidden)
{
  g_hash_table_insert (decided, (gpointer) id, GINT_TO_POINTER (hidden));
}

/* Of those who were joined into each other in a circle, from the @first on, the least is seen. */
static void
decide_circle (GPtrArray  *path,
               guint       first,
               GHashTable *decided)
{
  const char *least = g_ptr_array_index (path, first);

  for (guint i = first + 1; i < path->len; i++)
    if (strcmp (g_ptr_array_index (path, i), least) < 0)
      least = g_ptr_array_index (path, i);
  decide (decided, least, FALSE);
}

/* Follows the joins from one to the next as far as nothing is decided, and then decides it for all on the way: they are
 * hidden but for the one before somebody who is missing, and the least of a circle. */
static void
follow (const char     *id,
        const char     *target,
        FairJoinedFunc  func,
        gpointer        user_data,
        GHashTable     *decided)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  const char *last = NULL;
  gboolean there = TRUE;

  while (there && id != NULL && target != NULL && !g_hash_table_contains (decided, id))
    {
      decide (decided, id, TRUE);
      g_ptr_array_add (path, (gpointer) id);
      last = id;
      id = target;
      target = NULL;
      there = func (id, &target, user_data);
    }
  if (!there)
    decide (decided, last, FALSE);
  else if (target != NULL)
    for (guint i = 0; i < path->len; i++)
      if (g_str_equal (g_ptr_array_index (path, i), id))
        {
          decide_circle (path, i, decided);
          break;
        }
}

/**
 * fair_joined_find_hidden:
 * @id: a person's id
 * @target: into whom the person was joined
 * @func: tells the same of others
 * @user_data: for @func
 * @decided: (element-type utf8 gboolean): what was found out of others by this function, to be kept from call to call as
 *   long as nothing changes: so that a long chain is followed once; it borrows the ids
 *
 * A sign-up is hidden only if the one that it was joined into is there: when that was erased, or never came to this
 * laptop, it is seen again. When two laptops joined the same people the other way round, of a circle the least id is
 * seen, on every laptop.
 *
 * Returns: whether the sign-up is left out of lists, exports and counts
 */
gboolean
fair_joined_find_hidden (const char     *id,
                         const char     *target,
                         FairJoinedFunc  func,
                         gpointer        user_data,
                         GHashTable     *decided)
{
  if (!g_hash_table_contains (decided, id))
    follow (id, target, func, user_data, decided);
  return GPOINTER_TO_INT (g_hash_table_lookup (decided, id));
}
