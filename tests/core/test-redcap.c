/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as REDCap's variables: names and codes that REDCap takes whatever the form calls its own, and what the dictionary says of each. */
#include "export/fair-exporter.h"
#include "export/fair-redcap.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

#define TEXT "{\"type\":\"string\",\"title\":\"T\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"form\"}}"

static FairForm *
load_form (const char *id,
           const char *properties)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"title\":\"F\",\"x-fairbook\":{\"id\":\"%s\",\"version\":3,\"sections\":[{\"id\":\"form\","
                                           "\"title\":\"About <b>you</b>\"}]},\"required\":[%s],\"properties\":{%s}}",
                                           id, strstr (properties, "\"must\"") != NULL ? "\"must\"" : "", properties);
  FairForm *form;

  g_free (test_folder_write (folder, "form.json", json));
  form = test_load_form (folder->path, "en", problems, &error);
  g_assert_no_error (error);
  return form;
}

/* A form of texts with these ids. */
static FairForm *
load_texts (const char        *id,
            const char *const *ids)
{
  g_autoptr (GString) properties = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    g_string_append_printf (properties, "%s\"%s\":" TEXT, i > 0 ? "," : "", ids[i]);
  return load_form (id, properties->str);
}

/* What REDCap's help on the data dictionary demands. */
static void
assert_valid (const char *name)
{
  g_assert_true (g_regex_match_simple ("^(?!redcap_)(?!.*__)[a-z][a-z0-9_]*[a-z0-9]$|^[a-z]$", name, 0, 0));
  g_assert_cmpuint (strlen (name), <=, 26);
}

static void
assert_apart (const FairRedcap *redcap)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (names, g_strconcat (redcap->form_name, "_complete", NULL));
  for (guint i = 0; i < redcap->variables->len; i++)
    {
      const FairRedcapVariable *variable = redcap->variables->pdata[i];

      assert_valid (variable->name);
      g_assert_true (g_hash_table_add (names, g_strdup (variable->name)));
      for (guint j = 0; variable->kind == FAIR_REDCAP_CHECKBOX && variable->codes[j] != NULL; j++)
        {
          g_autofree char *code = g_ascii_strdown (variable->codes[j], -1);

          g_assert_true (g_hash_table_add (names, g_strconcat (variable->name, "___", code, NULL)));
        }
    }
}

static const struct
{
  const char *id;
  const char *name;
} hostile[] = {
  { "a-b", "a_b_2" },
  { "a_b", "a_b" },
  { "a__b", "a_b_3" },
  { "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz" },
  { "abcdefghijklmnopqrstuvwxyz1", "abcdefghijklmnopqrstuvwx_2" },
  { "abcdefghijklmnopqrstuvwxyz2", "abcdefghijklmnopqrstuvwx_3" },
  { "abcdefghijklmnopqrstuvw-------------------------------------xyz", "abcdefghijklmnopqrstuvw_xy" },
  { "2nd", "f_2nd" },
  { "7", "f_7" },
  { "end_", "end" },
  { "record_id", "record_id_2" },
  { "event", "event_2" },
  { "signed_up_at", "signed_up_at_2" },
  { "other_answers", "other_answers_2" },
  { "ask_me_complete", "ask_me_complete_2" },
  { "redcap_event_name", "f_redcap_event_name" },
  { "hidden_edit_flag", "hidden_edit_flag_2" },
  { "study", "study" },
};

static void
test_names (void)
{
  const char *ids[G_N_ELEMENTS (hostile) + 1] = { NULL };
  g_autoptr (FairForm) form = NULL;
  g_autoptr (FairRedcap) redcap = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    ids[i] = hostile[i].id;
  form = load_texts ("ask-me", ids);
  redcap = fair_redcap_new (form, NULL);
  g_assert_cmpstr (redcap->form_name, ==, "ask_me");
  assert_apart (redcap);
  g_assert_cmpstr (((FairRedcapVariable *) redcap->variables->pdata[0])->name, ==, "record_id");
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    g_assert_cmpstr (fair_redcap_find (redcap, hostile[i].id)->name, ==, hostile[i].name);
}

/* However many there are that are one to REDCap. */
static void
test_many_names (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_autoptr (FairForm) form = NULL;
  g_autoptr (FairRedcap) redcap = NULL;

  for (guint i = 0; i < 120; i++)
    g_strv_builder_take (builder, g_strdup_printf ("the-same-first-twenty-six-letters-%u", i));
  ids = g_strv_builder_end (builder);
  form = load_texts ("2027", (const char *const *) ids);
  redcap = fair_redcap_new (form, NULL);
  g_assert_cmpstr (redcap->form_name, ==, "f_2027");
  assert_apart (redcap);
}

static const char *const choice_codes[][2] = {
  { "m d", "m_d_2" }, { "M_D", "M_D" }, { "MD", "MD" },      { "md", "md_2" }, { "研究", "choice" }, { "救急", "choice_2" },
  { "", "choice_3" }, { "-1", "1_2" },  { "1", "1" },        { "01", "01" },   { "x__y", "x_y" },   { "a|b, c", "a_b_c" },
  { "é", "e_2" },     { "E", "E" },   { "<b>", "b" },
};

