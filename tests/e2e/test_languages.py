#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole sign-up by keyboard, within a minute for whoever types five keys a second, in one language and while it changes."""

import contextlib
import gettext
import os
import subprocess

import tap
import visitor
from person import Role, State
from waiting import wait_until

KEYS_A_MINUTE = 300
FIRST = {"given_name": "Zoë", "family_name": "O'Brien", "email": "zoe@example.org", "phone": "+1 617 555 0100"}
SECOND = {"degree": "MBBS", "medical_school": "School of the Sea", "graduation_year": 2027, "interests": ["primary_care", "research"],
          "aamc_id": "12345678", "question": "What does a week look like?"}
ALL = {**FIRST, **SECOND, "consent": True}
ARABIC = {"given_name": "ليلى", "family_name": "حداد"}


def translated(language, text):
    """As the interface says it, without the mark of an access key."""
    return gettext.translation("fairbook", os.environ["FAIRBOOK_LOCALE_DIR"], [language]).gettext(text).replace("_", "")


def choose_language(person, own_name, control="Language"):
    """By keyboard, from wherever one is."""
    person.tab_to(name=control)
    person.press("Return")
    person.find(Role.MENU_ITEM, own_name)
    for _ in range(visitor.MOST_CHOICES):
        focus = person.focused()
        if focus is not None and person.spoken_name(focus) == own_name:
            break
        person.press("Down")
        wait_until(lambda: person.focused() not in (None, focus), f"the language after that; {own_name!r} is wanted")
    person.press("Return")


@contextlib.contextmanager
def keyboard(layouts):
    subprocess.run(["setxkbmap", "-layout", layouts], check=True)
    yield
    subprocess.run(["setxkbmap", "-layout", "us"], check=True)


def the_only_record(person):
    (record,) = visitor.records(person.fairbook)
    return record


def test_in_a_minute(person):
    visitor.show_sign_up(person)
    before = person.keys_pressed
    visitor.fill_in_all(person, {**FIRST, **SECOND})
    visitor.give_consent(person)
    visitor.submit(person)
    keys = person.keys_pressed - before
    person.sees(visitor.SAVED)
    assert keys < KEYS_A_MINUTE, keys
    assert the_only_record(person)["answers"] == ALL, the_only_record(person)


def test_in_a_minute_while_the_language_changes(person):
    """Half of it in English, half of it in Arabic, names in Arabic letters; nothing that was typed is lost on the way."""
    visitor.show_sign_up(person)
    before = person.keys_pressed
    with keyboard("us,ara"):
        visitor.fill_in_all(person, {**FIRST, **ARABIC})
    choose_language(person, "العربية")
    person.find(Role.PAGE_TAB, translated("ar", "_Sign Up"))
    visitor.fill_in_all(person, SECOND)
    visitor.give_consent(person)
    person.tab_to(Role.BUTTON, translated("ar", "_Sign Up"))
    person.press("Return")
    keys = person.keys_pressed - before
    person.find(Role.HEADING, translated("ar", "Saved. Thank you, %s.") % ARABIC["given_name"])
    assert keys < KEYS_A_MINUTE, keys
    assert the_only_record(person)["answers"] == {**ALL, **ARABIC}, the_only_record(person)


def test_all_that_is_shown_changes(person):
    """Spanish is the pack's own: page, form and buttons; the next visitor begins in English again."""
    visitor.open_page(person, visitor.page_titles()[1])
    choose_language(person, "Español")
    spanish = visitor.program()["pages"][1]["title"]["es"]
    person.find(Role.HEADING, spanish)
    person.find(Role.PAGE_TAB, translated("es", "_Sign Up"))
    person.press("alt+3")
    person.find(name=visitor.named(visitor.form()["properties"]["given_name"]["x-fairbook"]["title"]["es"]))
    visitor.fill(person, visitor.form()["properties"]["given_name"]["x-fairbook"]["title"]["es"], "Ines")
    visitor.fill(person, visitor.form()["properties"]["email"]["x-fairbook"]["title"]["es"], "ines@example.org")
    visitor.tick(person, visitor.form()["properties"]["consent"]["x-fairbook"]["title"]["es"])
    person.tab_to(Role.BUTTON, translated("es", "_Sign Up"))
    person.press("Return")
    person.find(Role.HEADING, translated("es", "Saved. Thank you, %s.") % "Ines")
    assert the_only_record(person)["lang"] == "es"
    person.tab_to(Role.BUTTON, translated("es", "_Done"))
    person.press("Return")
    person.find(Role.PAGE_TAB, "Sign Up")
    person.find(name="Language", state=State.FOCUSABLE)


def test_shown(person):
    """`fairctl show` says what was agreed to, in the words and the language in which it was read."""
    test_all_that_is_shown_changes(person)
    shown = subprocess.run(["fairctl", "--data-dir", person.fairbook.data_folder, "show", the_only_record(person)["id"]],
                           check=True, capture_output=True).stdout.decode()
    assert visitor.form()["properties"]["consent"]["x-fairbook"]["wording"]["es"][:40] in shown, shown


if __name__ == "__main__":
    tap.run(test_in_a_minute, test_in_a_minute_while_the_language_changes, test_shown)
