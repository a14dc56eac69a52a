#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing or wrong is found by eye, by ear and by keyboard: no error that is not linked to its field, and no press in vain."""

import re

import tap
import visitor
from ear import Ear
from person import Atspi, Role, State
from waiting import wait_until

HEAD = "3 answers are needed, marked with *; the rest is up to you."
RULE = "Enter at least a first or a last name."
ADDRESS = "Enter an email address such as name@school.edu."
AGREE = "Please agree, so that we may keep your details."
YEAR = "20x7"
PRESSES = {
    "with the mouse": lambda person: person.click(person.find(Role.BUTTON, visitor.SUBMIT)),
    "from any field": lambda person: person.press("ctrl+Return"),
    "by Tab": visitor.submit,
}


def error_messages(person, node):
    """What it is linked to as its error, as far as that shows."""
    return [person.name(target) for target in node.related(Atspi.RelationType.ERROR_MESSAGE) if person.is_showing(target)]


def mistakes(person):
    """What a screen reader finds: the names of the fields that say that they are wrong, and what each is told."""
    return {node.name: error_messages(person, node) for node in person.walk() if node.has_state(State.INVALID_ENTRY)}


def is_at(person, title):
    wait_until(lambda: person.focused() is not None and person.name(person.focused()) == title, f"the focus on {title!r}")


def enter(person, text):
    person.type(text)
    person.press("Return")


def check(person, expected, first):
    linked = {title: [message] for title, message in expected.items()}
    wait_until(lambda: mistakes(person) == linked, f"{linked} to be said; {mistakes(person)} is")
    is_at(person, first)


def test_what_is_needed_is_said(person):
    visitor.show_sign_up(person)
    person.sees(HEAD)
    required = {node.name for node in person.walk() if node.has_state(State.REQUIRED)}
    assert required == {"Email", "Consent"}, required
    assert mistakes(person) == {}


def test_every_press_is_answered(person):
    """Where there is nothing new to say, too."""
    ear = Ear()
    visitor.show_sign_up(person)
    for times, (how, press) in enumerate(PRESSES.items(), 1):
        press(person)
        ear.hears(f"3 answers are missing or wrong. {RULE}", times)
        check(person, {"First name": RULE, "Email": ADDRESS, "Consent": AGREE}, "First name")
        tap.say(how)
    assert visitor.records(person.fairbook) == []


def test_from_one_to_the_next(person):
    """By Enter: what is mended is wrong no more, and at the end it is saved."""
    ear = Ear()
    visitor.show_sign_up(person)
    visitor.fill(person, "Graduating in", YEAR)
    person.press("ctrl+Return")
    wait_until(lambda: len(mistakes(person)) == 4, "four to be said")
    is_at(person, "First name")
    enter(person, "Zoë")
    is_at(person, "Email")
    enter(person, "zoe@example.org")
    is_at(person, "Graduating in")
    person.press("ctrl+a")
    enter(person, "2027")
    is_at(person, "Consent")
    check(person, {"Consent": AGREE}, "Consent")
    person.press("ctrl+Return")
    ear.hears(f"1 answer is missing or wrong. {AGREE}", 1)
    person.press("space", "Return")
    person.find(name=visitor.SAVED)
    (record,) = visitor.records(person.fairbook)
    assert record["answers"] == {"given_name": "Zoë", "email": "zoe@example.org", "graduation_year": 2027, "consent": True}, record


def test_way_to_what_is_missing(person):
    """The line beside the button says what is missing, and leads there."""
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Zoë"})
    person.press("ctrl+Return")
    is_at(person, "Email")
    person.type("zoe@example.org")
    person.click(person.find(Role.BUTTON, re.compile("^Still needed: Consent$")))
    is_at(person, "Consent")
    check(person, {"Consent": AGREE}, "Consent")


if __name__ == "__main__":
    tap.run(test_what_is_needed_is_said, test_every_press_is_answered, test_from_one_to_the_next, test_way_to_what_is_missing)
