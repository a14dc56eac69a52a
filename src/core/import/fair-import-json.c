/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups in a file of JSON of whatever layout, such as an export as JSON, become lines as a journal has them.
 *
 * An export has of each line all but what only a journal needs, in the same order, and in the place of a wording's id the wording
 * itself. So the line that is made of it is the one that it was made of, byte for byte, if Fairbook wrote that.
 */
#include "config.h"

#include "import/fair-import-json.h"

#include "base/fair-json-elements.h"
#include "base/fair-json.h"
#include "store/journal/fair-line.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes that are gathered before they are written. */
#define PIECE (256 * 1024)

typedef struct
{
  const FairFile *json;
  const FairFile *lines;
  FairImportReport *report;
  GHashTable *wordings; /* the ids of those that were written */
  GArray *numbers;      /* of guint64: in which line of @json each of @lines begins */
  GString *out;
} Conversion;

/**
 * fair_import_json_is_line:
 * @root: (nullable): what was read of a file
 *
 * Threading: any.
 *
 * Returns: whether it is a line of a journal, of whatever version
 */
gboolean
fair_import_json_is_line (yyjson_val *root)
{
  return yyjson_is_num (yyjson_obj_get (root, "v"));
}

/**
 * fair_import_json_is_sign_up:
 * @root: (nullable): what was read of a file
 *
 * Threading: any.
 *
 * Returns: whether it is Fairbook’s, be it a line of a journal or what an export or a list makes of one, and not answers alone
 */
gboolean
fair_import_json_is_sign_up (yyjson_val *root)
{
  return fair_import_json_is_line (root) || yyjson_obj_get (root, "hlc") != NULL;
}

/* An export has what people agreed to word for word, and so is longer than the line it was made of. */
static yyjson_doc *
read_element (const char  *text,
              gsize        length,
              GError     **error)
{
  return fair_json_read_text (text, length, FAIR_JSON_MAX_ELEMENT, NULL, error);
}

static gboolean
look_at_first (const char  *text,
               gsize        length,
               guint64      line_number,
               gpointer     told,
               GError     **error)
{
  g_autoptr (yyjson_doc) doc = text != NULL ? read_element (text, length, NULL) : NULL;
  yyjson_val *root = yyjson_doc_get_root (doc);

  /* No sign-up is longer than what is read. */
  if (doc == NULL && (text != NULL || length == 0))
    *(FairImportJson *) told = FAIR_IMPORT_JSON_DAMAGED;
  else if (fair_import_json_is_sign_up (root))
    *(FairImportJson *) told = FAIR_IMPORT_JSON_OURS;
  else if (yyjson_is_obj (root) || *(FairImportJson *) told != FAIR_IMPORT_JSON_DAMAGED)
    *(FairImportJson *) told = FAIR_IMPORT_JSON_OTHER;
  /* What is damaged says nothing of the others. */
  return !yyjson_is_obj (root);
}

/**
 * fair_import_json_tell:
 * @json: an open file of JSON
 * @size: its size, in bytes
 *
 * Threading: any; blocks.
 *
 * Returns: whose sign-ups they are, by the first object that can be read; an empty array may be Fairbook's
 */
FairImportJson
fair_import_json_tell (const FairFile *json,
                       goffset         size)
{
  FairImportJson told = FAIR_IMPORT_JSON_OURS;

  fair_json_elements_foreach (json, size, look_at_first, &told, NULL, NULL);
  return told;
}

static gboolean
refuse (Conversion *self,
        guint64     line_number,
        const char *reason)
{
  self->report->n_lines++;
  self->report->n_refused++;
  if (self->report->refused_func != NULL)
    self->report->refused_func (self->json->path, line_number, reason, self->report->refused_data);
  return TRUE;
}

static void
end_line (Conversion *self,
          guint64     line_number)
{
  g_string_append_c (self->out, '\n');
  g_array_append_val (self->numbers, line_number);
}

static void
append_member (GString    *out,
               yyjson_val *name,
               yyjson_val *value)
{
  fair_json_append (out, name);
  g_string_append_c (out, ':');
  fair_json_append (out, value);
}

/* What they agreed to, word for word: {"wording":"<id>","lang":"en","text":"…"} */
static void
append_wordings (Conversion *self,
                 yyjson_val *agreed,
                 guint64     line_number)
{
  yyjson_obj_iter fields = yyjson_obj_iter_with (agreed);
  yyjson_val *field;

  while ((field = yyjson_obj_iter_next (&fields)) != NULL)
    {
      yyjson_val *wording = yyjson_obj_iter_get_val (field);
      yyjson_val *id = yyjson_obj_get (wording, "wording");

      if (!yyjson_is_str (id) || yyjson_obj_get (wording, "text") == NULL ||
          !g_hash_table_add (self->wordings, g_strdup (yyjson_get_str (id))))
        continue;
      g_string_append (self->out, "{\"v\":1,\"op\":\"wording\",\"id\":");
      fair_json_append (self->out, id);
      g_string_append (self->out, ",\"lang\":");
      fair_json_append (self->out, yyjson_obj_get (wording, "lang"));
      g_string_append (self->out, ",\"text\":");
      fair_json_append (self->out, yyjson_obj_get (wording, "text"));
      g_string_append_c (self->out, '}');
      end_line (self, line_number);
    }
}

