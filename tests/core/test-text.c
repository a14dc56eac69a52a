/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as people write them: how they are folded, what finds what, what shows nothing, and what is one line. */
#include "base/fair-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *expected;
} Pair;

static void
assert_pairs (const Pair *pairs,
              gsize       n_pairs,
              char     *(*function) (const char *text))
{
  for (gsize i = 0; i < n_pairs; i++)
    {
      g_autofree char *result = function (pairs[i].text);

      g_test_message ("“%s”", pairs[i].text);
      g_assert_cmpstr (result, ==, pairs[i].expected);
    }
}

static const Pair folds[] = {
  /* case, accents, strokes and hooks, white space */
  { "", "" },
  { "Zoë", "zoe" },
  { "ZOE\u0308", "zoe" },
  { "  Søn \t\n Łódź ", "son lodz" },
  { "a\vb\fc\rd\xc2\x85" "e\u2028f\u2029g\u00a0h\u3000i\u2800j", "a b c d e f g h i j" },
  { "Straße STRASSE ẞ", "strasse strasse ss" },
  { "İstanbul Iğdır ISPARTA", "istanbul igdir isparta" },
  { "Ɗanjuma Żaħra Đặng Þór Ærø Œuvre Ŋ ð", "danjuma zahra dang thor aero oeuvre n d" },
  { "Ƙofar Ɓala Ĳssel ŉ", "kofar bala ijssel n" },
  { "Nguyễn Thị Hương", "nguyen thi huong" },
  { "ﬁne ｆｕｌｌ Ⅷ ½ x²", "fine full viii 12 x2" },
  { "𝐙𝐨𝐞", "zoe" },
  { "Μαΐου ΟΔΥΣΣΕΥΣ ᾷ", "μαιου οδυσσευσ αι" },
  { "Йога Ёлка Київ", "иога елка киів" },
  /* apostrophes, hyphens and all else between letters */
  { "O'Connor O’Connor O‘Connor OʼConnor Oʻconnor O`Connor O´Connor O＇Connor O′Connor", "oconnor oconnor oconnor oconnor "
    "oconnor oconnor oconnor oconnor oconnor" },
  { "Kaʻaʻawa ʿAlī ʾAbd м'яч мʼяч", "kaaawa ali abd мяч мяч" },
  { "Smith-Jones Smith‐Jones Smith‑Jones Smith‒Jones Smith–Jones Smith—Jones Smith―Jones Smith−Jones Smith－Jones",
    "smithjones smithjones smithjones smithjones smithjones smithjones smithjones smithjones smithjones" },
  { "Boston – Cambridge, “A&M” (A.T. Still)", "boston cambridge am at still" },
  { "\"-\" ", "" },
  { "zoe_x@example.org", "zoexexampleorg" },
  { "col·lecció", "colleccio" },
  { "ジョン・スミス", "ジョンスミス" },
  /* what nobody sees */
  { "Zo\u00ade Zo\u200be Zo\u200ce Zo\u2060e Zo\ufeffe Zo\u034fe Zo\u180ee \u200eZoe\u200f Zo\x01" "e",
    "zoe zoe zoe zoe zoe zoe zoe zoe zoe" },
  { "\u3164", "" },
  { "\u2800", "" },
  { "\u034f", "" },
  { "❤️ ❤ 👍🏽 👍 1️⃣", "❤ ❤ 👍 👍 1" },
  /* scripts whose marks are accents or optional vowel points */
  { "שָׁלוֹם שלום", "שלום שלום" },
  { "מַקָּף־צה״ל ג׳ון", "מקףצהל גון" },
  { "مُحَمَّد محـــمد", "محمد محمد" },
  { "علی‌رضا عليرضا کریمی كريمي", "عليرضا عليرضا كريمي كريمي" },
  { "أحمد إحمد آحمد ٱحمد احمد", "احمد احمد احمد احمد احمد" },
  { "فاطمة فاطمه مصطفى مصطفي", "فاطمه فاطمه مصطفي مصطفي" },
  /* scripts whose marks are letters */
  { "सीमा", "सीमा" },
  { "सोम", "सोम" },
  { "क्\u200dष", "क्ष" },
  { "น้ำ นำ", "น\u0e49\u0e4dา น\u0e4dา" },
  { "কলি কালি", "কলি কালি" },
  { "கலை கலா", "கலை கலா" },
  { "は ば ぱ ハ ﾊﾞ", "は ば ぱ ハ バ" },
  { "は\u3099", "ば" },
  { "か\u200d\u3099", "が" },
  { "한국 \u1112\u1161\u11ab\u1100\u116e\u11a8", "한국 한국" },
  { "ភ្នំពេញ", "ភ្នំពេញ" },
  { "မြန်မာ", "မြန်မာ" },
  { "東京 李 ㈱", "東京 李 株" },
  { "ԱՐՄԵՆ և", "արմեն եւ" },
  { "🙂", "🙂" },
  /* digits of any script, and numbers in groups */
  { "०१२ ٣٤٥ ۶۷۸ ９０ ๑๒", "0123456789012" },
  { "(617) 555-0123", "6175550123" },
  { "+1.617.555.0123", "16175550123" },
  { "617 555 0123", "6175550123" },
  { "６１７－５５５－０１２３", "6175550123" },
  { "（０３）１２３４−５６７８", "0312345678" },
  { "０９０ー１２３４ー５６７８", "09012345678" },
  { "tel:+1 (617) 555 0100 (cell)", "tel16175550100 cell" },
  { "Class of 2027 in 3 years", "class of 2027 in 3 years" },
};

