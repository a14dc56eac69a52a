/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one character is when texts are compared, by Unicode's own data: which letter, or a space, an accent, nothing. */
#include "config.h"
#include "base/fair-letter.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

/* Those of the Basic Multilingual Plane are remembered once they were met. */
#define N_LETTERS 0x10000
/* In UTF-16: U+FDFA, the longest, is 18 (UAX #15). */
#define MAX_DECOMPOSED 64
G_STATIC_ASSERT (sizeof (FairLetter) == sizeof (guint64));
#define BRAILLE_BLANK 0x2800
/* What nobody sees although Unicode does not say so: the place of an object that was not copied, a musical note without a head,
 * the filler of the Khitan script, the blanks of Egyptian hieroglyphs. */
static const UChar32 blanks[] = { 0xFFFC, 0x1D159, 0x16FE4, 0x13441, 0x13442 };
#define VIRAMA_CLASS 9
#define ZERO_WIDTH_NON_JOINER 0x200C

/**
 * fair_letter_is_space:
 * @c: a character
 *
 * Returns: whether it is white space of any script (Unicode's White_Space), or the empty pattern of Braille
 */
gboolean
fair_letter_is_space (gunichar c)
{
  return u_isUWhiteSpace ((UChar32) c) || c == BRAILLE_BLANK;
}

/**
 * fair_letter_is_invisible:
 * @c: a character
 *
 * Returns: whether there is nothing to see of it and it takes no room: what Unicode lists as Default_Ignorable_Code_Point
 *   (soft hyphens, joiners, fillers, variation selectors, tags), controls, what formats but shows nothing itself, and a few blanks
 */
