# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The build folders: configures them, builds what is out of date, and points the environment at them.

SANITIZED_DIR=$BUILD_DIR/sanitized

# What a build folder belongs to: built by another system or for another place, it is of no use here.
build_identity ()
{
  printf '%s %s' "${FAIRBOOK_DEV_INSIDE:-native}" "$SOURCE_DIR"
}

# Results of tours and benchmarks stay; all else goes.
empty_build_dir ()
{
  [[ ! -d $1 ]] || find "$1" -mindepth 1 -maxdepth 1 ! -name tour ! -name bench ! -name sanitized -exec rm -rf {} +
}

# quietly LOG COMMAND…: shows the end of a command's output only if it fails
quietly ()
{
  local log=$1 status=0
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [[ $status -eq 0 ]] || tail -n 100 "$log" >&2
  return "$status"
}

# configure DIR [MESON OPTION…]
configure ()
{
  local dir=$1 known=
  shift
  [[ ! -e $dir/.fairbook-identity ]] || known=$(<"$dir/.fairbook-identity")
  if [[ -e $dir/build.ninja && ( $known == "$(build_identity)" || ( -z $known && -z ${FAIRBOOK_DEV_INSIDE:-} ) ) ]]; then
    return 0
  fi
  empty_build_dir "$dir"
  mkdir -p "$dir"
  say "configuring ${dir#"$SOURCE_DIR"/}"
  quietly "$dir/setup.log" meson setup "$dir" "$SOURCE_DIR" -Dbuildtype=debugoptimized "$@" \
    || die 3 "the build could not be configured; the reasons stand above"
  build_identity >"$dir/.fairbook-identity"
}

# Whether any source file or folder is newer than the last build.
is_out_of_date ()
{
  local stamp=$1/.fairbook-built source=()
  [[ -e $stamp ]] || return 0
  for source in meson.build meson.options src data po tests; do
    [[ -z $(find "$SOURCE_DIR/$source" -name __pycache__ -prune -o -cnewer "$stamp" -print -quit 2>/dev/null) ]] || return 0
  done
  return 1
}

# build DIR [MESON OPTION…]: one at a time for each folder.
build ()
{
  local dir=$1 lock
  mkdir -p "$dir"
  exec {lock}>"$dir/.fairbook-lock"
  flock "$lock"
  configure "$@"
  if is_out_of_date "$dir"; then
    : >"$dir/.fairbook-building"
    quietly "$dir/build.log" ninja --quiet -C "$dir" || die 3 "the build failed; the reasons stand above"
    mv "$dir/.fairbook-building" "$dir/.fairbook-built"
  fi
  exec {lock}>&-
}

# The normal build. Warnings are errors where the compiler is the one that the project is developed with.
build_quietly ()
{
  local known=
  [[ ! -e $BUILD_DIR/.fairbook-identity ]] || known=$(<"$BUILD_DIR/.fairbook-identity")
  if [[ $known == "$(build_identity)" ]] && ! is_out_of_date "$BUILD_DIR"; then
    return 0
  fi
  build "$BUILD_DIR" "-Dwerror=$([[ -n ${FAIRBOOK_DEV_INSIDE:-} ]] && echo true || echo false)"
}

# Lets programs, schemas, the built-in program, icons and translations be found in the build folder.
use_build ()
{
  export PATH=$BUILD_DIR/src:$BUILD_DIR/src/cli:$PATH
  export GSETTINGS_SCHEMA_DIR=$BUILD_DIR/data
  export FAIRBOOK_BUILTIN_DIR=$SOURCE_DIR/data/programs/mgfc-pediatrics
  export FAIRBOOK_LOCALE_DIR=$BUILD_DIR/po
  export FAIRBOOK_SOURCE_DIR=$SOURCE_DIR FAIRBOOK_BUILD_DIR=$BUILD_DIR
  export XDG_DATA_DIRS=$SOURCE_DIR/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
  export PYTHONDONTWRITEBYTECODE=1
}

clean ()
{
  case ${1:-} in
    '')
      rm -rf "$BUILD_DIR" ;;
    --all)
      rm -rf "$BUILD_DIR"
      rm -rf --one-file-system "$CACHE_DIR"/root-* "$CACHE_DIR"/native-* ;;
    *)
      die 2 "clean knows no \"$1\", only --all" ;;
  esac
}
