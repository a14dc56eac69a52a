#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Fairbook beside other programs, in turns, and reports each number as a ratio to a named reference. It asserts
nothing: what is a promise is asserted by the tests."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

BUILD = Path(os.environ["FAIRBOOK_BUILD_DIR"])
HELPERS = BUILD / "tests" / "bench"
FOLDER = BUILD / "bench"
LINES = int(os.environ.get("FAIRBOOK_BENCH_LINES", "1000000"))
START_ROUNDS = int(os.environ.get("FAIRBOOK_BENCH_ROUNDS", "15"))
SAVE_ROUNDS = 500
EXPORT_ROUNDS = 3
IDLE_SECONDS = 1.0  # no processor time used for so long counts as idle

JQ_FILTER = (".answers as $a | [.id,.at,.event,$a.given_name,$a.family_name,$a.email,$a.degree,$a.medical_school,"
             "$a.graduation_year,($a.interests|join(\";\")),$a.question,$a.consent] | @csv")
MLR_FIELDS = ("id,at,event,answers.given_name,answers.family_name,answers.email,answers.degree,answers.medical_school,"
              "answers.graduation_year,answers.interests.1,answers.question,answers.consent")


def empty_folder():
    """A data folder that nobody has used."""
    folder = FOLDER / "empty"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def large_folder():
    """A data folder with LINES sign-ups, made once."""
    folder = FOLDER / f"lines-{LINES}"
    journal = folder / "signups" / "signups.jsonl"
    if not journal.exists():
        journal.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        partial = journal.with_suffix(".partial")
        subprocess.run([HELPERS / "make-journal", str(LINES), partial], check=True)
        partial.rename(journal)
    return folder


# Windows