static void
append_agreed (GString    *out,
               yyjson_val *agreed)
{
  yyjson_obj_iter fields = yyjson_obj_iter_with (agreed);
  yyjson_val *field;
  const char *separator = "";

  g_string_append (out, "\"agreed\":{");
  while ((field = yyjson_obj_iter_next (&fields)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (field);
      yyjson_val *id = yyjson_obj_get (value, "wording");

      g_string_append (out, separator);
      append_member (out, field, id != NULL ? id : value);
      separator = ",";
    }
  g_string_append_c (out, '}');
}

static void
append_sign_up (Conversion *self,
                yyjson_val *root,
                guint64     line_number)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (root);
  yyjson_val *name;

  append_wordings (self, yyjson_obj_get (root, "agreed"), line_number);
  g_string_append (self->out, "{\"v\":1,\"op\":\"put\"");
  while ((name = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (name);

      g_string_append_c (self->out, ',');
      if (yyjson_equals_str (name, "agreed") && yyjson_is_obj (value))
        append_agreed (self->out, value);
      else
        append_member (self->out, name, value);
    }
  g_string_append_c (self->out, '}');
  end_line (self, line_number);
}

static void
append_without_blanks (GString    *out,
                       const char *text,
                       gsize       length)
{
  gboolean in_string = FALSE, escaped = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string || (text[i] != ' ' && text[i] != '\t'))
        g_string_append_c (out, text[i]);
      in_string ^= text[i] == '"' && !escaped;
      escaped = text[i] == '\\' && !escaped;
    }
}

/* A checksum is of a line's bytes: of all of them, or of those without the blanks that a program has laid it out with since. */
static void
append_line (Conversion *self,
             const char *text,
             gsize       length,
             guint64     line_number)
{
  g_auto (FairVersion) version = { 0 };

  if (fair_line_decode (text, length, NULL, &version, NULL))
    g_string_append_len (self->out, text, (gssize) length);
  else
    append_without_blanks (self->out, text, length);
  end_line (self, line_number);
}

static gboolean
send_out (Conversion  *self,
          GError     **error)
{
  gboolean written = fair_file_write (self->lines, self->out->str, self->out->len);

  g_string_truncate (self->out, 0);
  return written || fair_store_error_set (error, self->lines->path, _("Nothing was imported: there was no room to prepare it"));
}

static gboolean
take_element (const char  *text,
              gsize        length,
              guint64      line_number,
              gpointer     user_data,
              GError     **error)
{
  Conversion *self = user_data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (yyjson_doc) doc = NULL;

  if (length == 0)
    return refuse (self, line_number, _("the file ends before its array does: it is not whole"));
  if (text == NULL)
    return refuse (self, line_number, _("a sign-up is longer than 64 KiB, or its end is missing"));
  doc = read_element (text, length, &problem);
  if (doc == NULL)
    return refuse (self, line_number, problem->message);
  if (!fair_import_json_is_sign_up (yyjson_doc_get_root (doc)))
    return refuse (self, line_number, _("this is no sign-up as Fairbook exports it: “hlc” is missing"));
  if (fair_import_json_is_line (yyjson_doc_get_root (doc)))
    append_line (self, text, length, line_number);
  else
    append_sign_up (self, yyjson_doc_get_root (doc), line_number);
  return self->out->len < PIECE || send_out (self, error);
}

/* A file that has no name holds nobody's details once it is closed, whatever happens. Where it cannot be made without one, that
 * is one of the journal's left-overs until it is gone: whoever opens the store next removes it, and may do so now. */
static gboolean
open_unnamed (FairFile          *file,
              const FairFileOps *ops,
              const char        *folder,
              const char        *journal,
              const char        *name)
{
  g_autofree char *path = fair_file_ops_make_temporary_path (journal);
  int fd = fair_file_ops_open (ops, folder, O_TMPFILE | O_RDWR, 0600);

  if (fd < 0)
    {
      fd = fair_file_ops_open (ops, path, O_CREAT | O_EXCL | O_RDWR, 0600);
      if (fd >= 0 && ops->unlink (path, ops->user_data) != 0 && errno != ENOENT)
        fair_file_ops_close (ops, &fd);
    }
  *file = (FairFile) { ops, fd, fd >= 0 ? g_strdup (name) : NULL };
  return fd >= 0;
}

/**
 * fair_import_json_to_lines:
 * @json: an open file of JSON that may have sign-ups of Fairbook's
 * @size: how much of it is read, in bytes
 * @journal: the path of the journal, beside which the lines are kept meanwhile, in a file without a name
 * @report: is told of what cannot be read
 * @lines: (out caller-allocates): the lines, under the path of @json
 * @numbers: (out) (transfer full) (element-type guint64): in which line of @json each begins
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED, or as of fair_file_ops_set_error()
 *
 * Makes lines of sign-ups in a file of any size, in constant memory but for @numbers.
 *
 * Threading: any; blocks.
 *
 * Returns: FALSE with @error set, and @lines closed
 */
gboolean
fair_import_json_to_lines (const FairFile    *json,
                           goffset            size,
                           const char        *journal,
                           FairImportReport  *report,
                           FairFile          *lines,
                           GArray           **numbers,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autofree char *folder = g_path_get_dirname (journal);
  g_autoptr (GHashTable) wordings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GString) out = g_string_new (NULL);
  Conversion conversion = { json, lines, report, wordings, found, out };

  if (!fair_file_ops_make_folder (json->ops, folder, error))
    return FALSE;
  if (!open_unnamed (lines, json->ops, folder, journal, json->path))
    return fair_store_error_set (error, folder, _("Nothing was imported: there was no room to prepare it"));
  if (fair_json_elements_foreach (json, size, take_element, &conversion, cancellable, error) &&
      send_out (&conversion, error))
    {
      *numbers = g_steal_pointer (&found);
      return TRUE;
    }
  fair_file_clear (lines);
  return FALSE;
}
