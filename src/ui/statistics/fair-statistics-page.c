/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "statistics/fair-statistics-page.h"

#include "booth/fair-combo-list.h"
#include "booth/fair-interface-language.h"
#include "booth/fair-menu-names.h"
#include "base/fair-local-time.h"
#include "print/fair-paper-dialog.h"
#include "statistics/fair-statistics-charts.h"
#include "statistics/fair-statistics-paper.h"
#include "statistics/fair-statistics-view.h"

#include <glib/gi18n-lib.h>

/* How soon at the earliest everything is counted again while people sign up, in milliseconds. */
#define PAUSE 1000

struct _FairStatisticsPage
{
  AdwNavigationPage parent_instance;

  FairBooth *booth;
  FairStatistics *statistics; /* NULL until it is read */
  GStrv events;               /* one for each row of the list but the first, which means all fairs */
  GPtrArray *sections;        /* of FairStatisticsSection: what is shown */
  GCancellable *cancellable;  /* of reading */
  GCancellable *ended;        /* of all else */
  gboolean is_loading;
  gboolean is_stale;          /* whether somebody signed up since it was read */
  gboolean is_narrow;
  gboolean is_filling;
  guint timer;

  AdwToastOverlay *toasts;
  GtkWidget *menu_button;
  GtkWidget *lock_button;
  GtkStack *states;
  AdwStatusPage *failed_page;
  AdwComboRow *event_row;
  AdwWrapBox *figures;
  GtkLabel *problem;
  GtkBox *sections_box;
};

G_DEFINE_FINAL_TYPE (FairStatisticsPage, fair_statistics_page, ADW_TYPE_NAVIGATION_PAGE)

/** What becomes a file. */
typedef struct
{
  FairStatisticsPage *page;
  GPtrArray *charts;
  char *heading;
  FairChartFormat format;
  GFile *file;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->page);
  g_ptr_array_unref (saving->charts);
  g_free (saving->heading);
  g_clear_object (&saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static const char *
get_event (FairStatisticsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->event_row);

  return selected == 0 || selected > g_strv_length (self->events) ? NULL : self->events[selected - 1];
}

static GtkWindow *
get_window (FairStatisticsPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Of which program and fair, and when: each part keeps its own direction among others. */
static GStrv
make_parts (FairStatisticsPage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *event = get_event (self);

  if (self->statistics->program != NULL)
    g_strv_builder_add (builder, self->statistics->program->short_name);
  g_strv_builder_take (builder, event != NULL ? fair_statistics_dup_event_name (self->statistics, event) : g_strdup (_("All Fairs")));
  g_strv_builder_take (builder, fair_local_time_format_day (now, fair_interface_language_get ()));
  return g_strv_builder_end (builder);
}

static const char *
get_color (FairStatisticsPage *self)
{
  return self->statistics->program != NULL ? self->statistics->program->accent_color : NULL;
}

static void
show_file (AdwToast *toast,
           Saving   *saving)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (saving->file);

  gtk_file_launcher_open_containing_folder (launcher, get_window (saving->page), NULL, NULL, NULL);
}

static void
saving_closed (gpointer  saving,
               GClosure *closure)
{
  saving_free (saving);
}

static void
say_saved (Saving *saving)
{
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = g_strdup_printf (_("Saved “%s”"), shown);
  AdwToast *toast = adw_toast_new (text);
  AdwToastOverlay *toasts = saving->page->toasts;

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Show in Folder"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (show_file), saving, saving_closed, G_CONNECT_DEFAULT);
  adw_toast_overlay_add_toast (toasts, toast);
}

