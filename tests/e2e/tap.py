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


def run(*tests, prepare=None):
    """Runs functions that take a Person; `prepare` takes the data folder before the program starts."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    with Desktop() as desktop:
        from person import Person

        for number, test in enumerate(tests, 1):
            name = test.__name__.replace("_", "-")
            with tempfile.TemporaryDirectory(prefix="fairbook-data-") as folder:
                if prepare is not None:
                    prepare(Path(folder))
                fairbook = Fairbook(desktop, folder)
                try:
                    test(Person(fairbook))
                    print(f"ok {number} {name}", flush=True)
                except Exception:  # a test may fail in any way; the others go on
                    failed += 1
                    say(traceback.format_exc())
                    keep_evidence(name, fairbook)
                    print(f"not ok {number} {name}", flush=True)
                finally:
                    fairbook.quit()
    sys.exit(1 if failed else 0)
