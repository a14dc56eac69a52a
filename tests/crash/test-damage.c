/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journal of 1,000 sign-ups is damaged in every way that a disk knows. After each the store opens, takes one more,
 * hands out every line that is undamaged byte for byte, counts all others, and keeps their bytes in quarantine.
 */
#include "base/fair-json.h"
#include "test-store-util.h"
#include "test-util.h"
#include "torture.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_RECORDS 1000
#define SECTOR 512
#define STRIDE 97

/** A journal and what becomes of it. */
typedef struct
{
  Torture torture;
  TestFolder *folder;
  char *path;
  char *quarantine;
  GString *whole;     /* the journal before any damage */
  GArray *starts;     /* where its lines begin, and its end; goffset */
  GString *damaged;   /* and after it */
  GArray *undamaged;  /* where in @damaged the lines begin that are as they were; goffset */
  guint n_bad;        /* lines that are not */
  gsize torn_at;      /* where the last, torn line begins */
  GHashTable *kept;   /* of GByteArray: the lines that the quarantine has, by their SHA-256 */
  guint n_seen;       /* of those who stand */
} Damage;

/* A sign-up as the built-in form makes them, some long, some not in Latin letters. */
static FairAnswers *
make_answers (guint number)
{
  static const char *const names[] = { "O'Brien", "Müller-Lüdenscheidt", "王小明", "Søn 🩺", "d’Artagnan", "\"Q\"\\" };
  FairAnswers *answers = fair_answers_new ();
  g_autofree char *given = g_strdup_printf ("Person %u", number);
  g_autofree char *email = g_strdup_printf ("person%u@example.org", number);
  g_autofree char *question = g_strnfill (number % 7 * 40, (char) ('a' + number % 26));

  fair_answers_set_text (answers, "given_name", given);
  fair_answers_set_text (answers, "family_name", names[number % G_N_ELEMENTS (names)]);
  fair_answers_set_text (answers, "email", email);
  fair_answers_set_text (answers, "medical_school", "A School of Medicine");
  fair_answers_set_text (answers, "question", question);
  return answers;
}

static void
make_journal (Damage *self)
{
  g_autoptr (FairStore) store = test_store_open (self->folder->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (FairAnswers) answers = make_answers (i);
      FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
      g_autofree char *id = fair_store_add (store, &draft, &error);

      g_assert_no_error (error);
    }
  text = test_read (self->path);
  self->whole = g_string_new (text);
  for (goffset at = 0; at < (goffset) self->whole->len; at = strchr (text + at, '\n') + 1 - text)
    g_array_append_val (self->starts, at);
  g_assert_cmpuint (self->starts->len, ==, N_RECORDS);
}

static const char *
get_line (Damage *self,
          guint   index,
          gsize  *length)
{
  goffset start = g_array_index (self->starts, goffset, index);
  goffset end = index + 1 < self->starts->len ? g_array_index (self->starts, goffset, index + 1)
                                              : (goffset) self->whole->len;

  *length = (gsize) (end - start);
  return self->whole->str + start;
}

/* Whether the bytes, with their newline, are one of the lines: those before @hint have been looked for already. */
static gboolean
is_whole_line (Damage     *self,
               const char *bytes,
               gsize       length,
               guint      *hint)
{
  for (guint i = *hint; i < self->starts->len; i++)
    {
      gsize line_length;
      const char *line = get_line (self, i, &line_length);

      if (line_length != length || memcmp (line, bytes, length) != 0)
        continue;
      *hint = i + 1;
      return TRUE;
    }
  return FALSE;
}

/* What the store should find, worked out without any of its code. */
static void
work_out (Damage *self)
{
  const char *bytes = self->damaged->str;
  const char *end = bytes + self->damaged->len;
  const char *newline;
  guint hint = 0;

  g_array_set_size (self->undamaged, 0);
  self->n_bad = 0;
  for (const char *line = bytes; line < end && (newline = memchr (line, '\n', (gsize) (end - line))) != NULL;
       line = newline + 1)
    {
      goffset at = line - bytes;

      if (is_whole_line (self, line, (gsize) (newline + 1 - line), &hint))
        g_array_append_val (self->undamaged, at);
      else
        self->n_bad++;
    }
  newline = memrchr (bytes, '\n', self->damaged->len);
  self->torn_at = newline != NULL ? (gsize) (newline + 1 - bytes) : 0;
}