class Window:
    """A program on the display, from its first frame on."""

    def __init__(self, command, data_folder=None):
        environment = dict(os.environ)
        if data_folder is not None:
            environment["FAIRBOOK_DATA_DIR"] = str(data_folder)
        self.helper = subprocess.Popen([HELPERS / "first-frame", *command], env=environment, text=True,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        answer = self.helper.stdout.readline().split()
        if len(answer) != 2:
            raise RuntimeError(f"{command[0]} showed no window")
        self.first_frame, self.pid = float(answer[0]), int(answer[1])

    def close(self):
        self.helper.stdin.close()
        self.helper.wait()

    def processor_time(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def wait_idle(self):
        last, since = self.processor_time(), time.monotonic()
        while time.monotonic() - since < IDLE_SECONDS:
            time.sleep(0.1)
            now = self.processor_time()
            if now > last + 1:
                last, since = now, time.monotonic()

    def pss(self):
        """Proportional set size in MB, of the program and what it has started."""
        return sum(pss_of(pid) for pid in family(self.pid)) / 1024


def family(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [member for child in children for member in family(int(child))]


def pss_of(pid):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def windows():
    return {
        "empty window": ([str(HELPERS / "empty-window")], None),
        "fairbook, empty journal": (["fairbook"], empty_folder()),
        f"fairbook, {LINES:,} lines": (["fairbook"], large_folder()),
        "gnome-text-editor": (["gnome-text-editor"], None),
    }


def measure_start():
    times = {name: [] for name in windows()}
    for turn in range(START_ROUNDS + 1):
        contenders = list(windows().items())
        for name, (command, folder) in contenders[turn % len(contenders):] + contenders[:turn % len(contenders)]:
            window = Window(command, folder)
            if turn > 0:  # the first turn only warms the caches
                times[name].append(window.first_frame)
            window.close()
    empty, large = "fairbook, empty journal", f"fairbook, {LINES:,} lines"
    report("start", "first frame", "ms", "empty window", times, {large: empty})


def measure_memory():
    sizes = {}
    for name, (command, folder) in windows().items():
        window = Window(command, folder)
        window.wait_idle()
        sizes[name] = [window.pss()]
        window.close()
    report("memory", "idle PSS", "MB", "empty window", sizes)


# Saving

def measure_save():
    folder = FOLDER / "save"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "store").mkdir(parents=True, mode=0o700)
    large = folder / "large"
    (large / "signups").mkdir(parents=True, mode=0o700)
    shutil.copyfile(large_folder() / "signups" / "signups.jsonl", large / "signups" / "signups.jsonl")
    answer = subprocess.run([HELPERS / "save", folder, large, str(SAVE_ROUNDS)], check=True, capture_output=True, text=True)
    times = {name: [ns / 1e6 for ns in values] for name, values in json.loads(answer.stdout).items()}
    shutil.rmtree(folder)
    report("save", "one durable save", "ms", "bare", times)


# Exporting

def run_measured(command):
    """Seconds and the peak of resident memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            continue
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                peak = max(peak, int(line.split()[1]))
        time.sleep(0.005)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with status {process.returncode}")
    return time.monotonic() - start, peak / 1024


def measure_export():
    folder = large_folder()
    journal = str(folder / "signups" / "signups.jsonl")
    commands = {
        "fairctl": ["fairctl", "--data-dir", str(folder), "export", "--format", "csv", "--output", "-"],
        "jq": ["jq", "-r", JQ_FILTER, journal],
        "mlr": ["mlr", "--ijsonl", "--ocsv", "flatten", "then", "template", "-f", MLR_FIELDS, journal],
    }
    seconds, peaks = {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(EXPORT_ROUNDS):
        for name, command in commands.items():
            taken, peak = run_measured(command)
            seconds[name].append(taken)
            peaks[name].append(peak)
    report("export-memory", "peak memory of that", "MB", "fairctl", peaks)
    report("export", f"{LINES:,} records to CSV", "s", "fairctl", seconds)


# Reporting

RESULTS = {}


def report(key, title, unit, reference, samples, extra_references=None):
    """Keeps medians and their ratios; `extra_references` maps a name to another one that it is compared with too."""
    medians = {name: statistics.median(values) for name, values in samples.items()}
    rows = []
    for name, values in samples.items():
        row = {"name": name, "median": medians[name], "least": min(values), "most": max(values), "samples": len(values),
               "ratio": medians[name] / medians[reference], "reference": reference}
        other = (extra_references or {}).get(name)
        if other:
            row.update(other_ratio=medians[name] / medians[other], other_reference=other)
        rows.append(row)
    RESULTS[key] = {"title": title, "unit": unit, "rows": rows}


def print_table():
    for result in RESULTS.values():
        print(f"\n{result['title']} ({result['unit']})")
        for row in result["rows"]:
            line = (f"  {row['name']:<28}{row['median']:>10.2f}   {row['least']:.2f} to {row['most']:.2f}"
                    f"   {row['ratio']:.2f} × {row['reference']}")
            if "other_ratio" in row:
                line += f", {row['other_ratio']:.3f} × {row['other_reference']}"
            print(line)


MEASURES = {"start": measure_start, "memory": measure_memory, "save": measure_save, "export": measure_export}


def on_own_display(arguments):
    """Goes on on a virtual display and a message bus of its own, so that runs are alike everywhere."""
    environment = dict(os.environ, FAIRBOOK_BENCH_DISPLAY="1", GDK_BACKEND="x11", GSK_RENDERER="cairo",
                       GSETTINGS_BACKEND="memory", GDK_DEBUG="no-portals", LANG="C.UTF-8")
    for name in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "G_DEBUG"):
        environment.pop(name, None)
    os.execvpe("xvfb-run", ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24 -noreset", "dbus-run-session", "--",
                            sys.executable, __file__, *arguments], environment)


def main(names):
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        sys.exit(f"bench knows {', '.join(MEASURES)}; not {', '.join(unknown)}")
    if "FAIRBOOK_BENCH_DISPLAY" not in os.environ:
        on_own_display(names)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names or MEASURES:
        print(f"measuring {name}…", file=sys.stderr)
        MEASURES[name]()
    print_table()
    (FOLDER / "results.json").write_text(json.dumps(RESULTS, indent=2) + "\n")
    print(f"\n{FOLDER / 'results.json'}")


if __name__ == "__main__":
    main(sys.argv[1:])
