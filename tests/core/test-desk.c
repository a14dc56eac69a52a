/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator's desk does, without a window: all there is of one person, changes that are taken back, and who needs a look. */
#include "base/fair-json.h"
#include "desk/fair-person-edit.h"
#include "desk/fair-person-record.h"
#include "desk/fair-review.h"
#include "export/fair-exporter.h"
#include "store/change/fair-join.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795359845123) /* 2026-11-22T15:04:05.123Z */
#define MISSING "00000000-0000-4000-8000-00000000000f"

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  char *ann;
  char *bo;
} Fixture;

static char *
sign_up (FairStore  *store,
         const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = "spring", .form = "interest@1", .lang = "en", .answers = answers };
  char *id = fair_store_add (store, &draft, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->store = test_store_open (self->folder->path);
  self->ann = sign_up (self->store, "{\"given_name\":\"Ann\",\"family_name\":\"Lee\",\"email\":\"ann@gmial.com\"}");
  self->bo = sign_up (self->store, "{\"given_name\":\"Bo\",\"family_name\":\"Ek\",\"email\":\"ANN@gmial.com\"}");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_free (self->ann);
  g_free (self->bo);
  g_object_unref (self->store);
  test_folder_free (self->folder);
}

static FairAnswers *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  FairAnswers *answers = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  return answers;
}

/* Returns what takes it back. */
static FairPersonEdit *
apply (Fixture        *self,
       FairPersonEdit *edit)
{
  g_autoptr (GError) error = NULL;
  FairPersonEdit *reverse = fair_person_edit_apply (edit, self->store, &error);

  g_assert_no_error (error);
  return reverse;
}

static void
assert_standing (Fixture    *self,
                 const char *id,
                 const char *answers,
                 const char *staff)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = fair_person_record_load (self->store, id, NULL, &error);
  const FairVersion *version;
  g_autofree char *answered = NULL, *noted = NULL;

  g_assert_no_error (error);
  version = fair_person_record_get_standing (record);
  answered = yyjson_val_write (fair_version_get_answers (version), YYJSON_WRITE_NOFLAG, NULL);
  noted = version->staff != NULL ? yyjson_val_write (version->staff, YYJSON_WRITE_NOFLAG, NULL) : NULL;
  g_assert_cmpstr (answered, ==, answers);
  g_assert_cmpstr (noted, ==, staff);
}

#define ANN "{\"given_name\":\"Ann\",\"family_name\":\"Lee\",\"email\":\"ann@gmial.com\"}"
#define ANN_CORRECTED "{\"given_name\":\"Anna\",\"family_name\":\"Lee\",\"email\":\"ann@gmial.com\",\"phone\":\"1\"}"

/* A correction and a note are taken back, and made again; what they did not touch is what it was. */
static void
test_edit (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), undo = NULL, redo = NULL, nothing = NULL, undo_again = NULL;
  g_autoptr (FairAnswers) changes = parse ("{\"given_name\":\"Anna\",\"phone\":\"1\"}");
  g_autoptr (FairAnswers) note = parse ("{\"star\":true,\"note\":\"likes rowing\"}");

  fair_person_edit_correct (edit, self->ann, changes, NULL);
  fair_person_edit_note (edit, self->ann, note);
  undo = apply (self, edit);
  assert_standing (self, self->ann, ANN_CORRECTED, "{\"star\":true,\"note\":\"likes rowing\"}");
  redo = apply (self, undo);
  assert_standing (self, self->ann, ANN, "{}");
  undo_again = apply (self, redo);
  assert_standing (self, self->ann, ANN_CORRECTED, "{\"star\":true,\"note\":\"likes rowing\"}");
  nothing = apply (self, edit);
  g_assert_true (fair_person_edit_is_empty (nothing));
  g_assert_cmpstr (fair_person_edit_get_first_id (undo), ==, self->ann);
}

