/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-form-visit.h"

struct _FairFormVisit
{
  GObject parent_instance;

  FairVisitRecorder *recorder;
  FairForm *form;
  FairField *field; /* of @form: to which somebody came last, or NULL */
  gboolean begun;   /* and counted; not any more when it was left or finished */
};

G_DEFINE_FINAL_TYPE (FairFormVisit, fair_form_visit, G_TYPE_OBJECT)

static void
fair_form_visit_dispose (GObject *object)
{
  FairFormVisit *self = FAIR_FORM_VISIT (object);

  g_clear_object (&self->recorder);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (fair_form_visit_parent_class)->dispose (object);
}

static void
fair_form_visit_class_init (FairFormVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_form_visit_dispose;
}

static void
fair_form_visit_init (FairFormVisit *self)
{
}

static void
row_reached (FairFormVisit *self,
             FairFieldRow  *row)
{
  self->field = fair_field_row_get_field (row);
}

static void
row_changed (FairFormVisit *self,
             FairFieldRow  *row)
{
  row_reached (self, row);
  if (!self->begun)
    self->begun = fair_visit_recorder_count (self->recorder, FAIR_VISIT_FORMS_BEGUN, fair_form_get_version_tag (self->form));
}

/**
 * fair_form_visit_new:
 * @recorder: counts
 * @view: a form without anything in it
 *
 * Returns: (transfer full): follows it as long as it lives
 */
FairFormVisit *
fair_form_visit_new (FairVisitRecorder *recorder,
                     FairFormView      *view)
{
  FairFormVisit *self = g_object_new (FAIR_TYPE_FORM_VISIT, NULL);

  self->recorder = g_object_ref (recorder);
  self->form = g_object_ref (fair_form_view_get_form (view));
  for (guint i = 0; i < fair_form_get_n_fields (self->form); i++)
    {
      FairFieldRow *row = fair_form_view_find_row (view, fair_field_get_id (fair_form_get_field (self->form, i)));

      g_signal_connect_object (row, "reached", G_CALLBACK (row_reached), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "changed", G_CALLBACK (row_changed), self, G_CONNECT_SWAPPED);
    }
  return self;
}

/** Goes on where @from is, of the same form in another language: that leaves nothing. */
void
fair_form_visit_carry_over (FairFormVisit *self,
                            FairFormVisit *from)
{
  self->begun = from->begun;
  self->field = from->field != NULL ? fair_form_find_field (self->form, fair_field_get_id (from->field)) : NULL;
  from->begun = FALSE;
}

/** Somebody has left the form without signing up. */
void
fair_form_visit_leave (FairFormVisit *self)
{
  if (self->begun && self->field != NULL)
    fair_visit_recorder_count (self->recorder, FAIR_VISIT_LEFT_AT, fair_field_get_id (self->field));
  self->begun = FALSE;
}

/** Somebody has signed up with it. */
void
fair_form_visit_finish (FairFormVisit *self)
{
  if (self->begun)
    fair_visit_recorder_count (self->recorder, FAIR_VISIT_FORMS_FINISHED, fair_form_get_version_tag (self->form));
  self->begun = FALSE;
}
