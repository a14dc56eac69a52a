# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with Fairbook, as steps that the tour and the tests are made of; the names come from the built-in program."""

import json
import os
import re
from pathlib import Path

from person import Role, State
from waiting import wait_until

PROGRAM_DIR = Path(os.environ["FAIRBOOK_BUILTIN_DIR"])
LANGUAGE = "en"


def program():
    return json.loads((PROGRAM_DIR / "program.json").read_text(encoding="utf-8"))


def form():
    return json.loads((PROGRAM_DIR / "form.json").read_text(encoding="utf-8"))


def page_titles():
    return [page["title"][LANGUAGE] for page in program()["pages"]]


def photo_captions():
    return [photo["caption"][LANGUAGE] for photo in program()["photos"]]


def named(title):
    """A control's name is its title, perhaps with a mark after it that it is required."""
    return re.compile("^" + re.escape(title))


def show_program(person):
    person.press("alt+1")


def show_community(person):
    person.press("alt+2")
    person.find(name="Photos")


def show_sign_up(person):
    person.press("alt+3")
    person.find(name=named("Email"))


def open_page(person, title):
    """From the program's first page, by way of its card."""
    person.tab_to(Role.BUTTON, title)
    person.press("Return")
    person.find(Role.HEADING, title)


def leave_page(person):
    person.press("alt+Left")
    person.wait_gone(Role.BUTTON, re.compile("^Back"))


def counter():
    return re.compile(r"^(\d+) of (\d+)$")


def open_photo(person, caption):
    """From the grid into the viewer."""
    person.tab_to(Role.BUTTON, caption)
    person.press("Return")
    number = photo_captions().index(caption) + 1
    wait_until(lambda: photo_number(person) == number, f"photo {number} in the viewer")


def photo_number(person):
    return int(counter().match(person.name(person.find(name=counter())))[1])


def turn_to_photo(person, key, number):
    person.press(key)
    wait_until(lambda: photo_number(person) == number, f"photo {number} after {key}")


def lines(fairbook, op):
    """What the journal holds of one kind, line by line."""
    if not fairbook.journal.exists():
        return []
    found = [json.loads(line) for line in fairbook.journal.read_text(encoding="utf-8").splitlines()]
    return [line for line in found if line["op"] == op]


def records(fairbook):
    """The versions of sign-ups in the journal."""
    return lines(fairbook, "put")



CONTROLS = (Role.BUTTON, Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.ENTRY, Role.COMBO_BOX)


def next_page():
    return re.compile("^Next:")


def fill(person, title, text):
    """Goes to a text field of the form with Tab and writes into it."""
    return person.fill(named(title), text)


def tick(person, title):
    """Goes to a check box or button of the form and presses it, unless it is already."""
    box = person.tab_to(CONTROLS, named(title))
    if not is_ticked(person, box):
        person.press("space")
        wait_until(lambda: is_ticked(person, box), f"{title!r} to be ticked")
    return box


def is_ticked(person, box):
    return person.has_state(box, State.CHECKED) or person.has_state(box, State.PRESSED)


def submit(person):
    """Presses the form's own button, which stands after the last field."""
    person.tab_to(Role.BUTTON, SUBMIT)
    person.press("Return")


def fill_in_all(person, answers):
    """Fills in a whole form as a person does, from top to bottom; `answers` by the fields' ids."""
    properties = form()["properties"]
    for field, answer in answers.items():
        hints = properties[field]["x-fairbook"]
        title = hints["title"][LANGUAGE]
        if hints["kind"] in TYPED:
            fill(person, title, str(answer))
        elif hints["kind"] == "choices":
            for code in answer:
                tick(person, hints["choices"][code][LANGUAGE])
        elif hints["kind"] == "choice":
            choose_in_row(person, title, hints["choices"][answer][LANGUAGE])


def take_suggestion(person, field, typed, wanted):
    """Types a part of a name and takes the suggestion that it leads to."""
    title = form()["properties"][field]["x-fairbook"]["title"][LANGUAGE]
    entry = fill(person, title, typed)
    person.sees(wanted)
    person.press("Down")
    person.press("Return")
    wait_until(lambda: person.text(person.focused() or entry) == wanted, f"{wanted!r} to be taken")


def give_consent(person):
    return tick(person, form()["properties"]["consent"]["x-fairbook"]["title"][LANGUAGE])


TYPED = {"text", "long_text", "email", "phone", "suggestion", "year"}
SUBMIT = "Sign Up"
SAVED = re.compile(r"^Saved\.")
EMAIL_MISTAKE = "Enter an email address such as"


def next_visitor(person):
    """The one before walks on."""
    person.tab_to(Role.BUTTON, "Done")
    person.press("Return")
    person.wait_gone(name=SAVED)


def choose_in_row(person, row, choice):
    """Opens a row's list and takes one of its choices, by keyboard."""
    # A drop-down list says what is chosen in it where other controls say their title.
    person.tab_to(name=re.compile(f"^(?:{re.escape(row)}|Choose…)"))
    person.press("space")
    wait_until(lambda: is_in_list(person), f"the list of {row!r} to open")
    for _ in range(MOST_CHOICES):
        focus = person.focused()
        if person.spoken_name(focus).startswith(choice):
            break
        person.press("Down")
        wait_until(lambda: is_in_list(person) and person.focused() != focus, f"the choice after that; {choice!r} is wanted")
    person.press("Return")
    wait_until(lambda: not is_in_list(person), "the list to close")


def is_in_list(person):
    focus = person.focused()
    return focus is not None and focus.get_role() == Role.LIST_ITEM


MOST_CHOICES = 20


def export(person, format_name, path):
    """By way of the staff's export dialog and the file dialog of the desktop."""
    person.press("ctrl+e")
    person.find(name=named("Format"))
    choose_in_row(person, "Format", format_name)
    person.tab_to(Role.BUTTON, re.compile("^Export"))
    person.press("Return")
    save_as(person, path)
    person.sees(EXPORTED)


def save_as(person, path):
    """Says where a file shall go, in the desktop's own dialog.

    Its entry completes and lists folders while somebody types. That is the toolkit's affair, so the path is put in as a whole.
    """
    name_field = person.find((Role.TEXT, Role.ENTRY), re.compile("^Name"), state=State.FOCUSED)
    person.replace_text(name_field, str(path))
    wait_until(lambda: person.text(name_field) == str(path), "the path in the file dialog")
    person.press("Return")


def choose_in_menu(person, item):
    """Opens the staff menu and takes an item of it."""
    person.press("F10")
    person.find(Role.MENU_ITEM)
    for _ in range(MOST_CHOICES):
        focus = person.focused()
        if focus is not None and person.spoken_name(focus) == item:
            break
        person.press("Down")
        wait_until(lambda: person.focused() not in (None, focus), f"the item after that; {item!r} is wanted")
    person.press("Return")


def close_dialog(person, name):
    person.press("Escape")
    person.wait_gone(name=name)


def file_name(title):
    """A title in small letters with hyphens."""
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")


EXPORTED = re.compile("^Exported")
STAFF_DIALOGS = {
    "Export Sign-Ups…": "Export Sign-Ups",
    "Where the Data Is…": "Where the Data Is",
    "Preferences": "Preferences",
    "Keyboard Shortcuts": "Keyboard Shortcuts",
    "About Fairbook": "About",
}
