/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in staff.json: hashes of the PINs, wrong tries, and what has become of the PINs. */
#include "config.h"

#include "base/fair-json.h"
#include "kiosk/fair-pin-hash.h"
#include "kiosk/fair-staff-file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define VERSION 1
#define MAX_FILE (256 * 1024)
#define MAX_TRACES 200
/* How long another program is waited for that writes the file, in microseconds; one that has stopped must keep nobody out. */
#define LOCK_PATIENCE (2 * G_USEC_PER_SEC)

static const char *const role_names[FAIR_N_ROLES] = { NULL, "recruiter", "coordinator" };
static const char *const trace_names[] = { "set", "changed", "removed", "forgotten", "locked-out" };
static const char *const members[] = { "v", "coordinator", "recruiter", "failed", "traces", NULL };

/**
 * fair_staff_file_new:
 *
 * Returns: (transfer full): what stands in a file that is not there: no PIN
 */
FairStaffFile *
fair_staff_file_new (void)
{
  FairStaffFile *self = g_new0 (FairStaffFile, 1);

  self->traces = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static gpointer
copy_trace (gconstpointer trace,
            gpointer      user_data)
{
  return g_memdup2 (trace, sizeof (FairStaffTrace));
}

/**
 * fair_staff_file_copy:
 * @self: what stands in the file
 *
 * Returns: (transfer full): the same, which shares nothing that changes
 */
FairStaffFile *
fair_staff_file_copy (const FairStaffFile *self)
{
  FairStaffFile *copy = g_memdup2 (self, sizeof *self);

  for (guint role = 0; role < FAIR_N_ROLES; role++)
    copy->hashes[role] = g_strdup (self->hashes[role]);
  copy->traces = g_ptr_array_copy (self->traces, copy_trace, NULL);
  copy->others = self->others != NULL ? json_object_ref (self->others) : NULL;
  return copy;
}

void
fair_staff_file_free (FairStaffFile *self)
{
  for (guint role = 0; role < FAIR_N_ROLES; role++)
    g_free (self->hashes[role]);
  g_ptr_array_unref (self->traces);
  g_clear_pointer (&self->others, json_object_unref);
  g_free (self);
}

/**
 * fair_staff_file_set_hash:
 * @self: what shall stand in the file
 * @role: whose PIN
 * @hash: (nullable): its hash
 */
void
fair_staff_file_set_hash (FairStaffFile *self,
                          FairRole       role,
                          const char    *hash)
{
  g_set_str (&self->hashes[role], hash);
}

/**
 * fair_staff_file_add_trace:
 * @self: what shall stand in the file
 * @at: when, in milliseconds since 1970-01-01T00:00:00Z
 * @what: what
 * @role: whose PIN, or %FAIR_ROLE_VISITOR
 *
 * The oldest go when there are many.
 */
void
fair_staff_file_add_trace (FairStaffFile      *self,
                           gint64              at,
                           FairStaffTraceKind  what,
                           FairRole            role)
{
  const FairStaffTrace trace = { at, what, role };

  if (self->traces->len == MAX_TRACES)
    g_ptr_array_remove_index (self->traces, 0);
  g_ptr_array_add (self->traces, g_memdup2 (&trace, sizeof trace));
}

static JsonNode *
get_member (JsonObject *object,
            const char *member,
            GType       type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  JsonNode *node = get_member (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/* A name's place in a list, or -1. */
static int
find_name (const char *const *names,
           gsize              n_names,
           const char        *name)
{
  for (gsize i = 0; name != NULL && i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (int) i;
  return -1;
}

static gboolean
read_trace (FairStaffFile *self,
            JsonNode      *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *at = object != NULL ? get_string (object, "at") : NULL;
  int what, role = FAIR_ROLE_VISITOR;
  gint64 time;

  if (at == NULL || !fair_time_parse_utc (at, &time))
    return FALSE;
  what = find_name (trace_names, G_N_ELEMENTS (trace_names), get_string (object, "what"));
  if (json_object_has_member (object, "pin"))
    role = find_name (role_names, G_N_ELEMENTS (role_names), get_string (object, "pin"));
  if (what < 0 || role < 0)
    return FALSE;
  fair_staff_file_add_trace (self, time, (FairStaffTraceKind) what, (FairRole) role);
  return TRUE;
}

static gboolean
read_traces (FairStaffFile *self,
             JsonObject    *root)
{
  JsonNode *node = json_object_get_member (root, "traces");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (!read_trace (self, json_array_get_element (array, i)))
        return FALSE;
    }
  return array != NULL;
}

static gboolean
read_hash (FairStaffFile *self,
           JsonObject    *root,
           FairRole       role)
{
  const char *hash = get_string (root, role_names[role]);

  if (!json_object_has_member (root, role_names[role]))
    return TRUE;
  if (hash == NULL || !fair_pin_is_hash (hash))
    return FALSE;
  fair_staff_file_set_hash (self, role, hash);
  return TRUE;
}

static gboolean
read_failed (FairStaffFile *self,
             JsonObject    *root)
{
  JsonNode *node = get_member (root, "failed", G_TYPE_INT64);
  gint64 failed = node != NULL ? json_node_get_int (node) : -1;

  self->failed = (guint) CLAMP (failed, 0, G_MAXINT);
  return failed >= 0;
}

static void
keep_others (FairStaffFile *self,
             JsonObject    *root)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, root);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    {
      if (g_strv_contains (members, member))
        continue;
      if (self->others == NULL)
        self->others = json_object_new ();
      json_object_set_member (self->others, member, json_node_ref (node));
    }
}

/* The first member that is not as it should be, or NULL. A recruiter's PIN alone would leave nobody who may change it. */
static const char *
read_members (FairStaffFile *self,
              JsonObject    *root)
{
  if (!read_hash (self, root, FAIR_ROLE_COORDINATOR))
    return "coordinator";
  if (!read_hash (self, root, FAIR_ROLE_RECRUITER) ||
      (self->hashes[FAIR_ROLE_RECRUITER] != NULL && self->hashes[FAIR_ROLE_COORDINATOR] == NULL))
    return "recruiter";
  if (!read_failed (self, root))
    return "failed";
  if (!read_traces (self, root))
    return "traces";
  keep_others (self, root);
  return NULL;
}

/* What is wrong with the file, or NULL. */
static char *
read_root (FairStaffFile *self,
           JsonNode      *node)
{
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *version = root != NULL ? get_member (root, "v", G_TYPE_INT64) : NULL;
  const char *wrong;

  if (version != NULL && json_node_get_int (version) > VERSION)
    return g_strdup (_("a newer version of Fairbook wrote it"));
  if (version == NULL || json_node_get_int (version) != VERSION)
    /* Translators: of a member of a JSON file */
    return g_strdup_printf (_("its “%s” is not what Fairbook writes"), "v");
  wrong = read_members (self, root);
  return wrong != NULL ? g_strdup_printf (_("its “%s” is not what Fairbook writes"), wrong) : NULL;
}

static void
set_damaged (GError     **error,
             const char  *path,
             const char  *why)
{
  g_autofree char *name = g_filename_display_name (path);

  /* Translators: a file, and what is wrong with it; “fairctl forget-pins” stays as it is. */
  g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_DAMAGED,
               _("Fairbook stays locked: “%s” holds the PINs and cannot be used: %s. Put a sound copy of the file there, or take "
                 "all PINs away with “fairctl forget-pins”"),
               name, why);
}

