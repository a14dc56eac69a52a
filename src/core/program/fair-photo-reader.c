/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a pack says of a photo, and makes sure that its file is there and is a picture; decoding is not done here. */
#include "config.h"
#include "program/fair-program-private.h"

#include "program/fair-photo-file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the first tag of an SVG file is at the latest, behind comments and declarations. */
#define MAX_PROLOG 4096

/* ISO/IEC 14496-12, section 4.3, with the brands of HEIF (ISO/IEC 23008-12) and AVIF. */
static gboolean
is_heif (const char *start,
         gsize       length)
{
  static const char *const brands[] = { "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" };

  if (length < 12 || memcmp (start + 4, "ftyp", 4) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    {
      if (memcmp (start + 8, brands[i], 4) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_picture (const char *start,
            gsize       length)
{
  if (length >= 8 && memcmp (start, "\x89PNG\r\n\x1a\n", 8) == 0)
    return TRUE;
  if (length >= 3 && memcmp (start, "\xFF\xD8\xFF", 3) == 0)
    return TRUE;
  if (length >= 12 && memcmp (start, "RIFF", 4) == 0 && memcmp (start + 8, "WEBP", 4) == 0)
    return TRUE;
  return is_heif (start, length) || memmem (start, length, "<svg", 4) != NULL;
}

static gboolean
check_contents (int         fd,
                const char *name,
                GError    **error)
{
  char start[MAX_PROLOG];
  struct stat status;
  gssize length = 0;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   _("“%s” is not an ordinary file; put the picture itself there"), name);
      return FALSE;
    }
  if (status.st_size > FAIR_PHOTO_MAX_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _("“%s” is larger than %d MiB; make it smaller"), name, FAIR_PHOTO_MAX_BYTES / 1024 / 1024);
      return FALSE;
    }
  length = read (fd, start, sizeof start);
  if (length >= 0 && is_picture (start, (gsize) length))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("“%s” is no picture that can be shown; save it as PNG, JPEG, WebP, AVIF, HEIC or SVG"), name);
  return FALSE;
}

static char *
find_picture (FairPackFolder *folder,
              const char     *name,
              GError        **error)
{
  g_autofree char *path = fair_pack_folder_resolve (folder, name, error);
  gboolean is_good = FALSE;
  int fd = -1;

  if (path == NULL)
    return NULL;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("“%s” could not be read: %s"), name,
                   g_strerror (saved_errno));
      return NULL;
    }
  is_good = check_contents (fd, name, error);
  close (fd);
  return is_good ? g_steal_pointer (&path) : NULL;
}

static GFile *
read_file (FairPackReader *reader,
           FairPackFolder *folder,
           JsonObject     *object,
           const char     *place)
{
  const char *name = fair_pack_reader_get_word (reader, object, place, "file", TRUE);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return NULL;
  path = find_picture (folder, name, &error);
  if (path != NULL)
    return g_file_new_for_path (path);
  fair_pack_reader_complain (reader, place, "file", "%s", error->message);
  return NULL;
}

/** A colour as "#rrggbb"; it belongs to @object. */
const char *
fair_pack_reader_get_color (FairPackReader *reader,
                            JsonObject     *object,
                            const char     *place,
                            const char     *member)
{
  const char *color = fair_pack_reader_get_word (reader, object, place, member, FALSE);

  if (color == NULL || (strlen (color) == 7 && *color == '#' && strspn (color + 1, "0123456789abcdefABCDEF") == 6))
    return color;
  fair_pack_reader_complain (reader, place, member, _("“%s” is no colour; write it as \"#14587d\""), color);
  return NULL;
}

static void
read_size (FairPackReader *reader,
           JsonObject     *object,
           const char     *place,
           FairPhoto      *photo)
{
  gint64 width = 0, height = 0;

  photo->aspect = 1.5;
  if (!fair_pack_reader_get_integer (reader, object, place, "width", 1, 1000000, &width) ||
      !fair_pack_reader_get_integer (reader, object, place, "height", 1, 1000000, &height))
    return;
  photo->width = (guint) width;
  photo->height = (guint) height;
  photo->aspect = CLAMP ((double) width / (double) height, FAIR_PHOTO_MIN_ASPECT, FAIR_PHOTO_MAX_ASPECT);
}

/** The photo, or %NULL with a problem that says why. */
FairPhoto *
fair_photo_read (FairPackReader *reader,
                 FairPackFolder *folder,
                 JsonObject     *object,
                 const char     *place)
{
  const char *id = fair_pack_reader_get_id (reader, object, place, "id", TRUE);
  g_autoptr (GFile) file = read_file (reader, folder, object, place);
  FairPhoto *photo = NULL;

  if (id == NULL || file == NULL)
    return NULL;
  photo = g_object_new (FAIR_TYPE_PHOTO, NULL);
  photo->source = json_object_ref (object);
  photo->place = g_strdup (place);
  photo->id = id;
  photo->file = g_steal_pointer (&file);
  photo->caption = fair_pack_reader_get_text (reader, object, place, "caption", FALSE);
  photo->alt = fair_pack_reader_get_text (reader, object, place, "alt", TRUE);
  if (photo->alt == NULL)
    photo->alt = photo->caption != NULL ? photo->caption : id;
  photo->color = fair_pack_reader_get_color (reader, object, place, "color");
  read_size (reader, object, place, photo);
  photo->albums = fair_pack_reader_get_words (reader, object, place, "albums");
  return photo;
}
