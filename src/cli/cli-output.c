/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fairctl writes: results to standard output, noticing when that fails, and everything else to standard error. */
#include "config.h"

#include "cli-output.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* The first failure: later ones (of a stream that is already in error) would name another reason. */
static int output_errno;

static void
note_failure (void)
{
  if (output_errno == 0)
    output_errno = errno != 0 ? errno : EIO;
}

/**
 * cli_print_bytes:
 * @bytes: what to write to standard output, as it is
 *
 * Whether it could be written is known after cli_flush().
 */
void
cli_print_bytes (const char *bytes,
                 gsize       length)
{
  if (output_errno == 0 && fwrite (bytes, 1, length, stdout) != length)
    note_failure ();
}

/**
 * cli_print:
 *
 * As cli_print_bytes(), formatted. The text stays UTF-8 whatever the locale, since it is read by programs.
 */
void
cli_print (const char *format,
           ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  cli_print_bytes (text, strlen (text));
}

/**
 * cli_flush:
 *
 * Returns: FALSE if standard output refused anything so far
 */
gboolean
cli_flush (void)
{
  if (output_errno == 0 && fflush (stdout) != 0)
    note_failure ();
  return output_errno == 0;
}

/**
 * cli_output_failed:
 *
 * Returns: whether standard output is known to have refused something, so that going on is of no use
 */
gboolean
cli_output_failed (void)
{
  return output_errno != 0;
}

/**
 * cli_note_broken_pipe:
 *
 * Notes that the reader of standard output went away, where that was found out by other means than cli_print().
 */
void
cli_note_broken_pipe (void)
{
  errno = EPIPE;
  note_failure ();
}

/**
 * cli_finish_output:
 *
 * Flushes standard output, and names what went wrong with it. A reader that went away (`fairctl list | head`) is told
 * nothing.
 *
 * Returns: FALSE if not everything was written
 */
gboolean
cli_finish_output (void)
{
  if (cli_flush ())
    return TRUE;
  if (output_errno != EPIPE)
    cli_say (_("standard output: %s"), g_strerror (output_errno));
  return FALSE;
}

/**
 * cli_clean:
 * @text: any bytes
 * @replacement: what stands for a control character
 *
 * Returns: (transfer full): @text as valid UTF-8 without anything that moves a terminal's cursor or ends a line
 */
char *
cli_clean (const char *text,
           char        replacement)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_iscntrl (letter) || letter == 0x2028 || letter == 0x2029)
        g_string_append_c (clean, replacement);
      else
        g_string_append_unichar (clean, letter);
    }
  return g_string_free (clean, FALSE);
}

/**
 * cli_say:
 *
 * Writes one line to standard error, after the program's name. Whatever input is quoted in it cannot play tricks on a
 * terminal.
 */
void
cli_say (const char *format,
         ...)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  clean = cli_clean (text, ' ');
  fprintf (stderr, "fairctl: %s\n", clean);
}
