/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a journal, any bytes: what can be read is read the same by the quick look and by the strict reader. */
#include "fuzz.h"

#include "store/journal/fair-journal-line.h"
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *text = (const char *) data;
  g_auto (FairRecord) record = { 0 };
  g_autoptr (GError) error = NULL;
  FairFrame frame = { 0 };
  gboolean scanned = fair_journal_line_scan (text, size, &frame);

  if (!fair_journal_line_decode (text, size, NULL, &record, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  if (record.op == FAIR_OP_UNKNOWN)
    return 0;
  g_assert_true (scanned);
  g_assert_cmpint (frame.op, ==, record.op);
  g_assert_cmpstr (frame.id, ==, record.id);
  g_assert_true (!frame.first || record.rev == 1);
  return 0;
}
