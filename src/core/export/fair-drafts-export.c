/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message to each person, as a folder of drafts: from a template of the coordinator's, of the pack, or of Fairbook itself.
 *
 * Everybody is written to in the language of their sign-up, as far as the pack has it: the pack is read once for each.
 */
#include "config.h"

#include "base/fair-clock.h"
#include "base/fair-file-name.h"
#include "base/fair-language.h"
#include "export/fair-draft.h"
#include "export/fair-export-format.h"
#include "export/fair-recipient.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of an id a file's name has. */
#define ID_LENGTH 8
/* Of one name; there are no more where ids are Fairbook's own. */
#define MAX_FILES 10000

/* What speaks one language. */
typedef struct
{
  FairProgram *program; /* NULL where there is no pack */
  FairForm *form;
  const FairTemplate *template;
} Voice;

typedef struct
{
  const FairExportSource *source;
  FairRecipientFields fields;
  FairTemplate *own; /* NULL where each voice has its own */
  GHashTable *voices; /* by the language of the pack that they speak */
  GDateTime *date;
} Drafts;

static void
voice_free (gpointer data)
{
  Voice *self = data;

  g_clear_object (&self->program);
  g_object_unref (self->form);
  g_free (self);
}

static void
drafts_free (gpointer state)
{
  Drafts *self = state;

  g_clear_pointer (&self->own, fair_template_free);
  g_hash_table_unref (self->voices);
  g_date_time_unref (self->date);
  g_free (self);
}

static const char *const *
get_languages (const Drafts *self)
{
  return self->source->program != NULL ? self->source->program->languages : NULL;
}

/* Every mistake in a template, in one message. */
static void
set_template_error (GPtrArray  *problems,
                    GError    **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *one = fair_pack_problem_to_string (problems->pdata[i]);

      g_string_append_printf (all, "%s%s", i > 0 ? "; " : "", one);
    }
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM,
               /* Translators: mistakes in a file, each with its place. */
               _("Nobody can be written to with this text. Mend it, then export again: %s"), all->str);
}

static FairTemplate *
read_chosen (Drafts  *self,
             GError **error)
{
  g_autofree char *folder_path = g_path_get_dirname (self->source->template_path);
  g_autofree char *name = g_path_get_basename (self->source->template_path);
  g_autoptr (FairPackFolder) folder = fair_pack_folder_open (folder_path, error);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairPackReader reader = { .problems = problems };
  FairTemplate *template = NULL;

  if (folder == NULL)
    return NULL;
  template = fair_template_read (folder, name, self->source->form, get_languages (self), &reader);
  if (template == NULL)
    set_template_error (problems, error);
  return template;
}

static gboolean
check_pack (const FairProgram  *program,
            GError            **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();

  for (guint i = 0; program != NULL && i < program->problems->len; i++)
    if (g_str_has_prefix (((FairPackProblem *) program->problems->pdata[i])->file, FAIR_PROGRAM_FOLLOW_UP))
      g_ptr_array_add (problems, program->problems->pdata[i]);
  if (problems->len == 0)
    return TRUE;
  set_template_error (problems, error);
  return FALSE;
}

/* What every program has; in the language that the interface speaks. */
static char *
dup_plain_text (FairForm *form)
{
  const char *question = "";

  if (fair_form_find_field (form, "question") != NULL)
    /* Translators: a part of the text below. What stands between {{ and }} is not translated. */
    question = _("{{#question}}\n"
                 "\n"
                 "You asked us:\n"
                 "\n"
                 "{{question}}\n"
                 "\n"
                 "[Write the answer here.]\n"
                 "{{/}}\n");
  /* Translators: a message to somebody who signed up, a young physician; %s is the part above. Neither “Subject:” nor what stands
   * between {{ and }} is translated. */
  return g_strdup_printf (_("Subject: Thank you for stopping by – {{program}}\n"
                            "\n"
                            "{{#name}}\n"
                            "Dear {{name}},\n"
                            "{{else}}\n"
                            "Good day,\n"
                            "{{/}}\n"
                            "\n"
                            "thank you for stopping by{{#fair}} at {{fair}}{{/}} and for leaving your details with us.\n"
                            "%s"
                            "\n"
                            "With kind regards\n"
                            "{{program}}\n"),
                          question);
}

static FairTemplate *
make_plain (const Drafts *self,
            GError      **error)
{
  g_autofree char *text = dup_plain_text (self->source->form);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairPackReader reader = { .problems = problems, .file = "Fairbook" };
  FairTemplate *template = fair_template_parse (text, strlen (text), self->source->form, get_languages (self), &reader);

  if (template == NULL)
    set_template_error (problems, error);
  return template;
}

