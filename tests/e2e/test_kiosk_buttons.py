#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that is left alone: whoever comes with a mouse and time gets nowhere, and drags nothing away."""

import tempfile

import kiosk
import staff
import tap
import visitor
from person import Role
from waiting import wait_until


# GTK (as of 4.18) says where a field is without what its row has around it: a click still hits the row, which is enough elsewhere.
MARGIN = 29, 36
# Which field has the focus to begin with; a button that is pressed on another gives that the focus.
FOCUSED = {kiosk.FORM: "First name", kiosk.BEGUN: "Email"}


def use_all(person):
    kiosk.push_all(person)
    kiosk.drag_all(person, 1, 2, 3)


def check_buttons(person, screens):
    kiosk.wake(person)
    for screen in screens(person):
        watch = kiosk.Watch(person, screen)
        use_all(person)
        if screen in FOCUSED:  # help shows for the field that has the focus
            kiosk.go(person, None, visitor.named(FOCUSED[screen]))
        if screen == kiosk.SUGGESTIONS:
            watch.check_nothing_new("a button")
        else:
            watch.check("a button")


def test_buttons_on_pages(person):
    check_buttons(person, kiosk.screens)


def test_buttons_over_pages(person):
    check_buttons(person, kiosk.layers)


def touch(person):
    """Where there is something to press below."""
    person.mouse("mousemove", 300, 600, "click", 1)


def test_buttons_while_nobody_is_there(person):
    kiosk.wake(person)
    kiosk.check_while_nobody_is_there(person, LATER, lambda _: person.mouse("click", 1), touch, "a touch")


def does_drag_text(person):
    """Whether all that is selected in a field is taken hold of, and stays selected; else the pointer selects anew."""
    first = visitor.fill(person, "First name", "carried away")
    person.press("ctrl+a")
    x, y = person.place(first)
    x += MARGIN[0] + 40 - first.get_extents(kiosk.WINDOW).width // 2
    y += MARGIN[1]
    person.mouse("mousemove", x, y, "mousedown", 1)
    for step in range(1, 5):
        person.mouse("mousemove", x + 40 * step, y + 40 * step)
        person.catch_up(100)
    person.mouse("mouseup", 1)
    person.catch_up()
    person.type("!")
    wait_until(lambda: "!" in person.text(first), "what is typed to replace what is selected")
    return person.text(first) == "!"


def test_nothing_is_dragged(person):
    """In the kiosk. In an ordinary window text is."""
    kiosk.wake(person)
    visitor.show_sign_up(person)
    assert not does_drag_text(person)
    assert person.text(person.find((Role.TEXT, Role.ENTRY), visitor.named("Email"))) == ""
    kiosk.go(person, Role.BUTTON, "Start Over")
    staff.enter(person, staff.BOOTH)
    staff.choose(person, "End Kiosk Mode")
    person.find(name="Staff Menu")
    person.press("F11")
    wait_until(lambda: person.window_origin() == (0, 0), "the window to fill the screen")
    visitor.show_sign_up(person)
    assert does_drag_text(person)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        LATER = kiosk.Later(folder)
        tap.run(test_buttons_on_pages, test_buttons_over_pages, test_buttons_while_nobody_is_there, test_nothing_is_dragged,
                prepare=kiosk.prepare, arguments=["--kiosk"], environment=LATER.environment)
