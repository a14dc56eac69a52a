#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever has only a keyboard gets everywhere and back: on every screen, popover and dialog Shift+Tab goes the way of Tab backwards."""

import re
import subprocess

import tap
import visitor
from person import Person, Role
from session import Fairbook
from waiting import NotMet, wait_until

MOST_STOPS = 80
PERSON = '{"given_name":"Amara","email":"amara@example.org","consent":true}\n'


def say(person, node):
    return f"{node.get_role_name() or '?'} {person.spoken_name(node)!r}"


def step(person, key):
    """Presses a key and waits for the focus to move on; where it stays, it stays for good."""
    before = person.focused()
    person.press(key)
    try:
        wait_until(lambda: person.focused() not in (None, before), f"the focus to leave {say(person, before)} by {key}")
    except NotMet as error:
        raise NotMet(f"{error}; what shows:\n{person.describe()}") from None
    return person.focused()


def walk(person, key):
    """Goes round once, and says where it stopped on the way; the first stop is where it began."""
    stops = [person.focused()]
    while len(stops) <= MOST_STOPS:
        stop = step(person, key)
        if stop == stops[0]:
            return stops
        assert stop not in stops, f"{key} comes to {say(person, stop)} again, and not to where it began; " \
            f"it passed {[say(person, one) for one in stops]}"
        stops.append(stop)
    raise AssertionError(f"{key} finds no end; it passed {[say(person, one) for one in stops]}")


def check_both_ways(person, where, *stops):
    """Tab goes round, and by all of `stops`; Shift+Tab stops at the same places in the reverse order."""
    wait_until(lambda: person.focused() is not None, f"the focus somewhere on {where}")
    forwards = walk(person, "Tab")
    backwards = walk(person, "shift+Tab")
    expected = forwards[:1] + forwards[:0:-1]
    told = [[say(person, stop) for stop in way] for way in (expected, backwards)]
    assert backwards == expected, f"{where}: expected {told[0]}, went {told[1]}"
    passed = [person.spoken_name(stop) for stop in forwards]
    missed = [stop for stop in stops if not any(name.startswith(stop) for name in passed)]
    assert not missed, f"{where}: Tab never comes to {missed}; it passed {passed}"


def titles():
    """Of all that the form asks for; of several choices each."""
    for field in visitor.form()["properties"].values():
        hints = field["x-fairbook"]
        named = hints["choices"].values() if hints["kind"] == "choices" else [hints["title"]]
        yield from (title[visitor.LANGUAGE] for title in named)


def test_the_first_page(person):
    visitor.show_program(person)
    person.press("Tab")
    check_both_ways(person, "the program's first page", *visitor.page_titles(), "Staff Menu")


def test_every_page(person):
    for title in visitor.page_titles():
        visitor.open_page(person, title)
        check_both_ways(person, f"the page {title!r}", "Sign Up")
        visitor.leave_page(person)


def test_the_photos(person):
    captions = visitor.photo_captions()
    visitor.show_community(person)
    person.press("Tab")
    check_both_ways(person, "the photos", *captions)
    for caption in (captions[0], captions[1], captions[-1]):
        visitor.open_photo(person, caption)
        check_both_ways(person, f"the photo {caption!r}", "Back to All Photos")
        person.press("Escape")
        person.wait_gone(name=visitor.counter())


def test_the_empty_form(person):
    visitor.show_sign_up(person)
    check_both_ways(person, "the empty form", *titles(), "Still needed", "Sign Up", "For staff")


def test_a_form_with_mistakes(person):
    """What is suggested, what is missing, and a way to start over: there is more to reach than at first."""
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Amara", "email": "amara@gmial.com", "phone": "1"})
    visitor.submit(person)
    person.find(Role.BUTTON, "Use It")
    check_both_ways(person, "a form with mistakes", *titles(), "Use It", "Still needed", "Start Over", "Sign Up")


def test_a_narrow_window(person):
    person.resize(360, 700)
    for show in (visitor.show_program, visitor.show_community, visitor.show_sign_up):
        show(person)
        wait_until(lambda: person.press("Tab") or person.focused() is not None, "the focus somewhere")
        check_both_ways(person, f"a narrow window after {show.__name__}", "Staff Menu")


