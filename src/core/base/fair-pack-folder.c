/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack's folder: finds and reads what lies in it, never what lies outside, and only so much. */
#include "config.h"
#include "base/fair-pack-folder.h"

#include "base/fair-file-kind.h"
#include "base/fair-regular-file.h"
#include "base/fair-text.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _FairPackFolder
{
  char *path; /* without symbolic links */
  guint n_files;
};

static char *
dup_real_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *result = g_strdup (real);

  free (real);
  return result;
}

static void
set_errno_error (GError    **error,
                 const char *name)
{
  int saved_errno = errno;

  if (saved_errno == ENOENT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("there is no “%s”; put it there, or correct the name"), name);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("“%s” could not be read: %s"), name,
                 g_strerror (saved_errno));
}

/**
 * fair_pack_folder_open:
 * @path: (type filename): the folder, or a symbolic link to it
 * @error: where a #GIOErrorEnum goes
 *
 * Returns: (transfer full) (nullable): the folder
 */
FairPackFolder *
fair_pack_folder_open (const char *path,
                       GError    **error)
{
  g_autofree char *real = NULL;
  FairPackFolder *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  real = dup_real_path (path);
  if (real == NULL)
    {
      set_errno_error (error, path);
      return NULL;
    }
  if (!g_file_test (real, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, _("“%s” is no folder; choose the folder of the program"),
                   path);
      return NULL;
    }
  self = g_new0 (FairPackFolder, 1);
  self->path = g_steal_pointer (&real);
  return self;
}

/**
 * fair_pack_folder_free:
 * @self: (transfer full): a folder
 */
void
fair_pack_folder_free (FairPackFolder *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self);
}

/**
 * fair_pack_folder_get_path:
 * @self: a folder
 *
 * Returns: (type filename): its absolute path, without symbolic links
 */
const char *
fair_pack_folder_get_path (FairPackFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

static gboolean
check_name (const char *name,
            GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       _("“%s” is no name of a file in this folder; write one such as “photos/river.jpg”"), name);
          return FALSE;
        }
    }
  return parts[0] != NULL;
}

static gboolean
is_inside (FairPackFolder *self,
           const char     *real)
{
  gsize length = strlen (self->path);

  if (g_str_equal (self->path, "/"))
    return TRUE;
  return strncmp (real, self->path, length) == 0 && real[length] == '/';
}

static gboolean
may_list (FairPackFolder *self,
          const char     *folder)
{
  g_autofree char *real = dup_real_path (folder);

  return real != NULL && (g_str_equal (real, self->path) || is_inside (self, real));
}

/*
 * A name as people see it: macOS writes "é" as two characters, most keyboards as one; before "AM" it puts a narrow space that
 * does not break; and what is invisible comes along with a text that is copied.
 */
static char *
dup_visible_name (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  g_autofree char *visible = composed != NULL ? fair_text_strip_invisible (composed) : NULL;
  GString *plain = NULL;

  if (visible == NULL)
    return NULL;
  plain = g_string_sized_new (strlen (visible));
  for (const char *p = visible; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, g_unichar_isspace (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));
  return g_string_free_and_steal (plain);
}

/* An entry of a folder by its name, or one whose name looks the same. Of several the least, so that it is always the same. */
static char *
find_entry (FairPackFolder *self,
            const char     *folder,
            const char     *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *wanted = dup_visible_name (name);
  g_autofree char *found = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *entry = NULL;
  struct stat status;

  if (wanted == NULL || lstat (path, &status) == 0 || !may_list (self, folder))
    return g_steal_pointer (&path);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *visible = dup_visible_name (entry);

      if (g_strcmp0 (visible, wanted) == 0 && (found == NULL || strcmp (entry, found) < 0))
        g_set_str (&found, entry);
    }
  return found != NULL ? g_build_filename (folder, found, NULL) : g_steal_pointer (&path);
}

/* Where a file of that name lies, or would lie. */
static char *
find_path (FairPackFolder *self,
           const char     *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  g_autofree char *path = g_strdup (self->path);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folder = g_steal_pointer (&path);

      path = find_entry (self, folder, parts[i]);
    }
  return g_steal_pointer (&path);
}

