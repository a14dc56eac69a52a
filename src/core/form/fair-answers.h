/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one person answered: a JSON object by field id. Members that no form knows are kept as they came. */
#pragma once

#include <glib-object.h>
#include <yyjson.h>

G_BEGIN_DECLS

#define FAIR_TYPE_ANSWERS (fair_answers_get_type ())
GType fair_answers_get_type (void);

/**
 * FairAnswers:
 *
 * Reference counted; the owner of the only reference may change it.
 */
typedef struct _FairAnswers FairAnswers;

FairAnswers    *fair_answers_new (void);
FairAnswers    *fair_answers_new_from_json (const char *text,
                                            gsize       length,
                                            GError    **error);
FairAnswers    *fair_answers_new_from_value (yyjson_val *object);
FairAnswers    *fair_answers_copy (const FairAnswers *self);
FairAnswers    *fair_answers_ref (FairAnswers *self);
void            fair_answers_unref (FairAnswers *self);

gboolean        fair_answers_has (const FairAnswers *self,
                                  const char        *field);
const char     *fair_answers_get_text (const FairAnswers *self,
                                       const char        *field);
gboolean        fair_answers_get_integer (const FairAnswers *self,
                                          const char        *field,
                                          gint64            *value);
gboolean        fair_answers_get_flag (const FairAnswers *self,
                                       const char        *field);
char          **fair_answers_dup_codes (const FairAnswers *self,
                                        const char        *field);

void            fair_answers_set_text (FairAnswers *self,
                                       const char  *field,
                                       const char  *text);
void            fair_answers_set_integer (FairAnswers *self,
                                          const char  *field,
                                          gint64       value);
void            fair_answers_set_flag (FairAnswers *self,
                                       const char  *field,
                                       gboolean     value);
void            fair_answers_set_codes (FairAnswers        *self,
                                        const char         *field,
                                        const char *const  *codes);
void            fair_answers_set_value (FairAnswers    *self,
                                        const char     *field,
                                        yyjson_mut_val *value);
void            fair_answers_unset (FairAnswers *self,
                                    const char  *field);
gboolean        fair_answers_is_empty (const FairAnswers *self);

yyjson_mut_val *fair_answers_peek_value (const FairAnswers *self,
                                         const char        *field);
yyjson_mut_val *fair_answers_peek_root (const FairAnswers *self);
char           *fair_answers_dup_first_name (const FairAnswers *self);
char           *fair_answers_dup_person_name (const FairAnswers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairAnswers, fair_answers_unref)

G_END_DECLS
