#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that is left alone: whoever comes, with a keyboard, a mouse and time, gets nowhere; staff do, by their PIN."""

import itertools
import json
import os
import subprocess

import staff
import tap
import visitor
from person import Person, Role
from session import Fairbook
from waiting import wait_until

SECRETS = ("zoe@example.org", "617 555 0100", "What does a week look like?", "Galway")
GUEST = {"given_name": "Zoë", "family_name": "O'Brien", "email": SECRETS[0], "phone": SECRETS[1], "question": SECRETS[2],
         "medical_school": SECRETS[3], "consent": True}

# Kept in a file: a crash must not end the kiosk.
SETTINGS = {"GSETTINGS_BACKEND": "keyfile"}

MODIFIERS = ("ctrl", "alt", "super", "ctrl+shift", "ctrl+alt", "alt+shift")
KEYS = ("q", "w", "n", "o", "p", "s", "e", "comma", "period", "semicolon", "slash", "question", "d", "i", "u", "F1", "F2", "F4", "F5",
        "F7", "F10", "F11", "F12", "Escape", "Tab")
PLAIN_KEYS = ("F1", "F2", "F5", "F7", "F10", "F11", "F12", "Menu", "shift+F10", "Pause", "XF86Calculator")
# What the desktop itself would take; docs/KIOSK-SETUP.md says how a session keeps it from visitors.
DESKTOPS_OWN = {"alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "ctrl+alt+Tab", "super+e", "super+d", "super+F1", "super+F2", "super+F4",
                "ctrl+alt+d", "alt+F10", "alt+shift+F10"}
# Underlined letters of what is on screen.
VISITORS_OWN = {f"{modifier}+{key}" for modifier in ("alt", "alt+shift") for key in "ops"}
CHORDS = [chord for chord in (f"{modifier}+{key}" for modifier, key in itertools.product(MODIFIERS, KEYS))
          if chord not in DESKTOPS_OWN | VISITORS_OWN]


def prepare(data_folder):
    """Somebody has signed up, and PINs are set."""
    subprocess.run(["fairctl", "--data-dir", data_folder, "add"], input=json.dumps(GUEST), text=True, check=True,
                   capture_output=True)
    staff.set_pins(data_folder)


def wake(person):
    """The first touch ends the attract loop, and types into nothing."""
    person.find(Role.BUTTON, "Staff")
    person.press("x")
    person.find(name="Start Over")


def windows(person):
    answer = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(person.fairbook.process.pid)], capture_output=True, text=True)
    return sorted(answer.stdout.split())


def check_still_closed(person, before, what):
    """One window, over the whole screen, with nothing of the staff's in it."""
    person.fairbook.check_alive()
    assert windows(person) == before, f"{what} opened or closed a window"
    seen = person.describe()
    for text in ("Export Sign-Ups", "Preferences", "About Fairbook", "End Kiosk Mode", "Note on a Visitor", "Insert Emoji", "Paste"):
        assert repr(text) not in seen, f"{what} led to {text!r}"
    for secret in SECRETS:
        assert secret not in seen, f"{what} showed {secret!r}"


def go(person, role, name):
    """With the mouse: keys may have moved the focus anywhere."""
    person.click(person.find(role, name))


def screens(person):
    """Each that a visitor comes to, on screen."""
    yield "the first page"
    go(person, Role.BUTTON, visitor.page_titles()[0])
    person.find(Role.HEADING, visitor.page_titles()[0])
    yield "a page"
    go(person, Role.PAGE_TAB, "Community")
    person.find(name="Photos")
    yield "the photos"
    go(person, Role.BUTTON, visitor.photo_captions()[0])
    person.find(name=visitor.counter())
    yield "one photo"
    go(person, Role.PAGE_TAB, "Sign Up")
    person.find(name=visitor.named("Email"))
    yield "the form"
    person.type("someone")
    yield "a form that is begun"


def test_keys_that_lead_nowhere(person):
    wake(person)
    before = windows(person)
    for screen in screens(person):
        person.press(*CHORDS, *PLAIN_KEYS)
        check_still_closed(person, before, f"a key on {screen}")


