/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times searches typed letter by letter: through the list as the desk asks it, with memmem over one block of folded text,
 * and with GtkStringFilter over an object for each person. Prints JSON: for each contender the milliseconds of each letter. */
#include "base/fair-text.h"
#include "store/people/fair-people-list.h"
#include "store/people/fair-people-read.h"
#include "typed-texts.h"

#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>

/* The filter is so slow that it types only every so many of the texts, and those once. */
#define FILTER_STEP 4

typedef struct
{
  FairStore *store;
  FairPeopleList *list;

  GString *block; /* the folded text of each person, each with a newline */

  GListStore *objects; /* of GtkStringObject */
  GtkStringFilter *filter;
  GtkFilterListModel *filtered;
} Bench;

/* Answers what was typed so far. */
typedef void (*Search) (Bench      *self,
                        const char *typed);

static void
wait_answer (Bench *self)
{
  while (fair_people_list_get_searching (self->list))
    g_main_context_iteration (NULL, TRUE);
}

static void
search_list (Bench      *self,
             const char *typed)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  query.typed = typed;
  query.sort = FAIR_PEOPLE_SORT_NAME;
  fair_people_list_set_query (self->list, &query);
  wait_answer (self);
}

static volatile guint n_found;

static void
search_block (Bench      *self,
              const char *typed)
{
  g_autofree char *word = fair_text_fold (typed);
  gsize length = strlen (word);
  const char *at = self->block->str, *end = at + self->block->len;
  guint n = 0;

  while (length > 0 && (at = memmem (at, (gsize) (end - at), word, length)) != NULL)
    {
      n++;
      at = (const char *) memchr (at, '\n', (gsize) (end - at)) + 1;
    }
  n_found = n;
}

static void
search_objects (Bench      *self,
                const char *typed)
{
  gtk_string_filter_set_search (self->filter, typed);
  n_found = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

static void
type_text (Bench      *self,
           Search      search,
           const char *text,
           GArray     *times)
{
  search (self, "");
  for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));
      gint64 began = g_get_monotonic_time ();
      double ms;

      search (self, typed);
      ms = (double) (g_get_monotonic_time () - began) / G_TIME_SPAN_MILLISECOND;
      g_array_append_val (times, ms);
      if (*end == '\0')
        return;
    }
}

static gboolean
take_version (const FairVersion *version,
              gpointer           user_data,
              GError           **error)
{
  Bench *self = user_data;
  const FairLine line = { .version = *version };
  g_autoptr (GString) text = g_string_new (NULL);
  gsize start = self->block->len;

  fair_person_text_map (&line, text, fair_store_get_school_names (self->store));
  g_string_append (self->block, text->str + sizeof (FairPersonText));
  if (self->objects != NULL)
    {
      g_autoptr (GtkStringObject) object = gtk_string_object_new (self->block->str + start);

      g_list_store_append (self->objects, object);
    }
  g_string_append_c (self->block, '\n');
  return TRUE;
}

static void
make_filter (Bench *self)
{
  gtk_init ();
  self->objects = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->filter = gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->objects)), NULL);
}

static void
load (Bench      *self,
      const char *folder,
      gboolean    with_objects)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (folder, NULL, NULL, &error);

  self->store = store;
  self->block = g_string_new (NULL);
  if (with_objects)
    make_filter (self);
  if (store == NULL || !fair_store_foreach (store, take_version, self, NULL, NULL, &error))
    g_error ("%s", error->message);
  self->list = fair_people_list_new (store, NULL);
  wait_answer (self);
  if (with_objects)
    gtk_filter_list_model_set_filter (self->filtered, GTK_FILTER (self->filter));
}

static void
print_times (const char *name,
             GArray     *times,
             const char *end)
{
  g_print ("\"%s\":[", name);
  for (guint i = 0; i < times->len; i++)
    g_print ("%s%.4f", i == 0 ? "" : ",", g_array_index (times, double, i));
  g_print ("]%s", end);
}

static void
run (Bench *self,
     guint  n_rounds)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) block = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < n_rounds; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (typed_texts); i++)
      {
        type_text (self, search_list, typed_texts[i], list);
        type_text (self, search_block, typed_texts[i], block);
        if (self->objects != NULL && round == 0 && i % FILTER_STEP == 0)
          type_text (self, search_objects, typed_texts[i], objects);
      }
  g_print ("{");
  print_times ("fairbook", list, ",");
  if (objects->len > 0)
    print_times ("GtkStringFilter over objects", objects, ",");
  print_times ("memmem over one block", block, "}\n");
}

static void
clear (Bench *self)
{
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->objects);
  g_string_free (self->block, TRUE);
  g_object_unref (self->list);
}

/* bench-search DATA_FOLDER ROUNDS objects|block: with or without the filter over objects */
int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };

  if (argc != 4)
    {
      g_printerr ("bench-search DATA_FOLDER ROUNDS objects|block\n");
      return EXIT_FAILURE;
    }
  load (&bench, argv[1], g_str_equal (argv[3], "objects"));
  run (&bench, (guint) g_ascii_strtoull (argv[2], NULL, 10));
  clear (&bench);
  return EXIT_SUCCESS;
}
