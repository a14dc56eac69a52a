/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that several threads decode come out in their order, with their places and numbers, whatever their lengths are,
 * and wherever the reading ends. */
#include "base/fair-json.h"
#include "store/journal/fair-lines.h"
#include "store/journal/fair-store-error.h"
#include "test-lines-file.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Where lines are cut into pieces, in bytes. */
#define PIECE (256 * 1024)

/* What is expected next, by the plainest way to find lines in a text. */
typedef struct
{
  const GString *text;
  FairLinesKind kind;
  gsize end;
  gsize at;
  guint64 number;
  guint64 n_taken;
} Expected;

/* Whether there is another line that is handed out; @length is how long it is. */
static gboolean
find_next (Expected *self,
           gsize    *length)
{
  while (self->at < self->end)
    {
      const char *line = self->text->str + self->at;
      const char *newline = memchr (line, '\n', self->end - self->at);

      if (newline == NULL && (self->kind == FAIR_LINES_JOURNAL || self->kind == FAIR_LINES_GLANCED))
        return FALSE;
      *length = newline != NULL ? (gsize) (newline - line) : self->end - self->at;
      self->number++;
      if (self->kind != FAIR_LINES_FOREIGN || !fair_line_is_blank (line, *length))
        return TRUE;
      self->at += *length + 1;
    }
  return FALSE;
}

/* Whether a line can be read is told by decoding it alone. */
static void
check_decoded (const FairLine *line,
               const char     *text,
               FairLinesKind   kind)
{
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GStringChunk) scratch = g_string_chunk_new (64);
  gboolean good = kind == FAIR_LINES_FOREIGN
                    ? fair_line_decode_foreign (text, line->length, NULL, scratch, &version, NULL)
                    : fair_line_decode (text, line->length, NULL, &version, NULL);

  if (!good)
    {
      g_assert_nonnull (line->error);
      g_assert_cmpuint (strlen (line->error->message), >, 10);
      return;
    }
  g_assert_no_error (line->error);
  g_assert_cmpint (line->version.op, ==, version.op);
  g_assert_cmpstr (line->version.id, ==, version.id);
  g_assert_cmpint (fair_hlc_compare (&line->version.hlc, &version.hlc), ==, 0);
  g_assert_cmpint (line->version.offset, ==, line->offset);
}

static gboolean
take_expected (const FairLine *line,
               gpointer        user_data,
               GError        **error)
{
  Expected *self = user_data;
  const char *text;
  gsize length;

  g_assert_true (find_next (self, &length));
  text = self->text->str + self->at;
  g_assert_cmpuint (line->number, ==, self->number);
  g_assert_cmpint (line->offset, ==, (goffset) self->at);
  g_assert_cmpuint (line->length, ==, length);
  g_assert_true ((line->text == NULL) == (length > FAIR_JSON_MAX_LINE));
  if (line->text != NULL)
    g_assert_cmpmem (line->text, length, text, length);
  if (self->kind != FAIR_LINES_RAW)
    check_decoded (line, text, self->kind);
  else
    g_assert_no_error (line->error);
  self->at += length + 1;
  self->n_taken++;
  return TRUE;
}

