#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compile-locks.sh KEYFILE OUTPUT: a dconf database of what stands in the file, each key locked.

set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/locks"
cp "$1" "$folder/settings"
awk -F= '/^\[/ { path = "/" substr ($0, 2, length ($0) - 2) "/" } /^[a-z]/ { print path $1 }' "$1" >"$folder/locks/settings"
dconf compile "$2" "$folder"
