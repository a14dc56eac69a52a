#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The evening after the fair, by keyboard alone: who is new goes out to a spreadsheet, to Slate, into drafts, onto paper, and all of it
into a picture; each file is read by a program that is not ours."""

import csv
import email
import email.policy
import json
import re
import shutil
import subprocess

import openpyxl

import staff
import tap
import visitor
from person import Role
from waiting import wait_until

BEFORE, NEW, RESEARCHERS = 12, 30, 20
EXPORT = re.compile("^Export…")


def answers(number, prefix):
    interests = ["research", "education"] if number < RESEARCHERS else ["education"]
    return {"given_name": f"{prefix}{number:02}", "family_name": "O'Brien & Søn, =1+1", "email": f"{prefix.lower()}{number}@example.org",
            "phone": "007", "interests": interests, "consent": True}


def fairctl(folder, *arguments, given=""):
    done = subprocess.run(["fairctl", "--data-dir", folder, *arguments], input=given, text=True, check=True, capture_output=True)
    return done.stdout


def sign_up(folder, prefix, n):
    fairctl(folder, "add", given="".join(json.dumps(answers(number, prefix)) + "\n" for number in range(n)))


def prepare(data_folder):
    """Some left with an export before; others came since."""
    sign_up(data_folder, "Old", BEFORE)
    fairctl(data_folder, "export", "--format", "csv", "--output", data_folder / "before.csv")
    sign_up(data_folder, "New", NEW)


def given_names(prefix, n):
    return [f"{prefix}{number:02}" for number in range(n)]


def open_export(person):
    person.press("ctrl+e")
    person.find(name=visitor.named("Format"))


def export(person, path, summary):
    """What is chosen in the dialog."""
    person.tab_to(Role.BUTTON, EXPORT)
    person.press("Return")
    visitor.save_as(person, path)
    person.sees(summary)


def close(person):
    person.press("Escape")
    person.wait_gone(name="Show in Folder")


def count_undo(person):
    return sum(node.name == "Undo" for node in person.walk())


def dismiss_toast(person):
    """Escape is for what was said in passing first, and then for the dialog."""
    before = count_undo(person)
    person.press("Escape")
    wait_until(lambda: count_undo(person) < before, "what was said to go away")


def export_new_to_spreadsheet(person, path):
    open_export(person)
    person.sees(re.compile(f"^Plain CSV · {BEFORE} people"))
    switch = person.tab_to(name=visitor.named("Only Who Is New"))
    person.press("space")
    wait_until(lambda: visitor.is_ticked(person, switch), "only who is new to be asked for")
    export(person, path, f"{NEW} sign-ups are in new.xlsx.")
    close(person)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    names = rows[0].index("First name")
    assert [row[names] for row in rows[1:]] == given_names("New", NEW), rows
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert all(row[rows[0].index("Phone")] == "007" for row in rows[1:])


def lose_and_export_again(person, path):
    """The stick was lost: that export is taken back, and who is new is new again."""
    open_export(person)
    person.sees(re.compile(f"^Spreadsheet .XLSX. · {NEW} people"))
    person.tab_to(Role.BUTTON, "Take Back")
    person.press("Return")
    person.sees(re.compile(f"^Plain CSV · {BEFORE} people"))
    dismiss_toast(person)
    person.press("Escape")
    person.wait_gone(name=visitor.named("Format"))
    path.unlink()
    export_new_to_spreadsheet(person, path)


def export_to_slate(person, path):
    open_export(person)
    visitor.choose_in_row(person, "Format", "CSV for Slate")
    export(person, path, f"{BEFORE + NEW} sign-ups are in slate.csv.")
    close(person)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["first"] for row in rows] == given_names("Old", BEFORE) + given_names("New", NEW), rows


def choose_in_chip(person, chip, value):
    person.press("ctrl+f")
    person.tab_to(name=re.compile(f"^{chip}"))
    person.press("Return")
    person.find(name=re.compile(f"^{value}"))
    person.tab_to(name=re.compile(f"^{value}"))
    person.press("Return")


def write_drafts(person, folder):
    """To whoever is interested in research and not an old acquaintance; that they were written to is noted, and taken back."""
    choose_in_chip(person, "Interest", "Research")
    person.sees(f"{RESEARCHERS + BEFORE} of {BEFORE + NEW}")
    person.press("ctrl+f")
    person.type("new")
    person.sees(f"{RESEARCHERS} of {BEFORE + NEW}")
    open_export(person)
    person.sees(f"Shown at the Desk · {RESEARCHERS}")
    visitor.choose_in_row(person, "Format", "Follow-Up Drafts")
    export(person, folder, f"{RESEARCHERS} sign-ups are in drafts.")
    messages = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in folder.iterdir()]
    assert sorted(message["To"].addresses[0].addr_spec for message in messages) == \
        sorted(answers(number, "New")["email"] for number in range(RESEARCHERS))
    assert all(message["Subject"] and message["X-Unsent"] == "1" and message.get_content().strip() for message in messages)
    person.tab_to(Role.BUTTON, "Note as Contacted")
    person.press("Return")
    person.sees(f"Noted: {RESEARCHERS} people were written to")
    dismiss_toast(person)
    close(person)
    wait_until(lambda: count_contacted(person) == RESEARCHERS, "all of them to stand at contacted")
    person.press("Down")  # in the search Ctrl+Z is for what was typed
    person.find(Role.HEADING, re.compile("^New"))
    person.press("ctrl+z")
    wait_until(lambda: count_contacted(person) == 0, "none of them to stand there")


def count_contacted(person):
    people = fairctl(person.fairbook.data_folder, "export", "--format", "jsonl", "--output", "-").splitlines()
    return sum(json.loads(line).get("staff", {}).get("stage") == "contacted" for line in people)


def print_list(person, path):
    """Of those whom the desk shows."""
    visitor.choose_in_menu(person, "Print Contact List…")
    person.sees(re.compile("page"))
    person.tab_to(Role.BUTTON, re.compile("^Save as PDF"))
    person.press("Return")
    visitor.save_as(person, path)
    person.find(name="Show in Folder")
    text = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout
    assert all(name in text for name in given_names("New", RESEARCHERS)) and "Old00" not in text and "New29" not in text, text


def save_statistics(person, path):
    person.press("Escape")
    person.wait_gone(Role.BUTTON, re.compile("^Save as PDF"))
    person.press("ctrl+t")
    person.find(Role.HEADING, "Who Signed Up")
    visitor.choose_in_menu(person, "Save as SVG…")
    visitor.save_as(person, path)
    person.find(name="Show in Folder")
    subprocess.run(["xmllint", "--noout", "--nonet", path], check=True)


def test_the_evening(person):
    folder = person.fairbook.data_folder / "stick ø"
    folder.mkdir()
    staff.open_desk(person)
    person.sees(f"{BEFORE + NEW} people")
    export_new_to_spreadsheet(person, folder / "new.xlsx")
    lose_and_export_again(person, folder / "new.xlsx")
    export_to_slate(person, folder / "slate.csv")
    write_drafts(person, folder / "drafts")
    print_list(person, folder / "list.pdf")
    save_statistics(person, folder / "statistics.svg")
    shutil.rmtree(folder)


if __name__ == "__main__":
    tap.run(test_the_evening, prepare=prepare)
