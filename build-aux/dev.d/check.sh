# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks and mends what tools know of the house's style; the rules that are ours alone are in check-sources.py.

# sources PATTERN…: the files of the tree whose names match, null-terminated
sources ()
{
  local tests=() pattern
  for pattern; do
    tests+=(-o -name "$pattern")
  done
  find "$SOURCE_DIR" \( -path "$BUILD_DIR" -o -path "$SOURCE_DIR/.git" \) -prune -o -type f \( "${tests[@]:1}" \) -print0
}

check_shell ()
{
  command -v shellcheck >/dev/null || { say "shellcheck is not installed; shell scripts are not checked"; return 0; }
  { printf '%s\0' "$SOURCE_DIR/build-aux/dev" "$SOURCE_DIR/.ci/run"; sources '*.sh'; } \
    | xargs -0 shellcheck --severity=warning --exclude=SC2034
}

run_checks ()
{
  local status=0
  sources '*.blp' | xargs -0 -r blueprint-compiler format || status=1
  check_shell || status=1
  python3 "$SOURCE_DIR/build-aux/check-sources.py" "$SOURCE_DIR" || status=1
  [[ $status -ne 0 ]] || say "all checks passed"
  return "$status"
}

format_sources ()
{
  sources '*.c' '*.h' '*.py' '*.blp' | xargs -0 -r sed -i 's/[[:space:]]*$//'
  sources '*.blp' | xargs -0 -r blueprint-compiler format --fix
}
