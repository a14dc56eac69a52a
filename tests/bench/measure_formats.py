# SPDX-License-Identifier: GPL-3.0-or-later
"""How long each format takes to be written to the disk, beside a plain copy of the journal, and what memory it needs for each person."""

import re
import shutil
import subprocess

from processes import run_weighed
from report import Report
from setting import LINES, fresh_folder, journal_of, large_folder, rounds

ROUNDS = 3
FEW = 1000  # people, whose export needs what the program needs by itself
COPY = "a plain copy of the journal"
COMPARED = "a copy that is read back and compared"
NOT_ONE_FILE = {"drafts"}  # a file for each person: how fast that goes is the file system's


def formats():
    """As fairctl's help has them, with each preset: the words that name it, and the options that do."""
    said = subprocess.run(["fairctl", "export", "--help"], check=True, capture_output=True, text=True).stdout
    names, presets = (re.search(rf"--{option}=\w+ +(?:[^:\n]*: )?([a-z0-9, -]+)", said)[1].strip().split(", ") for option in ("format", "preset"))
    folder = large_folder(FEW)
    for name in (name for name in names if name not in NOT_ONE_FILE):
        for preset in [*presets, None]:
            options = ["--format", name, *(["--preset", preset] if preset else [])]
            if subprocess.run(export(folder, options, fresh_folder("try") / "out"), stderr=subprocess.DEVNULL).returncode != 2:
                yield f"{name} {preset or ''}".strip(), options
                if preset is None or preset == presets[-1]:
                    break


def export(folder, options, out):
    return ["fairctl", "--data-dir", str(folder), "export", *options, "--output", str(out)]


def measure_once(command, out):
    """Seconds, and bytes beyond what is mapped; what was written goes again."""
    seconds, _, own = run_weighed(command)
    if out.is_dir():
        shutil.rmtree(out)
    else:
        out.unlink()
    return seconds, own


def measure_formats():
    report = Report("formats")
    folder, few, out = large_folder(), large_folder(FEW), fresh_folder("formats") / "out"
    known = dict(formats())
    seconds, memory = {COPY: [], COMPARED: []}, {}
    for _ in range(rounds(ROUNDS)):
        copy = f"dd if={journal_of(folder)} of={out} bs=1M conv=fsync status=none"
        for name, command in ((COPY, copy), (COMPARED, f"{copy} && cmp {journal_of(folder)} {out}")):
            seconds[name].append(measure_once(["sh", "-c", command], out)[0])
        for name, options in known.items():
            _, least = measure_once(export(few, options, out), out)
            taken, most = measure_once(export(folder, options, out), out)
            seconds.setdefault(name, []).append(taken)
            memory.setdefault(name, []).append((most - least) / (LINES - FEW))
    report.add("formats-memory", f"memory for each of {LINES:,} people beyond the mapped journal", "bytes", next(iter(memory)), memory)
    report.add("formats", f"{LINES:,} people to a file on the disk", "s", COPY, seconds)
