/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes members out of the objects that a pack's author wrote; what does not fit becomes a problem with its place. */
#pragma once

#include "base/fair-pack-problem.h"
#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FairPackReader:
 * @problems: where problems go
 * @file: the file being read, relative to the pack
 * @languages: (nullable): the languages to read texts in, the most wanted first
 * @first_language: (nullable): the pack's first language, in which every text must be
 * @cancellable: (nullable): ends the reading of lists
 *
 * In each function, `place` is where the object stands ("photos[3]"; %NULL for the root). What is absent and not
 * required gives nothing and no problem; what is wrong gives nothing and a problem. Texts live as long as the object that
 * they were read from.
 */
typedef struct
{
  GPtrArray *problems;
  const char *file;
  const char *const *languages;
  const char *first_language;
  GCancellable *cancellable;
} FairPackReader;

/** Reads one entry of a list, which stands at @place. */
typedef void (*FairPackReadEntry) (gpointer    context,
                                   JsonObject *object,
                                   const char *place);

char       *fair_pack_place (const char *place,
                             const char *member);
char       *fair_pack_place_at (const char *place,
                                const char *member,
                                guint       index);
void        fair_pack_reader_complain (FairPackReader *self,
                                       const char     *place,
                                       const char     *member,
                                       const char     *format,
                                       ...) G_GNUC_PRINTF (4, 5);
void        fair_pack_reader_complain_twice (FairPackReader *self,
                                             const char     *place,
                                             const char     *id);
const char *fair_pack_reader_get_string (FairPackReader *self,
                                         JsonObject     *object,
                                         const char     *place,
                                         const char     *member,
                                         gboolean        required);
const char *fair_pack_reader_tidy (FairPackReader *self,
                                   const char     *place,
                                   const char     *member,
                                   const char     *word);
const char *fair_pack_reader_get_word (FairPackReader *self,
                                       JsonObject     *object,
                                       const char     *place,
                                       const char     *member,
                                       gboolean        required);
const char *fair_pack_reader_get_id (FairPackReader *self,
                                     JsonObject     *object,
                                     const char     *place,
                                     const char     *member,
                                     gboolean        required);
const char *fair_pack_reader_get_text (FairPackReader *self,
                                       JsonObject     *object,
                                       const char     *place,
                                       const char     *member,
                                       gboolean        required);
const char *fair_pack_reader_get_text_and_language (FairPackReader *self,
                                                    JsonObject     *object,
                                                    const char     *place,
                                                    const char     *member,
                                                    gboolean        required,
                                                    const char    **language);
JsonObject *fair_pack_reader_get_object (FairPackReader *self,
                                         JsonObject     *object,
                                         const char     *place,
                                         const char     *member,
                                         gboolean        required);
JsonArray  *fair_pack_reader_get_array (FairPackReader *self,
                                        JsonObject     *object,
                                        const char     *place,
                                        const char     *member,
                                        gboolean        required);
const char *const *fair_pack_reader_get_texts (FairPackReader *self,
                                               JsonObject     *object,
                                               const char     *place,
                                               const char     *member,
                                               guint           maximum);
gboolean    fair_pack_reader_get_integer (FairPackReader *self,
                                          JsonObject     *object,
                                          const char     *place,
                                          const char     *member,
                                          gint64          minimum,
                                          gint64          maximum,
                                          gint64         *value);
const char *fair_pack_reader_get_date (FairPackReader *self,
                                       JsonObject     *object,
                                       const char     *place,
                                       const char     *member,
                                       gboolean        required);
const char *const *fair_pack_reader_get_strings (FairPackReader *self,
                                                 JsonObject     *object,
                                                 const char     *place,
                                                 const char     *member);
const char *const *fair_pack_reader_get_words (FairPackReader *self,
                                               JsonObject     *object,
                                               const char     *place,
                                               const char     *member);
void        fair_pack_reader_read_list (FairPackReader   *self,
                                        JsonObject       *object,
                                        const char       *place,
                                        const char       *member,
                                        gboolean          required,
                                        guint             maximum,
                                        FairPackReadEntry read_entry,
                                        gpointer          context);
gboolean    fair_pack_is_id (const char *text);

G_END_DECLS
