/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack in memory: what a program shows and asks. */
#include "config.h"
#include "program/fair-program-private.h"

G_DEFINE_QUARK (fair-program-error-quark, fair_program_error)
G_DEFINE_FINAL_TYPE (FairProgram, fair_program, G_TYPE_OBJECT)

static void
fact_free (FairFact *fact)
{
  fair_localized_unref (fact->value);
  fair_localized_unref (fact->label);
  g_clear_pointer (&fact->short_label, fair_localized_unref);
  g_strfreev (fact->pages);
  g_free (fact);
}

static void
event_free (FairEvent *event)
{
  g_free (event->id);
  fair_localized_unref (event->name);
  g_clear_pointer (&event->place, fair_localized_unref);
  g_free (event->starts);
  g_free (event->ends);
  g_free (event);
}

static void
album_free (FairAlbum *album)
{
  g_free (album->id);
  fair_localized_unref (album->title);
  g_free (album);
}

static void
link_free (FairLink *link)
{
  g_free (link->id);
  fair_localized_unref (link->title);
  g_free (link->url);
  g_free (link);
}

static void
fair_program_finalize (GObject *object)
{
  FairProgram *self = FAIR_PROGRAM (object);

  g_free (self->folder);
  g_free (self->id);
  g_free (self->accent_color);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->website);
  g_strfreev (self->languages);
  g_clear_pointer (&self->name, fair_localized_unref);
  g_clear_pointer (&self->short_name, fair_localized_unref);
  g_clear_pointer (&self->organization, fair_localized_unref);
  g_clear_pointer (&self->headline, fair_localized_unref);
  g_clear_pointer (&self->tagline, fair_localized_unref);
  g_clear_object (&self->hero);
  g_clear_object (&self->form);
  g_clear_object (&self->pages);
  g_clear_object (&self->photos);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->albums, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);

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
  self->pages = g_list_store_new (FAIR_TYPE_PAGE);
  self->photos = g_list_store_new (FAIR_TYPE_PHOTO);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->albums = g_ptr_array_new_with_free_func ((GDestroyNotify) album_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  self->problems = fair_pack_problems_new ();
}

/**
 * fair_program_load:
 * @folder: (type filename): a content pack's folder, or a symbolic link to it
 * @cancellable: (nullable): a #GCancellable
 * @error: where a #FairProgramError goes, only where there is nothing to show at all: %FAIR_PROGRAM_ERROR_NOT_FOUND
 *   without the folder or its program.json, %FAIR_PROGRAM_ERROR_INVALID where that cannot be read or has no id or name
 *
 * Reads a content pack. Every other mistake in it is told by fair_program_get_problems(), and what is wrong is left
 * out. Nothing outside of the folder is read, wherever a path or a symbolic link in it leads.
 *
 * Threading: blocks on the disk; not for the main thread.
 *
 * Returns: (transfer full) (nullable): the program
 */
FairProgram *
fair_program_load (const char   *folder,
                   GCancellable *cancellable,
                   GError      **error)
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
  if (!fair_program_read (self, pack, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (task_data, cancellable, &error);

  if (program != NULL)
    g_task_return_pointer (task, program, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fair_program_load_async:
 * @folder: (type filename): a content pack's folder
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done, in the caller's main context
 * @user_data: for @callback
 *
 * Reads a content pack in a thread of its own, as fair_program_load() does.
 */
void
fair_program_load_async (const char         *folder,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (folder != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_program_load_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
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

/**
 * fair_program_get_problems:
 * @self: a program
 *
 * Returns: (transfer none) (element-type FairPackProblem): every mistake that was found in the pack
 */
GPtrArray *
fair_program_get_problems (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->problems;
}

/**
 * fair_program_get_folder:
 * @self: a program
 *
 * Returns: (type filename): the pack's folder, an absolute path without symbolic links
 */
const char *
fair_program_get_folder (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->folder;
}

/**
 * fair_program_get_id:
 * @self: a program
 *
 * Returns: its id
 */
const char *
fair_program_get_id (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->id;
}

/**
 * fair_program_get_name:
 * @self: a program
 * @language: (nullable): a language tag
 *
 * Returns: its full name
 */
const char *
fair_program_get_name (FairProgram *self,
                       const char  *language)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return fair_localized_get (self->name, language);
}

/**
 * fair_program_get_short_name:
 * @self: a program
 * @language: (nullable): a language tag
 *
 * Returns: a name for narrow places; the full one where the pack has no other
 */
const char *
fair_program_get_short_name (FairProgram *self,
                             const char  *language)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return fair_localized_get (self->short_name, language);
}

/**
 * fair_program_get_organization:
 * @self: a program
 * @language: (nullable): a language tag
 *
 * Returns: (nullable): whose program it is
 */
const char *
fair_program_get_organization (FairProgram *self,
                               const char  *language)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return fair_localized_get (self->organization, language);
}

/**
 * fair_program_get_headline:
 * @self: a program
 * @language: (nullable): a language tag
 *
 * Returns: the words over the hero picture; the full name where the pack has no others
 */
const char *
fair_program_get_headline (FairProgram *self,
                           const char  *language)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return fair_localized_get (self->headline, language);
}

/**
 * fair_program_get_tagline:
 * @self: a program
 * @language: (nullable): a language tag
 *
 * Returns: (nullable): a sentence beneath the headline
 */
const char *
fair_program_get_tagline (FairProgram *self,
                          const char  *language)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return fair_localized_get (self->tagline, language);
}

