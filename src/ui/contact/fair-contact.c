/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-contact.h"

#include "contact/fair-link-dialog.h"

#include <glib/gi18n-lib.h>

struct _FairContact
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkBox *lines;
};

G_DEFINE_FINAL_TYPE (FairContact, fair_contact, GTK_TYPE_BOX)

/* U+200E, which is not seen: what follows is read from left to right. */
#define LEFT_TO_RIGHT "\xE2\x80\x8E"

static void
fair_contact_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_CONTACT);

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
  gtk_box_append (GTK_BOX (line), fair_link_label_new (GTK_ACCESSIBLE_ROLE_LABEL, escaped_name, "contact-name"));
  gtk_box_append (GTK_BOX (line), fair_link_label_new (GTK_ACCESSIBLE_ROLE_LABEL, markup, "contact-address"));
  gtk_box_append (self->lines, line);
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
    add_line (self, _("Phone"), program->phone, NULL);
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
  if (program != NULL)
    add_lines (self, program);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL);
}
