/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a disk holds, as a model in memory: recorded operations reach it whole, in part, or not at all. */
#include "crash-disk.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _CrashDisk
{
  GHashTable *names;   /* the number of the file, by path */
  GHashTable *folders; /* their paths; the root is there in any case */
  GPtrArray *files;    /* of GByteArray, by number */
};

static GByteArray *
get_file (CrashDisk *self,
          int        number)
{
  while ((int) self->files->len <= number)
    g_ptr_array_add (self->files, g_byte_array_new ());
  return g_ptr_array_index (self->files, number);
}

static CrashDisk *
new_empty (void)
{
  CrashDisk *self = g_new0 (CrashDisk, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  return self;
}

static void
take_in (CrashDisk    *self,
         RecordingOps *ops,
         const char   *below)
{
  g_autofree char *path = g_build_filename (ops->root, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *bytes = NULL;
  const char *name;
  gsize length;
  int number;

  if (dir != NULL)
    {
      if (*below != '\0')
        g_hash_table_add (self->folders, g_strdup (below));
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = *below != '\0' ? g_build_filename (below, name, NULL) : g_strdup (name);

          take_in (self, ops, child);
        }
      return;
    }
  number = recording_ops_adopt (ops, path);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_byte_array_append (get_file (self, number), (const guint8 *) bytes, (guint) length);
  g_hash_table_insert (self->names, g_strdup (below), GINT_TO_POINTER (number));
}

/** What is below the root now, all of it durable. */
CrashDisk *
crash_disk_new (RecordingOps *ops)
{
  CrashDisk *self = new_empty ();

  take_in (self, ops, "");
  return self;
}

CrashDisk *
crash_disk_copy (const CrashDisk *self)
{
  CrashDisk *copy = new_empty ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->names, g_strdup (key), value);
  g_hash_table_iter_init (&iter, self->folders);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->folders, g_strdup (key));
  for (guint i = 0; i < self->files->len; i++)
    {
      GByteArray *file = g_ptr_array_index (self->files, i);

      g_byte_array_append (get_file (copy, (int) i), file->data, file->len);
    }
  return copy;
}

void
crash_disk_free (CrashDisk *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->folders);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* A file that grows by more than is written has zeros in between. */
static void
resize (GByteArray *file,
        gsize       length)
{
  guint before = file->len;

  g_byte_array_set_size (file, (guint) length);
  if (length > before)
    memset (file->data + before, 0, length - before);
}

static void
spoil (guint8   *bytes,
       gsize     length,
       gboolean  garbage,
       GRand    *chance)
{
  for (gsize i = 0; i < length; i++)
    bytes[i] = garbage ? (guint8) g_rand_int (chance) : 0;
}

/* The sector in which a write begins goes to the disk as the system had it in memory. */
static void
apply_sector (GByteArray       *file,
              const RecordedOp *op)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (op->sector, &length);
  gsize start = (gsize) op->offset - length;

  if (file->len < (gsize) op->offset)
    resize (file, (gsize) op->offset);
  if (length > 0)
    memcpy (file->data + start, bytes, length);
}

/* Where something was before, a sector is either as it was or as it was written: only what is new can be spoiled. */
static void
apply_write (CrashDisk        *self,
             const RecordedOp *op,
             Effect            effect,
             GRand            *chance)
{
  GByteArray *file = get_file (self, op->file);
  gsize length, start = (gsize) op->offset, end;
  const guint8 *bytes = g_bytes_get_data (op->bytes, &length);
  gboolean garbage = effect.kind == EFFECT_GARBAGE || effect.kind == EFFECT_ALL_GARBAGE;

  if (effect.kind == EFFECT_PREFIX)
    length = MIN (length, effect.at);
  end = start + length;
  if (length == 0)
    return;
  apply_sector (file, op);
  if (file->len < end)
    resize (file, end);
  memcpy (file->data + start, bytes, length);
  if (effect.kind == EFFECT_ZEROS || effect.kind == EFFECT_GARBAGE)
    {
      start = MAX (start, effect.at);
      end = MIN (end, effect.at + RECORDING_OPS_SECTOR);
    }
  start = MAX (start, (gsize) op->size);
  if (effect.kind >= EFFECT_ZEROS && end > start)
    spoil (file->data + start, end - start, garbage, chance);
}

