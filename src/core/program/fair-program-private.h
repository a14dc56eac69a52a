/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a content pack is made of, for the files that read it. */
#pragma once

#include "base/fair-pack-folder.h"
#include "base/fair-pack-reader.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

struct _FairPhoto
{
  GObject parent_instance;

  char *id;
  GFile *file;
  FairLocalized *caption;
  FairLocalized *alt;
  char *color;
  double aspect;
  GStrv albums;
};

struct _FairPage
{
  GObject parent_instance;

  char *id;
  FairLocalized *title;
  FairLocalized *summary;
  char *photo;
  FairLocalized *languages; /* of each language, the key in @blocks */
  GHashTable *blocks;       /* language -> GPtrArray of FairBlock */
};

struct _FairProgram
{
  GObject parent_instance;

  char *folder;
  char *id;
  FairLocalized *name;
  FairLocalized *short_name;
  FairLocalized *organization;
  FairLocalized *headline;
  FairLocalized *tagline;
  char *accent_color;
  GStrv languages; /* never empty */
  char *email;
  char *phone;
  char *website;
  FairPhoto *hero;
  FairForm *form;
  GListStore *pages;
  GListStore *photos;
  GPtrArray *facts;
  GPtrArray *events;
  GPtrArray *albums;
  GPtrArray *links;
  GPtrArray *problems;
};

FairPhoto *fair_photo_read (FairPackReader *reader,
                            FairPackFolder *folder,
                            JsonObject     *object,
                            const char     *place);
char      *fair_pack_reader_get_color (FairPackReader *reader,
                                       JsonObject     *object,
                                       const char     *place,
                                       const char     *member);
gboolean   fair_program_read (FairProgram    *self,
                              FairPackFolder *folder,
                              GCancellable   *cancellable,
                              GError        **error);

G_END_DECLS
