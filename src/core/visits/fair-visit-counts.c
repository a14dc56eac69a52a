/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often what was looked at, by the hour and the fair; and the JSON in which a laptop keeps it: see DATA-FORMAT.md. */
#include "config.h"

#include "visits/fair-visit-counts.h"

#include "base/fair-clock.h"
#include "base/fair-hlc.h"
#include "base/fair-json.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* The longest id: that of a form has its version behind it. */
#define MAX_ID 96
#define MAX_EVENT 64
/* Up to where every reader of JSON has integers exactly. */
#define MAX_NUMBER G_GUINT64_CONSTANT (9007199254740991)

struct _FairVisitCounts
{
  GHashTable *counts; /* of FairVisitCount, each its own key */
};

static const char *const names[FAIR_VISIT_N_KINDS] = {
  [FAIR_VISIT_PAGE_VIEWS] = "page_views",   [FAIR_VISIT_PAGE_SECONDS] = "page_seconds", [FAIR_VISIT_PHOTOS_OPENED] = "photos_opened",
  [FAIR_VISIT_FORMS_BEGUN] = "forms_begun", [FAIR_VISIT_LEFT_AT] = "left_at",           [FAIR_VISIT_FORMS_FINISHED] = "forms_finished",
};

/** Returns: what programs call it */
const char *
fair_visit_kind_get_name (FairVisitKind kind)
{
  return names[kind];
}

static guint
hash_count (gconstpointer key)
{
  const FairVisitCount *self = key;

  return g_int64_hash (&self->hour) ^ g_str_hash (self->event) ^ (g_str_hash (self->id) * 31 + self->kind);
}

/* In the order in which they are written. */
static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const FairVisitCount *first = a, *second = b;
  int order = (first->hour > second->hour) - (first->hour < second->hour);

  if (order == 0)
    order = strcmp (first->event, second->event);
  if (order == 0)
    order = (first->kind > second->kind) - (first->kind < second->kind);
  return order != 0 ? order : strcmp (first->id, second->id);
}

static gboolean
are_same (gconstpointer a,
          gconstpointer b)
{
  return compare_counts (a, b) == 0;
}

static void
count_free (gpointer data)
{
  FairVisitCount *self = data;

  g_free (self->event);
  g_free (self->id);
  g_free (self);
}

/** Returns: (transfer full): nothing counted yet */
FairVisitCounts *
fair_visit_counts_new (void)
{
  FairVisitCounts *self = g_new (FairVisitCounts, 1);

  self->counts = g_hash_table_new_full (hash_count, are_same, count_free, NULL);
  return self;
}

void
fair_visit_counts_free (FairVisitCounts *self)
{
  g_hash_table_unref (self->counts);
  g_free (self);
}

/* What can be no id is no text that somebody typed either. */
static gboolean
is_id (const char *text,
       gsize       max_length)
{
  static const char letters[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-@";
  gsize length = strlen (text);

  return length <= max_length && strspn (text, letters) == length;
}

static FairVisitCount *
get_count (FairVisitCounts *self,
           gint64           hour,
           const char      *event,
           FairVisitKind    kind,
           const char      *id)
{
  FairVisitCount wanted = { hour, (char *) event, kind, (char *) id, 0 };
  FairVisitCount *count = g_hash_table_lookup (self->counts, &wanted);

  if (count != NULL)
    return count;
  count = g_new (FairVisitCount, 1);
  *count = (FairVisitCount) { hour, g_strdup (event), kind, g_strdup (id), 0 };
  g_hash_table_add (self->counts, count);
  return count;
}

/**
 * fair_visit_counts_add:
 * @hour: when the hour began: as of #FairVisitCount
 * @event: the id of the fair
 * @kind: what is counted
 * @id: of what
 * @n: how many more
 *
 * What cannot be the id of a fair, or of anything in a pack, is not counted.
 */
void
fair_visit_counts_add (FairVisitCounts *self,
                       gint64           hour,
                       const char      *event,
                       FairVisitKind    kind,
                       const char      *id,
                       guint64          n)
{
  FairVisitCount *count;

  if (n == 0 || *id == '\0' || !is_id (id, MAX_ID) || !is_id (event, MAX_EVENT))
    return;
  count = get_count (self, hour, event, kind, id);
  count->n = MIN (count->n + MIN (n, MAX_NUMBER), MAX_NUMBER);
}

/** Adds what was counted elsewhere meanwhile. */
void
fair_visit_counts_add_all (FairVisitCounts *self,
                           FairVisitCounts *more)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, more->counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const FairVisitCount *count = key;

      fair_visit_counts_add (self, count->hour, count->event, count->kind, count->id, count->n);
    }
}

/**
 * fair_visit_counts_take_greatest:
 * @other: of the same laptop, earlier or later
 *
 * Of each count the greater stands: a laptop only ever counts on. So it does not matter how often, and in which order.
 *
 * Returns: whether any has become greater
 */
gboolean
fair_visit_counts_take_greatest (FairVisitCounts *self,
                                 FairVisitCounts *other)
{
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, other->counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const FairVisitCount *theirs = key;
      FairVisitCount *ours = get_count (self, theirs->hour, theirs->event, theirs->kind, theirs->id);

      changed = changed || theirs->n > ours->n;
      ours->n = MAX (ours->n, theirs->n);
    }
  return changed;
}

/** Returns: whether nothing was counted */
gboolean
fair_visit_counts_is_empty (FairVisitCounts *self)
{
  return g_hash_table_size (self->counts) == 0;
}