static void
test_fold (void)
{
  assert_pairs (folds, G_N_ELEMENTS (folds), fair_text_fold);
}

static const Pair different[] = {
  { "सीमा", "सोम" }, { "सीमा शर्मा", "सोम शर्मा" }, { "คำ", "ค่ำ" }, { "কলি", "কালি" }, { "கலை", "கலா" }, { "は", "ば" },
  { "ハ", "バ" }, { "राम", "रमा" }, { "ਸਿੰਘ", "ਸੰਘ" }, { "మీనా", "మేనా" }, { "ಕವಿ", "ಕವಿತಾ" }, { "മീന", "മേന" },
  { "ကို", "ကု" }, { "ភា", "ភី" }, { "ලීලා", "ලෝලා" }, { "한", "하" },
};

static void
test_different (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autofree char *first = fair_text_fold (different[i].text);
      g_autofree char *second = fair_text_fold (different[i].expected);

      g_assert_cmpstr (first, !=, second);
    }
}

static gboolean
finds (const char *typed,
       const char *text)
{
  g_autofree char *folded = fair_text_fold (text);
  g_auto (GStrv) words = fair_text_fold_words (typed);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

typedef struct
{
  const char *typed;
  const char *text;
  gboolean found;
} Search;

static const Search searches[] = {
  { "", "anybody", TRUE },
  { " \t?", "anybody", TRUE },
  { "o'connor", "Ana O´Connor", TRUE },
  { "oconnor", "Ana O´Connor", TRUE },
  { "o connor", "Ana O´Connor", TRUE },
  { "o’connor", "Ana OConnor", TRUE },
  { "o'connor", "Ana Connor", FALSE },
  { "ka'a'awa", "Kaʻaʻawa", TRUE },
  { "kaaawa", "Kaʻaʻawa", TRUE },
  { "ka a awa", "Kaʻaʻawa", TRUE },
  { "kaʻaʻawa", "Kaaawa", TRUE },
  { "smith-jones", "Smith–Jones", TRUE },
  { "smith jones", "Smith–Jones", TRUE },
  { "smithjones", "Smith–Jones", TRUE },
  { "jones", "Smith–Jones", TRUE },
  { "smith–jones", "Smith Jones", TRUE },
  { "smith-jonas", "Smith-Jones", FALSE },
  { "danjuma", "Ɗanjuma", TRUE },
  { "zahra", "Żaħra", TRUE },
  { "علیرضا", "علی‌رضا", TRUE },
  { "عليرضا", "علی‌رضا", TRUE },
  { "علی رضا", "علی‌رضا", TRUE },
  { "کریمی", "كريمي", TRUE },
  { "obrien", "Siobhán O’Brien", TRUE },
  { "सीमा", "सोम", FALSE },
  { "は", "ば", FALSE },
  { "a.m.", "Texas A&M", TRUE },
  { "a&m", "Texas A.M.", TRUE },
  { "zoe@example.org", "zoe@example.org", TRUE },
  { "zoe@example.org", "zoe@example.com", FALSE },
  { "anne-marie@example.org", "Anne-Marie@Example.org", TRUE },
  { "global health", "global_health", TRUE },
  { "smith,zoe", "Zoe Smith", TRUE },
  { "(smith)", "Zoe Smith", TRUE },
};

static void
test_words (void)
{
  static const char *const numbers[] = {
    "617 555 0123", "(617) 555-0123", "+1.617.555.0123", "6175550123", "617-555-0123", "617 / 555 . 0123", "617–555−0123",
    "６１７ー５５５ー０１２３", "tel:+16175550123", "٦١٧ ٥٥٥ ٠١٢٣",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("“%s” in “%s”", searches[i].typed, searches[i].text);
      g_assert_cmpint (finds (searches[i].typed, searches[i].text), ==, searches[i].found);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_true (finds ("617 555 0123", numbers[i]));
      g_assert_true (finds ("(617) 555-0123", numbers[i]));
      g_assert_true (finds ("617.555.0123", numbers[i]));
      g_assert_true (finds ("6175550123", numbers[i]));
      g_assert_true (finds ("６１７ー５５５ー０１２３", numbers[i]));
      g_assert_true (finds ("tel:617-555-0123", numbers[i]));
      g_assert_true (finds (" \u202aTEL:617-555-0123;ext=77\u202c", numbers[i]));
      g_assert_false (finds ("tel:617-555-0124", numbers[i]));
      g_assert_false (finds ("617 555 0124", numbers[i]));
    }
}

static void
test_into (void)
{
  g_autoptr (GString) out = g_string_new ("1");

  fair_text_fold_into (out, " 2 ", 3);
  g_assert_cmpstr (out->str, ==, "12");
  fair_text_fold_into (out, "Zoë-x", strlen ("Zoë"));
  g_assert_cmpstr (out->str, ==, "12zoe");
  fair_text_fold_into (out, "x", 0);
  fair_text_fold_into (out, "\u0301", 2);
  g_assert_cmpstr (out->str, ==, "12zoe");
  fair_text_fold_into (out, "A\0B", 3);
  g_assert_cmpuint (out->len, ==, 7);
}

/* Whatever the text: the promises of fair_text_fold_into() and of fair_text_fold_words(). */
static void
assert_promises (const char *text)
{
  g_autofree char *folded = fair_text_fold (text);
  g_autofree char *again = fair_text_fold (folded);
  g_autofree char *composed = g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_cmpstr (again, ==, folded);
  g_assert_cmpstr (composed, ==, folded);
  g_assert_cmpuint (strlen (folded), <=, 12 * strlen (text));
  g_assert_false (g_str_has_prefix (folded, " ") || g_str_has_suffix (folded, " ") || strstr (folded, "  ") != NULL);
  if (!finds (text, text))
    g_error ("“%s”, folded “%s”, does not find itself", g_strescape (text, NULL), folded);
}

static gboolean
is_character (gunichar c)
{
  return c != 0 && g_unichar_validate (c);
}

static void
test_every_character (void)
{
  for (gunichar c = 1; c < 0x110000; c += c < 0x30000 ? 1 : 61)
    {
      char text[8] = "";

      if (!is_character (c))
        continue;
      text[g_unichar_to_utf8 (c, text)] = '\0';
      assert_promises (text);
    }
}

static gunichar
pick_character (GRand *random)
{
  static const gunichar common[] = {
    ' ', '-', '\'', '1', 'a', 0x00E9, 0x0301, 0x0627, 0x0654, 0x0915, 0x093C, 0x094D, 0x09BE, 0x09C7, 0x1100, 0x1161, 0x11A8,
    0x200D, 0x2019, 0x304B, 0x3099, 0x30FC, 0xFDFA, 0xFF11,
  };
  gunichar c;

  if (g_rand_boolean (random))
    return common[g_rand_int_range (random, 0, G_N_ELEMENTS (common))];
  do
    c = (gunichar) g_rand_int_range (random, 1, g_rand_boolean (random) ? 0x3100 : 0x20000);
  while (!is_character (c));
  return c;
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int length = g_rand_int_range (random, 0, 10); length > 0; length--)
        g_string_append_unichar (text, pick_character (random));
      assert_promises (text->str);
    }
}