gboolean
fair_letter_is_invisible (gunichar c)
{
  UChar32 code = (UChar32) c;
  int8_t type = u_charType (code);

  if (type == U_CONTROL_CHAR)
    return !u_isUWhiteSpace (code);
  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (code == blanks[i])
      return TRUE;
  return u_hasBinaryProperty (code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
         (type == U_FORMAT_CHAR && !u_hasBinaryProperty (code, UCHAR_PREPENDED_CONCATENATION_MARK));
}

/**
 * fair_letter_takes_joiner:
 * @before: the character before the joiner
 * @joiner: U+200C or U+200D
 *
 * Returns: whether a joiner after @before belongs to the writing, as in Persian or Hindi (RFC 5892, appendix A.1 and A.2)
 */
gboolean
fair_letter_takes_joiner (gunichar before,
                          gunichar joiner)
{
  int type = u_getIntPropertyValue ((UChar32) before, UCHAR_JOINING_TYPE);

  return u_getCombiningClass ((UChar32) before) == VIRAMA_CLASS ||
         (joiner == ZERO_WIDTH_NON_JOINER && (type == U_JT_DUAL_JOINING || type == U_JT_LEFT_JOINING));
}

/* Scripts in which a mark is an accent or an optional vowel point; in all others it is a part of the letter. */
static gboolean
has_accents (UChar32 c)
{
  UErrorCode status = U_ZERO_ERROR;

  switch ((int) uscript_getScript (c, &status))
    {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_HEBREW:
    case USCRIPT_ARABIC:
      return TRUE;
    default:
      return FALSE;
    }
}

/* What people write as an apostrophe beyond Unicode's quotation marks: accents by themselves (Sk), the spacing modifier
 * letters, primes, geresh, saltillo; what joins the parts of an address or an abbreviation; and tatweel, which only makes a word longer. */
static gboolean
is_joiner (UChar32 c)
{
  static const gunichar others[] = { '.', '@', '_', '&', 0x055A, 0x05F3, 0x05F4, 0x0640, 0x2032, 0x2035, 0xA78B, 0xA78C };

  if (u_hasBinaryProperty (c, UCHAR_QUOTATION_MARK) || u_charType (c) == U_MODIFIER_SYMBOL)
    return TRUE;
  if (ublock_getCode (c) == UBLOCK_SPACING_MODIFIER_LETTERS && u_charType (c) == U_MODIFIER_LETTER)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if ((gunichar) c == others[i])
      return TRUE;
  return FALSE;
}

/* The vowel or the end of a Korean syllable that is written in its parts (The Unicode Standard, section 3.12). */
static gboolean
is_syllable_part (UChar32 c)
{
  int type = u_getIntPropertyValue (c, UCHAR_HANGUL_SYLLABLE_TYPE);

  return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

static FairLetterKind
get_kind (UChar32 c)
{
  guint32 type = U_GET_GC_MASK (c);

  if (fair_letter_is_space ((gunichar) c))
    return FAIR_LETTER_SPACE;
  if (u_hasBinaryProperty (c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
    return FAIR_LETTER_NOTHING;
  if (is_joiner (c) || fair_letter_is_invisible ((gunichar) c))
    return FAIR_LETTER_JOINER;
  if (type & U_GC_M_MASK || is_syllable_part (c))
    return FAIR_LETTER_MARK;
  if (type & (U_GC_P_MASK | U_GC_SM_MASK | U_GC_SC_MASK))
    return FAIR_LETTER_BREAK;
  return type & U_GC_ND_MASK || has_accents (c) ? FAIR_LETTER_PLAIN : FAIR_LETTER_IN_CONTEXT;
}

/* Letters with a name of their own that people without their keyboard write otherwise. */
static const char *
get_plain_name (UChar32 c)
{
  switch (c)
    {
    case 0x00E6: /* ae */
      return "ae";
    case 0x0153: /* oe */
      return "oe";
    case 0x00FE: /* thorn */
      return "th";
    case 0x00F0: /* eth */
      return "d";
    case 0x0131: /* dotless i */
      return "i";
    case 0x0138: /* kra */
      return "k";
    case 0x014B: /* eng */
      return "n";
    case 0x0259: /* schwa */
      return "e";
    default:
      return NULL;
    }
}

/* The same letter for Arabic and Persian, and with and without its tail. */
static UChar32
get_plain_arabic (UChar32 c)
{
  switch (c)
    {
    case 0x0671: /* alef wasla */
      return 0x0627;
    case 0x0649: /* alef maksura */
    case 0x06CC: /* Farsi yeh */
      return 0x064A;
    case 0x06A9: /* keheh */
    case 0x06AA: /* swash kaf */
      return 0x0643;
    case 0x0629: /* teh marbuta */
    case 0x06BE: /* heh doachashmee */
    case 0x06C1: /* heh goal */
    case 0x06C3: /* teh marbuta goal */
    case 0x06D5: /* ae */
      return 0x0647;
    default:
      return c;
    }
}

/* A stroke or a hook is no mark that could be taken off (UAX #15), but it is in the letter's name, which never changes. */
static UChar32
get_letter_below (UChar32 c)
{
  static const char start[] = "LATIN SMALL LETTER ";
  const gsize at = strlen (start);
  UErrorCode status = U_ZERO_ERROR;
  char name[128];

  u_charName (c, U_UNICODE_CHAR_NAME, name, sizeof name, &status);
  if (U_FAILURE (status) || strncmp (name, start, at) != 0 || strncmp (name + at + 1, " WITH ", 6) != 0)
    return c;
  return g_ascii_tolower (name[at]);
}

static void
append_base (GString *text,
             UChar32  c)
{
  const char *name = get_plain_name (c);

  if (name != NULL)
    g_string_append (text, name);
  else if (u_charType (c) == U_DECIMAL_DIGIT_NUMBER)
    g_string_append_c (text, (char) ('0' + u_charDigitValue (c)));
  else
    g_string_append_unichar (text, (gunichar) get_plain_arabic (c < 0x80 ? c : get_letter_below (c)));
}

/* NFKC_Casefold, and then NFD, so that marks stand by themselves. Returns the length. */
static int32_t
decompose (UChar32  c,
           UChar   *parts)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar folded[MAX_DECOMPOSED];
  UChar one[2];
  int32_t length = 0;

  U16_APPEND_UNSAFE (one, length, c);
  length = unorm2_normalize (unorm2_getNFKCCasefoldInstance (&status), one, length, folded, MAX_DECOMPOSED, &status);
  length = unorm2_normalize (unorm2_getNFDInstance (&status), folded, length, parts, MAX_DECOMPOSED, &status);
  return U_SUCCESS (status) ? length : 0;
}

/* Appends what @c folds to by itself, if it does. Returns what it is. */
static FairLetterKind
append_parts (GString *text,
              UChar32  c)
{
  FairLetterKind kind = FAIR_LETTER_NOTHING;
  UChar parts[MAX_DECOMPOSED];
  int32_t length = decompose (c, parts);

  for (int32_t i = 0; i < length;)
    {
      UChar32 part;

      U16_NEXT (parts, i, length, part);
      kind = get_kind (part);
      if (kind == FAIR_LETTER_PLAIN)
        append_base (text, part);
      else if (kind == FAIR_LETTER_IN_CONTEXT || kind == FAIR_LETTER_SPACE)
        return FAIR_LETTER_IN_CONTEXT;
    }
  return text->len > 0 ? FAIR_LETTER_PLAIN : kind;
}

static FairLetter
make_letter (gunichar c)
{
  FairLetter letter = { .kind = (guint8) get_kind ((UChar32) c) };
  g_autoptr (GString) text = NULL;

  if (letter.kind != FAIR_LETTER_PLAIN)
    return letter;
  text = g_string_sized_new (sizeof letter.text);
  letter.kind = (guint8) append_parts (text, (UChar32) c);
  if (text->len > sizeof letter.text)
    letter.kind = FAIR_LETTER_IN_CONTEXT;
  else if (letter.kind == FAIR_LETTER_PLAIN)
    memcpy (letter.text, text->str, letter.length = (guint8) text->len);
  return letter;
}

/**
 * fair_letter_get:
 * @c: a character
 *
 * A letter without case (NFKC_Casefold, UAX #31), without width and ligatures (UAX #15), and, where its script has them as
 * accents or as optional vowel points, without marks, strokes and hooks. A decimal digit of any script is an ASCII one.
 *
 * Threading: any.
 *
 * Returns: what it is when texts are compared
 */
FairLetter
fair_letter_get (gunichar c)
{
  static guint64 letters[N_LETTERS];
  guint64 known;
  FairLetter letter;

  if (c >= N_LETTERS)
    return make_letter (c);
  known = __atomic_load_n (&letters[c], __ATOMIC_RELAXED);
  memcpy (&letter, &known, sizeof letter);
  if (letter.kind != FAIR_LETTER_UNKNOWN)
    return letter;
  letter = make_letter (c);
  memcpy (&known, &letter, sizeof letter);
  __atomic_store_n (&letters[c], known, __ATOMIC_RELAXED);
  return letter;
}
