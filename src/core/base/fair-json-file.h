/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small file that is one JSON object, such as what a program remembers beside the sign-ups. */
#pragma once

#include "base/fair-file-ops.h"
#include "base/fair-json.h"

G_BEGIN_DECLS

yyjson_doc *fair_json_file_read (const FairFileOps *ops,
                                 const char        *path);
gboolean    fair_json_file_replace (const FairFileOps     *ops,
                                    const char            *path,
                                    const yyjson_mut_doc  *doc,
                                    GError               **error);

G_END_DECLS
