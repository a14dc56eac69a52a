#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The coordinator after the fair, by keyboard alone: three laptops are brought together on a fourth, people found, joined, corrected and
erased, an import taken back; what the screen says is what the journals say."""

import json
import re
import subprocess

import staff
import tap
import visitor
from person import Person, Role, State
from session import Fairbook
from waiting import wait_until

SETTINGS = {"GSETTINGS_BACKEND": "keyfile"}
HALLS = {"Hall 1": 170, "Hall 2": 170, "Hall 3": 158}
TWIN = "twin@example.org"


def fairctl(folder, *arguments, given=""):
    done = subprocess.run(["fairctl", "--data-dir", folder, *arguments], input=given, text=True, check=True, capture_output=True)
    return done.stdout.splitlines()


def answers(hall, number):
    return {"given_name": f"{hall.replace(' ', '')}n{number:03}", "family_name": "O'Brien & Søn", "consent": True,
            "email": TWIN if number == 7 and hall != "Hall 3" else f"{hall[-1]}n{number}@example.org"}


def sign_up(folder, hall, n):
    """So many people at one laptop, which has a name; their ids."""
    lines = "".join(json.dumps(answers(hall, number)) + "\n" for number in range(n))
    fairctl(folder, "laptops", "--name", hall)
    return fairctl(folder, "add", given=lines)


# An independent reader


def order(record):
    """Which of several versions stands: the greatest time stamp, as docs/DATA-FORMAT.md has it."""
    ms, counter, device = record["hlc"].split("-", 2)
    return int(ms), int(counter), device


def read_journal(fairbook):
    """Given names of those who are listed: nobody who was erased, nor joined into somebody who is there."""
    best, erased = {}, set()
    for line in fairbook.journal.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["op"] == "erase":
            erased.add(record["id"])
        elif record["op"] == "put":
            best[record["id"]] = max(best.get(record["id"], record), record, key=order)
    standing = {key: record for key, record in best.items() if key not in erased}
    return sorted(record["answers"]["given_name"] for record in standing.values() if record["staff"].get("joined_into") not in standing)


# What is on the screen


def find_table(person):
    return person.look_for(Role.TREE_TABLE, "People")


def rows(person, table=None):
    """The given names in the table's rows that show now; whoever asks often knows the table."""
    table = table or find_table(person)
    parts = [] if table is None else table.children()
    listed = (name for part in parts if part.get_role() == Role.LIST for name in person.names_in(part))
    return {name.split(" ", 1)[0] for name in listed if name}


def read_screen(person, wanted):
    """The given names in all rows, page by page from the first; `wanted` is how many there are."""
    search(person, "")
    person.sees(re.compile(f"^{wanted} people$"))
    person.press("Down", "ctrl+Home", "Page_Down")  # to the last row that shows; from there on by whole pages
    table, found = find_table(person), set()
    while len(found) < wanted:
        wait_until(lambda: not rows(person, table) <= found, f"others than these {len(found)}")
        found |= rows(person, table)
        person.press("Page_Down")
    return sorted(found)


def check_same(person):
    """The journals, read by somebody else, say the same as the screen."""
    listed = read_journal(person.fairbook)
    assert read_screen(person, len(listed)) == listed
    return listed


def search(person, text):
    person.press("ctrl+f")
    person.type(text) if text else person.press("BackSpace")
    wait_until(lambda: person.text(person.focused()) == text, f"{text!r} to be searched for")


def find(person, text, *names):
    """Types for whom one looks, sees them, and goes to the first."""
    search(person, text)
    wait_until(lambda: rows(person) == set(names), f"{names} to be all who are listed")
    person.press("Down")
    person.find(Role.HEADING, re.compile("|".join(f"^{name}" for name in names)))


# What the coordinator does


def choose_folder(person, folder):
    """In the desktop's own dialog, as visitor.save_as() does."""
    person.find(Role.BUTTON, "Select")
    person.press("ctrl+l")
    place = wait_until(lambda: person.look_for((Role.TEXT, Role.ENTRY), state=State.FOCUSED), "the place to be asked for")
    person.replace_text(place, str(folder))
    wait_until(lambda: person.text(place) == str(folder), "the folder in the dialog")
    person.press("Return")
    person.wait_gone(Role.BUTTON, "Select")


def press_button(person, name, within=None):
    person.tab_to(Role.BUTTON, name)
    person.press("Return")


def hand_over(person, folder):
    staff.open_desk(person)
    visitor.choose_in_menu(person, "Hand Over…")
    person.sees("Hand Over the Sign-Ups")
    person.press("Return")
    choose_folder(person, folder)
    person.sees("They were read back and compared: the stick may be pulled out.")
    press_button(person, "Done")


