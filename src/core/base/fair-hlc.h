/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hybrid logical clock: time stamps that order versions made on laptops whose clocks disagree
 * (Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The longest device id, in bytes. */
#define FAIR_DEVICE_MAX 64
/** How far a laptop's clock may be ahead before it counts as wrong: a day, in milliseconds. */
#define FAIR_HLC_MAX_AHEAD G_GINT64_CONSTANT (86400000)
/** 2020-01-01T00:00:00Z: no version of a sign-up is older, in milliseconds since 1970-01-01T00:00:00Z. */
#define FAIR_HLC_EARLIEST G_GINT64_CONSTANT (1577836800000)

/**
 * FairHlc:
 * @ms: milliseconds since 1970-01-01T00:00:00Z, never negative
 * @counter: orders what was made in the same millisecond, or while the clock had gone back
 * @device: the laptop that made it
 */
typedef struct
{
  gint64 ms;
  guint32 counter;
  char device[FAIR_DEVICE_MAX + 1];
} FairHlc;

gboolean fair_hlc_is_device (const char *text,
                             gsize       length);
gboolean fair_hlc_parse (const char *text,
                         gsize       length,
                         FairHlc    *hlc);
char    *fair_hlc_to_string (const FairHlc *self);
int      fair_hlc_compare (const FairHlc *a,
                           const FairHlc *b);
void     fair_hlc_tick (FairHlc    *last,
                        gint64      now_ms,
                        const char *device);
void     fair_hlc_observe (FairHlc       *last,
                           const FairHlc *seen,
                           gint64         now_ms);
gboolean fair_hlc_is_ahead (const FairHlc *self,
                            gint64         now_ms);
gboolean fair_hlc_is_behind (const FairHlc *self);
gboolean fair_hlc_can_be_followed (const FairHlc *self);

G_END_DECLS
