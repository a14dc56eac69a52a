/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the coordinator's desk share. Changes are made one after the other, in the order in which they were asked for, so
 * that what takes them back is in order too.
 */
#include "config.h"

#include "desk/fair-desk-model.h"

#include "desk/fair-people-columns.h"

#include <glib/gi18n-lib.h>

/* How soon at the earliest what has changed is reviewed again, in milliseconds; where a review takes longer, as long as it takes. */
#define REVIEW_PAUSE 100

/* What becomes of the change that takes another one back. */
typedef enum
{
  TO_UNDO,
  TO_UNDO_AGAIN, /* it was taken back, and is made again: what else was taken back can be made again, too */
  TO_REDO,
} Destination;

typedef struct
{
  FairPersonEdit *edit; /* NULL until it is the turn of what takes the latest change back, or makes it again */
  char *id;             /* whose it is first */
  char *said;
  Destination destination;
} Wish;

struct _FairDeskModel
{
  GObject parent_instance;

  FairBooth *booth;
  FairStore *store;
  FairPeopleList *people;
  FairPeopleSelection *selection;
  GCancellable *ended;

  GQueue *wishes;  /* of Wish: what is to be changed; the first is being changed */
  GPtrArray *undo; /* of Wish: what takes back what was done, the latest last */
  GPtrArray *redo; /* likewise of what was taken back */

  GFileMonitor *monitor;
  FairReview *review; /* NULL until there is one */
  gboolean reviewing;
  gboolean is_stale;     /* whether the journal has changed since the review began */
  gint64 review_began;   /* in microseconds */
  guint review_timer;
};

G_DEFINE_FINAL_TYPE (FairDeskModel, fair_desk_model, G_TYPE_OBJECT)

enum
{
  PROP_REVIEW = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPS,
};

enum
{
  SIGNAL_EDITED,
  SIGNAL_FAILED,
  SIGNAL_REFUSED,
  SIGNAL_TOUCHED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static Wish *
make_wish (FairPersonEdit *edit,
           const char     *said,
           Destination     destination)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish) { edit, edit != NULL ? g_strdup (fair_person_edit_get_first_id (edit)) : NULL, g_strdup (said), destination };
  return wish;
}

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  g_clear_pointer (&wish->edit, fair_person_edit_free);
  g_free (wish->id);
  g_free (wish->said);
  g_free (wish);
}

static void review (FairDeskModel *self);

static gboolean
review_again (gpointer data)
{
  FairDeskModel *self = data;

  self->review_timer = 0;
  review (self);
  return G_SOURCE_REMOVE;
}

/* One that is overtaken is shown all the same: it is nearer to what there is than the one before. */
static void
reviewed (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FairDeskModel) self = user_data;
  FairReview *made = fair_review_make_finish (result, NULL);
  guint took = (guint) ((g_get_monotonic_time () - self->review_began) / 1000);

  self->reviewing = FALSE;
  if (made != NULL)
    {
      g_clear_pointer (&self->review, fair_review_free);
      self->review = made;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVIEW]);
    }
  if (self->is_stale && !g_cancellable_is_cancelled (self->ended))
    self->review_timer = g_timeout_add (MAX (took, REVIEW_PAUSE), review_again, self);
}

static void
review (FairDeskModel *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  g_autoptr (FairTimeZones) none = program == NULL ? fair_time_zones_new () : NULL;

  self->reviewing = TRUE;
  self->is_stale = FALSE;
  self->review_began = g_get_monotonic_time ();
  fair_review_make_async (self->store, program != NULL ? program->form : NULL, program != NULL ? program->time_zones : none,
                          fair_clock_now (fair_clock_get_default ()), self->ended, reviewed, g_object_ref (self));
}

/* Both read everybody: the list, which somebody waits for, goes first, and is painted. */
static void
review_soon (FairDeskModel *self)
{
  if (!self->reviewing && self->review_timer == 0 && !fair_people_list_get_loading (self->people))
    self->review_timer = g_timeout_add (REVIEW_PAUSE, review_again, self);
}

static void
journal_changed (FairDeskModel *self)
{
  fair_desk_model_look_again (self);
  g_signal_emit (self, signals[SIGNAL_TOUCHED], 0);
}

static void
watch (FairDeskModel *self)
{
  g_autoptr (GFile) journal = g_file_new_for_path (fair_store_get_journal_path (self->store));

  self->monitor = g_file_monitor_file (journal, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (journal_changed), self);
}

