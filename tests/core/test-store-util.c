/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the store need: file operations that fail on demand, a clock that is set, and short ways to sign up. */
#include "test-store-util.h"

#include "base/fair-json.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* Whether this call is one that is to fail (or to be short). */
static gboolean
is_planned (TestFileOps *self,
            const char  *name)
{
  if (self->only != NULL && !g_str_equal (self->only, name))
    return FALSE;
  self->calls++;
  if (self->fail_at == 0 || self->calls < self->fail_at || self->calls - self->fail_at >= self->fail_for)
    return FALSE;
  self->failures++;
  if (self->happens != NULL)
    self->happens (self->happens_data);
  return self->happens == NULL;
}

static gboolean
fails (TestFileOps *self,
       const char  *name)
{
  if (!is_planned (self, name) || self->errnum <= 0)
    return FALSE;
  errno = self->errnum;
  return TRUE;
}

static const FairFileOps *
real (void)
{
  return fair_file_ops_get_default ();
}

static int
test_open (const char *path, int flags, mode_t mode, gpointer data)
{
  return fails (data, "open") ? -1 : real ()->open (path, flags, mode, NULL);
}

/* Closes in any case: that is what Linux does. */
static int
test_close (int fd, gpointer data)
{
  int result = real ()->close (fd, NULL);

  return fails (data, "close") ? -1 : result;
}

static gssize
count_bytes (TestFileOps *self,
             gssize       n)
{
  if (n > 0)
    self->bytes_read += (guint64) n;
  return n;
}

static gssize
test_op_read (int fd, void *buffer, gsize length, gpointer data)
{
  return fails (data, "read") ? -1 : count_bytes (data, real ()->read (fd, buffer, length, NULL));
}

static gssize
test_pread (int fd, void *buffer, gsize length, goffset offset, gpointer data)
{
  TestFileOps *self = data;

  if (!is_planned (self, "pread"))
    return count_bytes (self, real ()->pread (fd, buffer, length, offset, NULL));
  if (self->errnum == TEST_EMPTY_READ || (self->errnum == TEST_SHORT_READ && self->failures % 2 == 0))
    return 0;
  if (self->errnum == TEST_SHORT_READ)
    return count_bytes (self, real ()->pread (fd, buffer, (length + 1) / 2, offset, NULL));
  errno = self->errnum;
  return -1;
}

/* A write that fails leaves half of its bytes behind, as a disk does that fills up meanwhile: they are what has to be
 * taken back. */
static gssize
test_write (int fd, const void *buffer, gsize length, gpointer data)
{
  TestFileOps *self = data;

  if (!is_planned (self, "write"))
    return real ()->write (fd, buffer, length, NULL);
  if (self->errnum == 0)
    return real ()->write (fd, buffer, (length + 1) / 2, NULL);
  if (self->errnum != EINTR)
    g_assert_cmpint (real ()->write (fd, buffer, length / 2, NULL), ==, (gssize) (length / 2));
  errno = self->errnum;
  return -1;
}

/* No test here cuts the power: that the file is open is all that is asked of it, and thousands of cases are quick. */
static int
test_fdatasync (int fd, gpointer data)
{
  return fails (data, "fdatasync") ? -1 : MIN (fcntl (fd, F_GETFD), 0);
}

static int
test_fsync (int fd, gpointer data)
{
  return fails (data, "fsync") ? -1 : MIN (fcntl (fd, F_GETFD), 0);
}

static gssize
test_pwrite (int fd, const void *buffer, gsize length, goffset offset, gpointer data)
{
  return fails (data, "pwrite") ? -1 : real ()->pwrite (fd, buffer, length, offset, NULL);
}

static int
test_ftruncate (int fd, goffset length, gpointer data)
{
  return fails (data, "ftruncate") ? -1 : real ()->ftruncate (fd, length, NULL);
}

static int
test_fstat (int fd, struct stat *status, gpointer data)
{
  return fails (data, "fstat") ? -1 : real ()->fstat (fd, status, NULL);
}

static int
test_stat (const char *path, struct stat *status, gpointer data)
{
  return fails (data, "stat") ? -1 : real ()->stat (path, status, NULL);
}

static int
test_lstat (const char *path, struct stat *status, gpointer data)
{
  return fails (data, "lstat") ? -1 : real ()->lstat (path, status, NULL);
}

static char **
test_list (const char *path, gpointer data)
{
  return fails (data, "list") ? NULL : real ()->list (path, NULL);
}

static char *
test_realpath (const char *path, gpointer data)
{
  return fails (data, "realpath") ? NULL : real ()->realpath (path, NULL);
}

static int
test_rename (const char *from, const char *to, gpointer data)
{
  return fails (data, "rename") ? -1 : real ()->rename (from, to, NULL);
}

static int
test_unlink (const char *path, gpointer data)
{
  return fails (data, "unlink") ? -1 : real ()->unlink (path, NULL);
}

static int
test_mkdir (const char *path, mode_t mode, gpointer data)
{
  return fails (data, "mkdir") ? -1 : real ()->mkdir (path, mode, NULL);
}

