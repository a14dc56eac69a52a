/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of a real store: the bytes of each format and preset, and files that survive every failure. */
#include "base/fair-json.h"
#include "base/fair-pack-problem.h"
#include "export/fair-exporter.h"
#include "test-util.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORM \
  "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"Test\",\"type\":\"object\"," \
  "\"x-fairbook\":{\"id\":\"test\",\"version\":3,\"title\":\"Test\",\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]}," \
  "\"properties\":{" \
  "\"name\":{\"type\":\"string\",\"title\":\"Name\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":1," \
  "\"title\":{\"en\":\"Full name\",\"es\":\"Nombre completo\"}}}," \
  "\"phone\":{\"type\":\"string\",\"title\":\"Phone\",\"x-fairbook\":{\"kind\":\"phone\",\"section\":\"s\",\"order\":2," \
  "\"title\":{\"en\":\"Phone\",\"es\":\"Teléfono\"}}}," \
  "\"year\":{\"type\":\"integer\",\"minimum\":1950,\"maximum\":2100,\"title\":\"Year\",\"x-fairbook\":{\"kind\":\"year\"," \
  "\"section\":\"s\",\"order\":3,\"title\":{\"en\":\"Year, of degree\",\"es\":\"Año\"}}}," \
  "\"interests\":{\"type\":\"array\",\"uniqueItems\":true,\"title\":\"Interests\",\"items\":{\"type\":\"string\"," \
  "\"oneOf\":[{\"const\":\"a\",\"title\":\"Alpha\"},{\"const\":\"b\",\"title\":\"Beta\"}]},\"x-fairbook\":{" \
  "\"kind\":\"choices\",\"section\":\"s\",\"order\":4,\"title\":{\"en\":\"Interests\",\"es\":\"Intereses\"}," \
  "\"choices\":{\"a\":{\"en\":\"Alpha\",\"es\":\"Alfa\"},\"b\":{\"en\":\"Beta\",\"es\":\"Beta\"}}}}," \
  "\"event\":{\"type\":\"string\",\"title\":\"Event\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":5," \
  "\"title\":{\"en\":\"Event\"}}}," \
  "\"consent\":{\"type\":\"boolean\",\"const\":true,\"title\":\"Consent\",\"x-fairbook\":{\"kind\":\"consent\"," \
  "\"section\":\"s\",\"order\":6,\"title\":{\"en\":\"Consent\",\"es\":\"Consentimiento\"}," \
  "\"wording\":{\"en\":\"Keep it.\"}}}}}"

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  FairForm *form;
  GPtrArray *ids;
  guint64 n_exported;
  const char *format; /* of export_to(); NULL: CSV */
} Fixture;

static gint64
get_fixed_time (gpointer user_data)
{
  return G_GINT64_CONSTANT (1795359845123); /* 2026-11-22T15:04:05.123Z */
}

static const FairClock fixed_clock = { get_fixed_time, NULL };

static FairForm *
load_form (TestFolder *folder,
           const char *language)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  FairForm *form;

  g_free (test_folder_write (folder, "form.json", FORM));
  form = test_load_form (folder->path, language, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return form;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data_folder = NULL;

  fixture->folder = test_folder_new ();
  data_folder = test_folder_path (fixture->folder, "data ü");
  fixture->store = fair_store_open (data_folder, NULL, &fixed_clock, &error);
  g_assert_no_error (error);
  fixture->form = load_form (fixture->folder, NULL);
  fixture->ids = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->form);
  g_clear_pointer (&fixture->ids, g_ptr_array_unref);
  g_clear_pointer (&fixture->folder, test_folder_free);
}

static const char *
add (Fixture    *fixture,
     const char *event,
     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = event, .form = "test@3", .lang = "en", .answers = answers };
  char *id;

  g_assert_no_error (error);
  id = fair_store_add (fixture->store, &draft, &error);
  g_assert_no_error (error);
  g_ptr_array_add (fixture->ids, id);
  return id;
}

static char *
export (Fixture    *fixture,
        const char *format,
        const char *preset,
        const char *event,
        const char *language)
{
  g_autofree char *path = test_folder_path (fixture->folder, "exported");
  FairExportOptions options = { .format = fair_export_format_find (format, preset), .filter.event = event };
  g_autoptr (FairForm) form = load_form (fixture->folder, language);
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  fair_export_to_path (fixture->store, form, &options, fair_file_ops_get_default (), path, report, NULL, &error);
  g_assert_no_error (error);
  fixture->n_exported = report->n_written;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
make_target (Fixture *fixture)
{
  g_autofree char *folder = test_folder_path (fixture->folder, "out");

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  return g_build_filename (folder, "people.csv", NULL);
}

/* Compares without the ids, which are random: each $ in @expected is the id of the next person. */
static void
assert_text (Fixture    *fixture,
             const char *text,
             const char *expected)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  guint n = 0;

  for (const char *at = expected; *at != '\0'; at++)
    if (*at == '$')
      g_string_append (filled, g_ptr_array_index (fixture->ids, n++));
    else
      g_string_append_c (filled, *at);
  g_assert_cmpstr (text, ==, filled->str);
}