/* The new name may reach the disk although the making of the old one never did. */
static void
apply_rename (CrashDisk        *self,
              const RecordedOp *op)
{
  get_file (self, op->file);
  g_hash_table_remove (self->names, op->path);
  g_hash_table_replace (self->names, g_strdup (op->to), GINT_TO_POINTER (op->file));
}

/** Lets an operation reach the disk, as far as @effect says. */
void
crash_disk_apply (CrashDisk        *self,
                  const RecordedOp *op,
                  Effect            effect,
                  GRand            *chance)
{
  if (effect.kind == EFFECT_NONE)
    return;
  switch (op->kind)
    {
    case RECORD_MAKE_FOLDER:
      g_hash_table_add (self->folders, g_strdup (op->path));
      break;
    case RECORD_CREATE:
      get_file (self, op->file);
      g_hash_table_replace (self->names, g_strdup (op->path), GINT_TO_POINTER (op->file));
      break;
    case RECORD_RENAME:
      apply_rename (self, op);
      break;
    case RECORD_UNLINK:
      g_hash_table_remove (self->names, op->path);
      break;
    case RECORD_WRITE:
      apply_write (self, op, effect, chance);
      break;
    case RECORD_TRUNCATE:
      resize (get_file (self, op->file), (gsize) op->offset);
      break;
    case RECORD_SYNC:
    case RECORD_SYNC_FAILED:
    case RECORD_SYNC_FOLDER:
    default:
      break;
    }
}

/* Whether a path can be reached: a folder whose making was lost has lost all that was in it. */
static gboolean
is_reachable (const CrashDisk *self,
              const char      *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  return g_str_equal (parent, ".") ||
         (g_hash_table_contains (self->folders, parent) && is_reachable (self, parent));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static GList *
list_sorted (GHashTable *table)
{
  return g_list_sort (g_hash_table_get_keys (table), compare_names);
}

/** A checksum of all that can be reached: equal disks have equal ones. */
char *
crash_disk_describe (const CrashDisk *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GList) names = list_sorted (self->names);
  g_autoptr (GList) folders = list_sorted (self->folders);

  for (GList *l = folders; l != NULL; l = l->next)
    {
      if (is_reachable (self, l->data))
        g_checksum_update (checksum, l->data, (gssize) strlen (l->data) + 1);
    }
  for (GList *l = names; l != NULL; l = l->next)
    {
      GByteArray *file = g_ptr_array_index (self->files, GPOINTER_TO_INT (g_hash_table_lookup (self->names, l->data)));
      guint32 length = file->len;

      if (!is_reachable (self, l->data))
        continue;
      g_checksum_update (checksum, l->data, (gssize) strlen (l->data) + 1);
      g_checksum_update (checksum, (const guchar *) &length, sizeof length);
      g_checksum_update (checksum, file->data, (gssize) length);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
write_file (const char       *path,
            const GByteArray *file)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, file->data, file->len), ==, (gssize) file->len);
  close (fd);
}

/** Makes an empty folder hold what the disk does. */
void
crash_disk_write (const CrashDisk *self,
                  const char      *folder)
{
  g_autoptr (GList) folders = list_sorted (self->folders);
  GHashTableIter iter;
  gpointer name, number;

  for (GList *l = folders; l != NULL; l = l->next)
    {
      g_autofree char *path = g_build_filename (folder, l->data, NULL);

      if (is_reachable (self, l->data))
        g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    }
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &name, &number))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_reachable (self, name))
        write_file (path, g_ptr_array_index (self->files, GPOINTER_TO_INT (number)));
    }
}
