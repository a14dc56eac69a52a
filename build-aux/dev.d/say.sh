# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What build-aux/dev tells people: always on standard error, for standard output belongs to the command that is run.

say ()
{
  printf 'fairbook: %s\n' "$*" >&2
}

# die STATUS TEXT…
die ()
{
  local status=$1
  shift
  say "$*"
  exit "$status"
}
