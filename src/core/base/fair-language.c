/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language tags (BCP 47): which of the languages that there are serves whom, and what they are called. */
#include "config.h"
#include "base/fair-language.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* In UTF-16 units and in bytes: far more than any language's name takes. */
#define MAX_NAME 128

/**
 * fair_language_is_tag:
 * @text: any text
 *
 * Returns: whether @text has the shape of a BCP 47 language tag, such as "en" or "zh-Hant"
 */
gboolean
fair_language_is_tag (const char *text)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  parts = g_strsplit (text, "-", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);

      if (length > 8 || length < (i == 0 ? 2 : 1))
        return FALSE;
      for (const char *p = parts[i]; *p != '\0'; p++)
        {
          if (i == 0 ? !g_ascii_isalpha (*p) : !g_ascii_isalnum (*p))
            return FALSE;
        }
    }
  return parts[0] != NULL;
}

/* Regions of which it goes without saying in which script they write Chinese (CLDR's likely subtags). */
static const char *const chinese[][2] = {
  { "zh-CN", "zh-Hans-CN" }, { "zh-MY", "zh-Hans-MY" }, { "zh-SG", "zh-Hans-SG" },
  { "zh-HK", "zh-Hant-HK" }, { "zh-MO", "zh-Hant-MO" }, { "zh-TW", "zh-Hant-TW" },
};

/* "pt_BR.UTF-8@euro" becomes "pt-BR". */
static char *
dup_tag (const char *name)
{
  char *tag = g_strdelimit (g_strndup (name, strcspn (name, ".@")), "_", '-');

  for (guint i = 0; i < G_N_ELEMENTS (chinese); i++)
    if (g_ascii_strcasecmp (tag, chinese[i][0]) == 0)
      g_set_str (&tag, chinese[i][1]);
  return tag;
}

static const char *
find (const char *const *offered,
      const char        *range,
      gboolean           exactly)
{
  gsize length = strlen (range);

  for (; *offered != NULL; offered++)
    {
      g_autofree char *tag = dup_tag (*offered);

      if (g_ascii_strncasecmp (tag, range, length) == 0 &&
          (tag[length] == '\0' || (tag[length] == '-' && !exactly)))
        return *offered;
    }
  return NULL;
}

/* Takes the last subtag away, and with it a single letter that did nothing but introduce it. */
static gboolean
shorten (char *range)
{
  char *last = strrchr (range, '-');

  if (last == NULL)
    return FALSE;
  if (last - range >= 2 && last[-2] == '-')
    last -= 2;
  *last = '\0';
  return TRUE;
}

/**
 * fair_language_lookup:
 * @offered: language tags
 * @wanted: tags or names of POSIX locales ("pt_BR.UTF-8"), the most wanted first
 *
 * Finds the language for somebody, as RFC 4647, section 3.4, says: who wants "es-MX" is served by "es". Beyond it, who
 * wants "pt" or "pt-PT" is served by "pt-BR" where there is no other Portuguese.
 *
 * Returns: (nullable): one of @offered; %NULL where none serves
 */
const char *
fair_language_lookup (const char *const *offered,
                      const char *const *wanted)
{
  for (; *wanted != NULL; wanted++)
    {
      g_autofree char *range = dup_tag (*wanted);

      do
        {
          const char *found = find (offered, range, TRUE);

          if (found == NULL)
            found = find (offered, range, FALSE);
          if (found != NULL)
            return found;
        }
      while (shorten (range));
    }
  return NULL;
}

/**
 * fair_language_dup_name:
 * @tag: a language tag
 *
 * Returns: (transfer full): what those who speak the language call it (Unicode CLDR), with a capital as at the start of a line:
 *   "Español"; @tag itself where nobody knows
 */
char *
fair_language_dup_name (const char *tag)
{
  UChar wide[MAX_NAME];
  char name[MAX_NAME * 3];
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *first = NULL;
  gunichar letter;

  g_return_val_if_fail (tag != NULL, NULL);

  uloc_getDisplayName (tag, tag, wide, MAX_NAME, &status);
  u_strToUTF8 (name, sizeof name, NULL, wide, -1, &status);
  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING || *name == '\0')
    return g_strdup (tag);

  letter = g_unichar_totitle (g_utf8_get_char (name));
  first = g_ucs4_to_utf8 (&letter, 1, NULL, NULL, NULL);
  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

/**
 * fair_language_is_right_to_left:
 * @tag: a language tag
 *
 * Returns: whether the script that the language is most likely written in (Unicode CLDR) runs from right to left
 */
gboolean
fair_language_is_right_to_left (const char *tag)
{
  g_return_val_if_fail (tag != NULL, FALSE);

  return uloc_isRightToLeft (tag);
}

/**
 * fair_language_dup_locale:
 * @tag: a language tag
 *
 * Returns: (transfer full): what gettext calls it: "pt_BR" for "pt-BR", "zh_CN" for "zh-Hans"
 */
char *
fair_language_dup_locale (const char *tag)
{
  g_return_val_if_fail (tag != NULL, NULL);

  if (g_ascii_strcasecmp (tag, "zh-Hans") == 0)
    return g_strdup ("zh_CN");
  if (g_ascii_strcasecmp (tag, "zh-Hant") == 0)
    return g_strdup ("zh_TW");
  return g_strdelimit (g_strdup (tag), "-", '_');
}
