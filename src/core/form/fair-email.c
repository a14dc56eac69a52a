/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text is an email address, and what address a person may have meant. */
#include "config.h"
#include "form/fair-email.h"

#include "base/fair-edits.h"
#include <gio/gio.h>
#include <string.h>

/* In bytes: RFC 5321, section 4.5.3.1, and RFC 1035, section 2.3.4. */
#define MAX_ADDRESS 254
#define MAX_LOCAL 64
#define MAX_LABEL 63
/* What a slip is compared with. None is shorter than "gmail.com": a shorter name is too near to too many others. */
static const char *const large_domains[] = {
  "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "googlemail.com", "comcast.net", "verizon.net",
  "protonmail.com", "yahoo.co.uk", "hotmail.co.uk", "yahoo.co.in", "yahoo.com.br", "yahoo.com.mx", "sbcglobal.net",
  "bellsouth.net", "rediffmail.com",
};

/* Domains of many people too, of which some are near to a large one; never called a slip, never taken for what was meant. */
static const char *const other_domains[] = {
  "live.com", "msn.com", "me.com", "mac.com", "aol.com", "att.net", "cox.net", "charter.net", "earthlink.net",
  "fastmail.com", "naver.com", "gmx.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "mail.com", "email.com",
  "e-mail.com", "ymail.com", "rocketmail.com", "proton.me", "pm.me", "qq.com", "163.com", "126.com", "mail.ru",
  "yandex.ru", "yandex.com", "zoho.com", "hey.com", "duck.com", "orange.fr", "free.fr", "libero.it",
};

/* Endings that do not exist, and what was meant. */
static const char *const endings[][2] = {
  { "con", "com" },  { "cmo", "com" },  { "ocm", "com" }, { "comm", "com" }, { "coom", "com" }, { "ccom", "com" },
  { "vom", "com" },  { "xom", "com" },  { "cpm", "com" }, { "clm", "com" },  { "nte", "net" },  { "ner", "net" },
  { "ney", "net" },  { "ogr", "org" },  { "orgg", "org" }, { "eud", "edu" }, { "edi", "edu" },  { "edy", "edu" },
  { "eduu", "edu" }, { "ediu", "edu" },
};

/* What a keyboard for Chinese or Japanese writes for ASCII: it means the same, and no mail goes there. */
static gboolean
is_wide (gunichar c)
{
  return c >= 0xFF01 && c <= 0xFF5E;
}

/* The characters of an unquoted local part: RFC 5322 "atext" with dots, as in HTML's email input; any other letter by RFC 6531. */
static gboolean
is_local_character (gunichar c)
{
  if (c >= 0x80)
    return g_unichar_isgraph (c) && !g_unichar_isspace (c) && !is_wide (c);
  return c != 0 && (g_ascii_isalnum ((char) c) || strchr (".!#$%&'*+/=?^_`{|}~-", (int) c) != NULL);
}

static gboolean
is_local_part (const char *text,
               gsize       length)
{
  const char *end = text + length;

  if (length == 0 || length > MAX_LOCAL)
    return FALSE;
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      if (!is_local_character (g_utf8_get_char (p)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_label (const char *label)
{
  g_autofree char *ascii = NULL;
  gsize length = strlen (label);

  if (length == 0 || *label == '-' || label[length - 1] == '-')
    return FALSE;
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_wide (c))
        return FALSE;
      if (c != '-' && !g_unichar_isalnum (c) && !(c >= 0x80 && (g_unichar_ismark (c) || c == 0x200C || c == 0x200D)))
        return FALSE;
    }
  /* What counts is the length in which the label travels: RFC 5891, section 4.2.4. */
  ascii = g_hostname_to_ascii (label);
  return ascii != NULL && strlen (ascii) <= MAX_LABEL;
}

static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n_labels = g_strv_length (labels);

  for (guint i = 0; i < n_labels; i++)
    {
      if (!is_label (labels[i]))
        return FALSE;
    }
  return n_labels >= 2 && strspn (labels[n_labels - 1], "0123456789") < strlen (labels[n_labels - 1]);
}

static gboolean
is_address (const char *address)
{
  const char *at = strchr (address, '@');

  return at != NULL && strlen (address) <= MAX_ADDRESS && is_local_part (address, (gsize) (at - address)) &&
         is_domain (at + 1);
}

static gboolean
is_common (const char *domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (large_domains); i++)
    {
      if (g_str_equal (domain, large_domains[i]))
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (other_domains); i++)
    {
      if (g_str_equal (domain, other_domains[i]))
        return TRUE;
    }
  return FALSE;
}

/* The domains of schools, authorities and associations are many and short; none of them is a slip of another. */
static gboolean
is_institution (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  static const char *const marks[] = { "edu", "gov", "mil", "org", "ac", NULL };
  guint n_labels = g_strv_length (labels);

  return g_strv_contains (marks, labels[n_labels - 1]) ||
         (n_labels > 2 && g_strv_contains (marks, labels[n_labels - 2]));
}

