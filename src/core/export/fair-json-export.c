/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as JSON: one array of objects, or the journal's own lines. */
#include "config.h"

#include "base/fair-json.h"
#include "export/fair-export-format.h"
#include "export/fair-json-export.h"
#include <string.h>

static void
append_text (GString    *out,
             const char *name,
             const char *text)
{
  yyjson_val value = { 0 };

  yyjson_set_str (&value, text);
  g_string_append_printf (out, "\"%s\":", name);
  fair_json_append (out, &value);
  g_string_append_c (out, ',');
}

/* Of each consent the wording, as far as the store has it: {"wording":"<id>","lang":"en","text":"…"} */
static gboolean
append_agreed (GString      *out,
               FairStore    *store,
               yyjson_val   *agreed,
               GError      **error)
{
  yyjson_obj_iter fields = yyjson_obj_iter_with (agreed);
  yyjson_val *field;
  const char *separator = "";

  g_string_append_c (out, '{');
  while ((field = yyjson_obj_iter_next (&fields)) != NULL)
    {
      const char *id = yyjson_get_str (yyjson_obj_iter_get_val (field));
      g_autoptr (GError) local_error = NULL;
      g_autofree char *line = id != NULL ? fair_store_dup_wording (store, id, &local_error) : NULL;
      g_auto (FairVersion) wording = { 0 };

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_string_append (out, separator);
      separator = ",";
      fair_json_append (out, field);
      g_string_append (out, ":{\"wording\":");
      fair_json_append (out, yyjson_obj_iter_get_val (field));
      if (line != NULL && fair_line_decode (line, strlen (line), NULL, &wording, NULL))
        {
          g_string_append_c (out, ',');
          append_text (out, "lang", wording.lang);
          append_text (out, "text", wording.text);
          g_string_truncate (out, out->len - 1);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
is_inner (yyjson_val *name)
{
  return yyjson_equals_str (name, "v") || yyjson_equals_str (name, "op") || yyjson_equals_str (name, "crc");
}

/**
 * fair_json_append_line:
 * @out: where the object is appended, without a newline
 * @store: where the wordings are that people agreed to
 * @line: a line of the journal, parsed
 * @error: %FAIR_STORE_ERROR: why the wordings cannot be read
 *
 * Appends what a person may want of a journal line: all of it, in its order, known here or not, except what only the journal
 * needs (`v`, `op`, `crc`); and what they agreed to, word for word. So the line can be made of it again.
 *
 * Threading: any.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_json_append_line (GString     *out,
                       FairStore   *store,
                       yyjson_val  *line,
                       GError     **error)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (line);
  yyjson_val *name;
  char separator = '{';

  while ((name = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (name);

      if (is_inner (name))
        continue;
      g_string_append_c (out, separator);
      separator = ',';
      fair_json_append (out, name);
      g_string_append_c (out, ':');
      if (!yyjson_equals_str (name, "agreed") || !yyjson_is_obj (value))
        fair_json_append (out, value);
      else if (!append_agreed (out, store, value, error))
        return FALSE;
    }
  g_string_append (out, separator == '{' ? "{}" : "}");
  return TRUE;
}

typedef struct
{
  FairStore *store;
  gboolean has_versions;
  GHashTable *wordings; /* the ids of those that were written */
} JsonState;

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  JsonState *self = g_new (JsonState, 1);

  *self = (JsonState) { source->store, FALSE, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  return self;
}

static void
json_free (gpointer state)
{
  JsonState *self = state;

  g_hash_table_unref (self->wordings);
  g_free (self);
}

static gboolean
json_version (gpointer            state,
              GString            *out,
              const FairVersion  *version,
              GError            **error)
{
  JsonState *self = state;

  g_string_append (out, self->has_versions ? ",\n" : "[\n");
  self->has_versions = TRUE;
  return fair_json_append_line (out, self->store, yyjson_doc_get_root (version->doc), error);
}

static gboolean
json_end (gpointer   state,
          GString   *out,
          GError   **error)
{
  g_string_append (out, ((JsonState *) state)->has_versions ? "\n]\n" : "[\n]\n");
  return TRUE;
}

/* What somebody agreed to stands before the first who did. */
static gboolean
append_wordings (JsonState          *self,
                 GString            *out,
                 const FairVersion  *version,
                 GError            **error)
{
  yyjson_obj_iter fields = yyjson_obj_iter_with (version->agreed);
  yyjson_val *field;

  while ((field = yyjson_obj_iter_next (&fields)) != NULL)
    {
      const char *id = yyjson_get_str (yyjson_obj_iter_get_val (field));
      g_autoptr (GError) local_error = NULL;
      g_autofree char *line = NULL;

      if (id == NULL || g_hash_table_contains (self->wordings, id))
        continue;
      g_hash_table_add (self->wordings, g_strdup (id));
      line = fair_store_dup_wording (self->store, id, &local_error);
      if (line != NULL)
        g_string_append_printf (out, "%s\n", line);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
jsonl_version (gpointer            state,
               GString            *out,
               const FairVersion  *version,
               GError            **error)
{
  if (!append_wordings (state, out, version, error))
    return FALSE;
  g_string_append_len (out, version->line, (gssize) version->length);
  g_string_append_c (out, '\n');
  return TRUE;
}

const FairExporter fair_json_exporter = { begin, json_version, json_end, json_free };
const FairExporter fair_jsonl_exporter = { begin, jsonl_version, NULL, json_free };
