# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Decides whether this system has (or can install) what Fairbook needs, and installs it with apt where it can.

PACKAGE_LISTS=("$SOURCE_DIR/build-aux/packages")
[[ -z ${FAIRBOOK_READERS:-} ]] || PACKAGE_LISTS+=("$SOURCE_DIR/build-aux/packages-readers")
CACHE_DIR=${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/fairbook

# The names in the package list; of alternatives ("new | old") the last one, which is Debian 13's.
root_packages ()
{
  sed -e 's/#.*//' -e 's/>=.*//' -e 's/.*|//' "${PACKAGE_LISTS[@]}" | tr -d ' \t' | sed '/^$/d'
}

# A word that changes with everything that the decision and the root depend on.
system_key ()
{
  local hash
  hash=$( { printf '%s\n' "$ROOT_VERSION" "$ROOT_SUITE" "$(uname -m)"; cat "${PACKAGE_LISTS[@]}" /etc/os-release; } 2>/dev/null | sha256sum)
  printf '%s' "${hash:0:16}"
}

as_root ()
{
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    return 126
  fi
}

# apt_install PACKAGE…: asks for root's rights only here, and only when something is missing.
apt_install ()
{
  say "installing with apt: $*"
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null >&2; then
    return 0
  fi
  as_root apt-get update -q </dev/null >&2 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null >&2 \
    || die 3 "these packages could not be installed; do so as administrator, then try again (a network is needed): $*"
}

# Reads "package installed candidate" lines for all names in the list.
apt_versions ()
{
  sed -e 's/#.*//' -e 's/>=.*//' "${PACKAGE_LISTS[@]}" | tr '|' '\n' | tr -d ' \t' | sed '/^$/d' \
    | LC_ALL=C xargs apt-cache policy 2>/dev/null \
    | awk '/^[^ ].*:$/ { name = substr ($0, 1, length ($0) - 1) }
           $1 == "Installed:" { installed = $2 }
           $1 == "Candidate:" { print name, installed, $2 }'
}

# Sets MISSING to what apt must install here; fails when this system's packages are too old.
apt_is_new_enough ()
{
  local -A installed=() candidate=()
  local name have offer line floor alternatives chosen

  while read -r name have offer; do
    installed[$name]=$have
    candidate[$name]=$offer
  done < <(apt_versions)

  MISSING=()
  while read -r line; do
    floor=
    [[ $line != *'>='* ]] || floor=${line##*>=}
    IFS='|' read -ra alternatives <<<"${line%%>=*}"
    chosen=
    for name in "${alternatives[@]}"; do
      name=${name//[[:space:]]/}
      if [[ -n ${candidate[$name]:-} && ${candidate[$name]} != '(none)' ]]; then
        chosen=$name
        break
      fi
    done
    [[ -n $chosen ]] || return 1
    [[ -z $floor ]] || dpkg --compare-versions "${candidate[$chosen]}" ge "${floor//[[:space:]]/}" || return 1
    [[ ${installed[$chosen]} != '(none)' ]] || MISSING+=("$chosen")
  done < <(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "${PACKAGE_LISTS[@]}")
}

# Systems without apt, and systems where somebody has built the libraries themselves.
has_libraries ()
{
  command -v pkg-config meson ninja blueprint-compiler msgfmt >/dev/null \
    && pkg-config --exists 'gtk4 >= 4.18' 'libadwaita-1 >= 1.7' 'json-glib-1.0 >= 1.10' yyjson libdeflate
}

# On a machine on which apt has never fetched its lists nothing can be said of what it offers.
need_apt_lists ()
{
  command -v apt-get >/dev/null || return 0
  if ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; then
    say "fetching apt's package lists"
    as_root apt-get update -q </dev/null >&2 || true
  fi
}

# Prints native or root.
decide_system ()
{
  need_apt_lists
  if [[ -n ${FAIRBOOK_DEV_SYSTEM:-} ]]; then
    printf '%s' "$FAIRBOOK_DEV_SYSTEM"
  elif command -v apt-cache >/dev/null && apt_is_new_enough; then
    printf native
  elif has_libraries; then
    printf native
  elif command -v apt-get >/dev/null; then
    printf root
  else
    die 3 "this system has neither new enough libraries nor apt. Fairbook needs GTK 4.18, libadwaita 1.7, json-glib 1.10," \
          "yyjson, meson and blueprint-compiler; build-aux/packages lists everything by its Debian name."
  fi
}

# Does everything that the machine needs, once; afterwards it costs a few milliseconds.
set_up ()
{
  [[ -z ${FAIRBOOK_DEV_INSIDE:-} ]] || return 0

  KEY=$(system_key)
  ROOT_DIR=$CACHE_DIR/root-$KEY
  if [[ -z ${FAIRBOOK_DEV_SYSTEM:-} && -e $ROOT_DIR/.fairbook-ready ]] && command -v bwrap >/dev/null; then
    SYSTEM=root
    return 0
  fi
  local note=$CACHE_DIR/native-$KEY
  if [[ ${FAIRBOOK_DEV_SYSTEM:-native} == native && -e $note && ! /var/lib/dpkg/status -nt $note ]]; then
    SYSTEM=native
    return 0
  fi

  SYSTEM=$(decide_system)
  case $SYSTEM in
    native)
      if command -v apt-cache >/dev/null && apt_is_new_enough && [[ ${#MISSING[@]} -gt 0 ]]; then
        apt_install "${MISSING[@]}"
      fi
      mkdir -p "$CACHE_DIR"
      : >"$note" ;;
    root)
      make_root ;;
    *)
      die 2 "FAIRBOOK_DEV_SYSTEM must be native or root, not \"$SYSTEM\"" ;;
  esac
}
