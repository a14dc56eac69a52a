/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change that the coordinator makes to people, and the change that takes it back. */
#include "config.h"

#include "desk/fair-person-edit.h"

#include "base/fair-json.h"
#include "desk/fair-person-record.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-join.h"
#include "store/people/fair-people-read.h"
#include <string.h>

typedef enum
{
  STEP_CORRECT,
  STEP_NOTE,
  STEP_JOIN,
  STEP_UNJOIN,
} StepKind;

/* What is changed of one person. */
typedef struct
{
  StepKind kind;
  char *id;    /* whose; of a join, of whom is kept */
  char *other; /* who is joined into them, or not any longer */
  FairAnswers *changes;
  FairForm *form; /* checks the answers, or NULL: what was there before needs no checking */
} Step;

struct _FairPersonEdit
{
  GPtrArray *steps;
};

static void
free_step (gpointer data)
{
  Step *step = data;

  g_free (step->id);
  g_free (step->other);
  g_clear_pointer (&step->changes, fair_answers_unref);
  g_clear_object (&step->form);
  g_free (step);
}

/** Returns: (transfer full): what changes nothing yet */
FairPersonEdit *
fair_person_edit_new (void)
{
  FairPersonEdit *self = g_new0 (FairPersonEdit, 1);

  self->steps = g_ptr_array_new_with_free_func (free_step);
  return self;
}

/** Frees what fair_person_edit_new() or fair_person_edit_apply() returned. */
void
fair_person_edit_free (FairPersonEdit *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

static void
add (FairPersonEdit    *self,
     StepKind           kind,
     const char        *id,
     const char        *other,
     const FairAnswers *changes,
     FairForm          *form)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->id = g_strdup (id);
  step->other = g_strdup (other);
  step->changes = changes != NULL ? fair_answers_copy (changes) : NULL;
  step->form = form != NULL ? g_object_ref (form) : NULL;
  g_ptr_array_add (self->steps, step);
}

/** Adds a correction: see fair_store_correct(), of which @changes and @form are. */
void
fair_person_edit_correct (FairPersonEdit    *self,
                          const char        *id,
                          const FairAnswers *changes,
                          FairForm          *form)
{
  add (self, STEP_CORRECT, id, NULL, changes, form);
}

/** Adds what staff note: see fair_store_set_staff(), of which @patch is. */
void
fair_person_edit_note (FairPersonEdit    *self,
                       const char        *id,
                       const FairAnswers *patch)
{
  add (self, STEP_NOTE, id, NULL, patch, NULL);
}

/** Adds that two sign-ups are of one person: see fair_store_join(). */
void
fair_person_edit_join (FairPersonEdit *self,
                       const char     *keep,
                       const char     *other)
{
  add (self, STEP_JOIN, keep, other, NULL, NULL);
}

/** Adds that two sign-ups, which were joined, are of two people: see fair_store_unjoin(). */
void
fair_person_edit_unjoin (FairPersonEdit *self,
                         const char     *keep,
                         const char     *other)
{
  add (self, STEP_UNJOIN, keep, other, NULL, NULL);
}

/** Returns: (nullable): whom it changes first; NULL if it is empty */
const char *
fair_person_edit_get_first_id (const FairPersonEdit *self)
{
  return self->steps->len > 0 ? ((Step *) self->steps->pdata[0])->id : NULL;
}

/** Returns: whether it changes nothing */
gboolean
fair_person_edit_is_empty (const FairPersonEdit *self)
{
  return self->steps->len == 0;
}

/* What to change in @after to have of @before what the step changes. */
static FairAnswers *
make_reverse (StepKind           kind,
              const FairVersion *before,
              const FairVersion *after)
{
  g_autoptr (GArray) changes = fair_person_list_changes (before, after);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  FairAnswers *reverse = fair_answers_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const FairPersonChange *change = &g_array_index (changes, FairPersonChange, i);

      if (change->is_staff == (kind == STEP_NOTE))
        fair_answers_set_value (reverse, change->member,
                                change->before != NULL ? yyjson_val_mut_copy (doc, change->before) : yyjson_mut_null (doc));
    }
  return reverse;
}

