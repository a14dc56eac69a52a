#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The coordinator looks at the statistics, by keyboard: a screen reader hears the numbers, they are saved, and go with the role."""

import json
import stat
import subprocess
import xml.etree.ElementTree as ElementTree

import staff
import tap
import visitor
from person import Role

DEGREES = ("MD", "MD", "DO")


def prepare(data_folder):
    people = [{"given_name": "Ann", "family_name": "Zimmer", "email": f"ann{number}@example.org", "degree": degree, "consent": True}
              for number, degree in enumerate(DEGREES)]
    lines = "".join(json.dumps(person) + "\n" for person in people)
    subprocess.run(["fairctl", "--data-dir", data_folder, "add", "--event", "sample-autumn"], input=lines, text=True, check=True,
                   capture_output=True)
    staff.set_pins(data_folder)


def open_statistics(person):
    person.find(name="Staff Menu")
    visitor.choose_in_menu(person, "Unlock…")
    person.find(Role.BUTTON, "OK")
    person.type(staff.COORDINATOR)
    person.press("Return")
    person.find(Role.BUTTON, "Lock")
    staff.open_desk(person)
    person.sees("3 people")
    person.tab_to(Role.BUTTON, "Statistics")
    person.press("Return")
    person.find(Role.HEADING, "Who Signed Up")


def test_heard_and_saved(person):
    path = person.fairbook.data_folder / "statistics.svg"
    open_statistics(person)
    person.find(Role.LIST_ITEM, "MD: 2")
    person.find(Role.LIST_ITEM, "DO: 1")
    visitor.choose_in_menu(person, "Save as SVG…")
    visitor.save_as(person, path)
    person.find(name="Show in Folder")
    words = ElementTree.parse(path).getroot().findtext("{http://www.w3.org/2000/svg}desc")
    assert "MD: 2" in words and "DO: 1" in words, words
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_back_and_locked(person):
    """Alt+Left leads back to the people; who locks leaves nothing of the numbers behind, and no way to them."""
    open_statistics(person)
    person.press("alt+Left")
    person.wait_gone(Role.HEADING, "Who Signed Up")
    person.press("ctrl+t")
    person.find(Role.HEADING, "Who Signed Up")
    person.tab_to(Role.BUTTON, "Lock")
    person.press("Return")
    person.find(name="Staff Menu")
    person.wait_gone(Role.HEADING, "Who Signed Up")
    person.press("ctrl+t")
    person.catch_up()
    assert person.look_for(Role.HEADING, "Who Signed Up") is None


if __name__ == "__main__":
    tap.run(test_heard_and_saved, test_back_and_locked, prepare=prepare)