/* Of several people all or none. */
static void
test_edit_together (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new ();
  g_autoptr (FairAnswers) note = parse ("{\"star\":true}");
  g_autoptr (GError) error = NULL;

  fair_person_edit_note (edit, self->ann, note);
  fair_person_edit_note (edit, MISSING, note);
  g_assert_null (fair_person_edit_apply (edit, self->store, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  assert_standing (self, self->ann, ANN, "{}");
}

static void
assert_joined (Fixture    *self,
               const char *joined)
{
  g_autoptr (FairPersonRecord) record = fair_person_record_load (self->store, self->ann, NULL, NULL);

  g_assert_cmpuint (record->joined->len, ==, joined != NULL ? 1 : 0);
  if (joined != NULL)
    g_assert_cmpstr (record->joined->pdata[0], ==, joined);
}

static void
test_join (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), undo = NULL, redo = NULL;

  fair_person_edit_join (edit, self->ann, self->bo);
  undo = apply (self, edit);
  assert_joined (self, self->bo);
  redo = apply (self, undo);
  assert_joined (self, NULL);
  fair_person_edit_free (apply (self, redo));
  assert_joined (self, self->bo);
}

/* Each version, and what differs, in the order in which they were made, wherever their lines are. */
static void
test_record (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *second = test_put_line (MISSING, 2, "1795359845125-0-a", "Second");
  g_autofree char *first = test_put_line (MISSING, 1, "1795359845124-0-b", "First");
  g_autofree char *lines = g_strconcat (second, first, second, NULL);
  g_autofree char *path = test_folder_write (folder, "signups/signups.jsonl", lines);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = fair_person_record_load (store, MISSING, NULL, &error);
  g_autoptr (GArray) changes = NULL;
  const FairPersonChange *change;

  g_assert_no_error (error);
  g_assert_cmpuint (record->versions->len, ==, 2);
  changes = fair_person_list_changes (record->versions->pdata[0], record->versions->pdata[1]);
  g_assert_cmpuint (changes->len, ==, 1);
  change = &g_array_index (changes, FairPersonChange, 0);
  g_assert_false (change->is_staff);
  g_assert_cmpstr (change->member, ==, "given_name");
  g_assert_cmpstr (yyjson_get_str (change->before), ==, "First");
  g_assert_cmpstr (yyjson_get_str (change->after), ==, "Second");
}

static void
test_record_erased (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_store_erase (self->store, self->ann, report, &error));
  g_assert_null (fair_person_record_load (self->store, self->ann, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

static FairReview *
review (Fixture *self,
        gint64   now_ms)
{
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autoptr (GError) error = NULL;
  FairReview *made = fair_review_make (self->store, NULL, zones, now_ms, NULL, &error);

  g_assert_no_error (error);
  return made;
}

static guint
look (const FairReview *made,
      const char       *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (made->looks, id));
}

static gsize
count (GHashTable *counts,
       const char *name)
{
  return GPOINTER_TO_SIZE (g_hash_table_lookup (counts, name));
}

static void
test_review (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *good = sign_up (self->store, "{\"given_name\":\"Cy\",\"email\":\"cy@gmail.com\",\"medical_school\":\"Tufts\","
                                                         "\"interests\":[\"research\"]}");
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new ();
  g_autoptr (FairAnswers) note = parse ("{\"star\":true}");
  g_autoptr (FairReview) made = NULL, early = NULL;
  gint64 now_ms = g_get_real_time () / 1000;

  fair_person_edit_note (edit, good, note);
  fair_person_edit_free (apply (self, edit));
  made = review (self, now_ms);
  early = review (self, now_ms - 3 * FAIR_HLC_MAX_AHEAD);

  g_assert_cmpuint (made->n_people, ==, 3);
  g_assert_cmpuint (count (made->events, "spring"), ==, 3);
  g_assert_cmpuint (count (made->schools, "Tufts"), ==, 1);
  g_assert_cmpuint (count (made->interests, "research"), ==, 1);
  g_assert_cmpuint (g_hash_table_size (g_hash_table_lookup (made->days, "spring")), ==, 1);
  g_assert_cmpuint (made->n_starred, ==, 1);
  g_assert_cmpuint (g_hash_table_size (made->duplicates), ==, 2);
  g_assert_true (g_hash_table_contains (made->duplicates, self->ann) && g_hash_table_contains (made->duplicates, self->bo));
  g_assert_cmpuint (look (made, self->ann), ==, FAIR_LOOK_ADDRESS);
  g_assert_cmpuint (look (made, good), ==, 0);
  g_assert_cmpuint (look (early, good), ==, FAIR_LOOK_CLOCK);
}

/* Before the first export nobody is new; then whoever signs up, or is changed, after it, and not whoever was only in another fair's. */
static void
test_exported (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (FairReview) before = review (self, NOW), after = NULL, later = NULL;
  g_autofree char *path = test_folder_path (self->folder, "out.jsonl"), *late = NULL;
  const FairExportOptions all = { .format = fair_export_format_find ("jsonl", NULL) };
  const FairExportOptions other = { .format = fair_export_format_find ("jsonl", NULL), .filter.event = "autumn" };
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new ();
  g_autoptr (FairAnswers) note = parse ("{\"star\":true}");
  g_autoptr (GError) error = NULL;

  g_assert_null (before->fresh);
  g_assert_true (fair_export_to_path (self->store, NULL, &all, fair_file_ops_get_default (), path, NULL, NULL, &error));
  after = review (self, NOW);
  g_assert_cmpuint (g_hash_table_size (after->fresh), ==, 0);
  late = sign_up (self->store, "{\"given_name\":\"Cy\"}");
  fair_person_edit_note (edit, self->bo, note);
  fair_person_edit_free (apply (self, edit));
  g_assert_true (fair_export_to_path (self->store, NULL, &other, fair_file_ops_get_default (), path, NULL, NULL, &error));
  later = review (self, NOW);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (later->fresh), ==, 2);
  g_assert_true (g_hash_table_contains (later->fresh, late) && g_hash_table_contains (later->fresh, self->bo));
}

/* More exports than are remembered one by one, and a file that is not one: nobody is lost by it. */
static void
test_many_exports (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *path = test_folder_path (self->folder, "out.jsonl"), *memory = NULL;
  const FairExportOptions all = { .format = fair_export_format_find ("jsonl", NULL) };
  const FairExportOptions other = { .format = fair_export_format_find ("jsonl", NULL), .filter.event = "autumn" };
  g_autoptr (FairReview) after = NULL, without = NULL;

  g_assert_true (fair_export_to_path (self->store, NULL, &all, fair_file_ops_get_default (), path, NULL, NULL, NULL));
  for (guint i = 0; i < FAIR_EXPORTED_MAX + 2; i++)
    g_assert_true (fair_export_to_path (self->store, NULL, &other, fair_file_ops_get_default (), path, NULL, NULL, NULL));
  after = review (self, NOW);
  g_assert_cmpuint (g_hash_table_size (after->fresh), ==, 0);
  memory = test_folder_write (self->folder, "exports.json", "{\"v\":1,\"exports\":[{\"at\":7,\"until\":[]}, 3");
  without = review (self, NOW);
  g_assert_null (without->fresh);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/desk/edit-together", Fixture, NULL, set_up, test_edit_together, tear_down);
  g_test_add ("/desk/join", Fixture, NULL, set_up, test_join, tear_down);
  g_test_add_func ("/desk/record", test_record);
  g_test_add ("/desk/record-erased", Fixture, NULL, set_up, test_record_erased, tear_down);
  g_test_add ("/desk/review", Fixture, NULL, set_up, test_review, tear_down);

  g_test_add ("/desk/exported", Fixture, NULL, set_up, test_exported, tear_down);
  g_test_add ("/desk/many-exports", Fixture, NULL, set_up, test_many_exports, tear_down);

  return g_test_run ();
}
