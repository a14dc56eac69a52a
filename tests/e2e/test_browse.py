#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visitor looks around: every page, the photos, and every view by the keyboard alone."""

import tap
import visitor
from person import Role
from waiting import wait_until


def test_every_page_opens_from_its_card(person):
    for title in visitor.page_titles():
        visitor.open_page(person, title)
        visitor.leave_page(person)


def test_pages_follow_each_other(person):
    titles = visitor.page_titles()
    visitor.open_page(person, titles[0])
    for title in titles[1:]:
        person.tab_to(Role.BUTTON, visitor.next_page())
        person.press("Return")
        person.find(Role.HEADING, title)


def test_photos_turn_with_keys(person):
    captions = visitor.photo_captions()
    visitor.show_community(person)
    visitor.open_photo(person, captions[1])
    visitor.turn_to_photo(person, "Right", 3)
    person.sees(captions[2])
    visitor.turn_to_photo(person, "Left", 2)
    visitor.turn_to_photo(person, "End", len(captions))
    visitor.turn_to_photo(person, "Home", 1)
    person.press("Escape")
    person.wait_gone(name=visitor.counter())


def test_the_photo_that_was_open_has_the_focus_again(person):
    caption = visitor.photo_captions()[2]
    visitor.show_community(person)
    visitor.open_photo(person, caption)
    person.press("Escape")
    wait_until(lambda: person.name(person.focused()) == caption, "the focus to be back on the photo")


def test_the_photo_that_was_seen_last_has_the_focus_again(person):
    captions = visitor.photo_captions()
    visitor.show_community(person)
    visitor.open_photo(person, captions[0])
    for number in (2, 3, 4):
        visitor.turn_to_photo(person, "Right", number)
    person.press("Escape")
    wait_until(lambda: person.name(person.focused()) == captions[3], "the focus to be on the photo that was seen last")
    person.wait_gone(name=visitor.counter())


def test_a_photo_has_the_window_to_itself(person):
    """Nothing behind it is read out or can be reached, and all is there again when it closes, however that is done."""
    caption = visitor.photo_captions()[1]
    for key in ("Escape", "alt+Left", "XF86Back"):
        visitor.show_community(person)
        visitor.open_photo(person, caption)
        assert person.look_for(name="Staff Menu") is None, person.describe()
        assert person.look_for(Role.PAGE_TAB) is None, person.describe()
        nameless = [person.describe(node) for node in person.walk()
                    if node.role in visitor.CONTROLS and not person.spoken_name(node)]
        assert not nameless, "\n".join(nameless)
        person.press(key)
        person.wait_gone(name=visitor.counter())
        person.find(Role.PAGE_TAB, "Sign Up")
        wait_until(lambda: person.name(person.focused()) == caption, f"the focus to be back on the photo after {key}")


def test_a_key_that_leads_elsewhere_leaves_the_photo(person):
    visitor.show_community(person)
    visitor.open_photo(person, visitor.photo_captions()[1])
    visitor.show_sign_up(person)
    person.wait_gone(name=visitor.counter())
    visitor.show_community(person)
    assert person.look_for(name=visitor.counter()) is None, person.describe()


def test_everything_that_can_be_pressed_has_a_name(person):
    for show in (visitor.show_program, visitor.show_community, visitor.show_sign_up):
        show(person)
        nameless = [person.describe(node) for node in person.walk()
                    if node.role in visitor.CONTROLS and not person.spoken_name(node)]
        assert not nameless, "\n".join(nameless)


if __name__ == "__main__":
    tap.run(test_every_page_opens_from_its_card, test_pages_follow_each_other, test_photos_turn_with_keys,
            test_the_photo_that_was_open_has_the_focus_again, test_the_photo_that_was_seen_last_has_the_focus_again,
            test_a_photo_has_the_window_to_itself, test_a_key_that_leads_elsewhere_leaves_the_photo,
            test_everything_that_can_be_pressed_has_a_name)
