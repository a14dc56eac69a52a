#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several `fairctl add` sign people up in one folder at once, while others are erased: the journal is rewritten under them.

Every id that was printed stands once with its answers, unless its erasure was acknowledged: then its name is nowhere.
The seed is printed; it decides who is erased, though not how the processes interleave.
"""

import contextlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time

import promise
from promise import Failure

PATIENCE = 900  # seconds for all that one process adds


class Race:
    def __init__(self, fairctl, folder, seed):
        self.fairctl = promise.Fairctl(fairctl, folder)
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.acknowledged = {}  # answers by id
        self.trouble = []
        self.erased = []
        self.running = 0

    def add(self, people):
        """Pours all of @people into one `fairctl add`; takes each id down as soon as it is printed."""
        given = iter(people)
        with subprocess.Popen(self.fairctl.command("add"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            feeder = threading.Thread(target=self.pour, args=(people, process.stdin))
            feeder.start()
            for line in process.stdout:
                with self.lock:
                    self.acknowledged[line.decode().strip()] = next(given)
            feeder.join(PATIENCE)
        with self.lock:
            self.running -= 1
            if process.returncode != 0 or next(given, None) is not None:
                self.trouble.append(f"fairctl add left with {process.returncode} before all were signed up")

    @staticmethod
    def pour(people, pipe):
        with contextlib.suppress(BrokenPipeError), pipe:  # add() notices that it has left
            for one in people:
                pipe.write(json.dumps(one).encode() + b"\n")
                pipe.flush()

    def erase_one(self):
        """Erases somebody who has just been signed up."""
        with self.lock:
            ids = [one for one in self.acknowledged if one not in self.erased]
        if not ids:
            time.sleep(0.001)
            return
        one = self.chance.choice(ids)
        self.fairctl.run("erase", one)
        self.erased.append(one)

    def run(self, processes, adds, erasures):
        adders = [threading.Thread(target=self.add, args=([promise.person(f"{process}x{number}") for number in range(adds)],))
                  for process in range(processes)]
        self.running = processes
        for one in adders:
            one.start()
        while self.running and len(self.erased) < erasures:
            self.erase_one()
        for one in adders:
            one.join(PATIENCE)
        if self.trouble:
            raise Failure(self.trouble[0])
        while len(self.erased) < erasures:
            self.erase_one()
        self.check(processes * adds)

    def check(self, total):
        self.fairctl.run("verify")
        if len(self.acknowledged) != total:
            raise Failure(f"{len(self.acknowledged)} were acknowledged, and should be {total}")
        found, tombstones = promise.read_journal(self.fairctl.folder)
        expected = {one: answers for one, answers in self.acknowledged.items() if one not in self.erased}
        if found != expected:
            wrong = [one for one in set(found) | set(expected) if found.get(one) != expected.get(one)]
            raise Failure(f"{len(wrong)} are not as they were acknowledged, such as {wrong[0]}")
        if sorted(tombstones) != sorted(self.erased):
            raise Failure("there is not one tombstone for each who was erased")
        self.check_erased()

    def check_erased(self):
        names = [self.acknowledged[one]["given_name"].encode() for one in self.erased]
        for file, name in promise.files_with(self.fairctl.folder, names):
            raise Failure(f"{name.decode()} was erased and is in {file}")


def race(arguments):
    with tempfile.TemporaryDirectory(prefix="fairbook-race-") as folder:
        Race(arguments.fairctl, folder, arguments.seed).run(arguments.processes, arguments.adds, arguments.erasures)


def main():
    parser = promise.parser_of(__doc__, "fairctl")
    parser.add_argument("--processes", type=int, default=8 if promise.FULL_SIZE else 4)
    parser.add_argument("--adds", type=int, default=5000 if promise.FULL_SIZE else 150, help="by each process")
    parser.add_argument("--erasures", type=int, default=200 if promise.FULL_SIZE else 10)
    arguments = promise.parse(parser, 1)
    what = f"{arguments.processes} processes × {arguments.adds} sign-ups, {arguments.erasures} people erased meanwhile"
    return 0 if promise.holds(1, what, lambda: race(arguments)) else 1


if __name__ == "__main__":
    sys.exit(main())
