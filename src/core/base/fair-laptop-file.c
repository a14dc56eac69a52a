/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that a laptop's journal and its counts of visits have among other laptops' files.
 *
 * They have to do on every stick, where upper and lower case are one. Two laptops of one name have two ids, and the id is in the name.
 */
#include "base/fair-laptop-file.h"

#include "base/fair-file-name.h"
#include "base/fair-hlc.h"
#include <string.h>

#define SUFFIX ".jsonl"
/* How much of an id a file's name has. Those that Fairbook makes are as long. */
#define MAX_ID 16

static char *
make_name (const char *name,
           const char *device,
           guint       number,
           const char *suffix)
{
  g_autofree char *safe = fair_file_name_make_safe (name, "laptop");

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
