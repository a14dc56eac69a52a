/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the sign-up need: rows and forms to fill in, as a visitor would. */
#pragma once

#include "form/fair-form-view.h"
#include "ui-test.h"

G_BEGIN_DECLS

FairForm *form_test_new_form (const char *json);
void      form_test_type (FairFieldRow *row,
                          const char   *text);
void      form_test_fill (GtkWidget  *root,
                          const char *field,
                          const char *text);
void      form_test_agree (GtkWidget *root);

G_END_DECLS
