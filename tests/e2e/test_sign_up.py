#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An applicant signs up with the keyboard alone; mistakes are said where they are, and the next visitor sees nothing of it."""

import hashlib

import tap
import visitor
from person import Role
from waiting import wait_until

ANSWERS = {
    "given_name": "Zoë",
    "family_name": "O'Brien & Søn",
    "email": "zoe@example.org",
    "degree": "DO",
    "question": "What does a week look like?",
}
CONSENT = "consent"


def sign_up(person, answers):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, answers)
    visitor.give_consent(person)
    visitor.submit(person)
    person.sees(visitor.SAVED)


def test_a_sign_up_is_in_the_journal(person):
    sign_up(person, ANSWERS)
    (record,) = visitor.records(person.fairbook)
    for field, answer in ANSWERS.items():
        assert record["answers"][field] == answer, record["answers"]
    assert record["answers"][CONSENT] is True


def test_what_was_agreed_to_is_kept_word_for_word(person):
    for name in ("Amara", "Ann"):
        sign_up(person, {"given_name": name, "email": "amara@example.org"})
        visitor.next_visitor(person)
    (wording,) = visitor.lines(person.fairbook, "wording")
    assert wording["lang"] == "en" and wording["text"].startswith("The program may keep what I entered")
    assert wording["id"] == hashlib.sha256(wording["text"].encode()).hexdigest()
    assert [record["agreed"] for record in visitor.records(person.fairbook)] == [{CONSENT: wording["id"]}] * 2


def test_saved_means_on_the_disk(person):
    sign_up(person, {"given_name": "Amara", "email": "amara@example.org"})
    person.fairbook.kill()
    assert [record["answers"]["given_name"] for record in visitor.records(person.fairbook)] == ["Amara"]


def test_a_mistake_is_said_and_mended(person):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Amara", "email": "amara.example.org"})
    visitor.give_consent(person)
    visitor.submit(person)
    field = person.find(name=visitor.named("Email"))
    wait_until(lambda: person.is_invalid(field) or person.is_invalid(person.focused()), "the email to be marked as wrong")
    assert visitor.records(person.fairbook) == []
    person.fill(visitor.named("Email"), "amara@example.org")
    visitor.submit(person)
    person.sees(visitor.SAVED)
    assert len(visitor.records(person.fairbook)) == 1


def test_nothing_is_saved_without_consent(person):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Amara", "email": "amara@example.org"})
    visitor.submit(person)
    wait_until(lambda: person.focused() is not None, "the focus somewhere")
    assert person.look_for(name=visitor.SAVED) is None
    assert visitor.records(person.fairbook) == []


def test_the_next_visitor_sees_nothing(person):
    sign_up(person, {"given_name": "Amara", "email": "amara@example.org"})
    visitor.next_visitor(person)
    visitor.show_sign_up(person)
    person.tab_to(name=visitor.named("First name"))
    assert person.text(person.focused()) == ""
    person.press("ctrl+z")
    assert person.text(person.focused()) == ""
    assert "amara" not in person.describe().lower()


if __name__ == "__main__":
    tap.run(test_a_sign_up_is_in_the_journal, test_what_was_agreed_to_is_kept_word_for_word, test_saved_means_on_the_disk,
            test_a_mistake_is_said_and_mended, test_nothing_is_saved_without_consent, test_the_next_visitor_sees_nothing)
