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
       FairErasureKind   kind,
       FairEraseReport  *report,
       GError          **error)
{
  g_autoptr (FairPeople) people = fair_store_load_in_turn (self, error);

  return people != NULL ? fair_erasure_new (self, people, kind, report) : NULL;
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

  if (person == NULL || !person->erased)
    {
      g_ptr_array_unref (report->erased);
      report->erased = fair_people_list_joined (erasure->people, id);
    }
  g_ptr_array_insert (report->erased, 0, g_strdup (id));
  for (guint i = 0; i < report->erased->len; i++)
    g_hash_table_add (erasure->ids, g_strdup (g_ptr_array_index (report->erased, i)));
  if (person != NULL && !person->erased && person->joined_into != NULL)
    keeper = fair_people_find (erasure->people, person->joined_into);
  if (keeper != NULL && !keeper->erased && !g_hash_table_contains (erasure->ids, keeper->id))
    report->keeper = g_strdup (keeper->id);
}

static gboolean
set_unknown (GError     **error,
             const char  *id)
{
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               _("There is no sign-up “%s”. Look for its id with “fairctl list”."), id);
  return FALSE;
}

/* Only who is there, or was and has left something behind, is erased: a word that is in somebody's line is nobody. If nothing
 * is left to do, it may not have been certain the last time: then the disk has to confirm it now. */
static gboolean
is_there (FairErasure  *erasure,
          const char   *id,
          GError      **error)
{
  const FairPerson *person = fair_people_find (erasure->people, id);

  if (g_hash_table_contains (erasure->found, id))
    return TRUE;
  if (!fair_journal_confirm (erasure->store->journal, error))
    return FALSE;
  if (person == NULL || !person->erased)
    return set_unknown (error, id);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND, _("The sign-up “%s” was erased."), id);
  return FALSE;
}

/* It stands whatever its time stamp is: a time that nothing can follow is no hindrance. */
static gboolean
encode_tombstone (FairErasure  *erasure,
                  const char   *id,
                  GString      *lines,
                  GError      **error)
{
  const FairPerson *person = fair_people_find (erasure->people, id);
  FairHlc before = { 0 }, hlc;

  if (person != NULL && person->device != NULL)
    {
      before = (FairHlc) { .ms = person->ms, .counter = person->counter };
      g_strlcpy (before.device, person->device, sizeof before.device);
    }
  if (!fair_hlc_can_be_followed (&before))
    before = (FairHlc) { 0 };
  fair_store_make_hlc_in_turn (erasure->store, &before, &hlc);
  return fair_line_encode_tombstone (lines, id, &hlc, error);
}

static gboolean
take_out (FairErasure  *erasure,
          GError      **error)
{
  const GPtrArray *erased = erasure->report->erased;
  g_autoptr (GString) tombstones = g_string_new (NULL);
  g_autoptr (FairRewrite) rewrite = NULL;

  for (guint i = 0; i < erased->len; i++)
    if (!encode_tombstone (erasure, g_ptr_array_index (erased, i), tombstones, error))
      return FALSE;
  rewrite = fair_erasure_rewrite (erasure, NULL, error);
  return rewrite != NULL && fair_rewrite_add (rewrite, tombstones->str, tombstones->len, error) &&
         fair_journal_commit (erasure->store->journal, rewrite, error);
}

/* Ids are lower case as Fairbook makes them, and other programs like to change that. */
static void
hint_at_case (FairStore  *store,
              const char *id,
              GError    **error)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);
  g_autofree char *line = g_str_equal (id, lower) ? NULL : fair_store_find_line (store, lower, NULL);

  if (line == NULL || !g_error_matches (*error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
    return;
  g_clear_error (error);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               _("There is no sign-up “%s”. There is one with the same id in lower case: “%s”."), id, lower);
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
  g_autoptr (FairErasure) erasure = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!fair_id_is_valid (id, strlen (id)))
    return set_unknown (error, id);
  if (!fair_store_begin (self, error))
    return FALSE;
  erasure = begin (self, FAIR_ERASURE_HERE, report != NULL ? report : own_report, &local_error);
  if (erasure != NULL)
    {
      find_people (erasure, id);
      done = fair_erasure_look (erasure, NULL, &local_error) && is_there (erasure, id, &local_error) &&
             take_out (erasure, &local_error);
    }
  fair_store_end (self);
  if (done && report != NULL)
    fair_erasure_look_at_files (erasure);
  if (done)
    return TRUE;
  hint_at_case (self, id, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
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
  g_autoptr (FairErasure) erasure = NULL;
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  if (!fair_store_begin (self, error))
    return FALSE;
  erasure = begin (self, FAIR_ERASURE_DAMAGED, report, error);
  done = erasure != NULL && fair_erasure_look (erasure, NULL, error);
  if (done)
    done = erasure->n_gone > 0 ? take_out (erasure, error) : fair_journal_confirm (self->journal, error);
  *n_discarded = report->n_unattributed;
  fair_store_end (self);
  return done;
}
