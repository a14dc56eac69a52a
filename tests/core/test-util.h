/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several tests of the core need: temporary folders that go away again, files in them, forms and answers. */
#pragma once

#include "form/fair-answers.h"
#include "form/fair-form.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestFolder:
 * @path: a new, empty folder
 */
typedef struct
{
  char *path;
} TestFolder;

void        test_prefer_memory (void);
TestFolder *test_folder_new (void);
void        test_folder_free (TestFolder *self);
char       *test_folder_path (TestFolder *self,
                              const char *name);
char       *test_folder_write (TestFolder *self,
                               const char *name,
                               const char *text);
void        test_folder_write_bytes (TestFolder *self,
                                     const char *name,
                                     const void *data,
                                     gsize       length);
void        test_folder_link (TestFolder *self,
                              const char *name,
                              const char *target);
void        test_folder_copy (TestFolder *self,
                              const char *from);

FairForm   *test_load_form (const char *folder,
                            const char *language,
                            GPtrArray  *problems,
                            GError    **error);
char       *test_dup_answers (const FairAnswers *answers);
void        test_keep_result (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data);
void        test_wait_for_result (GAsyncResult **result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestFolder, test_folder_free)

G_END_DECLS
