/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who stands: one table of people, into which the lines of one or of several files are merged. Of each person it has the
 * version that wins, where its line is, and into whom staff have joined them.
 *
 * The greatest version of each person stands: a tombstone above all, then the greatest time stamp, then the greater bytes of
 * the line. The greatest of a set does not depend on the order in which its members are met, on how they are grouped, or on
 * how often one is met: so merging is commutative, associative and idempotent. Whoever looks for a winner asks here.
 */
#pragma once

#include "form/fair-school-names.h"
#include "store/journal/fair-lines.h"
#include "store/journal/fair-read-report.h"

G_BEGIN_DECLS

/** Where a line is. */
typedef struct
{
  guint32 source; /* in which of the table's files, from 0 */
  guint32 length; /* in bytes, without its newline */
  goffset offset; /* where it begins, in bytes */
  guint64 number; /* which line of the file it is, from 1 */
} FairPlace;

/** The parts of what is said of a person that are sorted and filtered by, as they are folded for searching. */
typedef enum
{
  FAIR_PERSON_NAME, /* family name first */
  FAIR_PERSON_SCHOOL,
  FAIR_PERSON_EMAIL,
  FAIR_PERSON_DEGREE,
  FAIR_PERSON_INTERESTS, /* their codes, with a space behind each but the last */
  FAIR_PERSON_N_PARTS
} FairPersonPart;

/** What people are searched, filtered and sorted by. Only in a table that is searched. */
typedef struct
{
  const char *text; /* the answers, folded for searching by fair_text_fold_into() */
  guint32 length;   /* of @text, in bytes */
  guint32 starts[FAIR_PERSON_N_PARTS];  /* where in @text each part begins, in bytes */
  guint16 lengths[FAIR_PERSON_N_PARTS]; /* of each part, in bytes */
  guint16 year;     /* of graduation; 0 where there is none */
  gboolean starred; /* whether staff have marked them */
  gint64 at;        /* when they signed up, in milliseconds since 1970-01-01T00:00:00Z */
} FairPersonText;

/** One person, as the table has them. It never changes but for @sources, @found and @superseded: a version that wins takes its
 * place in the table as another one. */
typedef struct
{
  const char *id;
  FairPlace place;         /* where the line is of the version that wins, or of the tombstone, if there is one */
  gint64 ms;               /* the version's time stamp, with @counter and @device, as in #FairHlc */
  const char *device;
  const char *joined_into; /* the id of whom staff have joined them into, or NULL */
  guint32 counter;
  guint32 number;          /* counts everything in the table that ever won, from 0 */
  guint32 sources;         /* in which files any line of theirs was met: a bit each, the last bit for all beyond */
  guint erased : 1;        /* whether there is a tombstone: nothing else of the person counts then */
  guint found : 1;         /* whether there is a version, be it erased */
  guint superseded : 1;    /* whether another one has won over this one */
  const char *event;       /* the id of the fair; from here on, only in a table that is searched: see fair_people_get_stride() */
  FairPersonText text;
} FairPerson;

/** A file of a table's. */
typedef struct
{
  FairFile file;
  FairLinesKind kind; /* how its lines are taken */
} FairPeopleSource;

/** A table, for others to read. Threading: one thread at a time; what is said of a #FairPerson, any. */
typedef struct
{
  FairSchoolNames *schools;  /* (nullable): if set, it keeps of each person what they are searched, filtered and sorted by */
  FairPeopleSource *sources; /* its files, */
  guint n_sources;           /* so many */
  guint size;                /* how many ever won, those who lost since among them: see fair_people_get() */
  GPtrArray *joined;         /* of FairPerson: all of these who were joined into another one */
  GHashTable *wordings;      /* of FairPlace: where each wording is, by its id */

  /*< private >*/
  gatomicrefcount references;
  GHashTable *by_id;     /* of FairPerson: the winners */
  GPtrArray *pages;      /* of FairPerson, one behind the other: all who ever won */
  GStringChunk *texts;
  GStringChunk *strings; /* ids, and what many have in common */
  const char *device;    /* the last one that was interned */
  const char *event;
  GHashTable *hidden;    /* whether FairPerson are, as far as somebody has asked since the last change */
} FairPeople;

/** How many people are in a page. */
#define FAIR_PEOPLE_PAGE 4096

/** Returns: how many bytes a person takes: in a table that is not searched nothing by which people would be */
static inline gsize
fair_people_get_stride (const FairPeople *self)
{
  return self->schools != NULL ? sizeof (FairPerson) : G_STRUCT_OFFSET (FairPerson, event);
}

/** Returns: (transfer none): who has a number less than @size; valid as long as the table is */
static inline const FairPerson *
fair_people_get (const FairPeople *self,
                 guint             number)
{
  const char *page = self->pages->pdata[number / FAIR_PEOPLE_PAGE];

  return (const FairPerson *) (const void *) (page + number % FAIR_PEOPLE_PAGE * fair_people_get_stride (self));
}

/** Returns: whether nothing has won over this version, and the person was not erased */
static inline gboolean
fair_person_is_current (const FairPerson *self)
{
  return !self->erased && !self->superseded;
}

FairPeople       *fair_people_new (FairSchoolNames *schools);
FairPeople       *fair_people_ref (FairPeople *self);
void              fair_people_unref (FairPeople *self);

guint             fair_people_add_file (FairPeople    *self,
                                        FairFile      *file,
                                        FairLinesKind  kind);
gboolean          fair_people_read (FairPeople      *self,
                                    guint            source,
                                    goffset          from,
                                    goffset          end,
                                    const char      *only,
                                    FairReadReport  *report,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean          fair_people_merge (FairPeople         *self,
                                     guint               source,
                                     const FairLine     *line,
                                     const FairPerson  **beaten,
                                     GError            **error);

const FairPerson *fair_people_find (const FairPeople *self,
                                    const char       *id);
const FairPerson *fair_people_find_winner (const FairPeople  *self,
                                           const FairVersion *version);
gboolean          fair_people_is_hidden (FairPeople       *self,
                                         const FairPerson *person);
GPtrArray        *fair_people_list_joined (const FairPeople *self,
                                           const char       *id);
char             *fair_people_read_line (const FairPeople  *self,
                                         const FairPlace   *place,
                                         FairVersion       *version,
                                         GError           **error);

gboolean          fair_person_text_map (const FairLine *line,
                                        GString        *out,
                                        gpointer        schools);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPeople, fair_people_unref)

G_END_DECLS
