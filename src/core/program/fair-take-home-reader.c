/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what visitors may take home: how to reach the program, its links, its open days. */
#include "config.h"
#include "program/fair-program-private.h"

#include "base/fair-clock.h"
#include "form/fair-email.h"
#include "program/fair-url.h"
#include "takehome/fair-calendar-entry.h"
#include "takehome/fair-contact-card.h"
#include "takehome/fair-qr-code.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* So many hexadecimal digits of a hash tell an open day from all others in anybody's calendar, and take few bytes. */
#define UID_LENGTH 16

/* What is at hand while all that is read. */
typedef struct
{
  FairProgram *program;
  FairPackReader *reader;
} Context;

static gboolean
is_website (const char *url)
{
  return fair_url_is_allowed (url) && g_ascii_strncasecmp (url, "mailto:", strlen ("mailto:")) != 0;
}

/* Such an address is shown all the same, for people to write down. */
static void
check_length (FairPackReader *reader,
              const char     *place,
              const char     *member,
              const char     *url)
{
  if (strlen (url) > FAIR_QR_CODE_MAX_BYTES)
    fair_pack_reader_complain (reader, place, member,
                               _("this address takes %u bytes, and the code that visitors take home holds %d; name a shorter one"),
                               (guint) strlen (url), FAIR_QR_CODE_MAX_BYTES);
}

/** Where a pack may lead: see fair_url_is_allowed(). */
const char *
fair_pack_reader_get_url (FairPackReader *reader,
                          JsonObject     *object,
                          const char     *place,
                          const char     *member,
                          gboolean        required)
{
  const char *url = fair_pack_reader_get_word (reader, object, place, member, required);

  if (url == NULL)
    return NULL;
  if (!fair_url_is_allowed (url))
    {
      fair_pack_reader_complain (reader, place, member,
                                 _("“%s” is no address that can be opened; write it as \"https://…\", without spaces"), url);
      return NULL;
    }
  check_length (reader, place, member, url);
  return url;
}

/* All of the contact in one card, or none: half of it in an address book would be missed by whoever looks for the rest. */
static void
make_contact_card (FairProgram    *program,
                   FairPackReader *reader)
{
  FairContactCard card = { .name = program->short_name, .organization = program->organization, .email = program->email,
                           .phone = program->phone, .website = program->website };
  g_autofree char *text = NULL;

  if (card.email == NULL && card.phone == NULL && card.website == NULL)
    return;
  if (card.organization == NULL && !g_str_equal (program->name, program->short_name))
    card.organization = program->name;
  text = fair_contact_card_to_text (&card);
  if (strlen (text) <= FAIR_QR_CODE_MAX_BYTES)
    program->contact_card = g_steal_pointer (&text);
  else
    fair_pack_reader_complain (reader, NULL, "contact",
                               _("as a contact card it takes %u bytes, and the code that visitors take home holds %d; "
                                 "shorten the website’s address, or “short_name” or “organization”"),
                               (guint) strlen (text), FAIR_QR_CODE_MAX_BYTES);
}

static void
read_contact (FairProgram    *program,
              FairPackReader *reader,
              JsonObject     *root)
{
  JsonObject *contact = fair_pack_reader_get_object (reader, root, NULL, "contact", FALSE);
  g_autofree char *suggestion = NULL;
  const char *email = NULL;
  const char *website = NULL;

  if (contact == NULL)
    return;
  email = fair_pack_reader_get_word (reader, contact, "contact", "email", FALSE);
  if (email != NULL && fair_email_check (email, &suggestion) == FAIR_EMAIL_BAD)
    fair_pack_reader_complain (reader, "contact", "email", _("“%s” is no email address; correct or remove it"), email);
  else
    program->email = email;
  website = fair_pack_reader_get_word (reader, contact, "contact", "website", FALSE);
  if (website != NULL && !is_website (website))
    fair_pack_reader_complain (reader, "contact", "website",
                               _("“%s” is no address of a website; write it as \"https://…\", without spaces"), website);
  else
    program->website = website;
  program->phone = fair_pack_reader_get_word (reader, contact, "contact", "phone", FALSE);
  make_contact_card (program, reader);
}

