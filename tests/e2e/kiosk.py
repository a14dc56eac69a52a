# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that is left alone, and whoever tries what keys and buttons do: what the tests of the kiosk share."""

import difflib
import itertools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import staff
import visitor
from person import Atspi, Role
from waiting import NotMet, wait_until

SECRETS = ("zoe@example.org", "617 555 0100", "What does a week look like?", "Ballyfarnon College")
GUEST = {"given_name": "Zoë", "family_name": "O'Brien", "email": SECRETS[0], "phone": SECRETS[1], "question": SECRETS[2],
         "medical_school": SECRETS[3], "consent": True}

WINDOW = Atspi.CoordType.WINDOW

# Kept in a file: a crash must not end the kiosk.
SETTINGS = {"GSETTINGS_BACKEND": "keyfile"}
# Of the schema, and that of the countdown.
IDLE_SECONDS, WARNING_SECONDS = 60, 20

MODIFIERS = ("ctrl", "alt", "super", "ctrl+shift", "ctrl+alt", "alt+shift")
KEYS = ("q", "w", "n", "o", "p", "s", "e", "comma", "period", "semicolon", "slash", "question", "d", "i", "u", "F1", "F2", "F4", "F5",
        "F7", "F10", "F11", "F12", "Escape", "Tab")
PLAIN_KEYS = ("F1", "F2", "F5", "F7", "F10", "F11", "F12", "Menu", "shift+F10", "Pause", "XF86Calculator")
# What the desktop itself would take; docs/KIOSK-SETUP.md says how a session keeps it from visitors.
DESKTOPS_OWN = {"alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "ctrl+alt+Tab", "super+e", "super+d",
                "super+F1", "super+F2", "super+F4", "ctrl+alt+d", "alt+F10", "alt+shift+F10"}
# From one field to the next; and underlined letters of what is on screen: Start Over, Sign Up, Done, I'm still here, and
# those of the staff's sheet.
VISITORS_OWN = {"ctrl+Tab", "ctrl+shift+Tab"} | {f"{modifier}+{key}" for modifier in ("alt", "alt+shift") for key in "opsdne"}
CHORDS = [chord for chord in (f"{modifier}+{key}" for modifier, key in itertools.product(MODIFIERS, KEYS))
          if chord not in DESKTOPS_OWN | VISITORS_OWN]

ALL_OVER = tuple(itertools.product((60, 683, 1250), (28, 420)))
ACROSS = (((683, 28), (683, 500)), ((300, 300), (900, 600)), ((700, 420), (5, 5)), ((250, 28), (250, 700)), ((600, 250), (600, 740)))
BACK, FORWARD = 8, 9
CALL = "Touch the screen or press a key"
FORM, BEGUN, SUGGESTIONS = "the form", "a form that is begun", "a form with suggestions"
STAFFS_OWN = ("Export Sign-Ups", "Preferences", "About Fairbook", "Insert Emoji", "Paste")


def prepare(data_folder):
    """Somebody has signed up, PINs are set, and the pack has a link."""
    pack = data_folder / "program"
    shutil.copytree(visitor.PROGRAM_DIR, pack)
    program = visitor.program() | {"contact": {"website": "https://example.org/apply"}}
    (pack / "program.json").write_text(json.dumps(program), encoding="utf-8")
    subprocess.run(["fairctl", "--data-dir", data_folder, "add"], input=json.dumps(GUEST), text=True, check=True,
                   capture_output=True)
    staff.set_pins(data_folder)


def set_option(schema, key, value):
    subprocess.run(["gsettings", "set", schema, key, value], check=True, env=dict(os.environ, **SETTINGS))


def wake(person):
    """The first touch ends the attract loop, and types into nothing."""
    person.find(name=CALL)
    person.press("x")
    person.wait_gone(name=CALL)
    assert len(windows(person)) == 1, "there is another window from the beginning"


def windows(person):
    answer = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(person.fairbook.process.pid)], capture_output=True,
                            text=True)
    return sorted(answer.stdout.split())


def go(person, role, name):
    """With the mouse: keys may have moved the focus anywhere."""
    person.click(person.find(role, name))


def shape(person):
    """All that shows, but for where the focus is and for numbers that count."""
    return re.sub(r"\d+", "#", re.sub(r"^( *)\*", r"\1", person.describe(), flags=re.MULTILINE))


class Watch:
    """Sees whether anything comes of what somebody does on one screen."""

    def __init__(self, person, screen):
        self.person, self.screen = person, screen
        self.windows, self.shape = windows(person), shape(person)
        self.place = person.window_origin()

    def check(self, what):
        """It is all as it was: nothing has opened, nothing has closed, and nobody is elsewhere."""
        person = self.person
        person.catch_up()
        person.fairbook.check_alive()
        assert windows(person) == self.windows, f"{what} on {self.screen} opened or closed a window"
        assert person.window_origin() == self.place, f"{what} on {self.screen} moved the window"
        try:
            wait_until(lambda: shape(person) == self.shape, f"{self.screen} to be as it was before {what}", 5)
        except NotMet as error:
            changes = difflib.unified_diff(self.shape.splitlines(), shape(person).splitlines(), "before", "now", lineterm="")
            raise NotMet("\n".join((str(error), *changes))) from None
        check_nothing_of_the_staffs(self.shape, f"{what} on {self.screen}")

    def check_nothing_new(self, what):
        """The same, but for what a press beside it closes."""
        self.person.catch_up()
        assert set(windows(self.person)) <= set(self.windows), f"{what} on {self.screen} opened a window"
        check_nothing_of_the_staffs(shape(self.person), f"{what} on {self.screen}")


