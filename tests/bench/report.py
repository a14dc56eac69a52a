# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what was measured, prints it, each number as a ratio to a named reference, and says how busy the machine was."""

import json
import os
import statistics

RESULTS = {}
MANY = 100  # from so many samples on, the 99th percentile says something


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) * percent // 100]


class Report:
    """What one measure finds. The load is the average over the last minute, before and after."""

    def __init__(self, measure):
        self.measure = measure
        self.load = os.getloadavg()[0]

    def add(self, key, title, unit, reference, samples, extra_references=None):
        """Keeps medians and their ratios; `extra_references` maps a name to another one that it is compared with too."""
        medians = {name: statistics.median(values) for name, values in samples.items()}
        rows = []
        for name, values in samples.items():
            row = {"name": name, "median": medians[name], "least": min(values), "most": max(values), "samples": len(values),
                   "ratio": medians[name] / medians[reference], "reference": reference}
            if len(values) >= MANY:
                row["p99"] = percentile(values, 99)
            other = (extra_references or {}).get(name)
            if other:
                row.update(other_ratio=medians[name] / medians[other], other_reference=other)
            rows.append(row)
        RESULTS[key] = {"measure": self.measure, "title": title, "unit": unit, "load": [self.load, os.getloadavg()[0]],
                        "rows": rows}


def print_row(row):
    line = f"  {row['name']:<34}{row['median']:>11.2f}   {row['least']:.2f} to {row['most']:.2f}"
    if "p99" in row:
        line += f", 99 % within {row['p99']:.2f}"
    line += f"   {row['ratio']:.3f} × {row['reference']}"
    if "other_ratio" in row:
        line += f", {row['other_ratio']:.3f} × {row['other_reference']}"
    print(line)


def print_results():
    for result in RESULTS.values():
        print(f"\n{result['title']} ({result['unit']}), load {result['load'][0]:.1f} to {result['load'][1]:.1f}")
        for row in result["rows"]:
            print_row(row)


def save_results(path):
    path.write_text(json.dumps(RESULTS, indent=2) + "\n")
    print(f"\n{path}")
