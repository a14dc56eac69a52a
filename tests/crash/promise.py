# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests share that kill, race and cut the power: who signs up, fairctl, the journal's bytes, and telling in TAP."""

import argparse
import concurrent.futures
import json
import os
import subprocess
import zlib

TIMEOUT = 600  # seconds; nothing that works takes as long
FULL_SIZE = os.environ.get("FAIRBOOK_TORTURE") == "1"


class Failure(Exception):
    """A promise that did not hold."""


# What a test may meet, and tells of: programs that do not end as they should are trouble too.
TROUBLE = (Failure, OSError, subprocess.SubprocessError, concurrent.futures.BrokenExecutor)


def person(number, **more):
    """The answers of somebody whose name is nobody else's, nor a part of it."""
    return {"given_name": f"Person{number}x", "family_name": "O'Brien & Søn 🩺", "email": f"person{number}x@example.org",
            "consent": True, **more}


class Fairctl:
    """The command-line tool, working in one data folder."""

    def __init__(self, program, folder, environment=None):
        self.program, self.folder, self.environment = program, folder, environment

    def command(self, *arguments):
        return [self.program, "--data-dir", str(self.folder), *arguments]

    def run(self, *arguments, given=None):
        """Gives it people, one to a line; it must succeed. Returns what it has said, as bytes in stdout and stderr."""
        lines = None if given is None else "".join(json.dumps(one) + "\n" for one in given).encode()
        result = subprocess.run(self.command(*arguments), input=lines, capture_output=True, timeout=TIMEOUT, check=False,
                                env=self.environment)
        if result.returncode != 0:
            raise Failure(f"fairctl {arguments[0]} left with {result.returncode}: {result.stderr.decode()}")
        return result

    def add(self, people):
        """The ids that were printed."""
        return self.run("add", given=people).stdout.decode().split()

    def list_people(self):
        """What stands, as fairctl reads it."""
        return [json.loads(line) for line in self.run("list", "--json").stdout.splitlines()]


def preloading(library):
    """What to add to a program's environment so that @library is loaded before the C library; sanitizers do not mind."""
    options = [os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0"]
    return {"LD_PRELOAD": os.path.abspath(library), "ASAN_OPTIONS": ":".join(filter(None, options))}


def journal_of(folder):
    return os.path.join(folder, "signups", "signups.jsonl")


def read_line(line, name):
    """The object that a line of the journal is, read without any of Fairbook's code; it must be whole."""
    body, _, crc = line.rpartition(b',"crc":"')
    if crc != b'%08x"}\n' % zlib.crc32(body):
        raise Failure(f"{name} is not whole")
    return json.loads(line)


def read_lines(folder):
    """The objects of the journal; every line must be whole."""
    with open(journal_of(folder), "rb") as lines:
        return [read_line(line, f"line {number}") for number, line in enumerate(lines, 1)]


def read_journal(folder):
    """Answers by id, and the ids of tombstones; nobody may be there twice."""
    found, tombstones = {}, []
    for record in read_lines(folder):
        if record["op"] == "erase":
            tombstones.append(record["id"])
        elif record["op"] == "put" and found.setdefault(record["id"], record["answers"]) is not record["answers"]:
            raise Failure(f"{record['id']} is there twice")
    return found, tombstones


def files_with(folder, texts):
    """(name of a file, text) for each of @texts, as bytes, that is anywhere in @folder."""
    for top, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                content = file.read()
            yield from ((name, text) for text in texts if text in content)


def shares(total, parts):
    """@total in @parts that differ by one at most."""
    return [total * (part + 1) // parts - total * part // parts for part in range(parts)]


def share_out(pool, torture, parts, seed, **totals):
    """Calls torture (seed=…, …) for each part of @totals in @pool; returns the results. A failure tells how to see it again."""
    seeds = [seed] if parts == 1 else [seed * 1000 + number for number in range(parts)]
    columns = zip(*(shares(total, parts) for total in totals.values()))
    runs = {}
    for own_seed, own in zip(seeds, columns):
        options = dict(zip(totals, own), seed=own_seed)
        runs[pool.submit(torture, **options)] = options
    results = []
    for run in concurrent.futures.as_completed(runs):
        try:
            results.append(run.result())
        except TROUBLE as failure:
            again = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in runs[run].items())
            pool.shutdown(cancel_futures=True)
            raise Failure(f"{failure}; to see it again: {again}") from failure
    return results


def parser_of(description, *programs):
    """A command line with programs to test; more options may be added to it."""
    parser = argparse.ArgumentParser(description=description)
    for program in programs:
        parser.add_argument(program)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    return parser


def parse(parser, n_promises):
    """Reads the command line and begins to tell."""
    arguments = parser.parse_args()
    print(f"1..{n_promises}", flush=True)
    print(f"# seed {arguments.seed}", flush=True)
    return arguments


def holds(number, what, prove):
    """Tells whether a promise holds: @prove raises what keeps it from holding, or returns more words for @what, or None."""
    try:
        told = prove()
    except TROUBLE as failure:
        for line in str(failure).splitlines():
            print(f"# {line}")
        print(f"not ok {number} - {what}", flush=True)
        return False
    print(f"ok {number} - {what}{told or ''}", flush=True)
    return True
