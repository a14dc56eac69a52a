# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian root in the user's cache folder, on systems that are too old themselves, and runs commands inside it.

# Raise the version when the way the root is made changes.
ROOT_VERSION=1
ROOT_SUITE=trixie
ROOT_LOCALES="en_US es_ES he_IL"

# The Debian mirror that this system is configured with; nothing when it has none (mmdebstrap then knows one itself).
system_mirror ()
{
  local uri
  if [[ -n ${FAIRBOOK_MIRROR:-} ]]; then
    printf '%s' "$FAIRBOOK_MIRROR"
    return
  fi
  uri=$(apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
          | awk -F'|' '$2 ~ /^cdrom/ { next }
                       $1 == "Debian" || ($1 == "" && $2 ~ /\/debian\/?$/) { print $2; exit }')
  if [[ $uri == mirror+file:* ]]; then
    uri=$(sed -n 's/^\([a-z]*:[^[:space:]]*\).*/\1/p' "${uri#mirror+file:}" | head -n 1)
  fi
  printf '%s' "$uri"
}

# The system's proxies and other ways to reach the mirror, as options for mmdebstrap; never anything that weakens verification.
mirror_options ()
{
  apt-config dump | grep -E '^Acquire::(http|https|ForceIPv[46]|Retries)[: ]' | grep -v -i verify | sed 's/^/--aptopt=/'
}

fetch_root_into ()
{
  local dir=$1 mirror include options=()
  mirror=$(system_mirror)
  include=$(root_packages | paste -sd,)
  mapfile -t options < <(mirror_options || true)
  options+=(--variant=apt "--include=$include" "--customize-hook=$(locale_hook)")
  [[ -t 2 ]] || options+=(--quiet)

  if [[ $(id -u) -eq 0 ]]; then
    # A process namespace of its own: whoever kills the set-up leaves no half of it running.
    setpriv --pdeathsig KILL unshare --fork --pid --kill-child --mount-proc \
      mmdebstrap --mode=root "${options[@]}" "$ROOT_SUITE" "$dir" ${mirror:+"$mirror"}
  else
    # By way of an archive everything belongs to the user, who can then remove it like any other folder.
    mmdebstrap "${options[@]}" --format=tar "$ROOT_SUITE" - ${mirror:+"$mirror"} \
      | tar -x -C "$dir" --no-same-owner --exclude='./dev/*'
  fi
}

locale_hook ()
{
  printf 'for l in %s; do chroot "$1" localedef --no-archive -i $l -f UTF-8 $l.UTF-8; done' "$ROOT_LOCALES"
}

# Installs the two tools that make and enter the root, if they are missing.
need_root_tools ()
{
  local missing=()
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
  [[ $(id -u) -eq 0 ]] || command -v newuidmap >/dev/null || missing+=(uidmap)
  [[ ${#missing[@]} -eq 0 ]] || apt_install "${missing[@]}"
}

# Builds under a temporary name and renames at the end, so that what has the final name is always whole.
make_root ()
{
  need_root_tools
  [[ ! -e $ROOT_DIR/.fairbook-ready ]] || return 0
  mkdir -p "$CACHE_DIR"

  local lock status=0 partial=$ROOT_DIR.partial log=$ROOT_DIR.log
  exec {lock}>"$CACHE_DIR/lock"
  flock --nonblock "$lock" || { say "another set-up is under way; waiting for it"; flock "$lock"; }
  if [[ ! -e $ROOT_DIR/.fairbook-ready ]]; then
    [[ ! -e $partial ]] || say "an earlier set-up was interrupted; starting it afresh"
    rm -rf --one-file-system "$partial" "$ROOT_DIR"
    mkdir -p "$partial"
    chmod 755 "$partial"
    say "setting up a Debian 13 root in $ROOT_DIR (one to two minutes, once)"
    fetch_root_into "$partial" </dev/null 2> >(tee "$log" >&2) >&2 || status=$?
    if [[ $status -ne 0 ]]; then
      rm -rf --one-file-system "$partial"
      die 3 "the root could not be made; the reasons stand above and in $log. A network and about 2 GB of disk are needed," \
            "and a debian-archive-keyring that knows Debian 13."
    fi
    : >"$partial/.fairbook-ready"
    mv "$partial" "$ROOT_DIR"
    say "the root is ready"
  fi
  exec {lock}>&-
}

# Puts into BIND what the root shares with the machine: everything but the operating system itself.
collect_binds ()
{
  local path
  BIND=(--bind "$ROOT_DIR" / --dev-bind /dev /dev --proc /proc --bind /sys /sys)
  for path in /*; do
    case $path in
      /bin|/boot|/dev|/etc|/lib*|/lost+found|/proc|/run|/sbin|/sys|/usr|/var) ;;
      *) [[ -L $path || ! -d $path ]] || BIND+=(--bind "$path" "$path") ;;
    esac
  done
  BIND+=(--bind-try /var/tmp /var/tmp --bind-try /run/dbus /run/dbus --bind-try /run/media /run/media)
  for path in "$SOURCE_DIR" "$PWD" "$HOME" "${TMPDIR:-}" "${XDG_RUNTIME_DIR:-}" "${FAIRBOOK_DATA_DIR:-}" "${XAUTHORITY:-}"; do
    [[ -z $path || $path != /* || ! -e $path ]] || case $path in
      /etc*|/run*|/usr/*|/var/*) BIND+=(--bind "$path" "$path") ;;
    esac
  done
  for path in /etc/passwd /etc/group /etc/hosts /etc/machine-id /etc/resolv.conf; do
    BIND+=(--ro-bind-try "$(readlink -f "$path" || printf %s "$path")" "$path")
  done
}

# Puts into ENVIRONMENT what must differ inside: nothing of the old system's libraries, and a locale that exists.
collect_environment ()
{
  local name zone locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-C.UTF-8}}}
  ENVIRONMENT=(--setenv FAIRBOOK_DEV_INSIDE "root-$KEY"
               --setenv PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  for name in LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH C_INCLUDE_PATH PKG_CONFIG_PATH PYTHONHOME PYTHONPATH \
              XDG_DATA_DIRS XDG_CONFIG_DIRS GTK_PATH GTK_EXE_PREFIX GTK_IM_MODULE GIO_MODULE_DIR GIO_EXTRA_MODULES \
              GI_TYPELIB_PATH GSETTINGS_SCHEMA_DIR GDK_PIXBUF_MODULE_FILE FONTCONFIG_FILE FONTCONFIG_PATH CC CFLAGS LDFLAGS; do
    [[ -z ${!name+set} ]] || ENVIRONMENT+=(--unsetenv "$name")
  done

  name=${locale%%.*}
  if [[ $name != C && $name != POSIX && ! -d $ROOT_DIR/usr/lib/locale/$name.utf8 ]]; then
    ENVIRONMENT+=(--setenv LANGUAGE "${LANGUAGE:-$name}" --setenv LANG C.UTF-8 --unsetenv LC_ALL --unsetenv LC_MESSAGES)
  elif [[ -z ${LANG:-}${LC_ALL:-} ]]; then
    ENVIRONMENT+=(--setenv LANG C.UTF-8)
  fi

  if [[ -z ${TZ:-} && -L /etc/localtime ]]; then
    zone=$(readlink -f /etc/localtime)
    [[ $zone != */zoneinfo/* ]] || ENVIRONMENT+=(--setenv TZ "${zone##*/zoneinfo/}")
  fi
}

# enter COMMAND ARG…: goes on inside. Every step on the way is an exec, so that killing the outermost process leaves nothing behind.
enter ()
{
  if [[ -n ${FAIRBOOK_DEV_INSIDE:-} || $SYSTEM == native ]]; then
    run_inside "$@"
    return
  fi
  local BIND ENVIRONMENT
  collect_binds
  collect_environment
  # What starts many processes gets a process namespace, so that all of them end with it.
  case $1 in
    test|bench|run) BIND+=(--unshare-pid) ;;
  esac
  exec bwrap --die-with-parent "${BIND[@]}" "${ENVIRONMENT[@]}" --chdir "$PWD" -- \
    /bin/bash "$SOURCE_DIR/build-aux/dev" "$@"
}
