#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every torture test at full size, some at a time, and prints a table of what was done, how often and how long.

The seed is printed; with it, and the name of the one that failed, the failure can be seen again.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
TAP_LINE = re.compile(r"^(not )?ok\b\s*\d*\s*-?\s*([^#]*)(?:#\s*(SKIP.*))?$", re.I)
NUMBER = re.compile(r"\b\d+\b")
# Where the tests of other folders run at full size too.
CORE_TESTS = ("merge-histories",)


class Job:
    """A command that prints TAP; several parts of one test share its name."""

    def __init__(self, name, *command, seed=None, part=None):
        self.name = name
        self.command = [str(word) for word in command]
        if seed is not None:
            self.command += ["--seed", str(seed)]
        if part is not None:
            self.command += ["--part", part]
        self.seconds = 0.0
        self.output = ""
        self.status = None

    def run(self):
        begin = time.monotonic()
        environment = dict(os.environ, FAIRBOOK_TORTURE="1", G_DEBUG="fatal-warnings", LC_ALL="C.UTF-8",
                           FAIRBOOK_BUILTIN_DIR=str(TOP / "data/programs/mgfc-pediatrics"), G_TEST_SRCDIR=str(TOP / "tests/core"),
                           PYTHONDONTWRITEBYTECODE="1")
        result = subprocess.run(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=environment)
        self.seconds = time.monotonic() - begin
        self.output, self.status = result.stdout.decode(errors="replace"), result.returncode
        print(f"# {self.name}: {'done' if self.holds() else 'FAILED'} after {self.seconds:.0f} s", flush=True)
        return self

    def lines(self):
        return [match for match in map(TAP_LINE.match, self.output.splitlines()) if match]

    def holds(self):
        return self.status == 0 and bool(self.lines()) and not any(match[1] for match in self.lines())


def list_jobs(build, seed, parts):
    """Everything there is, the long ones first."""
    crash, fairctl = build / "tests/crash", build / "src/cli/fairctl"
    jobs = [Job("damage", crash / "test-damage", seed=seed, part=f"{part}/{parts}") for part in range(1, parts + 1)]
    jobs.append(Job("kill-window", sys.executable, HERE / "kill-window.py", fairctl, crash / "libkill-at-call.so", seed=seed))
    jobs.append(Job("kill-add", sys.executable, HERE / "kill-add.py", fairctl, seed=seed))
    jobs.append(Job("kill-collect", sys.executable, HERE / "kill-collect.py", fairctl, crash / "libkill-at-call.so", seed=seed))
    jobs.append(Job("race-add", sys.executable, HERE / "race-add.py", fairctl, seed=seed))
    if (crash / "block-recorder").exists():
        jobs.append(Job("block-level", sys.executable, HERE / "block-level.py", crash / "block-recorder", fairctl,
                        crash / "libno-sync.so", seed=seed))
    jobs += [Job("crash-states", crash / "test-crash-states", seed=seed, part=f"{part}/{parts}") for part in range(1, parts + 1)]
    jobs.append(Job("crash-hand-over", crash / "test-crash-hand-over", seed=seed))
    for name in CORE_TESTS:
        program = build / "tests/core" / f"test-{name}"
        if program.exists():
            jobs.append(Job(name, program, "--seed", f"R02S{seed:08x}{seed:08x}{seed:08x}{seed:08x}"))
    return jobs


def use_build(build):
    """Tests that open the window find it, and what it needs, in the build folder."""
    os.environ["PATH"] = os.pathsep.join([str(build / "src"), os.environ["PATH"]])
    os.environ["GSETTINGS_SCHEMA_DIR"] = str(build / "data")


def add_up(texts):
    """Texts that differ only in numbers, as one: parts of a count are added up."""
    sums = [sum(column) for column in zip(*[[int(number) for number in NUMBER.findall(text)] for text in texts])]
    numbers = iter(sums)
    return NUMBER.sub(lambda _: f"{next(numbers):,}", texts[0])


def results(jobs):
    """(result, text) for each subtest of the jobs of one name."""
    found = {}
    for match in (match for job in jobs for match in job.lines()):
        text = match[2].strip()
        result = "skipped" if match[3] else "FAILED" if match[1] else "held"
        found.setdefault((result, NUMBER.sub("0", text)), []).append(text)
    return [(result, add_up(texts) if len(texts) == len(jobs) > 1 else ", ".join(texts)) for (result, _), texts in found.items()]


def print_table(jobs):
    names = list(dict.fromkeys(job.name for job in jobs))
    for name in names:
        mine = [job for job in jobs if job.name == name]
        print(f"\n{name}  ({max(job.seconds for job in mine):.0f} s)")
        for result, text in results(mine):
            print(f"  {result:8} {text}")
        for job in mine:
            if not job.holds():
                print(f"  FAILED   {' '.join(job.command)}\n" + "\n".join(f"    {line}" for line in job.output.splitlines()[-20:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path, help="the build folder")
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    use_build(build)
    jobs = list_jobs(build, arguments.seed, arguments.jobs)
    unknown = set(arguments.names) - {job.name for job in jobs}
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    jobs = [job for job in jobs if not arguments.names or job.name in arguments.names]
    print(f"# seed {arguments.seed}", flush=True)
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        list(pool.map(Job.run, jobs))
    print_table(jobs)
    failed = [job.name for job in jobs if not job.holds()]
    print(f"\nseed {arguments.seed}, {time.monotonic() - begin:.0f} s: " + (f"failed: {', '.join(failed)}" if failed else "everything held"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
