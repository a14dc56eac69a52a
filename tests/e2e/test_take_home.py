#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visitor takes a link, the contact and a date home: what a reader of codes finds in pictures of the screen is what is said there, in every style."""

import contextlib
import re
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import icalendar
import screen
import staff
import tap
import visitor
import vobject
from person import Person, Role
from session import Fairbook

PACK = Path(__file__).resolve().parent.parent / "data" / "take-home"
STYLES = {
    "light": {},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "high-contrast": {"ADW_DEBUG_HIGH_CONTRAST": "1"},
    "dark-high-contrast": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark", "ADW_DEBUG_HIGH_CONTRAST": "1"},
}
CODE = "Code for your phone"
BROWSER = "Open in a Browser"


def prepare(folder):
    shutil.copytree(PACK, folder / "program")


def read_code(name):
    """What zbar reads in a picture of the whole screen: one code."""
    picture = screen.picture(tap.OUTPUT / f"take-home-{name}.png")
    return subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture], check=True,
                          capture_output=True).stdout.decode().removesuffix("\n")


def take(person, name, what):
    """Presses something with the keyboard, reads the code of the sheet that opens, and closes it."""
    person.tab_to(name=re.compile(what))
    person.press("Return")
    person.find(Role.IMAGE, CODE)
    text = read_code(name)
    said = person.describe()
    person.press("Escape")
    person.wait_gone(Role.IMAGE, CODE)
    return text, said


@contextlib.contextmanager
def instead_of(person, *arguments, environment=None):
    """The program anew, in the place of the one that a test begins with."""
    fairbook = person.fairbook
    fairbook.quit()
    person.leave()
    again = Fairbook(fairbook.desktop, fairbook.data_folder, *arguments, environment=environment)
    try:
        visited = Person(again)
        yield visited
        again.quit()
        visited.leave()
    finally:
        again.quit()


def test_links_in_every_style(person):
    for style, environment in STYLES.items():
        with instead_of(person, environment=environment) as again:
            visitor.open_page(again, "About us")
            text, said = take(again, f"link-{style}", "Our residents")
            assert text == "https://example.org/residents", text
            assert text in said, said


def test_contact(person):
    visitor.open_page(person, "Applying and interviews")
    text, said = take(person, "contact", "Save This Contact on Your Phone")
    card = vobject.readOne(text, validate=True)
    assert card.fn.value == "Harbor Pediatrics" and card.n.value.family == "Harbor Pediatrics", text
    assert card.org.value == ["Harbor Children’s Hospital"], text
    assert card.email.value == "peds@example.org" and card.tel.value == "+1 (617) 555-0142", text
    assert card.url.value == "https://example.org/pediatrics?from=fair&lang=en", text
    assert card.url.value in said, said
    for name, what, wanted in (("number", "617", "tel:+16175550142"), ("mail", "peds@", "mailto:peds@example.org"),
                               ("apply", "example.org/apply", "https://example.org/apply?a=1&b=2")):
        assert take(person, name, what)[0] == wanted


def test_open_days(person):
    text, said = take(person, "open-day", "^Open day; bring a friend, too")
    event, = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2099, 10, 24, 13, 30, tzinfo=timezone.utc), text
    assert event.decoded("DTEND") == datetime(2099, 10, 24, 16, 0, tzinfo=timezone.utc), text
    assert event["SUMMARY"] == "Harbor Pediatrics: Open day; bring a friend, too", text
    assert event["LOCATION"] == "55 Quay Street, Boston", text
    assert vobject.readOne(text, validate=True).vevent.location.value == event["LOCATION"]
    assert "New York time" in said, said
    text, said = take(person, "evening", "^Zoë’s evening")
    event, = icalendar.Calendar.from_ical(text).walk("VEVENT")
    # by then the clocks have been set back
    assert event.decoded("DTSTART") == datetime(2099, 11, 7, 0, 0, tzinfo=timezone.utc), text
    assert event["DESCRIPTION"] == "https://example.org/join", text


def test_album(person):
    visitor.show_community(person)
    person.tab_to(name="Outdoors")
    person.press("space")
    assert take(person, "album", "Take this album with you")[0] == "https://example.org/photos"


def test_album_of_an_open_photo(person):
    visitor.show_community(person)
    person.tab_to(name="Outdoors")
    person.press("space")
    person.tab_to(Role.BUTTON, re.compile("."))
    person.press("Return")
    person.find(name=visitor.counter())
    assert take(person, "album-of-photo", "Take this album with you")[0] == "https://example.org/photos"
    person.press("Escape")
    person.wait_gone(name=visitor.counter())


def test_thanks(person):
    person.press("alt+3")
    person.fill(visitor.named("Name"), "Zoë")
    visitor.submit(person)
    person.sees(visitor.SAVED)
    person.find(Role.IMAGE, CODE)
    assert read_code("thanks") == "https://example.org/pediatrics?from=fair&lang=en"


def open_link(person):
    visitor.open_page(person, "About us")
    person.tab_to(name=re.compile("Our residents"))
    person.press("Return")
    person.find(Role.IMAGE, CODE)


def test_a_browser_outside_kiosk_mode_only(person):
    open_link(person)
    person.find(Role.BUTTON, BROWSER)
    staff.set_pins(person.fairbook.data_folder)
    with instead_of(person, "--kiosk", environment={"GSETTINGS_BACKEND": "keyfile"}) as visited:
        visited.find(Role.BUTTON, "Staff")
        visited.press("x")
        visited.find(name="Start Over")
        open_link(visited)
        assert visited.look_for(Role.BUTTON, BROWSER) is None, visited.describe()


if __name__ == "__main__":
    tap.run(test_links_in_every_style, test_contact, test_open_days, test_album, test_album_of_an_open_photo, test_thanks,
            test_a_browser_outside_kiosk_mode_only, prepare=prepare)
