/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-desk-export.h"

#include "desk/fair-export-dialog.h"

/** Asks the coordinator what to export, beginning with those who are selected or shown. */
void
fair_desk_export (FairDesk *desk)
{
  FairDeskView view;

  g_return_if_fail (FAIR_IS_DESK (desk));

  fair_desk_get_view (desk, &view);
  adw_dialog_present (fair_export_dialog_new_for_desk (fair_desk_get_model (desk), &view), GTK_WIDGET (desk));
}
