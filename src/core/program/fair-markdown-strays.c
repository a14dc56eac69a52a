/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what other kinds of Markdown take for markup and CommonMark does not, so that it stands on the page as it was typed. */
#include "config.h"
#include "program/fair-markdown-strays.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *pattern;
  FairStrayPlace place; /* where alone it means anything */
  const char *remedy;
} Stray;

/* White space that CommonMark does not take for a space or a tab, or something invisible. */
#define SPACE "(?:[^\\S \\t]|\\p{Cf})"

/*
 * By the manuals of GitHub, Pandoc, PHP Markdown Extra, MultiMarkdown, CriticMarkup, Hugo, MkDocs, MediaWiki and Obsidian.
 * Repeats have limits, so that no line takes long; U+FFFC is where code, an address, or sound markup is. What people write in
 * earnest must pass: "#1", "10:30:15", "$60,000–$65,000", "~20", "[sic]", "C++".
 */
static const Stray strays[] = {
  { "^(?:" SPACE "{1,9}(?:[-+*]|#{1,6})\\s|(?:[-+*]|#{1,6})" SPACE ")\\S{0,20}", FAIR_STRAY_LINE,
    N_("there is no ordinary space in it: delete it, and press the space bar") },
  { "^[0-9]{1,9}[.)]" SPACE "\\S{0,20}", FAIR_STRAY_PARAGRAPH,
    N_("there is no ordinary space in it: delete it, and press the space bar") },
  { "^[•‣◦▪●○■]\\s*\\S{0,20}", FAIR_STRAY_LINE, N_("begin each item of a list with “- ”, on a line of its own") },
  { "^\\[[ xX]\\](?=\\s)", FAIR_STRAY_ITEM,
    N_("a list of tasks is an ordinary list here: remove the brackets, or write ✓ in their place") },
  { "^\\[![A-Za-z]{1,20}\\]", FAIR_STRAY_PARAGRAPH,
    N_("remove it, and begin the text with a word in bold: **Note**") },
  { "^#{2,6}(?=[^\\s#])", FAIR_STRAY_LINE, N_("put a space behind it to make it the heading of a section") },
  { "^#(?=\\p{L})", FAIR_STRAY_PARAGRAPH,
    N_("put “## ” before a heading, or “\\” before a word that shall begin with #") },
  { "^={2,6}\\s.{1,200}\\s={2,6}$|^h[1-6]\\.\\s", FAIR_STRAY_LINE, N_("begin the heading of a section with “## ”") },
  { "(?<![^\\s(])\\|\\|(?=[^\\s|])[^|]{0,200}(?<=[^\\s|])\\|\\|(?![^\\s.,;:!?)])", FAIR_STRAY_LINE,
    N_("nothing can be hidden: remove the bars, or what is between them") },
  { "^\\|\\s(?!.*\\|)", FAIR_STRAY_PARAGRAPH, N_("remove the bar; a “\\” at the end of a line begins another one behind it") },
  { "^\\|.{0,200}\\||^\\+[-=+]{2,}", FAIR_STRAY_PARAGRAPH,
    N_("this is no table yet: below its first line must be a line such as |---|---|, with as many columns") },
  { "^[ :|]{0,9}-{2,99}[ :|-]{0,99}\\|[ :|-]{0,200}$", FAIR_STRAY_LINE,
    N_("this is no table yet: below its first line must be a line such as |---|---|, with as many columns") },
  { "^:\\s{1,9}\\S{1,20}", FAIR_STRAY_LINE,
    N_("a list of terms is not supported: write **term** and its meaning as an ordinary list") },
  { "^\\*\\[[^\\[\\]]{1,80}\\]:", FAIR_STRAY_LINE,
    N_("abbreviations are not explained: write into the text what it means, in brackets") },
  { "^(?::::|!!!\\s|\\?\\?\\?\\+?\\s|===\\s\")", FAIR_STRAY_LINE, N_("boxes are not supported: remove it") },
  { "^0[.)]\\s", FAIR_STRAY_LINE, N_("put a blank line before a list that begins with 0") },
  { "(?i)^(?:\\[toc\\]|\\[\\[_?toc_?\\]\\])$", FAIR_STRAY_LINE, N_("there is no table of contents: remove it") },
  { "\\[\\^[^\\]\\s]{1,80}\\]|\\^\\[", FAIR_STRAY_LINE,
    N_("foot notes are not supported: put the note into the text, in brackets") },
  { "\\[@[\\w:.-]{1,80}", FAIR_STRAY_LINE, N_("citations are not supported: write the source in words") },
  { "!\\[\\[.{1,200}?\\]\\]", FAIR_STRAY_LINE, N_("write a picture as ![what it shows](photo:its-id)") },
  { "\\[\\[.{1,200}?\\]\\]|\\[[^\\[\\]]{1,200}\\]\\s\\(\\x{FFFC}|\\)\\[\\x{FFFC}", FAIR_STRAY_LINE,
    N_("write a link as [words](https://…)") },
  { "^\\[[^\\[\\]^][^\\[\\]]{0,200}\\]:(?:\\s|$)", FAIR_STRAY_LINE,
    N_("this is no address for a link yet: write [words]: https://… and nothing more") },
  { "\\[[^\\[\\]]{1,200}\\]\\[[^\\[\\]]{0,200}\\]", FAIR_STRAY_LINE,
    N_("no line says where that leads: write the link as [words](https://…)") },
  { "!?\\[[^\\[\\]]{0,200}\\]\\(", FAIR_STRAY_LINE,
    N_("this is no link yet: write %20 for a space in its address, and “)” behind it") },
  { "\\[/(?:b|i|u|s|url|img|quote|color|size|center|list)\\]", FAIR_STRAY_LINE,
    N_("write **bold**, *slanting*, or [words](https://…)") },
  { "\\{(?:\\+\\+|--|~~|==|>>).{0,200}?(?:\\+\\+|--|~~|==|<<)\\}", FAIR_STRAY_LINE,
    N_("changes cannot be marked: write it as it shall be") },
  { "(?<![\\d%])%%(?:.{1,200}?%%|$)", FAIR_STRAY_LINE, N_("comments cannot be hidden: remove it") },
  { "~~\\S(?:.{0,200}?\\S)?~~|(?<![~\\w])~[^\\s~](?:[^~]{0,200}?[^\\s~])?~(?![~\\w])", FAIR_STRAY_LINE,
    N_("nothing can be struck through: remove what does not hold any more") },
  { "(?<!~)~[^\\s~]{1,12}~(?![~\\d])", FAIR_STRAY_LINE, N_("write a small figure as a character of its own: ₂") },
  { "\\^[^\\s^\\[]{1,12}\\^", FAIR_STRAY_LINE, N_("write a small figure as a character of its own: ²") },
  { "(?<!\\*)\\*\\*(?!\\*)", FAIR_STRAY_LINE,
    N_("to stress words put ** right before and right behind them, and no letter next to it outside") },
  { "==\\S(?:.{0,200}?\\S)?==|(?<![\\w+])\\+\\+[^\\s+](?:.{0,200}?[^\\s+])?\\+\\+(?![\\w+])|'''[^'\\s].{0,200}?'''", FAIR_STRAY_LINE,
    N_("write **bold** or *slanting* to stress a word") },
  { "\\{(?:[#.:]|\\w{1,20}=)[^{}]{0,80}\\}|\\{\\{.{0,80}\\}\\}|\\{%.{0,80}%\\}|^\\.\\.\\s[\\w-]{1,40}::|^#\\+[A-Za-z_]{1,40}:",
    FAIR_STRAY_LINE, N_("remove it: it means something to other programs only") },
  { "(?<![\\w:]):(?:[a-z][a-z0-9_+-]{1,40}|[+-]1):(?![\\w:])", FAIR_STRAY_LINE,
    N_("write the picture character itself: 🙂") },
  { "^\\$\\$$|\\$\\$.{1,200}?\\$\\$|\\$(?=\\S)(?:[A-Za-z]|[^$]{0,200}?[\\\\^_={}][^$]{0,200}?)(?<=\\S)\\$(?!\\d)", FAIR_STRAY_LINE,
    N_("formulas are not supported: write it in words or characters") },
  { "(?<![\\w\\\\])\\\\[A-Za-z]{2,20}", FAIR_STRAY_LINE, N_("commands of LaTeX are not supported: remove it") },
};

