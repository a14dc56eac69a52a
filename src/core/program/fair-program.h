/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack in memory: what a program shows and asks. One bad photo or page never hides the rest. */
#pragma once

#include "base/fair-pack-problem.h"
#include "base/fair-time-zones.h"
#include "form/fair-form.h"
#include "program/fair-page.h"
#include "program/fair-photo.h"
#include "program/fair-template.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/** What problems call the file that says what is in a pack. */
#define FAIR_PROGRAM_FILE "program.json"

/** And those with what is written to who signed up: with a language and ".txt" behind it. */
#define FAIR_PROGRAM_FOLLOW_UP "follow-up."

#define FAIR_PROGRAM_ERROR (fair_program_error_quark ())
GQuark fair_program_error_quark (void);

typedef enum
{
  FAIR_PROGRAM_ERROR_NOT_FOUND,
  FAIR_PROGRAM_ERROR_INVALID,
} FairProgramError;

/**
 * FairFact:
 * @value: "18"
 * @label: "residents in each year"
 * @short_label: the same for narrow places; @label where the pack has no other
 * @pages: the ids of the pages that it stands on
 */
typedef struct
{
  const char *value;
  const char *label;
  const char *short_label;
  const char *const *pages;
} FairFact;

/**
 * FairEvent:
 * @id: its id
 * @name: what people call it
 * @place: (nullable): where it is
 * @starts: (nullable): its first day, YYYY-MM-DD
 * @ends: (nullable): its last day
 * @time_zone: (nullable): the name of its time zone, as the pack has it, known to this laptop or not
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *place;
  const char *starts;
  const char *ends;
  const char *time_zone;
} FairEvent;

/**
 * FairAlbum:
 * @id: its id
 * @title: what people call it
 * @url: (nullable): where there is more of it
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *url;
} FairAlbum;

typedef struct
{
  const char *id;
  const char *title;
  const char *url;
} FairLink;

/**
 * FairOpenDay:
 * @id: its id
 * @title: what people call it
 * @place: (nullable): where it is
 * @url: (nullable): where there is more about it
 * @time_zone: (nullable): the name of the time zone in which it is, where it has hours
 * @starts: when it begins, in its own time zone; of one for a whole day, any time of that day
 * @ends: (nullable): when it ends; %NULL: it is for the whole day
 * @calendar_entry: (nullable): itself for a phone's calendar (RFC 5545); %NULL where it is too long for a code
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *place;
  const char *url;
  const char *time_zone;
  GDateTime *starts;
  GDateTime *ends;
  char *calendar_entry;
} FairOpenDay;

#define FAIR_TYPE_PROGRAM (fair_program_get_type ())
G_DECLARE_FINAL_TYPE (FairProgram, fair_program, FAIR, PROGRAM, GObject)

/**
 * FairProgram:
 * @folder: (type filename): the pack's folder, an absolute path without symbolic links
 * @id: its id
 * @languages: the tags of the languages that the pack is in, at least one; the first is the one to fall back to
 * @language: the one of @languages that this was read in
 * @name: its full name
 * @short_name: a name for narrow places; the full one where the pack has no other
 * @organization: (nullable): whose program it is
 * @headline: the words over the hero picture; the full name where the pack has no others
 * @tagline: (nullable): a sentence beneath the headline
 * @accent_color: (nullable): the program's colour as "#rrggbb"
 * @email: (nullable): where to write to
 * @phone: (nullable): where to call
 * @website: (nullable): an http or https address
 * @contact_card: (nullable): all of that for a phone's address book (RFC 2426); %NULL where there is nothing of it, or it is
 *   too long for a code
 * @hero: (nullable): the picture behind the headline
 * @form: (nullable): the form; %NULL where the pack has none that can be shown, which is a problem
 * @pages: a list of #FairPage in the pack's order
 * @photos: a list of #FairPhoto in the pack's order
 * @facts: (element-type FairFact): what to know at a glance
 * @events: (element-type FairEvent): the fairs that the pack knows
 * @time_zones: in which their days and hours are told
 * @albums: (element-type FairAlbum): the albums that photos are in
 * @links: (element-type FairLink): what a visitor may take home
 * @note_chips: (array zero-terminated=1): what staff note about a visitor with one tap, beside what every program has
 * @stages: (element-type FairStage): where somebody may stand after the fair, in the program's own words; see fair_stages_list()
 * @next_steps: (array zero-terminated=1): what happens after somebody has signed up, a sentence or two each
 * @follow_up: (nullable): what is written to those who signed up, in @language; %NULL where the pack has nothing, or has a mistake in it
 * @open_days: (element-type FairOpenDay): when the program is open to those who may apply, past ones too
 * @problems: (element-type FairPackProblem): every mistake that was found in the pack, in any language
 *
 * Immutable once read; may be used from any thread.
 */
struct _FairProgram
{
  GObject parent_instance;

  char *folder;
  const char *id;
  const char *const *languages;
  const char *language;
  const char *name;
  const char *short_name;
  const char *organization;
  const char *headline;
  const char *tagline;
  const char *accent_color;
  const char *email;
  const char *phone;
  const char *website;
  char *contact_card;
  FairPhoto *hero;
  FairForm *form;
  GListModel *pages;
  GListModel *photos;
  GPtrArray *facts;
  GPtrArray *events;
  FairTimeZones *time_zones;
  GPtrArray *albums;
  GPtrArray *links;
  const char *const *note_chips;
  GPtrArray *stages;
  const char *const *next_steps;
  FairTemplate *follow_up;
  GPtrArray *open_days;
  GPtrArray *problems;
  /*< private >*/
  JsonObject *source; /* holds the texts */
};

FairProgram     *fair_program_load (const char        *folder,
                                    const char *const *languages,
                                    GCancellable      *cancellable,
                                    GError           **error);
void             fair_program_load_async (const char         *folder,
                                          const char *const  *languages,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
FairProgram     *fair_program_load_finish (GAsyncResult *result,
                                           GError      **error);
FairPage        *fair_program_find_page (FairProgram *self,
                                         const char  *id);
FairPage        *fair_program_find_contact_page (FairProgram *self);
FairPhoto       *fair_program_find_photo (FairProgram *self,
                                          const char  *id);
const FairAlbum *fair_program_find_album (FairProgram *self,
                                          const char  *id);
const FairEvent *fair_program_find_event (FairProgram *self,
                                          const char  *id);
const char      *fair_program_get_event_name (FairProgram *self,
                                              const char  *id);
gboolean         fair_open_day_is_over (const FairOpenDay *self,
                                        gint64             now);

G_END_DECLS
