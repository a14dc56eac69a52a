#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A form that is left half-way in kiosk mode: forgotten without a trace, or kept where staff have chosen that and the form says so."""

import os
import re
import tempfile
from pathlib import Path

import kiosk
import tap
import visitor
from person import Role
from waiting import wait_until

NOTICE = "What is typed into this form is kept even if “Sign Up” is not pressed."
CHOICE = "Keep Unfinished Forms"
HALF = {"given_name": "Zoë", "email": "zoe@"}

SETTINGS = "[org/fairbook/Fairbook]\nattract-loop=false\n"


def settings():
    return Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")


def prepare(data_folder):
    settings().parent.mkdir(parents=True, exist_ok=True)
    settings().write_text(SETTINGS, encoding="utf-8")


def start_kiosk(person, keeps):
    person.find(name=visitor.page_titles()[0])
    visitor.choose_in_menu(person, "Start Kiosk Mode…")
    person.sees("One was saved, read back and taken out again.")
    if keeps:
        person.tab_to(name=CHOICE)
        person.press("space")
        wait_until(lambda: "keep-unfinished=true" in settings().read_text(encoding="utf-8"), "the choice to be taken")
    person.tab_to(Role.BUTTON, "Start Kiosk Mode")
    person.press("Return")
    person.find(Role.BUTTON, "Staff")


def open_form(person):
    person.click(person.find(Role.PAGE_TAB, "Sign Up"))
    person.find(name=visitor.named("Email"))


def is_wiped(person):
    return person.look_for(name=visitor.named("Email")) is None


def go_away(person):
    LATER.warn(person)
    LATER.wipe(person)
    wait_until(lambda: is_wiped(person), "the form to be taken away")
    check_nothing_is_left(person)


def start_over(person):
    person.click(person.find(name="Start Over"))
    wait_until(lambda: is_wiped(person), "the form to be taken away")
    check_nothing_is_left(person)


def check_nothing_is_left(person):
    seen = person.describe()
    for text in ("Zoë", "zoe@", "could not be kept"):
        assert text not in seen, f"{text!r} is in the accessible tree"


def test_forgotten(person):
    start_kiosk(person, keeps=False)
    for leave in (go_away, start_over):
        open_form(person)
        assert person.look_for(name=re.compile(re.escape(NOTICE))) is None
        visitor.fill_in_all(person, HALF)
        leave(person)
    person.fairbook.quit()
    assert visitor.records(person.fairbook) == []
    for path in person.fairbook.data_folder.rglob("*"):
        assert not path.is_file() or "Zoë".encode() not in path.read_bytes(), path


def kept(person):
    return [record for record in visitor.records(person.fairbook) if record["staff"] == {"unfinished": True}]


def test_kept(person):
    start_kiosk(person, keeps=True)
    for number, leave in enumerate((go_away, start_over), 1):
        open_form(person)
        person.sees(NOTICE)
        visitor.fill_in_all(person, HALF)
        leave(person)
        wait_until(lambda: len(kept(person)) == number, "the form in the journal")
    for record in kept(person):
        assert record["answers"] == HALF and "agreed" not in record, record


def test_signed_up(person):
    """One sign-up and no other, and the words that were read are the words that are kept."""
    start_kiosk(person, keeps=True)
    open_form(person)
    visitor.fill_in_all(person, dict(HALF, email="zoe@example.org"))
    visitor.give_consent(person)
    visitor.submit(person)
    person.sees(visitor.SAVED)
    start_over(person)
    record, = visitor.records(person.fairbook)
    assert record["staff"] == {}, record
    wording, = visitor.lines(person.fairbook, "wording")
    assert record["agreed"] == {"consent": wording["id"]}
    assert wording["text"].endswith("\n\n" + NOTICE), wording


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        LATER = kiosk.Later(folder)
        tap.run(test_forgotten, test_kept, test_signed_up, prepare=prepare, environment=LATER.environment)
