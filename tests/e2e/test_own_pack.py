#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack of a program's own: what a screen reader says of a table, of a broken picture, and of how to reach the program."""

import json
import shutil
from pathlib import Path

import tap
import visitor
from person import Role

DATA = Path(__file__).resolve().parent.parent / "data"
PAGE = """Lead.

| Year | Rotation |
|------|---------:|
| PGY1 | NICU     |

0. First of all

![Broken](photo:broken)
"""


def prepare(folder):
    pack = folder / "program"
    shutil.copytree(visitor.PROGRAM_DIR, pack)
    shutil.copy(DATA / "photos" / "trunc.jpg", pack / "photos")
    (pack / "pages" / "applying.en.md").write_text(PAGE, encoding="utf-8")
    program = visitor.program()
    program["contact"] = {"email": "peds@example.org", "phone": "+1 617 555 0142"}
    program["links"] = [{"id": "apply", "title": "How to apply", "url": "https://example.org/apply"}]
    program["photos"].append({"id": "broken", "file": "photos/trunc.jpg", "alt": "A picture that is broken"})
    (pack / "program.json").write_text(json.dumps(program), encoding="utf-8")


def open_last_page(person):
    visitor.open_page(person, visitor.page_titles()[-1])


def test_table(person):
    open_last_page(person)
    table = person.find(Role.TABLE)
    rows = [node for node in person.walk(table) if node.role == Role.TABLE_ROW]
    assert len(rows) == 2, rows
    person.find(Role.TABLE_CELL, "Rotation")
    person.find(Role.TABLE_CELL, "NICU")
    person.sees("0.")


def test_broken_picture(person):
    open_last_page(person)
    person.find(Role.IMAGE, "A picture that is broken")
    person.sees("This picture could not be shown")
    assert "trunc.jpg: the picture is cut off" in person.fairbook.messages()


def test_contact(person):
    open_last_page(person)
    person.find(Role.HEADING, "Stay in touch")
    for words in ("\u200epeds@example.org", "\u200e+1 617 555 0142", "How to apply", "\u200eexample.org/apply"):
        person.sees(words)


if __name__ == "__main__":
    tap.run(test_table, test_broken_picture, test_contact, prepare=prepare)
