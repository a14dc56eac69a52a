# SPDX-License-Identifier: GPL-3.0-or-later
"""Passes test functions one after the other on one desktop, each with a fresh data folder, and reports in TAP."""

import os
import sys
import tempfile
import traceback
from pathlib import Path

from session import Desktop, Fairbook

OUTPUT = Path(os.environ.get("FAIRBOOK_TEST_OUTPUT", tempfile.gettempdir()))


def say(text):
    for line in text.rstrip("\n").splitlines():
        print(f"# {line}")
    sys.stdout.flush()


def keep_evidence(name, fairbook):
    """What whoever looks into a failure wants to see."""
    import screen

    picture = OUTPUT / f"{name}.png"
    try:
        screen.grab(picture)
        say(f"the screen: {picture}")
    except OSError as error:
        say(f"no picture: {error}")
    say(fairbook.messages())


class Skipped(Exception):
    """What a test needs is not there on this machine."""


def pass_one(desktop, test, folder, arguments, environment):
    """Passes one test in a data folder. Says what came of it, "ok" or "not ok" and why."""
    from person import Person

    fairbook = Fairbook(desktop, folder, *arguments, environment=environment)
    try:
        test(Person(fairbook))
        return "ok", ""
    except Skipped as reason:
        return "ok", f" # SKIP {reason}"
    except Exception:  # a test may fail in any way; the others go on
        say(traceback.format_exc())
        keep_evidence(name_of(test), fairbook)
        return "not ok", ""
    finally:
        fairbook.quit()


def name_of(test):
    return test.__name__.replace("_", "-")


def run(*tests, prepare=None, arguments=(), environment=None):
    """Runs functions that take a Person; the program is started with `arguments`; `prepare` takes the data folder before the program starts, and may give back what to
    call when it has ended."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    with Desktop() as desktop:
        for number, test in enumerate(tests, 1):
            with tempfile.TemporaryDirectory(prefix="fairbook-data-") as folder:
                tidy = prepare(Path(folder)) if prepare is not None else None
                try:
                    outcome, remark = pass_one(desktop, test, folder, arguments, environment)
                finally:
                    if tidy is not None:
                        tidy()
            failed += outcome != "ok"
            print(f"{outcome} {number} {name_of(test)}{remark}", flush=True)
    sys.exit(1 if failed else 0)
