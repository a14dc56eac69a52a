/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an erasure did, and what it had to leave for somebody to look at. */
#include "store/erase/fair-erase-report.h"

static void
free_left (gpointer data)
{
  FairEraseLeft *left = data;

  g_free (left->path);
  g_free (left->id);
  g_free (left);
}

/**
 * fair_erase_report_new:
 *
 * Returns: (transfer full): an empty report
 */
FairEraseReport *
fair_erase_report_new (void)
{
  FairEraseReport *self = g_new0 (FairEraseReport, 1);

  self->erased = g_ptr_array_new_with_free_func (g_free);
  self->mentions = g_ptr_array_new_with_free_func (g_free);
  self->left = g_ptr_array_new_with_free_func (free_left);
  return self;
}

/**
 * fair_erase_report_free:
 * @self: (transfer full): a report
 */
void
fair_erase_report_free (FairEraseReport *self)
{
  g_ptr_array_unref (self->erased);
  g_ptr_array_unref (self->mentions);
  g_ptr_array_unref (self->left);
  g_free (self->keeper);
  g_free (self);
}

/**
 * fair_erase_report_leave:
 * @self: a report
 * @reason: why it was left
 * @path: the file
 * @id: (nullable): whose damaged line it is
 *
 * Notes what was left.
 */
void
fair_erase_report_leave (FairEraseReport     *self,
                         FairEraseLeftReason  reason,
                         const char          *path,
                         const char          *id)
{
  FairEraseLeft *left = g_new (FairEraseLeft, 1);

  *left = (FairEraseLeft) { reason, g_strdup (path), g_strdup (id) };
  g_ptr_array_add (self->left, left);
}
