#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that is left alone: staff get in by their PIN, and see and reach no more than is theirs; over the bus nobody gets in."""

import os
import subprocess

import kiosk
import staff
import tap
import visitor
from kiosk import ask_bus, wake
from person import Person, Role
from session import Fairbook
from waiting import wait_until

ACTIONS = ("export", "data", "preferences", "quit", "about", "note", "kiosk", "lock", "unlock", "staff.export", "app.quit")
PATHS = ("/org/fairbook/Fairbook", "/org/fairbook/Fairbook/window/1")
STAFFS_KEYS = ("ctrl+e", "ctrl+comma", "ctrl+p", "ctrl+s", "ctrl+shift+e")


def try_the_bus(person):
    """Whatever anybody on the desktop could ask of the program; what comes back counts for nothing, what comes of it does."""
    for path in PATHS:
        listed = ask_bus(person, "org.gtk.Actions.List", path=path).stdout
        for action in ("export", "data", "preferences", "note", "kiosk", "pins"):
            assert action not in listed, listed
    for action in ACTIONS[:3] + ACTIONS[5:10]:
        for path in PATHS:
            ask_bus(person, "org.gtk.Actions.Activate", action, "[]", "{}", path=path)
        ask_bus(person, "org.freedesktop.Application.ActivateAction", action, "[]", "{}")
    answer = ask_bus(person, "org.freedesktop.Application.Open", "['file:///etc/passwd']", "{}")
    assert answer.returncode != 0, answer
    ask_bus(person, "org.gtk.Application.Open", "['file:///etc/passwd']", "", "{}")
    ask_bus(person, "org.freedesktop.Application.Activate", "{}")


def try_second_starts(person):
    environment = dict(os.environ, FAIRBOOK_DATA_DIR=str(person.fairbook.data_folder))
    for arguments in ([], ["/etc/passwd", "sign-ups.csv"], ["--export", "/tmp/sign-ups.csv"], ["--gapplication-service"]):
        subprocess.run(["fairbook", *arguments], env=environment, timeout=60, capture_output=True)


def test_no_way_in_from_outside(person):
    """Over the session bus, or with a second start, with files and without."""
    wake(person)
    watch = kiosk.Watch(person, "the first page")
    for action in ("quit", "about", "shortcuts"):
        assert action not in ask_bus(person, "org.gtk.Actions.List").stdout
        ask_bus(person, "org.gtk.Actions.Activate", action, "[]", "{}")
    try_the_bus(person)
    watch.check("the session bus")
    try_second_starts(person)
    subprocess.run(["fairbook", "--kiosk"], env=person.fairbook.environment, timeout=60, check=True)
    watch.check("a second start")


def test_a_wrong_pin(person):
    wake(person)
    staff.enter(person, "9753")
    person.sees("This PIN is wrong")
    kiosk.check_nothing_of_the_staffs(person.describe(), "a wrong PIN")


def test_the_booth_sees_names_only(person):
    wake(person)
    staff.enter(person, staff.BOOTH)
    person.sees("1 person")
    watch = kiosk.Watch(person, "the staff's sheet")
    person.press(*STAFFS_KEYS)
    try_the_bus(person)
    try_second_starts(person)
    watch.check("whatever the booth could try")
    staff.choose(person, "Note on a Visitor")
    person.sees("Zoë O'Brien")
    check_no_secrets(person)
    chips = ["Great talk", visitor.program()["note_chips"][0][visitor.LANGUAGE]]
    staff.note(person, "Zoë O'Brien", chips, "asked about call")
    wait_until(lambda: "note" in visitor.records(person.fairbook)[-1]["staff"], "the note in the journal")
    first, *_, last = visitor.records(person.fairbook)
    assert last["staff"] == {"star": True, "chips": chips, "note": "asked about call"}, last["staff"]
    assert last["answers"] == first["answers"]
    check_no_secrets(person)


def check_no_secrets(person):
    kiosk.check_no_secrets(person.describe(), "the screen")


def check_locked(person):
    """An ordinary window, and nobody's PIN, or the booth's: whatever is tried, nothing comes of it."""
    watch = kiosk.Watch(person, "a window that is locked")
    person.press(*STAFFS_KEYS)
    try_the_bus(person)
    try_second_starts(person)
    watch.check("whatever somebody could try")


def test_pause_and_end(person):
    """After the kiosk there is an ordinary window, and it is locked."""
    wake(person)
    staff.enter(person, staff.BOOTH)
    staff.choose(person, "Pause: Back in a Moment")
    person.sees("Back in a moment")
    person.press("a", "Return", "space")
    person.sees("Back in a moment")
    staff.enter(person, staff.BOOTH)
    staff.choose(person, "End Kiosk Mode")
    person.find(name="Staff Menu")
    check_locked(person)
    person.press("F10")
    person.find(Role.MENU_ITEM, "Unlock…")
    assert person.look_for(name="Export Sign-Ups…") is None
    person.press("Escape")
    person.wait_gone(Role.MENU_ITEM, "Unlock…")
    visitor.choose_in_menu(person, "Unlock…")
    person.find(Role.BUTTON, "OK")
    person.type(staff.BOOTH)
    person.press("Return")
    person.find(Role.BUTTON, "Lock")
    check_locked(person)
    person.press("F10")
    person.find(Role.MENU_ITEM, "Note on a Visitor…")
    assert person.look_for(name="Export Sign-Ups…") is None


def test_it_comes_back(person):
    """A crash or a reboot ends nothing."""
    wake(person)
    person.fairbook.kill()
    again = Person(Fairbook(person.fairbook.desktop, person.fairbook.data_folder, environment=kiosk.SETTINGS))
    again.find(Role.BUTTON, "Staff")
    assert again.look_for(name="Staff Menu") is None
    again.fairbook.quit()


def choose_language(tag):
    subprocess.run(["gsettings", "set", "org.fairbook.Fairbook", "language", tag], env=dict(os.environ, **kiosk.SETTINGS), check=True)


def test_the_first_language(person):
    """The fair's, and not the system's: form and interface."""
    person.fairbook.quit()
    choose_language("es")
    environment = {**kiosk.SETTINGS, "LANG": "en_US.UTF-8"}
    again = Person(Fairbook(person.fairbook.desktop, person.fairbook.data_folder, environment=environment))
    again.find(Role.BUTTON, "Personal")
    again.press("x")
    again.find(name="Empezar de nuevo")
    again.press("alt+3")
    again.find(name=visitor.named(visitor.form()["properties"]["email"]["x-fairbook"]["title"]["es"]))
    again.fairbook.quit()
    choose_language("")


if __name__ == "__main__":
    tap.run(test_no_way_in_from_outside, test_a_wrong_pin, test_the_booth_sees_names_only, test_pause_and_end, test_it_comes_back,
            test_the_first_language,
            prepare=kiosk.prepare, arguments=["--kiosk"], environment=kiosk.SETTINGS)
