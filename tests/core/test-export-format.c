/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats: each entry is whole, and found by what people call it. */
#include "export/fair-export-format.h"

#include <string.h>

static void
assert_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpstr (text, !=, "");
}

static void
test_whole (void)
{
  g_assert_nonnull (fair_export_formats[0].name);
  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    {
      g_test_message ("%s %s", format->name, format->preset != NULL ? format->preset : "");
      assert_text (format->name);
      /* without one it makes a folder */
      if (format->extension != NULL)
        assert_text (format->extension);
      g_assert_false (format->extension != NULL && strchr (format->extension, '.') != NULL);
      g_assert_nonnull (strchr (format->mime_type, '/'));
      assert_text (format->title);
      g_assert_true (g_str_has_suffix (format->purpose, "."));
      g_assert_nonnull (format->exporter);
      g_assert_true ((format->exporter->version == NULL) == ((format->flags & FAIR_EXPORT_HAS_NOBODY) != 0));
    }
}

static void
test_apart (void)
{
  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    for (const FairExportFormat *other = fair_export_formats; other < format; other++)
      {
        g_assert_false (g_str_equal (format->title, other->title));
        g_assert_false (g_str_equal (format->purpose, other->purpose));
      }
}

static void
test_find (void)
{
  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    {
      const FairExportFormat *usual = fair_export_format_find (format->name, NULL);

      g_assert_true (fair_export_format_find (format->name, format->preset) == format);
      g_assert_nonnull (usual);
      g_assert_cmpstr (usual->preset, ==, format->preset != NULL ? FAIR_EXPORT_DEFAULT_PRESET : NULL);
    }
}

static void
test_unknown (void)
{
  static const char *const unknown[][2] = {
    { NULL, NULL },      { "", NULL },         { "CSV", NULL },     { "xls", NULL },    { "xlsx", "plain" },
    { "csv", "word" },   { "csv", "" },        { "json", "plain" }, { "json", "excel" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (fair_export_format_find (unknown[i][0], unknown[i][1]));
}

static void
test_list (void)
{
  g_autofree char *names = fair_export_format_list_names ();
  g_autofree char *presets = fair_export_format_list_presets ();

  g_assert_cmpstr (names, ==, "xlsx, csv, json, jsonl, vcard, mail, drafts, redcap, redcap-dictionary");
  g_assert_cmpstr (presets, ==, "excel, slate, plain");
}

/* The documentation has a row for each, which says what holds of it, and fairctl's help is made of the same table. */
static void
test_documented (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "docs", "DATA-FORMAT.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *at;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  at = strstr (text, "<!-- formats -->");
  g_assert_nonnull (at);
  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    {
      const char *lists = (format->flags & FAIR_EXPORT_HAS_LISTS) != 0 ? "yes" : "no";
      const char *staff = (format->flags & FAIR_EXPORT_HAS_STAFF) != 0 ? "yes" : "no";
      g_autofree char *preset = format->preset != NULL ? g_strdup_printf (" `%s`", format->preset) : g_strdup ("");
      g_autofree char *place = format->extension != NULL ? g_strdup_printf ("`.%s`", format->extension) : g_strdup ("folder");
      g_autofree char *row = g_strdup_printf ("| `%s` |%s | %s | `%s` | %s | %s | %s |\n", format->name, preset, place, format->mime_type,
                                              lists, staff,
                                              (format->flags & FAIR_EXPORT_TAKES_UNFINISHED) != 0 ? "yes" : "no");

      at = strstr (at, row);
      if (at == NULL)
        g_error ("docs/DATA-FORMAT.md has no row, in this order: %s", row);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-format/whole", test_whole);
  g_test_add_func ("/export-format/apart", test_apart);
  g_test_add_func ("/export-format/find", test_find);
  g_test_add_func ("/export-format/unknown", test_unknown);
  g_test_add_func ("/export-format/documented", test_documented);
  g_test_add_func ("/export-format/list", test_list);
  return g_test_run ();
}