static char *
resolve (FairPackFolder *self,
         const char     *name,
         GError        **error)
{
  g_autofree char *path = NULL;
  g_autofree char *real = NULL;

  if (!check_name (name, error))
    return NULL;
  path = find_path (self, name);
  real = dup_real_path (path);
  if (real == NULL)
    {
      set_errno_error (error, name);
      return NULL;
    }
  if (!is_inside (self, real))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   _("“%s” leads out of this folder; put the file itself here in place of the link"), name);
      return NULL;
    }
  return g_steal_pointer (&real);
}

/**
 * fair_pack_folder_resolve:
 * @self: a folder
 * @name: a file in it, with "/" between folders
 * @error: where a #GIOErrorEnum goes: its message names @name and says how to mend it
 *
 * Finds a file by its name in the pack, however its accents are composed and whatever is invisible in it. A symbolic link is
 * followed only to a place inside the pack. At most %FAIR_PACK_MAX_FILES are found.
 *
 * Returns: (transfer full) (nullable) (type filename): the absolute path, without symbolic links
 */
char *
fair_pack_folder_resolve (FairPackFolder *self,
                          const char     *name,
                          GError        **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (self->n_files >= FAIR_PACK_MAX_FILES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _("“%s” was left out: this folder uses more than %d files; remove some"), name, FAIR_PACK_MAX_FILES);
      return NULL;
    }
  self->n_files++;
  return resolve (self, name, error);
}

/**
 * fair_pack_folder_has:
 * @self: a folder
 * @name: a file in it
 *
 * Returns: whether there is something of that name, even if it could not be read
 */
gboolean
fair_pack_folder_has (FairPackFolder *self,
                      const char     *name)
{
  g_autofree char *path = NULL;
  struct stat status;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!check_name (name, NULL))
    return FALSE;
  path = find_path (self, name);
  return lstat (path, &status) == 0;
}

/* What is no text, or is one in another encoding, is said once, and not as a hundred mistakes within. */
static gboolean
check_kind (GBytes     *bytes,
            const char *name,
            GError    **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  FairFileKind kind = length > 0 ? fair_file_kind_guess (text, MIN (length, FAIR_FILE_KIND_HEAD)) : FAIR_FILE_EMPTY;
  g_autofree char *words = NULL;

  switch ((int) kind)
    {
    case FAIR_FILE_UTF16:
    case FAIR_FILE_UTF32:
    case FAIR_FILE_CODE_PAGE:
    case FAIR_FILE_SPREADSHEET:
    case FAIR_FILE_DOCUMENT:
    case FAIR_FILE_COMPRESSED:
    case FAIR_FILE_PDF:
    case FAIR_FILE_PICTURE:
    case FAIR_FILE_DATABASE:
      words = fair_file_kind_explain (kind, _("write it in a text editor, as plain text"));
      /* Translators: a file name; what the file is, and what to do about it. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” cannot be read: %s"), name, words);
      return FALSE;
    default:
      return TRUE;
    }
}

/* Editors on Windows put it before UTF-8; it is no part of the text. */
static GBytes *
skip_byte_order_mark (GBytes *bytes)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length < strlen (BYTE_ORDER_MARK) || memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) != 0)
    return g_bytes_ref (bytes);
  return g_bytes_new_from_bytes (bytes, strlen (BYTE_ORDER_MARK), length - strlen (BYTE_ORDER_MARK));
}

/**
 * fair_pack_folder_read:
 * @self: a folder
 * @name: a text file in it, with "/" between folders
 * @max_length: how many bytes it may have
 * @error: where a #GIOErrorEnum goes: its message names @name and says how to mend it
 *
 * Reads a text by the rules of fair_pack_folder_resolve(). Threading: blocks on the disk; not for the main thread.
 *
 * Returns: (transfer full) (nullable): its bytes without a byte order mark; they need not be valid UTF-8
 */
GBytes *
fair_pack_folder_read (FairPackFolder *self,
                       const char     *name,
                       gsize           max_length,
                       GError        **error)
{
  g_autofree char *real = fair_pack_folder_resolve (self, name, error);
  g_autoptr (GBytes) bytes = real != NULL ? fair_regular_file_read (real, name, max_length, error) : NULL;

  if (bytes == NULL || !check_kind (bytes, name, error))
    return NULL;
  return skip_byte_order_mark (bytes);
}
