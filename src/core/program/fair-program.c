/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack in memory: what a program shows and asks. */
#include "config.h"
#include "program/fair-program-private.h"

/* A day that begins at midnight UTC ends 12 hours after midnight where it ends last. */
#define WHOLE_DAY_EVERYWHERE (36 * G_TIME_SPAN_HOUR)

G_DEFINE_QUARK (fair-program-error-quark, fair_program_error)
G_DEFINE_FINAL_TYPE (FairProgram, fair_program, G_TYPE_OBJECT)

static void
fact_free (FairFact *fact)
{
  g_free ((gpointer) fact->pages);
  g_free (fact);
}

void
fair_open_day_free (FairOpenDay *self)
{
  g_clear_pointer (&self->starts, g_date_time_unref);
  g_clear_pointer (&self->ends, g_date_time_unref);
  g_free (self->calendar_entry);
  g_free (self);
}

static void
fair_program_finalize (GObject *object)
{
  FairProgram *self = FAIR_PROGRAM (object);

  g_free (self->folder);
  g_free (self->contact_card);
  g_free ((gpointer) self->languages);
  g_free ((gpointer) self->note_chips);
  g_free ((gpointer) self->next_steps);
  g_clear_object (&self->hero);
  g_clear_object (&self->form);
  g_clear_object (&self->pages);
  g_clear_object (&self->photos);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->time_zones, fair_time_zones_unref);
  g_clear_pointer (&self->albums, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->follow_up, fair_template_free);
  g_clear_pointer (&self->open_days, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->source, json_object_unref);

  G_OBJECT_CLASS (fair_program_parent_class)->finalize (object);
}

static void
fair_program_class_init (FairProgramClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_program_finalize;
}

static void
fair_program_init (FairProgram *self)
{
  self->pages = G_LIST_MODEL (g_list_store_new (FAIR_TYPE_PAGE));
  self->photos = G_LIST_MODEL (g_list_store_new (FAIR_TYPE_PHOTO));
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  self->events = g_ptr_array_new_with_free_func (g_free);
  self->time_zones = fair_time_zones_new ();
  self->albums = g_ptr_array_new_with_free_func (g_free);
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->open_days = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_open_day_free);
  self->problems = fair_pack_problems_new ();
}

/**
 * fair_program_load:
 * @folder: (type filename): a content pack's folder, or a symbolic link to it
 * @languages: (nullable): the languages to read it in, the most wanted first: BCP 47 tags or names of POSIX locales
 * @cancellable: (nullable): a #GCancellable
 * @error: where a #FairProgramError goes, only where there is nothing to show at all: %FAIR_PROGRAM_ERROR_NOT_FOUND
 *   without the folder or its program.json, %FAIR_PROGRAM_ERROR_INVALID where that cannot be read or has no id or name
 *
 * Reads a content pack in the most wanted of its languages; what is missing in that, and all of it where the pack is in
 * none of them, is read in its first. Every other mistake, in whatever language, is told by `problems`, and what is
 * wrong is left out. Nothing outside of the folder is read, wherever a path or a symbolic link in it leads.
 *
 * Threading: blocks on the disk; not for the main thread.
 *
 * Returns: (transfer full) (nullable): the program
 */
