/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was exported when, and until where: exports.json, in which nothing is of any person. */
#include "config.h"

#include "export/fair-exported.h"

#include "base/fair-json-file.h"
#include "store/fair-store-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME "exports.json"

/* One export. */
typedef struct
{
  gint64 at; /* in milliseconds since 1970-01-01T00:00:00Z */
  char *format;
  char *preset; /* or NULL */
  guint64 n_sign_ups;
  GHashTable *until;    /* by the id of each fair, GHashTable of FairHlc by laptop: the latest that left with it */
  GHashTable *left_out; /* by the id of each fair, GHashTable of time stamps as texts: who did not leave, though not later */
} Export;

struct _FairExported
{
  GPtrArray *exports; /* of Export, the latest last */
  gboolean is_begun;  /* whether that is under way */
};

static void
free_export (gpointer data)
{
  Export *export = data;

  g_free (export->format);
  g_free (export->preset);
  g_hash_table_unref (export->until);
  g_hash_table_unref (export->left_out);
  g_free (export);
}

static Export *
add_export (FairExported *self,
            gint64        at,
            const char   *format,
            const char   *preset)
{
  Export *export = g_new0 (Export, 1);

  export->at = at;
  export->format = g_strdup (format);
  export->preset = g_strdup (preset);
  export->until = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  export->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  g_ptr_array_add (self->exports, export);
  return export;
}

static void
note (Export        *export,
      const char    *event,
      const FairHlc *hlc)
{
  GHashTable *laptops = g_hash_table_lookup (export->until, event);
  FairHlc *latest;

  if (laptops == NULL)
    {
      laptops = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
      g_hash_table_insert (export->until, g_strdup (event), laptops);
    }
  latest = g_hash_table_lookup (laptops, hlc->device);
  if (latest == NULL)
    {
      latest = g_memdup2 (hlc, sizeof *hlc);
      g_hash_table_insert (laptops, latest->device, latest);
    }
  else if (fair_hlc_compare (latest, hlc) < 0)
    *latest = *hlc;
}

/* Takes @stamp. */
static void
note_left_out (Export     *export,
               const char *event,
               char       *stamp)
{
  GHashTable *stamps = g_hash_table_lookup (export->left_out, event);

  if (stamps == NULL)
    {
      stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (export->left_out, g_strdup (event), stamps);
    }
  g_hash_table_add (stamps, stamp);
}

/* Returns: whether a version of that time stamp, or a later one of its laptop at its fair, has left with it. */
static gboolean
has_left (const Export  *export,
          const char    *event,
          const FairHlc *hlc)
{
  GHashTable *laptops = g_hash_table_lookup (export->until, event), *stamps = g_hash_table_lookup (export->left_out, event);
  const FairHlc *latest = laptops != NULL ? g_hash_table_lookup (laptops, hlc->device) : NULL;
  g_autofree char *stamp = stamps != NULL ? fair_hlc_to_string (hlc) : NULL;

  return latest != NULL && fair_hlc_compare (hlc, latest) <= 0 && (stamp == NULL || !g_hash_table_contains (stamps, stamp));
}

static void
read_stamps (Export     *export,
             yyjson_val *object,
             gboolean    are_left_out)
{
  yyjson_obj_iter events = yyjson_obj_iter_with (object);
  yyjson_val *event, *stamp;
  gsize i, n;

  while ((event = yyjson_obj_iter_next (&events)) != NULL)
    yyjson_arr_foreach (yyjson_obj_iter_get_val (event), i, n, stamp)
      {
        FairHlc hlc;

        if (!yyjson_is_str (stamp) || !fair_hlc_parse (yyjson_get_str (stamp), yyjson_get_len (stamp), &hlc))
          continue;
        if (are_left_out)
          note_left_out (export, yyjson_get_str (event), fair_hlc_to_string (&hlc));
        else
          note (export, yyjson_get_str (event), &hlc);
      }
}

static void
read_export (FairExported *self,
             yyjson_val   *object)
{
  const char *time = yyjson_get_str (yyjson_obj_get (object, "at")), *format = yyjson_get_str (yyjson_obj_get (object, "format"));
  Export *export;
  gint64 at;

  if (time == NULL || format == NULL || !fair_time_parse_utc (time, &at))
    return;
  export = add_export (self, at, format, yyjson_get_str (yyjson_obj_get (object, "preset")));
  export->n_sign_ups = yyjson_get_uint (yyjson_obj_get (object, "sign_ups"));
  read_stamps (export, yyjson_obj_get (object, "until"), FALSE);
  read_stamps (export, yyjson_obj_get (object, "left_out"), TRUE);
}

static char *
dup_path (FairStore *store)
{
  return g_build_filename (store->data_folder, NAME, NULL);
}

