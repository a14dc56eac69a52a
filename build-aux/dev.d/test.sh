# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Passes the tests in the normal and in the sanitized build, on a display and a session bus of their own, and counts.

SANITIZED_SUITES=(--suite core --suite ui)

# on_own_display COMMAND…
on_own_display ()
{
  env -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS -u FAIRBOOK_DATA_DIR \
      GDK_BACKEND=x11 GSK_RENDERER=cairo G_DEBUG=fatal-warnings GSETTINGS_BACKEND=memory LANG=C.UTF-8 \
      xvfb-run -a -s '-screen 0 1366x768x24 -noreset' dbus-run-session -- "$@"
}

# meson_test DIR ARG…
meson_test ()
{
  local dir=$1
  shift
  rm -f "$dir/meson-logs/testlog.json"
  on_own_display meson test -C "$dir" --no-rebuild --print-errorlogs "$@" </dev/null
}

run_tests ()
{
  local status=0 logs=("$BUILD_DIR/meson-logs/testlog.json")

  [[ ! -e $BUILD_DIR/build.ninja || -n ${FAIRBOOK_DEV_INSIDE:-} ]] || meson configure "$BUILD_DIR" -Dwerror=true
  build "$BUILD_DIR" -Dwerror=true
  use_build
  if [[ $# -gt 0 ]]; then
    meson_test "$BUILD_DIR" "$@" || status=$?
  else
    build "$SANITIZED_DIR" -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false
    logs+=("$SANITIZED_DIR/meson-logs/testlog.json")
    meson_test "$BUILD_DIR" --timeout-multiplier 2 || status=$?
    GSETTINGS_SCHEMA_DIR=$SANITIZED_DIR/data FAIRBOOK_BUILD_DIR=$SANITIZED_DIR \
    ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:suppressions=$SOURCE_DIR/build-aux/asan.supp \
    UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
    LSAN_OPTIONS=suppressions=$SOURCE_DIR/build-aux/lsan.supp:print_suppressions=0 \
      meson_test "$SANITIZED_DIR" --timeout-multiplier 6 "${SANITIZED_SUITES[@]}" || status=$?
  fi
  python3 "$SOURCE_DIR/build-aux/count-tests.py" "${logs[@]}" || status=1
  return "$status"
}