def test_suggestions(person):
    """The focus stays in the field while suggestions are open; Shift+Tab takes none of them, and goes to the row before."""
    visitor.show_sign_up(person)
    for field, typed, offered, before in (("Medical school", "harvard", "Harvard Medical School", "Phone"),
                                          ("Graduating in", "20", "2027", "Degree")):
        visitor.fill(person, field, typed)
        person.find(Role.LIST_ITEM, offered)
        person.press("Down")
        assert person.spoken_name(step(person, "shift+Tab")) == before
        person.wait_gone(Role.LIST_ITEM, offered)
        assert person.text(person.tab_to(name=field)) == typed


def test_open_lists(person):
    """As long as a list is open the focus is in it; once it is closed, Shift+Tab goes on from its row."""
    visitor.show_sign_up(person)
    open_list(person, "Degree")
    check_both_ways(person, "the list of degrees", "Choose…", "MD", "Other")
    close_list(person, "Degree")
    assert person.spoken_name(step(person, "shift+Tab")) == "Medical school"
    for key, row, before in (("ctrl+e", "Format", "Export…"), ("ctrl+comma", "Colors", "Count visits")):
        person.press(key)
        open_list(person, row)
        check_both_ways(person, f"the list of {row!r}")
        close_list(person, row)
        assert person.spoken_name(step(person, "shift+Tab")) == before
        person.press("Escape")
        person.wait_gone(Role.DIALOG)


def open_list(person, row):
    person.tab_to(name=row)
    person.press("space")
    wait_until(lambda: visitor.is_in_list(person), f"the list of {row!r} to open")


def close_list(person, row):
    person.press("Escape")
    wait_until(lambda: person.focused() is not None and person.spoken_name(person.focused()) == row, f"the focus back on {row!r}")


def test_starting_over(person):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Amara", "family_name": "Diop", "phone": "617 555 0100"})
    person.tab_to(Role.BUTTON, "Start Over")
    person.press("Return")
    person.find(name="Start Over?")
    check_both_ways(person, "the question whether to start over", "Keep Typing", "Start Over")


def test_the_thank_you_page(person):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Amara", "email": "amara@example.org"})
    visitor.give_consent(person)
    visitor.submit(person)
    person.sees(visitor.SAVED)
    check_both_ways(person, "the thank-you page", "Done")


def test_the_staff_menu(person):
    person.press("F10")
    person.find(Role.MENU_ITEM)
    check_both_ways(person, "the staff menu", *visitor.STAFF_DIALOGS)


def test_dialogs(person):
    subprocess.run(["fairctl", "--data-dir", person.fairbook.data_folder, "add"], input=PERSON, text=True, check=True, capture_output=True)
    for item, title in visitor.STAFF_DIALOGS.items():
        visitor.choose_in_menu(person, item)
        person.find(name=title)
        check_both_ways(person, f"the dialog {title!r}")
        person.press("Escape")
        person.wait_gone(name=title)


def test_an_export_that_is_done(person):
    """There is one thing to press."""
    visitor.export(person, "JSON", person.fairbook.data_folder / "all.json")
    person.wait_gone(Role.BUTTON, "Cancel")
    for key in ("Tab", "shift+Tab"):
        person.press(key)
        wait_until(lambda: person.focused() and person.spoken_name(person.focused()) == "Show in Folder", f"{key} to get there")
    visitor.close_dialog(person, visitor.EXPORTED)


def test_a_laptop_that_cannot_save(person):
    """What is said in a banner and above the button can be pressed as well."""
    person.fairbook.quit()
    folder = person.fairbook.data_folder / "signups"
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.touch()
    again = start_again(person.fairbook)
    visitor.show_program(again)
    again.press("Tab")
    check_both_ways(again, "the first page below a banner", "Try Again")
    visitor.show_sign_up(again)
    visitor.fill_in_all(again, {"given_name": "Amara", "email": "amara@example.org"})
    visitor.give_consent(again)
    visitor.submit(again)
    again.sees("Not saved yet")
    check_both_ways(again, "a sign-up that was not saved", *titles(), "Try Again", "Start Over", "Sign Up")
    again.fairbook.quit()


def start_again(fairbook):
    return Person(Fairbook(fairbook.desktop, fairbook.data_folder))


if __name__ == "__main__":
    tap.run(test_the_first_page, test_every_page, test_the_photos, test_the_empty_form, test_a_form_with_mistakes, test_a_narrow_window,
            test_suggestions, test_open_lists, test_starting_over, test_the_thank_you_page, test_the_staff_menu, test_dialogs,
            test_an_export_that_is_done, test_a_laptop_that_cannot_save)
