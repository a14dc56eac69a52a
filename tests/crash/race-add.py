#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several `fairctl add` sign people up in one folder at once, while others are erased: the journal is rewritten under them.

Every id that was printed stands once with its answers, unless its erasure was acknowledged: then its name is nowhere.
The seed is printed; it decides who is erased, though not how the processes interleave.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zlib

TIMEOUT = 900


def person(process, number):
    return {"given_name": f"Person{process}x{number}x", "family_name": "Müller", "email": f"p{process}x{number}x@example.org",
            "consent": True}


class Failure(Exception):
    """A promise that did not hold."""


class Race:
    def __init__(self, fairctl, folder, seed):
        self.fairctl = fairctl
        self.folder = folder
        self.journal = os.path.join(folder, "signups", "signups.jsonl")
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.acknowledged = {}  # answers by id
        self.erased = []
        self.running = 0

    def command(self, *arguments):
        return [self.fairctl, "--data-dir", self.folder, *arguments]

    def add(self, people):
        """Pours all of @people into one `fairctl add`; takes each id down as soon as it is printed."""
        given = iter(people)
        with subprocess.Popen(self.command("add"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            feeder = threading.Thread(target=self.pour, args=(people, process.stdin))
            feeder.start()
            for line in process.stdout:
                with self.lock:
                    self.acknowledged[line.decode().strip()] = next(given)
            feeder.join(TIMEOUT)
        with self.lock:
            self.running -= 1
            if process.returncode != 0 or next(given, None) is not None:
                self.acknowledged[f"fairctl add left with {process.returncode}"] = None

    @staticmethod
    def pour(people, pipe):
        with pipe:
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
        result = subprocess.run(self.command("erase", one), capture_output=True, timeout=TIMEOUT, check=False)
        if result.returncode != 0:
            raise Failure(f"fairctl erase left with {result.returncode}: {result.stderr.decode()}")
        self.erased.append(one)

    def run(self, processes, adds, erasures):
        adders = [threading.Thread(target=self.add, args=([person(process, number) for number in range(adds)],))
                  for process in range(processes)]
        self.running = processes
        for one in adders:
            one.start()
        while self.running and len(self.erased) < erasures:
            self.erase_one()
        for one in adders:
            one.join(TIMEOUT)
        while len(self.erased) < erasures:
            self.erase_one()
        self.check(processes * adds)

    def check(self, total):
        result = subprocess.run(self.command("verify"), capture_output=True, timeout=TIMEOUT, check=False)
        if result.returncode != 0:
            raise Failure(f"fairctl verify left with {result.returncode}: {result.stderr.decode()}")
        if len(self.acknowledged) != total:
            raise Failure(f"{len(self.acknowledged)} were acknowledged, and should be {total}")
        found, tombstones = self.read_journal()
        expected = {one: answers for one, answers in self.acknowledged.items() if one not in self.erased}
        if found != expected:
            wrong = [one for one in set(found) | set(expected) if found.get(one) != expected.get(one)]
            raise Failure(f"{len(wrong)} are not as they were acknowledged, such as {wrong[0]}")
        if sorted(tombstones) != sorted(self.erased):
            raise Failure("there is not one tombstone for each who was erased")
        self.check_erased()

    def read_journal(self):
        """Answers by id, and the ids of tombstones, read without any of Fairbook's code."""
        found, tombstones = {}, []
        with open(self.journal, "rb") as lines:
            for number, line in enumerate(lines, 1):
                body, _, crc = line.rpartition(b',"crc":"')
                if crc != b'%08x"}\n' % zlib.crc32(body):
                    raise Failure(f"line {number} is not whole")
                record = json.loads(line)
                if record["op"] == "erase":
                    tombstones.append(record["id"])
                elif found.setdefault(record["id"], record["answers"]) is not record["answers"]:
                    raise Failure(f"{record['id']} is there twice")
        return found, tombstones

    def check_erased(self):
        for top, _, names in os.walk(self.folder):
            for name in names:
                with open(os.path.join(top, name), "rb") as file:
                    content = file.read()
                for one in self.erased:
                    if self.acknowledged[one]["given_name"].encode() in content:
                        raise Failure(f"{one} was erased and is in {name}")


def main():
    full = os.environ.get("FAIRBOOK_TORTURE") == "1"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fairctl")
    parser.add_argument("--processes", type=int, default=8 if full else 4)
    parser.add_argument("--adds", type=int, default=5000 if full else 150, help="by each process")
    parser.add_argument("--erasures", type=int, default=200 if full else 10)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    arguments = parser.parse_args()
    what = f"{arguments.processes} processes × {arguments.adds} sign-ups, {arguments.erasures} people erased meanwhile"
    print("1..1", flush=True)
    print(f"# seed {arguments.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fairbook-race-") as folder:
        try:
            Race(arguments.fairctl, folder, arguments.seed).run(arguments.processes, arguments.adds, arguments.erasures)
        except Failure as failure:
            print(f"# {failure}")
            print(f"not ok 1 - {what}")
            return 1
    print(f"ok 1 - {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
