/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever stops reading lines in the middle leaves nothing behind, whatever other threads had made of lines already. */
#include "store/journal/fair-lines.h"
#include "test-lines-file.h"
#include "test-util.h"
#include <fcntl.h>

static void
append_long (GString *text)
{
  g_autofree char *filler = g_strnfill (5 * 1024 * 1024, 'x');

  g_string_append_printf (text, "%s\n", filler);
}

/* Many people, and a long line behind them. */
static void
set_up (TestLinesFile *self,
        gconstpointer  data)
{
  test_lines_file_set_up_many (self, data);
  append_long (self->text);
  test_lines_file_open (self);
}

static int n_mapped; /* (atomic) */

/* Makes something of every other line. */
static gboolean
map (const FairLine *line,
     GString        *made,
     gpointer        map_data)
{
  g_atomic_int_inc (&n_mapped);
  g_assert_true (map_data == &n_mapped);
  g_assert_cmpuint (made->len, ==, 0);
  g_string_append_len (made, (const char *) &line->offset, sizeof line->offset);
  return line->offset % 2 == 0;
}

static gboolean
stop_after (const FairLine *line,
            gpointer        user_data,
            GError        **error)
{
  guint *n = user_data;

  if (line->offset % 2 == 0)
    g_assert_cmpmem (line->mapped, sizeof line->offset, &line->offset, sizeof line->offset);
  else
    g_assert_null (line->mapped);
  if (--*n > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "enough");
  return FALSE;
}

/* What is made of a line comes with it. */
static void
test_map (TestLinesFile *self,
          gconstpointer  data)
{
  static const guint counts[] = { 1, 2, 500, 1024, 5000, TEST_MANY_LINES, TEST_MANY_LINES + 1, TEST_MANY_LINES + 2 };
  FairLines lines = { .file = &self->file, .end = (goffset) self->text->len, .map = map,
                      .map_data = &n_mapped };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n = counts[i];

      n_mapped = 0;
      g_assert_true (fair_lines_foreach (&lines, stop_after, &n, NULL, &error) == (counts[i] > TEST_MANY_LINES + 1));
      if (counts[i] <= TEST_MANY_LINES + 1)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
      g_assert_cmpint (n_mapped, >=, (int) MIN (counts[i], TEST_MANY_LINES + 1));
    }
}

typedef struct
{
  GCancellable *cancellable;
  guint n;
} Cancelling;

static gboolean
cancel_at_500 (const FairLine *line,
               gpointer        user_data,
               GError        **error)
{
  Cancelling *self = user_data;

  if (++self->n == 500)
    g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static void
test_cancelled (TestLinesFile *self,
                gconstpointer  data)
{
  FairLines lines = { .file = &self->file, .end = (goffset) self->text->len };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Cancelling cancelling = { cancellable, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_lines_foreach (&lines, cancel_at_500, &cancelling, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (cancelling.n, >=, 500);
  g_assert_cmpuint (cancelling.n, <, TEST_MANY_LINES);
  g_clear_error (&error);
  cancelling.n = 0;
  g_assert_false (fair_lines_foreach (&lines, cancel_at_500, &cancelling, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (cancelling.n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/lines-stopped/map", TestLinesFile, NULL, set_up, test_map, test_lines_file_tear_down);
  g_test_add ("/lines-stopped/cancelled", TestLinesFile, NULL, set_up, test_cancelled, test_lines_file_tear_down);

  return g_test_run ();
}
