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

static void
append_object (GString    *out,
               const char *name,
               yyjson_val *object)
{
  g_string_append_printf (out, "\"%s\":", name);
  if (object != NULL)
    fair_json_append (out, object);
  else
    g_string_append (out, "{}");
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
  const char *separator = "\"agreed\":{";

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
  if (*separator == ',')
    g_string_append (out, "},");
  return TRUE;
}

/**
 * fair_json_append_version:
 * @out: where the object is appended, on one line without a newline
 * @store: where the wordings are that people agreed to
 * @version: a version of a sign-up
 * @error: %FAIR_STORE_ERROR: why the wordings cannot be read
 *
 * Appends what a person may want of a journal line: all of it except what only the journal needs (`v`, `op`, `crc`), and
 * what they agreed to, word for word. Answers keep their order and their Unicode.
 *
 * Threading: any.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_json_append_version (GString            *out,
                          FairStore          *store,
                          const FairVersion  *version,
                          GError            **error)
{
  g_autofree char *hlc = fair_hlc_to_string (&version->hlc);

  g_string_append_c (out, '{');
  append_text (out, "id", version->id);
  g_string_append_printf (out, "\"rev\":%" G_GINT64_FORMAT ",", version->rev);
  append_text (out, "at", version->at);
  append_text (out, "hlc", hlc);
  append_text (out, "event", version->event);
  append_text (out, "form", version->form);
  append_text (out, "lang", version->lang);
  append_object (out, "answers", fair_version_get_answers (version));
  g_string_append_c (out, ',');
  if (!append_agreed (out, store, version->agreed, error))
    return FALSE;
  append_object (out, "staff", version->staff);
  g_string_append_c (out, '}');
  return TRUE;
}

typedef struct
{
  FairStore *store;
  gboolean has_versions;
  GHashTable *wordings; /* the ids of those that were written */
} JsonState;

static gpointer
begin (GString   *out,
       FairForm  *form,
       FairStore *store)
{
  JsonState *self = g_new (JsonState, 1);

  *self = (JsonState) { store, FALSE, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
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
  return fair_json_append_version (out, self->store, version, error);
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

      if (id == NULL || !g_hash_table_add (self->wordings, g_strdup (id)))
        continue;
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

const FairExporter fair_json_exporter = { FALSE, begin, json_version, json_end, json_free };
const FairExporter fair_jsonl_exporter = { FALSE, begin, jsonl_version, NULL, json_free };
