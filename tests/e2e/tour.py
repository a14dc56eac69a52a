#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided tour: goes through Fairbook as people do, and leaves a picture of each step. Fails when any step fails."""

import csv
import json
import os
import shutil
import sys
from pathlib import Path

from session import Desktop, Fairbook

BUILD = Path(os.environ["FAIRBOOK_BUILD_DIR"])
TOUR = BUILD / "tour"

APPLICANT = {
    "given_name": "Zoë",
    "family_name": "O'Brien & Søn",
    "email": "zoe.obrien@example",
    "medical_school": "Boston University Chobanian & Avedisian School of Medicine",
    "degree": "MD",
    "interests": ["advocacy", "global_health"],
    "question": "How do residents choose between the community hospitals?",
}
MENDED_EMAIL = "zoe.obrien@example.org"


class Guide:
    """Numbers the pictures and says what is seen."""

    def __init__(self, person):
        self.person = person
        self.number = 0

    def show(self, name, what):
        import screen

        self.number += 1
        self.person.sees_pictures()
        path = screen.picture(TOUR / f"{self.number:02}-{name}.png")
        print(f"{path.name:<36}{what}", flush=True)


def look_around(guide, person, visitor):
    guide.show("program", "the program's first page")
    for title in visitor.page_titles():
        visitor.open_page(person, title)
        guide.show(visitor.file_name(title), f"the page “{title}”")
        visitor.leave_page(person)


def look_at_photos(guide, person, visitor):
    captions = visitor.photo_captions()
    visitor.show_community(person)
    guide.show("community", "the photos")
    visitor.open_photo(person, captions[0])
    guide.show("photo", "one photo")
    for number in (2, 3):
        visitor.turn_to_photo(person, "Right", number)
        guide.show(f"photo-{number}", "the next one, with the arrow key")
    person.press("Escape")
    person.wait_gone(name=visitor.counter())


def sign_up(guide, person, visitor):
    visitor.show_sign_up(person)
    guide.show("form", "the sign-up, empty")
    visitor.fill_in_all(person, APPLICANT)
    visitor.give_consent(person)
    visitor.submit(person)
    person.sees(visitor.EMAIL_MISTAKE)
    guide.show("mistake", "an email address that cannot be right")
    if visitor.records(person.fairbook):
        raise AssertionError("a mistake was saved")
    person.fill(visitor.named("Email"), MENDED_EMAIL)
    guide.show("mended", "the mistake is mended")
    visitor.submit(person)
    person.sees(visitor.SAVED)
    guide.show("saved", "saved, and only now said so")
    visitor.next_visitor(person)
    visitor.show_sign_up(person)
    guide.show("next-visitor", "an empty form for the next visitor")


def export(guide, person, visitor):
    from person import Role

    person.press("F10")
    person.find(Role.MENU_ITEM)
    guide.show("staff-menu", "the staff menu")
    person.press("Escape")
    person.wait_gone(Role.MENU_ITEM)
    for format_name, name in (("Spreadsheet", "sign-ups.xlsx"), ("CSV for Spreadsheets", "sign-ups.csv"), ("JSON", "sign-ups.json")):
        visitor.export(person, format_name, TOUR / name)
        guide.show(f"exported-{name.rsplit('.', 1)[1]}", f"exported to {name}")
        visitor.close_dialog(person, visitor.EXPORTED)


def check_files(visitor, fairbook):
    (record,) = visitor.records(fairbook)
    answers = record["answers"]
    expected = dict(APPLICANT, email=MENDED_EMAIL, consent=True)
    wrong = {field: answers.get(field) for field, answer in expected.items() if answers.get(field) != answer}
    if wrong:
        raise AssertionError(f"the journal does not hold what was typed: {wrong}")
    with open(TOUR / "sign-ups.csv", encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    if APPLICANT["family_name"] not in row.values() or MENDED_EMAIL not in row.values():
        raise AssertionError(f"the CSV file does not hold the sign-up: {row}")
    (exported,) = json.loads((TOUR / "sign-ups.json").read_text(encoding="utf-8"))
    if exported["answers"] != answers:
        raise AssertionError(f"the JSON file does not hold the sign-up: {exported}")
    shutil.copyfile(fairbook.journal, TOUR / "signups.jsonl")


def play(desktop, data_folder):
    import screen
    import visitor
    from person import Person

    fairbook = Fairbook(desktop, data_folder)
    person = Person(fairbook)
    person.find(name=visitor.page_titles()[0])
    person.point_at(desktop.width - 1, desktop.height - 1)
    person.press("F11")
    guide = Guide(person)
    try:
        look_around(guide, person, visitor)
        look_at_photos(guide, person, visitor)
        sign_up(guide, person, visitor)
        export(guide, person, visitor)
        check_files(visitor, fairbook)
    except Exception:
        screen.grab(TOUR / "failed.png")
        sys.stderr.write(fairbook.messages())
        print(f"A step failed; the screen as it was then: {TOUR / 'failed.png'}", file=sys.stderr)
        raise
    fairbook.quit()


def main():
    shutil.rmtree(TOUR, ignore_errors=True)
    TOUR.mkdir(parents=True)
    print("A tour of Fairbook, on a display of its own.")
    with Desktop() as desktop:
        play(desktop, desktop.folder / "data")
    print(f"\nThe pictures, the journal (signups.jsonl) and the exported files are in\n{TOUR}")


if __name__ == "__main__":
    main()
