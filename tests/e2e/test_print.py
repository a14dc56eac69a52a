#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The coordinator prints at the desk: whom it shows, into a PDF and through the print dialog; and who locks leaves no dialog behind."""

import json
import re
import stat
import subprocess

import staff
import tap
import visitor
from person import Role
from waiting import wait_until

PEOPLE = [
    {"given_name": "Zoë", "family_name": "O’Brien", "email": "zoe@example.org", "consent": True},
    {"given_name": "Ann", "family_name": "Zimmer", "email": "ann@example.org", "consent": True},
]


def prepare(data_folder):
    lines = "".join(json.dumps(person) + "\n" for person in PEOPLE)
    subprocess.run(["fairctl", "--data-dir", data_folder, "add"], input=lines, text=True, check=True, capture_output=True)
    staff.set_pins(data_folder)


def open_desk(person):
    person.find(name="Staff Menu")
    visitor.choose_in_menu(person, "Unlock…")
    person.find(Role.BUTTON, "OK")
    person.type(staff.COORDINATOR)
    person.press("Return")
    person.find(Role.BUTTON, "Lock")
    staff.open_desk(person)
    person.sees("2 people")


def open_paper(person):
    person.press("ctrl+p")
    person.sees("1 page")


def read(path):
    return subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout


def windows(person):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Print$"], env=person.fairbook.desktop.environment,
                           capture_output=True, text=True, check=False)
    return found.stdout.split()


def test_pdf_of_those_who_are_found(person):
    path = person.fairbook.data_folder / "list.pdf"
    open_desk(person)
    person.press("ctrl+f")
    person.type("zimmer")
    person.sees("1 of 2")
    open_paper(person)
    person.tab_to(Role.BUTTON, re.compile("^Save as PDF"))
    person.press("Return")
    visitor.save_as(person, path)
    person.find(name="Show in Folder")
    text = read(path)
    assert "Zimmer, Ann" in text and "ann@example.org" in text and "O’Brien" not in text, text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_print_dialog_and_lock(person):
    """The dialog comes and goes, and where the coordinator has locked there is no way to it."""
    open_desk(person)
    open_paper(person)
    person.press("Return")
    wait_until(lambda: len(windows(person)) == 1, "the print dialog")
    person.press("Escape")
    wait_until(lambda: not windows(person), "no print dialog")
    person.sees("1 page")
    person.press("Escape")
    person.wait_gone(Role.BUTTON, re.compile("^Save as PDF"))
    person.tab_to(Role.BUTTON, "Lock")
    person.press("Return")
    person.find(name="Staff Menu")
    person.press("ctrl+p")
    person.catch_up()
    assert person.look_for(Role.BUTTON, re.compile("^Save as PDF")) is None and not windows(person)


if __name__ == "__main__":
    tap.run(test_pdf_of_those_who_are_found, test_print_dialog_and_lock, prepare=prepare)
