/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of fairctl share: their table, their options, their exit status, and how they speak. */
#pragma once

#include "program/fair-program.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** The exit status, a contract with scripts. */
typedef enum
{
  CLI_DONE = 0,
  CLI_REFUSED = 1, /* done, but some input was refused; each was named */
  CLI_USAGE = 2,
  CLI_FAILED = 3, /* it could not be done, and nothing was changed */
} CliStatus;

typedef struct
{
  const char *data_folder; /* from --data-dir, or NULL */
} Cli;

typedef struct _CliCommand CliCommand;

struct _CliCommand
{
  const char *name;
  const char *usage; /* the operands */
  const char *summary;
  CliStatus (*run) (Cli *cli, const CliCommand *command, GStrv arguments);
};

gboolean     cli_parse (Cli                *cli,
                        const CliCommand   *command,
                        const GOptionEntry *entries,
                        guint               min_operands,
                        guint               max_operands,
                        GStrv               arguments,
                        GStrv              *operands,
                        CliStatus          *status);
CliStatus    cli_usage_error (const char *format,
                              ...) G_GNUC_PRINTF (1, 2);
CliStatus    cli_failure (const GError *error);
gboolean     cli_check_event (const char *event);
gboolean     cli_check_language (const char *language);

char        *cli_dup_data_folder (Cli *cli);
FairProgram *cli_load_program (Cli        *cli,
                               const char *language,
                               GError    **error);
FairTimeZones *cli_get_time_zones (FairProgram *program);
FairProgram   *cli_tell_program (Cli       *cli,
                                 FairStore *store);
FairStore   *cli_open_store (Cli *cli);
CliStatus    cli_end_reading (FairStore            *store,
                              const FairReadReport *report);

CliStatus    cli_add (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_check_program (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_duplicates (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_correct (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_erase (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_events (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_export (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_exports (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_forget_pins (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_hand_over (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_import (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_join (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_laptops (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_list (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_show (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_stats (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_undo_import (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_unjoin (Cli *cli, const CliCommand *command, GStrv arguments);
CliStatus    cli_verify (Cli *cli, const CliCommand *command, GStrv arguments);

G_END_DECLS
