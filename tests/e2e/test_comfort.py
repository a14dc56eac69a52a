#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who needs larger text, strong contrast or no motion has it at once, by keyboard, and loses nothing; the next visitor begins anew."""

import subprocess
import tempfile

import kiosk
import tap
import visitor
from person import Atspi, Role, State
from system_text import SystemText
from waiting import wait_until

BUTTON = "Reading Comfort"
HEADING = "Stay in touch"
NORMAL = {"100%": True, "130%": False, "160%": False, "200%": False, "Strong Contrast": False, "No Motion": False}
ALL = NORMAL | {"100%": False, "200%": True, "Strong Contrast": True, "No Motion": True}


def open_form(person):
    kiosk.go(person, Role.PAGE_TAB, "Sign Up")
    person.find(name=visitor.named("Email"))


def height(person, role=Role.HEADING, text=HEADING):
    """Of a line of text that there is room for at any size."""
    return person.find(role, text).get_extents(Atspi.CoordType.WINDOW).height


def wait_height(person, wanted, *text):
    wait_until(lambda: abs(height(person, *text) - wanted) <= 0.06 * wanted,
               f"text {wanted} pixels high; it is {height(person, *text)}")


def edge_color(person):
    """Where the button that signs up has nothing but its own colour."""
    x, y = person.place(person.find(Role.BUTTON, "Sign Up"))
    extents = person.find(Role.BUTTON, "Sign Up").get_extents(Atspi.CoordType.WINDOW)
    place = f"1x1+{x - extents.width // 2 + extents.height // 3}+{y}"
    return subprocess.run(["import", "-silent", "-window", "root", "-crop", place, "rgb:-"], check=True, capture_output=True).stdout[:3]


def open_choices(person):
    button = person.tab_to(Role.TOGGLE_BUTTON, BUTTON, backwards=True)
    person.press("Return")
    person.find(Role.RADIO_BUTTON, "100%")
    return button


def close_choices(person):
    person.press("Escape")
    person.wait_gone(Role.RADIO_BUTTON, "100%")


def choices(person):
    return {name: person.has_state(person.find((Role.RADIO_BUTTON, Role.CHECK_BOX, Role.SWITCH), name), State.CHECKED) for name in NORMAL}


def choose_size(person, size):
    person.tab_to(Role.RADIO_BUTTON)
    while person.name(person.focused()) != size:
        focus = person.focused()
        person.press("Right")
        wait_until(lambda: person.focused() not in (None, focus), f"the size after that; {size} is wanted")
    person.press("space")
    person.find(Role.RADIO_BUTTON, size, state=State.CHECKED)


def switch_on(person, name):
    person.tab_to(name=name)
    person.press("space")
    person.find(name=name, state=State.CHECKED)


def said(person):
    """What a screen reader says of the button beside its name, when the focus comes to it."""
    return person.tab_to(Role.TOGGLE_BUTTON, BUTTON, backwards=True).get_description()


def test_goes_with_the_visitor(person):
    open_form(person)
    before, color = height(person), edge_color(person)
    visitor.fill(person, "First name", "Zoë")
    open_choices(person)
    assert choices(person) == NORMAL, choices(person)
    choose_size(person, "200%")
    wait_height(person, 2 * before)
    switch_on(person, "Strong Contrast")
    switch_on(person, "No Motion")
    assert choices(person) == ALL, choices(person)
    close_choices(person)
    assert said(person) == "Text 200%, strong contrast, no motion", said(person)
    person.sees("Zoë")
    person.point_at(5, 760)
    assert edge_color(person) != color, color
    LATER.warn(person)
    LATER.wipe(person)
    person.find(name=visitor.page_titles()[0])
    open_form(person)
    wait_height(person, before)
    assert edge_color(person) == color, (edge_color(person), color)
    assert said(person) == "Text 100%", said(person)
    open_choices(person)
    assert choices(person) == NORMAL, choices(person)
    close_choices(person)


def test_on_top_of_the_systems(person):
    """What the desktop sets while somebody is there counts as well, and is what comes back."""
    open_form(person)
    before = height(person)
    open_choices(person)
    choose_size(person, "160%")
    wait_height(person, 1.6 * before)
    SYSTEM.set(125)
    wait_height(person, 2 * before)
    person.tab_to(Role.BUTTON, "Back to Normal")
    person.press("Return")
    wait_height(person, 1.25 * before)
    person.find(Role.RADIO_BUTTON, "100%", state=State.FOCUSED)
    close_choices(person)
    SYSTEM.set(100)
    wait_height(person, before)


def test_beside_an_open_photo(person):
    """A photo covers the header, and has the button in its own bar."""
    captions = visitor.photo_captions()
    kiosk.go(person, Role.PAGE_TAB, "Community")
    visitor.open_photo(person, captions[0])
    open_choices(person)
    before = height(person, Role.LABEL, "Text Size")
    choose_size(person, "200%")
    wait_height(person, 2 * before, Role.LABEL, "Text Size")
    close_choices(person)
    assert visitor.photo_number(person) == 1
    assert said(person) == "Text 200%", said(person)
    visitor.turn_to_photo(person, "End", len(captions))
    open_choices(person)
    person.tab_to(Role.BUTTON, "Back to Normal")
    person.press("Return")
    wait_height(person, before, Role.LABEL, "Text Size")
    close_choices(person)
    person.press("Escape")
    person.wait_gone(name=visitor.counter())


def prepare(data_folder):
    global SYSTEM
    kiosk.set_option("org.fairbook.Fairbook", "attract-loop", "false")
    SYSTEM = SystemText()
    return SYSTEM.end


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        LATER = kiosk.Later(folder)
        tap.run(test_goes_with_the_visitor, test_on_top_of_the_systems, test_beside_an_open_photo,
                prepare=prepare, arguments=["--kiosk"], environment=LATER.environment)
