/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file system may leave behind after a power cut, one disk after the other. */
#include "crash-plan.h"

/* Writes of up to so many bytes are torn at every byte, longer ones at each sector and at some bytes. */
#define EVERY_BYTE 1024
#define SOME_BYTES 61

/* What becomes of what was not synced. */
typedef enum
{
  PLAN_ALL,      /* all of it is there */
  PLAN_NONE,     /* nothing of it */
  PLAN_BUT_ONE,  /* all but one operation */
  PLAN_ONLY_ONE, /* one operation and no other */
  PLAN_LAST,     /* all, the last write in part */
  PLAN_RANDOM,   /* each as it happens */
} PlanKind;

typedef struct
{
  PlanKind kind;
  guint op; /* which one */
  Effect effect;
} Plan;

struct _CrashPlans
{
  CrashDisk *synced; /* what was there at the beginning, and all before the first operation that waits */
  GPtrArray *log;
  guint first; /* the first operation that waits for a sync */
  guint cut;
  GArray *waiting; /* guint: which operations do */
  GArray *plans;
};

static gboolean
is_in_folder (const char *path,
              const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (path);

  return g_str_equal (g_str_equal (parent, ".") ? "" : parent, folder);
}

/* Whether @sync makes @op durable. A sync that failed for good leaves the bytes before it to chance. */
static gboolean
makes_durable (const RecordedOp *sync,
               const RecordedOp *op,
               gboolean         *doubtful)
{
  gboolean is_data = op->kind == RECORD_WRITE || op->kind == RECORD_TRUNCATE;

  if (is_data && sync->file == op->file && sync->kind == RECORD_SYNC_FAILED)
    *doubtful = TRUE;
  if (is_data)
    return sync->kind == RECORD_SYNC && sync->file == op->file && !*doubtful;
  return sync->kind == RECORD_SYNC_FOLDER && op->path != NULL && is_in_folder (op->path, sync->path);
}

static gboolean
is_sync (const RecordedOp *op)
{
  return op->kind >= RECORD_SYNC;
}

static gboolean
is_durable (CrashPlans *self,
            guint       index)
{
  gboolean doubtful = FALSE;

  for (guint i = index + 1; i < self->cut; i++)
    {
      if (makes_durable (g_ptr_array_index (self->log, i), g_ptr_array_index (self->log, index), &doubtful))
        return TRUE;
    }
  return is_sync (g_ptr_array_index (self->log, index));
}

static void
add_plan (CrashPlans *self,
          PlanKind    kind,
          guint       op,
          EffectKind  effect,
          gsize       at)
{
  Plan plan = { kind, op, { effect, at } };

  g_array_append_val (self->plans, plan);
}

/* The last write is torn: after so many bytes, or a sector of it is not what was written. */
static void
add_torn (CrashPlans *self,
          guint       index)
{
  const RecordedOp *op = g_ptr_array_index (self->log, index);
  gsize length = g_bytes_get_size (op->bytes);
  gsize start = (gsize) op->offset;
  gsize sector = start - start % RECORDING_OPS_SECTOR;

  for (gsize at = 0; at < length; at += length <= EVERY_BYTE ? 1 : SOME_BYTES)
    add_plan (self, PLAN_LAST, index, EFFECT_PREFIX, at);
  for (; sector < start + length; sector += RECORDING_OPS_SECTOR)
    {
      if (sector > start)
        add_plan (self, PLAN_LAST, index, EFFECT_PREFIX, sector - start);
      add_plan (self, PLAN_LAST, index, EFFECT_ZEROS, sector);
      add_plan (self, PLAN_LAST, index, EFFECT_GARBAGE, sector);
    }
  add_plan (self, PLAN_LAST, index, EFFECT_ALL_ZEROS, 0);
  add_plan (self, PLAN_LAST, index, EFFECT_ALL_GARBAGE, 0);
}

static void
make_plans (CrashPlans *self,
            guint       n_random)
{
  add_plan (self, PLAN_ALL, 0, EFFECT_WHOLE, 0);
  if (self->waiting->len == 0)
    return;
  add_plan (self, PLAN_NONE, 0, EFFECT_NONE, 0);
  for (guint i = 0; i < self->waiting->len; i++)
    {
      add_plan (self, PLAN_BUT_ONE, g_array_index (self->waiting, guint, i), EFFECT_NONE, 0);
      add_plan (self, PLAN_ONLY_ONE, g_array_index (self->waiting, guint, i), EFFECT_WHOLE, 0);
    }
  if (self->cut > 0 && ((RecordedOp *) g_ptr_array_index (self->log, self->cut - 1))->kind == RECORD_WRITE)
    add_torn (self, self->cut - 1);
  for (guint i = 0; i < n_random; i++)
    add_plan (self, PLAN_RANDOM, 0, EFFECT_WHOLE, 0);
}