static void
read_link (gpointer    data,
           JsonObject *object,
           const char *place)
{
  Context *context = data;
  GPtrArray *links = context->program->links;
  const char *id = fair_pack_reader_get_id (context->reader, object, place, "id", TRUE);
  const char *url = fair_pack_reader_get_url (context->reader, object, place, "url", TRUE);
  const char *title = fair_pack_reader_get_text (context->reader, object, place, "title", TRUE);
  FairLink *link = NULL;

  if (id == NULL || url == NULL || title == NULL)
    return;
  for (guint i = 0; i < links->len; i++)
    {
      if (g_str_equal (((FairLink *) g_ptr_array_index (links, i))->id, id))
        {
          fair_pack_reader_complain_twice (context->reader, place, id);
          return;
        }
    }
  link = g_new0 (FairLink, 1);
  link->id = id;
  link->url = url;
  link->title = title;
  g_ptr_array_add (links, link);
}

/* A day whose hours are in the calendar in every time zone. */
static const char *
read_day (FairPackReader *reader,
          JsonObject     *object,
          const char     *place)
{
  const char *day = fair_pack_reader_get_date (reader, object, place, "day", TRUE);

  if (day == NULL || (strcmp (day, "1970") > 0 && strcmp (day, "9999") < 0))
    return day;
  fair_pack_reader_complain (reader, place, "day", _("“%s” is in no year of ours; correct it"), day);
  return NULL;
}

/* An hour as ISO 8601 has it, on one of 24: HH:MM. */
static gboolean
parse_time (const char *text,
            int        *hour,
            int        *minute)
{
  if (strlen (text) != 5 || text[2] != ':' || strspn (text, "0123456789:") != 5 || strchr (text + 3, ':') != NULL)
    return FALSE;
  *hour = (int) g_ascii_strtoull (text, NULL, 10);
  *minute = (int) g_ascii_strtoull (text + 3, NULL, 10);
  return *hour < 24 && *minute < 60;
}

/* Of a day as fair_pack_reader_get_date() gives it. */
static GDateTime *
new_time (GTimeZone  *zone,
          const char *day,
          int         hour,
          int         minute)
{
  return g_date_time_new (zone, (int) g_ascii_strtoull (day, NULL, 10), (int) g_ascii_strtoull (day + 5, NULL, 10),
                          (int) g_ascii_strtoull (day + 8, NULL, 10), hour, minute, 0);
}

static GDateTime *
read_time (FairPackReader *reader,
           JsonObject     *object,
           const char     *place,
           const char     *member,
           GTimeZone      *zone,
           const char     *day)
{
  const char *text = fair_pack_reader_get_word (reader, object, place, member, TRUE);
  int hour = 0, minute = 0;

  if (text == NULL)
    return NULL;
  if (parse_time (text, &hour, &minute))
    return new_time (zone, day, hour, minute);
  fair_pack_reader_complain (reader, place, member, _("“%s” is no time of the day; write it as \"13:30\""), text);
  return NULL;
}

static GTimeZone *
read_zone (FairPackReader *reader,
           JsonObject     *object,
           const char     *place,
           FairOpenDay    *open_day)
{
  GTimeZone *zone = NULL;

  open_day->time_zone = fair_pack_reader_get_word (reader, object, place, "time_zone", TRUE);
  if (open_day->time_zone == NULL)
    return NULL;
  zone = fair_time_zone_find (open_day->time_zone);
  if (zone == NULL)
    fair_pack_reader_complain (reader, place, "time_zone",
                               _("no time zone “%s” is known here; write area and city, as \"Europe/Dublin\""), open_day->time_zone);
  return zone;
}

