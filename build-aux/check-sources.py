#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of the house that no common tool knows: one function a rule, each yields (file, line, what is wrong)."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema

SOURCE_ENDINGS = {".c", ".h", ".blp", ".py", ".sh"}
TEXT_ENDINGS = SOURCE_ENDINGS | {".md", ".json", ".xml", ".in", ".css", ".yml", ".yaml", ".build", ".options", ".desktop", ".svg", ".po"}
BARE_NAMES = {"dev", "run", "packages", "POTFILES.in", "LINGUAS"}
LONGEST_FILE = 600
LONGEST_LINE = 140
TRANSLATABLE = {
    ".c": re.compile(r"\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*\""),
    ".blp": re.compile(r"\b_\(\"|\bC_\(\""),
}
FORBIDDEN = {
    re.compile(r"\b(?:deb|ftp|security|archive|snapshot|mirrors?)\d*\.(?:[a-z-]+\.)*(?:debian|ubuntu)\.", re.I): "names a package mirror",
    re.compile(r"(?<![\w.$}{/*-])/(?:home|root|work|Users)/\w"): "is a path of one machine",
    re.compile(r"\b(?:TODO|FIXME|XXX)\b(?=[:\s(])"): "is unfinished",
}


def walk(top):
    """All text files of the tree, as paths relative to it."""
    for folder, names, files in os.walk(top):
        names[:] = sorted(n for n in names if n not in {".git", "_build", "__pycache__", ".flatpak-builder"})
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in TEXT_ENDINGS or name in BARE_NAMES:
                yield path.relative_to(top)


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines()


def licence(files):
    for path in files:
        wanted = path.suffix in SOURCE_ENDINGS or path.name in {"meson.build", "dev", "run"}
        if wanted and not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in lines_of(path)[:3]):
            yield path, 1, "has no SPDX-License-Identifier in its first three lines"


def length(files):
    for path in files:
        if path.suffix in SOURCE_ENDINGS and len(lines_of(path)) > LONGEST_FILE:
            yield path, len(lines_of(path)), f"is longer than {LONGEST_FILE} lines: split it by responsibility"


def spacing(files):
    """Spaces as clang-format would set them. Where lines break, and what is aligned in columns, is for people to decide."""
    if shutil.which("clang-format") is None:
        print("clang-format is not installed; the spacing is not checked", file=sys.stderr)
        return
    for path in files:
        if path.suffix not in {".c", ".h"}:
            continue
        formatted = subprocess.run(["clang-format", path], check=True, capture_output=True, text=True).stdout
        source = path.read_text(encoding="utf-8")
        for (mine, offset), (theirs, _) in zip(words(source), words(formatted)):
            if mine != theirs:
                yield path, source.count("\n", 0, offset) + 1, f"spacing: “{mine}” should begin “{theirs}”"
                break


def words(source):
    """Words and their offsets. A star goes with the name that follows it, for in columns the two are set apart."""
    star, begin = "", 0
    for match in re.finditer(r"\S+", source):
        if not star:
            begin = match.start()
        word = star + match[0]
        star = word if word.endswith("*") else ""
        if not star:
            yield word, begin


def lines(files):
    for path in files:
        if path.suffix not in SOURCE_ENDINGS:
            continue
        for number, line in enumerate(lines_of(path), 1):
            if line != line.rstrip():
                yield path, number, "has spaces at its end"
            if "\t" in line:
                yield path, number, "has a tab"
            if path.suffix in {".c", ".h"} and len(line) > LONGEST_LINE and '"' not in line:
                yield path, number, f"is longer than {LONGEST_LINE} columns"
            if path.suffix == ".c" and re.match(r"\s*(?:(?:if|for|while|switch)\b.*|else|do)\s*\{$", line):
                yield path, number, "the brace belongs on a line of its own"


def core_without_gtk(files):
    for path in files:
        if path.parts[:2] == ("src", "core") and path.suffix in {".c", ".h"}:
            for number, line in enumerate(lines_of(path), 1):
                if re.match(r"\s*#\s*include\s*[<\"](?:gtk|gdk|adwaita|glycin-gtk|gsk)", line):
                    yield path, number, "the core includes GTK"


def forbidden(files):
    for path in files:
        if path == Path("build-aux/check-sources.py"):
            continue
        for number, line in enumerate(lines_of(path), 1):
            for pattern, what in FORBIDDEN.items():
                match = pattern.search(line)
                if match:
                    yield path, number, f"“{match[0]}” {what}"


def potfiles(files):
    listed = {line.strip() for line in lines_of(Path("po/POTFILES.in")) if line.strip() and not line.startswith("#")}
    for name in sorted(listed):
        if not Path(name).is_file():
            yield Path("po/POTFILES.in"), 1, f"{name} does not exist"
    for path in files:
        pattern = TRANSLATABLE.get(path.suffix)
        if path.parts[0] == "src" and pattern and str(path) not in listed and pattern.search(path.read_text(encoding="utf-8")):
            yield path, 1, "has translatable text but is not in po/POTFILES.in"


def schemas(files):
    for path in files:
        if path.suffix != ".json":
            continue
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            if "tests" not in path.parts:
                yield path, getattr(error, "lineno", 1), f"is not JSON: {error}"
            continue
        if "tests" not in path.parts and isinstance(value, dict) and "$schema" in value:
            try:
                jsonschema.validators.validator_for(value).check_schema(value)
            except jsonschema.SchemaError as error:
                yield path, 1, f"is no valid JSON Schema: {error.message}"


RULES = (licence, length, lines, spacing, core_without_gtk, forbidden, potfiles, schemas)


def main(top):
    os.chdir(top)
    files = list(walk(Path(".")))
    mistakes = 0
    for rule in RULES:
        for path, line, what in rule(files):
            print(f"{path}:{line}: {what}")
            mistakes += 1
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
