/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-notes.h"

#include "base/fair-json.h"
#include "booth/fair-announce.h"
#include "booth/fair-combo-list.h"
#include "desk/fair-person-words.h"
#include "program/fair-note-chips.h"
#include "program/fair-stages.h"

#include <glib/gi18n-lib.h>

struct _FairPersonNotes
{
  AdwBin parent_instance;

  char *id;             /* of the person, or NULL */
  char *name;
  char *base;           /* the note as it is saved */
  char *handed_over;    /* the note that was handed over to be saved and has not come back yet, or NULL */
  GHashTable *notes;    /* of id to the note of theirs that was handed over last, until it is known to be saved */
  GHashTable *unsaved;  /* of id to a note that could not be saved */
  GStrv stages;         /* their ids, in the order of the list */
  char **kept;          /* the chips that they have as saved */
  gboolean filling;     /* what changes now is not the staff's doing */

  AdwComboRow *stage;
  GtkTextView *text;
  GtkLabel *failure;
  AdwWrapBox *chips;
};

G_DEFINE_FINAL_TYPE (FairPersonNotes, fair_person_notes, ADW_TYPE_BIN)

enum
{
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_edit (FairPersonNotes   *self,
           const FairAnswers *patch,
           const char        *said)
{
  FairPersonEdit *edit = fair_person_edit_new ();

  fair_person_edit_note (edit, self->id, patch);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  g_signal_emit (self, signals[EDIT], 0, edit, said);
}

static void
set_or_remove (FairAnswers *patch,
               const char  *member,
               const char  *text)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);

  fair_answers_set_value (patch, member, *text != '\0' ? yyjson_mut_str (doc, text) : yyjson_mut_null (doc));
}

static char *
dup_typed (FairPersonNotes *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/** Hands over the note that is being typed, if it is another one than before. */
void
fair_person_notes_flush (FairPersonNotes *self)
{
  g_autoptr (FairAnswers) patch = NULL;
  g_autofree char *typed = NULL, *said = NULL;

  g_return_if_fail (FAIR_IS_PERSON_NOTES (self));

  if (self->id == NULL)
    return;
  typed = dup_typed (self);
  if (g_strcmp0 (typed, self->base) == 0 || g_strcmp0 (typed, self->handed_over) == 0)
    return;
  g_set_str (&self->handed_over, typed);
  g_hash_table_insert (self->notes, g_strdup (self->id), g_strdup (typed));
  g_hash_table_remove (self->unsaved, self->id);
  patch = fair_answers_new ();
  set_or_remove (patch, FAIR_NOTE_TEXT, typed);
  said = g_strdup_printf (_("Changed the note on %s"), self->name);
  emit_edit (self, patch, said);
}

static void
text_left (FairPersonNotes *self)
{
  fair_person_notes_flush (self);
}

static void
save_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  fair_person_notes_flush (FAIR_PERSON_NOTES (widget));
}

static void
stage_selected (FairPersonNotes *self)
{
  guint selected = adw_combo_row_get_selected (self->stage);
  g_autoptr (FairAnswers) patch = NULL;
  g_autofree char *said = NULL;
  GtkStringObject *title;

  if (self->filling || self->id == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  title = adw_combo_row_get_selected_item (self->stage);
  patch = fair_answers_new ();
  fair_answers_set_text (patch, FAIR_STAGE, self->stages[selected]);
  said = g_strdup_printf (_("%s stands at “%s”"), self->name, gtk_string_object_get_string (title));
  emit_edit (self, patch, said);
}

static GtkWidget *
get_first_chip (FairPersonNotes *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self->chips));
}

static gboolean
is_chosen (FairPersonNotes *self,
           const char      *chip)
{
  for (GtkWidget *button = get_first_chip (self); button != NULL; button = gtk_widget_get_next_sibling (button))
    if (g_str_equal (gtk_button_get_label (GTK_BUTTON (button)), chip))
      return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));
  return FALSE;
}

/* Those that were there keep their order. */
static FairAnswers *
make_chips_patch (FairPersonNotes *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) chips = NULL;
  FairAnswers *patch = fair_answers_new ();

  for (gsize i = 0; self->kept[i] != NULL; i++)
    if (is_chosen (self, self->kept[i]))
      g_strv_builder_add (builder, self->kept[i]);
  for (GtkWidget *button = get_first_chip (self); button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      const char *chip = gtk_button_get_label (GTK_BUTTON (button));

      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)) && !g_strv_contains ((const char *const *) self->kept, chip))
        g_strv_builder_add (builder, chip);
    }
  chips = g_strv_builder_end (builder);
  if (chips[0] != NULL)
    fair_answers_set_codes (patch, FAIR_NOTE_CHIPS, (const char *const *) chips);
  else
    set_or_remove (patch, FAIR_NOTE_CHIPS, "");
  return patch;
}

