/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl import --dry-run: what would come of an import, file by file. */
#pragma once

#include "cli.h"

CliStatus cli_preview_import (FairStore *store,
                              GStrv      paths);