#define PLAIN_HEADER "id,signed_up_at,event,lang,rev,name,phone,year,interests,answer_event,consent,other_answers\r\n"

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *csv = export (fixture, "csv", "plain", NULL, "en");
  g_autofree char *json = export (fixture, "json", NULL, NULL, "en");
  g_autofree char *jsonl = export (fixture, "jsonl", NULL, NULL, "en");

  g_assert_cmpstr (csv, ==, PLAIN_HEADER);
  g_assert_cmpstr (json, ==, "[\n]\n");
  g_assert_cmpstr (jsonl, ==, "");
}

static void
add_people (Fixture *fixture)
{
  add (fixture, "spring",
       "{\"name\":\"O'Brien, \\\"Søn\\\"\\nJr 👶\",\"phone\":\"+1 617 555 0100\",\"year\":2027,"
       "\"interests\":[\"a\",\"b\"],\"consent\":true}");
  add (fixture, "",
       "{\"consent\":true,\"zeta\":[1,{\"x\":null}],\"name\":\"=1+1\",\"interests\":[\"b\",\"unknown\"],\"eta\":\"é\"}");
  add (fixture, "spring",
       "{\"name\":42,\"phone\":null,\"year\":-3,\"interests\":[\"a;b\",\"c\"],\"event\":{\"deep\":[true]},"
       "\"consent\":false}");
}

static void
test_plain (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *text = NULL;

  add_people (fixture);
  text = export (fixture, "csv", "plain", NULL, "es");
  assert_text (fixture, text,
               PLAIN_HEADER
               "$,2026-11-22T15:04:05.123Z,spring,en,1,\"O'Brien, \"\"Søn\"\"\nJr 👶\",+1 617 555 0100,2027,a;b,,true,\r\n"
               "$,2026-11-22T15:04:05.123Z,,en,1,=1+1,,,b;unknown,,true,"
               "\"{\"\"zeta\"\":[1,{\"\"x\"\":null}],\"\"eta\"\":\"\"é\"\"}\"\r\n"
               "$,2026-11-22T15:04:05.123Z,spring,en,1,42,,-3,\"[\"\"a;b\"\",\"\"c\"\"]\",\"{\"\"deep\"\":[true]}\",false,\r\n");
}

static void
test_excel (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *text = NULL;

  add_people (fixture);
  text = export (fixture, "csv", "excel", NULL, "es");
  assert_text (fixture, text,
               "\357\273\277ID,Signed up,Time zone,Fair,Language,Version,Nombre completo,Teléfono,Año,Intereses,Event,"
               "Consentimiento,Other answers\r\n"
               "$,2026-11-22 20:34:05,Asia/Kolkata (UTC+05:30),"
               "spring,en,1,\"O'Brien, \"\"Søn\"\"\nJr 👶\",'+1 617 555 0100,2027,Alfa; Beta,,Yes,\r\n"
               "$,2026-11-22 20:34:05,Asia/Kolkata (UTC+05:30),,en,1,'=1+1,,,Beta; unknown,,Yes,"
               "\"{\"\"zeta\"\":[1,{\"\"x\"\":null}],\"\"eta\"\":\"\"é\"\"}\"\r\n"
               "$,2026-11-22 20:34:05,Asia/Kolkata (UTC+05:30),"
               "spring,en,1,42,,'-3,\"[\"\"a;b\"\",\"\"c\"\"]\",\"{\"\"deep\"\":[true]}\",No,\r\n");
}

static void
test_slate (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *text = NULL;

  add_people (fixture);
  text = export (fixture, "csv", "slate", "spring", "en");
  g_assert_cmpuint (fixture->n_exported, ==, 2);
  g_ptr_array_remove_index (fixture->ids, 1);
  assert_text (fixture, text,
               "first,last,preferred,email,phone,id,signed_up_at,event,lang,rev,name,year,interests,answer_event,consent,other_answers\r\n"
               ",,,,+1 617 555 0100,$,2026-11-22T15:04:05.123Z,spring,en,1,\"O'Brien, \"\"Søn\"\"\nJr 👶\",2027,"
               "Alpha; Beta,,true,\r\n"
               ",,,,,$,2026-11-22T15:04:05.123Z,spring,en,1,42,-3,\"[\"\"a;b\"\",\"\"c\"\"]\",\"{\"\"deep\"\":[true]}\",false,\r\n");
}