/* Only what differs is written: the disk is not what is tested. */
static void
put_on_disk (Damage *self)
{
  int fd = g_open (self->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_unlink (self->quarantine);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, self->damaged->str, self->damaged->len, 0), ==, (gssize) self->damaged->len);
  g_assert_cmpint (ftruncate (fd, (off_t) self->damaged->len), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
}

static void
open_and_add (Damage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (self->folder->path, NULL, NULL, &error);
  const FairBadLine *torn;
  g_autofree char *id = NULL;
  gsize torn_length = self->damaged->len - self->torn_at;

  torture_check (&self->torture, store != NULL, "it does not open: %s", error != NULL ? error->message : "");
  torn = fair_store_get_torn_tail (store);
  torture_check (&self->torture, (torn != NULL) == (torn_length > 0), "a torn tail of %zu bytes was %s", torn_length,
                 torn != NULL ? "made up" : "not seen");
  torture_check (&self->torture,
                 torn == NULL || (torn->offset == (goffset) self->torn_at && torn->length == torn_length),
                 "the torn tail is not where it is");
  id = test_store_try_add (store, "Zoë", &error);
  torture_check (&self->torture, id != NULL, "nothing can be added: %s", error != NULL ? error->message : "");
}

/* The file is what it was up to its last whole line, and one line more. */
static void
check_file (Damage *self)
{
  g_autofree char *text = NULL;
  gsize length;
  const char *added;

  g_assert_true (g_file_get_contents (self->path, &text, &length, NULL));
  torture_check (&self->torture, length > self->torn_at && memcmp (text, self->damaged->str, self->torn_at) == 0,
                 "bytes before the torn line have changed");
  added = text + self->torn_at;
  torture_check (&self->torture, memchr (added, '\n', length - self->torn_at) == text + length - 1,
                 "it is not one line that was added");
}

static gboolean
see (const FairVersion *version,
     gpointer           user_data,
     GError           **error)
{
  Damage *self = user_data;
  guint index = self->n_seen++;
  goffset at;

  if (index >= self->undamaged->len)
    {
      torture_check (&self->torture, index == self->undamaged->len && version->offset == (goffset) self->torn_at,
                     "somebody stands who never signed up");
      return TRUE;
    }
  at = g_array_index (self->undamaged, goffset, index);
  torture_check (&self->torture,
                 version->offset == at && memcmp (version->line, self->damaged->str + at, version->length) == 0 &&
                   self->damaged->str[at + (goffset) version->length] == '\n',
                 "the line at byte %" G_GOFFSET_FORMAT " is not handed out as it is", at);
  return TRUE;
}

static void
read_all (Damage *self)
{
  g_autoptr (FairStore) store = test_store_open (self->folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GError) error = NULL;

  self->n_seen = 0;
  torture_check (&self->torture, fair_store_foreach (store, see, self, report, NULL, &error), "it cannot be read: %s",
                 error->message);
  torture_check (&self->torture, self->n_seen == self->undamaged->len + 1, "%u stand, and should be %u", self->n_seen,
                 self->undamaged->len + 1);
  torture_check (&self->torture, report->bad_lines->len + report->n_unknown == self->n_bad,
                 "%" G_GUINT64_FORMAT " bad lines are counted, and there are %u",
                 report->bad_lines->len + report->n_unknown, self->n_bad);
  torture_check (&self->torture, report->n_lines == self->undamaged->len + self->n_bad + 1, "lines are not counted");
}