static FairExported *
new_exported (void)
{
  FairExported *self = g_new0 (FairExported, 1);

  self->exports = g_ptr_array_new_with_free_func (free_export);
  return self;
}

/** Threading: any thread; blocks. Returns: (transfer full): the exports; none where the file is not there, or cannot be read: then
 * everybody counts as new again, and nobody is lost */
FairExported *
fair_exported_load (FairStore *store)
{
  FairExported *self = new_exported ();
  g_autofree char *path = dup_path (store);
  g_autoptr (yyjson_doc) doc = fair_json_file_read (store->ops, path);
  yyjson_val *export;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "exports"), i, n, export)
    read_export (self, export);
  return self;
}

/** Frees what fair_exported_load() returned. */
void
fair_exported_free (FairExported *self)
{
  g_ptr_array_unref (self->exports);
  g_free (self);
}

/** Returns: whether nothing was ever exported */
gboolean
fair_exported_is_empty (const FairExported *self)
{
  return self->exports->len == 0;
}

/** Returns: whether a version, or a later one that the same laptop has made at the same fair, has left with an export; one that is
 * under way does not count */
gboolean
fair_exported_has (const FairExported *self,
                   const FairVersion  *version)
{
  for (guint i = self->exports->len - self->is_begun; i > 0; i--)
    if (has_left (self->exports->pdata[i - 1], version->event, &version->hlc))
      return TRUE;
  return FALSE;
}

/** Returns: (transfer full) (element-type FairExportedEntry): the exports that are remembered, the last one first; their texts are
 * @self's */
GArray *
fair_exported_list (const FairExported *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FairExportedEntry));

  for (guint i = self->exports->len; i > 0; i--)
    {
      const Export *export = self->exports->pdata[i - 1];
      const FairExportedEntry entry = { export->at, export->format, export->preset, export->n_sign_ups };

      g_array_append_val (list, entry);
    }
  return list;
}

/** Begins a further export, to which fair_exported_add() adds. @now_ms: when it is made, in milliseconds since
 * 1970-01-01T00:00:00Z; @format, @preset: the name of its format, and (nullable) its preset */
void
fair_exported_begin (FairExported *self,
                     gint64        now_ms,
                     const char   *format,
                     const char   *preset)
{
  add_export (self, now_ms, format, preset);
  self->is_begun = TRUE;
}

/** Notes that a version leaves with the export that was begun last. @is_whole: whether all others of its fair do, too, that left with none
 * before; otherwise all of them, this one included, still count as new */
void
fair_exported_add (FairExported      *self,
                   const FairVersion *version,
                   gboolean           is_whole)
{
  Export *export = g_ptr_array_index (self->exports, self->exports->len - 1);

  export->n_sign_ups++;
  if (is_whole)
    note (export, version->event, &version->hlc);
}

/** Notes that the export that was begun last does not take a version. */
void
fair_exported_leave_out (FairExported      *self,
                         const FairVersion *version)
{
  note_left_out (g_ptr_array_index (self->exports, self->exports->len - 1), version->event, fair_hlc_to_string (&version->hlc));
}

/* Of those whom @one left out, forgets who has left with @other: to both together they are not left out. */
static void
forget_who_left (Export       *one,
                 const Export *other)
{
  GHashTableIter events, stamps;
  gpointer event, by_event, stamp;
  FairHlc hlc;

  g_hash_table_iter_init (&events, one->left_out);
  while (g_hash_table_iter_next (&events, &event, &by_event))
    {
      g_hash_table_iter_init (&stamps, by_event);
      while (g_hash_table_iter_next (&stamps, &stamp, NULL))
        if (fair_hlc_parse (stamp, strlen (stamp), &hlc) && has_left (other, event, &hlc))
          g_hash_table_iter_remove (&stamps);
    }
}

/* The oldest two become one. */
static void
merge_oldest (FairExported *self)
{
  Export *oldest = self->exports->pdata[0];
  Export *next = self->exports->pdata[1];
  GHashTableIter events, laptops;
  gpointer event, by_laptop, hlc, stamp;

  forget_who_left (next, oldest);
  forget_who_left (oldest, next);
  g_hash_table_iter_init (&events, oldest->left_out);
  while (g_hash_table_iter_next (&events, &event, &by_laptop))
    {
      g_hash_table_iter_init (&laptops, by_laptop);
      while (g_hash_table_iter_next (&laptops, &stamp, NULL))
        note_left_out (next, event, g_strdup (stamp));
    }
  g_hash_table_iter_init (&events, oldest->until);
  while (g_hash_table_iter_next (&events, &event, &by_laptop))
    {
      g_hash_table_iter_init (&laptops, by_laptop);
      while (g_hash_table_iter_next (&laptops, NULL, &hlc))
        note (next, event, hlc);
    }
  g_ptr_array_remove_index (self->exports, 0);
}