static void
test_json (Fixture      *fixture,
           gconstpointer data)
{
  static const char *const answers = "{\"z\":\"Zoë \\\"👩🏽‍⚕️\\\"\\n\",\"a\":[1.5,-7,9007199254740991],\"name\":\"ليلى\"}";
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = g_strdup_printf ("\"event\":\"spring\",\"form\":\"test@3\",\"lang\":\"en\",\"answers\":%s,"
                                          "\"staff\":{}}\n]\n", answers);
  g_autoptr (yyjson_doc) doc = NULL;

  start = g_strdup_printf ("[\n{\"id\":\"%s\",\"rev\":1,\"at\":\"2026-11-22T15:04:05.123Z\",\"hlc\":\"1795359845123-",
                           add (fixture, "spring", answers));
  text = export (fixture, "json", NULL, NULL, NULL);
  g_assert_true (g_str_has_prefix (text, start));
  g_assert_true (g_str_has_suffix (text, end));
  doc = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);
  g_assert_cmpuint (yyjson_arr_size (yyjson_doc_get_root (doc)), ==, 1);
}

static void
test_json_many (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (yyjson_doc) doc = NULL;

  add_people (fixture);
  text = export (fixture, "json", NULL, NULL, NULL);
  doc = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);
  g_assert_cmpuint (yyjson_arr_size (yyjson_doc_get_root (doc)), ==, 3);
}

static void
test_jsonl (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *journal = NULL;

  add_people (fixture);
  text = export (fixture, "jsonl", NULL, NULL, NULL);
  g_assert_true (g_file_get_contents (fair_store_get_journal_path (fixture->store), &journal, NULL, NULL));
  g_assert_cmpstr (text, ==, journal);
}