/* Reads the file as @kind, up to @end. Returns how many lines that were. */
static guint64
read_as (TestLinesFile      *self,
         FairLinesKind kind,
         gsize         end)
{
  FairLines lines = { .file = &self->file, .kind = kind, .end = (goffset) end };
  Expected expected = { .text = self->text, .kind = kind, .end = end };
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (fair_lines_foreach (&lines, take_expected, &expected, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (find_next (&expected, &length));
  return expected.n_taken;
}

static void
read_as_all (TestLinesFile *self)
{
  test_lines_file_open (self);
  for (FairLinesKind kind = FAIR_LINES_JOURNAL; kind <= FAIR_LINES_RAW; kind++)
    read_as (self, kind, self->text->len);
}

static void
test_order (TestLinesFile *self,
            gconstpointer  data)
{
  for (FairLinesKind kind = FAIR_LINES_JOURNAL; kind <= FAIR_LINES_RAW; kind++)
    g_assert_cmpuint (read_as (self, kind, self->text->len), ==, TEST_MANY_LINES);
}

static gboolean
note_places (const FairLine *line,
             gpointer        places,
             GError        **error)
{
  FairPlace place = { .offset = line->offset, .number = line->number };

  g_array_append_val (places, place);
  return TRUE;
}

/* Whoever begins later counts from there; whoever ends in the middle of a line has it only where it may lack its
 * newline. */
static void
test_part (TestLinesFile *self,
           gconstpointer  data)
{
  gsize length = strcspn (self->text->str, "\n") + 1;
  FairLines lines = { .file = &self->file, .from = (goffset) (1000 * length), .end = (goffset) (3000 * length) + 7 };
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FairPlace));

  for (lines.kind = FAIR_LINES_JOURNAL; lines.kind <= FAIR_LINES_RAW; lines.kind++)
    {
      gboolean is_open = lines.kind == FAIR_LINES_FOREIGN || lines.kind == FAIR_LINES_RAW;

      g_array_set_size (places, 0);
      g_assert_true (fair_lines_foreach (&lines, note_places, places, NULL, NULL));
      g_assert_cmpuint (places->len, ==, 2000 + is_open);
      for (guint i = 0; i < places->len; i++)
        {
          g_assert_cmpuint (g_array_index (places, FairPlace, i).number, ==, i + 1);
          g_assert_cmpint (g_array_index (places, FairPlace, i).offset, ==, (goffset) ((1000 + i) * length));
        }
    }
}

/* A line of exactly @length bytes without its newline: a person's, if there is room for one. */
static void
append_length (GString *text,
               gsize    length)
{
  g_autofree char *shortest = test_put_line ("p", 1, "5-0-a", "x");
  gsize least = strlen (shortest) - 2;
  gboolean is_person = length > least && length <= FAIR_JSON_MAX_LINE;
  g_autofree char *filler = g_strnfill (is_person ? length - least : length, 'x');
  g_autofree char *line = is_person ? test_put_line ("p", 1, "5-0-a", filler) : g_strconcat (filler, "\n", NULL);

  g_assert_cmpuint (strlen (line), ==, length + 1);
  g_string_append (text, line);
}

static void
test_longest (TestLinesFile *self,
              gconstpointer  data)
{
  for (gsize length = FAIR_JSON_MAX_LINE - 20; length <= FAIR_JSON_MAX_LINE + 20; length++)
    {
      append_length (self->text, length);
      test_lines_append_person (self->text, (guint) length);
    }
  read_as_all (self);
}

/* Lines of ordinary length, the last of which ends at @end. */
static void
fill_up_to (GString *text,
            gsize    end)
{
  while (end - text->len > 40000)
    append_length (text, 17000);
  append_length (text, end - text->len - 1);
}

/* With a newline at each place around one where the reading may pause; with one line up to there, or several. */
static void
test_boundaries (TestLinesFile *self,
                 gconstpointer  data)
{
  gsize round = MIN (g_get_num_processors (), 8) * PIECE;
  gsize boundaries[] = { PIECE, round, round + PIECE };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (boundaries); i++)
    for (gsize delta = 0; delta < 6; delta++)
      {
        gsize boundary = boundaries[i / 2] + delta - 2;

        g_string_truncate (self->text, 0);
        if (i % 2 == 0)
          fill_up_to (self->text, boundary);
        else
          append_length (self->text, boundary - 1);
        if (delta % 2 == 0)
          read_as_all (self);
        g_string_append (self->text, "\n \n");
        test_lines_append_person (self->text, 1);
        read_as_all (self);
        g_string_truncate (self->text, self->text->len - 1);
        read_as_all (self);
      }
}

static void
test_random_lengths (TestLinesFile *self,
                     gconstpointer  data)
{
  static const int limits[] = { 2, 300, 5000, FAIR_JSON_MAX_LINE + 200, 3 * PIECE };

  for (guint i = 0; i < 20; i++)
    {
      gsize size = (gsize) g_test_rand_int_range (1, 8 * PIECE);

      g_string_truncate (self->text, 0);
      while (self->text->len < size)
        append_length (self->text, (gsize) g_test_rand_int_range (0, limits[g_test_rand_int_range (0, 5)]));
      g_string_truncate (self->text, size);
      read_as_all (self);
    }
}

