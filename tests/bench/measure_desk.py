# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of people costs: opening, memory, how long its window goes without answering, and searching; and the desk with it."""

import shutil

from processes import ask_helper, run_measured
from report import Report
from setting import HELPERS, LINES, copy_of_large_folder, fairctl, journal_of, large_folder, rounds

INDEX_ROUNDS = 5
SEARCH_ROUNDS = 5
DESK_ROUNDS = 5
FEWER_LINES = LINES // 10


def measure_index():
    report = Report("index")
    folder = large_folder()
    journal = journal_of(folder)
    copy = copy_of_large_folder("window")
    seconds = {"jq -c .": [], "in a window, until people are shown": [], "the list alone": []}
    windows, openings = [], []
    for _ in range(rounds(INDEX_ROUNDS)):
        seconds["jq -c ."].append(run_measured(["jq", "-c", ".", str(journal)])[0])
        windows.append(ask_helper(HELPERS / "window-bench", fairctl(), copy))
        seconds["in a window, until people are shown"].append(windows[-1]["open_ms"] / 1000)
        openings.append(ask_helper(HELPERS / "bench-index", folder))
        seconds["the list alone"].append(openings[-1]["open_s"])
    shutil.rmtree(copy)
    report.add("index", f"opening {LINES:,} people for the desk", "s", "jq -c .", seconds)
    report_memory(report, openings, journal.stat().st_size / LINES)
    report_answering(report, windows)


def report_memory(report, openings, line_bytes):
    report.add("index-memory", "memory of that a person", "bytes", "its line in the file", {
        "its line in the file": [line_bytes],
        "the list": [opened["anonymous_bytes"] / opened["people"] for opened in openings],
        "and by name": [opened["anonymous_bytes_listed"] / opened["people"] for opened in openings],
        "the peak while opening and sorting": [opened["peak_bytes"] / opened["people"] for opened in openings],
    })


def report_answering(report, windows):
    phases = ["idle", "opening", "sorting", "searching", "scrolling", "others"]
    titles = {"others": "others sign up"}
    for kind, title in (("turn", "longest gap between two turns of the main loop"), ("frame", "longest gap between two frames"),
                        ("work", "longest time that the main thread computed between two turns")):
        gaps = {titles.get(phase, phase): [window[phase][kind] for window in windows] for phase in phases}
        report.add(f"answering-{kind}", f"{title}, with {LINES:,} people", "ms", "idle", gaps)
    report.add("live", "from another process's durable save", "ms", "a frame", {
        "a frame": [window["frame_ms"] for window in windows],
        "to the list": [ms for window in windows for ms in window["listed"]],
        "to the frame that shows it": [ms for window in windows for ms in window["shown"]],
    })
    report.add("window-search", f"a letter typed, until the list has changed, of {LINES:,} people", "ms", "a frame", {
        "a frame": [window["frame_ms"] for window in windows],
        "fairbook": [ms for window in windows for ms in window["searches"]],
    })


def measure_search():
    report = Report("search")
    for lines in (FEWER_LINES, LINES):
        samples = ask_helper(HELPERS / "bench-search", large_folder(lines), rounds(SEARCH_ROUNDS),
                             "objects" if lines == FEWER_LINES else "block")
        report.add(f"search-{lines}", f"a letter typed, in {lines:,} people", "ms", "memmem over one block", samples)


def measure_desk():
    report = Report("desk")
    for lines in (FEWER_LINES, LINES):
        folder = large_folder(lines)
        seconds, desks = [], []
        for _ in range(rounds(DESK_ROUNDS)):
            seconds.append(run_measured(["jq", "-c", ".", str(journal_of(folder))])[0])
            desks.append(ask_helper("env", f"FAIRBOOK_DATA_DIR={folder}", HELPERS / "desk-bench"))
        report_desk(report, lines, seconds, desks)


def report_desk(report, lines, seconds, desks):
    report.add(f"desk-open-{lines}", f"the desk's opening, with {lines:,} people", "ms", "jq -c .", {
        "jq -c .": [1000 * second for second in seconds],
        "until the first rows are painted": [desk["rows_ms"] for desk in desks],
        "and reviewed": [desk["review_ms"] for desk in desks],
        "the review's processor time": [desk["review_processor_ms"] for desk in desks],
    })
    report.add(f"desk-answers-{lines}", f"until the frame that shows the answer, with {lines:,} people", "ms", "idle", {
        "idle": [desk["idle"]["turn"] for desk in desks],
        "a letter typed": [ms for desk in desks for ms in desk["letters"]],
        "sorted by a column": [ms for desk in desks for ms in desk["sorts"].values()],
    })
    for kind, title in (("turn", "longest gap between two turns of the main loop"),
                        ("work", "longest time that the main thread computed between two turns")):
        phases = ["idle", "opening", "reviewing", "typing", "sorting", "selecting"]
        report.add(f"desk-{kind}-{lines}", f"the desk's {title}, with {lines:,} people", "ms", "idle",
                   {phase: [desk[phase][kind] for desk in desks] for phase in phases})
    report.add(f"desk-memory-{lines}", f"memory with {lines:,} people", "MB", "a window and the program", {
        "a window and the program": [desk["base_bytes"] / 1e6 for desk in desks],
        "listed": [desk["listed_bytes"] / 1e6 for desk in desks],
        "reviewed": [desk["reviewed_bytes"] / 1e6 for desk in desks],
        "searched and sorted": [desk["settled_bytes"] / 1e6 for desk in desks],
        "and the libraries": [desk["resident_bytes"] / 1e6 for desk in desks],
    })