static char *
read_version (FairStore    *store,
              const char   *id,
              FairVersion  *version,
              GError      **error)
{
  char *line = fair_store_find_line (store, id, error);

  if (line != NULL && !fair_line_decode (line, strlen (line), NULL, version, error))
    g_clear_pointer (&line, g_free);
  return line;
}

static gboolean
change (Step            *step,
        FairStore       *store,
        FairPersonEdit  *reverse,
        GError         **error)
{
  g_auto (FairVersion) before = { 0 }, after = { 0 };
  g_autofree char *old = read_version (store, step->id, &before, error), *new = NULL;
  g_autoptr (FairAnswers) back = NULL;

  if (old == NULL ||
      (step->kind == STEP_NOTE ? fair_store_set_staff (store, step->id, step->changes, error)
                               : fair_store_correct (store, step->id, step->changes, step->form, NULL, error)) == 0)
    return FALSE;
  new = read_version (store, step->id, &after, NULL);
  if (new == NULL) /* it was changed; that it is gone again is not to be taken back */
    return TRUE;
  back = make_reverse (step->kind, &before, &after);
  if (yyjson_mut_obj_size (fair_answers_peek_root (back)) > 0)
    add (reverse, step->kind, step->id, NULL, back, NULL);
  return TRUE;
}

static gboolean
apply (Step            *step,
       FairStore       *store,
       FairPersonEdit  *reverse,
       GError         **error)
{
  if (step->kind != STEP_JOIN && step->kind != STEP_UNJOIN)
    return change (step, store, reverse, error);
  if (!(step->kind == STEP_JOIN ? fair_store_join (store, step->id, step->other, error)
                                : fair_store_unjoin (store, step->other, error)))
    return FALSE;
  add (reverse, step->kind == STEP_JOIN ? STEP_UNJOIN : STEP_JOIN, step->id, step->other, NULL, NULL);
  return TRUE;
}

/**
 * fair_person_edit_apply:
 * @store: whose people they are
 * @error: why it was not saved
 *
 * Makes the changes one after the other, each durably. If one fails, those before it are taken back again.
 *
 * Threading: any thread; blocks, and reads the whole journal for each.
 *
 * Returns: (transfer full): the change that takes it back, empty where nothing was another; or NULL with @error set
 */
FairPersonEdit *
fair_person_edit_apply (FairPersonEdit  *self,
                        FairStore       *store,
                        GError         **error)
{
  g_autoptr (FairPersonEdit) reverse = fair_person_edit_new (), again = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      g_autoptr (FairPersonEdit) back = fair_person_edit_new ();

      if (!apply (self->steps->pdata[i], store, back, error))
        {
          again = fair_person_edit_apply (reverse, store, NULL);
          return NULL;
        }
      /* what was done last is taken back first */
      while (back->steps->len > 0)
        g_ptr_array_insert (reverse->steps, 0, g_ptr_array_steal_index (back->steps, back->steps->len - 1));
    }
  return g_steal_pointer (&reverse);
}

static void
apply_in_thread (GTask        *task,
                 gpointer      store,
                 gpointer      edit,
                 GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  FairPersonEdit *reverse = fair_person_edit_apply (edit, store, &error);

  if (reverse != NULL)
    g_task_return_pointer (task, reverse, (GDestroyNotify) fair_person_edit_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/** Does what fair_person_edit_apply() does, in a worker thread. @self: (transfer full): what is to be changed */
void
fair_person_edit_apply_async (FairPersonEdit      *self,
                              FairStore           *store,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);

  g_task_set_source_tag (task, fair_person_edit_apply_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fair_person_edit_free);
  g_task_run_in_thread (task, apply_in_thread);
}

/** Returns: (transfer full): what fair_person_edit_apply() returns */
FairPersonEdit *
fair_person_edit_apply_finish (GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
