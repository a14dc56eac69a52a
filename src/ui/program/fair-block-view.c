/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-block-view.h"

#include "contact/fair-link-label.h"
#include "gallery/fair-picture.h"
#include "program/fair-page-table.h"

/* In characters: the texts behind numbers of one digit begin at the same place. */
#define NUMBER_WIDTH 2
#define LEAD_WIDTH 62
/* In pixels */
#define PHOTO_HEIGHT 440

static GtkWidget *
new_label (const FairBlock   *block,
           GtkAccessibleRole  role,
           const char        *css_class)
{
  return fair_link_label_new (role, block->markup, css_class, NULL);
}

/* Set large, and in lines that are not too long for that. */
static GtkWidget *
new_lead (const FairBlock *block)
{
  GtkWidget *label = new_label (block, GTK_ACCESSIBLE_ROLE_PARAGRAPH, "page-lead");

  g_object_set (label, "max-width-chars", LEAD_WIDTH, "halign", GTK_ALIGN_START, NULL);
  return label;
}

static GtkWidget *
new_heading (const FairBlock *block)
{
  GtkWidget *label = new_label (block, GTK_ACCESSIBLE_ROLE_HEADING, block->level <= 2 ? "page-heading" : "page-subheading");

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, block->level, -1);

  return label;
}

static GtkWidget *
new_list_item (const FairBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *marker = block->kind == FAIR_BLOCK_NUMBERED ? g_strdup_printf ("%d.", block->number) : g_strdup ("•");
  GtkWidget *bullet = gtk_label_new (marker);
  GtkWidget *text = new_label (block, GTK_ACCESSIBLE_ROLE_LABEL, "page-text");

  if (block->kind == FAIR_BLOCK_NUMBERED)
    {
      g_object_set (bullet, "width-chars", NUMBER_WIDTH, "xalign", 0.0f, NULL);
      gtk_widget_add_css_class (bullet, "numeric");
    }
  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_widget_add_css_class (bullet, "page-bullet");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_margin_start (box, MAX (block->level - 1, 0) * 24);
  gtk_box_append (GTK_BOX (box), bullet);
  gtk_box_append (GTK_BOX (box), text);

  return box;
}

static GtkWidget *
new_photo (const FairBlock *block,
           FairProgram     *program)
{
  FairPhoto *photo = block->photo != NULL ? fair_program_find_photo (program, block->photo) : NULL;
  GtkWidget *picture;

  if (photo == NULL)
    return NULL;

  picture = fair_picture_new ();
  fair_picture_set_photo (FAIR_PICTURE (picture), photo);
  g_object_set (picture, "max-height", PHOTO_HEIGHT, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (picture, "page-photo");

  return picture;
}

/**
 * fair_block_view_new:
 * @program: where the photos of the page are found
 *
 * Returns: (transfer floating) (nullable): the widget that shows @block, NULL if there is nothing to show
 */
GtkWidget *
fair_block_view_new (FairBlock   *block,
                     FairProgram *program)
{
  switch (block->kind)
    {
    case FAIR_BLOCK_LEAD:
      return new_lead (block);
    case FAIR_BLOCK_HEADING:
      return new_heading (block);
    case FAIR_BLOCK_BULLET:
    case FAIR_BLOCK_NUMBERED:
      return new_list_item (block);
    case FAIR_BLOCK_QUOTE:
      return new_label (block, GTK_ACCESSIBLE_ROLE_PARAGRAPH, "page-quote");
    case FAIR_BLOCK_ATTRIBUTION:
      return new_label (block, GTK_ACCESSIBLE_ROLE_PARAGRAPH, "page-attribution");
    case FAIR_BLOCK_CODE:
      return new_label (block, GTK_ACCESSIBLE_ROLE_PARAGRAPH, "page-code");
    case FAIR_BLOCK_PHOTO:
      return new_photo (block, program);
    case FAIR_BLOCK_RULE:
      return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    case FAIR_BLOCK_TABLE:
      return fair_page_table_new (block, new_label);
    case FAIR_BLOCK_PARAGRAPH:
    case FAIR_BLOCK_CELL:
    default:
      return new_label (block, GTK_ACCESSIBLE_ROLE_PARAGRAPH, "page-text");
    }
}

/**
 * fair_block_view_new_quotation:
 * @quote: what fair_block_view_new() made of its first paragraph; the others, and who said it, are appended to its parent
 *
 * Returns: (transfer floating): a frame around a quotation, set large
 */
GtkWidget *
fair_block_view_new_quotation (GtkWidget *quote)
{
  GtkWidget *frame = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_BLOCK_QUOTE, "orientation",
                                   GTK_ORIENTATION_VERTICAL, NULL);

  gtk_widget_add_css_class (frame, "page-quotation");
  gtk_box_append (GTK_BOX (frame), quote);
  return frame;
}