static gboolean
choose_template (Drafts  *self,
                 GError **error)
{
  const FairExportSource *source = self->source;

  if (source->template_path != NULL)
    self->own = read_chosen (self, error);
  else if (!check_pack (source->program, error))
    return FALSE;
  else if (source->program == NULL || source->program->follow_up == NULL)
    self->own = make_plain (self, error);
  else
    return TRUE;
  return self->own != NULL;
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  Drafts *self = g_new0 (Drafts, 1);

  self->source = source;
  self->voices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, voice_free);
  self->date = g_date_time_new_from_unix_utc (fair_clock_now (fair_clock_get_default ()) / 1000);
  if (fair_recipient_find_fields (source->form, &self->fields, error) && choose_template (self, error))
    return self;
  drafts_free (self);
  return NULL;
}

/* Of the pack's languages the one that a person has chosen, or the first; "" without a pack. */
static const char *
get_language (const Drafts *self,
              const char   *chosen)
{
  const char *const *languages = get_languages (self);
  const char *found = languages != NULL ? fair_language_lookup (languages, (const char *const[]) { chosen, NULL }) : "";

  return found != NULL ? found : languages[0];
}

/* A pack that cannot be read any more is as good as the one at hand. */
static Voice *
make_voice (const Drafts *self,
            const char   *language)
{
  FairProgram *program = self->source->program;
  Voice *voice = g_new0 (Voice, 1);

  if (program != NULL && !g_str_equal (program->language, language))
    voice->program = fair_program_load (program->folder, (const char *const[]) { language, NULL }, NULL, NULL);
  if (program != NULL && (voice->program == NULL || voice->program->form == NULL))
    g_set_object (&voice->program, program);
  voice->form = g_object_ref (voice->program != NULL && voice->program->form != NULL ? voice->program->form : self->source->form);
  voice->template = self->own;
  if (voice->template == NULL)
    voice->template = voice->program->follow_up != NULL ? voice->program->follow_up : program->follow_up;
  return voice;
}

static const Voice *
get_voice (Drafts     *self,
           const char *chosen)
{
  const char *language = get_language (self, chosen);
  Voice *voice = g_hash_table_lookup (self->voices, language);

  if (voice == NULL)
    {
      voice = make_voice (self, language);
      g_hash_table_insert (self->voices, g_strdup (language), voice);
    }
  return voice;
}

static char *
dup_file_name (const FairRecipient *recipient,
               const FairVersion   *version,
               guint                number)
{
  const char *family = recipient->family, *given = recipient->given;
  g_autofree char *name = g_strjoin (" ", family != NULL ? family : "", given != NULL ? given : "", NULL);
  g_autofree char *safe = fair_file_name_make_safe (name, "-");

  if (number > 1)
    return g_strdup_printf ("%s %.*s %u.eml", safe, ID_LENGTH, version->id, number);
  return g_strdup_printf ("%s %.*s.eml", safe, ID_LENGTH, version->id);
}

static gboolean
add_file (Drafts               *self,
          const FairRecipient  *recipient,
          const FairVersion    *version,
          GBytes               *message,
          GError              **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (message, &length);

  for (guint number = 1;; number++)
    {
      g_autofree char *name = dup_file_name (recipient, version, number);
      g_autoptr (GError) local_error = NULL;

      if (fair_export_file_add (self->source->file, name, data, length, &local_error))
        return TRUE;
      if (number < MAX_FILES && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
}

static GBytes *
write_message (const Drafts        *self,
               const Voice         *voice,
               const FairVersion   *version,
               const FairRecipient *recipient)
{
  const FairTemplateData data = {
    .answers = fair_version_get_answers (version),
    .form = voice->form,
    .lang = version->lang,
    .name = recipient->greeting,
    .program = voice->program != NULL ? voice->program->short_name : "",
    .fair = recipient->fair,
  };
  g_autofree char *subject = fair_template_render_subject (voice->template, &data);
  g_autofree char *body = fair_template_render_body (voice->template, &data);
  const FairDraftMessage message = {
    .from_name = voice->program != NULL ? voice->program->name : NULL,
    .from_address = voice->program != NULL ? voice->program->email : NULL,
    .to_name = recipient->name,
    .to_address = recipient->address,
    .subject = subject,
    .body = body,
    .date = self->date,
  };

  return fair_draft_message_to_bytes (&message);
}

static gboolean
write_draft (gpointer            state,
             GString            *out,
             const FairVersion  *version,
             GError            **error)
{
  Drafts *self = state;
  const Voice *voice = get_voice (self, version->lang);
  g_auto (FairRecipient) recipient = { NULL };
  g_autoptr (GBytes) message = NULL;

  if (!fair_recipient_init (&recipient, &self->fields, voice->program, version, error))
    return FALSE;
  message = write_message (self, voice, version, &recipient);
  return add_file (self, &recipient, version, message, error);
}

const FairExporter fair_drafts_exporter = { begin, write_draft, NULL, drafts_free };
