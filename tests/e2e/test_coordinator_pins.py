#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where PINs are set, the desk is the coordinator's alone, and goes away as a whole when somebody locks."""

import staff
import tap
import visitor
from person import Role


def enter_pin(person, pin):
    person.find(Role.BUTTON, "OK")
    person.type(pin)
    person.press("Return")


def check_no_desk(person):
    person.press("ctrl+d")
    person.catch_up()
    assert person.look_for(name="Back to the Booth") is None, person.describe()


def unlock(person, pin):
    visitor.choose_in_menu(person, "Unlock…")
    enter_pin(person, pin)
    person.find(Role.BUTTON, "Lock")


def test_pins(person):
    """The coordinator's opens the desk, and is asked for again where everybody's details leave; the booth's does neither."""
    person.find(name="Staff Menu")
    check_no_desk(person)
    unlock(person, staff.BOOTH)
    check_no_desk(person)
    visitor.choose_in_menu(person, "Lock")
    person.wait_gone(Role.BUTTON, "Lock")
    unlock(person, staff.COORDINATOR)
    staff.open_desk(person)
    visitor.choose_in_menu(person, "Hand Over…")
    enter_pin(person, staff.BOOTH)
    person.sees("This is the PIN of the booth")
    assert person.look_for(name="Hand Over the Sign-Ups") is None
    enter_pin(person, staff.COORDINATOR)
    person.sees("Hand Over the Sign-Ups")
    person.press("Escape")
    person.wait_gone(name="Hand Over the Sign-Ups")
    person.tab_to(Role.BUTTON, "Lock")
    person.press("Return")
    person.find(name="Staff Menu")
    assert person.look_for(name="Back to the Booth") is None
    check_no_desk(person)


if __name__ == "__main__":
    tap.run(test_pins, prepare=staff.set_pins)