/**
 * fair_program_get_accent_color:
 * @self: a program
 *
 * Returns: (nullable): the program's colour as "#rrggbb"
 */
const char *
fair_program_get_accent_color (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->accent_color;
}

/**
 * fair_program_get_languages:
 * @self: a program
 *
 * Returns: the tags of the languages that the pack is in, at least one; the first is the one to fall back to
 */
const char *const *
fair_program_get_languages (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return (const char *const *) self->languages;
}

/**
 * fair_program_get_email:
 * @self: a program
 *
 * Returns: (nullable): where to write to
 */
const char *
fair_program_get_email (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->email;
}

/**
 * fair_program_get_phone:
 * @self: a program
 *
 * Returns: (nullable): where to call
 */
const char *
fair_program_get_phone (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->phone;
}

/**
 * fair_program_get_website:
 * @self: a program
 *
 * Returns: (nullable): an http or https address
 */
const char *
fair_program_get_website (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->website;
}

/**
 * fair_program_get_hero:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): the picture behind the headline
 */
FairPhoto *
fair_program_get_hero (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->hero;
}

/**
 * fair_program_get_form:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): the form; %NULL where the pack has none that can be shown, which is a problem
 */
FairForm *
fair_program_get_form (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->form;
}

/**
 * fair_program_get_pages:
 * @self: a program
 *
 * Returns: (transfer none): a list of #FairPage in the pack's order
 */
GListModel *
fair_program_get_pages (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return G_LIST_MODEL (self->pages);
}

/**
 * fair_program_get_photos:
 * @self: a program
 *
 * Returns: (transfer none): a list of #FairPhoto in the pack's order
 */
GListModel *
fair_program_get_photos (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return G_LIST_MODEL (self->photos);
}

/* The list holds another reference for as long as the program lives. */
static gpointer
peek_item (GListStore *list,
           guint       index)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), index);

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

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->pages)); i++)
    {
      FairPage *page = peek_item (self->pages, i);

      if (g_str_equal (page->id, id))
        return page;
    }
  return NULL;
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

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i++)
    {
      FairPhoto *photo = peek_item (self->photos, i);

      if (g_str_equal (photo->id, id))
        return photo;
    }
  return NULL;
}

/**
 * fair_program_get_facts:
 * @self: a program
 *
 * Returns: (transfer none) (element-type FairFact): what to know at a glance
 */
GPtrArray *
fair_program_get_facts (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->facts;
}

/**
 * fair_program_get_events:
 * @self: a program
 *
 * Returns: (transfer none) (element-type FairEvent): the fairs that the pack knows
 */
GPtrArray *
fair_program_get_events (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->events;
}

/**
 * fair_program_get_albums:
 * @self: a program
 *
 * Returns: (transfer none) (element-type FairAlbum): the albums that photos are in
 */
GPtrArray *
fair_program_get_albums (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->albums;
}

/**
 * fair_program_get_links:
 * @self: a program
 *
 * Returns: (transfer none) (element-type FairLink): what a visitor may take home
 */
GPtrArray *
fair_program_get_links (FairProgram *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM (self), NULL);
  return self->links;
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
