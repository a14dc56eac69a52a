/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-live-list.h"

#include "base/fair-json.h"
#include "test-store-util.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* 2027-01-15: later than test_put_line() has people sign up */
#define FIRST_MS G_GINT64_CONSTANT (1800000000000)

static const FairFileOps *
check_thread (gpointer data)
{
  Disk *self = data;

  if (g_atomic_int_get (&self->strict))
    g_assert_true (g_thread_self () != self->main_thread);
  return fair_file_ops_get_default ();
}

static int
disk_open (const char *path, int flags, mode_t mode, gpointer data)
{
  return check_thread (data)->open (path, flags, mode, NULL);
}

static int
disk_fstat (int fd, struct stat *status, gpointer data)
{
  return check_thread (data)->fstat (fd, status, NULL);
}

static int
disk_stat (const char *path, struct stat *status, gpointer data)
{
  return check_thread (data)->stat (path, status, NULL);
}

static gssize
disk_pread (int fd, void *buffer, gsize length, goffset offset, gpointer data)
{
  Disk *self = data;
  gsize most;

  while (g_atomic_int_get (&self->patient) && g_atomic_int_get (&self->n_turns) < TURNS)
    g_usleep (100);
  while (length > FAIR_JSON_MAX_LINE && (most = (gsize) g_atomic_pointer_get (&self->most_bytes)) > 0 &&
         (gsize) g_atomic_pointer_get (&self->n_bytes) + length > most)
    g_usleep (100);
  if (length > FAIR_JSON_MAX_LINE)
    g_atomic_pointer_add (&self->n_bytes, (gssize) length);
  g_atomic_int_inc (&self->n_reads);
  errno = EIO;
  return g_atomic_int_get (&self->failing) ? -1 : check_thread (data)->pread (fd, buffer, length, offset, NULL);
}

/* Nobody signs up at the same time as somebody else. */
static gint64
tick (gpointer data)
{
  return FIRST_MS + g_atomic_int_add (&((Disk *) data)->n_ticks, 1);
}

static void
disk_init (Disk *self)
{
  *self = (Disk) { .ops = *fair_file_ops_get_default (), .main_thread = g_thread_self () };
  self->clock = (FairClock) { tick, self };
  self->ops.user_data = self;
  self->ops.open = disk_open;
  self->ops.fstat = disk_fstat;
  self->ops.stat = disk_stat;
  self->ops.pread = disk_pread;
}

static void
note_change (GListModel *model,
             guint       position,
             guint       removed,
             guint       added,
             gpointer    user_data)
{
  LiveList *self = user_data;

  g_string_append_printf (self->changes, "%u-%u+%u ", position, removed, added);
  if (removed > 0)
    g_ptr_array_remove_range (self->ids, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (FairPersonItem) item = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (self->ids, (gint) (position + i), g_strdup (fair_person_item_get_id (item)));
    }
  g_assert_cmpuint (self->ids->len, ==, g_list_model_get_n_items (model));
}

gboolean
live_list_give_up (gpointer user_data)
{
  g_error ("what was waited for did not happen");
  return G_SOURCE_REMOVE;
}

/* So that what happens in other threads is noticed. */
gboolean
live_list_wake_up (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
live_list_settle (LiveList *self)
{
  WAIT_UNTIL (!fair_people_list_get_searching (self->list));
}

void
live_list_open (LiveList *self)
{
  live_list_open_for (self, NULL);
}

void
live_list_open_for (LiveList              *self,
                    const FairPeopleQuery *query)
{
  g_atomic_int_set (&self->disk.strict, TRUE);
  self->list = fair_people_list_new (self->store, query);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (note_change), self);
  g_assert_true (fair_people_list_get_loading (self->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
}

/* Signing up in this thread is for tests: the program has another one do it. */
char *
live_list_add (LiveList    *self,
               const char *name)
{
  char *id;

  g_atomic_int_set (&self->disk.strict, FALSE);
  id = test_store_add (self->store, name);
  g_atomic_int_set (&self->disk.strict, TRUE);
  return id;
}

void
live_list_set_up_closed (LiveList       *self,
                         gconstpointer  data)
{
  const char *const *name;

  self->folder = test_folder_new ();
  disk_init (&self->disk);
  self->store = fair_store_open (self->folder->path, &self->disk.ops, &self->disk.clock, NULL);
  self->changes = g_string_new (NULL);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  for (name = (const char *const[]) { "Bo", "Dora", "Ann", NULL }; *name != NULL; name++)
    g_free (test_store_add (self->store, *name));
}

void
live_list_set_up (LiveList       *self,
                  gconstpointer  data)
{
  live_list_set_up_closed (self, data);
  live_list_open (self);
  live_list_settle (self);
}

void
live_list_tear_down (LiveList       *self,
                     gconstpointer  data)
{
  g_atomic_int_set (&self->disk.strict, FALSE);
  for (guint i = 0; self->list != NULL && i < self->ids->len; i++)
    {
      g_autoptr (FairPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_assert_cmpstr (g_ptr_array_index (self->ids, i), ==, fair_person_item_get_id (item));
    }
  g_clear_object (&self->list);
  test_store_close (&self->store);
  g_ptr_array_unref (self->ids);
  g_string_free (self->changes, TRUE);
  test_folder_free (self->folder);
}

void
live_list_expect_changes (LiveList    *self,
                          const char *changes)
{
  WAIT_UNTIL (self->changes->len >= strlen (changes));
  g_assert_cmpstr (self->changes->str, ==, changes);
  g_string_truncate (self->changes, 0);
}

const FairVersion *
live_list_read_item (FairPersonItem *item)
{
  WAIT_UNTIL (fair_person_item_get_version (item) != NULL);
  return fair_person_item_get_version (item);
}

/* The first names that are shown. */
void
live_list_expect_names (LiveList    *self,
                        const char *names)
{
  GListModel *model = G_LIST_MODEL (self->list);
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FairPersonItem) item = g_list_model_get_item (model, i);
      yyjson_val *name = yyjson_obj_get (fair_version_get_answers (live_list_read_item (item)), "given_name");

      g_string_append_printf (shown, "%s%s", i > 0 ? " " : "", yyjson_get_str (name));
    }
  g_assert_cmpstr (shown->str, ==, names);
}

void
live_list_ask (LiveList        *self,
               const char     *typed,
               FairPeopleSort  sort)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;

  query.typed = typed;
  query.sort = sort;
  fair_people_list_set_query (self->list, &query);
}

void
live_list_sort_by_name (LiveList *self)
{
  live_list_ask (self, NULL, FAIR_PEOPLE_SORT_NAME);
  live_list_settle (self);
  g_string_truncate (self->changes, 0);
}

/* As another process would. */
void
live_list_append (LiveList    *self,
                  const char *lines)
{
  FILE *file = g_fopen (fair_store_get_journal_path (self->store), "ab");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (lines, 1, strlen (lines), file), ==, strlen (lines));
  g_assert_cmpint (fclose (file), ==, 0);
}
