#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After "Saved", by keyboard alone: a correction is a further version of the same sign-up, and a friend begins with nothing of it."""

import re
import subprocess
import tempfile

import kiosk
import tap
import visitor
from person import Role, State
from waiting import wait_until

ANSWERS = {"given_name": "Zoë", "family_name": "O'Brien", "email": "zoe@exampel.org", "degree": "DO"}
RIGHT = "zoe@example.org"
CORRECT, FRIEND, KEEP, SAVE = "Correct Something", "Sign Up a Friend", "Keep as It Is", "Save Changes"


def sign_up(person, answers):
    visitor.show_sign_up(person)
    finish(person, answers)


def finish(person, answers):
    visitor.fill_in_all(person, answers)
    visitor.give_consent(person)
    visitor.submit(person)
    person.find(name=visitor.SAVED)


def press(person, button):
    person.tab_to(Role.BUTTON, button)
    person.press("Return")


def correct_email(person):
    press(person, CORRECT)
    person.find(Role.HEADING, CORRECT)
    visitor.fill(person, "Email", RIGHT)


def save(person):
    press(person, SAVE)
    person.find(name=visitor.SAVED)


def check_corrected(person):
    first, second = visitor.records(person.fairbook)
    assert (first["rev"], second["rev"]) == (1, 2), (first, second)
    assert first["answers"] == {**ANSWERS, "consent": True}, first
    assert second["answers"] == {**ANSWERS, "email": RIGHT, "consent": True}, second
    for member in ("id", "at", "event", "form", "lang", "agreed", "staff"):
        assert second[member] == first[member], member
    assert len(visitor.lines(person.fairbook, "wording")) == 1


def go_away(person):
    LATER.pass_by(20)  # the thanks make way by themselves
    person.wait_gone(name=visitor.SAVED)


def check_nothing_is_left(person):
    seen = person.describe()
    for text in ("Zoë", "exampl", "exampel"):
        assert text not in seen, f"{text!r} is in the accessible tree"


def test_corrected_and_wiped(person):
    sign_up(person, ANSWERS)
    correct_email(person)
    save(person)
    check_corrected(person)
    go_away(person)
    check_nothing_is_left(person)
    sign_up(person, {"given_name": "Ann", "email": "ann@example.org"})
    ann = visitor.records(person.fairbook)[-1]
    assert ann["rev"] == 1 and ann["id"] != visitor.records(person.fairbook)[0]["id"], ann
    shown = subprocess.run(["fairctl", "--data-dir", person.fairbook.data_folder, "list"], check=True, capture_output=True, text=True).stdout
    assert len(shown.splitlines()) == 2, shown


def test_kept_as_it_is(person):
    sign_up(person, ANSWERS)
    correct_email(person)
    press(person, KEEP)
    person.find(name=visitor.SAVED)
    assert [record["rev"] for record in visitor.records(person.fairbook)] == [1]


def test_left_in_the_middle(person):
    """What was typed goes, what was signed up stays, and nobody else comes to it."""
    sign_up(person, ANSWERS)
    correct_email(person)
    LATER.warn(person)
    person.sees("What you signed up stays saved.")
    LATER.wipe(person)
    check_nothing_is_left(person)
    visitor.show_sign_up(person)
    person.find(Role.BUTTON, visitor.SUBMIT)
    assert person.look_for(name=KEEP) is None
    (record,) = visitor.records(person.fairbook)
    assert record["answers"]["email"] == ANSWERS["email"]


def test_friend(person):
    sign_up(person, ANSWERS)
    press(person, FRIEND)
    person.find(name=visitor.named("First name"), state=State.FOCUSED)
    check_nothing_is_left(person)
    person.press("ctrl+z", "ctrl+v")
    check_nothing_is_left(person)
    finish(person, {"given_name": "Ann", "email": "ann@example.org"})
    zoe, ann = visitor.records(person.fairbook)
    assert zoe["id"] != ann["id"] and ann["rev"] == 1
    assert ann["answers"] == {"given_name": "Ann", "email": "ann@example.org", "consent": True}, ann


def prepare(data_folder):
    kiosk.set_option("org.fairbook.Fairbook", "attract-loop", "false")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        LATER = kiosk.Later(folder)
        tap.run(test_corrected_and_wiped, test_kept_as_it_is, test_left_in_the_middle, test_friend,
                prepare=prepare, arguments=["--kiosk"], environment=LATER.environment)
