/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template, any bytes: it is parsed or refused, and one that was parsed is filled in for whatever was answered. */
#include "fuzz.h"

#include "base/fair-json.h"
#include "program/fair-program.h"
#include <string.h>

#define ANSWERS "{\"given_name\":\"{{#\",\"email\":\"a@b.c\",\"degree\":\"MD\",\"interests\":[\"research\",7],\"question\":[{}],\"consent\":true}"

static FairProgram *
get_program (void)
{
  static FairProgram *program = NULL;

  if (program == NULL)
    program = fair_program_load (g_getenv ("FAIRBOOK_BUILTIN_DIR"), NULL, NULL, NULL);
  return program;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FairProgram *program = get_program ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairPackReader reader = { .problems = problems, .file = "letter.txt" };
  g_autoptr (FairTemplate) template = fair_template_parse ((const char *) data, size, program->form, program->languages, &reader);
  g_autoptr (yyjson_doc) doc = yyjson_read (ANSWERS, strlen (ANSWERS), 0);
  const FairTemplateData filled = { yyjson_doc_get_root (doc), program->form, "es", "Ann", "P", "F" };
  g_autofree char *subject = NULL, *body = NULL;

  g_assert_true ((template == NULL) == (problems->len > 0));
  if (template == NULL)
    return 0;
  subject = fair_template_render_subject (template, &filled);
  body = fair_template_render_body (template, &filled);
  g_assert_null (strpbrk (subject, "\r\n"));
  g_assert_true (g_utf8_validate (body, -1, NULL));
  return 0;
}