static int
test_rmdir (const char *path, gpointer data)
{
  return fails (data, "rmdir") ? -1 : real ()->rmdir (path, NULL);
}

static int
test_lock (int fd, gpointer data)
{
  return fails (data, "lock") ? -1 : real ()->lock (fd, NULL);
}

static int
test_unlock (int fd, gpointer data)
{
  return fails (data, "unlock") ? -1 : real ()->unlock (fd, NULL);
}

static void
test_pause (gulong microseconds, gpointer data)
{
  real ()->pause (microseconds, NULL);
}

/** Operations none of which fails. */
void
test_file_ops_init (TestFileOps *self)
{
  *self = (TestFileOps) { 0 };
  self->ops = (FairFileOps) {
    .user_data = self,      .open = test_open,           .close = test_close, .read = test_op_read,
    .pread = test_pread,    .write = test_write,         .fdatasync = test_fdatasync,
    .fsync = test_fsync,    .ftruncate = test_ftruncate, .fstat = test_fstat, .stat = test_stat,
    .lstat = test_lstat,    .list = test_list,             .realpath = test_realpath,
    .rename = test_rename,  .unlink = test_unlink,       .mkdir = test_mkdir, .lock = test_lock, .rmdir = test_rmdir,
    .unlock = test_unlock,  .pause = test_pause,         .pwrite = test_pwrite,
  };
}

/** Which operation alone is to fail with @errnum, if it is no error that any of them has. */
const char *
test_file_ops_only (int errnum)
{
  if (errnum > 0)
    return NULL;
  return errnum == TEST_SHORT_WRITE ? "write" : "pread";
}

/** From now on, the @fail_at-th operation and those after it fail, @fail_for of them; 0 mends everything. */
void
test_file_ops_plan (TestFileOps *self,
                    guint        fail_at,
                    guint        fail_for,
                    int          errnum)
{
  self->calls = self->failures = 0;
  self->fail_at = fail_at;
  self->fail_for = fail_for;
  self->errnum = errnum;
}

/* Returns in how many cases something failed; that is so for the first operation in any case. */
static guint
run_cases (TestFaultScenario scenario,
           guint             duration,
           int               errnum)
{
  TestFileOps ops;

  for (guint fail_at = 1;; fail_at++)
    {
      test_file_ops_init (&ops);
      ops.only = test_file_ops_only (errnum);
      scenario (&ops, fail_at, duration, errnum);
      g_assert_true (ops.failures > 0 || fail_at > 1);
      if (ops.failures == 0)
        return fail_at - 1;
    }
}

/**
 * Runs a scenario with each of its operations failing in turn, once, twice and for ever, with each error that a disk
 * has, with short writes, and with reads that end early, until none is left to fail. Says, and returns, how many cases that were.
 */
guint
test_fault_cases (TestFaultScenario scenario)
{
  static const struct
  {
    const char *name;
    int errnum;
  } errors[] = { { "EIO", EIO }, { "ENOSPC", ENOSPC }, { "EDQUOT", EDQUOT }, { "EROFS", EROFS }, { "EINTR", EINTR },
                 { "EACCES", EACCES }, { "short write", TEST_SHORT_WRITE },
                 { "empty read", TEST_EMPTY_READ }, { "short read", TEST_SHORT_READ } };
  static const guint durations[] = { 1, 2, G_MAXUINT };
  g_autoptr (GString) counts = g_string_new (NULL);
  guint n_cases = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      guint n_before = n_cases;

      for (gsize j = 0; j < G_N_ELEMENTS (durations); j++)
        {
          g_test_message ("%s, %u times", errors[i].name, durations[j]);
          n_cases += run_cases (scenario, durations[j], errors[i].errnum);
        }
      g_string_append_printf (counts, ", %s %u", errors[i].name, n_cases - n_before);
    }
  g_test_message ("%u cases%s", n_cases, counts->str);
  return n_cases;
}

static gint64
test_now (gpointer data)
{
  return ((TestClock *) data)->now;
}

/** A clock that stands still at @now, in milliseconds. */
void
test_clock_init (TestClock *self,
                 gint64     now)
{
  self->clock = (FairClock) { test_now, self };
  self->now = now;
}

/** A store with the system's operations, which must open. */
FairStore *
test_store_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (folder, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (FAIR_IS_STORE (store));
  return store;
}

static void
note_gone (gpointer is_gone)
{
  g_atomic_int_set ((int *) is_gone, TRUE);
}

