/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that an author gave in one or several languages, as a string or as an object by language code. */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FairLocalized:
 *
 * Immutable. Threading: may be read from any thread.
 */
typedef struct _FairLocalized FairLocalized;

FairLocalized *fair_localized_new (const char *text);
FairLocalized *fair_localized_new_from_node (JsonNode *node,
                                             GError  **error);
FairLocalized *fair_localized_new_from_node_with_fallback (JsonNode   *node,
                                                           const char *fallback,
                                                           GError    **error);
FairLocalized *fair_localized_ref (FairLocalized *self);
void           fair_localized_unref (FairLocalized *self);
const char    *fair_localized_get (const FairLocalized *self,
                                   const char          *language);
gboolean       fair_localized_has_language (const FairLocalized *self,
                                            const char          *language);
gboolean       fair_localized_is_language (const char *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairLocalized, fair_localized_unref)

G_END_DECLS
