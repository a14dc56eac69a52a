/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-people-row.h"

struct _FairPeopleRow
{
  GObject parent_instance;

  FairPersonItem *item;
};

G_DEFINE_FINAL_TYPE (FairPeopleRow, fair_people_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tell (FairPeopleRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
leave_item (FairPeopleRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, tell, self);
  g_clear_object (&self->item);
}

static void
enter_item (FairPeopleRow  *self,
            FairPersonItem *item)
{
  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (tell), self);
}

static void
fair_people_row_dispose (GObject *object)
{
  leave_item (FAIR_PEOPLE_ROW (object));

  G_OBJECT_CLASS (fair_people_row_parent_class)->dispose (object);
}

static void
fair_people_row_class_init (FairPeopleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_people_row_dispose;

  /** FairPeopleRow::changed: Somebody else stands in it, or their line has been read. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FAIR_TYPE_PEOPLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_people_row_init (FairPeopleRow *self)
{
}

/** Returns: (transfer full): a row in which somebody stands */
FairPeopleRow *
fair_people_row_new (FairPersonItem *item)
{
  FairPeopleRow *self = g_object_new (FAIR_TYPE_PEOPLE_ROW, NULL);

  enter_item (self, item);
  return self;
}

/** Returns: (transfer none): who stands in it */
FairPersonItem *
fair_people_row_get_item (FairPeopleRow *self)
{
  return self->item;
}

/** Puts somebody else in it. */
void
fair_people_row_set_item (FairPeopleRow  *self,
                          FairPersonItem *item)
{
  g_return_if_fail (FAIR_IS_PEOPLE_ROW (self));

  leave_item (self);
  enter_item (self, item);
  tell (self);
}