static gboolean
look_again (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

/** Lets a store go, and waits until no thread has it any longer. Only then its folder and its file operations may go: each thread has a
 * reference, and the one with the last closes its files after weak references to it are gone, but before its data go. */
void
test_store_close (FairStore **store)
{
  int is_gone = FALSE;
  guint tick = g_timeout_add (5, look_again, NULL);

  g_object_set_data_full (G_OBJECT (*store), "gone", &is_gone, note_gone);
  g_clear_object (store);
  while (!g_atomic_int_get (&is_gone))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

/** Signs somebody up. */
char *
test_store_try_add (FairStore  *store,
                    const char *name,
                    GError    **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };

  fair_answers_set_text (answers, "given_name", name);
  return fair_store_add (store, &draft, error);
}

/** Signs somebody up, which must succeed. */
char *
test_store_add (FairStore  *store,
                const char *name)
{
  g_autoptr (GError) error = NULL;
  char *id = test_store_try_add (store, name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);
  return id;
}

static gboolean
append_name (const FairVersion *version,
             gpointer           user_data,
             GError           **error)
{
  GString *names = user_data;
  const char *name = yyjson_get_str (yyjson_obj_get (fair_version_get_answers (version), "given_name"));

  if (names->len > 0)
    g_string_append_c (names, ' ');
  g_string_append (names, name);
  return TRUE;
}

/** The first names of all who stand, in order, separated by spaces. */
char *
test_store_dump (FairStore       *store,
                 FairReadReport  *report)
{
  g_autoptr (GError) error = NULL;
  GString *names = g_string_new (NULL);

  g_assert_true (fair_store_foreach (store, append_name, names, report, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (names, FALSE);
}

/** A put with its newline, of whatever version and time stamp. */
char *
test_answers_line (const char        *id,
                   gint64             rev,
                   const char        *hlc,
                   const FairAnswers *answers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  GString *line = g_string_new (NULL);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_str (doc, root, "op", "put");
  yyjson_mut_obj_add_str (doc, root, "id", id);
  yyjson_mut_obj_add_sint (doc, root, "rev", rev);
  yyjson_mut_obj_add_str (doc, root, "at", "2026-11-22T15:04:05.123Z");
  yyjson_mut_obj_add_str (doc, root, "hlc", hlc);
  yyjson_mut_obj_add_str (doc, root, "event", "fair");
  yyjson_mut_obj_add_str (doc, root, "form", "interest@1");
  yyjson_mut_obj_add_str (doc, root, "lang", "en");
  yyjson_mut_obj_add_val (doc, root, "answers", yyjson_mut_val_mut_copy (doc, fair_answers_peek_root (answers)));
  yyjson_mut_obj_add_obj (doc, root, "staff");
  g_assert_true (fair_line_encode_object (line, doc, &error));
  g_assert_no_error (error);
  return g_string_free (line, FALSE);
}

/** A put with its newline. */
char *
test_put_line (const char *id,
               gint64      rev,
               const char *hlc,
               const char *name)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();

  fair_answers_set_text (answers, "given_name", name);
  return test_answers_line (id, rev, hlc, answers);
}

/** A tombstone with its newline. */
char *
test_erase_line (const char *id,
                 const char *hlc)
{
  g_autoptr (GError) error = NULL;
  GString *line = g_string_new (NULL);
  FairHlc time;

  g_assert_true (fair_hlc_parse (hlc, strlen (hlc), &time));
  g_assert_true (fair_line_encode_tombstone (line, id, &time, &error));
  g_assert_no_error (error);
  return g_string_free (line, FALSE);
}

/** The put of somebody with a full name and an address, with its newline. */
char *
test_person_line (const char *id,
                  gint64      rev,
                  const char *given,
                  const char *family,
                  const char *email)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autofree char *hlc = g_strdup_printf ("%" G_GINT64_FORMAT "-0-a", 1000 + rev);

  fair_answers_set_text (answers, "given_name", given);
  fair_answers_set_text (answers, "family_name", family);
  fair_answers_set_text (answers, "email", email);
  return test_answers_line (id, rev, hlc, answers);
}

/** Up to 1,000 people, each of one line, and the same ones every time. */
void
test_append_crowd (GString *text,
                   guint    n_people)
{
  for (guint i = 0; i < n_people; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-100000000%03u", i);
      g_autofree char *line = test_put_line (id, 1, "8-0-c", "Someone");

      g_string_append (text, line);
    }
}

/** A line of a quarantine, with its newline. */
char *
test_quarantine_line (goffset     offset,
                      const char *bytes,
                      gsize       length)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) bytes, length);

  return g_strdup_printf ("{\"v\":1,\"at\":\"2026-11-22T15:04:05.123Z\",\"file\":\"signups.jsonl\",\"line\":12,\"offset\":%"
                          G_GINT64_FORMAT ",\"reason\":\"damaged\",\"bytes\":\"%s\"}\n", (gint64) offset, base64);
}

/** What a file holds; "" if it is not there. */
char *
test_read (const char *path)
{
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static void
append_each (GString         *lines,
             const char      *what,
             const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (lines, "%s %s\n", what, (const char *) g_ptr_array_index (texts, i));
}

/** What an erasure left, one per line: what it is, and the file or whose it is; then how many damaged lines are nobody's. */
char *
test_list_left (const FairEraseReport *report)
{
  GString *lines = g_string_new (NULL);

  append_each (lines, "other", report->others);
  append_each (lines, "file", report->files);
  append_each (lines, "unreadable", report->unreadable);
  if (report->n_unattributed > 0)
    g_string_append_printf (lines, "damaged %" G_GUINT64_FORMAT "\n", report->n_unattributed);
  return g_string_free (lines, FALSE);
}