static GBytes *
read_bytes (const FairFileOps  *ops,
            const char         *path,
            GError            **error)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  struct stat status = { 0 };
  g_autofree char *text = NULL;

  if (fair_file_open (&file, ops, path, O_RDONLY, &status) && status.st_size <= MAX_FILE)
    {
      text = g_malloc ((gsize) status.st_size + 1);
      if (fair_file_read (&file, text, (gsize) status.st_size, 0))
        return g_bytes_new_take (g_steal_pointer (&text), (gsize) status.st_size);
    }
  else if (file.fd >= 0)
    errno = EFBIG;
  if (errno == EISDIR || errno == ESPIPE || errno == EFBIG)
    set_damaged (error, path, g_strerror (errno));
  else
    fair_file_ops_set_error (error, path, _("The PINs could not be read"));
  return NULL;
}

/**
 * fair_staff_file_read:
 * @ops: the operations
 * @path: the file
 * @error: %G_IO_ERROR, in particular %G_IO_ERROR_NOT_FOUND, or %FAIR_STAFF_ERROR_DAMAGED
 *
 * Threading: blocks on the disk.
 *
 * Returns: (transfer full) (nullable): what stands in it
 */
FairStaffFile *
fair_staff_file_read (const FairFileOps  *ops,
                      const char         *path,
                      GError            **error)
{
  g_autoptr (FairStaffFile) self = fair_staff_file_new ();
  g_autoptr (GBytes) bytes = read_bytes (ops, path, error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *why = NULL;

  if (bytes == NULL)
    return NULL;
  node = fair_json_parse_node (bytes, FAIR_STAFF_FILE_NAME, &problem);
  why = node != NULL ? read_root (self, node) : g_strdup (problem->message);
  if (why == NULL)
    return g_steal_pointer (&self);
  set_damaged (error, path, why);
  return NULL;
}

static JsonArray *
make_traces (const FairStaffFile *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->traces->len; i++)
    {
      const FairStaffTrace *trace = g_ptr_array_index (self->traces, i);
      g_autofree char *at = fair_time_format_utc (trace->at);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "at", at);
      json_object_set_string_member (object, "what", trace_names[trace->what]);
      if (role_names[trace->role] != NULL)
        json_object_set_string_member (object, "pin", role_names[trace->role]);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
add_other (JsonObject *object,
           const char *member,
           JsonNode   *node,
           gpointer    root)
{
  json_object_set_member (root, member, json_node_ref (node));
}

static char *
make_json (const FairStaffFile *self,
           gsize               *length)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), root);
  g_autofree char *json = NULL;
  char *file;

  json_object_set_int_member (root, "v", VERSION);
  for (guint role = FAIR_ROLE_COORDINATOR; role > FAIR_ROLE_VISITOR; role--)
    {
      if (self->hashes[role] != NULL)
        json_object_set_string_member (root, role_names[role], self->hashes[role]);
    }
  json_object_set_int_member (root, "failed", self->failed);
  json_object_set_array_member (root, "traces", make_traces (self));
  if (self->others != NULL)
    json_object_foreach_member (self->others, add_other, root);
  json = json_to_string (node, TRUE);
  file = g_strconcat (json, "\n", NULL);
  *length = strlen (file);
  return file;
}

