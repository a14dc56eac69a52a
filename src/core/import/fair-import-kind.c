/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is that somebody hands over to be merged. */
#include "config.h"

#include "import/fair-import-kind.h"

#include "base/fair-file-kind.h"
#include "base/fair-json.h"
#include "base/fair-laptop-file.h"
#include "import/fair-import-json.h"
#include "store/journal/fair-quarantine.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes that are looked at in one go. */
#define PIECE (256 * 1024)

static gboolean
holds (const FairFile *file,
       goffset         size,
       const char     *words)
{
  g_autofree char *piece = g_malloc (PIECE);
  const gsize n = strlen (words);

  for (goffset at = 0; at < size; at += (goffset) (PIECE - n))
    {
      gsize length = (gsize) MIN (size - at, PIECE);

      if (!fair_file_read (file, piece, length, at))
        return FALSE;
      if (memmem (piece, length, words, n) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* By the first of its lines that is an object. */
static FairImportKind
tell_lines (const char *head,
            gsize       length)
{
  for (const char *at = head, *end = head + length, *next; at < end; at = next)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      g_autoptr (yyjson_doc) doc = NULL;
      yyjson_val *root;

      next = newline != NULL ? newline + 1 : end;
      doc = fair_json_read_line (at, (gsize) ((newline != NULL ? newline : end) - at), NULL, NULL);
      root = yyjson_doc_get_root (doc);
      if (fair_import_json_is_sign_up (root))
        return fair_import_json_is_line (root) ? FAIR_IMPORT_JOURNAL : FAIR_IMPORT_EXPORT;
      if (yyjson_is_obj (root))
        return FAIR_IMPORT_ANSWERS;
    }
  return FAIR_IMPORT_DAMAGED;
}

static FairImportKind
tell_json (const FairFile *file,
           goffset         size)
{
  switch (fair_import_json_tell (file, size))
    {
    case FAIR_IMPORT_JSON_OURS:
      return FAIR_IMPORT_EXPORT;
    case FAIR_IMPORT_JSON_OTHER:
      return FAIR_IMPORT_ANSWERS;
    case FAIR_IMPORT_JSON_DAMAGED:
    default:
      return FAIR_IMPORT_DAMAGED;
    }
}

static FairImportKind
tell_content (const FairFile *file,
              goffset         size,
              const char     *head,
              gsize           length)
{
  FairFileKind kind = fair_file_kind_guess (head, length);
  FairImportKind content = FAIR_IMPORT_OTHER;

  if (kind == FAIR_FILE_JSON)
    content = tell_json (file, size);
  else if (kind == FAIR_FILE_LINES)
    content = tell_lines (head, length);
  else if (kind != FAIR_FILE_TEXT && kind != FAIR_FILE_BINARY && kind != FAIR_FILE_XML)
    return FAIR_IMPORT_OTHER;
  if (content <= FAIR_IMPORT_EXPORT)
    return content;
  /* Damage, or something else at the beginning, must not hide the sign-ups behind it. */
  if (kind != FAIR_FILE_JSON && holds (file, size, "{\"v\":"))
    return FAIR_IMPORT_JOURNAL;
  return holds (file, size, "\"hlc\"") ? FAIR_IMPORT_EXPORT : content;
}

static char *
explain (FairImportKind content,
         const char    *head,
         gsize          length)
{
  FairFileKind kind = fair_file_kind_guess (head, length);

  if (content <= FAIR_IMPORT_EXPORT)
    return NULL;
  if (content == FAIR_IMPORT_ANSWERS)
    return g_strdup (_("it is JSON, but has no sign-ups as Fairbook keeps them; “fairctl add” saves answers, one JSON object "
                       "on each line"));
  if (content == FAIR_IMPORT_DAMAGED)
    return g_strdup (_("it is JSON, but damaged or not whole; if sign-ups were in it, copy or export it once more"));
  if (kind == FAIR_FILE_EMPTY)
    return fair_file_kind_explain (kind, _("if somebody signed up on that laptop, copy it once more"));
  return fair_file_kind_explain (kind, _("take the other laptop’s “signups.jsonl”, or an export as JSON Lines or JSON"));
}

/* Nothing is wrong with what a laptop has handed over on which nobody has signed up. */
static gboolean
is_nobodys (const char *path,
            goffset     size)
{
  g_autofree char *name = g_path_get_basename (path);

  return size == 0 && fair_laptop_file_parse_name (name, NULL, NULL);
}

/**
 * fair_import_kind_open:
 * @ops: the operations
 * @path: a file
 * @file: (out caller-allocates): the file, open for reading
 * @size: (out): how long it is, in bytes
 * @kind: (out): what it is
 * @reason: (out) (transfer full) (nullable): what it is and what to do, as half a sentence, translated; NULL if it has sign-ups
 *
 * Threading: any; blocks.
 *
 * Returns: FALSE with `errno` set, and @file closed
 */
gboolean
fair_import_kind_open (const FairFileOps *ops,
                       const char        *path,
                       FairFile          *file,
                       goffset           *size,
                       FairImportKind    *kind,
                       char             **reason)
{
  g_autofree char *head = g_malloc (FAIR_FILE_KIND_HEAD);
  struct stat status;
  gsize length;

  if (!fair_file_open (file, ops, path, O_RDONLY, &status))
    return FALSE;
  *size = status.st_size;
  length = (gsize) MIN (status.st_size, FAIR_FILE_KIND_HEAD);
  if (!fair_file_read (file, head, length, 0))
    {
      int saved_errno = errno;

      fair_file_clear (file);
      errno = saved_errno;
      return FALSE;
    }
  *kind = is_nobodys (path, *size) ? FAIR_IMPORT_JOURNAL : tell_content (file, *size, head, length);
  *reason = explain (*kind, head, length);
  return TRUE;
}

static gboolean
has_suffix (const char *name,
            const char *suffix)
{
  gsize length = strlen (name), n = strlen (suffix);

  return length >= n && g_ascii_strcasecmp (name + length - n, suffix) == 0;
}

/** Returns: whether, of a folder, a file of that name is looked at: counts of visits are not, which no journal is merged with */
gboolean
fair_import_kind_has_name (const char *name)
{
  return *name != '.' && !g_str_equal (name, FAIR_QUARANTINE_NAME) && !fair_laptop_file_is_visits (name) &&
         (has_suffix (name, ".jsonl") || has_suffix (name, ".json"));
}

/** Returns: whether a folder's file is JSON that is sound, and has no sign-ups: a content pack's may stand there. What cannot be
 * read is told when it is opened once more. Threading: any; blocks. */
gboolean
fair_import_kind_is_for_others (const FairFileOps *ops,
                                const char        *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *reason = NULL;
  FairImportKind kind;
  goffset size;

  return has_suffix (path, ".json") && fair_import_kind_open (ops, path, &file, &size, &kind, &reason) &&
         kind == FAIR_IMPORT_ANSWERS;
}
