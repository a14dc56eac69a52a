#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People write in more than ten scripts: what they put into the form is in the journal, in lists and in exports as it was typed."""

import csv
import json
import subprocess
from pathlib import Path

import tap
import visitor
from person import Role
from waiting import wait_until

PEOPLE = Path(__file__).resolve().parents[1] / "data" / "people" / "scripts.jsonl"
TITLES = {"given_name": "First name", "family_name": "Last name", "preferred_name": "Preferred name", "email": "Email",
          "medical_school": "Medical school", "question": "A question for the residents"}


def people():
    return [json.loads(line) for line in PEOPLE.read_text(encoding="utf-8").splitlines()]


def put_in(person, answers):
    """As an input method or dictation does: a word at once."""
    for field, text in answers.items():
        node = person.tab_to(name=visitor.named(TITLES[field]))
        person.replace_text(node, text)
        wait_until(lambda: person.text(node) == text, f"{text!r} in the form")


def paste_in(person, field):
    """What has just been put into the field that has the focus."""
    person.press("ctrl+a", "ctrl+c")
    person.tab_to(name=visitor.named(TITLES[field]))
    person.press("ctrl+v")


def save(person):
    visitor.give_consent(person)
    visitor.submit(person)
    person.sees(visitor.SAVED)


def by_fairctl(person, *arguments):
    command = ["fairctl", "--data-dir", person.fairbook.data_folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def test_each_script_is_saved_as_it_was_typed(person):
    for one in people():
        visitor.show_sign_up(person)
        put_in(person, {field: text for field, text in one.items() if field in TITLES})
        save(person)
        person.find(Role.HEADING, f"Saved. Thank you, {one['given_name']}.")
        visitor.next_visitor(person)
    assert [record["answers"] for record in visitor.records(person.fairbook)] == people()
    assert [one["answers"] for one in json.loads(by_fairctl(person, "export", "--format", "json"))] == people()
    rows = list(csv.DictReader(by_fairctl(person, "export", "--format", "csv").splitlines(keepends=True)))
    assert [[row[field] for field in TITLES] for row in rows] == [[one.get(field, "") for field in TITLES] for one in people()]
    for one in people():
        assert by_fairctl(person, "list", "--search", one["family_name"]).count("\n") == 1, one


def test_all_scripts_in_one_text(person):
    """Typed into one field, and pasted into another."""
    names = "·".join(one["given_name"] for one in people())
    questions = "\n".join(one["question"] for one in people())
    visitor.show_sign_up(person)
    put_in(person, {"given_name": names})
    paste_in(person, "preferred_name")
    put_in(person, {"email": "all@example.org", "question": questions})
    save(person)
    (record,) = visitor.records(person.fairbook)
    assert record["answers"]["given_name"] == record["answers"]["preferred_name"] == names, record
    assert record["answers"]["question"] == questions, record


if __name__ == "__main__":
    tap.run(test_each_script_is_saved_as_it_was_typed, test_all_scripts_in_one_text)
