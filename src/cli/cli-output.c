/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fairctl writes: results to standard output, noticing when that fails, and everything else to standard error. */
#include "config.h"

#include "cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The first failure: later ones (of a stream that is already in error) would name another reason. */
static int output_errno;

/* Whether something was changed for good, and what was printed since: it can be said in another way if need be. */
static gboolean has_changed;
static GString *result;

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
  if (result != NULL)
    g_string_append_len (result, bytes, (gssize) length);
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
 * cli_write:
 * @bytes: what to write to standard output, as it is
 *
 * Writes at once, after whatever was printed before.
 *
 * Returns: how many of the bytes left, fewer than @length if standard output refused the others
 */
gsize
cli_write (const char *bytes,
           gsize       length)
{
  gsize n_written = 0;

  if (!cli_flush ())
    return 0;
  while (n_written < length)
    {
      gssize n = write (STDOUT_FILENO, bytes + n_written, length - n_written);

      if (n >= 0)
        n_written += (gsize) n;
      else if (errno == EAGAIN)
        poll (&(struct pollfd) { .fd = STDOUT_FILENO, .events = POLLOUT }, 1, -1);
      else if (errno != EINTR)
        {
          note_failure ();
          break;
        }
    }
  return n_written;
}

/**
 * cli_can_print:
 *
 * Asks before something is done whose result must not get lost. A disk may still turn out to be full.
 *
 * Returns: FALSE, after noting why, if standard output is known to refuse whatever is printed: it is closed, cannot be
 *   written to, or nobody reads it any longer
 */
gboolean
cli_can_print (void)
{
  struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };
  int flags = fcntl (STDOUT_FILENO, F_GETFL);

  errno = 0;
  if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
    errno = EBADF;
  else if (poll (&output, 1, 0) > 0 && (output.revents & POLLERR) != 0)
    errno = EPIPE;
  if (errno == 0)
    return TRUE;
  note_failure ();
  return FALSE;
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

/**
 * cli_note_change:
 *
 * Notes that something has been changed for good. What is printed from here on tells of it: should standard output refuse
 * it, cli_finish_output() says it on standard error.
 */
void
cli_note_change (void)
{
  has_changed = TRUE;
  if (result == NULL)
    result = g_string_new (NULL);
}

/**
 * cli_has_changed:
 *
 * Returns: whether anything has been changed for good, so that “nothing was changed” is not true any longer
 */
gboolean
cli_has_changed (void)
{
  return has_changed;
}

static void
say_result (void)
{
  g_auto (GStrv) lines = g_strsplit (result->str, "\n", -1);

  cli_say (_("it is done all the same, and only this could not be printed:"));
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      cli_say ("%s", *line);
}

/**
 * cli_finish_output:
 *
 * Flushes standard output, and names what went wrong with it. A reader that went away (`fairctl list | head`) is told
 * nothing, unless something was changed.
 *
 * Returns: FALSE if not everything was written
 */
gboolean
cli_finish_output (void)
{
  gboolean done = cli_flush ();

  if (!done && (output_errno != EPIPE || has_changed))
    cli_say (_("standard output: %s"), g_strerror (output_errno));
  if (!done && result != NULL && result->len > 0)
    say_result ();
  if (result != NULL)
    g_string_free (g_steal_pointer (&result), TRUE);
  return done;
}
