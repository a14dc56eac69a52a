/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every fuzz target is: one function that must survive any bytes. libFuzzer calls it, or the driver here does. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

extern const char *const fuzz_words[];
