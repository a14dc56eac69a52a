/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a spreadsheet in Office Open XML (ECMA-376), as XML: cells, and what never changes.
 *
 * Texts stand in their cells (inlineStr) and are of the format “text”, so no program takes digits for a number, or = for a formula.
 */
#include "config.h"

#include "export/fair-xlsx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
/* Some programs show a row of # for longer cells of the format “text”. */
#define MAX_TEXT_FORMAT 255
#define MAX_WIDTH 60

/* The order of cellXfs below. */
enum
{
  STYLE_GENERAL,
  STYLE_TEXT,
  STYLE_WRAPPED_TEXT,
  STYLE_LONG_TEXT,
  STYLE_TIME,
  STYLE_HEADER,
};

const char fair_xlsx_content_types[] = XML
  "<Types xmlns=\"" PACKAGE "content-types\">"
  "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
  "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
  "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
  "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE "worksheet+xml\"/>"
  "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/></Types>";

const char fair_xlsx_package[] = XML
  "<Relationships xmlns=\"" PACKAGE "relationships\">"
  "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

const char fair_xlsx_relations[] = XML
  "<Relationships xmlns=\"" PACKAGE "relationships\">"
  "<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
  "<Relationship Id=\"rId2\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/></Relationships>";

/* 49 is the built-in format “text”. */
const char fair_xlsx_styles[] = XML
  "<styleSheet xmlns=\"" MAIN "\">"
  "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/></numFmts>"
  "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
  "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
  "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
  "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE6EEF2\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>"
  "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
  "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
  "<cellXfs count=\"6\">"
  "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
  "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">"
  "<alignment vertical=\"top\"/></xf>"
  "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">"
  "<alignment vertical=\"top\" wrapText=\"1\"/></xf>"
  "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">"
  "<alignment vertical=\"top\" wrapText=\"1\"/></xf>"
  "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">"
  "<alignment vertical=\"top\"/></xf>"
  "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\""
  " applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>"
  "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/* "_x000D_" means a character that XML cannot hold (ECMA-376, part 1, 22.9.2.19), so what looks like it must not. */
static gboolean
looks_escaped (const char *at,
               const char *end)
{
  if (end - at < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (at[i]))
      return FALSE;
  return TRUE;
}

static void
append_character (GString    *out,
                  gunichar    character,
                  const char *at,
                  const char *end)
{
  if (character == '&')
    g_string_append (out, "&amp;");
  else if (character == '<')
    g_string_append (out, "&lt;");
  else if (character == '>')
    g_string_append (out, "&gt;");
  else if (character == '"')
    g_string_append (out, "&quot;");
  else if ((character < 0x20 && character != '\t' && character != '\n') || character == 0xFFFE || character == 0xFFFF)
    g_string_append_printf (out, "_x%04X_", character);
  else if (looks_escaped (at, end))
    g_string_append (out, "_x005F_");
  else
    g_string_append_unichar (out, character);
}

/* How many of UTF-16's units it takes: that is what a cell's limit is in. */
static gsize
append_escaped (GString    *out,
                const char *text,
                gsize       length,
                gsize       max_units)
{
  const char *end = text + length;
  gsize n_units = 0;

  while (text < end)
    {
      gunichar character = g_utf8_get_char (text);

      n_units += character > 0xFFFF ? 2 : 1;
      if (n_units <= max_units)
        append_character (out, character, text, end);
      text = g_utf8_next_char (text);
    }
  return n_units;
}

/* A text that no cell can hold says so itself. */
static void
append_text (GString        *out,
             const FairCell *cell)
{
  gsize start = out->len;
  gsize n_units = append_escaped (out, cell->text, cell->length, FAIR_XLSX_MAX_TEXT);
  g_autofree char *note = NULL;

  if (n_units <= FAIR_XLSX_MAX_TEXT)
    return;
  g_string_truncate (out, start);
  append_escaped (out, cell->text, cell->length, FAIR_XLSX_MAX_TEXT - 200);
  /* Translators: what stands at the end of a cell of a spreadsheet, which holds no longer text. */
  note = g_strdup_printf (_("… [%zu characters in all: export as JSON to have the rest]"), n_units);
  append_escaped (out, note, strlen (note), G_MAXSIZE);
}

