/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that other threads decode come out in their order, bad ones too, whoever decodes them and wherever it ends. */
#include "base/fair-json.h"
#include "store/journal/fair-decode-ahead.h"
#include "store/journal/fair-journal-line.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* Some megabytes: many batches, and more than the reader's buffer. */
#define N_LINES 20000
/* Every so many lines one is bad. */
#define BAD_INTERVAL 97

typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  FairJournalReader *reader;
  GString *text;
} Fixture;

static void
append_line (GString *text,
             guint    number)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  g_autofree char *line = test_put_line (id, 1, "5-0-a", "Ann");

  if (number % BAD_INTERVAL == 0)
    line[strlen (line) - 30] ^= 1;
  g_string_append (text, line);
}

/* A journal of what is in @text. */
static void
open_reader (Fixture *self)
{
  g_autofree char *path = test_folder_write (self->folder, "signups.jsonl", self->text->str);
  int fd = self->ops.ops.open (path, O_RDONLY | O_CLOEXEC, 0, &self->ops);

  g_assert_cmpint (fd, >=, 0);
  self->reader = fair_journal_reader_new (&self->ops.ops, fd, (goffset) self->text->len, path);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = test_folder_new ();
  self->text = g_string_new (NULL);
  test_file_ops_init (&self->ops);
}

static void
set_up_many (Fixture      *self,
             gconstpointer data)
{
  set_up (self, data);
  for (guint i = 1; i <= N_LINES; i++)
    append_line (self->text, i);
  open_reader (self);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  fair_journal_reader_free (self->reader);
  g_string_free (self->text, TRUE);
  test_folder_free (self->folder);
}

/* Takes line @number, which begins at @offset, and checks it. Returns the next one's offset. */
static goffset
take_line (FairDecodeAhead *decoder,
           guint64          number,
           goffset          offset)
{
  g_autoptr (GError) error = NULL;
  const FairDecodedLine *line = fair_decode_ahead_next (decoder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (line->raw.number, ==, number);
  g_assert_cmpint (line->raw.offset, ==, offset);
  if (number % BAD_INTERVAL == 0)
    {
      g_assert_error (line->why, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
      g_assert_null (line->record.doc);
    }
  else
    {
      g_assert_no_error (line->why);
      g_assert_cmpuint (g_ascii_strtoull (strrchr (line->record.id, '-') + 1, NULL, 10), ==, number);
      g_assert_cmpuint (line->record.line_number, ==, number);
      g_assert_cmpint (line->record.offset, ==, offset);
    }
  return offset + (goffset) line->raw.length + 1;
}

static void
test_order (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (FairDecodeAhead) decoder = fair_decode_ahead_new (self->reader);
  g_autoptr (GError) error = NULL;
  goffset offset = 0;

  for (guint i = 1; i <= N_LINES; i++)
    offset = take_line (decoder, i, offset);
  g_assert_cmpint (offset, ==, (goffset) self->text->len);
  g_assert_null (fair_decode_ahead_next (decoder, &error));
  g_assert_null (fair_decode_ahead_next (decoder, &error));
  g_assert_no_error (error);
}

/* Whoever stops early leaves nothing behind, and the reader can be used again. */
static void
test_stop (Fixture      *self,
           gconstpointer data)
{
  static const guint counts[] = { 0, 1, 2, 500, 1024, 5000, N_LINES };

  for (guint i = 0; i < 10 * G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (FairDecodeAhead) decoder = fair_decode_ahead_new (self->reader);
      goffset offset = 0;

      for (guint j = 1; j <= counts[i % G_N_ELEMENTS (counts)]; j++)
        offset = take_line (decoder, j, offset);
    }
}

/* What was read before a disk fails is handed out before its error. */
static void
test_read_error (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr (FairDecodeAhead) decoder = NULL;
  g_autoptr (GError) error = NULL;
  gsize taken = 0;
  const FairDecodedLine *line;

  self->ops.only = "pread";
  test_file_ops_plan (&self->ops, 2, G_MAXUINT, EIO);
  decoder = fair_decode_ahead_new (self->reader);
  while ((line = fair_decode_ahead_next (decoder, &error)) != NULL)
    taken += line->raw.length + 1;
  g_assert_cmpuint (self->ops.failures, ==, 1);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_cmpuint (taken, <=, self->ops.bytes_read);
  g_assert_cmpuint (taken, >, self->ops.bytes_read - 1024);
}

/* The longest line there may be, with as many values as it can hold. */
static void
append_dense_line (GString *text)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *answers = yyjson_mut_obj (doc);
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, answers, "list");
  FairHlc hlc = { .ms = 5, .device = "a" };
  FairPut put = { .id = "00000000-0000-4000-8000-000000000001", .rev = 1, .at = "2026-11-22T15:04:05.123Z", .hlc = &hlc,
                  .event = "", .form = "interest@1", .lang = "en", .answers = answers };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < (FAIR_JSON_MAX_LINE - 512) / 2; i++)
    yyjson_mut_arr_add_int (doc, list, (int) i % 10);
  g_assert_true (fair_journal_line_encode_put (text, &put, &error));
  g_assert_no_error (error);
}

/* Batches of few long lines, of many empty ones, and with one that is longer than a batch. */
static void
test_lengths (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (FairDecodeAhead) decoder = NULL;
  g_autofree char *endless = g_strnfill (5 * FAIR_JSON_MAX_LINE, 'x');
  g_autoptr (GError) error = NULL;
  const FairDecodedLine *line;
  guint n_good = 0, n_empty = 0, n_long = 0;

  for (guint i = 0; i < 40; i++)
    {
      append_dense_line (self->text);
      g_string_append (self->text, endless);
      for (guint j = 0; j < 100; j++)
        g_string_append_c (self->text, '\n');
    }
  open_reader (self);
  decoder = fair_decode_ahead_new (self->reader);
  while ((line = fair_decode_ahead_next (decoder, &error)) != NULL)
    {
      g_assert_true ((line->why == NULL) == (line->record.doc != NULL));
      if (line->why == NULL)
        n_good += yyjson_arr_size (yyjson_obj_get (line->record.answers, "list")) == (FAIR_JSON_MAX_LINE - 512) / 2;
      else if (line->raw.length == 0)
        n_empty++;
      else
        n_long += line->raw.text == NULL && line->raw.length == strlen (endless);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_good, ==, 40);
  g_assert_cmpuint (n_long, ==, 40);
  g_assert_cmpuint (n_empty, ==, 40 * 99);
}

static void
test_empty (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (FairDecodeAhead) decoder = NULL;
  g_autoptr (GError) error = NULL;

  open_reader (self);
  decoder = fair_decode_ahead_new (self->reader);
  g_assert_null (fair_decode_ahead_next (decoder, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/decode-ahead/order", Fixture, NULL, set_up_many, test_order, tear_down);
  g_test_add ("/decode-ahead/stop", Fixture, NULL, set_up_many, test_stop, tear_down);
  g_test_add ("/decode-ahead/read-error", Fixture, NULL, set_up_many, test_read_error, tear_down);
  g_test_add ("/decode-ahead/lengths", Fixture, NULL, set_up, test_lengths, tear_down);
  g_test_add ("/decode-ahead/empty", Fixture, NULL, set_up, test_empty, tear_down);

  return g_test_run ();
}