/* Nothing, as long as the formats could take everybody. */
static void
write_left_out (yyjson_mut_doc *doc,
                yyjson_mut_val *object,
                const Export   *export)
{
  yyjson_mut_val *left_out = g_hash_table_size (export->left_out) > 0 ? yyjson_mut_obj_add_obj (doc, object, "left_out") : NULL;
  GHashTableIter events, stamps;
  gpointer event, by_event, stamp;

  g_hash_table_iter_init (&events, export->left_out);
  while (g_hash_table_iter_next (&events, &event, &by_event))
    {
      yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, left_out, event);

      g_hash_table_iter_init (&stamps, by_event);
      while (g_hash_table_iter_next (&stamps, &stamp, NULL))
        yyjson_mut_arr_add_str (doc, list, stamp);
    }
}

static void
write_export (yyjson_mut_doc *doc,
              yyjson_mut_val *exports,
              const Export   *export)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, exports), *until;
  g_autofree char *at = fair_time_format_utc (export->at);
  GHashTableIter events, laptops;
  gpointer event, by_laptop, hlc;

  yyjson_mut_obj_add_strcpy (doc, object, "at", at);
  yyjson_mut_obj_add_str (doc, object, "format", export->format);
  if (export->preset != NULL)
    yyjson_mut_obj_add_str (doc, object, "preset", export->preset);
  yyjson_mut_obj_add_uint (doc, object, "sign_ups", export->n_sign_ups);
  until = yyjson_mut_obj_add_obj (doc, object, "until");
  g_hash_table_iter_init (&events, export->until);
  while (g_hash_table_iter_next (&events, &event, &by_laptop))
    {
      yyjson_mut_val *stamps = yyjson_mut_obj_add_arr (doc, until, event);

      g_hash_table_iter_init (&laptops, by_laptop);
      while (g_hash_table_iter_next (&laptops, NULL, &hlc))
        {
          g_autofree char *stamp = fair_hlc_to_string (hlc);

          yyjson_mut_arr_add_strcpy (doc, stamps, stamp);
        }
    }
  write_left_out (doc, object, export);
}

static gboolean
write_file (FairExported  *self,
            FairStore     *store,
            GError       **error)
{
  g_autofree char *path = dup_path (store);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *exports;
  GError *io_error = NULL;

  while (self->exports->len > FAIR_EXPORTED_MAX)
    merge_oldest (self);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  exports = yyjson_mut_obj_add_arr (doc, root, "exports");
  for (guint i = 0; i < self->exports->len; i++)
    write_export (doc, exports, self->exports->pdata[i]);
  return fair_json_file_replace (store->ops, path, doc, &io_error) || fair_store_error_propagate (error, io_error);
}

/**
 * fair_exported_save:
 * @store: whose data folder it is
 * @error: in the domain %FAIR_STORE_ERROR
 *
 * Adds the export that was begun last to those that are in the file by now, durably and at once: of two that are made at a time both are
 * remembered. Threading: any thread; blocks, in turn with whoever changes the journal.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_exported_save (FairExported  *self,
                    FairStore     *store,
                    GError       **error)
{
  g_autoptr (FairTurn) turn = fair_store_begin (store, error);
  g_autoptr (FairExported) present = NULL;

  if (turn == NULL)
    return FALSE;
  present = fair_exported_load (store);
  g_ptr_array_add (present->exports, g_ptr_array_steal_index (self->exports, self->exports->len - 1));
  self->is_begun = FALSE;
  return write_file (present, store, error);
}

/**
 * fair_exported_take_back:
 * @store: whose data folder it is
 * @error: in the domain %FAIR_STORE_ERROR: nothing was exported, or why the file cannot be written
 *
 * Forgets the last export, durably: its file was lost. Whoever had left with none before counts as new again. Threading: any thread;
 * blocks, in turn with whoever changes the journal.
 *
 * Returns: (transfer full): that export alone, or NULL with @error set; then all are still remembered
 */
FairExported *
fair_exported_take_back (FairStore  *store,
                         GError    **error)
{
  g_autoptr (FairTurn) turn = fair_store_begin (store, error);
  g_autoptr (FairExported) present = NULL, taken = NULL;

  if (turn == NULL)
    return NULL;
  present = fair_exported_load (store);
  if (fair_exported_is_empty (present))
    {
      g_set_error_literal (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
                           _("No export is remembered, so none can be taken back. Nothing was changed."));
      return NULL;
    }
  taken = new_exported ();
  g_ptr_array_add (taken->exports, g_ptr_array_steal_index (present->exports, present->exports->len - 1));
  return write_file (present, store, error) ? g_steal_pointer (&taken) : NULL;
}