def prepare_fair(person, stick):
    """Hall 1's window hands over; Hall 2 collects from it, corrects one of its people, erases another, and hands over; so does Hall 3."""
    base = person.fairbook.desktop.folder
    ids = sign_up(person.fairbook.data_folder, "Hall 1", HALLS["Hall 1"])
    stick.mkdir()
    hand_over(person, stick)
    for hall in ("Hall 2", "Hall 3"):
        sign_up(base / hall, hall, HALLS[hall])
    fairctl(base / "Hall 2", "import", stick)
    fairctl(base / "Hall 2", "correct", ids[1], "-", given='{"given_name":"CorrectedThere"}')
    fairctl(base / "Hall 2", "erase", ids[2])
    for hall in ("Hall 2", "Hall 3"):
        fairctl(base / hall, "hand-over", stick)


def remember(desktop, folder):
    subprocess.run(["gsettings", "set", "org.fairbook.Fairbook", "collect-folder", str(folder)], check=True,
                   env={**desktop.environment, **SETTINGS})


def collect_what_is_new(person):
    """By way of the banner of the folder that is remembered."""
    person.find(name="3 laptops have something new.")
    assert not person.fairbook.journal.exists() or read_journal(person.fairbook) == []
    person.press("Tab")
    person.tab_to(Role.BUTTON, "Collect…", backwards=True)
    person.press("Return")
    person.sees("497 new")
    for hall in HALLS:
        person.sees(re.compile(f"^{hall}"))
    press_button(person, "Collect")
    person.sees(re.compile("^497 people came"))
    press_button(person, "Done")
    person.wait_gone(name="Done")


def join_twins(person, *names):
    find(person, TWIN, *names)
    person.press("ctrl+a")
    person.sees("2 people are selected")
    person.press("Home")
    person.tab_to(name="1 sign-up may be of the same person")
    person.press("Return")
    person.sees("Keep this one")
    press_button(person, "Same Person")
    person.find(Role.BUTTON, "Undo")
    wait_until(lambda: len(rows(person)) == 1, "one of them to be left")
    person.press("ctrl+z")
    wait_until(lambda: rows(person) == set(names), "both to be there again")
    wait_until(lambda: person.press("ctrl+shift+z") or len(rows(person)) == 1, "one of them to be left again")
    press_button(person, "Dismiss")
    person.wait_gone(name="Dismiss")


def correct(person, name, changed):
    find(person, name.lower(), name)
    person.tab_to(Role.BUTTON, "Correct…")
    person.press("Escape")
    wait_until(lambda: person.spoken_name(person.focused()).startswith(name), "Escape to lead back to the row")
    press_button(person, "Correct…")
    person.find(Role.DIALOG, re.compile(f"^Correct {name}"))
    visitor.fill(person, "First name", changed)
    press_button(person, "Save")
    person.find(Role.HEADING, re.compile(f"^{changed}"))
    wait_until(lambda: person.spoken_name(person.focused()) == "Correct…", "the focus to be on what opened the dialog")


def erase(person, name):
    find(person, name.lower(), name)
    person.press("Delete")
    person.sees(re.compile(f"^Erase {name}"))
    press_button(person, "Erase for Good")
    person.sees(re.compile("^Erased"))
    press_button(person, "Close")
    person.sees("Nobody Found")


def take_back(person, stick):
    """An import from the wrong stick; the folder is chosen in the dialog of the desktop."""
    before = read_journal(person.fairbook)
    visitor.choose_in_menu(person, "Collect…")
    person.sees("Collect from the Laptops")
    press_button(person, "Choose Folder…")
    choose_folder(person, stick)
    person.sees("3 new")
    press_button(person, "Collect")
    person.sees(re.compile("^3 people came"))
    assert len(read_journal(person.fairbook)) == len(before) + 3
    press_button(person, "Take It Back")
    person.sees("3 people are gone again")
    press_button(person, "Done")
    person.wait_gone(name="Done")
    assert read_journal(person.fairbook) == before


def test_a_day(person):
    desktop, base = person.fairbook.desktop, person.fairbook.desktop.folder
    stick, wrong = base / "stick ø", base / "another stick"
    prepare_fair(person, stick)
    person.fairbook.quit()
    person.leave()
    wrong.mkdir()
    sign_up(base / "Hall 9", "Hall 9", 3)
    fairctl(base / "Hall 9", "hand-over", wrong)
    remember(desktop, stick)
    desk = Person(Fairbook(desktop, base / "desk", environment=SETTINGS))
    try:
        staff.open_desk(desk)
        collect_what_is_new(desk)
        join_twins(desk, "Hall1n007", "Hall2n007")
        correct(desk, "Hall3n011", "CorrectedHere")
        erase(desk, "Hall3n012")
        take_back(desk, wrong)
        listed = check_same(desk)
        assert len(listed) == sum(HALLS.values()) - 3  # one erased there, one here, two that are one
        assert {"CorrectedThere", "CorrectedHere"} < set(listed) and not {"Hall1n002", "Hall3n012"} & set(listed)
    except Exception:
        tap.keep_evidence("the coordinator", desk.fairbook)
        raise
    finally:
        desk.fairbook.quit()


if __name__ == "__main__":
    tap.run(test_a_day, environment=SETTINGS)
