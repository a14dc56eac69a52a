#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visitor looks for a word: what is found opens at its place, and Escape leaves it all as it was."""

import re

import tap
import visitor
from person import Role
from search import begin, choose, focused_text, is_on, look_for
from waiting import wait_until

EMAIL = "someone@example.org"


def test_page_opens_at_its_place(person):
    title = visitor.page_titles()[1]
    begin(person)
    look_for(person, "cambridge ALLIANCE")
    person.find(Role.HEADING, "Pages")
    choose(person, title)
    person.find(Role.HEADING, title)
    wait_until(lambda: is_on(person, title), "the focus to be on the page in the list of pages")


def test_enter_opens_the_first(person):
    title = visitor.page_titles()[2]
    begin(person)
    look_for(person, "fellowships graduates go")
    person.find(name=title)
    person.press("Return")
    person.wait_gone(Role.DIALOG, "Search")
    person.find(Role.HEADING, title)


def test_photo_opens_and_leads_back(person):
    captions = visitor.photo_captions()
    caption = next(text for text in captions if "kayak" in text)
    visitor.show_sign_up(person)
    begin(person)
    look_for(person, "kayaks")
    choose(person, caption)
    wait_until(lambda: visitor.photo_number(person) == captions.index(caption) + 1, "the photo")
    person.press("Escape")
    person.find(name=visitor.named("Email"))


def test_escape_leaves_what_was_typed(person):
    visitor.show_sign_up(person)
    visitor.fill(person, "Email", EMAIL)
    begin(person)
    look_for(person, "zebra & <b>")
    person.sees("Nothing Found for “zebra & <b>”")
    person.press("Escape")
    person.wait_gone(Role.DIALOG, "Search")
    wait_until(lambda: focused_text(person) == EMAIL, "the focus to be back in the form")
    person.type("x")
    person.sees(EMAIL + "x")


def test_button_and_what_stands_there_again(person):
    person.tab_to(Role.BUTTON, "Search")
    person.press("Return")
    person.find(Role.DIALOG, "Search")
    look_for(person, "kayaks")
    person.press("Escape")
    person.wait_gone(Role.DIALOG, "Search")
    begin(person)
    assert focused_text(person) == "kayaks"
    person.type("zoo")
    wait_until(lambda: focused_text(person) == "zoo", "what is typed to take its place")


def test_related_photo_leads_back(person):
    title = visitor.page_titles()[4]
    visitor.open_page(person, title)
    photo = person.tab_to(Role.BUTTON, re.compile("^Illustration:"))
    name = person.name(photo)
    person.press("Return")
    person.find(name=visitor.counter())
    person.press("Escape")
    person.find(Role.HEADING, title)
    wait_until(lambda: is_on(person, name), "the focus to be on the photo again")


if __name__ == "__main__":
    tap.run(test_page_opens_at_its_place, test_enter_opens_the_first, test_photo_opens_and_leads_back, test_escape_leaves_what_was_typed,
            test_button_and_what_stands_there_again, test_related_photo_leads_back)
