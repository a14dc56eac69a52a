/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a content pack may lead. */
#include "config.h"
#include "program/fair-url.h"

#include <string.h>

static gboolean
has_host (const char *url)
{
  g_autofree char *host = NULL;

  return g_uri_split_network (url, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL) && host != NULL && *host != '\0';
}

/**
 * fair_url_is_allowed:
 * @url: an address in UTF-8
 *
 * Returns: whether a pack may lead there: to a host by https or http, or to somebody by mailto
 */
gboolean
fair_url_is_allowed (const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);

  for (const char *p = url; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isspace (g_utf8_get_char (p)) || g_unichar_iscntrl (g_utf8_get_char (p)))
        return FALSE;
    }
  if (scheme == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (scheme, "mailto") == 0)
    return strchr (url, '@') != NULL;
  return (g_ascii_strcasecmp (scheme, "https") == 0 || g_ascii_strcasecmp (scheme, "http") == 0) && has_host (url);
}
