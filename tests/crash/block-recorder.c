/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file system of two files, through FUSE: "disk", whose writes and flushes go into a log in their order, and "mark",
 * what is written to which goes into the same log. A loop device on the disk shows what a real file system sends down.
 *
 * The log: for each entry a letter (W, F or M), the offset and the length as 64 bit numbers of this machine, the bytes.
 */
#define FUSE_USE_VERSION 31

#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define DISK "/disk"
#define MARK "/mark"

static int disk_fd = -1;
static int log_fd = -1;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

static int
is_disk (const char *path)
{
  return strcmp (path, DISK) == 0;
}

static int
is_known (const char *path)
{
  return is_disk (path) || strcmp (path, MARK) == 0;
}

static int
write_all (int fd, const void *bytes, size_t length)
{
  const char *rest = bytes;

  while (length > 0)
    {
      ssize_t n = write (fd, rest, length);

      if (n < 0)
        return -1;
      rest += n;
      length -= (size_t) n;
    }
  return 0;
}

static void
note (char kind, uint64_t offset, const char *bytes, uint64_t length)
{
  char head[1 + 2 * sizeof (uint64_t)];

  head[0] = kind;
  memcpy (head + 1, &offset, sizeof offset);
  memcpy (head + 1 + sizeof offset, &length, sizeof length);
  pthread_mutex_lock (&log_lock);
  if (write_all (log_fd, head, sizeof head) != 0 || write_all (log_fd, bytes, length) != 0)
    abort ();
  pthread_mutex_unlock (&log_lock);
}

static int
recorder_getattr (const char *path, struct stat *status, struct fuse_file_info *info)
{
  memset (status, 0, sizeof *status);
  if (strcmp (path, "/") == 0)
    {
      status->st_mode = S_IFDIR | 0700;
      status->st_nlink = 2;
      return 0;
    }
  if (!is_known (path))
    return -ENOENT;
  if (is_disk (path) && fstat (disk_fd, status) != 0)
    return -errno;
  status->st_mode = S_IFREG | 0600;
  status->st_nlink = 1;
  return 0;
}

static int
recorder_open (const char *path, struct fuse_file_info *info)
{
  info->direct_io = !is_disk (path);
  return is_known (path) ? 0 : -ENOENT;
}

static int
recorder_read (const char *path, char *bytes, size_t length, off_t offset, struct fuse_file_info *info)
{
  ssize_t n = is_disk (path) ? pread (disk_fd, bytes, length, offset) : 0;

  return n < 0 ? -errno : (int) n;
}

static int
recorder_write (const char *path, const char *bytes, size_t length, off_t offset, struct fuse_file_info *info)
{
  ssize_t n = (ssize_t) length;

  if (is_disk (path))
    n = pwrite (disk_fd, bytes, length, offset);
  if (n < 0)
    return -errno;
  note (is_disk (path) ? 'W' : 'M', (uint64_t) offset, bytes, (uint64_t) n);
  return (int) n;
}

static int
recorder_fsync (const char *path, int data_only, struct fuse_file_info *info)
{
  if (is_disk (path))
    note ('F', 0, NULL, 0);
  return 0;
}

static int
recorder_truncate (const char *path, off_t length, struct fuse_file_info *info)
{
  return is_disk (path) ? -EPERM : 0;
}

int
main (int    argc,
      char **argv)
{
  static const struct fuse_operations operations = {
    .getattr = recorder_getattr, .open = recorder_open,   .read = recorder_read,
    .write = recorder_write,     .fsync = recorder_fsync, .truncate = recorder_truncate,
  };
  char name[] = "block-recorder", in_front[] = "-f";
  char *arguments[] = { name, in_front, argc > 3 ? argv[3] : NULL, NULL };

  if (argc != 4)
    {
      fprintf (stderr, "usage: block-recorder DISK LOG FOLDER\n");
      return 2;
    }
  /* Whoever is left in the mount namespace keeps all of its mounts: it goes with the test, however that ends. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  disk_fd = open (argv[1], O_RDWR | O_CLOEXEC);
  log_fd = open (argv[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (disk_fd < 0 || log_fd < 0)
    {
      perror ("block-recorder");
      return 1;
    }
  return fuse_main (3, arguments, &operations, NULL);
}