static void
notify_undo (FairDeskModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static void begin_wish (FairDeskModel *self);

static void
note_done (FairDeskModel  *self,
           Wish           *wish,
           FairPersonEdit *reverse)
{
  if (wish->destination == TO_UNDO)
    g_ptr_array_set_size (self->redo, 0);
  g_ptr_array_add (wish->destination == TO_REDO ? self->redo : self->undo, make_wish (reverse, wish->said, TO_UNDO));
  notify_undo (self);
}

/* Returns why what takes a change back cannot be made, now or ever; NULL where it may be another time, or was made for the first time. */
static const char *
find_refusal (const Wish   *wish,
              const GError *error)
{
  if (wish->destination == TO_UNDO)
    return NULL;
  if (g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
    return _("Nothing was changed: this person has been erased meanwhile");
  if (g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_CHANGED) ||
      g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN))
    return _("Nothing was changed: this has been changed again meanwhile");
  return NULL;
}

static GPtrArray *
get_origin (FairDeskModel *self,
            const Wish    *wish)
{
  return wish->destination == TO_REDO ? self->undo : self->redo;
}

/* What could not be taken back because the disk is full can be when there is room again. */
static void
wish_failed (FairDeskModel *self,
             Wish          *wish,
             const GError  *error)
{
  const char *refusal = find_refusal (wish, error);

  if (refusal != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, refusal);
      return;
    }
  if (wish->destination != TO_UNDO)
    g_ptr_array_add (get_origin (self, wish), make_wish (g_steal_pointer (&wish->edit), wish->said, TO_UNDO));
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, wish->id, error->message);
}

static void
wish_done (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FairDeskModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonEdit) reverse = fair_person_edit_apply_finish (result, &error);
  Wish *wish = g_queue_pop_head (self->wishes);
  gboolean differs = reverse != NULL && !fair_person_edit_is_empty (reverse);

  if (differs)
    note_done (self, wish, g_steal_pointer (&reverse));
  if (error != NULL)
    wish_failed (self, wish, error);
  else
    g_signal_emit (self, signals[SIGNAL_EDITED], 0, wish->said, differs);
  free_wish (wish);
  begin_wish (self);
}

/* In its place comes the latest of what can be taken back, or made again, by now. */
static void
replace_first_wish (FairDeskModel *self)
{
  Wish *wish = g_queue_pop_head (self->wishes), *latest;
  GPtrArray *origin = get_origin (self, wish);

  if (origin->len > 0)
    {
      latest = g_ptr_array_steal_index (origin, origin->len - 1);
      latest->destination = wish->destination;
      g_queue_push_head (self->wishes, latest);
    }
  free_wish (wish);
}

static void
begin_wish (FairDeskModel *self)
{
  Wish *wish;

  while ((wish = g_queue_peek_head (self->wishes)) != NULL && wish->edit == NULL)
    replace_first_wish (self);
  notify_undo (self);
  if (wish != NULL)
    fair_person_edit_apply_async (wish->edit, self->store, wish_done, g_object_ref (self));
}

static void
add_wish (FairDeskModel *self,
          Wish          *wish)
{
  g_queue_push_tail (self->wishes, wish);
  if (g_queue_get_length (self->wishes) == 1)
    begin_wish (self);
}

