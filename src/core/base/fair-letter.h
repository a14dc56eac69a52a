/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one character is when texts are compared, by Unicode's own data: which letter, or a space, an accent, nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairLetterKind:
 * @FAIR_LETTER_UNKNOWN: never given
 * @FAIR_LETTER_PLAIN: folds to #FairLetter.text, whatever stands around it
 * @FAIR_LETTER_IN_CONTEXT: folds together with its neighbours, by NFKC_Casefold
 * @FAIR_LETTER_MARK: an accent, or a part of a letter: that is for the script of the letter before it to say
 * @FAIR_LETTER_SPACE: white space of any kind
 * @FAIR_LETTER_JOINER: an apostrophe, quotation mark, full stop or the like: what it stands in is one word
 * @FAIR_LETTER_BREAK: any other punctuation or sign: what it stands between may be two words
 * @FAIR_LETTER_NOTHING: NFKC_Casefold drops it
 */
typedef enum
{
  FAIR_LETTER_UNKNOWN,
  FAIR_LETTER_PLAIN,
  FAIR_LETTER_IN_CONTEXT,
  FAIR_LETTER_MARK,
  FAIR_LETTER_SPACE,
  FAIR_LETTER_JOINER,
  FAIR_LETTER_BREAK,
  FAIR_LETTER_NOTHING,
} FairLetterKind;

/** @text: UTF-8 of @length bytes, without a zero after it, where the kind is %FAIR_LETTER_PLAIN. */
typedef struct
{
  char text[6];
  guint8 length;
  guint8 kind; /* FairLetterKind */
} FairLetter;

FairLetter fair_letter_get (gunichar c);
gboolean   fair_letter_is_space (gunichar c);
gboolean   fair_letter_is_invisible (gunichar c);
gboolean   fair_letter_takes_joiner (gunichar before,
                                     gunichar joiner);

G_END_DECLS
