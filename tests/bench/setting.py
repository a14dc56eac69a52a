# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the measures find their helpers and keep their data, and how large the data are."""

import os
import shutil
import subprocess
from pathlib import Path

BUILD = Path(os.environ["FAIRBOOK_BUILD_DIR"])
HELPERS = BUILD / "tests" / "bench"
FOLDER = BUILD / "bench"
LINES = int(os.environ.get("FAIRBOOK_BENCH_LINES", "1000000"))
ROUNDS = int(os.environ["FAIRBOOK_BENCH_ROUNDS"]) if "FAIRBOOK_BENCH_ROUNDS" in os.environ else None


def rounds(usual):
    """How often a measure is repeated; FAIRBOOK_BENCH_ROUNDS has the last word."""
    return ROUNDS or usual


def fresh_folder(name):
    """An empty folder, on the disk that is measured."""
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def large_folder(lines=LINES):
    """A data folder with as many sign-ups, made once."""
    folder = FOLDER / f"people-{lines}"
    journal = journal_of(folder)
    if not journal.exists():
        journal.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        partial = journal.with_suffix(".partial")
        subprocess.run([HELPERS / "make-journal", str(lines), partial], check=True)
        partial.rename(journal)
    return folder


def copy_of_large_folder(name, lines=LINES):
    """The same for a measure that adds to it."""
    folder = fresh_folder(name)
    journal_of(folder).parent.mkdir(mode=0o700)
    shutil.copyfile(journal_of(large_folder(lines)), journal_of(folder))
    return folder


def journal_of(folder):
    return folder / "signups" / "signups.jsonl"


def fairctl():
    return shutil.which("fairctl")
