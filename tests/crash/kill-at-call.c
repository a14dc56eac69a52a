/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded into a program before the C library: kills it at one of its system calls on the files of its data folder.
 *
 * Which one is said in the file that $FAIRBOOK_KILL_ORDER names, as soon as it is there; calls count from then on:
 * "before 3" and "after 3" mean the third, "torn 700" the first write, of which 700 thousandths reach the file, and
 * "lost 1" kills nobody: the first write says that it is done, and nothing is. What was met is written beside the order.
 */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_WORD 8
#define THOUSANDTHS 1000

typedef struct
{
  char when[MAX_WORD];
  int number;
} Order;

static atomic_int n_calls;

/* What this program starts in its turn is left alone. */
__attribute__ ((constructor)) static void
end_with_this_program (void)
{
  unsetenv ("LD_PRELOAD");
}

static bool
is_in_data_folder (const char *path)
{
  const char *folder = getenv ("FAIRBOOK_DATA_DIR");
  size_t length = folder != NULL ? strlen (folder) : 0;

  return length > 0 && strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool
is_file_in_data_folder (int fd)
{
  char link[sizeof "/proc/self/fd/" + 3 * sizeof fd];
  char path[PATH_MAX];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return false;
  path[length] = '\0';
  return is_in_data_folder (path);
}

static bool
read_order (Order *order)
{
  const char *path = getenv ("FAIRBOOK_KILL_ORDER");
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  bool whole;

  if (file == NULL)
    return false;
  whole = fscanf (file, "%7s %d", order->when, &order->number) == 2;
  fclose (file);
  return whole;
}

/* Adds a line to what was met. */
static void
tell (const char *what,
      const char *call)
{
  char path[PATH_MAX];
  FILE *file;

  snprintf (path, sizeof path, "%s.met", getenv ("FAIRBOOK_KILL_ORDER"));
  file = fopen (path, "ae");
  if (file == NULL)
    return;
  fprintf (file, "%s%s\n", what, call);
  fclose (file);
}

static void
die (const char *when,
     const char *call)
{
  tell (when, call);
  kill (getpid (), SIGKILL);
}

/* Returns whether the program shall die after the call that comes now. */
static bool
count (const char *call)
{
  Order order;
  bool is_this;

  if (!read_order (&order))
    return false;
  tell ("", call);
  is_this = ++n_calls == order.number;
  if (is_this && strcmp (order.when, "before") == 0)
    die ("killed before ", call);
  return is_this && strcmp (order.when, "after") == 0;
}

static bool
count_on_file (int         fd,
               const char *call)
{
  return is_file_in_data_folder (fd) && count (call);
}

static long
done (bool        is_last,
      const char *call,
      long        result)
{
  if (is_last)
    die ("killed after ", call);
  return result;
}

int
open (const char *path,
      int         flags,
      ...)
{
  bool is_last = is_in_data_folder (path) && count ("open");
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (arguments, mode_t) : 0;
  va_end (arguments);
  return (int) done (is_last, "open", syscall (SYS_openat, AT_FDCWD, path, flags, mode));
}

int
fcntl (int fd,
       int command,
       ...)
{
  bool is_last = (command == F_OFD_SETLK || command == F_OFD_SETLKW) && count_on_file (fd, "lock");
  va_list arguments;
  void *argument;

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);
  return (int) done (is_last, "lock", syscall (SYS_fcntl, fd, command, argument));
}

ssize_t
write (int         fd,
       const void *buffer,
       size_t      length)
{
  Order order = { 0 };
  bool is_last;

  if (!is_file_in_data_folder (fd))
    return syscall (SYS_write, fd, buffer, length);
  is_last = count ("write");
  if (!read_order (&order))
    return syscall (SYS_write, fd, buffer, length);
  if (strcmp (order.when, "torn") == 0)
    {
      syscall (SYS_write, fd, buffer, length * (size_t) order.number / THOUSANDTHS);
      die ("killed in the middle of ", "write");
    }
  if (strcmp (order.when, "lost") == 0)
    return (ssize_t) length;
  return done (is_last, "write", syscall (SYS_write, fd, buffer, length));
}

int
fdatasync (int fd)
{
  bool is_last = count_on_file (fd, "fdatasync");

  return (int) done (is_last, "fdatasync", syscall (SYS_fdatasync, fd));
}

int
fsync (int fd)
{
  bool is_last = count_on_file (fd, "fsync");

  return (int) done (is_last, "fsync", syscall (SYS_fsync, fd));
}

int
close (int fd)
{
  bool is_last = count_on_file (fd, "close");

  return (int) done (is_last, "close", syscall (SYS_close, fd));
}
