/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-recent-visitors.h"

#include "store/change/fair-correct.h"
#include "store/people/fair-people-read.h"

#include <string.h>

/* What reading needs, and what it finds. */
typedef struct
{
  char *event;
  guint max;
  FairRecentVisitors *found;
} Reading;

static void
free_visitor (gpointer data)
{
  FairRecentVisitor *visitor = data;

  g_free (visitor->id);
  g_free (visitor->name);
  g_free (visitor);
}

void
fair_recent_visitors_free (FairRecentVisitors *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->visitors);
  g_free (self);
}

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_free (reading->event);
  g_clear_pointer (&reading->found, fair_recent_visitors_free);
  g_free (reading);
}

static FairRecentVisitor *
make_visitor (const FairVersion *version)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (fair_version_get_answers (version));
  FairRecentVisitor *visitor = g_new0 (FairRecentVisitor, 1);

  visitor->id = g_strdup (version->id);
  visitor->name = fair_answers_dup_person_name (answers);
  visitor->at_ms = version->at_ms;
  visitor->starred = yyjson_get_bool (yyjson_obj_get (version->staff, FAIR_NOTE_STAR));
  return visitor;
}

/* Few are kept, in order, so each finds its place from the end. */
static gboolean
take (const FairVersion *version,
      gpointer           user_data,
      GError           **error)
{
  Reading *reading = user_data;
  GPtrArray *visitors = reading->found->visitors;
  guint i = visitors->len;

  if (fair_version_is_unfinished (version) || !g_str_equal (version->event, reading->event))
    return TRUE;
  reading->found->n_people++;
  while (i > 0 && ((const FairRecentVisitor *) visitors->pdata[i - 1])->at_ms <= version->at_ms)
    i--;
  if (i >= reading->max)
    return TRUE;
  g_ptr_array_insert (visitors, (gint) i, make_visitor (version));
  if (visitors->len > reading->max)
    g_ptr_array_set_size (visitors, (gint) reading->max);
  return TRUE;
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  GError *error = NULL;

  if (fair_store_foreach (source, take, reading, report, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&reading->found), (GDestroyNotify) fair_recent_visitors_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_recent_visitors_load_async:
 * @event: the fair's id; "" for those who signed up where none was chosen
 * @max: how many visitors to name at most
 *
 * Reads the whole store in a worker thread.
 */
void
fair_recent_visitors_load_async (FairStore           *store,
                                 const char          *event,
                                 guint                max,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (event != NULL);

  reading = g_new0 (Reading, 1);
  reading->event = g_strdup (event);
  reading->max = max;
  reading->found = g_new0 (FairRecentVisitors, 1);
  reading->found->visitors = g_ptr_array_new_with_free_func (free_visitor);
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_recent_visitors_load_async);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, load_in_thread);
}

/** Returns: (transfer full) (nullable): the visitors, or NULL with @error set */
FairRecentVisitors *
fair_recent_visitors_load_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Chips that are there already stay, in their order; none is there twice. */
static void
add_chips (FairAnswers       *patch,
           const FairAnswers *staff,
           const char *const *chips)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) old = fair_answers_dup_codes (staff, FAIR_NOTE_CHIPS);
  g_auto (GStrv) all = NULL;

  if (chips == NULL || chips[0] == NULL)
    return;
  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    g_strv_builder_add (builder, old[i]);
  for (guint i = 0; chips[i] != NULL; i++)
    if (old == NULL || !g_strv_contains ((const char *const *) old, chips[i]))
      g_strv_builder_add (builder, chips[i]);
  all = g_strv_builder_end (builder);
  fair_answers_set_codes (patch, FAIR_NOTE_CHIPS, (const char *const *) all);
}

static void
add_text (FairAnswers       *patch,
          const FairAnswers *staff,
          const char        *text)
{
  const char *old = fair_answers_has (staff, FAIR_NOTE_TEXT) ? fair_answers_get_text (staff, FAIR_NOTE_TEXT) : "";
  g_autofree char *line = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *both = g_strconcat (old, *old != '\0' ? "\n" : "", line, NULL);

  if (*line != '\0')
    fair_answers_set_text (patch, FAIR_NOTE_TEXT, both);
}

/**
 * fair_staff_note_save:
 * @store: where the visitor signed up
 * @id: who it is
 * @note: what to add to what staff noted about them
 * @error: as of fair_store_set_staff()
 *
 * Adds to the notes in a further version of the sign-up, durably. Nothing that was noted before is lost. Blocks.
 */
gboolean
fair_staff_note_save (FairStore              *store,
                        const char             *id,
                        const FairStaffNote  *note,
                        GError                **error)
{
  g_autoptr (FairAnswers) patch = fair_answers_new ();
  g_autoptr (FairAnswers) staff = NULL;
  g_autofree char *line = NULL;
  g_auto (FairVersion) version = { 0 };

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);

  line = fair_store_find_line (store, id, error);
  if (line == NULL || !fair_line_decode (line, strlen (line), NULL, &version, error))
    return FALSE;
  staff = version.staff != NULL ? fair_answers_new_from_value (version.staff) : fair_answers_new ();
  if (note->starred || fair_answers_get_flag (staff, FAIR_NOTE_STAR))
    fair_answers_set_flag (patch, FAIR_NOTE_STAR, note->starred);
  add_chips (patch, staff, note->chips);
  add_text (patch, staff, note->text);
  return fair_store_set_staff (store, id, patch, error) > 0;
}

/* A note on its way to the store. */
typedef struct
{
  char *id;
  gboolean starred;
  GStrv chips;
  char *text;
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  g_free (saving->id);
  g_strfreev (saving->chips);
  g_free (saving->text);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Saving *saving = task_data;
  FairStaffNote note = { saving->starred, (const char *const *) saving->chips, saving->text };
  GError *error = NULL;

  if (fair_staff_note_save (source, saving->id, &note, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** Does what fair_staff_note_save() does, in a worker thread. */
void
fair_staff_note_save_async (FairStore             *store,
                              const char            *id,
                              const FairStaffNote *note,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (id != NULL && note != NULL);

  saving = g_new0 (Saving, 1);
  saving->id = g_strdup (id);
  saving->starred = note->starred;
  saving->chips = g_strdupv ((GStrv) (gpointer) note->chips);
  saving->text = g_strdup (note->text);
  task = g_task_new (store, NULL, callback, user_data);
  g_task_set_source_tag (task, fair_staff_note_save_async);
  g_task_set_task_data (task, saving, free_saving);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
fair_staff_note_save_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