/** Returns: (transfer container) (element-type FairVisitCount): by hour, fair, kind and id; valid until the next change */
GPtrArray *
fair_visit_counts_list (FairVisitCounts *self)
{
  GPtrArray *list = g_hash_table_get_keys_as_ptr_array (self->counts);

  g_ptr_array_sort_values (list, compare_counts);
  return list;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                       _("it is damaged, or has no counts of visits; take it from its laptop once more"));
  return FALSE;
}

static gboolean
read_kind (FairVisitCounts *self,
           gint64           hour,
           const char      *event,
           FairVisitKind    kind,
           yyjson_val      *object)
{
  yyjson_obj_iter iter = yyjson_obj_iter_with (object);
  yyjson_val *key;

  if (object != NULL && !yyjson_is_obj (object))
    return FALSE;
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);
      const char *id = yyjson_get_str (key);

      if (!yyjson_is_uint (value) || yyjson_get_uint (value) == 0 || yyjson_get_uint (value) > MAX_NUMBER || *id == '\0' ||
          !is_id (id, MAX_ID))
        return FALSE;
      fair_visit_counts_add (self, hour, event, kind, id, yyjson_get_uint (value));
    }
  return TRUE;
}

/* An hour that a file has twice is as wrong as a number that is none: its counts would be added up. */
static gboolean
read_hour (FairVisitCounts *self,
           GHashTable      *seen,
           yyjson_val      *object)
{
  const char *time = yyjson_get_str (yyjson_obj_get (object, "hour")), *event = yyjson_get_str (yyjson_obj_get (object, "event"));
  gint64 hour;

  if (time == NULL || event == NULL || !is_id (event, MAX_EVENT) || !fair_time_parse_utc (time, &hour) ||
      !g_hash_table_add (seen, g_strdup_printf ("%" G_GINT64_FORMAT " %s", hour, event)))
    return FALSE;
  for (guint kind = 0; kind < FAIR_VISIT_N_KINDS; kind++)
    if (!read_kind (self, hour, event, kind, yyjson_obj_get (object, names[kind])))
      return FALSE;
  return TRUE;
}

static gboolean
check_version (yyjson_val  *root,
               GError     **error)
{
  yyjson_val *version = yyjson_obj_get (root, "v");

  if (!yyjson_is_uint (version) || yyjson_get_uint (version) <= 1)
    return yyjson_get_uint (version) == 1 || refuse (error);
  g_set_error_literal (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                       _("it has counts of visits of a newer version of Fairbook; use that version"));
  return FALSE;
}

static gboolean
read_root (FairVisitCounts  *self,
           yyjson_val       *root,
           GError          **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  yyjson_val *device = yyjson_obj_get (root, "device"), *hours = yyjson_obj_get (root, "hours"), *hour;
  size_t i, n;

  if (!check_version (root, error))
    return FALSE;
  if (!yyjson_is_str (device) || !fair_hlc_is_device (yyjson_get_str (device), yyjson_get_len (device)) || !yyjson_is_arr (hours))
    return refuse (error);
  yyjson_arr_foreach (hours, i, n, hour)
    if (!read_hour (self, seen, hour))
      return refuse (error);
  return TRUE;
}

/**
 * fair_visit_counts_read:
 * @text: what a file has
 * @length: how long it is, in bytes
 * @device: (out) (optional) (transfer full): the id of the laptop that counted
 * @error: %FAIR_STORE_ERROR_LINE: it is damaged, %FAIR_STORE_ERROR_IO: it is of a newer version; half a sentence, translated
 *
 * All of a file is taken, or nothing. Members that are not known mean nothing.
 *
 * Returns: (transfer full): the counts, or NULL with @error set
 */
FairVisitCounts *
fair_visit_counts_read (const char  *text,
                        gsize        length,
                        char       **device,
                        GError     **error)
{
  g_autoptr (FairVisitCounts) self = fair_visit_counts_new ();
  g_autoptr (yyjson_doc) doc = fair_json_read_text (text, length, FAIR_VISIT_COUNTS_MAX_FILE, NULL, NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);

  if (!read_root (self, root, error))
    return NULL;
  if (device != NULL)
    *device = g_strdup (yyjson_get_str (yyjson_obj_get (root, "device")));
  return g_steal_pointer (&self);
}

/* What one hour at one fair begins with. */
static yyjson_mut_val *
write_hour (yyjson_mut_doc       *doc,
            yyjson_mut_val       *hours,
            const FairVisitCount *first)
{
  g_autofree char *time = fair_time_format_utc (first->hour);
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, hours);

  yyjson_mut_obj_add_strcpy (doc, object, "hour", time);
  yyjson_mut_obj_add_str (doc, object, "event", first->event);
  return object;
}

static void
write_hours (FairVisitCounts *self,
             yyjson_mut_doc  *doc,
             yyjson_mut_val  *hours)
{
  g_autoptr (GPtrArray) list = fair_visit_counts_list (self);
  yyjson_mut_val *hour = NULL, *kind = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const FairVisitCount *count = list->pdata[i], *before = i > 0 ? list->pdata[i - 1] : NULL;
      gboolean is_first = before == NULL || before->hour != count->hour || !g_str_equal (before->event, count->event);

      if (is_first)
        hour = write_hour (doc, hours, count);
      if (is_first || before->kind != count->kind)
        kind = yyjson_mut_obj_add_obj (doc, hour, names[count->kind]);
      yyjson_mut_obj_add_uint (doc, kind, count->id, count->n);
    }
}

/** Returns: (transfer full): the counts of the laptop @device as fair_visit_counts_read() reads them: equal ones as equal bytes */
char *
fair_visit_counts_write (FairVisitCounts *self,
                         const char      *device)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *json = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_str (doc, root, "device", device);
  write_hours (self, doc, yyjson_mut_obj_add_arr (doc, root, "hours"));
  json = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  return g_strconcat (json, "\n", NULL);
}
