/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator's desk does, without a window: all there is of one person, changes that are taken back, and who needs a look. */
#include "base/fair-json.h"
#include "base/fair-paths.h"
#include "desk/fair-person-edit.h"
#include "desk/fair-person-record.h"
#include "desk/fair-review.h"
#include "export/fair-exporter.h"
#include "program/fair-stages.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-erase.h"
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

/* @expected: (nullable) */
static void
assert_stage (Fixture    *self,
              const char *id,
              const char *expected)
{
  g_autofree char *line = fair_store_find_line (self->store, id, NULL);
  g_auto (FairVersion) version = { 0 };

  g_assert_true (fair_line_decode (line, strlen (line), NULL, &version, NULL));
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (version.staff, FAIR_STAGE)), ==, expected);
}

/* Whoever is written to has been contacted; but nobody goes back to that, and undoing it changes nobody else. */
static void
test_advance (Fixture       *self,
              gconstpointer  data)
{
  static const char *const before[] = { "new", "invited", "contacted", "our own" };
  g_autoptr (GPtrArray) stages = fair_stages_list (NULL);
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), undo = NULL;

  fair_person_edit_advance (edit, self->ann, stages, "contacted");
  fair_person_edit_advance (edit, self->bo, stages, "contacted");
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autofree char *note = g_strdup_printf ("{\"stage\":\"%s\"}", before[i]);
      g_autoptr (FairAnswers) patch = parse (note);
      g_autoptr (FairPersonEdit) noting = fair_person_edit_new ();

      fair_person_edit_note (noting, self->bo, patch);
      fair_person_edit_free (apply (self, noting));
      g_clear_pointer (&undo, fair_person_edit_free);
      undo = apply (self, edit);
      assert_stage (self, self->ann, "contacted");
      assert_stage (self, self->bo, i == 0 ? "contacted" : before[i]);
      fair_person_edit_free (apply (self, undo));
      assert_stage (self, self->ann, NULL);
      assert_stage (self, self->bo, before[i]);
    }
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

static void
set (Fixture    *self,
     const char *id,
     const char *json)
{
  g_autoptr (FairAnswers) patch = parse (json);
  g_autoptr (GError) error = NULL;

  fair_store_set_staff (self->store, id, patch, &error);
  g_assert_no_error (error);
}

static FairPersonEdit *
note_both (Fixture    *self,
           const char *json)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new ();
  g_autoptr (FairAnswers) note = parse (json);

  fair_person_edit_note (edit, self->ann, note);
  fair_person_edit_note (edit, self->bo, note);
  return apply (self, edit);
}

static void
refuse (Fixture        *self,
        FairPersonEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_person_edit_apply (edit, self->store, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_CHANGED);
}

/* What another program wrote meanwhile is not taken back with it: what is elsewhere stays, and what is in the same place is refused. */
static void
test_taken_back_late (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (FairPersonEdit) undo = note_both (self, "{\"star\":true,\"note\":\"mine\"}"), redo = NULL;

  set (self, self->ann, "{\"stage\":\"invited\"}");
  set (self, self->bo, "{\"note\":\"theirs\"}");
  refuse (self, undo);
  assert_standing (self, self->ann, ANN, "{\"star\":true,\"note\":\"mine\",\"stage\":\"invited\"}");
  set (self, self->bo, "{\"note\":null,\"star\":true}"); /* which is what undoing would come to */
  redo = apply (self, undo);
  assert_standing (self, self->ann, ANN, "{\"stage\":\"invited\"}");
  set (self, self->ann, "{\"note\":\"theirs\"}");
  refuse (self, redo);
  assert_standing (self, self->ann, ANN, "{\"stage\":\"invited\",\"note\":\"theirs\"}");
}

/* A correction that somebody else has corrected stays. */
static void
test_corrected_again (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), undo = NULL;
  g_autoptr (FairAnswers) mine = parse ("{\"given_name\":\"Anna\"}"), theirs = parse ("{\"given_name\":\"Anne\"}");

  fair_person_edit_correct (edit, self->ann, mine, NULL);
  undo = apply (self, edit);
  g_assert_cmpint (fair_store_correct (self->store, self->ann, theirs, NULL, NULL, NULL), ==, 3);
  refuse (self, undo);
  assert_standing (self, self->ann, "{\"given_name\":\"Anne\",\"family_name\":\"Lee\",\"email\":\"ann@gmial.com\"}", "{}");
}