/* A field of @kind, "choice" or "choices", with these. */
static char *
make_choices (const char *id,
              const char *kind)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choice_codes); i++)
    g_string_append_printf (codes, "%s\"%s\"", i > 0 ? "," : "", choice_codes[i][0]);
  if (g_str_equal (kind, "choice"))
    return g_strdup_printf ("\"%s\":{\"type\":\"string\",\"title\":\"T\",\"enum\":[%s],\"x-fairbook\":{\"kind\":\"choice\"}}", id, codes->str);
  return g_strdup_printf ("\"%s\":{\"type\":\"array\",\"title\":\"T\",\"items\":{\"enum\":[%s]},\"x-fairbook\":{\"kind\":\"choices\"}}", id,
                          codes->str);
}

static void
test_codes (void)
{
  g_autofree char *one = make_choices ("one", "choice");
  g_autofree char *some = make_choices ("a-name-that-is-much-too-long-for-redcap", "choices");
  g_autofree char *properties = g_strjoin (",", one, some, "\"one_other\":" TEXT, NULL);
  g_autoptr (FairForm) form = load_form ("ask", properties);
  g_autoptr (FairRedcap) redcap = fair_redcap_new (form, NULL);
  const char *const ids[] = { "one", "a-name-that-is-much-too-long-for-redcap" };

  assert_apart (redcap);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < G_N_ELEMENTS (choice_codes); j++)
      {
        const FairRedcapVariable *variable = fair_redcap_find (redcap, ids[i]);

        g_assert_cmpuint (g_strv_length (variable->codes), ==, fair_field_get_n_choices (variable->field));
        for (guint k = 0; variable->codes[k] != NULL; k++)
          if (g_str_equal (fair_field_get_choice (variable->field, k)->code, choice_codes[j][0]))
            g_assert_cmpstr (variable->codes[k], ==, choice_codes[j][1]);
      }
  g_assert_cmpstr (fair_redcap_find (redcap, "one_other")->name, ==, "one_other");
  g_assert_cmpstr (fair_redcap_find (redcap, ids[1])->name, ==, "a_name_that_is_much_too_lo");
}

/* All that is written of a form of whom nobody has signed up. */
static char *
export (const char *name,
        FairForm   *form)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *data_folder = test_folder_path (folder, "data");
  g_autofree char *path = test_folder_path (folder, "out.csv");
  g_autoptr (FairStore) store = test_store_open (data_folder);
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (GError) error = NULL;
  FairExportOptions options = { .format = fair_export_format_find (name, NULL) };

  fair_export_to_path (store, form, &options, fair_file_ops_get_default (), path, report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_written, ==, 0);
  return test_read (path);
}

static void
assert_row (const char *dictionary,
            const char *row)
{
  g_autofree char *line = g_strconcat ("\r\n", row, "\r\n", NULL);

  if (strstr (dictionary, line) == NULL)
    g_error ("there is no row %s in %s", row, dictionary);
}

#define ASKED(id, relevant) \
  "\"" id "\":{\"type\":\"string\",\"title\":\"T\",\"x-fairbook\":{\"kind\":\"phone\",\"relevant\":" relevant "}}"
#define NO_WORDS(name) "\"Fairbook asks this only after certain answers to " name ", which REDCap has no words for.\""

static const char conditions[] =
    "\"degree\":{\"type\":\"string\",\"title\":\"D\",\"enum\":[\"MD\",\"D O\"],\"x-fairbook\":{\"kind\":\"choice\",\"order\":1}},"
    "\"likes\":{\"type\":\"array\",\"title\":\"L\",\"items\":{\"enum\":[\"Art\",\"Sea\"]},\"x-fairbook\":{\"kind\":\"choices\",\"order\":2}},"
    "\"year\":{\"type\":\"integer\",\"title\":\"Y\",\"minimum\":1990,\"maximum\":2040,\"x-fairbook\":{\"kind\":\"year\",\"order\":3}},"
    "\"ok\":{\"type\":\"boolean\",\"title\":\"OK\",\"const\":true,\"x-fairbook\":{\"kind\":\"consent\",\"wording\":\"I [agree]\",\"order\":4}},"
    "\"must\":" TEXT "," ASKED ("a", "{\"degree\":{\"const\":\"D O\"}}") "," ASKED ("b", "{\"degree\":{\"enum\":[\"MD\",\"D O\"]}}")
    "," ASKED ("c", "{\"likes\":{\"contains\":\"Sea\"},\"year\":{\"const\":2027}}") "," ASKED ("d", "{\"ok\":{\"const\":true}}")
    "," ASKED ("e", "{\"must\":{\"const\":\"x y\"}}") "," ASKED ("f", "{\"must\":{\"const\":\"it's\"},\"year\":{\"const\":2027}}")
    "," ASKED ("g", "{\"degree\":{\"const\":\"PhD\"}}") "," ASKED ("h", "{\"likes\":{\"const\":\"Sea\"}}")
    "," ASKED ("i", "{\"degree\":{\"contains\":\"MD\"}}") "," ASKED ("j", "{\"year\":{\"const\":\"2027\"}}");

