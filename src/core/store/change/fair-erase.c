/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a person for good, with whoever was joined into them; and lines of which nobody can tell whose they are. */
#include "config.h"
#include "store/change/fair-erase.h"

#include "store/change/fair-correct.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static FairErasure *
begin (FairStore        *self,
       FairEraseReport  *report,
       GError          **error)
{
  g_autoptr (FairPeople) people = fair_store_load_in_turn (self, error);

  return people != NULL ? fair_erasure_new (self, people, report) : NULL;
}

/* The same person's other sign-ups: somebody has said so by joining them. Who wants to be gone wants all of them gone. Who was
 * joined into somebody who has been erased already is seen again, and stays. */
static void
find_people (FairErasure *erasure,
             const char  *id)
{
  FairEraseReport *report = erasure->report;
  const FairPerson *person = fair_people_find (erasure->people, id);
  const FairPerson *keeper = NULL;

  g_ptr_array_add (report->erased, g_strdup (id));
  if (person == NULL || !person->erased)
    g_ptr_array_extend_and_steal (report->erased, fair_people_list_joined (erasure->people, id));
  for (guint i = 0; i < report->erased->len; i++)
    g_hash_table_add (erasure->ids, g_strdup (g_ptr_array_index (report->erased, i)));
  if (person != NULL && person->joined_into != NULL)
    keeper = fair_people_find (erasure->people, person->joined_into);
  if (keeper != NULL && !keeper->erased && !g_hash_table_contains (erasure->ids, keeper->id))
    report->keeper = g_strdup (keeper->id);
}

static gboolean
refuse (GError     **error,
        const char  *id,
        const char  *other)
{
  if (other != NULL)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
                 _("There is no sign-up “%s”. There is one with the same id in lower case: “%s”."), id, other);
  else
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
                 _("There is no sign-up “%s”. Look for its id with “fairctl list”."), id);
  return FALSE;
}

/* Only who is there, or was and has left something behind, is erased: a word that is in somebody's line is nobody. If nothing
 * is left to do, it may not have been certain the last time: then the disk has to confirm it now. Ids are lower case as Fairbook
 * makes them, and other programs like to change that. */
static gboolean
is_there (FairErasure  *erasure,
          const char   *id,
          GError      **error)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);
  const FairPerson *person = fair_people_find (erasure->people, id);
  const FairPerson *other = fair_people_find (erasure->people, lower);

  if (g_hash_table_contains (erasure->found, id))
    return TRUE;
  if (!fair_journal_confirm (erasure->store->journal, error))
    return FALSE;
  if (other != NULL && !other->erased)
    return refuse (error, id, lower);
  if (person == NULL)
    return refuse (error, id, NULL);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND, _("The sign-up “%s” was erased."), id);
  return FALSE;
}

/* A tombstone stands whatever its time stamp is: a time that nothing can follow is no hindrance. */
static gboolean
take_out (FairErasure  *erasure,
          GError      **error)
{
  const GPtrArray *erased = erasure->report->erased;
  g_autoptr (GString) tombstones = g_string_new (NULL);
  g_autoptr (FairRewrite) rewrite = NULL;

  for (guint i = 0; i < erased->len; i++)
    {
      const char *id = g_ptr_array_index (erased, i);
      const FairPerson *person = fair_people_find (erasure->people, id);
      FairHlc hlc;

      if (person != NULL && person->erased)
        continue;
      fair_store_make_hlc_in_turn (erasure->store, &erasure->latest, &hlc);
      if (!fair_line_encode_tombstone (tombstones, id, &hlc, error))
        return FALSE;
    }
  rewrite = fair_erasure_rewrite (erasure, NULL, error);
  return rewrite != NULL && fair_rewrite_add (rewrite, tombstones->str, tombstones->len, error) &&
         fair_journal_commit (erasure->store->journal, rewrite, error);
}

/**
 * fair_store_erase:
 * @self: the store
 * @id: a person's id
 * @report: (nullable): takes what was erased, and what somebody should look at; a fresh one
 * @error: %FAIR_STORE_ERROR_NOT_FOUND if there is nobody of that id, or not any longer; %FAIR_STORE_ERROR_UNCERTAIN if
 *   the disk did not confirm it: erasing again makes it certain; otherwise why nobody was erased
 *
 * Removes a person for good, together with all sign-ups that were joined into this one: these are of the same person,
 * and would be seen again otherwise. Each leaves a tombstone, which has nothing personal in it, so that no import brings them
 * back.
 *
 * Threading: any; blocks, and reads the whole journal some times. Others may read meanwhile, and wait with adding.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_erase (FairStore        *self,
                  const char       *id,
                  FairEraseReport  *report,
                  GError          **error)
{
  g_autoptr (FairEraseReport) own_report = fair_erase_report_new ();
  g_autoptr (FairTurn) turn = NULL;
  g_autoptr (FairErasure) erasure = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!fair_id_is_valid (id, strlen (id)))
    return refuse (error, id, NULL);
  turn = fair_store_begin (self, error);
  erasure = turn != NULL ? begin (self, report != NULL ? report : own_report, error) : NULL;
  if (erasure == NULL)
    return FALSE;
  find_people (erasure, id);
  if (!fair_erasure_look (erasure, NULL, error) || !is_there (erasure, id, error) || !take_out (erasure, error))
    return FALSE;
  g_clear_pointer (&turn, fair_store_end);
  if (report != NULL)
    fair_erasure_look_at_files (erasure);
  return TRUE;
}

/**
 * fair_store_discard_damaged:
 * @self: the store
 * @n_discarded: (out): how many damaged lines there were; what is in the journal and in the quarantine counts once
 * @error: %FAIR_STORE_ERROR: why they were not, or not certainly, discarded
 *
 * Takes all damaged lines out of the journal, and everything out of the quarantine: for somebody who has looked at them.
 *
 * Threading: any; blocks. Others may read meanwhile, and wait with adding.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_discard_damaged (FairStore  *self,
                            guint64    *n_discarded,
                            GError    **error)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (FairTurn) turn = NULL;
  g_autoptr (FairErasure) erasure = NULL;
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  turn = fair_store_begin (self, error);
  erasure = turn != NULL ? begin (self, report, error) : NULL;
  if (erasure == NULL)
    return FALSE;
  erasure->discards = TRUE;
  done = fair_erasure_look (erasure, NULL, error) &&
         (erasure->n_gone > 0 ? take_out (erasure, error) : fair_journal_confirm (self->journal, error));
  *n_discarded = report->n_unattributed;
  return done;
}