/**
 * fair_staff_file_write:
 * @self: what shall stand in the file
 * @ops: the operations
 * @path: the file
 * @error: as of fair_file_replace()
 *
 * Replaces the file durably; its owner alone may read it.
 *
 * Threading: blocks on the disk.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_staff_file_write (const FairStaffFile  *self,
                       const FairFileOps    *ops,
                       const char           *path,
                       GError              **error)
{
  gsize length;
  g_autofree char *json = make_json (self, &length);

  return fair_file_replace (ops, path, json, length, error);
}

/**
 * fair_staff_file_lock:
 * @ops: the operations
 * @data_folder: the data folder
 * @lock: (out caller-allocates): holds the lock until it is cleared
 *
 * Keeps other programs from writing the file meanwhile, so that they count wrong tries together. Where there can be no lock, because
 * the disk is full or write-protected, or where whoever has it has stopped, @lock holds nothing: that must keep no staff out.
 * What a crash left of a new file goes.
 */
void
fair_staff_file_lock (const FairFileOps *ops,
                      const char        *data_folder,
                      FairFile          *lock)
{
  g_autofree char *path = g_build_filename (data_folder, "staff.lock", NULL);

  if (fair_file_open (lock, ops, path, O_RDWR | O_CREAT, NULL) && fair_file_ops_lock (ops, lock->fd, LOCK_PATIENCE))
    fair_file_ops_sweep (ops, data_folder, FAIR_STAFF_FILE_NAME);
}
