/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several widget tests need: a display, and waiting for something to become true. */
#pragma once

#include "program/fair-program.h"
#include "test-util.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef gboolean (*UiTestCondition) (gpointer data);

void         ui_test_init (int    *argc,
                           char ***argv);
void         ui_test_style (void);
void         ui_test_wait_at (const char     *place,
                              const char     *name,
                              UiTestCondition condition,
                              gpointer        data);
#define ui_test_wait(condition, data) ui_test_wait_at (G_STRLOC, #condition, condition, data)
void         ui_test_wait_active (GtkWindow *window);
void         ui_test_wait_gone (gpointer weak_pointer);
guint        ui_test_count_announced (const char *text);
FairProgram *ui_test_load_program (void);
void         ui_test_choose_data_folder (void);
TestFolder  *ui_test_make_data_folder (void);
GtkWidget   *ui_test_find (GtkWidget *root,
                           GType      type,
                           guint      nth);
GtkWidget   *ui_test_find_text (GtkWidget  *root,
                                const char *text);
guint        ui_test_count (GtkWidget *root,
                            GType      type);

G_END_DECLS