FairProgram *
fair_program_load (const char        *folder,
                   const char *const *languages,
                   GCancellable      *cancellable,
                   GError           **error)
{
  g_autoptr (FairProgram) self = NULL;
  g_autoptr (FairPackFolder) pack = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  pack = fair_pack_folder_open (folder, &problem);
  if (pack == NULL)
    {
      g_set_error_literal (error, FAIR_PROGRAM_ERROR, FAIR_PROGRAM_ERROR_NOT_FOUND, problem->message);
      return NULL;
    }
  self = g_object_new (FAIR_TYPE_PROGRAM, NULL);
  self->folder = g_strdup (fair_pack_folder_get_path (pack));
  if (!fair_program_read (self, pack, languages, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

typedef struct
{
  char *folder;
  GStrv languages;
} Load;

static void
load_free (Load *load)
{
  g_free (load->folder);
  g_strfreev (load->languages);
  g_free (load);
}

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Load *load = task_data;
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (load->folder, (const char *const *) load->languages, cancellable, &error);

  if (program != NULL)
    g_task_return_pointer (task, program, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fair_program_load_async:
 * @folder: (type filename): a content pack's folder
 * @languages: (nullable): the languages to read it in, the most wanted first
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done, in the caller's main context
 * @user_data: for @callback
 *
 * Reads a content pack in a thread of its own, as fair_program_load() does.
 */
void
fair_program_load_async (const char         *folder,
                         const char *const  *languages,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load = NULL;

  g_return_if_fail (folder != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_program_load_async);
  load = g_new0 (Load, 1);
  load->folder = g_strdup (folder);
  load->languages = g_strdupv ((GStrv) languages);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * fair_program_load_finish:
 * @result: what the callback got
 * @error: where a #FairProgramError goes
 *
 * Returns: (transfer full) (nullable): the program
 */
FairProgram *
fair_program_load_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The list holds another reference for as long as the program lives. */
static gpointer
peek_item (GListModel *list,
           guint       index)
{
  g_autoptr (GObject) item = g_list_model_get_item (list, index);

  return item;
}

/**
 * fair_program_find_page:
 * @self: a program
 * @id: a page's id
 *
 * Returns: (transfer none) (nullable): the page
 */
FairPage *
fair_program_find_page (FairProgram *self,
                        const char  *id)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->pages); i++)
    {
      FairPage *page = peek_item (self->pages, i);

      if (g_str_equal (page->id, id))
        return page;
    }
  return NULL;
}

/**
 * fair_program_find_contact_page:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): the page at whose end contact and links stand: "applying", or else the last one
 */
FairPage *
fair_program_find_contact_page (FairProgram *self)
{
  FairPage *page = NULL;
  guint n_pages = 0;

  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);

  page = fair_program_find_page (self, "applying");
  n_pages = g_list_model_get_n_items (self->pages);
  return page != NULL || n_pages == 0 ? page : peek_item (self->pages, n_pages - 1);
}

/**
 * fair_program_find_photo:
 * @self: a program
 * @id: a photo's id
 *
 * Returns: (transfer none) (nullable): the photo
 */
FairPhoto *
fair_program_find_photo (FairProgram *self,
                         const char  *id)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->photos); i++)
    {
      FairPhoto *photo = peek_item (self->photos, i);

      if (g_str_equal (photo->id, id))
        return photo;
    }
  return NULL;
}

/**
 * fair_program_find_album:
 * @self: a program
 * @id: an album's id
 *
 * Returns: (transfer none) (nullable): the album
 */
const FairAlbum *
fair_program_find_album (FairProgram *self,
                         const char  *id)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->albums->len; i++)
    {
      const FairAlbum *album = g_ptr_array_index (self->albums, i);

      if (g_str_equal (album->id, id))
        return album;
    }
  return NULL;
}

/**
 * fair_program_find_event:
 * @self: a program
 * @id: an event's id
 *
 * Returns: (transfer none) (nullable): the event
 */
const FairEvent *
fair_program_find_event (FairProgram *self,
                         const char  *id)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->events->len; i++)
    {
      const FairEvent *event = g_ptr_array_index (self->events, i);

      if (g_str_equal (event->id, id))
        return event;
    }
  return NULL;
}

/**
 * fair_program_get_event_name:
 * @self: (nullable): a program
 * @id: an event's id
 *
 * Returns: (transfer none): what people call the event; @id where the program does not know it
 */
const char *
fair_program_get_event_name (FairProgram *self,
                             const char  *id)
{
  const FairEvent *event = self != NULL ? fair_program_find_event (self, id) : NULL;

  return event != NULL ? event->name : id;
}

/**
 * fair_open_day_is_over:
 * @now: a time, in milliseconds since 1970 (UTC)
 *
 * Returns: whether nobody can come any more: after its end, or, where it has none, when its day has ended everywhere on Earth
 */
gboolean
fair_open_day_is_over (const FairOpenDay *self,
                       gint64             now)
{
  gint64 end = self->ends != NULL ? g_date_time_to_unix_usec (self->ends)
                                  : g_date_time_to_unix_usec (self->starts) + WHOLE_DAY_EVERYWHERE;

  return end <= now * 1000;
}