/* With a beginning goes an end, and a time zone: nobody shall come an hour late. Without, it is for the whole day. */
static gboolean
read_hours (FairPackReader *reader,
            JsonObject     *object,
            const char     *place,
            const char     *day,
            FairOpenDay    *open_day)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!json_object_has_member (object, "from") && !json_object_has_member (object, "to"))
    {
      zone = g_time_zone_new_utc ();
      open_day->starts = new_time (zone, day, 0, 0);
      return open_day->starts != NULL;
    }
  zone = read_zone (reader, object, place, open_day);
  if (zone == NULL)
    return FALSE;
  open_day->starts = read_time (reader, object, place, "from", zone, day);
  open_day->ends = read_time (reader, object, place, "to", zone, day);
  if (open_day->starts == NULL || open_day->ends == NULL)
    return FALSE;
  if (g_date_time_compare (open_day->starts, open_day->ends) < 0)
    return TRUE;
  fair_pack_reader_complain (reader, place, "to", _("it ends before it starts; correct one of the times"));
  return FALSE;
}

static void
make_calendar_entry (Context     *context,
                     const char  *place,
                     FairOpenDay *open_day)
{
  g_autofree char *whole_id = g_strconcat (context->program->id, "/", open_day->id, NULL);
  g_autofree char *uid = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole_id, -1);
  g_autofree char *title = g_strconcat (context->program->short_name, ": ", open_day->title, NULL);
  FairCalendarEntry entry = { .uid = uid, .title = title, .place = open_day->place, .url = open_day->url,
                              .starts = open_day->starts, .ends = open_day->ends,
                              .made_at = fair_clock_now (fair_clock_get_default ()) };
  g_autofree char *text = NULL;

  uid[UID_LENGTH] = '\0';
  text = fair_calendar_entry_to_text (&entry);
  if (strlen (text) <= FAIR_QR_CODE_MAX_BYTES)
    open_day->calendar_entry = g_steal_pointer (&text);
  else
    fair_pack_reader_complain (context->reader, place, NULL,
                               _("as a calendar entry it takes %u bytes, and the code that visitors take home holds %d; "
                                 "shorten “title”, “place” or “url”, or the pack’s “short_name”"),
                               (guint) strlen (text), FAIR_QR_CODE_MAX_BYTES);
}

static gboolean
has_open_day (FairProgram *program,
              const char  *id)
{
  for (guint i = 0; i < program->open_days->len; i++)
    {
      if (g_str_equal (((FairOpenDay *) g_ptr_array_index (program->open_days, i))->id, id))
        return TRUE;
    }
  return FALSE;
}

static void
read_open_day (gpointer    data,
               JsonObject *object,
               const char *place)
{
  Context *context = data;
  g_autoptr (FairOpenDay) open_day = g_new0 (FairOpenDay, 1);
  const char *day = read_day (context->reader, object, place);

  open_day->id = fair_pack_reader_get_id (context->reader, object, place, "id", TRUE);
  open_day->title = fair_pack_reader_get_text (context->reader, object, place, "title", TRUE);
  open_day->place = fair_pack_reader_get_text (context->reader, object, place, "place", FALSE);
  open_day->url = fair_pack_reader_get_url (context->reader, object, place, "url", FALSE);
  if (open_day->id == NULL || open_day->title == NULL || day == NULL ||
      !read_hours (context->reader, object, place, day, open_day))
    return;
  if (has_open_day (context->program, open_day->id))
    {
      fair_pack_reader_complain_twice (context->reader, place, open_day->id);
      return;
    }
  make_calendar_entry (context, place, open_day);
  g_ptr_array_add (context->program->open_days, g_steal_pointer (&open_day));
}

/** Reads contact, links and open days of a program whose names are known. */
void
fair_program_read_take_home (FairProgram    *self,
                             FairPackReader *reader,
                             JsonObject     *root)
{
  Context context = { self, reader };

  read_contact (self, reader, root);
  fair_pack_reader_read_list (reader, root, NULL, "links", FALSE, FAIR_PROGRAM_MAX_ENTRIES, read_link, &context);
  fair_pack_reader_read_list (reader, root, NULL, "open_days", FALSE, FAIR_PROGRAM_MAX_ENTRIES, read_open_day, &context);
}
