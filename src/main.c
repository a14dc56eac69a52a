/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry point of fairbook, the application. */
#include "config.h"

#include "booth/fair-interface-language.h"
#include "shell/fair-application.h"

#include <signal.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Blocks of this size and more, in bytes, are given back to the system as soon as they are free. */
#define LARGE_BLOCK (128 * 1024)

/* Decoded pictures come and go. Left alone, the C library learns from the first of them to keep room for the next in
 * heaps that never shrink. */
static void
keep_heap_small (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
  mallopt (M_ARENA_MAX, 4);
#endif
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (FairApplication) application = NULL;

  /* a file that may not grow is an error like any other, and no reason to vanish */
  signal (SIGXFSZ, SIG_IGN);
  keep_heap_small ();
  fair_interface_language_init ();

  application = fair_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
