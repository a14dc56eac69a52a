/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all fields of the form have in common: a title, a place for the control, help, problems and suggestions. */
#pragma once

#include "form/fair-validation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** How text is entered: no spell-checking, no emoji, and nothing is learnt from what a visitor types. */
#define FAIR_FIELD_INPUT_HINTS (GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_PRIVATE)

#define FAIR_TYPE_FIELD_ROW (fair_field_row_get_type ())
/*
 * Signals:
 * - changed: the answer is another one
 * - reached: the keyboard's focus has come here
 * - left: the keyboard's focus has gone elsewhere
 * - entered: Enter was pressed; the person is done with this field
 */
G_DECLARE_DERIVABLE_TYPE (FairFieldRow, fair_field_row, FAIR, FIELD_ROW, GtkWidget)

/**
 * FairFieldRowClass:
 * @save_answer: puts the answer into @answers; nothing where there is none
 * @load_answer: shows the answer that is in @answers, as if the person had given it; nothing where there is none
 */
struct _FairFieldRowClass
{
  GtkWidgetClass parent_class;

  void (*save_answer) (FairFieldRow *self,
                       FairAnswers  *answers);
  void (*load_answer) (FairFieldRow      *self,
                       const FairAnswers *answers);
};

FairField  *fair_field_row_get_field (FairFieldRow *self);
void        fair_field_row_set_needed (FairFieldRow *self,
                                       gboolean      needed,
                                       gboolean      required);
gboolean    fair_field_row_is_needed (FairFieldRow *self);
void        fair_field_row_set_title_visible (FairFieldRow *self,
                                              gboolean      visible);
void        fair_field_row_save_answer (FairFieldRow *self,
                                        FairAnswers  *answers);
void        fair_field_row_load_answer (FairFieldRow      *self,
                                        const FairAnswers *answers);
gboolean    fair_field_row_is_filled (FairFieldRow *self);
gboolean    fair_field_row_set_problem (FairFieldRow      *self,
                                        const FairProblem *problem);
void        fair_field_row_call (FairFieldRow *self);
void        fair_field_row_set_reached (FairFieldRow *self,
                                        gboolean      reached);
const char *fair_field_row_get_message (FairFieldRow *self);
gboolean    fair_field_row_has_problem (FairFieldRow *self);
void        fair_field_row_take_suggestion (FairFieldRow *self);

/* For the rows of each kind. */
void        fair_field_row_set_control (FairFieldRow *self,
                                        GtkWidget    *widget,
                                        GtkWidget    *control);
void        fair_field_row_add_suffix (FairFieldRow *self,
                                       GtkWidget    *suffix);
void        fair_field_row_set_note (FairFieldRow *self,
                                     const char   *note);
void        fair_field_row_emit_changed (FairFieldRow *self);
void        fair_field_row_emit_entered (FairFieldRow *self);

G_END_DECLS
