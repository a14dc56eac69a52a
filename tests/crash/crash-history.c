/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was promised to whom at which point of a recording, and whether a folder that a crash left keeps it. */
#include "crash-history.h"

#include "crash-reading.h"
#include <string.h>

/* Between two places in the log, and what each person's line may be before and after: a GPtrArray of lines by id, in
 * which "" stands for none. */
typedef struct
{
  guint begin;
  guint end;
  Promise promise;
  gboolean acknowledged;
  GHashTable *before;
  GHashTable *after;
} Phase;

typedef struct
{
  guint from; /* from which place in the log on */
  char *text;
} Text;

struct _CrashHistory
{
  RecordingOps *ops;
  char *data_folder;
  GHashTable *allowed; /* at the end of the last phase */
  GHashTable *seen;    /* what the folder holds at the beginning of a phase */
  GPtrArray *phases;
  GPtrArray *forbidden; /* of Text: what is nowhere */
  GPtrArray *kept;      /* of Text: what is in quarantine */
  gboolean may_be_twice;
};

static void
free_phase (gpointer data)
{
  Phase *phase = data;

  g_hash_table_unref (phase->before);
  g_hash_table_unref (phase->after);
  g_free (phase);
}

static void
free_text (gpointer data)
{
  Text *text = data;

  g_free (text->text);
  g_free (text);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static void
allow (GHashTable *allowed,
       const char *id,
       const char *line,
       gboolean    alone)
{
  GPtrArray *lines = g_hash_table_lookup (allowed, id);

  if (lines == NULL || alone)
    {
      lines = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_replace (allowed, g_strdup (id), lines);
    }
  if (!g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
    g_ptr_array_add (lines, g_strdup (line));
}

static GHashTable *
copy_table (GHashTable *table)
{
  GHashTable *copy = new_table ();
  GHashTableIter iter;
  gpointer id, lines;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &id, &lines))
    {
      for (guint i = 0; i < ((GPtrArray *) lines)->len; i++)
        allow (copy, id, g_ptr_array_index ((GPtrArray *) lines, i), FALSE);
    }
  return copy;
}

/* "" for nobody */
static const char *
look_up (GHashTable *lines,
         const char *id)
{
  const char *line = g_hash_table_lookup (lines, id);

  return line != NULL ? line : "";
}

/** Begins with what @data_folder holds, all of it promised. */
CrashHistory *
crash_history_new (RecordingOps *ops,
                   const char   *data_folder)
{
  CrashHistory *self = g_new0 (CrashHistory, 1);
  g_autoptr (GHashTable) standing = crash_reading_standing (data_folder);
  GHashTableIter iter;
  gpointer id, line;

  self->ops = ops;
  self->data_folder = g_strdup (data_folder);
  self->allowed = new_table ();
  self->phases = g_ptr_array_new_with_free_func (free_phase);
  self->forbidden = g_ptr_array_new_with_free_func (free_text);
  self->kept = g_ptr_array_new_with_free_func (free_text);
  g_hash_table_iter_init (&iter, standing);
  while (g_hash_table_iter_next (&iter, &id, &line))
    allow (self->allowed, id, line, TRUE);
  return self;
}

void
crash_history_free (CrashHistory *self)
{
  g_hash_table_unref (self->allowed);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_ptr_array_unref (self->phases);
  g_ptr_array_unref (self->forbidden);
  g_ptr_array_unref (self->kept);
  g_free (self->data_folder);
  g_free (self);
}

static Phase *
add_phase (CrashHistory *self,
           Promise       promise)
{
  Phase *phase = g_new0 (Phase, 1);

  phase->begin = phase->end = self->ops->log->len;
  phase->promise = promise;
  phase->before = copy_table (self->allowed);
  g_ptr_array_add (self->phases, phase);
  return phase;
}

/** An operation of the store begins. */
void
crash_history_begin (CrashHistory *self,
                     Promise       promise)
{
  add_phase (self, promise);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  self->seen = crash_reading_standing (self->data_folder);
}

/* Whoever was there and is not any more, not even as somebody who was erased: an import was taken back. */
static void
allow_gone (CrashHistory *self,
            GHashTable   *now,
            gboolean      acknowledged)
{
  GHashTableIter iter;
  gpointer id, line;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &id, &line))
    {
      if (g_hash_table_contains (now, id))
        continue;
      if (!acknowledged)
        allow (self->allowed, id, line, FALSE);
      allow (self->allowed, id, "", acknowledged);
    }
}

