/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-contact.h"

#include "contact/fair-link-label.h"
#include "contact/fair-take-home-sheet.h"

#include <glib/gi18n-lib.h>

struct _FairContact
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkBox *lines;
  GtkWidget *card_button;
  FairProgram *program;
};

G_DEFINE_FINAL_TYPE (FairContact, fair_contact, GTK_TYPE_BOX)

/* U+200E, which is not seen: what follows is read from left to right. */
#define LEFT_TO_RIGHT "\xE2\x80\x8E"

/* What stands in the card, for those who have no phone with them. */
static char *
dup_card_words (FairProgram *program)
{
  const char *const all[] = { program->email, program->phone, program->website };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_null_terminated (G_N_ELEMENTS (all), NULL, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      g_ptr_array_add (lines, (char *) all[i]);
  return g_strjoinv ("\n", (GStrv) lines->pdata);
}

static void
card_clicked (FairContact *self)
{
  g_autofree char *words = dup_card_words (self->program);

  fair_take_home_sheet_present (self->card_button, self->program->short_name, self->program->contact_card, words);
}

static void
fair_contact_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_CONTACT);
  g_clear_object (&FAIR_CONTACT (object)->program);

  G_OBJECT_CLASS (fair_contact_parent_class)->dispose (object);
}

static void
fair_contact_class_init (FairContactClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_contact_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/contact/fair-contact.ui");
  gtk_widget_class_bind_template_child (widget_class, FairContact, title);
  gtk_widget_class_bind_template_child (widget_class, FairContact, lines);
  gtk_widget_class_bind_template_child (widget_class, FairContact, card_button);
  gtk_widget_class_bind_template_callback (widget_class, card_clicked);
}

static void
fair_contact_init (FairContact *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* An address as people write it down: without what every browser adds by itself. */
static const char *
skip_scheme (const char *url)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return url + strlen (schemes[i]);
  return url;
}

/* What it is, and the address itself, which leads to @url where that is not NULL. A number has its plus sign in front in a
 * right-to-left language, too. */
static void
add_line (FairContact *self,
          const char  *name,
          const char  *address,
          const char  *url)
{
  GtkWidget *line = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  g_autofree char *escaped_name = g_markup_escape_text (name, -1);
  g_autofree char *markup = url != NULL ? g_markup_printf_escaped (LEFT_TO_RIGHT "<a href=\"%s\">%s</a>", url, address)
                                        : g_markup_printf_escaped (LEFT_TO_RIGHT "%s", address);

  gtk_widget_add_css_class (line, "contact-line");
  gtk_box_append (GTK_BOX (line), fair_link_label_new (GTK_ACCESSIBLE_ROLE_LABEL, escaped_name, "contact-name", NULL));
  gtk_box_append (GTK_BOX (line), fair_link_label_new (GTK_ACCESSIBLE_ROLE_LABEL, markup, "contact-address", name));
  gtk_box_append (self->lines, line);
}

/* RFC 3966, without what people write between the digits; NULL where more than digits stands there. */
static char *
dup_phone_url (const char *phone)
{
  GString *url = g_string_new ("tel:");

  for (const char *p = phone; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || (*p == '+' && p == phone))
      g_string_append_c (url, *p);
    else if (strchr (" -./()", *p) == NULL)
      return g_string_free (url, TRUE);
  return g_string_free_and_steal (url);
}

static void
add_phone (FairContact *self,
           const char  *phone)
{
  g_autofree char *url = dup_phone_url (phone);

  add_line (self, _("Phone"), phone, url);
}

static void
add_lines (FairContact *self,
           FairProgram *program)
{
  if (program->email != NULL)
    {
      g_autofree char *url = g_strconcat ("mailto:", program->email, NULL);

      add_line (self, _("Email"), program->email, url);
    }
  if (program->phone != NULL)
    add_phone (self, program->phone);
  if (program->website != NULL)
    add_line (self, _("Website"), skip_scheme (program->website), program->website);
  for (guint i = 0; i < program->links->len; i++)
    {
      const FairLink *link = program->links->pdata[i];

      add_line (self, link->title, skip_scheme (link->url), link->url);
    }
}

/**
 * fair_contact_set_program:
 * @program: (nullable): a program
 *
 * Shows its contact and its links; where it has neither, nothing is to be seen.
 */
void
fair_contact_set_program (FairContact *self,
                          FairProgram *program)
{
  GtkWidget *child;

  g_return_if_fail (FAIR_IS_CONTACT (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  g_set_object (&self->program, program);
  if (program != NULL)
    add_lines (self, program);
  gtk_widget_set_visible (self->card_button, program != NULL && program->contact_card != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL);
}