/* A large provider has a domain in many a country, "yahoo.co.jp" among them; only three of these endings are slips of "com". */
static gboolean
is_of_a_country (const char *domain)
{
  static const char *const slips[] = { "co", "cm", "om", NULL };
  const char *first_dot = strchr (domain, '.');
  const char *last_dot = strrchr (domain, '.');
  gsize length = (gsize) (first_dot - domain);

  if (strlen (last_dot + 1) != 2 || (first_dot == last_dot && g_strv_contains (slips, last_dot + 1)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (large_domains); i++)
    {
      if (strncmp (domain, large_domains[i], length + 1) == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *
find_near (const char *domain)
{
  const char *nearest = NULL;
  guint least = 3;

  for (guint i = 0; i < G_N_ELEMENTS (large_domains); i++)
    {
      const char *candidate = large_domains[i];
      guint edits;

      if (!fair_edits_are_few (domain, candidate, least - 1, &edits))
        continue;
      /* Two slips at once are believed only where the beginning is right. */
      if (edits < 2 || domain[0] == candidate[0])
        {
          least = edits;
          nearest = candidate;
        }
    }
  return nearest;
}

static char *
mend_ending (const char *domain)
{
  const char *dot = strrchr (domain, '.');

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_equal (dot + 1, endings[i][0]))
        return g_strdup_printf ("%.*s.%s", (int) (dot - domain), domain, endings[i][1]);
    }
  return NULL;
}

/* What was meant in place of @address, which is one; NULL where nothing seems wrong. */
static char *
find_meant (const char *address)
{
  const char *at = strchr (address, '@');
  g_autofree char *domain = g_ascii_strdown (at + 1, -1);
  g_autofree char *mended = NULL;
  const char *near = NULL;

  if (is_common (domain) || is_institution (domain) || is_of_a_country (domain))
    return NULL;
  near = find_near (domain);
  if (near == NULL)
    near = mended = mend_ending (domain);
  if (near == NULL)
    return NULL;
  return g_strdup_printf ("%.*s@%s", (int) (at - address), address, near);
}

static char *
complete_domain (const char *domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (large_domains); i++)
    {
      const char *dot = strchr (large_domains[i], '.');
      gsize length = (gsize) (dot - large_domains[i]);

      if (strlen (domain) == length && g_ascii_strncasecmp (domain, large_domains[i], length) == 0)
        return g_strdup (large_domains[i]);
    }
  return g_strdup (domain);
}

static char *
mend_domain (const char *domain)
{
  GString *mended = g_string_new (NULL);
  g_autofree char *result = NULL;

  for (const char *p = domain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_dot = c == '.' || c == ',' || c == ';' || c == 0x3002;

      if (!is_dot)
        g_string_append_unichar (mended, c);
      else if (mended->len > 0 && mended->str[mended->len - 1] != '.')
        g_string_append_c (mended, '.');
    }
  while (mended->len > 0 && strchr (".>", mended->str[mended->len - 1]) != NULL)
    g_string_truncate (mended, mended->len - 1);
  result = g_string_free_and_steal (mended);
  return complete_domain (result);
}

/* Without white space, and with ASCII for what is another form of it (Unicode NFKC). */
static char *
make_plain (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *result = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (result, g_utf8_get_char (p));
  return g_string_free_and_steal (result);
}

/* What was meant in place of @text, which is no address; NULL where that cannot be told. */
static char *
mend (const char *text)
{
  g_autofree char *close = make_plain (text);
  g_autofree char *domain = NULL;
  g_autofree char *mended = NULL;
  char *start = close;
  char *at = NULL;

  if (g_ascii_strncasecmp (start, "mailto:", strlen ("mailto:")) == 0)
    start += strlen ("mailto:");
  start += strspn (start, "<");
  at = strchr (start, '@');
  if (at == NULL)
    return NULL;
  domain = mend_domain (at + 1);
  mended = g_strdup_printf ("%.*s@%s", (int) (at - start), start, domain);
  if (g_str_equal (mended, text) || !is_address (mended))
    return NULL;
  return g_steal_pointer (&mended);
}

/**
 * fair_email_check:
 * @address: UTF-8, without white space around it
 * @suggestion: (out) (transfer full) (nullable): an address that may have been meant, where @address is not good
 *
 * Tells whether @address has the form of an email address: that of HTML's email input (WHATWG), which is what RFC 5321
 * allows without quotation marks, and with the letters of every language (RFC 6531); and whether its domain looks like
 * a slip of the finger. Whether anybody reads it there, nobody can tell from its form.
 *
 * Returns: the verdict
 */
FairEmailVerdict
fair_email_check (const char *address,
                  char      **suggestion)
{
  g_autofree char *meant = NULL;

  g_return_val_if_fail (address != NULL, FAIR_EMAIL_BAD);
  g_return_val_if_fail (suggestion != NULL, FAIR_EMAIL_BAD);

  *suggestion = NULL;
  if (is_address (address))
    {
      *suggestion = find_meant (address);
      return *suggestion == NULL ? FAIR_EMAIL_GOOD : FAIR_EMAIL_UNUSUAL;
    }
  /* Whatever is too long to be one is too long to be worth mending. */
  if (strlen (address) > 2 * MAX_ADDRESS)
    return FAIR_EMAIL_BAD;
  meant = mend (address);
  if (meant != NULL)
    *suggestion = find_meant (meant);
  if (*suggestion == NULL)
    *suggestion = g_steal_pointer (&meant);
  return FAIR_EMAIL_BAD;
}