static const Pair trims[] = {
  { "", "" },
  { " ", "" },
  { "a", "a" },
  { " a b\n", "a b" },
  { "\u00a0\u3000名\u200b\ufeff", "名" },
  { "🙂 ", "🙂" },
  { "\u202aZoe\u202c", "Zoe" },
  { "\u200eZoe\u2060", "Zoe" },
  { "Zoe\u2800", "Zoe" },
  { " ❤\ufe0f ", "❤\ufe0f" },
  { "🏴\U000E0067\U000E007F", "🏴\U000E0067\U000E007F" },
  { "نامه\u200c", "نامه\u200c" },
};

static void
test_trim (void)
{
  assert_pairs (trims, G_N_ELEMENTS (trims), fair_text_trim);
}

static void
test_blank (void)
{
  static const char *const blank[] = {
    "", " ", "\t\n\v\f\r", "\xc2\x85\u00a0\u1680\u2003\u2028\u3000", "\u200b\u200c\u200d\u2060\ufeff", "\u3164", "\u2800",
    "\u034f", "\u115f\u1160\uffa0", "\u180b\u180e", "\ufe0f", "\U000E0041", "\U000E0100", "\u00ad", "\u202a\u202c", "\u061c",
    "\ufff9\ufffb", "\x01\x7f", "\ufffc", "\U0001D159", "\U00016FE4", "\U00013441\U00013442",
  };
  static const char *const visible[] = {
    "a", "-", ".", "名", "🙂", "👩‍🚀", "❤️", "\u200d🙂", " \u3164x", "\u0300", "\u0600", "\ufffd", "ـ", "\U000F0000",
  };

  g_assert_true (fair_text_is_blank (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    {
      g_autofree char *trimmed = fair_text_trim (blank[i]);
      g_autofree char *folded = fair_text_fold (blank[i]);

      g_test_message ("blank %zu", i);
      g_assert_true (fair_text_is_blank (blank[i]));
      g_assert_cmpstr (trimmed, ==, "");
      g_assert_cmpstr (folded, ==, "");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (visible); i++)
    {
      g_autofree char *trimmed = fair_text_trim (visible[i]);

      g_test_message ("visible %zu", i);
      g_assert_false (fair_text_is_blank (visible[i]));
      g_assert_cmpstr (trimmed, !=, "");
    }
}

static const Pair lines[] = {
  { "", "" },
  { "Maria\nAna", "Maria Ana" },
  { "Maria\r\nAna", "Maria Ana" },
  { "Maria \n\n  Ana", "Maria Ana" },
  { "Maria\tAna\vB\fC\rD\xc2\x85" "E\u2028F\u2029G", "Maria Ana B C D E F G" },
  { "Maria  Ana", "Maria  Ana" },
  { "\nMaria\n", " Maria " },
  { "Ma\x01ria\x7f", "Maria" },
  { "名\n前", "名 前" },
  { "👩‍🚀", "👩‍🚀" },
};

static void
test_one_line (void)
{
  assert_pairs (lines, G_N_ELEMENTS (lines), fair_text_one_line);
}

static const Pair stripped[] = {
  { "zoe@example.org", "zoe@example.org" },
  { "zoe@exam\u200dple.org", "zoe@example.org" },
  { "zoe@exam\u200cple.org", "zoe@example.org" },
  { "zoe\ufe0f@example.org", "zoe@example.org" },
  { "\u200ezoe@example.org", "zoe@example.org" },
  { "\u202azoe@example.org\u202c", "zoe@example.org" },
  { "zoe@example.org\u2060", "zoe@example.org" },
  { "zoe@exam\u00adple.org", "zoe@example.org" },
  { "zoe\u200b@example.org\ufeff", "zoe@example.org" },
  { "\U000E0041zoe\x01@example.org", "zoe@example.org" },
  { "نامه\u200cای@example.org", "نامه\u200cای@example.org" },
  { "क्\u200dष@example.org", "क्\u200dष@example.org" },
  { "क\u200dष@example.org", "कष@example.org" },
  { "617\u202d 555\u00ad 0123", "617 555 0123" },
};

static void
test_strip_invisible (void)
{
  assert_pairs (stripped, G_N_ELEMENTS (stripped), fair_text_strip_invisible);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/different", test_different);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/into", test_into);
  g_test_add_func ("/text/every-character", test_every_character);
  g_test_add_func ("/text/random", test_random);
  g_test_add_func ("/text/trim", test_trim);
  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/text/strip-invisible", test_strip_invisible);
  return g_test_run ();
}