def check_nothing_of_the_staffs(seen, what):
    for text in STAFFS_OWN:
        assert repr(text) not in seen, f"{what} led to {text!r}"
    check_no_secrets(seen, what)


def check_no_secrets(seen, what):
    for secret in SECRETS:
        assert secret not in seen, f"{what} showed {secret!r}"


def press_all(person):
    person.press_quickly(*CHORDS, *PLAIN_KEYS)


def push_all(person):
    """Each button but the first, all over the screen."""
    person.mouse(*(part for x, y in ALL_OVER for part in ("mousemove", x, y, "click", 3, "click", 2, "click", BACK, "click", FORWARD)))


def drag_all(person, *buttons):
    for button, (begin, end) in itertools.product(buttons, ACROSS):
        person.drag(begin, end, button)


class Later:
    """A laptop on which the time that nobody does anything passes as the test says: what its program is started with, and how it passes."""

    def __init__(self, folder):
        self._file = Path(folder) / "later"
        self._seconds = 0
        self.environment = dict(SETTINGS, LD_PRELOAD=os.environ["FAIRBOOK_LATER_LIBRARY"], FAIRBOOK_LATER=str(self._file))

    def pass_by(self, seconds):
        self._seconds += seconds
        new = self._file.with_suffix(".new")
        new.write_text(str(self._seconds))
        new.rename(self._file)

    def warn(self, person):
        """Somebody has left a form that they had begun."""
        self.pass_by(IDLE_SECONDS)
        person.find(name="Are you still there?")

    def wipe(self, person):
        """And does not come back."""
        self.pass_by(WARNING_SECONDS)
        person.wait_gone(name="Are you still there?")


def begin_form(person):
    go(person, Role.PAGE_TAB, "Sign Up")
    go(person, None, visitor.named("Email"))
    person.type("someone@example.org")
    person.sees("someone@example.org")


def check_while_nobody_is_there(person, later, answer, act, what):
    """Whatever somebody does who is asked whether they are there (`answer`), or who comes to the attract loop (`act`): that is all."""
    first_page = Watch(person, "the first page")
    begin_form(person)
    form = Watch(person, "the form")
    later.warn(person)
    answer(person)
    person.wait_gone(name="Are you still there?")
    form.check(what)
    later.warn(person)
    later.wipe(person)
    person.find(name=CALL)
    act(person)
    person.catch_up()
    if person.look_for(name=CALL) is not None:
        wake(person)
    first_page.check(what)


def screens(person):
    """Each page that a visitor comes to, on screen."""
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
    go(person, Role.BUTTON, "Back to All Photos")
    person.wait_gone(name=visitor.counter())
    go(person, Role.PAGE_TAB, "Sign Up")
    person.find(name=visitor.named("Email"))
    yield FORM
    begin_form(person)
    yield BEGUN


def layers(person):
    """Each dialog, and whatever else lies over the pages."""
    yield from visitors_layers(person)
    yield from staffs_layers(person)


def visitors_layers(person):
    visitor.show_sign_up(person)
    for title, text in (("First name", "Ann"), ("Email", "ann@example.org")):
        visitor.fill(person, title, text)
    visitor.fill(person, "Medical school", "Galw")
    person.sees("University of Galway")
    yield SUGGESTIONS
    visitor.give_consent(person)
    visitor.submit(person)
    person.find(name=visitor.SAVED)
    yield "the thanks"
    person.press("Tab", "Tab", "Tab", "Return")  # past the other buttons to the link
    person.find(Role.DIALOG, "Website")
    yield "a link to take home"
    person.press("Escape")
    person.wait_gone(Role.DIALOG, "Website")
    visitor.next_visitor(person)
    wake(person)


def staffs_layers(person):
    staff.open_pad(person)
    person.type("97")
    yield "the PIN pad"
    person.press("Escape")
    person.wait_gone(Role.BUTTON, "OK")
    staff.enter(person, staff.BOOTH)
    person.sees("2 people")
    yield "the staff's sheet"
    staff.choose(person, "Note on a Visitor")
    person.sees("Zoë O'Brien")
    yield "the last visitors"
    person.click(person.find(name=re.compile("Zoë O'Brien")))
    person.find(name="Star")
    yield "a note"
    for shown in ("Star", "Whom did you talk to?"):
        person.press("Escape")
        person.wait_gone(name=shown)
    staff.choose(person, "Pause: Back in a Moment")
    person.find(name="Back in a moment")
    person.press("Escape")
    person.wait_gone(name="Lock")
    yield "the pause card"


def ask_bus(person, method, *arguments, path="/org/fairbook/Fairbook"):
    """Asks the running program over the session bus, as anybody on the desktop could."""
    return subprocess.run(["gdbus", "call", "--session", "--dest", "org.fairbook.Fairbook", "--timeout", "10", "--object-path", path,
                           "--method", method, *arguments], env=person.fairbook.environment, capture_output=True, text=True)
