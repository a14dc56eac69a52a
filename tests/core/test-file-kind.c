/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, told from its first bytes, and what is left to be read line by line. */
#include "base/fair-file-kind.h"

#define LINE "{\"v\":1,\"op\":\"put\"}\n"

#define BYTES(literal) (literal), sizeof (literal) - 1

static const struct
{
  FairFileKind kind;
  const char *head;
  gsize length;
} cases[] = {
  { FAIR_FILE_LINES, BYTES (LINE) },
  { FAIR_FILE_LINES, BYTES ("\xEF\xBB\xBF" LINE) },
  { FAIR_FILE_LINES, BYTES ("\n  \r\n\t" LINE) },
  { FAIR_FILE_LINES, BYTES ("{\"v\":1,\"op\":\"pu") },
  { FAIR_FILE_LINES, BYTES ("no, no\nno, no\nno, no\n" LINE) },
  { FAIR_FILE_LINES, BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\n" LINE) },
  { FAIR_FILE_BINARY, BYTES ("\x01\x02\x03") },
  { FAIR_FILE_BINARY, BYTES ("\0") },
  { FAIR_FILE_BINARY, BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") },
  { FAIR_FILE_PROGRAM, BYTES ("\x7F" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0") },
  { FAIR_FILE_LINES, BYTES ("{\"a\":\"Zo\xEB\"}\n{\"a\":\"Zo\xEB\"}\n") },
  { FAIR_FILE_LINES, BYTES ("{\"a\":\"Zo\xEB\"}\n{\"a\":\"Zo\xC3\xAB\"}\n{\"a\":\"Zo\xEB\"}\n{\"a\":\"Zo\xEB\"}\n") },
  { FAIR_FILE_CODE_PAGE, BYTES ("{\"a\":\"Zo\xEB\"}\n{\"a\":\"S\xF8n\"}\n{\"a\":\"b\"}\n{\"a\":\"Ana\xEFs\"}\n") },
  { FAIR_FILE_CODE_PAGE, BYTES ("Name;School\nZo\xEB;A\nS\xF8n;B\nAna\xEFs;C\n") },
  { FAIR_FILE_JSON, BYTES ("[") },
  { FAIR_FILE_JSON, BYTES ("[{\"a\":1}]") },
  { FAIR_FILE_JSON, BYTES ("\xEF\xBB\xBF\n [\n  {\n") },
  { FAIR_FILE_JSON, BYTES ("{\n  \"a\": 1\n}\n") },
  { FAIR_FILE_JSON, BYTES ("{ \r\n  \"a\": 1\n}\n") },
  { FAIR_FILE_JSON, BYTES ("[" LINE) },
  { FAIR_FILE_JSON, BYTES ("[\n" LINE "," LINE "]") },
  { FAIR_FILE_JSON, BYTES ("[1,\n{\"a\":1}]") },
  { FAIR_FILE_LINES, BYTES ("[\"v\":1,\"op\":\"put\"}\n" LINE) },
  { FAIR_FILE_LINES, BYTES ("{") },
  { FAIR_FILE_EMPTY, BYTES ("") },
  { FAIR_FILE_EMPTY, BYTES ("\xEF\xBB\xBF \r\n\n") },
  { FAIR_FILE_UTF16, BYTES ("\xFF\xFE{\0\"\0") },
  { FAIR_FILE_UTF16, BYTES ("\xFE\xFF\0{\0\"") },
  { FAIR_FILE_UTF16, BYTES ("{\0\"\0v\0\"\0:\0") },
  { FAIR_FILE_UTF16, BYTES ("\0{\0\"\0v\0\"\0:") },
  { FAIR_FILE_UTF32, BYTES ("\xFF\xFE\0\0{\0\0\0") },
  { FAIR_FILE_UTF32, BYTES ("\0\0\xFE\xFF\0\0\0{") },
  { FAIR_FILE_UTF32, BYTES ("{\0\0\0\"\0\0\0") },
  { FAIR_FILE_UTF32, BYTES ("\0\0\0{\0\0\0\"") },
  { FAIR_FILE_TABLE, BYTES ("Name,Email\nZoe,zoe@example.org\n") },
  { FAIR_FILE_TABLE, BYTES ("Name;Email\r\nZoe;zoe@example.org") },
  { FAIR_FILE_TABLE, BYTES ("\xEF\xBB\xBFName\tEmail\nZo\xC3\xAB\tzoe@example.org\n") },
  { FAIR_FILE_LINES, BYTES ("{}") },
  { FAIR_FILE_LINES, BYTES ("junk\n{\n \"a\": 1\n}") },
  { FAIR_FILE_TEXT, BYTES ("hello\n") },
  { FAIR_FILE_TEXT, BYTES ("[network]\nname=hall\n") },
  { FAIR_FILE_TEXT, BYTES ("main ()\n{\n  run ();\n}\n") },
  { FAIR_FILE_TEXT, BYTES ("# Hall\n\n- one\n- two\n") },
  { FAIR_FILE_TEXT, BYTES ("10:00 INFO {\"a\":1}\n10:01 INFO {\"a\":2}\n") },
  { FAIR_FILE_TEXT, BYTES ("hello, world\nand the others\n") },
  { FAIR_FILE_TEXT, BYTES ("BEGIN:VCARD\nVERSION:4.0\n") },
  { FAIR_FILE_SPREADSHEET, BYTES ("PK\3\4\x14\0\0\0\x08\0[Content_Types].xml....xl/workbook.xml") },
  { FAIR_FILE_SPREADSHEET, BYTES ("PK\3\4\x14\0\0\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet") },
  { FAIR_FILE_DOCUMENT, BYTES ("PK\3\4\x14\0\0\0\x08\0[Content_Types].xml....word/document.xml") },
  { FAIR_FILE_DOCUMENT, BYTES ("{\\rtf1\\ansi hello}\n") },
  { FAIR_FILE_DOCUMENT, BYTES ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") },
  { FAIR_FILE_COMPRESSED, BYTES ("PK\3\4\x14\0\0\0\x08\0signups.jsonl") },
  { FAIR_FILE_COMPRESSED, BYTES ("\x1F\x8B\x08\0") },
  { FAIR_FILE_COMPRESSED, BYTES ("\xFD" "7zXZ\0") },
  { FAIR_FILE_COMPRESSED, BYTES ("\x28\xB5\x2F\xFD") },
  { FAIR_FILE_PDF, BYTES ("%PDF-1.7\n%\xE2\xE3") },
  { FAIR_FILE_PICTURE, BYTES ("\x89PNG\r\n\x1A\n") },
  { FAIR_FILE_PICTURE, BYTES ("\xFF\xD8\xFF\xE0") },
  { FAIR_FILE_PICTURE, BYTES ("\0\0\0\x18" "ftypheic") },
  { FAIR_FILE_PICTURE, BYTES ("RIFF\0\0\0\0WEBPVP8 ") },
  { FAIR_FILE_WEB_PAGE, BYTES ("\n<!DOCTYPE HTML><html>") },
  { FAIR_FILE_WEB_PAGE, BYTES ("<html lang=en>") },
  { FAIR_FILE_XML, BYTES ("<?xml version=\"1.0\"?>") },
  { FAIR_FILE_XML, BYTES ("<!-- a -->\n<style>\nb\n{\n  c: d;\n}\n</style>\n") },
  { FAIR_FILE_LINES, BYTES ("<damaged\n" LINE) },
  { FAIR_FILE_DATABASE, BYTES ("SQLite format 3\0") },
};

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = g_strescape (cases[i].head, NULL);
      g_autofree char *words = fair_file_kind_explain (cases[i].kind, "take another");

      g_test_message ("%s", escaped);
      g_assert_cmpint (fair_file_kind_guess (cases[i].head, cases[i].length), ==, cases[i].kind);
      g_assert_true (g_str_has_prefix (words, "it is "));
    }
}

/* Bytes of which none is behind what was handed over, however short. */
static void
test_short (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length <= cases[i].length; length++)
      {
        g_autofree char *head = g_memdup2 (cases[i].head, length);

        fair_file_kind_guess (head != NULL ? head : "", length);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-kind/kinds", test_kinds);
  g_test_add_func ("/file-kind/short", test_short);

  return g_test_run ();
}
