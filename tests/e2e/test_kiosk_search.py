#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search on a laptop that is left alone: nobody sees what an earlier visitor looked for, and no key leads out of it."""

import kiosk
import staff
import tap
from person import Role
from search import begin, focused_text, look_for


def test_next_visitor_begins_anew(person):
    kiosk.wake(person)
    begin(person)
    look_for(person, "kayaks")
    person.press("Escape")
    person.wait_gone(Role.DIALOG, "Search")
    kiosk.go(person, Role.BUTTON, "Start Over")
    begin(person)
    assert focused_text(person) == "", focused_text(person)


def test_keys_on_the_search(person):
    kiosk.wake(person)
    begin(person)
    look_for(person, "kayaks")
    person.find(Role.HEADING, "Photos")
    watch = kiosk.Watch(person, "the search")
    kiosk.press_all(person)
    watch.check("a key")


def test_nothing_over_what_is_the_staffs(person):
    kiosk.wake(person)
    staff.open_pad(person)
    person.press("ctrl+f")
    person.catch_up()
    assert person.look_for(Role.DIALOG, "Search") is None


if __name__ == "__main__":
    tap.run(test_next_visitor_begins_anew, test_keys_on_the_search, test_nothing_over_what_is_the_staffs, prepare=kiosk.prepare,
            arguments=["--kiosk"], environment=kiosk.SETTINGS)
