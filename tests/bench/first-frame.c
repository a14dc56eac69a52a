/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts a program and prints the time from exec to the first thing drawn in its window, in milliseconds, and its process id;
 * ends the program when its own standard input ends. */
#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Smaller windows are helpers of the toolkit, not what a person waits for. */
#define SMALLEST_SIDE 200
#define PATIENCE_MS 60000

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* A window may be gone before it is looked at. */
static int
ignore_error (Display     *display,
              XErrorEvent *event)
{
  (void) display;
  (void) event;
  return 0;
}

static bool
is_toplevel (Display *display,
             Window   window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (display, window, &attributes) != 0 && attributes.map_state == IsViewable
         && !attributes.override_redirect && attributes.width >= SMALLEST_SIDE && attributes.height >= SMALLEST_SIDE;
}

static bool
wait_for_event (Display *display,
                double   end)
{
  struct pollfd input = { .fd = ConnectionNumber (display), .events = POLLIN };

  return XPending (display) > 0 || poll (&input, 1, (int) (end - now_ms ())) > 0;
}

/* Returns when something was drawn in a toplevel window, or -1 if nothing was in time. */
static double
wait_for_first_frame (Display *display,
                      int      damage_event)
{
  double end = now_ms () + PATIENCE_MS;

  while (now_ms () < end && wait_for_event (display, end))
    while (XPending (display) > 0)
      {
        XEvent event;

        XNextEvent (display, &event);
        if (event.type == CreateNotify)
          XDamageCreate (display, event.xcreatewindow.window, XDamageReportRawRectangles);
        else if (event.type == damage_event + XDamageNotify
                 && is_toplevel (display, ((XDamageNotifyEvent *) &event)->drawable))
          return now_ms ();
      }

  return -1;
}

static void
end_program (pid_t pid)
{
  char byte;

  while (read (STDIN_FILENO, &byte, 1) > 0 || errno == EINTR)
    errno = 0;
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

int
main (int   argc,
      char *argv[])
{
  Display *display = XOpenDisplay (NULL);
  int damage_event, damage_error;
  double start, first;
  pid_t pid;

  if (argc < 2 || display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    {
      fputs ("first-frame COMMAND [ARGUMENT...]: needs an X display with the Damage extension\n", stderr);
      return EXIT_FAILURE;
    }
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  start = now_ms ();
  pid = fork ();
  if (pid == 0)
    {
      close (STDIN_FILENO);
      close (ConnectionNumber (display));
      execvp (argv[1], argv + 1);
      _exit (127);
    }

  first = wait_for_first_frame (display, damage_event);
  if (first >= 0)
    {
      printf ("%.2f %d\n", first - start, (int) pid);
      fflush (stdout);
    }
  end_program (pid);

  return first >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