static void
test_conditions (void)
{
  g_autoptr (FairForm) form = load_form ("ask", conditions);
  g_autofree char *dictionary = export ("redcap-dictionary", form);

  assert_row (dictionary, "degree,ask,,radio,D,\"MD, MD | D_O, D O\",,,,,,,,,,,,");
  assert_row (dictionary, "degree_other,ask,,text,D: Other answers,,,,,,y,,,,,,,");
  assert_row (dictionary, "likes,ask,,checkbox,L,\"Art, Art | Sea, Sea\",,,,,,,,,,,,");
  assert_row (dictionary, "year,ask,,text,Y,,,integer,1990,2040,,,,,,,,");
  assert_row (dictionary, "ok,ask,,yesno,\"OK\nI ［agree］\",,,,,,,,,,,,,");
  assert_row (dictionary, "a,ask,,text,T,,,,,,y,([degree] = 'D_O'),,,,,,");
  assert_row (dictionary, "b,ask,,text,T,,,,,,y,([degree] = 'MD' or [degree] = 'D_O'),,,,,,");
  assert_row (dictionary, "c,ask,,text,T,,,,,,y,([likes(Sea)] = '1') and ([year] = '2027'),,,,,,");
  assert_row (dictionary, "d,ask,,text,T,,,,,,y,([ok] = '1'),,,,,,");
  assert_row (dictionary, "e,ask,,text,T,,,,,,y,([must] = 'x y'),,,,,,");
  assert_row (dictionary, "f,ask,,text,T,,,,,,y,([year] = '2027'),,,,,," NO_WORDS ("must"));
  assert_row (dictionary, "g,ask,,text,T,,,,,,y,,,,,,," NO_WORDS ("degree"));
  assert_row (dictionary, "h,ask,,text,T,,,,,,y,,,,,,," NO_WORDS ("likes"));
  assert_row (dictionary, "i,ask,,text,T,,,,,,y,,,,,,," NO_WORDS ("degree"));
  assert_row (dictionary, "j,ask,,text,T,,,,,,y,,,,,,," NO_WORDS ("year"));
}

/* REDCap decodes entities before it shows a label as HTML, so that escaping would undo itself. */
static void
test_labels (void)
{
  g_autoptr (FairForm) form =
      load_form ("ask", "\"must\":{\"type\":\"string\",\"title\":\"R&D &lt;i&gt; a<b [x] {y} @HIDDEN\",\"x-fairbook\":"
                        "{\"kind\":\"long_text\",\"help\":\"<script>&amp;&#60;\"}},"
                        "\"pick\":{\"type\":\"string\",\"title\":\"P\",\"oneOf\":[{\"const\":\"a\",\"title\":\"A|B, C & D\"},"
                        "{\"const\":\"b\",\"title\":\"<img src=x>\"}],\"x-fairbook\":{\"kind\":\"choice\"}}");
  g_autofree char *dictionary = export ("redcap-dictionary", form);

  assert_row (dictionary, "must,ask,About ＜b＞you＜/b＞,notes,R&D ＆lt;i＆gt; a＜b ［x］ ｛y｝ @HIDDEN,,＜script＞＆amp;＆#60;,,,,y,,y,,,,,");
  assert_row (dictionary, "pick,ask,,radio,P,\"a, A｜B, C & D | b, ＜img src=x＞\",,,,,,,,,,,,");
}

/* Nobody is in a dictionary, so nobody has left with it. */
static void
test_nobody (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "out.csv");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *id = test_store_add (store, "Zebulon");
  g_autoptr (FairForm) form = load_form ("ask", "\"given_name\":" TEXT);
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (FairExported) exported = NULL;
  g_autoptr (GError) error = NULL;
  FairExportOptions options = { .format = fair_export_format_find ("redcap-dictionary", NULL) };

  g_assert_false (fair_export_to_path (store, NULL, &options, fair_file_ops_get_default (), path, report, NULL, &error));
  g_assert_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM);
  g_clear_error (&error);
  fair_export_to_path (store, form, &options, fair_file_ops_get_default (), path, report, NULL, &error);
  g_assert_no_error (error);
  text = test_read (path);
  again = export ("redcap-dictionary", form);
  g_assert_cmpstr (text, ==, again);
  g_assert_null (strstr (text, "Zebulon"));
  g_assert_cmpuint (report->n_written, ==, 0);
  exported = fair_exported_load (store);
  g_assert_true (fair_exported_is_empty (exported));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redcap/names", test_names);
  g_test_add_func ("/redcap/many-names", test_many_names);
  g_test_add_func ("/redcap/codes", test_codes);
  g_test_add_func ("/redcap/conditions", test_conditions);
  g_test_add_func ("/redcap/labels", test_labels);
  g_test_add_func ("/redcap/nobody", test_nobody);
  return g_test_run ();
}
