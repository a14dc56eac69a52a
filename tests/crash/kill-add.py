#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipes sign-ups into `fairctl add`, kills it at random moments, and checks that nothing whose id was printed is lost.

The seed is printed; the same seed makes the same choices. Many kills are shared out among folders, some of which are
worked on at a time. Exit status 0 means that every promise held.
"""

import concurrent.futures
import contextlib
import functools
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

import promise
from promise import TIMEOUT, Failure

# How many kills one journal sees: it is read as a whole after each.
KILLS_A_FOLDER = 250


def person(number):
    return promise.person(number, degree="MD", question="?".join(["How is the call schedule"] * (1 + number % 40)))


class Torture:
    def __init__(self, fairctl, folder, sign_ups, seed):
        self.fairctl = promise.Fairctl(fairctl, folder)
        self.chance = random.Random(seed)
        self.waiting = [person(number) for number in range(sign_ups)]
        self.acknowledged = {}  # answers by id

    def pour(self, people, pipe, chance):
        """Writes @people into @pipe as they might arrive: some at a time, with pauses; leaves it open."""
        lines = [json.dumps(one).encode() + b"\n" for one in people]
        try:
            while lines:
                count = chance.choice((1, 2, 10, 100, 1000))
                pipe.write(b"".join(lines[:count]))
                pipe.flush()
                del lines[:count]
                time.sleep(chance.uniform(0, 0.001))
        except BrokenPipeError:
            pass  # it was killed: that is what this is about

    def feed_and_kill(self, people, until):
        """Feeds @people, and kills a moment after the @until-th id was printed; returns the ids that were."""
        process = subprocess.Popen(self.fairctl.command("add"), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        feeder = threading.Thread(target=self.pour,
                                  args=(people, process.stdin, random.Random(self.chance.getrandbits(32))))
        feeder.start()
        output = b""
        while output.count(b"\n") < until:
            piece = os.read(process.stdout.fileno(), 37 * self.chance.randint(1, 8))
            if not piece:
                raise Failure("fairctl add left before it was killed")
            output += piece
        time.sleep(self.chance.uniform(0, 0.02 if until == 0 else 0.002))
        if process.poll() is not None:
            raise Failure(f"fairctl add left with {process.returncode}")
        process.kill()
        output += process.stdout.read()
        process.wait(TIMEOUT)
        feeder.join(TIMEOUT)
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        return output.decode().split("\n")[:-1]

    def acknowledge(self, ids):
        for one in ids:
            if one in self.acknowledged:
                raise Failure(f"{one} was printed twice")
            self.acknowledged[one] = self.waiting.pop(0)

    def check(self):
        """Opens the folder as the next start does, then looks at the journal."""
        self.fairctl.run("verify")
        found, _ = promise.read_journal(self.fairctl.folder)
        for one, answers in self.acknowledged.items():
            if found.get(one) != answers:
                raise Failure(f"{one} was printed, but the journal has {found.get(one)}")
        return found

    def run(self, kills):
        for left in range(kills, 0, -1):
            share = max(1, len(self.waiting) // left)
            count = min(len(self.waiting), 20 * share)
            until = self.chance.randint(0, min(count, 2 * share))
            self.acknowledge(self.feed_and_kill(self.waiting[:count], until))
            self.check()
        self.acknowledge(self.fairctl.add(self.waiting))
        if self.waiting:
            raise Failure(f"{len(self.waiting)} were never acknowledged")
        return len(self.check()) - len(self.acknowledged)


def torture_folder(fairctl, sign_ups, kills, seed):
    """Tortures a folder of its own; returns how many whole lines were there whose id was not printed any more."""
    with tempfile.TemporaryDirectory(prefix="fairbook-kill-") as folder:
        return Torture(fairctl, folder, sign_ups, seed).run(kills)


def torture_all(arguments):
    """Returns what was met, in words."""
    parts = max(1, -(-arguments.kills // KILLS_A_FOLDER))
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        extra = promise.share_out(pool, functools.partial(torture_folder, arguments.fairctl), parts, arguments.seed,
                                  sign_ups=arguments.sign_ups, kills=arguments.kills)
    return f", none lost, {sum(extra)} whole though their id was not printed any more"


def main():
    parser = promise.parser_of(__doc__, "fairctl")
    parser.add_argument("--sign-ups", type=int, default=40000 if promise.FULL_SIZE else 600)
    parser.add_argument("--kills", type=int, default=10000 if promise.FULL_SIZE else 20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="folders at a time")
    arguments = promise.parse(parser, 1)
    what = f"{arguments.sign_ups} sign-ups, {arguments.kills} kills"
    return 0 if promise.holds(1, what, lambda: torture_all(arguments)) else 1


if __name__ == "__main__":
    sys.exit(main())
