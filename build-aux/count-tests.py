#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson's test logs say, subtests of TAP tests included, and prints the sum as the last line."""

import json
import re
import sys

TAP_LINE = re.compile(r"^(not )?ok\b(?:\s+\d+)?([^#]*)(?:#\s*(SKIP|TODO)\b)?", re.IGNORECASE)
PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP", "IGNORED"}


def count_tap(text):
    """Passed, failed and skipped top-level subtests in a TAP stream, with the names of the failed ones."""
    passed, skipped, failed = 0, 0, []
    for line in text.splitlines():
        match = TAP_LINE.match(line)
        if not match:
            continue
        if (match[3] or "").upper() == "SKIP":
            skipped += 1
        elif match[1] and (match[3] or "").upper() != "TODO":
            failed.append(match[2].strip(" -"))
        else:
            passed += 1
    return passed, failed, skipped


def count_test(test):
    """The same for one entry of the log; a test without subtests counts as one."""
    passed, failed, skipped = count_tap(test.get("stdout") or "")
    result = test["result"]
    if passed + len(failed) + skipped == 0:
        if result in PASSED:
            passed = 1
        elif result in SKIPPED:
            skipped = 1
    if result not in PASSED | SKIPPED and not failed:
        failed.append(result.lower())
    return passed, failed, skipped


def main(logs):
    """Prints the failed ones and the sum; succeeds when some passed, none failed and every log was there."""
    passed = failed = skipped = 0
    for log in logs:
        try:
            with open(log, encoding="utf-8") as lines:
                tests = [json.loads(line) for line in lines]
        except OSError as error:
            print(f"{log}: {error.strerror}")
            failed += 1
            continue
        for test in tests:
            ok, bad, skip = count_test(test)
            for name in bad:
                print(f"failed: {test['name']}: {name}")
            passed, failed, skipped = passed + ok, failed + len(bad), skipped + skip
    sys.stdout.flush()
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
