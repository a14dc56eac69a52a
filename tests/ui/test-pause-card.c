/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a pause: whose table it is, and nothing to press. */
#include "config.h"

#include "gallery/fair-picture.h"
#include "kiosk/fair-pause-card.h"
#include "ui-test.h"

static void
test_card (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) card = g_object_ref_sink (fair_pause_card_new ());
  g_autofree char *label = g_strdup_printf ("Back in a moment. %s", program->name);

  fair_pause_card_set_program (FAIR_PAUSE_CARD (card), program);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  g_assert_cmpuint (ui_test_count (card, GTK_TYPE_BUTTON), ==, 0);
  g_assert_cmpuint (ui_test_count (card, GTK_TYPE_EDITABLE), ==, 0);
  g_assert_true (fair_picture_get_photo (FAIR_PICTURE (ui_test_find (card, FAIR_TYPE_PICTURE, 0))) == program->hero);
}

static void
test_no_picture (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (GtkWidget) card = g_object_ref_sink (fair_pause_card_new ());
  GtkWidget *picture = ui_test_find (card, FAIR_TYPE_PICTURE, 0);

  g_clear_object (&program->hero);
  fair_pause_card_set_program (FAIR_PAUSE_CARD (card), program);
  g_assert_false (gtk_widget_get_visible (picture));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/pause-card/card", test_card);
  g_test_add_func ("/pause-card/no-picture", test_no_picture);
  return g_test_run ();
}
