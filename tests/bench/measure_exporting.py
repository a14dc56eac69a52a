# SPDX-License-Identifier: GPL-3.0-or-later
"""How long an export takes, and how much memory, beside tools that turn JSON Lines into CSV, and a bare loop that writes a spreadsheet."""

import csv
import subprocess

from processes import run_measured
from report import Report
from setting import HELPERS, LINES, fresh_folder, journal_of, large_folder, rounds

EXPORT_ROUNDS = 3

JQ_FILTER = (".answers as $a | [.id,.at,.event,$a.given_name,$a.family_name,$a.email,$a.degree,$a.medical_school,"
             "$a.graduation_year,($a.interests|join(\";\")),$a.question,$a.consent] | @csv")
MLR_FIELDS = ("id,at,event,answers.given_name,answers.family_name,answers.email,answers.degree,answers.medical_school,"
              "answers.graduation_year,answers.interests.1,answers.question,answers.consent")


KINDS = {"Signed up": "D", "Version": "N", "Graduating in": "N"}


def measure(commands):
    """The seconds and the peaks of each command, in turns."""
    seconds, peaks = {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(rounds(EXPORT_ROUNDS)):
        for name, command in commands.items():
            taken, peak = run_measured([str(part) for part in command])
            seconds[name].append(taken)
            peaks[name].append(peak)
    return seconds, peaks


def measure_export():
    report = Report("export")
    folder = large_folder()
    journal = str(journal_of(folder))
    seconds, peaks = measure({
        "fairctl": ["fairctl", "--data-dir", folder, "export", "--format", "csv", "--output", "-"],
        "jq": ["jq", "-r", JQ_FILTER, journal],
        "mlr": ["mlr", "--ijsonl", "--ocsv", "flatten", "then", "template", "-f", MLR_FIELDS, journal],
    })
    report.add("export-memory", "peak memory of that", "MB", "fairctl", peaks)
    report.add("export", f"{LINES:,} records to CSV", "s", "fairctl", seconds)


def write_cells(folder, path):
    """What stands in the cells of the spreadsheet, as xlsx-loop takes it: CSV for spreadsheets says the same."""
    export = ["fairctl", "--data-dir", str(folder), "export", "--format", "csv", "--preset", "excel", "--output", "-"]
    with subprocess.Popen(export, stdout=subprocess.PIPE, encoding="utf-8-sig") as process, open(path, "w", encoding="utf-8") as file:
        rows = csv.reader(process.stdout)
        header = next(rows)
        kinds = [KINDS.get(title, "T") for title in header]
        file.write("".join(f"T{title}\0" for title in header))
        for row in rows:
            file.write("R\0" + "".join(f"{kind if cell else 'T'}{cell}\0" for kind, cell in zip(kinds, row)))


def measure_spreadsheet():
    report = Report("spreadsheet")
    folder, own = large_folder(), fresh_folder("spreadsheet")
    write_cells(folder, own / "cells")
    seconds, peaks = measure({
        "fairctl": ["fairctl", "--data-dir", folder, "export", "--format", "xlsx", "--output", own / "people.xlsx"],
        "a bare loop of libxlsxwriter": [HELPERS / "xlsx-loop", own / "cells", own / "loop.xlsx"],
    })
    report.add("spreadsheet-memory", "peak memory of that, the mapped journal included", "MB", "a bare loop of libxlsxwriter", peaks)
    report.add("spreadsheet", f"{LINES:,} records to XLSX", "s", "a bare loop of libxlsxwriter", seconds)