static void
say_failed (FairStatisticsPage *self,
            const GError       *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Not Saved"), error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
saved (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_there = fair_chart_picture_save_finish (result, &error);

  if (g_cancellable_is_cancelled (saving->page->ended))
    return;
  if (is_there)
    say_saved (g_steal_pointer (&saving));
  else
    say_failed (saving->page, error);
}

static void
save (Saving *saving)
{
  FairStatisticsPage *self = saving->page;

  fair_chart_picture_save_async (saving->charts, saving->heading, get_color (self), saving->format, fair_booth_get_store (self->booth),
                                 saving->file, self->ended, saved, saving);
}

static void
file_chosen (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (g_cancellable_is_cancelled (saving->page->ended))
    return;
  if (saving->file != NULL)
    save (g_steal_pointer (&saving));
  else if (error->domain != GTK_DIALOG_ERROR)
    say_failed (saving->page, error);
}

static void
choose_file (Saving     *saving,
             const char *name)
{
  const char *suffix = saving->format == FAIR_CHART_SVG ? "svg" : "png";
  g_autofree char *type = g_strconcat ("image/", saving->format == FAIR_CHART_SVG ? "svg+xml" : "png", NULL);
  g_autofree char *title = g_ascii_strup (suffix, -1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *file_name = g_strdup_printf ("%s %s.%s", name, date, suffix);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_strdelimit (file_name, "/\\:", '-');
  gtk_file_filter_set_name (filter, title);
  gtk_file_filter_add_mime_type (filter, type);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_dialog_set_title (dialog, saving->format == FAIR_CHART_SVG ? _("Save as SVG") : _("Save as PNG"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_save (dialog, get_window (saving->page), saving->page->ended, file_chosen, saving);
}

static Saving *
make_saving (FairStatisticsPage *self,
             FairChartFormat     format)
{
  Saving *saving = g_new0 (Saving, 1);
  g_auto (GStrv) parts = make_parts (self);

  saving->page = g_object_ref (self);
  saving->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_chart_unref);
  saving->heading = g_strjoinv (" · ", parts);
  saving->format = format;
  return saving;
}

static void
save_card (FairChartCard  *card,
           FairChartFormat format,
           gpointer        user_data)
{
  Saving *saving = make_saving (user_data, format);
  FairChart *chart = fair_chart_card_get_chart (card);

  g_ptr_array_add (saving->charts, fair_chart_ref (chart));
  choose_file (saving, chart->title);
}

/* All charts, those in one section after the other. */
static GPtrArray *
list_charts (FairStatisticsPage *self)
{
  GPtrArray *charts = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_chart_unref);

  for (guint i = 0; i < self->sections->len; i++)
    {
      const FairStatisticsSection *section = self->sections->pdata[i];

      for (guint nth = 0; nth < section->charts->len; nth++)
        g_ptr_array_add (charts, fair_chart_ref (section->charts->pdata[nth]));
    }
  return charts;
}

static void
save_all (FairStatisticsPage *self,
          FairChartFormat     format)
{
  Saving *saving = make_saving (self, format);

  g_ptr_array_unref (saving->charts);
  saving->charts = list_charts (self);
  /* Translators: the beginning of the name of a file; a date follows */
  choose_file (saving, _("statistics"));
}

static void
save_svg_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  save_all (FAIR_STATISTICS_PAGE (widget), FAIR_CHART_SVG);
}

static void
save_png_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  save_all (FAIR_STATISTICS_PAGE (widget), FAIR_CHART_PNG);
}

static void
print_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  FairStatisticsPage *self = FAIR_STATISTICS_PAGE (widget);
  g_autoptr (GPtrArray) charts = list_charts (self);
  g_auto (GStrv) parts = make_parts (self);
  FairPaper *paper = fair_statistics_paper_new (charts, get_color (self), (const char *const *) parts);

  adw_dialog_present (fair_paper_dialog_new_for_paper (self->booth, paper, _("statistics")), widget);
}

static void
show_state (FairStatisticsPage *self,
            const char         *state)
{
  const gboolean has_charts = g_str_equal (state, "charts");

  gtk_stack_set_visible_child_name (self->states, state);
  gtk_widget_set_visible (self->menu_button, has_charts);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "statistics.save-svg", has_charts);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "statistics.save-png", has_charts);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "statistics.print", has_charts);
}

static GtkWidget *
make_figure (const FairFigure *figure)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = gtk_label_new (figure->value), *caption = gtk_label_new (figure->caption);

  gtk_widget_add_css_class (value, "statistics-number");
  gtk_widget_add_css_class (caption, "dimmed");
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), caption);
  return box;
}

static void
show_figures (FairStatisticsPage *self)
{
  g_autoptr (GPtrArray) figures = fair_statistics_list_figures (self->statistics, get_event (self));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    adw_wrap_box_remove (self->figures, child);
  for (guint i = 0; i < figures->len; i++)
    adw_wrap_box_append (self->figures, make_figure (figures->pdata[i]));
}

static void
show_problem (FairStatisticsPage *self)
{
  const GPtrArray *problems = self->statistics->problems;

  gtk_label_set_label (self->problem, problems->len > 0 ? problems->pdata[0] : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problems->len > 0);
}

static void
show_charts (FairStatisticsPage *self)
{
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  self->sections = fair_statistics_list_sections (self->statistics, get_event (self), fair_interface_language_get ());
  show_figures (self);
  show_problem (self);
  fair_statistics_view_show (self->sections_box, self->sections, self->is_narrow, save_card, self);
  show_state (self, self->sections->len > 0 ? "charts" : "empty");
}

static void
event_selected (FairStatisticsPage *self)
{
  if (self->statistics != NULL && !self->is_filling)
    show_charts (self);
}

/* Whichever fair was chosen still is. */
static void
fill_events (FairStatisticsPage *self)
{
  g_autofree char *chosen = self->events != NULL ? g_strdup (get_event (self)) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _("All Fairs"), NULL });
  g_auto (GStrv) events = fair_statistics_dup_events (self->statistics);
  guint selected = 0;

  if (self->events != NULL && g_strv_equal ((const char *const *) events, (const char *const *) self->events))
    return;
  for (guint i = 0; events[i] != NULL; i++)
    {
      gtk_string_list_take (names, fair_statistics_dup_event_name (self->statistics, events[i]));
      if (g_strcmp0 (chosen, events[i]) == 0)
        selected = i + 1;
    }
  g_strfreev (self->events);
  self->events = g_steal_pointer (&events);
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->event_row, selected);
  self->is_filling = FALSE;
}

