/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-program-view.h"

#include "program/fair-home.h"
#include "program/fair-page-view.h"

struct _FairProgramView
{
  AdwBin parent_instance;

  FairProgram *program;
  FairPage *open_page;

  AdwNavigationView *navigation;
  AdwNavigationPage *page;
  FairHome *home;
  FairPageView *page_view;
};

G_DEFINE_FINAL_TYPE (FairProgramView, fair_program_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_at_home (FairProgramView *self)
{
  return g_strcmp0 (adw_navigation_view_get_visible_page_tag (self->navigation), "page") != 0;
}

static void
visible_page_changed (FairProgramView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
fair_program_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_PAGE)
    g_value_set_string (value, fair_program_view_get_page (FAIR_PROGRAM_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_program_view_dispose (GObject *object)
{
  FairProgramView *self = FAIR_PROGRAM_VIEW (object);

  /* AdwBin would take its child out a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PROGRAM_VIEW);
  g_clear_object (&self->program);
  g_clear_object (&self->open_page);

  G_OBJECT_CLASS (fair_program_view_parent_class)->dispose (object);
}

static void
fair_program_view_class_init (FairProgramViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fair_program_view_dispose;
  object_class->get_property = fair_program_view_get_property;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FAIR_TYPE_HOME);
  g_type_ensure (FAIR_TYPE_PAGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-program-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FairProgramView, navigation);
  gtk_widget_class_bind_template_child (widget_class, FairProgramView, page);
  gtk_widget_class_bind_template_child (widget_class, FairProgramView, home);
  gtk_widget_class_bind_template_child (widget_class, FairProgramView, page_view);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_changed);
}

static void
fair_program_view_init (FairProgramView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_program_view_set_program:
 *
 * Shows the home page of @program.
 */
void
fair_program_view_set_program (FairProgramView *self,
                               FairProgram     *program)
{
  g_return_if_fail (FAIR_IS_PROGRAM_VIEW (self));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  g_set_object (&self->program, program);
  g_clear_object (&self->open_page);
  fair_home_set_program (self->home, program);
  fair_page_view_set_program (self->page_view, program);
  fair_program_view_go_home (self);
}

/**
 * fair_program_view_open_page:
 * @id: of a page; one that the program does not have is ignored
 */
void
fair_program_view_open_page (FairProgramView *self,
                             const char      *id)
{
  FairPage *page;

  g_return_if_fail (FAIR_IS_PROGRAM_VIEW (self));

  page = self->program != NULL ? fair_program_find_page (self->program, id) : NULL;
  if (page == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (is_at_home (self))
    adw_navigation_view_push_by_tag (self->navigation, "page");
  /* The navigation has put the focus on a row of the list, perhaps another page's, which opened that: this one comes after it. */
  g_set_object (&self->open_page, page);
  adw_navigation_page_set_title (self->page, page->title);
  fair_page_view_show (self->page_view, page);
  visible_page_changed (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * fair_program_view_open_place:
 * @id: of a page; one that the program does not have is ignored
 * @block: the index of one of its blocks; one that is not there is its head
 *
 * Opens a page where somebody has found something.
 */
void
fair_program_view_open_place (FairProgramView *self,
                              const char      *id,
                              guint            block)
{
  g_return_if_fail (FAIR_IS_PROGRAM_VIEW (self));

  fair_program_view_open_page (self, id);
  if (g_strcmp0 (fair_program_view_get_page (self), id) == 0)
    fair_page_view_lead_to (self->page_view, block);
}

/**
 * fair_program_view_carry_over:
 * @from: the view of the same pack in another language
 *
 * Goes on where the visitor is: on the same page.
 */
void
fair_program_view_carry_over (FairProgramView *self,
                              FairProgramView *from)
{
  const char *page;

  g_return_if_fail (FAIR_IS_PROGRAM_VIEW (self));
  g_return_if_fail (FAIR_IS_PROGRAM_VIEW (from));

  page = fair_program_view_get_page (from);
  if (page == NULL)
    return;

  adw_navigation_view_set_animate_transitions (self->navigation, FALSE);
  fair_program_view_open_page (self, page);
  adw_navigation_view_set_animate_transitions (self->navigation, TRUE);
}

void
fair_program_view_go_home (FairProgramView *self)
{
  g_return_if_fail (FAIR_IS_PROGRAM_VIEW (self));

  adw_navigation_view_pop_to_tag (self->navigation, "home");
}

/** Returns: (nullable): the id of the page that is open, NULL at home */
const char *
fair_program_view_get_page (FairProgramView *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM_VIEW (self), NULL);

  if (self->open_page == NULL || is_at_home (self))
    return NULL;

  return self->open_page->id;
}