/** It has ended; if it was not acknowledged, what it changed may be as before or as it is now. */
void
crash_history_end (CrashHistory *self,
                   gboolean      acknowledged)
{
  Phase *phase = g_ptr_array_index (self->phases, self->phases->len - 1);
  g_autoptr (GHashTable) now = crash_reading_standing (self->data_folder);
  GHashTableIter iter;
  gpointer id;

  phase->end = self->ops->log->len;
  phase->acknowledged = acknowledged;
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const char *line = look_up (now, id);

      if (g_str_equal (line, look_up (self->seen, id)))
        continue;
      if (!acknowledged)
        allow (self->allowed, id, look_up (self->seen, id), FALSE);
      allow (self->allowed, id, line, acknowledged);
    }
  allow_gone (self, now, acknowledged);
  phase->after = copy_table (self->allowed);
}

/** The sign-up of @id was acknowledged, whatever others are doing meanwhile; they are promised nothing by it. */
void
crash_history_promise (CrashHistory *self,
                       const char   *id)
{
  Phase *phase = add_phase (self, PROMISE_EACH);
  g_autoptr (GHashTable) now = crash_reading_standing (self->data_folder);

  g_assert_cmpstr (look_up (now, id), !=, "");
  phase->acknowledged = TRUE;
  allow (self->allowed, id, look_up (now, id), TRUE);
  phase->after = copy_table (self->allowed);
}

/* Somebody was on the way when the phase began, and it has kept them: that is no change. */
static void
pass_by (CrashHistory *self,
         Phase        *phase,
         const char   *id,
         const char   *line)
{
  if (g_hash_table_contains (phase->before, id) || !g_str_equal (look_up (self->seen, id), line))
    return;
  allow (phase->before, id, "", FALSE);
  allow (phase->before, id, line, FALSE);
}

/** What has ended was acknowledged, and with it all that the folder holds now, whoever wrote it. */
void
crash_history_settle (CrashHistory *self)
{
  Phase *phase = g_ptr_array_index (self->phases, self->phases->len - 1);
  g_autoptr (GHashTable) now = crash_reading_standing (self->data_folder);
  GHashTableIter iter;
  gpointer id, line;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &id, &line))
    {
      pass_by (self, phase, id, line);
      allow (self->allowed, id, line, TRUE);
    }
  g_hash_table_unref (phase->after);
  phase->after = copy_table (self->allowed);
}

static void
add_text (GPtrArray  *texts,
          guint       from,
          const char *text)
{
  Text *item = g_new (Text, 1);

  *item = (Text) { from, g_strdup (text) };
  g_ptr_array_add (texts, item);
}

/** From here on @text is nowhere in the folder. */
void
crash_history_forbid (CrashHistory *self,
                      const char   *text)
{
  add_text (self->forbidden, self->ops->log->len, text);
}

/** A line may be in the journal more than once, if it stands once. */
void
crash_history_allow_twins (CrashHistory *self)
{
  self->may_be_twice = TRUE;
}

/** These bytes, which were there from the beginning, are in quarantine whenever the store has been opened. */
void
crash_history_keep (CrashHistory *self,
                    const char   *bytes)
{
  add_text (self->kept, 0, bytes);
}

/* What holds at @cut; and the phase that was under way, or NULL. */
static GHashTable *
find_allowed (CrashHistory *self,
              guint         cut,
              Phase       **under_way)
{
  GHashTable *allowed = ((Phase *) g_ptr_array_index (self->phases, 0))->before;

  *under_way = NULL;
  for (guint i = 0; i < self->phases->len; i++)
    {
      Phase *phase = g_ptr_array_index (self->phases, i);

      if (cut >= phase->end)
        allowed = phase->after;
      else if (cut > phase->begin)
        *under_way = phase;
    }
  return allowed;
}

static gboolean
is_allowed (GHashTable *allowed,
            const char *id,
            const char *line)
{
  GPtrArray *lines = g_hash_table_lookup (allowed, id);

  if (lines == NULL)
    return *line == '\0';
  return g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL);
}

