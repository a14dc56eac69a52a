/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often what was looked at, by the hour and the fair: numbers only, and nothing of any person. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The longest file that is read, in bytes: hundreds of full days. */
#define FAIR_VISIT_COUNTS_MAX_FILE (16 * 1024 * 1024)

/** What is counted. */
typedef enum
{
  FAIR_VISIT_PAGE_VIEWS,     /* a page was opened; @id is the page's */
  FAIR_VISIT_PAGE_SECONDS,   /* for so long it was in front */
  FAIR_VISIT_PHOTOS_OPENED,  /* a photo was opened; @id is the photo's */
  FAIR_VISIT_FORMS_BEGUN,    /* somebody typed into a form; @id is the form's, with its version */
  FAIR_VISIT_LEFT_AT,        /* a form that was begun was left; @id is the field's where that was */
  FAIR_VISIT_FORMS_FINISHED, /* a form that was begun was signed up with; @id as for begun ones */
  FAIR_VISIT_N_KINDS
} FairVisitKind;

/**
 * FairVisitCount:
 * @hour: when the hour began, in milliseconds since 1970-01-01T00:00:00Z: see fair_time_zones_get_hour()
 * @event: the id of the fair; "" where none was chosen
 * @id: of a page, a photo, a form or a field of the pack
 * @n: how often, or how many seconds; at least 1
 */
typedef struct
{
  gint64 hour;
  char *event;
  FairVisitKind kind;
  char *id;
  guint64 n;
} FairVisitCount;

/* One thread at a time. */
typedef struct _FairVisitCounts FairVisitCounts;

FairVisitCounts *fair_visit_counts_new (void);
FairVisitCounts *fair_visit_counts_read (const char  *text,
                                         gsize        length,
                                         char       **device,
                                         GError     **error);
char            *fair_visit_counts_write (FairVisitCounts *self,
                                          const char      *device);
void             fair_visit_counts_free (FairVisitCounts *self);
void             fair_visit_counts_add (FairVisitCounts *self,
                                        gint64           hour,
                                        const char      *event,
                                        FairVisitKind    kind,
                                        const char      *id,
                                        guint64          n);
void             fair_visit_counts_add_all (FairVisitCounts *self,
                                            FairVisitCounts *more);
gboolean         fair_visit_counts_take_greatest (FairVisitCounts *self,
                                                  FairVisitCounts *other);
gboolean         fair_visit_counts_is_empty (FairVisitCounts *self);
GPtrArray       *fair_visit_counts_list (FairVisitCounts *self);
const char      *fair_visit_kind_get_name (FairVisitKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairVisitCounts, fair_visit_counts_free)

G_END_DECLS
