/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded into a program before the C library: the clock that tells for how long nobody does anything is ahead by as many
 * seconds as stand in the file that $FAIRBOOK_LATER names at that moment.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long
read_seconds (void)
{
  const char *path = getenv ("FAIRBOOK_LATER");
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  long seconds = 0;

  if (file == NULL)
    return 0;
  if (fscanf (file, "%ld", &seconds) != 1)
    seconds = 0;
  fclose (file);
  return seconds;
}

int
clock_gettime (clockid_t        clock,
               struct timespec *time)
{
  int status = (int) syscall (SYS_clock_gettime, clock, time);

  if (status == 0 && clock == CLOCK_BOOTTIME)
    time->tv_sec += read_seconds ();
  return status;
}