static void
fair_desk_model_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FairDeskModel *self = FAIR_DESK_MODEL (object);

  switch (id)
    {
    case PROP_REVIEW:
      g_value_set_pointer (value, self->review);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, fair_desk_model_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, fair_desk_model_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fair_desk_model_dispose (GObject *object)
{
  FairDeskModel *self = FAIR_DESK_MODEL (object);

  g_cancellable_cancel (self->ended);
  g_clear_handle_id (&self->review_timer, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_func (self->monitor, journal_changed, self);
  g_clear_object (&self->monitor);
  g_clear_object (&self->selection);
  g_clear_object (&self->people);
  g_clear_object (&self->store);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_desk_model_parent_class)->dispose (object);
}

static void
fair_desk_model_finalize (GObject *object)
{
  FairDeskModel *self = FAIR_DESK_MODEL (object);

  g_queue_free_full (self->wishes, free_wish);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_clear_pointer (&self->review, fair_review_free);
  g_object_unref (self->ended);

  G_OBJECT_CLASS (fair_desk_model_parent_class)->finalize (object);
}

static void
fair_desk_model_class_init (FairDeskModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fair_desk_model_get_property;
  object_class->dispose = fair_desk_model_dispose;
  object_class->finalize = fair_desk_model_finalize;
  properties[PROP_REVIEW] = g_param_spec_pointer ("review", NULL, NULL, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", FAIR_TYPE_DESK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", FAIR_TYPE_DESK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", FAIR_TYPE_DESK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_STRING);
  signals[SIGNAL_TOUCHED] = g_signal_new ("touched", FAIR_TYPE_DESK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_desk_model_init (FairDeskModel *self)
{
  self->ended = g_cancellable_new ();
  self->wishes = g_queue_new ();
  self->undo = g_ptr_array_new_with_free_func (free_wish);
  self->redo = g_ptr_array_new_with_free_func (free_wish);
}

/**
 * fair_desk_model_new:
 * @booth: whose store is open
 *
 * Reads everybody in a thread, at once, in the order that was sorted by last; reviews them in another one, when they are listed.
 *
 * Returns: (transfer full): what a desk shows
 */
FairDeskModel *
fair_desk_model_new (FairBooth *booth)
{
  FairPeopleQuery first = FAIR_PEOPLE_QUERY_ALL;
  FairDeskModel *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);
  g_return_val_if_fail (fair_booth_get_store (booth) != NULL, NULL);

  self = g_object_new (FAIR_TYPE_DESK_MODEL, NULL);
  self->booth = g_object_ref (booth);
  self->store = g_object_ref (fair_booth_get_store (booth));
  first.sort = fair_people_columns_get_sorted (fair_booth_get_settings (booth), &first.descending)->sort;
  self->people = fair_people_list_new (self->store, &first);
  self->selection = fair_people_selection_new (self->people);
  g_signal_connect_object (self->people, "notify::loading", G_CALLBACK (review_soon), self, G_CONNECT_SWAPPED);
  watch (self);
  return self;
}

/** Returns: (transfer none): the booth */
FairBooth *
fair_desk_model_get_booth (FairDeskModel *self)
{
  return self->booth;
}

/** Returns: (transfer none): those who are listed */
FairPeopleList *
fair_desk_model_get_people (FairDeskModel *self)
{
  return self->people;
}

/** Returns: (transfer none): who of them is selected */
FairPeopleSelection *
fair_desk_model_get_selection (FairDeskModel *self)
{
  return self->selection;
}

/** Returns: (transfer none) (nullable): the latest review, until the next one is told of; NULL before the first */
const FairReview *
fair_desk_model_get_review (FairDeskModel *self)
{
  return self->review;
}

/** Has everybody reviewed again: something beside the journal has changed, such as who left with an export. */
void
fair_desk_model_look_again (FairDeskModel *self)
{
  g_return_if_fail (FAIR_IS_DESK_MODEL (self));

  self->is_stale = TRUE;
  review_soon (self);
}

/** Returns: (transfer full): how one says how many sign-ups have been read, while not all are; "" before that is known; and with
 * @part: (out): which part that is, from 0 to 1 */
char *
fair_desk_model_dup_progress (FairDeskModel *self,
                              double        *part)
{
  guint64 n_lines;
  guint n;

  *part = fair_people_list_get_progress (self->people, &n_lines);
  n = (guint) MIN (n_lines, G_MAXUINT);
  return n > 0 ? g_strdup_printf (ngettext ("%'u sign-up read…", "%'u sign-ups read…", n), n) : g_strdup ("");
}

/**
 * fair_desk_model_edit:
 * @edit: (transfer full): what is to be changed
 * @said: how one would say that it was: "Starred Zoë Lee"
 *
 * Makes a change when those before it are made. FairDeskModel::edited or FairDeskModel::failed tells how it ended.
 */
void
fair_desk_model_edit (FairDeskModel  *self,
                      FairPersonEdit *edit,
                      const char     *said)
{
  g_return_if_fail (FAIR_IS_DESK_MODEL (self));

  add_wish (self, make_wish (edit, said, TO_UNDO));
}

/** Returns: whether there is something to take back */
gboolean
fair_desk_model_can_undo (FairDeskModel *self)
{
  return self->undo->len > 0 || !g_queue_is_empty (self->wishes);
}

/** Returns: whether there is something to make again */
gboolean
fair_desk_model_can_redo (FairDeskModel *self)
{
  return self->redo->len > 0;
}

/** Takes back the latest change that was made here, when that is made: whoever is quick does not take back the one before it.
 * FairDeskModel::refused tells why not, where another program has changed the same meanwhile. */
void
fair_desk_model_undo (FairDeskModel *self)
{
  add_wish (self, make_wish (NULL, NULL, TO_REDO));
}

/** Makes the latest change again that was taken back. */
void
fair_desk_model_redo (FairDeskModel *self)
{
  add_wish (self, make_wish (NULL, NULL, TO_UNDO_AGAIN));
}
