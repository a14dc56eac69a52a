#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A session that holds nothing but Fairbook's kiosk. The login screen starts it as "kiosk-session.sh cage" or "… gnome-kiosk"; what
# follows goes to the compositor. Inside the compositor it starts itself again, without an argument.

set -eu
self=$(readlink -f -- "$0")
here=$(dirname -- "$self")

die ()
{
  printf 'kiosk-session: %s\n' "$*" >&2
  exit 3
}

# After a crash Fairbook comes back, into kiosk mode and to the same fair. It ends with status 0 only when staff have ended kiosk
# mode, and the session ends with it. Where it cannot run at all, the login screen says more than a dark screen.
keep_running ()
{
  failures=0
  while [ "$failures" -lt 5 ]; do
    started=$(date +%s)
    ! fairbook --kiosk-session || exit 0
    if [ $(($(date +%s) - started)) -lt 10 ]; then
      failures=$((failures + 1))
    else
      failures=0
    fi
  done
  die "fairbook ended five times in a row as soon as it was started; what it said stands above"
}

# cage(1) takes the keyboard's layout from variables; Debian keeps it in a file.
export_keyboard ()
{
  [ -r /etc/default/keyboard ] || return 0
  # shellcheck source=/dev/null
  . /etc/default/keyboard
  [ -z "${XKBMODEL:-}" ] || export XKB_DEFAULT_MODEL="$XKBMODEL"
  [ -z "${XKBLAYOUT:-}" ] || export XKB_DEFAULT_LAYOUT="$XKBLAYOUT"
  [ -z "${XKBVARIANT:-}" ] || export XKB_DEFAULT_VARIANT="$XKBVARIANT"
  [ -z "${XKBOPTIONS:-}" ] || export XKB_DEFAULT_OPTIONS="$XKBOPTIONS"
}

# gnome-kiosk reads the dconf profile "gnomekiosk", whatever the environment says; in this session, and only in it, that is this one.
lock_settings ()
{
  [ -r "$here/locks.dconf" ] || die "$here/locks.dconf is missing; please install Fairbook again, with dconf-cli there when it is built"
  profiles=$XDG_RUNTIME_DIR/fairbook-session
  mkdir -p "$profiles/dconf/profile"
  printf 'user-db:user\nfile-db:%s\n' "$here/locks.dconf" >"$profiles/dconf/profile/gnomekiosk"
  export XDG_DATA_DIRS="$profiles:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
}

if [ $# -eq 0 ]; then
  keep_running
fi

compositor=$1
shift
[ -n "${XDG_RUNTIME_DIR:-}" ] || die "XDG_RUNTIME_DIR is not set; please start this from a login screen"
if [ -z "${DBUS_SESSION_BUS_ADDRESS:-}" ] && [ ! -S "$XDG_RUNTIME_DIR/bus" ]; then
  exec dbus-run-session -- "$self" "$compositor" "$@"
fi

# Here is no desktop that GTK could ask for files or links, and waiting for one would take half a minute.
export GDK_BACKEND=wayland GDK_DEBUG=no-portals
unset GTK_DEBUG GTK_MODULES

case $compositor in
  cage)
    export_keyboard
    exec cage "$@" -- "$self" ;;
  gnome-kiosk)
    lock_settings
    exec gnome-kiosk --wayland --no-x11 "$@" -- "$self" ;;
  *)
    die "there is no session for \"$compositor\", only for cage and gnome-kiosk" ;;
esac
