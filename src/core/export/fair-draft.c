/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message that is not sent yet, as a file that mail programs open: RFC 5322, with names as RFC 2047 has them, and a text in UTF-8
 * as RFC 2045 has it.
 */
#include "export/fair-draft.h"

#include "base/fair-text.h"
#include <gmime/gmime.h>
#include <string.h>

/* How long an encoded word may be (RFC 2047, 2), and how many bytes of text go into one that stands in a line with the header's name. */
#define MAX_ENCODED_WORD 75
#define SHORT_TEXT 36
#define ENCODED_WORD "=\\?utf-8\\?[bq]\\?[^? ]*\\?="

/* On one line, and without the beginning of what would be decoded once more, such as "=?utf-8?q?=0D=0A?=". */
static char *
dup_header_text (const char *text)
{
  g_autofree char *line = fair_text_one_line (text);
  g_autofree char *trimmed = fair_text_trim (line);
  GString *safe = g_string_new (trimmed);

  g_string_replace (safe, "=?", "= ?", 0);
  return g_string_free_and_steal (safe);
}

static void
set_mailbox (GMimeMessage    *message,
             GMimeAddressType type,
             const char      *name,
             const char      *address)
{
  g_autofree char *safe_name = dup_header_text (name != NULL ? name : "");
  g_autofree char *safe_address = dup_header_text (address);
  InternetAddress *mailbox = internet_address_mailbox_new (*safe_name != '\0' ? safe_name : NULL, safe_address);

  internet_address_set_charset (mailbox, "utf-8");
  internet_address_list_add (g_mime_message_get_addresses (message, type), mailbox);
  g_object_unref (mailbox);
}

/* Quoted-printable holds whatever the text does, never has a line that is too long, and can be read as it is where it is ASCII. */
static void
set_body (GMimeMessage *message,
          const char   *body)
{
  GMimePart *part = g_mime_part_new_with_type ("text", "plain");
  g_autofree char *text = NULL;
  GString *lines = g_string_new (body);
  GMimeStream *stream;
  GMimeDataWrapper *content;

  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  text = g_string_free_and_steal (lines);
  stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_message_set_mime_part (message, GMIME_OBJECT (part));
  g_object_unref (content);
  g_object_unref (stream);
  g_object_unref (part);
}

/* GMime counts the characters of a word, and not the bytes that come of them. No character is cut (RFC 2047, 5). */
static gboolean
split_encoded_word (const GMatchInfo *match,
                    GString          *out,
                    gpointer          data)
{
  g_autofree char *word = g_match_info_fetch (match, 0);
  g_autofree char *text = strlen (word) > MAX_ENCODED_WORD ? g_mime_utils_header_decode_text (NULL, word) : NULL;
  const char *end;

  if (text == NULL)
    g_string_append (out, word);
  for (const char *at = text; at != NULL && *at != '\0'; at = end)
    {
      g_autofree char *base64 = NULL;

      for (end = at; *end != '\0' && g_utf8_next_char (end) - at <= SHORT_TEXT; end = g_utf8_next_char (end))
        ;
      base64 = g_base64_encode ((const guchar *) at, (gsize) (end - at));
      g_string_append_printf (out, "%s=?utf-8?B?%s?=", at > text ? "\r\n " : "", base64);
    }
  return FALSE;
}

/* In the text there is none: it has no "=" that is not encoded itself. */
static char *
dup_with_short_words (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new (ENCODED_WORD, G_REGEX_CASELESS | G_REGEX_RAW, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace_eval (regex, message, -1, 0, G_REGEX_MATCH_DEFAULT, split_encoded_word, NULL, NULL);
}

static GBytes *
write_out (GMimeMessage *message)
{
  GMimeFormatOptions *options = g_mime_format_options_new ();
  g_autofree char *whole = NULL;
  char *text;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  whole = g_mime_object_to_string (GMIME_OBJECT (message), options);
  text = dup_with_short_words (whole);
  g_mime_format_options_free (options);
  return g_bytes_new_take (text, strlen (text));
}

/* It is never shut down again, as other threads may be at it. */
static void
start_library (void)
{
  static gsize is_ready = 0;

  if (!g_once_init_enter (&is_ready))
    return;
  g_mime_init ();
  g_once_init_leave (&is_ready, 1);
}

/**
 * fair_draft_message_to_bytes:
 *
 * Lines end with CR LF. `X-Unsent: 1` is what makes Outlook and Thunderbird open it for writing. It has no Message-ID: whoever sends it
 * gives it one, and nothing of this laptop stands in it.
 *
 * Threading: any.
 *
 * Returns: (transfer full): the message
 */
GBytes *
fair_draft_message_to_bytes (const FairDraftMessage *self)
{
  g_autofree char *subject = dup_header_text (self->subject);
  GMimeMessage *message;
  GBytes *bytes;

  start_library ();
  message = g_mime_message_new (FALSE);
  if (self->from_address != NULL)
    set_mailbox (message, GMIME_ADDRESS_TYPE_FROM, self->from_name, self->from_address);
  set_mailbox (message, GMIME_ADDRESS_TYPE_TO, self->to_name, self->to_address);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_date (message, self->date);
  g_mime_object_set_header (GMIME_OBJECT (message), "X-Unsent", "1", NULL);
  set_body (message, self->body);
  bytes = write_out (message);
  g_object_unref (message);
  return bytes;
}