/* Whether a line was on its way to the disk before @cut: it may have come whole. */
static gboolean
was_issued (CrashHistory *self,
            guint         cut,
            const char   *line)
{
  for (guint i = 0; i < cut; i++)
    {
      const RecordedOp *op = g_ptr_array_index (self->ops->log, i);
      gsize length;
      const char *bytes = op->bytes != NULL ? g_bytes_get_data (op->bytes, &length) : NULL;

      if (bytes != NULL && memmem (bytes, length, line, strlen (line)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
check_person (CrashHistory *self,
              guint         cut,
              GHashTable   *allowed,
              Phase        *under_way,
              const char   *id,
              const char   *line,
              Torture      *torture)
{
  if (is_allowed (allowed, id, line) || (under_way != NULL && is_allowed (under_way->after, id, line)))
    return;
  torture_check (torture, !g_hash_table_contains (allowed, id), "%s was acknowledged; after a power cut it is: %s", id,
                 line);
  torture_check (torture, was_issued (self, cut, line), "%s stands and was never written: %s", id, line);
}

/* All of what the operation changes, or nothing. */
static void
check_all_or_nothing (const Phase *phase,
                      GHashTable  *lines,
                      Torture     *torture)
{
  const char *done = NULL, *undone = NULL;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, phase->after);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const char *line = look_up (lines, id);
      gboolean before = is_allowed (phase->before, id, line);
      gboolean after = is_allowed (phase->after, id, line);

      if (before && !after)
        undone = id;
      if (after && !before)
        done = id;
    }
  torture_check (torture, done == NULL || undone == NULL, "half of it was done: %s is new, %s is old", done, undone);
}

static void
check_people (CrashHistory *self,
              guint         cut,
              GHashTable   *lines,
              Torture      *torture)
{
  Phase *under_way;
  GHashTable *allowed = find_allowed (self, cut, &under_way);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, allowed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    check_person (self, cut, allowed, under_way, id, look_up (lines, id), torture);
  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    check_person (self, cut, allowed, under_way, id, look_up (lines, id), torture);
  if (under_way != NULL && under_way->promise == PROMISE_ALL && under_way->acknowledged)
    check_all_or_nothing (under_way, lines, torture);
}

/* The store and a reader that shares little with it agree, and nobody's line is there twice. */
static void
check_reading (CrashHistory *self,
               GHashTable   *lines,
               const char   *data_folder,
               Torture      *torture)
{
  g_autoptr (GHashTable) standing = crash_reading_standing (data_folder);
  g_autoptr (GHashTable) counts = crash_reading_count_lines (data_folder);
  GHashTableIter iter;
  gpointer id, line;

  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, &id, &line))
    {
      torture_check (torture, g_str_equal (look_up (standing, id), line), "%s does not stand byte for byte",
                     (const char *) id);
      torture_check (torture, self->may_be_twice || GPOINTER_TO_INT (g_hash_table_lookup (counts, line)) == 1,
                     "%s is there twice", (const char *) id);
    }
}

static void
check_texts (CrashHistory *self,
             guint         cut,
             const char   *data_folder,
             Torture      *torture)
{
  gsize length;
  g_autofree char *quarantined = crash_reading_quarantine (data_folder, &length);

  for (guint i = 0; i < self->kept->len; i++)
    {
      const Text *kept = g_ptr_array_index (self->kept, i);

      torture_check (torture, memmem (quarantined, length, kept->text, strlen (kept->text)) != NULL,
                     "a torn line is not in quarantine");
    }
  for (guint i = 0; i < self->forbidden->len; i++)
    {
      const Text *forbidden = g_ptr_array_index (self->forbidden, i);
      g_autofree char *where = cut < forbidden->from ? NULL : crash_reading_find_text (data_folder, forbidden->text);

      torture_check (torture, where == NULL, "what was erased is in %s", where);
      torture_check (torture,
                     cut < forbidden->from ||
                       memmem (quarantined, length, forbidden->text, strlen (forbidden->text)) == NULL,
                     "what was erased is in quarantine");
    }
}

/** Recovers a folder that a power cut after @cut operations left, and checks every promise. */
void
crash_history_check (CrashHistory *self,
                     guint         cut,
                     const char   *data_folder,
                     Torture      *torture)
{
  g_autofree char *wrong = NULL;
  g_autoptr (GHashTable) lines = crash_reading_store (data_folder, &wrong);

  torture_check (torture, lines != NULL, "after a power cut: %s", wrong);
  check_people (self, cut, lines, torture);
  check_reading (self, lines, data_folder, torture);
  check_texts (self, cut, data_folder, torture);
}