/* An entry must say of some bytes of the journal what they were, and of which line they are. */
static void
take_entry (Damage     *self,
            const char *line,
            gsize       length)
{
  g_autoptr (yyjson_doc) doc = fair_json_read_line (line, length, NULL, NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);
  gint64 offset = yyjson_get_sint (yyjson_obj_get (root, "offset"));
  const char *digest = yyjson_get_str (yyjson_obj_get (root, "sha256"));
  const char *base64 = yyjson_get_str (yyjson_obj_get (root, "bytes"));
  g_autofree guchar *bytes = NULL;
  GByteArray *kept;
  gsize n;

  torture_check (&self->torture, digest != NULL && base64 != NULL && offset >= 0,
                 "the quarantine has a line that is none");
  bytes = g_base64_decode (base64, &n);
  torture_check (&self->torture,
                 (gsize) offset + n <= self->damaged->len && memcmp (self->damaged->str + offset, bytes, n) == 0,
                 "the quarantine has bytes that were not there");
  kept = g_hash_table_lookup (self->kept, digest);
  if (kept == NULL)
    {
      kept = g_byte_array_new ();
      g_hash_table_insert (self->kept, g_strdup (digest), kept);
    }
  g_byte_array_append (kept, bytes, (guint) n);
}

/* Lines that are equal are kept once; of one that is empty there is nothing to keep. */
static void
check_kept (Damage *self,
            gsize   from,
            gsize   to)
{
  const char *bytes = self->damaged->str + from;
  gsize length = to - from;
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  const GByteArray *kept = g_hash_table_lookup (self->kept, digest);

  torture_check (&self->torture,
                 length == 0 || (kept != NULL && kept->len == length && memcmp (kept->data, bytes, length) == 0),
                 "bytes %zu to %zu went nowhere", from, to);
}

/* Whatever is no undamaged line is in quarantine. */
static void
check_quarantine (Damage *self)
{
  g_autofree char *text = test_read (self->quarantine);
  const char *end = self->damaged->str + self->torn_at;
  const char *newline;
  guint next = 0;

  g_hash_table_remove_all (self->kept);
  for (const char *line = text; (newline = strchr (line, '\n')) != NULL; line = newline + 1)
    take_entry (self, line, (gsize) (newline - line));
  for (const char *line = self->damaged->str; line < end; line = newline + 1)
    {
      gsize at = (gsize) (line - self->damaged->str);

      newline = memchr (line, '\n', (gsize) (end - line));
      if (next < self->undamaged->len && g_array_index (self->undamaged, goffset, next) == (goffset) at)
        next++;
      else
        check_kept (self, at, (gsize) (newline - self->damaged->str));
    }
  check_kept (self, self->torn_at, self->damaged->len);
}

/* @damaged is what the disk has kept. */
static void
run (Damage *self)
{
  work_out (self);
  put_on_disk (self);
  open_and_add (self);
  check_file (self);
  read_all (self);
  check_quarantine (self);
}

static gboolean
begin (Damage  *self,
       guint64  number)
{
  if (!torture_begin_case (&self->torture, number))
    return FALSE;
  g_string_truncate (self->damaged, 0);
  g_string_append_len (self->damaged, self->whole->str, (gssize) self->whole->len);
  return TRUE;
}

static void
fill_random (Damage *self,
             gsize   from,
             gsize   length)
{
  for (gsize i = from; i < MIN (from + length, self->damaged->len); i++)
    self->damaged->str[i] = (char) g_rand_int_range (self->torture.chance, 0, 256);
}

static void
fill_zeros (Damage *self,
            gsize   from,
            gsize   length)
{
  memset (self->damaged->str + from, 0, MIN (length, self->damaged->len - from));
}

static void
run_truncated (Damage *self)
{
  guint64 step = self->torture.full ? 1 : STRIDE;

  if (!torture_begin_kind (&self->torture, "truncate"))
    return;
  for (guint64 i = 0; i * step <= self->whole->len; i++)
    {
      if (!begin (self, i))
        continue;
      g_string_truncate (self->damaged, i * step);
      run (self);
    }
  torture_end_kind (&self->torture, "lengths");
}