/**
 * What the disk may hold when the power goes after the first @cut operations of @log, which began with @before;
 * @n_random of the plans are random ones.
 */
CrashPlans *
crash_plans_new (const CrashDisk *before,
                 GPtrArray       *log,
                 guint            cut,
                 guint            n_random)
{
  CrashPlans *self = g_new0 (CrashPlans, 1);

  self->log = g_ptr_array_ref (log);
  self->cut = self->first = cut;
  self->synced = crash_disk_copy (before);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  self->plans = g_array_new (FALSE, FALSE, sizeof (Plan));
  for (guint i = 0; i < cut; i++)
    {
      if (!is_durable (self, i))
        g_array_append_val (self->waiting, i);
    }
  if (self->waiting->len > 0)
    self->first = g_array_index (self->waiting, guint, 0);
  for (guint i = 0; i < self->first; i++)
    crash_disk_apply (self->synced, g_ptr_array_index (log, i), (Effect) { EFFECT_WHOLE, 0 }, NULL);
  make_plans (self, n_random);
  return self;
}

void
crash_plans_free (CrashPlans *self)
{
  crash_disk_free (self->synced);
  g_ptr_array_unref (self->log);
  g_array_unref (self->waiting);
  g_array_unref (self->plans);
  g_free (self);
}

guint
crash_plans_get_n (CrashPlans *self)
{
  return self->plans->len;
}

static Effect
choose_effect (const RecordedOp *op,
               GRand            *chance)
{
  static const EffectKind partial[] = { EFFECT_PREFIX, EFFECT_ZEROS, EFFECT_GARBAGE, EFFECT_ALL_ZEROS };
  gint32 lot = g_rand_int_range (chance, 0, 10);
  gsize length;
  Effect effect;

  if (op->kind != RECORD_WRITE || lot < 6)
    return (Effect) { lot % 2 == 0 ? EFFECT_WHOLE : EFFECT_NONE, 0 };
  length = g_bytes_get_size (op->bytes);
  effect = (Effect) { partial[lot - 6], (gsize) g_rand_int_range (chance, 0, (gint32) length) };
  if (effect.kind != EFFECT_PREFIX)
    effect.at = (effect.at + (gsize) op->offset) / RECORDING_OPS_SECTOR * RECORDING_OPS_SECTOR;
  return effect;
}

static Effect
get_effect (CrashPlans *self,
            const Plan *plan,
            guint       index,
            GRand      *chance)
{
  switch (plan->kind)
    {
    case PLAN_NONE:
      return (Effect) { EFFECT_NONE, 0 };
    case PLAN_BUT_ONE:
      return (Effect) { index == plan->op ? EFFECT_NONE : EFFECT_WHOLE, 0 };
    case PLAN_ONLY_ONE:
      return (Effect) { index == plan->op ? EFFECT_WHOLE : EFFECT_NONE, 0 };
    case PLAN_LAST:
      return index == plan->op ? plan->effect : (Effect) { EFFECT_WHOLE, 0 };
    case PLAN_RANDOM:
      return choose_effect (g_ptr_array_index (self->log, index), chance);
    case PLAN_ALL:
    default:
      return (Effect) { EFFECT_WHOLE, 0 };
    }
}

/** The disk of one plan; @chance decides what is left to it. */
CrashDisk *
crash_plans_build (CrashPlans *self,
                   guint       index,
                   GRand      *chance)
{
  const Plan *plan = &g_array_index (self->plans, Plan, index);
  CrashDisk *disk = crash_disk_copy (self->synced);
  guint next = 0;

  for (guint i = self->first; i < self->cut; i++)
    {
      Effect effect = { EFFECT_WHOLE, 0 };

      if (next < self->waiting->len && g_array_index (self->waiting, guint, next) == i)
        {
          effect = get_effect (self, plan, i, chance);
          next++;
        }
      crash_disk_apply (disk, g_ptr_array_index (self->log, i), effect, chance);
    }
  return disk;
}
