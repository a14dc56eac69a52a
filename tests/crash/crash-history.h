/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was promised to whom at which point of a recording, and whether a folder that a crash left keeps it. */
#pragma once

#include "recording-ops.h"
#include "torture.h"

G_BEGIN_DECLS

typedef struct _CrashHistory CrashHistory;

/** What is promised of an operation that the power cut interrupts. */
typedef enum
{
  PROMISE_EACH, /* each of its lines is whole or absent */
  PROMISE_ALL,  /* all of what it does, or nothing */
} Promise;

CrashHistory *crash_history_new (RecordingOps *ops,
                                 const char   *data_folder);
void          crash_history_free (CrashHistory *self);
void          crash_history_begin (CrashHistory *self,
                                   Promise       promise);
void          crash_history_end (CrashHistory *self,
                                 gboolean      acknowledged);
void          crash_history_promise (CrashHistory *self,
                                     const char   *id);
void          crash_history_settle (CrashHistory *self);
void          crash_history_forbid (CrashHistory *self,
                                    const char   *text);
void          crash_history_allow_twins (CrashHistory *self);
void          crash_history_keep (CrashHistory *self,
                                  const char   *bytes);
void          crash_history_check (CrashHistory *self,
                                   guint         cut,
                                   const char   *data_folder,
                                   Torture      *torture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashHistory, crash_history_free)

G_END_DECLS
