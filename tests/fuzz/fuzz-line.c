/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line, any bytes: who looks at it says the same of it, and what is taken from elsewhere is a line of a journal. */
#include "fuzz.h"

#include "store/journal/fair-line.h"
#include <string.h>

/* Returns whether the line was read. */
static gboolean
check_error (const GError *error)
{
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  return error == NULL;
}

static void
check_same (const FairVersion *a,
            const FairVersion *b)
{
  g_assert_cmpint (a->op, ==, b->op);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpint (fair_hlc_compare (&a->hlc, &b->hlc), ==, 0);
}

static void
check_glance (const char        *text,
              gsize              length,
              const FairVersion *version)
{
  g_autoptr (GStringChunk) scratch = g_string_chunk_new (256);
  FairVersion glanced = { 0 };

  if (!fair_line_glance (text, length, scratch, &glanced))
    return;
  g_assert_true (fair_id_is_valid (glanced.id, strlen (glanced.id)));
  if (version != NULL)
    check_same (&glanced, version);
}

/* A line that needs nothing is taken as it is; but for the last time stamp that there can be. */
static void
check_foreign (const char        *text,
               gsize              length,
               const FairVersion *version)
{
  g_autoptr (GStringChunk) scratch = g_string_chunk_new (256);
  g_auto (FairVersion) foreign = { 0 };
  g_auto (FairVersion) again = { 0 };
  g_autoptr (GError) error = NULL;

  fair_line_decode_foreign (text, length, NULL, scratch, &foreign, &error);
  if (!check_error (error))
    {
      g_assert_true (version == NULL || version->op == FAIR_OP_UNKNOWN || !fair_hlc_can_be_followed (&version->hlc));
      return;
    }
  g_assert_true (fair_line_decode (foreign.line, foreign.length, NULL, &again, &error));
  g_assert_no_error (error);
  check_same (&foreign, &again);
  if (version != NULL)
    check_same (&foreign, version);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *text = (const char *) data;
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean decoded = fair_line_decode (text, size, NULL, &version, &error);

  g_assert_true (decoded == check_error (error));
  check_glance (text, size, decoded ? &version : NULL);
  check_foreign (text, size, decoded ? &version : NULL);
  return 0;
}
