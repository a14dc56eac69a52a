/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of what the store does, and every disk that a power cut in it may leave, recovered and checked. */
#pragma once

#include "crash-history.h"
#include "crash-plan.h"
#include "test-store-util.h"
#include "test-util.h"

G_BEGIN_DECLS

typedef struct _CrashScene CrashScene;

/**
 * CrashScenario:
 * @prepare: (nullable): makes what was there before, in CrashScene.data
 * @run: what is recorded. Returns whether there is a next variant of it
 * @data: (nullable): for @run
 */
typedef struct
{
  const char *name;
  void (*prepare) (CrashScene *scene);
  gboolean (*run) (CrashScene *scene);
  gconstpointer data;
} CrashScenario;

/**
 * CrashScene:
 * @scenario: what is played
 * @data: the data folder
 * @variant: from 1; what that is is the scenario's affair
 * @from: the first place in the log at which the power is cut
 * @number: of the next state
 * @n_states: how many states were recovered
 * @n_same: how many were passed over since the same disk had been recovered at the same place
 */
struct _CrashScene
{
  Torture *torture;
  const CrashScenario *scenario;
  TestFolder *root;
  char *data;
  RecordingOps *ops;
  CrashDisk *before;
  CrashHistory *history;
  TestClock clock;
  FairStore *store;
  guint variant;
  guint from;
  int forget;
  guint64 number;
  guint64 n_states;
  guint64 n_same;
};

void     crash_scene_play (CrashScene          *self,
                           const CrashScenario *scenario);
void     crash_scene_open (CrashScene *self);
void     crash_scene_close (CrashScene *self);
gboolean crash_scene_add (CrashScene *self,
                          const char *name);
void     crash_scene_add_many (CrashScene *self,
                               guint       n);
void     crash_scene_write (CrashScene *self,
                            const char *name,
                            const char *text);
char    *crash_scene_sign_up (CrashScene *self,
                              const char *name);

G_END_DECLS