static void
show_failure (FairStatisticsPage *self,
              const char         *reason)
{
  g_autofree char *escaped = g_markup_escape_text (reason, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  show_state (self, "failed");
}

static void
go_back (FairStatisticsPage *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "navigation.pop", NULL);
}

static gboolean
load_again (gpointer user_data)
{
  FairStatisticsPage *self = user_data;

  self->timer = 0;
  fair_statistics_page_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairStatisticsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FairStatistics *statistics = fair_statistics_load_finish (result, &error);

  self->is_loading = FALSE;
  if (g_cancellable_is_cancelled (self->ended) || statistics == NULL)
    {
      if (statistics == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error->message);
      g_clear_pointer (&statistics, fair_statistics_free);
      return;
    }
  g_clear_pointer (&self->statistics, fair_statistics_free);
  self->statistics = statistics;
  fill_events (self);
  show_charts (self);
  if (self->is_stale)
    self->timer = g_timeout_add (PAUSE, load_again, self);
}

static void
cancel_clicked (FairStatisticsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  go_back (self);
}

static void
narrowed (FairStatisticsPage *self)
{
  self->is_narrow = TRUE;
  fair_statistics_view_set_narrow (self->sections_box, TRUE);
}

static void
widened (FairStatisticsPage *self)
{
  self->is_narrow = FALSE;
  fair_statistics_view_set_narrow (self->sections_box, FALSE);
}

/* Whoever leaves the page, or whose role ends, leaves nothing behind that is still being read or asked. */
static void
fair_statistics_page_unroot (GtkWidget *widget)
{
  FairStatisticsPage *self = FAIR_STATISTICS_PAGE (widget);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->ended);
  g_clear_handle_id (&self->timer, g_source_remove);
  GTK_WIDGET_CLASS (fair_statistics_page_parent_class)->unroot (widget);
}

static void
fair_statistics_page_dispose (GObject *object)
{
  FairStatisticsPage *self = FAIR_STATISTICS_PAGE (object);
  GtkWidget *bin = adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self));

  /* AdwBreakpointBin would take its child out a second time. */
  if (bin != NULL)
    adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_STATISTICS_PAGE);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_statistics_page_parent_class)->dispose (object);
}

static void
fair_statistics_page_finalize (GObject *object)
{
  FairStatisticsPage *self = FAIR_STATISTICS_PAGE (object);

  g_clear_pointer (&self->statistics, fair_statistics_free);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_strfreev (self->events);
  g_object_unref (self->cancellable);
  g_object_unref (self->ended);

  G_OBJECT_CLASS (fair_statistics_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/statistics/fair-statistics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, lock_button);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, states);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, event_row);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, figures);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, FairStatisticsPage, sections_box);
  gtk_widget_class_bind_template_callback (widget_class, fair_menu_names_set);
  gtk_widget_class_bind_template_callback (widget_class, fair_statistics_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, event_selected);
  gtk_widget_class_bind_template_callback (widget_class, narrowed);
  gtk_widget_class_bind_template_callback (widget_class, widened);
}

static void
fair_statistics_page_class_init (FairStatisticsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_statistics_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_statistics_page_finalize;
  widget_class->unroot = fair_statistics_page_unroot;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "statistics.save-svg", NULL, save_svg_activated);
  gtk_widget_class_install_action (widget_class, "statistics.save-png", NULL, save_png_activated);
  gtk_widget_class_install_action (widget_class, "statistics.print", NULL, print_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "statistics.print", NULL);
}

static void
fair_statistics_page_init (FairStatisticsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->ended = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_combo_list_follow_tab (self->event_row);
  show_state (self, "loading");
}

/**
 * fair_statistics_page_new:
 * @booth: whose store is open
 *
 * Counts in a thread, at once.
 *
 * Returns: (transfer floating): a page of charts, for whoever may see the desk
 */
AdwNavigationPage *
fair_statistics_page_new (FairBooth *booth)
{
  FairStatisticsPage *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_STATISTICS_PAGE, NULL);
  self->booth = g_object_ref (booth);
  gtk_widget_set_visible (self->lock_button, fair_access_can_lock (fair_booth_get_access (booth)));
  fair_statistics_page_refresh (self);
  return ADW_NAVIGATION_PAGE (self);
}

/** Counts again: the charts that there are stay until it has, and whoever looks at one stays there. */
void
fair_statistics_page_refresh (FairStatisticsPage *self)
{
  g_return_if_fail (FAIR_IS_STATISTICS_PAGE (self));

  self->is_stale = self->is_loading || self->timer != 0;
  if (self->is_stale)
    return;
  self->is_loading = TRUE;
  if (self->statistics == NULL)
    show_state (self, "loading");
  fair_statistics_load_async (fair_booth_get_store (self->booth), fair_booth_get_program (self->booth), self->cancellable, loaded,
                              g_object_ref (self));
}
