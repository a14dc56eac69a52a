/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one reader of JSON: strict (RFC 8259) and with one set of limits, whichever library holds the result. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

/** How deep arrays and objects may nest. */
#define FAIR_JSON_MAX_DEPTH 32
/** The longest line of a journal or an import, in bytes, its newline not counted. */
#define FAIR_JSON_MAX_LINE (64 * 1024)
/** The longest file that a person authored (a pack, a form, a list of suggestions), in bytes. */
#define FAIR_JSON_MAX_FILE (4 * 1024 * 1024)

#define FAIR_JSON_ERROR (fair_json_error_quark ())
GQuark fair_json_error_quark (void);

/** Why a text was not read as JSON. */
typedef enum
{
  FAIR_JSON_ERROR_SYNTAX,
  FAIR_JSON_ERROR_ENCODING,
  FAIR_JSON_ERROR_DEPTH,
  FAIR_JSON_ERROR_LENGTH,
  FAIR_JSON_ERROR_NUMBER,
  FAIR_JSON_ERROR_DUPLICATE,
  FAIR_JSON_ERROR_NUL,
  FAIR_JSON_ERROR_TYPE,
} FairJsonError;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

yyjson_doc *fair_json_read_line (const char          *text,
                                 gsize                length,
                                 const yyjson_alc    *allocator,
                                 GError             **error);
yyjson_doc *fair_json_read_text (const char *text,
                                 gsize       length,
                                 gsize       max_length,
                                 const char *file_name,
                                 GError    **error);
gboolean    fair_json_is_whole (double number);
gboolean    fair_json_get_integer (yyjson_val *value,
                                   gint64     *number);
void        fair_json_append (GString    *out,
                              yyjson_val *value);
JsonNode   *fair_json_parse_node (GBytes     *bytes,
                                  const char *file_name,
                                  GError    **error);

G_END_DECLS
