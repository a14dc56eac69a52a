/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contact cards and calendar entries are word for word what their RFCs want, whatever people write into them. */
#include "takehome/fair-calendar-entry.h"
#include "takehome/fair-contact-card.h"
#include "takehome/fair-content-line.h"

#include <string.h>

static void
test_contact_card (void)
{
  const FairContactCard card = { .name = "Harbor; Pediatrics", .organization = "Harbor, Inc.", .email = "a@example.org",
                                 .phone = "+1 617", .website = "https://example.org/a,b;c" };
  g_autofree char *text = fair_contact_card_to_text (&card);

  g_assert_cmpstr (text, ==,
                   "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Harbor\\; Pediatrics;;;;\r\nFN:Harbor\\; Pediatrics\r\n"
                   "ORG:Harbor\\, Inc.\r\nEMAIL:a@example.org\r\nTEL:+1 617\r\nURL:https://example.org/a,b;c\r\nEND:VCARD\r\n");
}

static void
test_small_contact_card (void)
{
  const FairContactCard card = { .name = "P" };
  g_autofree char *text = fair_contact_card_to_text (&card);

  g_assert_cmpstr (text, ==, "BEGIN:VCARD\r\nVERSION:3.0\r\nN:P;;;;\r\nFN:P\r\nEND:VCARD\r\n");
}

static GDateTime *
new_time (const char *zone,
          int         day,
          int         hour)
{
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier (zone);

  g_assert_nonnull (time_zone);
  return g_date_time_new (time_zone, 2026, 11, day, hour, 30, 0);
}

/* The same hour is another moment on the day on which the clocks are set back, and on the day before. */
static void
test_calendar_entry (void)
{
  g_autoptr (GDateTime) starts = new_time ("America/New_York", 1, 9);
  g_autoptr (GDateTime) ends = new_time ("America/New_York", 1, 11);
  g_autoptr (GDateTime) in_summer = g_date_time_add_days (starts, -1);
  FairCalendarEntry entry = { .uid = "u", .title = "A, b", .place = "C\nd", .url = "https://example.org/a;b",
                              .starts = starts, .ends = ends, .made_at = 1795359845123 };
  g_autofree char *text = fair_calendar_entry_to_text (&entry);
  g_autofree char *other = NULL;

  g_assert_cmpstr (text, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:Fairbook\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20261122T150405Z\r\n"
                   "DTSTART:20261101T143000Z\r\nDTEND:20261101T163000Z\r\nSUMMARY:A\\, b\r\nLOCATION:C\\nd\r\n"
                   "DESCRIPTION:https://example.org/a\\;b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  entry.starts = in_summer;
  other = fair_calendar_entry_to_text (&entry);
  g_assert_nonnull (strstr (other, "DTSTART:20261031T133000Z\r\n"));
}

static void
test_whole_day (void)
{
  g_autoptr (GDateTime) day = new_time ("Asia/Tokyo", 7, 0);
  const FairCalendarEntry entry = { .uid = "u", .title = "A", .starts = day };
  g_autofree char *text = fair_calendar_entry_to_text (&entry);

  g_assert_cmpstr (text, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:Fairbook\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:19700101T000000Z\r\n"
                   "DTSTART;VALUE=DATE:20261107\r\nSUMMARY:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void
test_escape (void)
{
  static const struct
  {
    const char *text;
    const char *value;
  } texts[] = {
    { "", "" }, { "a:b\"c", "a:b\"c" }, { "a\\n", "a\\\\n" }, { "a\r\nb\rc\n\nd", "a\\nb\\nc\\n\\nd" }, { "a\tb\x1b", "a b " }, { "Zoë 🦊", "Zoë 🦊" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *value = fair_content_text_escape (texts[i].text);

      g_assert_cmpstr (value, ==, texts[i].value);
    }
}

/* Whatever is between line ends is at most 75 bytes of whole characters, and what was folded is there when it is unfolded. */
static void
test_folding (void)
{
  static const char *const letters[] = { "x", "ë", "日", "🦊" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    for (guint n = 0; n < 200; n++)
      {
        g_autoptr (GString) value = g_string_new (NULL);
        g_autoptr (GString) out = g_string_new (NULL);
        g_auto (GStrv) lines = NULL;

        for (guint j = 0; j < n; j++)
          g_string_append (value, letters[i]);
        fair_content_line_append (out, "NAME", value->str);
        lines = g_strsplit (out->str, "\r\n", -1);
        for (guint j = 0; lines[j] != NULL; j++)
          {
            g_assert_cmpuint (strlen (lines[j]), <=, 75);
            g_assert_true (g_utf8_validate (lines[j], -1, NULL));
          }
        g_assert_true (g_str_has_suffix (out->str, "\r\n"));
        g_string_truncate (out, out->len - 2);
        g_string_replace (out, "\r\n ", "", 0);
        g_assert_true (g_str_has_prefix (out->str, "NAME:"));
        g_assert_cmpstr (out->str + strlen ("NAME:"), ==, value->str);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/take-home/contact-card", test_contact_card);
  g_test_add_func ("/take-home/small-contact-card", test_small_contact_card);
  g_test_add_func ("/take-home/calendar-entry", test_calendar_entry);
  g_test_add_func ("/take-home/whole-day", test_whole_day);
  g_test_add_func ("/take-home/escape", test_escape);
  g_test_add_func ("/take-home/folding", test_folding);
  return g_test_run ();
}
