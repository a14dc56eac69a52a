/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving sign-ups in a store: one, or many with a sync for each batch. */
#include "store/fair-store-private.h"

/* How much is written at once when many are added, in bytes: a sync per batch, and others get their turn. */
#define BATCH_SIZE (1024 * 1024)

/* Appends one draft's lines to @lines. Returns its id, or NULL with @error set. */
static char *
encode_draft (FairStore        *self,
              const FairDraft  *draft,
              GString          *lines,
              GError          **error)
{
  FairHlc *hlc = &self->journal->last;
  gint64 now = fair_clock_now (self->clock);
  g_autofree char *id = draft->id != NULL ? g_strdup (draft->id) : g_uuid_string_random ();
  gsize length = lines->len;

  fair_hlc_tick (hlc, now, self->device.id);
  if (fair_store_encode_wordings_in_turn (self, draft, lines, error) && fair_line_encode_draft (lines, draft, id, now, hlc, error))
    return g_steal_pointer (&id);
  g_string_truncate (lines, length);
  g_hash_table_remove_all (self->wordings);
  return NULL;
}

/*
 * Encodes drafts until there are enough for one batch, and appends them. What could be encoded before one that could
 * not is saved.
 */
static gboolean
add_batch (FairStore        *self,
           const FairDraft  *drafts,
           gsize             n_drafts,
           GPtrArray        *ids,
           GError          **error)
{
  g_autoptr (FairTurn) turn = fair_store_begin (self, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) refused = NULL;

  if (turn == NULL)
    return FALSE;
  for (gsize i = 0; i < n_drafts && lines->len < BATCH_SIZE && refused == NULL; i++)
    {
      char *id = encode_draft (self, &drafts[i], lines, &refused);

      if (id != NULL)
        g_ptr_array_add (batch, id);
    }
  if (lines->len > 0 && !fair_journal_append (self->journal, lines->str, lines->len, error))
    {
      g_hash_table_remove_all (self->wordings);
      return FALSE;
    }
  g_ptr_array_extend_and_steal (ids, g_steal_pointer (&batch));
  if (refused == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/**
 * fair_store_add_many:
 * @self: the store
 * @drafts: (array length=n_drafts): what to save, in this order
 * @n_drafts: how many
 * @ids: (out) (transfer full): the ids of those that were saved, in the order of @drafts; set in any case
 * @error: as of fair_store_add(): why the first one that was not saved was not
 *
 * Saves many with one write and one sync for about a mebibyte of them. Each is whole in the journal, or absent. On
 * failure the first `g_strv_length (ids)` drafts are durable, and all others are not saved.
 *
 * Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_add_many (FairStore       *self,
                     const FairDraft *drafts,
                     gsize            n_drafts,
                     GStrv           *ids,
                     GError         **error)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  gboolean done = TRUE;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  while (done && saved->len < n_drafts)
    done = add_batch (self, drafts + saved->len, n_drafts - saved->len, saved, error);
  *ids = (GStrv) g_ptr_array_steal (saved, NULL);
  if (*ids == NULL)
    *ids = g_new0 (char *, 1);
  return done;
}

/**
 * fair_store_add:
 * @self: the store
 * @draft: what to save; its texts are valid UTF-8
 * @error: %FAIR_STORE_ERROR: why it was not saved; what to do is in its message
 *
 * Saves a sign-up. When it returns an id, the sign-up is on the disk: only then may anybody be told "Saved".
 *
 * Threading: any thread; blocks until the disk has confirmed.
 *
 * Returns: (transfer full): the new person's id, or NULL with @error set
 */
char *
fair_store_add (FairStore       *self,
                const FairDraft *draft,
                GError         **error)
{
  g_auto (GStrv) ids = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  if (!fair_store_add_many (self, draft, 1, &ids, error))
    return NULL;
  return g_strdup (ids[0]);
}

static void
free_draft (gpointer data)
{
  FairDraft *draft = data;

  for (gsize i = 0; i < draft->n_consents; i++)
    {
      g_free ((char *) draft->consents[i].id);
      g_free ((char *) draft->consents[i].field);
      g_free ((char *) draft->consents[i].lang);
      g_free ((char *) draft->consents[i].text);
    }
  g_free ((char *) draft->event);
  g_free ((char *) draft->form);
  g_free ((char *) draft->lang);
  g_free ((char *) draft->id);
  g_free ((FairConsent *) draft->consents);
  fair_answers_unref ((FairAnswers *) draft->answers);
  g_free (draft);
}

static FairDraft *
copy_draft (const FairDraft *draft)
{
  FairDraft *copy = g_new (FairDraft, 1);
  FairConsent *consents = g_new (FairConsent, draft->n_consents);

  for (gsize i = 0; i < draft->n_consents; i++)
    consents[i] = (FairConsent) { g_strdup (draft->consents[i].id), g_strdup (draft->consents[i].field),
                                  g_strdup (draft->consents[i].lang), g_strdup (draft->consents[i].text) };
  *copy = (FairDraft) { g_strdup (draft->event), g_strdup (draft->form), g_strdup (draft->lang),
                        fair_answers_copy (draft->answers), consents, draft->n_consents, g_strdup (draft->id), draft->unfinished };
  return copy;
}

static void
add_in_thread (GTask        *task,
               gpointer      source,
               gpointer      draft,
               GCancellable *cancellable)
{
  GError *error = NULL;
  char *id;

  if (g_task_return_error_if_cancelled (task))
    return;
  id = fair_store_add (source, draft, &error);
  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_store_add_async:
 * @self: the store
 * @draft: what to save; it is copied
 * @cancellable: (nullable): keeps it from beginning; once begun it is finished
 * @callback: called when it is durable, or has failed
 * @user_data: for @callback
 *
 * Does what fair_store_add() does, in a thread. Nothing that was saved is ever reported as cancelled.
 */
void
fair_store_add_async (FairStore           *self,
                      const FairDraft     *draft,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_store_add_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, copy_draft (draft), free_draft);
  g_task_run_in_thread (task, add_in_thread);
}

/**
 * fair_store_add_finish:
 * @self: the store
 * @result: what the callback got
 * @error: as of fair_store_add()
 *
 * Returns: (transfer full): the new person's id, or NULL with @error set
 */
char *
fair_store_add_finish (FairStore    *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