/* Of several people those who are erased by now are passed over; one alone is told of. */
static void
test_taken_back_erased (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (FairPersonEdit) undo = note_both (self, "{\"star\":true}"), edit = fair_person_edit_new (), undo_one = NULL;
  g_autoptr (FairAnswers) note = parse ("{\"note\":\"1\"}");
  g_autoptr (GError) error = NULL;

  fair_person_edit_note (edit, self->bo, note);
  undo_one = apply (self, edit);
  g_assert_true (fair_store_erase (self->store, self->bo, NULL, &error));
  fair_person_edit_free (apply (self, undo));
  assert_standing (self, self->ann, ANN, "{}");
  g_assert_null (fair_person_edit_apply (undo_one, self->store, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

/* Who was joined into somebody else meanwhile is not parted from them. */
static void
test_joined_elsewhere (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *cy = sign_up (self->store, "{\"given_name\":\"Cy\"}");
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), undo = NULL;
  g_autoptr (GError) error = NULL;

  fair_person_edit_join (edit, self->ann, self->bo);
  undo = apply (self, edit);
  g_assert_true (fair_store_unjoin (self->store, self->bo, &error));
  g_assert_true (fair_store_join (self->store, cy, self->bo, &error));
  refuse (self, undo);
  assert_joined (self, NULL);
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
review_by_form (Fixture  *self,
                FairForm *form,
                gint64    now_ms)
{
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autoptr (GError) error = NULL;
  FairReview *made = fair_review_make (self->store, form, zones, now_ms, NULL, &error);

  g_assert_no_error (error);
  return made;
}

static FairReview *
review (Fixture *self,
        gint64   now_ms)
{
  return review_by_form (self, NULL, now_ms);
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

/* A school is unknown if the form that suggests schools does not have it, by whatever name; where nothing is suggested, all are right. */
static void
test_unknown_school (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairForm) form = test_load_form (folder, NULL, NULL, &error);
  g_autofree char *named = sign_up (self->store, "{\"medical_school\":\"Tufts University School of Medicine\"}");
  g_autofree char *other_name = sign_up (self->store, "{\"medical_school\":\"tufts\"}");
  g_autofree char *unknown = sign_up (self->store, "{\"medical_school\":\"School of Hard Knocks\"}");
  g_autofree char *again = sign_up (self->store, "{\"medical_school\":\"School of Hard Knocks\",\"email\":\"x@gmial.com\"}");
  g_autofree char *odd = sign_up (self->store, "{\"medical_school\":7}");
  g_autoptr (FairReview) made = NULL, without = NULL;
  gint64 now_ms = g_get_real_time () / 1000;

  g_assert_no_error (error);
  made = review_by_form (self, form, now_ms);
  without = review (self, now_ms);
  g_assert_cmpuint (look (made, named), ==, 0);
  g_assert_cmpuint (look (made, other_name), ==, 0);
  g_assert_cmpuint (look (made, unknown), ==, FAIR_LOOK_SCHOOL);
  g_assert_cmpuint (look (made, again), ==, FAIR_LOOK_SCHOOL | FAIR_LOOK_ADDRESS);
  g_assert_cmpuint (look (made, odd), ==, 0);
  g_assert_cmpuint (look (made, self->ann), ==, FAIR_LOOK_ADDRESS);
  g_assert_cmpuint (look (without, unknown), ==, 0);
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
  g_test_add ("/desk/advance", Fixture, NULL, set_up, test_advance, tear_down);
  g_test_add ("/desk/join", Fixture, NULL, set_up, test_join, tear_down);
  g_test_add ("/desk/taken-back-late", Fixture, NULL, set_up, test_taken_back_late, tear_down);
  g_test_add ("/desk/corrected-again", Fixture, NULL, set_up, test_corrected_again, tear_down);
  g_test_add ("/desk/taken-back-erased", Fixture, NULL, set_up, test_taken_back_erased, tear_down);
  g_test_add ("/desk/joined-elsewhere", Fixture, NULL, set_up, test_joined_elsewhere, tear_down);
  g_test_add_func ("/desk/record", test_record);
  g_test_add ("/desk/record-erased", Fixture, NULL, set_up, test_record_erased, tear_down);
  g_test_add ("/desk/review", Fixture, NULL, set_up, test_review, tear_down);

  g_test_add ("/desk/unknown-school", Fixture, NULL, set_up, test_unknown_school, tear_down);
  g_test_add ("/desk/exported", Fixture, NULL, set_up, test_exported, tear_down);
  g_test_add ("/desk/many-exports", Fixture, NULL, set_up, test_many_exports, tear_down);

  return g_test_run ();
}
