/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the table: the program that is shown, the store that sign-ups go to, the fair, and who is in charge. */
#pragma once

#include "booth/fair-access.h"
#include "booth/fair-comfort.h"
#include "booth/fair-visit-recorder.h"
#include "kiosk/fair-kiosk.h"
#include "program/fair-program.h"
#include "store/fair-store.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_TYPE_BOOTH (fair_booth_get_type ())
/* Properties, all readable: program, program-error, store, store-error, event, language, unkept.
 * Threading: main thread only; what it loads, it loads in worker threads. */
G_DECLARE_FINAL_TYPE (FairBooth, fair_booth, FAIR, BOOTH, GObject)

FairBooth   *fair_booth_new (const FairClock *clock);
void         fair_booth_load (FairBooth *self);
void         fair_booth_open_store (FairBooth *self);
GSettings   *fair_booth_get_settings (FairBooth *self);
FairProgram *fair_booth_get_program (FairBooth *self);
const char  *fair_booth_get_program_error (FairBooth *self);
FairStore   *fair_booth_get_store (FairBooth *self);
const char  *fair_booth_get_store_error (FairBooth *self);
const char  *fair_booth_get_event (FairBooth *self);
void         fair_booth_set_event (FairBooth  *self,
                                   const char *event);
const char  *fair_booth_get_language (FairBooth *self);
void         fair_booth_set_language (FairBooth  *self,
                                      const char *language);
GStrv        fair_booth_dup_languages (FairBooth *self);
const char  *fair_booth_get_data_folder (FairBooth *self);
FairAccess  *fair_booth_get_access (FairBooth *self);
FairKiosk   *fair_booth_get_kiosk (FairBooth *self);
FairComfort *fair_booth_get_comfort (FairBooth *self);
FairVisitRecorder *fair_booth_get_visits (FairBooth *self);
void         fair_booth_start_visits (FairBooth *self,
                                      gboolean   kiosk);
gboolean     fair_booth_keeps_unfinished (FairBooth *self);
void         fair_booth_keep_unfinished (FairBooth       *self,
                                         const FairDraft *draft);
const char  *fair_booth_get_unkept (FairBooth *self);

G_END_DECLS