static void
test_no_form (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = make_target (fixture);
  FairExportOptions options = { .format = fair_export_format_find ("csv", NULL) };
  const FairFileOps *ops = fair_file_ops_get_default ();
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_export_to_path (fixture->store, NULL, &options, ops, path, NULL, NULL, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM);
  g_assert_nonnull (strstr (error->message, "“csv”"));
  g_assert_nonnull (strstr (error->message, "json, jsonl"));
  g_clear_error (&error);
  options.format = fair_export_format_find ("json", NULL);
  g_assert_true (fair_export_to_path (fixture->store, NULL, &options, ops, path, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* A table of operations of which the n-th call to one fails. */
typedef struct
{
  FairFileOps ops;
  const FairFileOps *real;
  const char *failing;
  int errnum;
  guint n_calls;
} FailingOps;

static gboolean
is_failing (FailingOps *self,
            const char *operation)
{
  if (!g_str_equal (self->failing, operation))
    return FALSE;
  self->n_calls++;
  errno = self->errnum;
  return TRUE;
}

static int
failing_open (const char *path, int flags, mode_t mode, gpointer data)
{
  FailingOps *self = data;

  return is_failing (self, "open") ? -1 : self->real->open (path, flags, mode, self->real->user_data);
}

static gssize
failing_write (int fd, const void *buffer, gsize length, gpointer data)
{
  FailingOps *self = data;

  return is_failing (self, "write") ? -1 : self->real->write (fd, buffer, length, self->real->user_data);
}

static int
failing_fsync (int fd, gpointer data)
{
  FailingOps *self = data;

  return is_failing (self, "fsync") ? -1 : self->real->fsync (fd, self->real->user_data);
}

static int
failing_rename (const char *from, const char *to, gpointer data)
{
  FailingOps *self = data;

  return is_failing (self, "rename") ? -1 : self->real->rename (from, to, self->real->user_data);
}

static int
failing_close (int fd, gpointer data)
{
  FailingOps *self = data;
  int result = self->real->close (fd, self->real->user_data);

  return is_failing (self, "close") ? -1 : result;
}

static void
failing_ops_init (FailingOps *self,
                  const char *failing,
                  int         errnum)
{
  self->real = fair_file_ops_get_default ();
  self->ops = *self->real;
  self->ops.user_data = self;
  self->ops.open = failing_open;
  self->ops.write = failing_write;
  self->ops.fsync = failing_fsync;
  self->ops.rename = failing_rename;
  self->ops.close = failing_close;
  self->failing = failing;
  self->errnum = errnum;
  self->n_calls = 0;
}

static void
assert_only_file (const char *path,
                  const char *contents)
{
  g_autofree char *folder_path = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *found = NULL;
  g_autoptr (GDir) folder = g_dir_open (folder_path, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (folder), ==, name);
  g_assert_null (g_dir_read_name (folder));
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  if (contents != NULL)
    g_assert_cmpstr (found, ==, contents);
}

static gboolean
export_to (Fixture           *fixture,
           const FairFileOps *ops,
           const char        *path,
           GError           **error)
{
  FairExportOptions options = {
    .format = fair_export_format_find (fixture->format != NULL ? fixture->format : "csv", NULL),
  };

  return fair_export_to_path (fixture->store, fixture->form, &options, ops, path, NULL, NULL, error);
}

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  static const char *const operations[] = { "open", "write", "fsync", "close", "rename" };
  static const int errnums[] = { ENOSPC, EIO, EDQUOT, EROFS };
  g_autofree char *path = make_target (fixture);

  fixture->format = data;
  add_people (fixture);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    for (guint j = 0; j < G_N_ELEMENTS (errnums); j++)
      {
        g_autoptr (GError) error = NULL;
        FailingOps failing;

        if (data != NULL && g_str_equal (operations[i], "write")) /* a library does that: see test-spreadsheet.c */
          continue;
        failing_ops_init (&failing, operations[i], errnums[j]);
        g_assert_false (export_to (fixture, &failing.ops, path, &error));
        g_assert_nonnull (error);
        g_assert_nonnull (strstr (error->message, "people.csv"));
        g_assert_cmpuint (failing.n_calls, >, 0);
        assert_only_file (path, "before");
      }
}

static void
test_replace (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = make_target (fixture);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  add_people (fixture);
  expected = export (fixture, "csv", "plain", NULL, "en");
  g_assert_true (g_file_set_contents_full (path, "before", -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  g_assert_true (export_to (fixture, fair_file_ops_get_default (), path, &error));
  g_assert_no_error (error);
  assert_only_file (path, expected);
  g_assert_no_errno (stat (path, &status));
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
}

static void
test_link (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = make_target (fixture);
  g_autofree char *link_path = test_folder_path (fixture->folder, "link.csv");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_no_errno (symlink ("out/people.csv", link_path));
  g_assert_false (export_to (fixture, fair_file_ops_get_default (), link_path, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE);
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  assert_only_file (path, "before");
}

static void
test_folder (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (export_to (fixture, fair_file_ops_get_default (), fixture->folder->path, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE);
}

static void
test_device (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  add_people (fixture);
  g_assert_false (export_to (fixture, fair_file_ops_get_default (), "/dev/full", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

typedef struct
{
  GMainLoop *loop;
  FairExportReport *report;
  GError *error;
} Waiting;

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Waiting *waiting = user_data;

  waiting->report = fair_export_to_file_finish (result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
run_async (Fixture      *fixture,
           const char   *path,
           GCancellable *cancellable,
           Waiting      *waiting)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *event = g_strdup ("spring");
  FairExportOptions options = { .format = fair_export_format_find ("csv", NULL), .filter.event = event };

  waiting->loop = loop;
  fair_export_to_file_async (fixture->store, fixture->form, &options, file, NULL, NULL, cancellable, on_exported, waiting);
  /* The options belong to the caller again. */
  memset (event, 'x', strlen (event));
  g_main_loop_run (loop);
}

static void
test_async (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = make_target (fixture);
  Waiting waiting = { NULL };

  add_people (fixture);
  run_async (fixture, path, NULL, &waiting);
  g_assert_no_error (waiting.error);
  g_assert_cmpuint (waiting.report->n_written, ==, 2);
  assert_only_file (path, NULL);
  fair_export_report_free (waiting.report);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = make_target (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting waiting = { NULL };

  add_people (fixture);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_cancellable_cancel (cancellable);
  run_async (fixture, path, cancellable, &waiting);
  g_assert_null (waiting.report);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);
  assert_only_file (path, "before");
}

#define ADD(name, function) g_test_add ("/export/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Asia/Kolkata", TRUE);
  /* Fairbook's own words as they are in the source */
  g_setenv ("FAIRBOOK_LOCALE_DIR", "/nonexistent", TRUE);

  ADD ("empty", test_empty);
  ADD ("csv/plain", test_plain);
  ADD ("csv/excel", test_excel);
  ADD ("csv/slate", test_slate);
  ADD ("json/verbatim", test_json);
  ADD ("json/many", test_json_many);
  ADD ("jsonl", test_jsonl);
  ADD ("no-form", test_no_form);
  ADD ("file/failures", test_failures);
  g_test_add ("/export/file/failures-of-a-spreadsheet", Fixture, "xlsx", set_up, test_failures, tear_down);
  ADD ("file/replace", test_replace);
  ADD ("file/link", test_link);
  ADD ("file/folder", test_folder);
  ADD ("file/device", test_device);
  ADD ("file/async", test_async);
  ADD ("file/cancelled", test_cancelled);
  return g_test_run ();
}
