#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A coordinator exports what people left, from the staff menu; the window and fairctl write the same bytes."""

import csv
import json
import os
import re
import shutil
import subprocess
import zipfile

import tap
import visitor

PEOPLE = [
    {"given_name": "Zoë", "family_name": "O'Brien & Søn", "email": "zoe@example.org", "consent": True},
    {"given_name": "=1+1", "email": "formula@example.org", "question": "one\ntwo, \"three\"", "consent": True},
    {"family_name": "نور", "email": "noor@example.org", "interests": ["research", "education"], "consent": True},
]


def prepare(data_folder):
    """People of a fair that has a time zone of its own."""
    pack = shutil.copytree(os.environ["FAIRBOOK_BUILTIN_DIR"], os.path.join(data_folder, "program"))
    path = os.path.join(pack, "program.json")
    with open(path, encoding="utf-8") as file:
        program = json.load(file)
    program["events"][0]["time_zone"] = "Pacific/Kiritimati"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(program, file)
    lines = "".join(json.dumps(person) + "\n" for person in PEOPLE)
    subprocess.run(["fairctl", "--data-dir", data_folder, "add", "--event", program["events"][0]["id"]],
                   input=lines, text=True, check=True, capture_output=True)


def by_fairctl(person, *options):
    return subprocess.run(["fairctl", "--data-dir", person.fairbook.data_folder, "export", *options, "--output", "-"],
                          check=True, capture_output=True).stdout


def test_plain_csv(person):
    path = person.fairbook.data_folder / "people.csv"
    visitor.export(person, "Plain CSV", path)
    assert path.read_bytes() == by_fairctl(person, "--format", "csv", "--preset", "plain")
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["email"] for row in rows] == [one["email"] for one in PEOPLE]


def test_spreadsheet(person):
    path = person.fairbook.data_folder / "people.xlsx"
    visitor.export(person, "Spreadsheet", path)
    assert path.read_bytes() == by_fairctl(person, "--format", "xlsx")
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert all(text in sheet for text in ("Zoë", "O'Brien &amp; Søn", ">=1+1<", "نور", "Pacific/Kiritimati"))


def test_csv_for_excel(person):
    path = person.fairbook.data_folder / "excel.csv"
    visitor.export(person, "CSV for Spreadsheets", path)
    assert path.read_bytes() == by_fairctl(person, "--format", "csv", "--preset", "excel")


def test_csv_for_slate(person):
    path = person.fairbook.data_folder / "slate.csv"
    visitor.export(person, "CSV for Slate", path)
    assert path.read_bytes() == by_fairctl(person, "--format", "csv", "--preset", "slate")


def test_for_redcap(person):
    """The questions first, then who answered them; neither is offered under the other's name."""
    folder = person.fairbook.data_folder
    visitor.export(person, "REDCap Data Dictionary", folder / "dictionary.csv")
    person.sees(re.compile("dictionary.csv. Nobody’s details"))
    assert (folder / "dictionary.csv").read_bytes() == by_fairctl(person, "--format", "redcap-dictionary")
    visitor.close_dialog(person, visitor.EXPORTED)
    visitor.export(person, "REDCap Records", folder / "records.csv")
    assert (folder / "records.csv").read_bytes() == by_fairctl(person, "--format", "redcap")


def test_json(person):
    path = person.fairbook.data_folder / "people.json"
    visitor.export(person, "JSON", path)
    assert path.read_bytes() == by_fairctl(person, "--format", "json")
    assert [one["answers"]["email"] for one in json.loads(path.read_bytes())] == [one["email"] for one in PEOPLE]


if __name__ == "__main__":
    tap.run(test_plain_csv, test_spreadsheet, test_csv_for_excel, test_csv_for_slate, test_for_redcap, test_json, prepare=prepare)