/* The 27th column is AA. */
static void
append_place (GString *out,
              guint    column,
              guint    row)
{
  char letters[8];
  guint n = 0;

  for (guint rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters[n++] = (char) ('A' + (rest - 1) % 26);
  while (n > 0)
    g_string_append_c (out, letters[--n]);
  g_string_append_printf (out, "%u", row);
}

/* Days since the last of 1899 but one, as Excel counts them from March 1900 on. */
static gboolean
append_serial (GString    *out,
               const char *text)
{
  guint numbers[6] = { 0 };
  GDate origin, date;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (sscanf (text, "%4u-%2u-%2u %2u:%2u:%2u", &numbers[0], &numbers[1], &numbers[2], &numbers[3], &numbers[4], &numbers[5]) != 6 ||
      numbers[0] < 1901)
    return FALSE;
  g_date_clear (&origin, 1);
  g_date_clear (&date, 1);
  g_date_set_dmy (&origin, 30, 12, 1899);
  g_date_set_dmy (&date, (GDateDay) numbers[2], numbers[1], (GDateYear) numbers[0]);
  g_ascii_formatd (digits, sizeof digits, "%.8f", g_date_days_between (&origin, &date) +
                                                    (numbers[3] * 3600 + numbers[4] * 60 + numbers[5]) / 86400.0);
  g_string_append (out, digits);
  return TRUE;
}

static gboolean
append_number_cell (GString        *out,
                    const FairCell *cell)
{
  gsize start = out->len;

  if (cell->kind != FAIR_CELL_TIME && cell->kind != FAIR_CELL_NUMBER)
    return FALSE;
  g_string_append_printf (out, "\" s=\"%d\"><v>", cell->kind == FAIR_CELL_TIME ? STYLE_TIME : STYLE_GENERAL);
  if (cell->kind == FAIR_CELL_NUMBER)
    g_string_append_len (out, cell->text, (gssize) cell->length);
  else if (!append_serial (out, cell->text))
    {
      g_string_truncate (out, start);
      return FALSE;
    }
  g_string_append (out, "</v></c>");
  return TRUE;
}

static void
append_text_cell (GString        *out,
                  const FairCell *cell,
                  int             style)
{
  g_string_append_printf (out, "\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", style);
  append_text (out, cell);
  g_string_append (out, "</t></is></c>");
}

static int
get_text_style (const FairColumn *column,
                const FairCell   *cell)
{
  if (cell->length > MAX_TEXT_FORMAT)
    return STYLE_LONG_TEXT;
  return column->wraps ? STYLE_WRAPPED_TEXT : STYLE_TEXT;
}

/**
 * fair_xlsx_append_row:
 * @cells: one for each column of @table
 * @row: its number, from 1
 *
 * Appends a row; empty cells are left out.
 */
void
fair_xlsx_append_row (GString               *out,
                      const FairExportTable *table,
                      const FairCell        *cells,
                      guint                  row)
{
  g_string_append_printf (out, "<row r=\"%u\">", row);
  for (guint i = 0; i < fair_export_table_get_n_columns (table); i++)
    {
      if (cells[i].length == 0)
        continue;
      g_string_append (out, "<c r=\"");
      append_place (out, i, row);
      if (!append_number_cell (out, &cells[i]))
        append_text_cell (out, &cells[i], get_text_style (fair_export_table_get_column (table, i), &cells[i]));
    }
  g_string_append (out, "</row>\n");
}

static void
append_columns (GString               *out,
                const FairExportTable *table)
{
  g_string_append (out, "<cols>");
  for (guint i = 0; i < fair_export_table_get_n_columns (table); i++)
    g_string_append_printf (out, "<col min=\"%u\" max=\"%u\" width=\"%u\" customWidth=\"1\"/>", i + 1, i + 1,
                            MIN (fair_export_table_get_column (table, i)->width, MAX_WIDTH));
  g_string_append (out, "</cols>");
}

static void
append_header (GString               *out,
               const FairExportTable *table)
{
  g_string_append (out, "<row r=\"1\">");
  for (guint i = 0; i < fair_export_table_get_n_columns (table); i++)
    {
      const char *title = fair_export_table_get_column (table, i)->header;
      const FairCell cell = { .text = title, .length = strlen (title) };

      g_string_append (out, "<c r=\"");
      append_place (out, i, 1);
      append_text_cell (out, &cell, STYLE_HEADER);
    }
  g_string_append (out, "</row>\n");
}

/**
 * fair_xlsx_append_head:
 * @is_right_to_left: whether the first column is to stand on the right
 *
 * Appends the beginning of the sheet, up to the header row, which stays in sight when people scroll.
 */
void
fair_xlsx_append_head (GString               *out,
                       const FairExportTable *table,
                       gboolean               is_right_to_left)
{
  g_string_append (out, XML "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView workbookViewId=\"0\"");
  if (is_right_to_left)
    g_string_append (out, " rightToLeft=\"1\"");
  g_string_append (out, "><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                        "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>"
                        "<sheetFormatPr defaultRowHeight=\"15\"/>");
  append_columns (out, table);
  g_string_append (out, "<sheetData>\n");
  append_header (out, table);
}

static void
append_range (GString    *out,
              const char *dollar,
              guint       n_columns,
              guint       n_rows)
{
  g_autoptr (GString) last = g_string_new (NULL);
  gsize n_letters;

  append_place (last, n_columns - 1, n_rows);
  n_letters = strcspn (last->str, "0123456789");
  g_string_append_printf (out, "%sA%s1:%s%.*s%s%s", dollar, dollar, dollar, (int) n_letters, last->str, dollar, last->str + n_letters);
}

/**
 * fair_xlsx_append_foot:
 * @n_rows: how many rows there are, the header among them
 *
 * Appends the end of the sheet: filters over all columns, and that digits are texts on purpose.
 */
void
fair_xlsx_append_foot (GString *out,
                       guint    n_columns,
                       guint    n_rows)
{
  g_string_append (out, "</sheetData><autoFilter ref=\"");
  append_range (out, "", n_columns, n_rows);
  g_string_append (out, "\"/><ignoredErrors><ignoredError sqref=\"");
  append_range (out, "", n_columns, n_rows);
  g_string_append (out, "\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>");
}

/**
 * fair_xlsx_append_workbook:
 * @sheet: what the one sheet is called
 * @n_rows: how many rows it has, the header among them
 *
 * Appends the part that names the sheet.
 */
void
fair_xlsx_append_workbook (GString    *out,
                           const char *sheet,
                           guint       n_columns,
                           guint       n_rows)
{
  g_autofree char *name = g_markup_escape_text (sheet, -1);

  g_string_append_printf (out, XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"%s\" sheetId=\"1\""
                                   " r:id=\"rId1\"/></sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\""
                                   " localSheetId=\"0\" hidden=\"1\">'%s'!", name, name);
  append_range (out, "$", n_columns, n_rows);
  g_string_append (out, "</definedName></definedNames></workbook>");
}
