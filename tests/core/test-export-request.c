/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format is given, and what is made of what it says: one person whom it cannot take stops nobody else. */
#include "export/fair-exporter.h"
#include "export/fair-people-alike.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  char *path;
  char *ids[3];
} Fixture;

static const char *const names[] = { "Ann", "Ben", "Eve" };

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *data_folder = NULL;

  self->folder = test_folder_new ();
  data_folder = test_folder_path (self->folder, "data");
  self->store = test_store_open (data_folder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    self->ids[i] = test_store_add (self->store, names[i]);
  self->path = test_folder_path (self->folder, "people");
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  test_store_close (&self->store);
  g_free (self->path);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (self->ids[i]);
  test_folder_free (self->folder);
}

typedef struct
{
  const FairExportSource *source;
  guint n;
} Writing;

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  Writing *self = g_new0 (Writing, 1);

  self->source = source;
  g_string_append (out, "begin\n");
  return self;
}

static gpointer
fail_to_begin (GString                 *out,
               const FairExportSource  *source,
               GError                 **error)
{
  g_set_error_literal (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE, "not today");
  return NULL;
}

/* The second person is half written when it turns out that they cannot be. */
static gboolean
write_line (gpointer            state,
            GString            *out,
            const FairVersion  *version,
            GError            **error)
{
  Writing *self = state;
  FairExportError code = g_str_equal (self->source->format->name, "broken") ? FAIR_EXPORT_ERROR_WRITE : FAIR_EXPORT_ERROR_PERSON;

  g_string_append (out, yyjson_get_str (yyjson_obj_get (fair_version_get_answers (version), "given_name")));
  g_string_append_c (out, '\n');
  if (++self->n != 2)
    return TRUE;
  g_set_error_literal (error, FAIR_EXPORT_ERROR, code, "no room");
  return FALSE;
}

static gboolean
write_file (gpointer            state,
            GString            *out,
            const FairVersion  *version,
            GError            **error)
{
  Writing *self = state;

  return fair_export_file_add (self->source->file, version->id, version->line, version->length, error);
}

static const FairExporter choosy = { begin, write_line, NULL, g_free };
static const FairExporter hopeless = { fail_to_begin, write_line, NULL, g_free };
static const FairExporter filing = { begin, write_file, NULL, g_free };

static gboolean
export (Fixture             *self,
        const char          *name,
        const FairExporter  *exporter,
        FairExportReport    *report,
        GError             **error)
{
  const FairExportFormat format = { .name = name, .extension = exporter != &filing ? "txt" : NULL, .exporter = exporter };
  const FairExportOptions options = { .format = &format };

  return fair_export_to_path (self->store, NULL, &options, fair_file_ops_get_default (), self->path, report, NULL, error);
}

static void
test_one_bad_person (Fixture      *self,
                     gconstpointer data)
{
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const FairLeftOut *left_out;

  g_assert_true (export (self, "choosy", &choosy, report, &error));
  g_assert_no_error (error);
  text = test_read (self->path);
  g_assert_cmpstr (text, ==, "begin\nAnn\nEve\n");
  g_assert_cmpuint (report->n_written, ==, 2);
  g_assert_cmpuint (report->left_out->len, ==, 1);
  left_out = report->left_out->pdata[0];
  g_assert_cmpstr (left_out->id, ==, self->ids[1]);
  g_assert_cmpstr (left_out->reason, ==, "no room");
}

static void
test_other_failures (Fixture      *self,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (export (self, "broken", &choosy, NULL, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_false (export (self, "hopeless", &hopeless, NULL, &error));
  g_assert_cmpstr (error->message, ==, "not today");
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

/* A format without an extension makes a folder. */
static void
test_folder (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (export (self, "filing", &filing, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_written, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->path, self->ids[i], NULL);
      g_autofree char *text = test_read (path);

      g_assert_nonnull (strstr (text, names[i]));
    }
  g_assert_false (export (self, "filing", &filing, NULL, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE);
}

typedef struct
{
  GMainLoop *loop;
  guint64 done, total;
} Waiting;

static void
told (guint64  done,
      guint64  total,
      gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->done = done;
  waiting->total = total;
}

static void
exported (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (FairExportReport) report = fair_export_to_file_finish (result, NULL);

  g_assert_cmpuint (report->n_written, ==, 3);
  g_main_loop_quit (waiting->loop);
}

static void
test_progress (Fixture      *self,
               gconstpointer data)
{
  const FairExportOptions options = { .format = fair_export_format_find ("jsonl", NULL) };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *journal = test_read (fair_store_get_journal_path (self->store));
  Waiting waiting = { loop };

  fair_export_to_file_async (self->store, NULL, &options, file, told, &waiting, NULL, exported, &waiting);
  g_main_loop_run (loop);
  g_assert_cmpuint (waiting.total, ==, strlen (journal));
  g_assert_cmpuint (waiting.done, ==, waiting.total);
}

static gboolean
take_alike (FairPeopleAlike *alike,
            const char      *first,
            const char      *last)
{
  fair_people_alike_begin (alike);
  fair_people_alike_take (alike, first, strlen (first));
  fair_people_alike_take (alike, last, strlen (last));
  return fair_people_alike_end (alike);
}

/* Everybody is known again, however many there are, and nobody is taken for another. */
static void
test_alike (void)
{
  g_autoptr (FairPeopleAlike) alike = fair_people_alike_new ();

  g_assert_false (take_alike (alike, "", ""));
  g_assert_false (take_alike (alike, "", ""));
  g_assert_false (take_alike (alike, "Ann Bo", ""));
  g_assert_false (take_alike (alike, "Ann", "Bo"));
  g_assert_true (take_alike (alike, " ÁNN", "bo "));
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 50000; i++)
      {
        g_autofree char *last = g_strdup_printf ("%u", i);

        g_assert_true (take_alike (alike, "Guest", last) == (round == 1));
      }
}

#define ADD(name, function) g_test_add ("/export-request/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-bad-person", test_one_bad_person);
  ADD ("other-failures", test_other_failures);
  ADD ("folder", test_folder);
  ADD ("progress", test_progress);
  g_test_add_func ("/export-request/alike", test_alike);
  return g_test_run ();
}