/* A file that is one line, and lines of many rounds between others. */
static void
test_long (TestLinesFile *self,
           gconstpointer  data)
{
  append_length (self->text, 9 * 1024 * 1024);
  read_as_all (self);
  test_lines_append_person (self->text, 1);
  append_length (self->text, 7 * 1024 * 1024 + 5);
  append_length (self->text, 6 * 1024 * 1024);
  test_lines_append_person (self->text, 2);
  append_length (self->text, 5 * 1024 * 1024);
  read_as_all (self);
  g_string_truncate (self->text, self->text->len - 1);
  read_as_all (self);
}

/* Whatever is around lines that come from elsewhere; the strict kinds have these for bad lines. */
static void
test_blank (TestLinesFile *self,
            gconstpointer  data)
{
  g_autofree char *spaces = g_strnfill (100000, ' ');

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append (self->text, "\n\r\n \t\n\xEF\xBB\xBF\n\f\n");
      test_lines_append_person (self->text, i);
    }
  g_string_append_printf (self->text, "%s\n", spaces);
  read_as_all (self);
  g_assert_cmpuint (read_as (self, FAIR_LINES_FOREIGN, self->text->len), ==, 5000);
}

static void
test_last_line (TestLinesFile *self,
                gconstpointer  data)
{
  static const guint64 n_lines[] = { 1, 1, 2, 2 };

  test_lines_append_person (self->text, 1);
  test_lines_append_person (self->text, 2);
  g_string_truncate (self->text, self->text->len - 1);
  test_lines_file_open (self);
  for (FairLinesKind kind = FAIR_LINES_JOURNAL; kind <= FAIR_LINES_RAW; kind++)
    g_assert_cmpuint (read_as (self, kind, self->text->len), ==, n_lines[kind]);
  g_string_truncate (self->text, 0);
  read_as_all (self);
}

/* The longest lines there may be, with as many values as they can hold, and the shortest: what they are decoded into is
 * enough for either. */
static void
test_dense (TestLinesFile *self,
            gconstpointer  data)
{
  g_autoptr (GString) dense = g_string_new ("{\"v\":2,\"list\":[1");

  while (dense->len < FAIR_JSON_MAX_LINE - 4)
    g_string_append (dense, ",2");
  g_string_append (dense, "]}\n");
  for (guint i = 0; i < 40; i++)
    g_string_append (self->text, dense->str);
  for (guint i = 0; i < 200000; i++)
    g_string_append (self->text, "{\"v\":2}\n");
  read_as_all (self);
}

#define ONE "00000000-0000-4000-8000-000000000500"
#define ONE_ESCAPED "00000000-0000-4000-8000-00000000050\\u0030"

static gboolean
note_one (const FairLine *line,
          gpointer        numbers,
          GError        **error)
{
  if (line->error == NULL && g_str_equal (line->version.id, ONE))
    g_string_append_printf (numbers, "%" G_GUINT64_FORMAT " ", line->number);
  else
    g_assert_true (line->text == NULL || memmem (line->text, line->length, "\\u", 2) != NULL);
  return TRUE;
}

/* Whoever looks for one person has all of their lines, however the id is written, and hardly anybody else's. */
static void
test_only (TestLinesFile *self,
           gconstpointer  data)
{
  FairLines lines = { .file = &self->file, .kind = FAIR_LINES_FOREIGN, .only = ONE };

  g_string_append (self->text, "{\"v\":1,\"op\":\"erase\",\"id\":\"" ONE_ESCAPED "\",\"hlc\":\"5-0-a\"}\n");
  test_lines_append_person (self->text, 7);
  test_lines_append_person (self->text, 500);
  g_string_append (self->text, "{\"v\":1,\"op\":\"erase\",\"id\":\"\\u0041\",\"hlc\":\"5-0-a\"}\n");
  test_lines_file_open (self);
  lines.end = (goffset) self->text->len;
  for (lines.kind = FAIR_LINES_JOURNAL; lines.kind <= FAIR_LINES_FOREIGN; lines.kind++)
    {
      g_autoptr (GString) numbers = g_string_new (NULL);

      g_assert_true (fair_lines_foreach (&lines, note_one, numbers, NULL, NULL));
      /* a line without a checksum is one from elsewhere */
      g_assert_cmpstr (numbers->str, ==, lines.kind == FAIR_LINES_FOREIGN ? "500 20001 20003 " : "500 20003 ");
    }
}

