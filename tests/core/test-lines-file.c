/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-lines-file.h"

#include <fcntl.h>
#include <string.h>

/* Every so many lines one is bad. */
#define BAD_INTERVAL 97

/* No text yet. */
void
test_lines_file_set_up (TestLinesFile *self,
                        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->text = g_string_new (NULL);
  self->file = (FairFile) FAIR_FILE_CLOSED;
  test_file_ops_init (&self->ops);
}

/* Makes a file of the text, and opens it. */
void
test_lines_file_open (TestLinesFile *self)
{
  fair_file_clear (&self->file);
  test_folder_write_bytes (self->folder, "lines.jsonl", self->text->str, self->text->len);
  g_free (self->path);
  self->path = test_folder_path (self->folder, "lines.jsonl");
  g_assert_true (fair_file_open (&self->file, &self->ops.ops, self->path, O_RDONLY, NULL));
}

/* A sign-up, or a line that is bad. */
void
test_lines_append_person (GString *text,
                          guint    number)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  g_autofree char *line = test_put_line (id, 1, "5-0-a", "Ann");

  if (number % BAD_INTERVAL == 0)
    line[strlen (line) - 30] ^= 1;
  g_string_append (text, line);
}

/* Open, with many people in it. */
void
test_lines_file_set_up_many (TestLinesFile *self,
                             gconstpointer  data)
{
  test_lines_file_set_up (self, data);
  for (guint i = 1; i <= TEST_MANY_LINES; i++)
    test_lines_append_person (self->text, i);
  test_lines_file_open (self);
}

void
test_lines_file_tear_down (TestLinesFile *self,
                           gconstpointer  data)
{
  fair_file_clear (&self->file);
  g_free (self->path);
  g_string_free (self->text, TRUE);
  test_folder_free (self->folder);
}
