/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change that the coordinator makes to people, and the change that takes it back. */
#include "config.h"

#include "desk/fair-person-edit.h"

#include "base/fair-json.h"
#include "desk/fair-person-record.h"
#include "program/fair-stages.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-join.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>
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
  FairAnswers *after; /* what takes a change back: what that made of the same members; else NULL */
  FairForm *form;     /* checks the answers, or NULL: what was there before needs no checking */
  GStrv earlier;  /* the stages before the one that is noted: whoever stands at none of them is left alone; or NULL */
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
  g_clear_pointer (&step->after, fair_answers_unref);
  g_clear_object (&step->form);
  g_strfreev (step->earlier);
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

static Step *
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
  return step;
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

/**
 * fair_person_edit_advance:
 * @id: whose stage it is
 * @stages: (element-type FairStage): of fair_stages_list()
 * @stage: the id of one of them
 *
 * Adds that somebody has come to a stage, such as “contacted” after they were written to. Nobody goes back by it: who stands there
 * already, or further on, or at a stage that is none of @stages, is left alone.
 */
void
fair_person_edit_advance (FairPersonEdit  *self,
                          const char      *id,
                          const GPtrArray *stages,
                          const char      *stage)
{
  g_autoptr (GStrvBuilder) earlier = g_strv_builder_new ();
  g_autoptr (FairAnswers) patch = fair_answers_new ();

  for (guint i = 0; i < stages->len && !g_str_equal (((FairStage *) stages->pdata[i])->id, stage); i++)
    g_strv_builder_add (earlier, ((FairStage *) stages->pdata[i])->id);
  fair_answers_set_text (patch, FAIR_STAGE, stage);
  add (self, STEP_NOTE, id, NULL, patch, NULL)->earlier = g_strv_builder_end (earlier);
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

static void
set_member (FairAnswers *answers,
            const char  *member,
            yyjson_val  *value)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);

  fair_answers_set_value (answers, member, value != NULL ? yyjson_val_mut_copy (doc, value) : NULL);
}

/* Adds what puts back what the step has changed, and nothing that another program may have changed at the same time. */
static void
add_reverse (FairPersonEdit    *reverse,
             const Step        *step,
             const FairVersion *old,
             const FairVersion *new)
{
  g_autoptr (GArray) changes = fair_person_list_changes (old, new);
  g_autoptr (FairAnswers) before = fair_answers_new (), after = fair_answers_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const FairPersonChange *change = &g_array_index (changes, FairPersonChange, i);

      if (change->is_staff != (step->kind == STEP_NOTE) ||
          yyjson_mut_obj_get (fair_answers_peek_root (step->changes), change->member) == NULL)
        continue;
      set_member (before, change->member, change->before);
      set_member (after, change->member, change->after);
    }
  if (yyjson_mut_obj_size (fair_answers_peek_root (before)) > 0)
    add (reverse, step->kind, step->id, NULL, before, NULL)->after = g_steal_pointer (&after);
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

/* Where nothing is noted somebody stands at the first stage. */
static gboolean
is_needless (const Step        *step,
             const FairVersion *before)
{
  yyjson_val *stage = yyjson_obj_get (before->staff, FAIR_STAGE);

  if (step->earlier == NULL || (stage == NULL && step->earlier[0] != NULL))
    return FALSE;
  return !yyjson_is_str (stage) || !g_strv_contains ((const char *const *) step->earlier, yyjson_get_str (stage));
}

static gboolean
write_change (const Step  *step,
              FairStore   *store,
              GError     **error)
{
  const char *member = step->kind == STEP_NOTE ? "staff" : "answers";

  if (step->after != NULL)
    return fair_store_take_back (store, step->id, member, step->changes, step->after, error) > 0;
  if (step->kind == STEP_NOTE)
    return fair_store_set_staff (store, step->id, step->changes, error) > 0;
  return fair_store_correct (store, step->id, step->changes, step->form, NULL, error) > 0;
}

static gboolean
change (Step            *step,
        FairStore       *store,
        FairPersonEdit  *reverse,
        GError         **error)
{
  g_auto (FairVersion) before = { 0 }, after = { 0 };
  g_autofree char *old = read_version (store, step->id, &before, error), *new = NULL;

  if (old != NULL && is_needless (step, &before))
    return TRUE;
  if (old == NULL || !write_change (step, store, error))
    return FALSE;
  new = read_version (store, step->id, &after, NULL);
  if (new != NULL) /* that it is gone again is not to be taken back */
    add_reverse (reverse, step, &before, &after);
  return TRUE;
}

/* Whether they are not joined into anybody else by now: that would be taken back unseen. */
static gboolean
check_joined (const Step  *step,
              FairStore   *store,
              GError     **error)
{
  g_auto (FairVersion) version = { 0 };
  g_autofree char *line = read_version (store, step->other, &version, error);

  if (line == NULL)
    return FALSE;
  if (version.joined_into == NULL || g_str_equal (version.joined_into, step->id))
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_CHANGED, _("“%s” is joined into another sign-up by now. Nothing was changed."),
               step->other);
  return FALSE;
}

static gboolean
apply (Step            *step,
       FairStore       *store,
       FairPersonEdit  *reverse,
       GError         **error)
{
  if (step->kind != STEP_JOIN && step->kind != STEP_UNJOIN)
    return change (step, store, reverse, error);
  if (!(step->kind == STEP_JOIN
            ? fair_store_join (store, step->id, step->other, error)
            : check_joined (step, store, error) && fair_store_unjoin (store, step->other, error)))
    return FALSE;
  add (reverse, step->kind == STEP_JOIN ? STEP_UNJOIN : STEP_JOIN, step->id, step->other, NULL, NULL);
  return TRUE;
}

/* Of many whose change is taken back some may be erased by now: that is no reason to leave it with the others. */
static gboolean
is_gone (const Step   *step,
         const GError *error)
{
  return step->after != NULL && g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

/**
 * fair_person_edit_apply:
 * @store: whose people they are
 * @error: why it was not saved; %FAIR_STORE_ERROR_CHANGED where it would take back what somebody else has done since
 *
 * Makes the changes one after the other, each durably. If one fails, those before it are taken back again. What takes back a change
 * of several people passes over those who are erased.
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
      g_autoptr (GError) local_error = NULL;

      if (!apply (self->steps->pdata[i], store, back, &local_error) &&
          (self->steps->len == 1 || !is_gone (self->steps->pdata[i], local_error)))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
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

/** Does what fair_person_edit_apply() does, in a worker thread. @self: (transfer none): what is to be changed; it has to stay until
 * the callback is called */
void
fair_person_edit_apply_async (FairPersonEdit      *self,
                              FairStore           *store,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);

  g_task_set_source_tag (task, fair_person_edit_apply_async);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, apply_in_thread);
}

/** Returns: (transfer full): what fair_person_edit_apply() returns */
FairPersonEdit *
fair_person_edit_apply_finish (GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
