/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether bytes of whatever kind contain one of a set of ids or email addresses: in one pass, in constant memory. */
#include "base/fair-traces.h"

#include <string.h>

/* How much is looked at at once, in bytes, and how much of it is looked at again with what follows: more than an address,
 * with what tells where it begins and ends. */
#define WINDOW_SIZE (256 * 1024)
#define OVERLAP 1024
#define UUID_LENGTH 36

/* What an address may have before its @ besides letters, digits and "_.-+" (RFC 5322, 3.2.3) also stands around addresses. */
#define MARKS "!#$%&'*/=?^`{|}~"
#define ID "[\\w-]"
#define HEX "[0-9a-f]"
#define LOCAL "[" MARKS "+.\\w\\x80-\\xff-]"
#define DOMAIN "[.\\w\\x80-\\xff-]"
/* a member `id`; a UUID; an address, without the full stop of a sentence. None is looked for within a longer word. */
#define PATTERN                                                       \
  "\"id\": ?\"(" ID "{1,64}+)\""                                      \
  "|(?<!" ID ")(" HEX "{8}(?:-" HEX "{4}){3}-" HEX "{12})(?!" ID ")"  \
  "|(?<!" LOCAL ")(" LOCAL "{1,255}+@" DOMAIN "{0,254}[\\w\\x80-\\xff])"

enum
{
  OWN_ID = 1,
  UUID,
  ADDRESS,
};

/** Returns: (transfer full): a set of nothing */
FairTraces *
fair_traces_new (void)
{
  FairTraces *self = g_new0 (FairTraces, 1);

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->regex = g_regex_new (PATTERN, G_REGEX_RAW | G_REGEX_CASELESS | G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
  self->window = g_string_new (NULL);
  return self;
}

void
fair_traces_free (FairTraces *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->addresses);
  g_regex_unref (self->regex);
  g_string_free (self->window, TRUE);
  g_free (self);
}

/** Adds an id that is to be found from now on. */
void
fair_traces_add_id (FairTraces *self,
                    const char *id)
{
  g_hash_table_insert (self->ids, g_ascii_strdown (id, -1), g_strdup (id));
}

static char *
fold (const char *text)
{
  return g_utf8_validate (text, -1, NULL) ? g_utf8_casefold (text, -1) : g_ascii_strdown (text, -1);
}

/** Adds an address that is to be found from now on. */
void
fair_traces_add_address (FairTraces *self,
                         const char *address)
{
  g_hash_table_add (self->addresses, fold (address));
}

/** Returns: whether @address is in the set, in whatever case */
gboolean
fair_traces_has_address (const FairTraces *self,
                         const char       *address)
{
  g_autofree char *folded = fold (address);

  return g_hash_table_contains (self->addresses, folded);
}

/* What is as long as a UUID and is none was damaged: it says nothing of whose it is. */
static void
take_id (FairTraces *self,
         const char *id,
         gboolean    is_own)
{
  FairTrace *found = &self->found;
  g_autofree char *lower = g_ascii_strdown (id, -1);
  const char *ours = g_hash_table_lookup (self->ids, lower);

  if (ours != NULL)
    {
      found->id = found->id == NULL || is_own ? ours : found->id;
      found->is_own_id |= is_own;
    }
  else if ((strlen (id) != UUID_LENGTH || g_uuid_string_is_valid (id)) &&
           (*found->other == '\0' || (is_own && !found->is_own_other)))
    {
      g_strlcpy (found->other, id, sizeof found->other);
      found->is_own_other = is_own;
    }
}

/* Quotation marks and the like may be a part of the address, or stand before it. What has no point after its @ is mostly the
 * `form` of a line. */
static void
take_address (FairTraces *self,
              const char *address)
{
  g_autofree char *folded = fold (address);
  gboolean is_known = g_hash_table_contains (self->addresses, folded);

  for (const char *mark = strpbrk (folded, MARKS); mark != NULL && !is_known; mark = strpbrk (mark + 1, MARKS))
    is_known = g_hash_table_contains (self->addresses, mark + 1);
  self->found.has_address |= is_known;
  self->found.has_other_address |= !is_known && strchr (strchr (address, '@'), '.') != NULL;
}

/* What goes on outside the window is seen as a whole in the one before or the next. */
static void
look (FairTraces *self,
      gboolean    is_end)
{
  g_autoptr (GMatchInfo) match = NULL;
  int start, end;

  g_regex_match_full (self->regex, self->window->str, (gssize) self->window->len, 0, G_REGEX_MATCH_DEFAULT, &match, NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      int which = g_match_info_get_match_count (match) - 1;
      g_autofree char *text = g_match_info_fetch (match, which);

      g_match_info_fetch_pos (match, 0, &start, &end);
      end += (int) strspn (self->window->str + end, ".-");
      if ((start == 0 && self->is_inside) || ((gsize) end == self->window->len && !is_end))
        continue;
      if (which == ADDRESS)
        take_address (self, text);
      else
        take_id (self, text, which == OWN_ID);
    }
}

/** Begins a search, and forgets the last one. */
void
fair_traces_begin (FairTraces *self)
{
  g_string_truncate (self->window, 0);
  self->is_inside = FALSE;
  self->found = (FairTrace) { 0 };
}

/** Goes on with @length bytes, which follow those before them. */
void
fair_traces_feed (FairTraces *self,
                  const char *bytes,
                  gsize       length)
{
  g_string_append_len (self->window, bytes, (gssize) length);
  if (self->window->len < WINDOW_SIZE)
    return;
  look (self, FALSE);
  g_string_erase (self->window, 0, (gssize) self->window->len - OVERLAP);
  self->is_inside = TRUE;
}

/** Goes on with @length bytes of a file. Returns: FALSE with `errno` set if it cannot be read */
gboolean
fair_traces_feed_file (FairTraces     *self,
                       const FairFile *file,
                       goffset         offset,
                       goffset         length)
{
  g_autofree char *piece = g_malloc ((gsize) CLAMP (length, 1, WINDOW_SIZE));

  for (goffset done = 0; done < length; done += WINDOW_SIZE)
    {
      gsize n = (gsize) MIN (length - done, WINDOW_SIZE);

      if (!fair_file_read (file, piece, n, offset + done))
        return FALSE;
      fair_traces_feed (self, piece, n);
    }
  return TRUE;
}

/** Ends a search: nothing follows. */
void
fair_traces_finish (FairTraces *self)
{
  look (self, TRUE);
}
