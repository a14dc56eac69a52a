/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded into a program before the C library: a disk that fails, or has as much room left, as the file that
 * $FAIRBOOK_DISK_TROUBLE names says at that moment: "write ERRNO", "fdatasync ERRNO" or "statvfs BYTES". Only the journal
 * is refused.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define JOURNAL "/signups.jsonl"

/* Whether there is trouble of that name; its number goes into @value. */
static int
is_ordered (const char *name,
            long long  *value)
{
  const char *path = getenv ("FAIRBOOK_DISK_TROUBLE");
  char order[64] = "", found[32] = "";
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  ssize_t length = fd >= 0 ? read (fd, order, sizeof order - 1) : -1;

  if (fd >= 0)
    close (fd);
  return length > 0 && sscanf (order, "%31s %lld", found, value) == 2 && strcmp (found, name) == 0;
}

static int
is_journal (int fd)
{
  char link[64], path[4096];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < (ssize_t) strlen (JOURNAL))
    return 0;
  path[length] = '\0';
  return strcmp (path + length - strlen (JOURNAL), JOURNAL) == 0;
}

static int
fails (const char *name,
       int         fd)
{
  int saved_errno = errno;
  long long number;

  if (is_journal (fd) && is_ordered (name, &number))
    {
      errno = (int) number;
      return 1;
    }
  errno = saved_errno;
  return 0;
}

ssize_t
write (int         fd,
       const void *buffer,
       size_t      length)
{
  return fails ("write", fd) ? -1 : syscall (SYS_write, fd, buffer, length);
}

int
fdatasync (int fd)
{
  return fails ("fdatasync", fd) ? -1 : (int) syscall (SYS_fdatasync, fd);
}

int
statvfs (const char     *path,
         struct statvfs *status)
{
  int (*next) (const char *, struct statvfs *) = (int (*) (const char *, struct statvfs *)) dlsym (RTLD_NEXT, "statvfs64");
  int result = next (path, status);
  long long bytes;

  if (result == 0 && is_ordered ("statvfs", &bytes))
    {
      status->f_frsize = 1000;
      status->f_bavail = (fsblkcnt_t) bytes / status->f_frsize;
      status->f_blocks = 1000 * 1000 * 1000;
    }
  return result;
}
