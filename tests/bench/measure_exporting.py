# SPDX-License-Identifier: GPL-3.0-or-later
"""How long an export takes, and how much memory, beside tools that turn JSON Lines into CSV."""

from processes import run_measured
from report import Report
from setting import LINES, journal_of, large_folder, rounds

EXPORT_ROUNDS = 3

JQ_FILTER = (".answers as $a | [.id,.at,.event,$a.given_name,$a.family_name,$a.email,$a.degree,$a.medical_school,"
             "$a.graduation_year,($a.interests|join(\";\")),$a.question,$a.consent] | @csv")
MLR_FIELDS = ("id,at,event,answers.given_name,answers.family_name,answers.email,answers.degree,answers.medical_school,"
              "answers.graduation_year,answers.interests.1,answers.question,answers.consent")


def measure_export():
    report = Report("export")
    folder = large_folder()
    journal = str(journal_of(folder))
    commands = {
        "fairctl": ["fairctl", "--data-dir", str(folder), "export", "--format", "csv", "--output", "-"],
        "jq": ["jq", "-r", JQ_FILTER, journal],
        "mlr": ["mlr", "--ijsonl", "--ocsv", "flatten", "then", "template", "-f", MLR_FIELDS, journal],
    }
    seconds, peaks = {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(rounds(EXPORT_ROUNDS)):
        for name, command in commands.items():
            taken, peak = run_measured(command)
            seconds[name].append(taken)
            peaks[name].append(peak)
    report.add("export-memory", "peak memory of that", "MB", "fairctl", peaks)
    report.add("export", f"{LINES:,} records to CSV", "s", "fairctl", seconds)
