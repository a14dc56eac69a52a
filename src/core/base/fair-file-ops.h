/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every operation on a file that a person's data depends on, in one table, so that a test can make any of them fail. */
#pragma once

#include <glib.h>
#include <sys/stat.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef struct _FairFileOps FairFileOps;

/**
 * FairFileOps:
 * @user_data: handed to each function as its last argument; a test keeps its state there
 *
 * Each member behaves as the POSIX function whose name it has: -1 and `errno` on failure. @lock takes an exclusive
 * lock on the whole file, or fails with `EAGAIN` where somebody else has it; it belongs to the open file description
 * (`F_OFD_SETLK`), so that two threads exclude each other as two processes do, and goes with @close. @list gives the
 * names of what is in a folder, to be freed with g_strfreev(), or NULL and `errno`; @realpath a path without links, to be
 * freed with free(). @pause lets time go by, in
 * microseconds.
 *
 * Threading: the default table may be used from any thread.
 */
struct _FairFileOps
{
  gpointer user_data;
  int (*open) (const char *path, int flags, mode_t mode, gpointer user_data);
  int (*close) (int fd, gpointer user_data);
  gssize (*read) (int fd, void *buffer, gsize length, gpointer user_data);
  gssize (*pread) (int fd, void *buffer, gsize length, goffset offset, gpointer user_data);
  gssize (*write) (int fd, const void *buffer, gsize length, gpointer user_data);
  gssize (*pwrite) (int fd, const void *buffer, gsize length, goffset offset, gpointer user_data);
  int (*fdatasync) (int fd, gpointer user_data);
  int (*fsync) (int fd, gpointer user_data);
  int (*ftruncate) (int fd, goffset length, gpointer user_data);
  int (*fstat) (int fd, struct stat *status, gpointer user_data);
  int (*stat) (const char *path, struct stat *status, gpointer user_data);
  int (*lstat) (const char *path, struct stat *status, gpointer user_data);
  char **(*list) (const char *path, gpointer user_data);
  char *(*realpath) (const char *path, gpointer user_data);
  int (*rename) (const char *from, const char *to, gpointer user_data);
  int (*unlink) (const char *path, gpointer user_data);
  int (*mkdir) (const char *path, mode_t mode, gpointer user_data);
  int (*rmdir) (const char *path, gpointer user_data);
  int (*lock) (int fd, gpointer user_data);
  int (*unlock) (int fd, gpointer user_data);
  void (*pause) (gulong microseconds, gpointer user_data);
};

const FairFileOps *fair_file_ops_get_default (void);

gboolean fair_file_ops_was_interrupted (gssize result,
                                        int   *interruptions);
int      fair_file_ops_open (const FairFileOps *ops,
                             const char        *path,
                             int                flags,
                             mode_t             mode);
void     fair_file_ops_close (const FairFileOps *ops,
                              int               *fd);
gboolean fair_file_ops_lock (const FairFileOps *ops,
                             int                fd,
                             gulong             patience);
gboolean fair_file_ops_sync_folder (const FairFileOps *ops,
                                    const char        *path,
                                    GError           **error);
gboolean fair_file_ops_make_folder (const FairFileOps *ops,
                                    const char        *path,
                                    GError           **error);
char    *fair_file_ops_make_temporary_path (const char *path);
char    *fair_file_ops_make_aside_path (const char *path,
                                        gint64      now);
gboolean fair_file_ops_is_temporary (const char *name,
                                     const char *prefix);
void     fair_file_ops_sweep (const FairFileOps *ops,
                              const char        *folder,
                              const char        *name);
void     fair_file_ops_set_error (GError    **error,
                                  const char *path,
                                  const char *doing);

G_END_DECLS