/* Returns FALSE when @fail_at is beyond the last read. */
static gboolean
read_in_vain (TestLinesFile  *self,
              FairLines lines,
              guint     fail_at,
              int       errnum)
{
  Expected expected = { .text = self->text, .kind = lines.kind, .end = self->text->len };
  g_autoptr (GError) error = NULL;
  gboolean done;
  gsize length;

  test_file_ops_plan (&self->ops, fail_at, 2, errnum);
  done = fair_lines_foreach (&lines, take_expected, &expected, NULL, &error);
  g_assert_true (done == (error == NULL));
  g_assert_true (done == (self->ops.failures == 0));
  if (error != NULL)
    {
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, self->path));
    }
  g_assert_true (!done || !find_next (&expected, &length));
  return self->ops.failures > 0;
}

/* A disk that fails, and a read that finds an end where there is none, are errors: never the end of the lines. */
static void
test_read_errors (TestLinesFile *self,
                  gconstpointer  data)
{
  static const int errors[] = { EIO, TEST_EMPTY_READ, TEST_SHORT_READ };
  FairLines lines = { .file = &self->file };

  for (guint i = 0; i < 4000; i++)
    test_lines_append_person (self->text, i);
  append_length (self->text, 3 * 1024 * 1024);
  append_length (self->text, 3 * 1024 * 1024);
  test_lines_append_person (self->text, 1);
  test_lines_file_open (self);
  lines.end = (goffset) self->text->len;
  self->ops.only = "pread";
  for (lines.kind = FAIR_LINES_JOURNAL; lines.kind <= FAIR_LINES_RAW; lines.kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
      {
        guint fail_at = 1;

        while (read_in_vain (self, lines, fail_at, errors[i]))
          fail_at++;
        /* how much is read at a time depends on the number of processors */
        g_assert_cmpuint (fail_at, >, 1);
      }
}

/* A file that somebody cuts while it is read says so. */
static void
test_shrunk (TestLinesFile *self,
             gconstpointer  data)
{
  static const gsize lengths[] = { 0, 5, PIECE, 8 * PIECE };
  FairLines lines = { .file = &self->file, .end = (goffset) self->text->len };

  for (gsize i = G_N_ELEMENTS (lengths); i-- > 0;)
    {
      Expected expected = { .text = self->text, .end = self->text->len };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (truncate (self->path, (off_t) lengths[i]), ==, 0);
      g_assert_false (fair_lines_foreach (&lines, take_expected, &expected, NULL, &error));
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, "became shorter"));
      g_assert_cmpuint (expected.at, <=, lengths[i]);
    }
}

static void
test_reread (TestLinesFile *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_string_assign (self->text, "one\ntwo\n");
  test_lines_file_open (self);
  text = fair_lines_reread (&self->file, 4, 3, &error);
  g_assert_cmpstr (text, ==, "two");
  g_assert_null (fair_lines_reread (&self->file, 4, 5, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, self->path));
}

#define ADD(name, set_up_func, func) g_test_add ("/lines/" name, TestLinesFile, NULL, set_up_func, func, test_lines_file_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("order", test_lines_file_set_up_many, test_order);
  ADD ("part", test_lines_file_set_up_many, test_part);
  ADD ("longest", test_lines_file_set_up, test_longest);
  ADD ("boundaries", test_lines_file_set_up, test_boundaries);
  ADD ("random-lengths", test_lines_file_set_up, test_random_lengths);
  ADD ("long", test_lines_file_set_up, test_long);
  ADD ("blank", test_lines_file_set_up, test_blank);
  ADD ("last-line", test_lines_file_set_up, test_last_line);
  ADD ("dense", test_lines_file_set_up, test_dense);
  ADD ("only", test_lines_file_set_up_many, test_only);
  ADD ("read-errors", test_lines_file_set_up, test_read_errors);
  ADD ("shrunk", test_lines_file_set_up_many, test_shrunk);
  ADD ("reread", test_lines_file_set_up, test_reread);

  return g_test_run ();
}
