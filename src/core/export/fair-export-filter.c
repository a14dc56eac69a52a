/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who goes out with an export. */
#include "export/fair-export-filter.h"

#include "program/fair-stages.h"

static gboolean
has_interest (const FairExportFilter *self,
              const FairVersion      *version)
{
  const char *field = self->interests_field != NULL ? self->interests_field : "interests";
  yyjson_val *answer = yyjson_obj_get (fair_version_get_answers (version), field), *item;
  size_t i, n;

  yyjson_arr_foreach (answer, i, n, item)
    if (yyjson_equals_str (item, self->interest))
      return TRUE;
  return yyjson_equals_str (answer, self->interest);
}

static gboolean
stands_at (const FairExportFilter *self,
           const FairVersion      *version)
{
  yyjson_val *stage = yyjson_obj_get (version->staff, FAIR_STAGE);

  return stage != NULL ? yyjson_equals_str (stage, self->stage) : self->is_first_stage;
}

/**
 * fair_export_filter_takes:
 * @self: who is wanted
 * @exported: (nullable): what was exported before; needed where only new people are wanted
 * @version: the version of a person that stands
 *
 * Threading: any. Returns: whether they go out; what was left unfinished is never new
 */
gboolean
fair_export_filter_takes (const FairExportFilter *self,
                          const FairExported     *exported,
                          const FairVersion      *version)
{
  return (self->event == NULL || g_str_equal (version->event, self->event)) &&
         (self->ids == NULL || g_hash_table_contains (self->ids, version->id)) &&
         (self->interest == NULL || has_interest (self, version)) &&
         (self->stage == NULL || stands_at (self, version)) &&
         (!self->is_new || (!fair_version_is_unfinished (version) && !fair_exported_has (exported, version)));
}

/** Returns: whether it takes everybody of each fair of whom it takes anybody, but who left before: then what is new is known by the time
 * stamps */
gboolean
fair_export_filter_is_whole (const FairExportFilter *self)
{
  return self->ids == NULL && self->interest == NULL && self->stage == NULL;
}
