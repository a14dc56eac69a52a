/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack in memory: what a program shows and asks. One bad photo or page never hides the rest. */
#pragma once

#include "base/fair-localized.h"
#include "base/fair-pack-problem.h"
#include "form/fair-form.h"
#include "program/fair-page.h"
#include "program/fair-photo.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_PROGRAM_ERROR (fair_program_error_quark ())
GQuark fair_program_error_quark (void);

typedef enum
{
  FAIR_PROGRAM_ERROR_NOT_FOUND,
  FAIR_PROGRAM_ERROR_INVALID,
} FairProgramError;

typedef struct
{
  FairLocalized *value;
  FairLocalized *label;
  FairLocalized *short_label;
  GStrv pages;
} FairFact;

typedef struct
{
  char *id;
  FairLocalized *name;
  FairLocalized *place;
  char *starts; /* YYYY-MM-DD, or NULL */
  char *ends;
} FairEvent;

typedef struct
{
  char *id;
  FairLocalized *title;
} FairAlbum;

typedef struct
{
  char *id;
  FairLocalized *title;
  char *url;
} FairLink;

#define FAIR_TYPE_PROGRAM (fair_program_get_type ())
/* Immutable once read; may be used from any thread. */
G_DECLARE_FINAL_TYPE (FairProgram, fair_program, FAIR, PROGRAM, GObject)

FairProgram     *fair_program_load (const char   *folder,
                                    GCancellable *cancellable,
                                    GError      **error);
void             fair_program_load_async (const char          *folder,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
FairProgram     *fair_program_load_finish (GAsyncResult *result,
                                           GError      **error);

GPtrArray       *fair_program_get_problems (FairProgram *self); /* of FairPackProblem */
const char      *fair_program_get_folder (FairProgram *self);
const char      *fair_program_get_id (FairProgram *self);
const char      *fair_program_get_name (FairProgram *self, const char *language);
const char      *fair_program_get_short_name (FairProgram *self, const char *language);
const char      *fair_program_get_organization (FairProgram *self, const char *language);
const char      *fair_program_get_headline (FairProgram *self, const char *language);
const char      *fair_program_get_tagline (FairProgram *self, const char *language);
const char      *fair_program_get_accent_color (FairProgram *self);
const char *const *fair_program_get_languages (FairProgram *self);
const char      *fair_program_get_email (FairProgram *self);
const char      *fair_program_get_phone (FairProgram *self);
const char      *fair_program_get_website (FairProgram *self);
FairPhoto       *fair_program_get_hero (FairProgram *self);
FairForm        *fair_program_get_form (FairProgram *self);
GListModel      *fair_program_get_pages (FairProgram *self);  /* of FairPage */
GListModel      *fair_program_get_photos (FairProgram *self); /* of FairPhoto */
FairPage        *fair_program_find_page (FairProgram *self, const char *id);
FairPhoto       *fair_program_find_photo (FairProgram *self, const char *id);
GPtrArray       *fair_program_get_facts (FairProgram *self);  /* of FairFact */
GPtrArray       *fair_program_get_events (FairProgram *self); /* of FairEvent */
GPtrArray       *fair_program_get_albums (FairProgram *self); /* of FairAlbum */
GPtrArray       *fair_program_get_links (FairProgram *self);  /* of FairLink */
const FairEvent *fair_program_find_event (FairProgram *self, const char *id);

G_END_DECLS