def test_buttons_that_lead_nowhere(person):
    """Right clicks, middle clicks and drags, all over each screen."""
    wake(person)
    before = windows(person)
    for screen in screens(person):
        for x, y in itertools.product((60, 400, 683, 1000, 1250), (28, 200, 420, 730)):
            subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "3", "click", "2", "click", "8", "click", "9"], check=True)
        for begin, end in (((683, 28), (683, 500)), ((300, 300), (900, 600)), ((700, 420), (5, 5))):
            subprocess.run(["xdotool", "mousemove", *map(str, begin), "mousedown", "3", "mousemove", *map(str, end), "mouseup", "3"], check=True)
        check_still_closed(person, before, f"a button on {screen}")


def bus(*arguments):
    """Asks the running program over the session bus, as anybody on the desktop could."""
    return subprocess.run(["gdbus", "call", "--session", "--dest", "org.fairbook.Fairbook", "--timeout", "10", *arguments],
                          capture_output=True, text=True)


def test_no_way_over_the_bus(person):
    wake(person)
    before = windows(person)
    listed = bus("--object-path", "/org/fairbook/Fairbook", "--method", "org.gtk.Actions.List").stdout
    for action in ("export", "data", "preferences", "quit", "about", "note", "kiosk"):
        assert action not in listed, listed
        bus("--object-path", "/org/fairbook/Fairbook", "--method", "org.gtk.Actions.Activate", action, "[]", "{}")
        bus("--object-path", "/org/fairbook/Fairbook", "--method", "org.freedesktop.Application.ActivateAction", action, "[]", "{}")
        bus("--object-path", "/org/fairbook/Fairbook/window/1", "--method", "org.gtk.Actions.Activate", action, "[]", "{}")
    bus("--object-path", "/org/fairbook/Fairbook", "--method", "org.freedesktop.Application.Activate", "{}")
    check_still_closed(person, before, "the session bus")


def test_a_second_start_opens_nothing(person):
    wake(person)
    before = windows(person)
    for arguments in ([], ["--kiosk"]):
        environment = dict(os.environ, FAIRBOOK_DATA_DIR=str(person.fairbook.data_folder))
        assert subprocess.run(["fairbook", *arguments], env=environment, timeout=60).returncode == 0
    check_still_closed(person, before, "a second start")


def test_a_wrong_pin(person):
    wake(person)
    before = windows(person)
    staff.enter(person, "9753")
    person.sees("This PIN is wrong")
    check_still_closed(person, before, "a wrong PIN")


def test_the_booth_sees_names_only(person):
    wake(person)
    staff.enter(person, staff.BOOTH)
    person.find(name="End Kiosk Mode")
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
    seen = person.describe()
    for secret in SECRETS:
        assert secret not in seen, f"{secret!r} is in the accessible tree"


def test_pause_and_end(person):
    wake(person)
    staff.enter(person, staff.BOOTH)
    staff.choose(person, "Pause: Back in a Moment")
    person.sees("Back in a moment")
    person.press("a", "Return", "space")
    person.sees("Back in a moment")
    staff.enter(person, staff.BOOTH)
    staff.choose(person, "End Kiosk Mode")
    person.find(name="Staff Menu")
    person.press("ctrl+e")
    person.press("F10")
    person.find(Role.MENU_ITEM, "Unlock…")
    assert person.look_for(name="Export Sign-Ups…") is None


def test_it_comes_back(person):
    """A crash or a reboot ends nothing."""
    wake(person)
    person.fairbook.kill()
    again = Person(Fairbook(person.fairbook.desktop, person.fairbook.data_folder, environment=SETTINGS))
    again.find(Role.BUTTON, "Staff")
    assert again.look_for(name="Staff Menu") is None
    again.fairbook.quit()


if __name__ == "__main__":
    tap.run(test_keys_that_lead_nowhere, test_buttons_that_lead_nowhere, test_no_way_over_the_bus, test_a_second_start_opens_nothing,
            test_a_wrong_pin, test_the_booth_sees_names_only, test_pause_and_end, test_it_comes_back,
            prepare=prepare, arguments=["--kiosk"], environment=SETTINGS)