static GRegex **
get_regexes (void)
{
  static gsize compiled = 0;

  if (g_once_init_enter (&compiled))
    {
      GRegex **regexes = g_new0 (GRegex *, G_N_ELEMENTS (strays));

      for (guint i = 0; i < G_N_ELEMENTS (strays); i++)
        {
          regexes[i] = g_regex_new (strays[i].pattern, G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
          g_assert (regexes[i] != NULL);
        }
      g_once_init_leave (&compiled, (gsize) regexes);
    }
  return (GRegex **) compiled;
}

/**
 * fair_markdown_find_strays:
 * @line: a line of a page's text in UTF-8, as CommonMark has left it; its code is not in it
 * @place: whether a paragraph, or a list's item, begins with it
 * @on_found: called for the first find of each kind; what is within another find is none
 * @data: for @on_found
 */
void
fair_markdown_find_strays (const char    *line,
                           FairStrayPlace place,
                           FairStrayFound on_found,
                           gpointer       data)
{
  GRegex **regexes = get_regexes ();
  g_autofree char *rest = g_strdup (line);

  for (guint i = 0; i < G_N_ELEMENTS (strays); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *found = NULL;
      g_autofree char *others = NULL;

      if ((strays[i].place & ~place) != 0 || !g_regex_match (regexes[i], rest, G_REGEX_MATCH_DEFAULT, &match))
        continue;
      found = g_match_info_fetch (match, 0);
      on_found (found, _(strays[i].remedy), data);
      if (strays[i].place != FAIR_STRAY_LINE)
        continue;
      others = g_regex_replace_literal (regexes[i], rest, -1, 0, FAIR_STRAY_OBJECT, G_REGEX_MATCH_DEFAULT, NULL);
      if (others != NULL)
        g_set_str (&rest, others);
    }
}
