/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that a laptop's journal and its counts of visits have among other laptops' files.
 *
 * They have to do on every stick: on FAT and exFAT as Windows has them (learn.microsoft.com, "Naming Files, Paths, and Namespaces"),
 * where upper and lower case are one and a device's name is no file's. Two laptops of one name have two ids, and the id is in the
 * name.
 */
#include "base/fair-laptop-file.h"

#include "base/fair-hlc.h"
#include <string.h>

#define SUFFIX ".jsonl"
/* How much of a laptop's name a file's has, in bytes: with all that goes along it stays far below the 255 of every file system. */
#define MAX_NAME 120
/* How much of an id a file's name has. Those that Fairbook makes are as long. */
#define MAX_ID 16

static gboolean
is_safe (gunichar letter)
{
  return !g_unichar_iscntrl (letter) && g_unichar_type (letter) != G_UNICODE_FORMAT &&
         (letter >= 0x80 || strchr ("\\/:*?\"<>|()", (int) letter) == NULL);
}

/* What Windows takes for a device, whatever follows behind a point. */
static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = { "con", "prn", "aux", "nul", NULL };
  g_autofree char *stem = g_ascii_strdown (name, (gssize) strcspn (name, "."));

  g_strchomp (stem);
  if (g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt"))
    return g_utf8_strlen (stem, -1) == 4;
  return g_strv_contains (names, stem);
}

/* Returns: (transfer full): what of a laptop's name can be a file's */
static char *
make_safe (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  GString *safe = g_string_new (NULL);

  for (const char *at = composed != NULL ? composed : ""; *at != '\0' && safe->len < MAX_NAME; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      /* a file whose name begins with a point is hidden, and passed over by whoever collects */
      if (safe->len == 0 && (letter == '.' || g_unichar_isspace (letter)))
        continue;
      if (is_safe (letter))
        g_string_append_unichar (safe, letter);
      else if (g_unichar_type (letter) != G_UNICODE_FORMAT)
        g_string_append_c (safe, '-');
    }
  g_string_truncate (safe, strlen (g_strchomp (safe->str)));
  if (safe->len == 0)
    g_string_assign (safe, "laptop");
  else if (is_reserved (safe->str))
    g_string_prepend_c (safe, '_');
  return g_string_free (safe, FALSE);
}

static char *
make_name (const char *name,
           const char *device,
           guint       number,
           const char *suffix)
{
  g_autofree char *safe = make_safe (name);

  if (number > 1)
    return g_strdup_printf ("%s (%.*s) %u%s", safe, MAX_ID, device, number, suffix);
  return g_strdup_printf ("%s (%.*s)%s", safe, MAX_ID, device, suffix);
}

/**
 * fair_laptop_file_make_name:
 * @name: what the laptop is called
 * @device: its id
 * @number: from 1: which of the names that it may have
 *
 * Returns: (transfer full): the name of its journal among others, such as “Hall 2 (5f0e9c1a2b7d4e38).jsonl”, or “… 2.jsonl”
 */
char *
fair_laptop_file_make_name (const char *name,
                            const char *device,
                            guint       number)
{
  return make_name (name, device, number, SUFFIX);
}

/** Returns: (transfer full): likewise of its counts of visits, such as “Hall 2 (5f0e9c1a2b7d4e38).visits.json” */
char *
fair_laptop_file_make_visits_name (const char *name,
                                   const char *device,
                                   guint       number)
{
  return make_name (name, device, number, FAIR_LAPTOP_FILE_VISITS);
}

/** Returns: whether a file of that name, without its folder, has counts of visits */
gboolean
fair_laptop_file_is_visits (const char *file_name)
{
  gsize length = strlen (file_name), n = strlen (FAIR_LAPTOP_FILE_VISITS);

  return *file_name != '.' && length > n && g_ascii_strcasecmp (file_name + length - n, FAIR_LAPTOP_FILE_VISITS) == 0;
}

/**
 * fair_laptop_file_parse_name:
 * @file_name: the name of any file, without its folder
 * @name: (out) (optional) (transfer full): what the laptop is called, as far as a file's name can have it
 * @device: (out) (optional) (transfer full): for fair_laptop_file_is_of(): its id, or the beginning of one that is longer
 *
 * Returns: whether fair_laptop_file_make_name() makes such names
 */
gboolean
fair_laptop_file_parse_name (const char  *file_name,
                             char       **name,
                             char       **device)
{
  const char *open = strrchr (file_name, '('), *close = open != NULL ? strchr (open, ')') : NULL;
  const char *rest = close != NULL ? close + 1 : "";

  if (rest[0] == ' ')
    rest += 1 + strspn (rest + 1, "0123456789");
  if (open == NULL || open < file_name + 2 || open[-1] != ' ' || g_ascii_strcasecmp (rest, SUFFIX) != 0 ||
      close - open - 1 > MAX_ID || !fair_hlc_is_device (open + 1, (gsize) (close - open - 1)))
    return FALSE;
  if (name != NULL)
    *name = g_utf8_make_valid (file_name, open - file_name - 1);
  if (device != NULL)
    *device = g_strndup (open + 1, (gsize) (close - open - 1));
  return TRUE;
}

/** Returns: whether @part, out of the name of a file, is of the laptop whose id is @device */
gboolean
fair_laptop_file_is_of (const char *part,
                        const char *device)
{
  gsize length = strlen (part);

  return strncmp (part, device, MAX_ID) == 0 && length == MIN (strlen (device), MAX_ID);
}