static void
chip_toggled (FairPersonNotes *self,
              GtkToggleButton *chip)
{
  g_autoptr (FairAnswers) patch = NULL;
  g_autofree char *said = NULL;

  if (self->filling || self->id == NULL)
    return;
  patch = make_chips_patch (self);
  /* Translators: %s are somebody's name and a remark that staff note with one click. */
  said = g_strdup_printf (gtk_toggle_button_get_active (chip) ? _("%s: noted “%s”") : _("%s: not “%s” any longer"), self->name,
                          gtk_button_get_label (GTK_BUTTON (chip)));
  emit_edit (self, patch, said);
}

static void
add_chip (FairPersonNotes *self,
          const char      *title)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (title);
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (chip)));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (chip, "person-chip");
  adw_wrap_box_append (self->chips, chip);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled), self, G_CONNECT_SWAPPED);
}

/* Returns the chips that there are to choose from: the program's, then what else somebody has noted. */
static GStrv
list_chips (FairPersonNotes *self,
            FairProgram     *program)
{
  g_auto (GStrv) known = fair_note_chips_list (program != NULL ? program->note_chips : NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) known);
  for (gsize i = 0; self->kept[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) known, self->kept[i]))
      g_strv_builder_add (builder, self->kept[i]);
  return g_strv_builder_end (builder);
}

/* The buttons that are there stay, and with them the focus, unless there are others to choose from. */
static void
show_chips (FairPersonNotes *self,
            FairProgram     *program)
{
  g_auto (GStrv) chips = list_chips (self, program);
  GtkWidget *button = get_first_chip (self);
  gsize same = 0;

  for (; button != NULL && chips[same] != NULL && g_str_equal (gtk_button_get_label (GTK_BUTTON (button)), chips[same]); same++)
    button = gtk_widget_get_next_sibling (button);
  while (button != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (button);

      adw_wrap_box_remove (self->chips, button);
      button = next;
    }
  for (; chips[same] != NULL; same++)
    add_chip (self, chips[same]);
  for (button = get_first_chip (self); button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  g_strv_contains ((const char *const *) self->kept, gtk_button_get_label (GTK_BUTTON (button))));
}

/* A stage that the pack does not have comes from another laptop, or another pack: it is shown by its id. */
static void
show_stage (FairPersonNotes *self,
            FairProgram     *program,
            const char      *id)
{
  g_autoptr (GPtrArray) stages = fair_stages_list (program);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = 0;

  for (guint i = 0; i < stages->len; i++)
    {
      const FairStage *stage = stages->pdata[i];

      gtk_string_list_append (titles, stage->title);
      g_strv_builder_add (builder, stage->id);
      if (g_strcmp0 (stage->id, id) == 0)
        selected = i;
    }
  if (id != NULL && fair_stages_find_title (stages, id) == NULL)
    {
      gtk_string_list_append (titles, id);
      g_strv_builder_add (builder, id);
      selected = stages->len;
    }
  g_strfreev (self->stages);
  self->stages = g_strv_builder_end (builder);
  adw_combo_row_set_model (self->stage, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->stage, selected);
}

/* What was typed about somebody else cannot be brought back with Ctrl+Z. */
static void
set_text (FairPersonNotes *self,
          const char      *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
show_failure (FairPersonNotes *self,
              const char      *message)
{
  gtk_label_set_label (self->failure, message);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
}

/* What is being typed, and what has not come back yet, stays. */
static void
show_note (FairPersonNotes *self,
           const char      *note,
           gboolean         is_other)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *saved = g_strchomp (g_strdup (note));
  const char *unsaved = g_hash_table_lookup (self->unsaved, self->id);
  const char *handed_over = g_hash_table_lookup (self->notes, self->id);

  if (g_strcmp0 (handed_over, saved) == 0)
    g_hash_table_remove (self->notes, self->id);
  if (is_other || g_strcmp0 (typed, self->base) == 0)
    {
      if (is_other || g_strcmp0 (typed, saved) != 0)
        set_text (self, is_other && unsaved != NULL ? unsaved : saved);
      if (is_other && unsaved != NULL)
        show_failure (self, _("This note has not been saved yet."));
    }
  if (is_other || g_strcmp0 (self->handed_over, saved) == 0)
    g_clear_pointer (&self->handed_over, g_free);
  g_set_str (&self->base, saved);
}

