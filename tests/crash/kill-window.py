#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs people up in the window and kills it during "Submit"; whoever it has said "Saved" to is not lost.

It dies at a system call of the save (before it, after it, or in the middle of the write), after a random time, when the
journal is seen to have grown, or when "Saved" was heard through the accessibility bus. Then the journal has the bytes of
before, and one whole line if "Saved" was heard; else one, or none, or a torn one. The next window on the same folder shows
its form, and says what it has set aside. The seed is printed; the same seed makes the same choices. Exit status 0 means
that every promise held.
"""

import base64
import collections
import concurrent.futures
import dataclasses
import functools
import json
import multiprocessing
import random
import sys
import tempfile
import traceback
from pathlib import Path

import promise

sys.path.append(str(Path(__file__).resolve().parent.parent / "e2e"))

from promise import Failure  # noqa: E402
from session import Desktop, end_with_parent  # noqa: E402

# How many kills one data folder sees: what they leave gathers there.
KILLS_A_FOLDER = 50
WINDOWS = 3
# How many system calls are tried: as many as the first save of a journal makes, which also syncs the folders around it, or one
# that begins a block.
CALLS = 10
# Of five kills in a row, in random order.
KINDS = ("call", "call", "torn", "time", "sight")
# Where it was killed if not by kill-at-call.c.
PLACES = {"call": "when heard, after the last call", "torn": "when heard", "time": "after a time", "sight": "when seen or heard"}
OUTCOMES = ("acknowledged", "whole though nobody was told", "torn", "absent")
# Seconds, until this machine has been measured: from the key press to the write, and from there to what is heard.
UNTIL_WRITTEN, UNTIL_SAID = 0.04, 0.01


@dataclasses.dataclass
class Kill:
    """When the window dies."""

    order: str = ""  # for kill-at-call.c
    after: float = float("inf")  # seconds from the key press on
    after_written: float = float("inf")  # from when the journal was seen to have grown
    after_said: float = 0.0  # from when it was heard to be saved; whatever lives until then dies now

    def is_due(self, moment):
        written, said = moment.since_written(), moment.since_said()
        return moment.seconds() >= self.after or written >= self.after_written or said >= self.after_said


class Pace:
    """How long a save takes on this machine now."""

    def __init__(self):
        self.until_written, self.until_said = UNTIL_WRITTEN, UNTIL_SAID

    def take_in(self, until):
        if "written" in until and "said" in until:
            self.until_written = (self.until_written + until["written"]) / 2
            self.until_said = (self.until_said + max(0.0, until["said"] - until["written"])) / 2


def draw_kill(chance, kind, pace):
    if kind == "call":
        when, call = chance.choice(("before", "after")), chance.random()
        return Kill(order=f"{when} {1 + int(call * CALLS)}")
    if kind == "torn":
        return Kill(order=f"torn {chance.randint(1, 999)}")
    if kind == "time":
        # Half of them where it is known to be decided, the others anywhere.
        width, share = chance.choice((0.3, 1.0)), chance.uniform(-1, 1)
        return Kill(after=max(0.0, pace.until_written * (1 + width * share)))
    if chance.random() < 0.5:
        return Kill(after_written=pace.until_said * chance.choice((0.0, chance.random())))
    return Kill(after_said=chance.choice((0.0, chance.uniform(0, 0.1))))


def draw_kinds(chance, kills):
    return [kind for _ in range(0, kills, len(KINDS)) for kind in chance.sample(KINDS, len(KINDS))][:kills]


def place(calls, kind):
    """Where it was killed, in words; @calls as of Window.calls()."""
    killed = calls.pop() if calls and calls[-1].startswith("killed") else None
    if len(calls) > CALLS:
        raise Failure(f"a save makes {len(calls)} system calls, and only {CALLS} are tried: {calls}")
    return killed or f"killed {PLACES[kind]}"


class Laptop:
    """One data folder, on which a window is opened and killed again and again."""

    def __init__(self, desktop, folder, fairctl, shim, chance):
        import ear  # both look for the desktop's accessibility bus
        import window

        self.open_window = functools.partial(window.Window, desktop, folder, shim, ear.Ear())
        self.log = desktop.folder / "fairbook.log"
        self.folder, self.chance = Path(folder), chance
        self.fairctl = promise.Fairctl(fairctl, folder)
        self.kept = b""  # the lines that must be in the journal now, and for ever
        self.torn = []  # what was left of lines that were cut off
        self.pace = Pace()
        self.met = collections.Counter()  # by place and outcome
        self.n_signed_up = 0
        self.kill = None  # the last

    def explain(self, error):
        """What whoever looks into it wants to know, the gist of it last."""
        details = [] if isinstance(error, Failure) else traceback.format_exception(error)
        messages = self.log.read_text(errors="replace").splitlines()[-40:] if self.log.exists() else []
        gist = f"sign-up {self.n_signed_up}, {self.kill}: {str(error).partition(chr(10))[0]}"
        return "\n".join([*map(str.rstrip, details), *messages, gist])

    def read(self, name):
        path = self.folder / "signups" / name
        return path.read_bytes() if path.exists() else b""

    def next_person(self):
        self.n_signed_up += 1
        return promise.person(self.n_signed_up, question="?".join(["How is the call schedule"] * self.chance.randint(1, 40)))

    def open(self):
        """Opens the window on what the last kill left; now and then fairctl has been there before."""
        is_torn = self.read("signups.jsonl") != self.kept
        mends_itself = self.chance.random() < 0.75
        if not mends_itself:
            self.verify(is_torn)
        window = self.open_window()
        self.met["Alt+3 pressed again", "times"] += window.n_presses - 1
        if is_torn and mends_itself:
            window.says_torn()
        self.check_recovered()
        self.verify(False)
        return window

    def verify(self, says_torn):
        said = self.fairctl.run("verify").stderr.decode()
        if says_torn != ("unfinished line" in said):
            raise Failure(f"after {'a' if says_torn else 'no'} torn line fairctl verify says: {said}")

    def check_recovered(self):
        if self.read("signups.jsonl") != self.kept:
            raise Failure("an opened journal is not what was whole before")
        aside = [base64.b64decode(json.loads(line)["bytes"]) for line in self.read("quarantine.jsonl").splitlines()]
        if aside != self.torn:
            raise Failure(f"{len(aside)} pieces are in the quarantine, and not the {len(self.torn)} that were torn")

    def kill_one(self, kind):
        answers = self.next_person()
        window = self.open()
        window.fill_in(answers)
        self.kill = draw_kill(self.chance, kind, self.pace)
        said = window.submit_and_kill(answers, self.kill)
        self.pace.take_in(window.moment.until)
        self.met[place(window.calls(), kind), self.take_in(answers, said)] += 1

    def take_in(self, answers, said):
        """Compares the journal's bytes with those of before; returns what became of this sign-up."""
        journal = self.read("signups.jsonl")
        if not journal.startswith(self.kept):
            raise Failure("lines that were whole are not as they were")
        whole, newline, torn = journal[len(self.kept):].rpartition(b"\n")
        self.kept += whole + newline
        # the first sign-up brings the wording of the consent along, which may be whole where the sign-up is torn
        records = [promise.read_line(line, "a new line") for line in (whole + newline).splitlines(keepends=True)]
        signed_up = [record for record in records if record["op"] != "wording"]
        if said and not signed_up:
            raise Failure(f"{answers['given_name']} was told that it is saved, and is not in the journal")
        for record in signed_up:
            self.check_record(record, answers)
        if torn:
            self.torn.append(torn)
        if torn and signed_up or len(signed_up) > 1:
            raise Failure("one sign-up has left more than a line")
        return OUTCOMES[0 if said else 1 if signed_up else 2 if torn else 3]

    @staticmethod
    def check_record(record, answers):
        if record["op"] != "put" or record["rev"] != 1 or record["answers"] != answers:
            raise Failure(f"{answers['given_name']} has signed up, and the journal has {record}")

    def close(self):
        """One more sign-up that nobody disturbs; then everybody stands once, as Fairbook reads it."""
        answers = self.next_person()
        window = self.open()
        window.fill_in(answers)
        window.submit(answers)
        window.fairbook.quit()
        self.take_in(answers, True)
        self.verify(False)
        found, _ = promise.read_journal(self.folder)
        standing = self.fairctl.list_people()
        if {one["id"]: one["answers"] for one in standing} != found or len(standing) != len(found):
            raise Failure("fairctl does not list those who are in the journal")

    def lose_one(self):
        """One sign-up whose write does nothing, which nobody must overlook."""
        answers = self.next_person()
        window = self.open()
        window.fill_in(answers)
        said = window.submit_and_kill(answers, Kill(order="lost 1"))
        try:
            self.take_in(answers, said)
        except Failure:
            return
        raise Failure("a window that says “Saved”, and has written nothing, was not found out")


