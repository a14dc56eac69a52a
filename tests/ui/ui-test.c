/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-test.h"

#include "base/fair-paths.h"

#include <glib/gstdio.h>

/* How often is looked at least, in milliseconds. */
#define TICK 20
/* Far more than anything here needs; reached only by a test that fails. */
#define PATIENCE_SECONDS 60

void
ui_test_init (int    *argc,
              char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
}

/* For tests of sizes: as the application looks. */
void
ui_test_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/org/fairbook/Fairbook/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
give_up (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
look_again (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the condition holds; in vain, it says for what and where. What comes true in a thread wakes nobody here. */
void
ui_test_wait_at (const char     *place,
                 const char     *name,
                 UiTestCondition condition,
                 gpointer        data)
{
  gboolean gave_up = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_SECONDS, give_up, &gave_up);
  guint tick = g_timeout_add_full (G_PRIORITY_LOW, TICK, look_again, NULL, NULL);

  while (!condition (data) && !gave_up)
    g_main_context_iteration (NULL, TRUE);

  if (gave_up)
    g_error ("%s: waited for %s in vain", place, name);
  g_source_remove (timer);
  g_source_remove (tick);
}

/* Without a window manager a window's first wish for the keys may be lost. */
static gboolean
is_active (gpointer window)
{
  if (!gtk_window_is_active (window))
    gtk_window_present (window);
  return gtk_window_is_active (window);
}

/* Until the keys go to a window: what has the focus in it hears of that only then, and the focus does not move before. */
void
ui_test_wait_active (GtkWindow *window)
{
  ui_test_wait (is_active, window);
}

static gboolean
is_gone (gpointer weak_pointer)
{
  return g_atomic_pointer_get ((gpointer *) weak_pointer) == NULL;
}

/* Until nobody has what a weak pointer points to any longer, such as a store of which threads still read. */
void
ui_test_wait_gone (gpointer weak_pointer)
{
  ui_test_wait (is_gone, weak_pointer);
}

static GPtrArray *announced;

/* In the place of GTK's: its backend for tests crashes on it (as of 4.18), and keeps nothing of it. */
void
gtk_accessible_announce (GtkAccessible                     *self,
                         const char                        *message,
                         GtkAccessibleAnnouncementPriority  priority)
{
  if (announced == NULL)
    announced = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (announced, g_strdup (message));
}

/* How often a text was said, alone or among others, to those who hear the window. */
guint
ui_test_count_announced (const char *text)
{
  guint count = 0;

  for (guint i = 0; announced != NULL && i < announced->len; i++)
    count += strstr (announced->pdata[i], text) != NULL;
  return count;
}

FairProgram *
ui_test_load_program (void)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (folder, NULL, NULL, &error);

  g_assert_no_error (error);
  return program;
}

static GtkWidget *
find (GtkWidget *root,
      GType      type,
      guint     *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*nth)-- == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, nth);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The nth widget of a type below a widget, in the order of the tree, or NULL. */
GtkWidget *
ui_test_find (GtkWidget *root,
              GType      type,
              guint      nth)
{
  return find (root, type, &nth);
}

guint
ui_test_count (GtkWidget *root,
               GType      type)
{
  guint count = 0;

  while (ui_test_find (root, type, count) != NULL)
    count++;

  return count;
}

/* One name for all data folders of a test: the environment cannot change any more once there are threads. Nothing is there yet. */
void
ui_test_choose_data_folder (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  g_setenv ("FAIRBOOK_DATA_DIR", folder->path, TRUE);
}

/* The folder at that path, empty, for one test. */
TestFolder *
ui_test_make_data_folder (void)
{
  TestFolder *folder = g_new0 (TestFolder, 1);

  folder->path = g_strdup (g_getenv ("FAIRBOOK_DATA_DIR"));
  g_assert_cmpint (g_mkdir (folder->path, 0700), ==, 0);
  return folder;
}

/* The label that shows a text, of what is seen; or NULL. */
GtkWidget *
ui_test_find_text (GtkWidget  *root,
                   const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_test_find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}
