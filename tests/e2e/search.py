# SPDX-License-Identifier: GPL-3.0-or-later
"""How somebody looks for a word."""

import visitor
from person import Role
from waiting import wait_until

ENTRY = (Role.ENTRY, Role.TEXT)


def begin(person):
    """Opens the search; what is typed goes into it at once."""
    person.press("ctrl+f")
    person.find(Role.DIALOG, "Search")
    wait_until(lambda: focused_text(person) is not None, "the focus to be where one types")


def focused_text(person):
    focus = person.focused()
    return person.text(focus) if focus is not None and focus.get_role() in ENTRY else None


def look_for(person, text):
    person.press("ctrl+a")
    person.type(text)
    wait_until(lambda: focused_text(person) == text, f"{text!r} to be typed")


def is_on(person, name):
    focus = person.focused()
    return focus is not None and name in person.spoken_name(focus)


def choose(person, name):
    """Goes down to a result, and opens it."""
    person.find(name=name)
    for _ in range(visitor.MOST_CHOICES):
        person.press("Down")
        wait_until(lambda: focused_text(person) is None, "the focus to be on a result")
        if is_on(person, name):
            break
    person.press("Return")
    person.wait_gone(Role.DIALOG, "Search")