def on_laptop(work, arguments, seed):
    """Does @work on a laptop of its own, in this process alone: the accessibility library connects only once."""
    with Desktop() as desktop, tempfile.TemporaryDirectory(prefix="fairbook-kill-") as folder:
        laptop = Laptop(desktop, folder, arguments.fairctl, arguments.shim, random.Random(seed))
        try:
            work(laptop)
        except Exception as error:  # whatever it was, it has to come through to the one who counts
            raise Failure(laptop.explain(error)) from None
    return laptop.met


def torture(arguments, kills, seed):
    def work(laptop):
        for kind in draw_kinds(laptop.chance, kills):
            laptop.kill_one(kind)
        laptop.close()

    return on_laptop(work, arguments, seed)


def find_out(arguments):
    on_laptop(Laptop.lose_one, arguments, arguments.seed)


def torture_all(arguments, pool):
    """Returns what was met, in words."""
    parts = max(1, -(-arguments.kills // KILLS_A_FOLDER))
    results = promise.share_out(pool, functools.partial(torture, arguments), parts, arguments.seed, kills=arguments.kills)
    met = sum(results, collections.Counter())
    for (killed, outcome), times in sorted(met.items()):
        print(f"# {killed}: {times} {outcome}")
    total = {outcome: sum(times for (_, one), times in met.items() if one == outcome) for outcome in OUTCOMES}
    return ": " + ", ".join(f"{times} {outcome}" for outcome, times in total.items()) + "; none lost"


def main():
    parser = promise.parser_of(__doc__, "fairctl", "shim")
    parser.add_argument("--kills", type=int, default=500 if promise.FULL_SIZE else 5)
    parser.add_argument("--jobs", type=int, default=WINDOWS, help="windows at a time")
    arguments = promise.parse(parser, 2)
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs, multiprocessing.get_context("spawn"), initializer=end_with_parent,
                                                max_tasks_per_child=1) as pool:
        finding_out = pool.submit(find_out, arguments)
        held = [promise.holds(1, f"{arguments.kills} kills of the window", lambda: torture_all(arguments, pool)),
                promise.holds(2, "a window that says “Saved” too early is found out", finding_out.result)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
