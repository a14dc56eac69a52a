#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipes sign-ups into `fairctl add`, kills it at random moments, and checks that nothing whose id was printed is lost.

The seed is printed; the same seed makes the same choices. Many kills are shared out among folders, some of which are
worked on at a time. Exit status 0 means that every promise held.
"""

import argparse
import concurrent.futures
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zlib

TIMEOUT = 120
# How many kills one journal sees: it is read as a whole after each.
KILLS_A_FOLDER = 250


def person(number):
    return {
        "given_name": f"Person {number}",
        "family_name": "O'Brien & Søn 🩺",
        "email": f"person{number}@example.org",
        "degree": "MD",
        "question": "?".join(["How is the call schedule"] * (1 + number % 40)),
        "consent": True,
    }


class Failure(Exception):
    """A promise that did not hold."""


class Torture:
    def __init__(self, fairctl, folder, sign_ups, seed):
        self.fairctl = fairctl
        self.folder = folder
        self.journal = os.path.join(folder, "signups", "signups.jsonl")
        self.chance = random.Random(seed)
        self.waiting = [person(number) for number in range(sign_ups)]
        self.acknowledged = {}  # answers by id

    def command(self, *arguments):
        return [self.fairctl, "--data-dir", self.folder, *arguments]

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
        process = subprocess.Popen(self.command("add"), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
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

    def feed(self, people):
        """Feeds @people and lets it finish; returns the ids that were printed."""
        given = "".join(json.dumps(one) + "\n" for one in people).encode()
        result = subprocess.run(self.command("add"), input=given, stdout=subprocess.PIPE, timeout=TIMEOUT, check=False)
        if result.returncode != 0:
            raise Failure(f"fairctl add left with {result.returncode}")
        return result.stdout.decode().split("\n")[:-1]

    def acknowledge(self, ids):
        for one in ids:
            if one in self.acknowledged:
                raise Failure(f"{one} was printed twice")
            self.acknowledged[one] = self.waiting.pop(0)

    def read_journal(self):
        """The answers by id, read without any of Fairbook's code; every line must be whole."""
        found = {}
        with open(self.journal, "rb") as lines:
            for number, line in enumerate(lines, 1):
                body, _, crc = line.rpartition(b',"crc":"')
                if crc != b'%08x"}\n' % zlib.crc32(body):
                    raise Failure(f"line {number} is not whole")
                record = json.loads(line)
                if record["id"] in found:
                    raise Failure(f"{record['id']} is there twice")
                found[record["id"]] = record["answers"]
        return found

    def check(self):
        """Opens the folder as the next start does, then looks at the journal."""
        result = subprocess.run(self.command("verify"), capture_output=True, timeout=TIMEOUT, check=False)
        if result.returncode != 0:
            raise Failure(f"fairctl verify left with {result.returncode}: {result.stderr.decode()}")
        found = self.read_journal()
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
        self.acknowledge(self.feed(self.waiting))
        if self.waiting:
            raise Failure(f"{len(self.waiting)} were never acknowledged")
        return len(self.check()) - len(self.acknowledged)


def torture_folder(fairctl, sign_ups, kills, seed):
    """Tortures a folder of its own; returns how many whole lines were there whose id was not printed any more."""
    with tempfile.TemporaryDirectory(prefix="fairbook-kill-") as folder:
        return Torture(fairctl, folder, sign_ups, seed).run(kills)


def share(total, parts):
    """@total in @parts that differ by one at most."""
    return [total * (part + 1) // parts - total * part // parts for part in range(parts)]


def torture_all(arguments):
    folders = max(1, -(-arguments.kills // KILLS_A_FOLDER))
    seeds = [arguments.seed] if folders == 1 else [arguments.seed * 1000 + number for number in range(folders)]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        runs = {pool.submit(torture_folder, arguments.fairctl, sign_ups, kills, seed): (sign_ups, kills, seed)
                for sign_ups, kills, seed in zip(share(arguments.sign_ups, folders), share(arguments.kills, folders), seeds)}
        extra = 0
        for run in concurrent.futures.as_completed(runs):
            try:
                extra += run.result()
            except (Failure, OSError, subprocess.SubprocessError) as failure:
                sign_ups, kills, seed = runs[run]
                pool.shutdown(cancel_futures=True)
                raise Failure(f"{failure}; to see it again: --sign-ups {sign_ups} --kills {kills} --seed {seed}") from failure
    return extra


def main():
    full = os.environ.get("FAIRBOOK_TORTURE") == "1"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fairctl")
    parser.add_argument("--sign-ups", type=int, default=40000 if full else 600)
    parser.add_argument("--kills", type=int, default=10000 if full else 20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="folders at a time")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    arguments = parser.parse_args()
    print("1..1", flush=True)
    print(f"# seed {arguments.seed}", flush=True)
    try:
        extra = torture_all(arguments)
    except Failure as failure:
        print(f"# {failure}")
        print(f"not ok 1 - {arguments.sign_ups} sign-ups, {arguments.kills} kills")
        return 1
    print(f"# {extra} whole lines whose id was not printed any more")
    print(f"ok 1 - {arguments.sign_ups} sign-ups, {arguments.kills} kills, none lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
