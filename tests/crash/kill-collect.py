#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills fairctl before and after each of its system calls while it hands over, collects, and takes an import back.

Afterwards both sides hold either state, whole, and the same command done again does it. Exit status 0 means that every promise held.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import promise
from promise import Failure

HERE = [promise.person(number) for number in range(3)]
THERE = [promise.person(number) for number in range(3, 6)]


class Booth:
    """Two laptops and a stick, in a folder in which every call is counted."""

    def __init__(self, fairctl, library, root):
        self.root, self.library = root, library
        self.stick = root / "stick"
        self.stick.mkdir()
        self.laptop, self.desk = (promise.Fairctl(fairctl, root / name) for name in ("laptop", "desk"))
        self.laptop.add(HERE)
        self.desk.add(THERE)

    def files(self):
        """What whoever collects takes from the stick."""
        return {path.name: path.read_bytes() for path in self.stick.iterdir() if path.suffix == ".jsonl"}

    def kill(self, fairctl, order, *arguments):
        """Runs a command that dies as @order says; returns whether it did."""
        path = self.root.parent / f"{self.root.name}.order"
        path.write_text(order)
        environment = {**os.environ, **promise.preloading(self.library), "FAIRBOOK_DATA_DIR": str(self.root), "FAIRBOOK_KILL_ORDER": str(path)}
        done = subprocess.run(fairctl.command(*arguments), env=environment, capture_output=True, timeout=promise.TIMEOUT, check=False)
        if done.returncode not in (0, -signal.SIGKILL):
            raise Failure(f"{arguments[0]} left with {done.returncode}: {done.stderr.decode()}")
        return done.returncode != 0


def names(fairctl):
    return sorted(one["answers"]["given_name"] for one in fairctl.list_people())


def expect(held, what):
    if not held:
        raise Failure(what)


def hand_over(booth, order):
    booth.laptop.run("hand-over", str(booth.stick))
    old = booth.files()
    booth.laptop.add([promise.person(9)])
    journal = Path(promise.journal_of(booth.laptop.folder))
    new = {name: journal.read_bytes() for name in old}
    killed = booth.kill(booth.laptop, order, "hand-over", str(booth.stick))
    expect(booth.files() in ((old, new) if killed else (new,)), "the stick has neither what it had nor the new file")
    expect(journal.read_bytes() in new.values(), "the laptop's journal is another one")
    booth.laptop.run("hand-over", str(booth.stick))
    expect(booth.files() == new and len(list(booth.stick.iterdir())) == 1, "handing over again does not do it")
    return killed


def collect(booth, order):
    booth.laptop.run("hand-over", str(booth.stick))
    stick, before = booth.files(), names(booth.desk)
    after = sorted(before + names(booth.laptop))
    killed = booth.kill(booth.desk, order, "import", str(booth.stick))
    expect(names(booth.desk) in ((before, after) if killed else (after,)), "the desk has some of them")
    expect(booth.files() == stick, "the stick was changed")
    booth.desk.run("verify")
    booth.desk.run("import", str(booth.stick))
    expect(names(booth.desk) == after, "collecting again does not do it")
    return killed


def take_back(booth, order):
    booth.laptop.run("hand-over", str(booth.stick))
    before = names(booth.desk)
    booth.desk.run("import", str(booth.stick))
    after = names(booth.desk)
    killed = booth.kill(booth.desk, order, "undo-import")
    found = names(booth.desk)
    expect(found in ((before, after) if killed else (before,)), "the desk has some of them")
    booth.desk.run("verify")
    if found == after:
        booth.desk.run("undo-import")
    expect(names(booth.desk) == before, "taking back again does not do it")
    return killed


def play(arguments, scene, order):
    """Returns whether it was killed: behind the last call it is not."""
    with tempfile.TemporaryDirectory(prefix="fairbook-kill-") as folder:
        root = Path(folder) / "booth"
        root.mkdir()
        try:
            return scene(Booth(arguments.fairctl, arguments.library, root), order)
        except Failure as failure:
            raise Failure(f"{scene.__name__}, killed {order}: {failure}") from failure


def kill_everywhere(arguments, scene):
    """Returns how often it was killed."""
    kills = 0
    for when in ("before", "after"):
        number = 1
        while play(arguments, scene, f"{when} {number}"):
            kills += 1
            number += arguments.step
    return kills


def main():
    parser = promise.parser_of(__doc__, "fairctl", "library")
    parser.add_argument("--step", type=int, default=1 if promise.FULL_SIZE else 3, help="one call out of so many")
    arguments = promise.parse(parser, 3)
    held = [promise.holds(number, f"{scene.__name__.replace('_', ' ')}, killed at its calls",
                          lambda scene=scene: f", {kill_everywhere(arguments, scene)} times, and did it again")
            for number, scene in enumerate((hand_over, collect, take_back), 1)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
