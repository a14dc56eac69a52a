#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody pulls the plug: what was acknowledged is there, and the next start is clean and says what it set aside."""

import os
import subprocess

import tap
import visitor
from person import Person
from session import Fairbook

PERSON = '{"given_name":"%s","email":"%s@example.org","consent":true}\n'


def start_again(fairbook):
    """On the same data folder."""
    return Person(Fairbook(fairbook.desktop, fairbook.data_folder))


def add(data_folder, *names):
    """Saves sign-ups with the command-line tool, beside the window; gives back the ids it has printed."""
    text = "".join(PERSON % (name, name.lower()) for name in names)
    done = subprocess.run(["fairctl", "--data-dir", data_folder, "add"], input=text, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_was_printed_survives_a_kill(person):
    ids = add(person.fairbook.data_folder, "Amara", "Mei")
    person.fairbook.kill()
    assert [record["id"] for record in visitor.records(person.fairbook)] == ids
    again = start_again(person.fairbook)
    visitor.show_sign_up(again)
    again.fairbook.quit()


def test_a_torn_line_is_set_aside_and_said(person):
    ids = add(person.fairbook.data_folder, "Amara", "Mei")
    person.fairbook.kill()
    whole = person.fairbook.journal.read_bytes()
    with open(person.fairbook.journal, "ab") as journal:
        journal.write(b'{"v":1,"op":"put","id":"')
        os.fsync(journal.fileno())
    again = start_again(person.fairbook)
    again.sees("An unfinished line was set aside")
    again.fairbook.quit()
    assert person.fairbook.journal.read_bytes() == whole
    assert len(ids) == len(visitor.records(person.fairbook)) == 2
    quarantine = (person.fairbook.data_folder / "signups" / "quarantine.jsonl").read_text(encoding="utf-8")
    assert len(quarantine.splitlines()) == 1


if __name__ == "__main__":
    tap.run(test_what_was_printed_survives_a_kill, test_a_torn_line_is_set_aside_and_said)