static void
fair_person_notes_unmap (GtkWidget *widget)
{
  fair_person_notes_flush (FAIR_PERSON_NOTES (widget));

  GTK_WIDGET_CLASS (fair_person_notes_parent_class)->unmap (widget);
}

static void
fair_person_notes_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_PERSON_NOTES);

  G_OBJECT_CLASS (fair_person_notes_parent_class)->dispose (object);
}

static void
fair_person_notes_finalize (GObject *object)
{
  FairPersonNotes *self = FAIR_PERSON_NOTES (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->base);
  g_free (self->handed_over);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->unsaved);
  g_strfreev (self->stages);
  g_strfreev (self->kept);

  G_OBJECT_CLASS (fair_person_notes_parent_class)->finalize (object);
}

static void
fair_person_notes_class_init (FairPersonNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_person_notes_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_person_notes_finalize;
  widget_class->unmap = fair_person_notes_unmap;

  signals[EDIT] = g_signal_new ("edit", FAIR_TYPE_PERSON_NOTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "desk-note.save", NULL, save_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/desk/fair-person-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPersonNotes, stage);
  gtk_widget_class_bind_template_child (widget_class, FairPersonNotes, text);
  gtk_widget_class_bind_template_child (widget_class, FairPersonNotes, failure);
  gtk_widget_class_bind_template_child (widget_class, FairPersonNotes, chips);
  gtk_widget_class_bind_template_callback (widget_class, stage_selected);
  gtk_widget_class_bind_template_callback (widget_class, text_left);
}

static void
fair_person_notes_init (FairPersonNotes *self)
{
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->stage);
}

/** Returns: (transfer floating): notes on nobody */
GtkWidget *
fair_person_notes_new (void)
{
  return g_object_new (FAIR_TYPE_PERSON_NOTES, NULL);
}

static GStrv
dup_kept (const FairVersion *version)
{
  g_autoptr (FairAnswers) staff = version->staff != NULL ? fair_answers_new_from_value (version->staff) : fair_answers_new ();

  return fair_answers_dup_codes (staff, FAIR_NOTE_CHIPS);
}

/**
 * fair_person_notes_set_record:
 * @record: whose notes are shown; borrowed for the call
 *
 * Of the same person what was typed and is not saved yet stays; of another one it is handed over before.
 */
void
fair_person_notes_set_record (FairPersonNotes        *self,
                              FairBooth              *booth,
                              const FairPersonRecord *record)
{
  const FairVersion *version = fair_person_record_get_standing (record);
  const char *note = yyjson_get_str (yyjson_obj_get (version->staff, FAIR_NOTE_TEXT));
  gboolean is_other = g_strcmp0 (self->id, version->id) != 0;

  g_return_if_fail (FAIR_IS_PERSON_NOTES (self));

  if (is_other)
    {
      fair_person_notes_flush (self);
      gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
      g_set_str (&self->id, version->id);
    }
  g_free (self->name);
  self->name = fair_person_words_dup_name (record);
  g_strfreev (self->kept);
  self->kept = dup_kept (version);
  self->filling = TRUE;
  show_note (self, note != NULL ? note : "", is_other);
  show_chips (self, fair_booth_get_program (booth));
  show_stage (self, fair_booth_get_program (booth), yyjson_get_str (yyjson_obj_get (version->staff, FAIR_STAGE)));
  self->filling = FALSE;
}

/**
 * fair_person_notes_show_failure:
 * @id: of whom something could not be saved
 * @message: why not, in whole sentences
 *
 * A note that was handed over is shown again, with the message, when the person is, and can be saved again.
 */
void
fair_person_notes_show_failure (FairPersonNotes *self,
                                const char      *id,
                                const char      *message)
{
  g_autofree char *key = NULL, *note = NULL;

  g_return_if_fail (FAIR_IS_PERSON_NOTES (self));
  g_return_if_fail (id != NULL && message != NULL);

  g_hash_table_steal_extended (self->notes, id, (gpointer *) &key, (gpointer *) &note);
  if (g_strcmp0 (self->id, id) == 0)
    {
      g_clear_pointer (&self->handed_over, g_free);
      show_failure (self, message);
      fair_announce (GTK_WIDGET (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  else if (note != NULL)
    {
      g_hash_table_insert (self->unsaved, g_strdup (id), g_steal_pointer (&note));
    }
}
