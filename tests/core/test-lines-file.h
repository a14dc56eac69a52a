/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of lines, for tests of reading them. */
#pragma once

#include "store/journal/fair-lines.h"
#include "test-store-util.h"
#include "test-util.h"

G_BEGIN_DECLS

/* Some megabytes: many rounds of many pieces. */
#define TEST_MANY_LINES 20000

/* The text of the file, and the file once it was opened. */
typedef struct
{
  TestFolder *folder;
  TestFileOps ops;
  GString *text;
  char *path;
  FairFile file;
} TestLinesFile;

void test_lines_file_set_up (TestLinesFile *self,
                             gconstpointer  data);
void test_lines_file_set_up_many (TestLinesFile *self,
                                  gconstpointer  data);
void test_lines_file_tear_down (TestLinesFile *self,
                                gconstpointer  data);
void test_lines_file_open (TestLinesFile *self);

void test_lines_append_person (GString *text,
                               guint    number);

G_END_DECLS
