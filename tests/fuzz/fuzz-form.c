/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form.json, any bytes: it is read or refused, and a form that was read can check answers. */
#include "fuzz.h"

#include "form/fair-validation.h"
#include "fuzz-folder.h"

/* Something in every field, so that each kind's checks run. */
static FairAnswers *
fill_in (FairForm *form)
{
  FairAnswers *answers = fair_answers_new ();

  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      const char *id = fair_field_get_id (fair_form_get_field (form, i));

      if (i % 3 == 0)
        fair_answers_set_integer (answers, id, 2027);
      else
        fair_answers_set_text (answers, id, i % 3 == 1 ? "ann@example.org" : " aaaaaaaaaaaaaaaaaaaaaaaaaaaa\n!");
    }
  return answers;
}

static void
check (FairForm    *form,
       FairAnswers *answers)
{
  g_autoptr (GPtrArray) problems = fair_form_check (form, answers);
  g_autoptr (FairAnswers) normalized = fair_form_normalize (form, answers);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (problems);
  g_assert_nonnull (normalized);
  if (!fair_form_accept (form, normalized, &error))
    g_assert_nonnull (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = fuzz_folder_write ("form.json", data, size);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_pack_problem_free);
  const char *const languages[] = { "es_MX.UTF-8", "en", NULL };
  g_autoptr (GError) error = NULL;
  FairPackReader reader = { .problems = problems, .file = "form.json", .languages = languages };
  g_autoptr (FairPackFolder) folder = fair_pack_folder_open (fuzz_folder_get (), NULL);
  g_autoptr (FairForm) form = fair_form_read (&reader, folder, &error);
  g_autoptr (FairAnswers) empty = NULL;
  g_autoptr (FairAnswers) full = NULL;

  g_assert_true ((form == NULL) == (error != NULL));
  if (form == NULL)
    return 0;
  empty = fair_answers_new ();
  full = fill_in (form);
  check (form, empty);
  check (form, full);
  return 0;
}
