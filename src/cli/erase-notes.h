/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fairctl says of an erasure, whether it was asked for or came with an import. */
#pragma once

#include "cli.h"
#include "store/change/fair-erase.h"

CliStatus cli_say_erasure (const FairEraseReport *report);