/* One bit mostly; of every tenth case several, which may lie anywhere. */
static void
run_flipped (Damage *self)
{
  if (!torture_begin_kind (&self->torture, "flip"))
    return;
  for (guint64 i = 0; i < (self->torture.full ? 100000 : 1000); i++)
    {
      gint32 n_flips;

      if (!begin (self, i))
        continue;
      n_flips = i % 10 == 9 ? g_rand_int_range (self->torture.chance, 2, 20) : 1;
      for (gint32 j = 0; j < n_flips; j++)
        {
          gint32 at = g_rand_int_range (self->torture.chance, 0, (gint32) self->damaged->len);

          self->damaged->str[at] = (char) (self->damaged->str[at] ^ 1 << g_rand_int_range (self->torture.chance, 0, 8));
        }
      run (self);
    }
  torture_end_kind (&self->torture, "journals with bits flipped at random");
}

static void
run_sectors (Damage     *self,
             const char *kind,
             void      (*fill) (Damage *self, gsize from, gsize length),
             const char *what)
{
  gsize step = self->torture.full ? 1 : 7;

  if (!torture_begin_kind (&self->torture, kind))
    return;
  for (gsize i = 0; i * step * SECTOR < self->whole->len; i++)
    {
      if (!begin (self, i))
        continue;
      fill (self, i * step * SECTOR, SECTOR);
      run (self);
    }
  torture_end_kind (&self->torture, what);
}

/* The length is on the disk, the bytes are not: after the last line (even numbers), or in place of its end (odd). */
static void
run_zero_tails (Damage *self)
{
  gsize step = self->torture.full ? 1 : STRIDE;

  if (!torture_begin_kind (&self->torture, "zero-tail"))
    return;
  for (gsize i = 0; i * step <= 8192; i++)
    {
      gsize length = i * step / 2;

      if (!begin (self, i))
        continue;
      if (i % 2 == 0)
        g_string_set_size (self->damaged, self->whole->len + length);
      fill_zeros (self, self->damaged->len - length, length);
      run (self);
    }
  torture_end_kind (&self->torture, "tails filled with zeros");
}

/* Of the line before the last only the beginning is there; whether its newline is, is the two halves of the cases. */
static void
run_valid_after_torn (Damage *self)
{
  gsize length, last_length, step = self->torture.full ? 1 : 7;
  const char *last = get_line (self, N_RECORDS - 1, &last_length);
  const char *torn = get_line (self, N_RECORDS - 2, &length);

  if (!torture_begin_kind (&self->torture, "valid-after-torn"))
    return;
  for (gsize i = 0; i * step < 2 * length; i++)
    {
      if (!begin (self, i))
        continue;
      g_string_truncate (self->damaged, (gsize) (torn - self->whole->str) + i * step / 2);
      if (i * step % 2 == 0)
        g_string_append_c (self->damaged, '\n');
      g_string_append_len (self->damaged, last, (gssize) last_length);
      run (self);
    }
  torture_end_kind (&self->torture, "torn lines with a whole one behind them");
}

int
main (int    argc,
      char **argv)
{
  Damage self = { 0 };

  torture_init (&self.torture, &argc, &argv);
  self.folder = test_folder_new ();
  self.path = test_folder_path (self.folder, "signups/signups.jsonl");
  self.quarantine = test_folder_path (self.folder, "signups/quarantine.jsonl");
  self.starts = g_array_new (FALSE, FALSE, sizeof (goffset));
  self.undamaged = g_array_new (FALSE, FALSE, sizeof (goffset));
  self.damaged = g_string_new (NULL);
  self.kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_byte_array_unref);
  make_journal (&self);

  run_truncated (&self);
  run_flipped (&self);
  run_sectors (&self, "sector-zeroed", fill_zeros, "sectors zeroed");
  run_sectors (&self, "sector-garbage", fill_random, "sectors filled with garbage");
  run_zero_tails (&self);
  run_valid_after_torn (&self);

  g_string_free (self.whole, TRUE);
  g_string_free (self.damaged, TRUE);
  g_array_unref (self.starts);
  g_array_unref (self.undamaged);
  g_hash_table_unref (self.kept);
  g_free (self.path);
  g_free (self.quarantine);
  test_folder_free (self.folder);
  return torture_finish (&self.torture);
}
