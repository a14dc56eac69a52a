# SPDX-License-Identifier: GPL-3.0-or-later
"""How quickly sign-ups become durable: one, many from several processes at once, and a batch from a pipe."""

import shutil

from processes import ask_helper
from report import Report
from setting import HELPERS, copy_of_large_folder, fairctl, fresh_folder, rounds

SAVE_ROUNDS = 500
WRITERS = 8
ROWS_PER_WRITER = 1000
WRITER_ROUNDS = 5
BATCH_LINES = 10000
BATCH_PROCESSES = 200
BATCH_ROUNDS = 3


def measure_save():
    report = Report("save")
    folder = fresh_folder("save")
    (folder / "store").mkdir(mode=0o700)
    large = copy_of_large_folder("save-large")
    answer = ask_helper(HELPERS / "save", folder, large, rounds(SAVE_ROUNDS))
    times = {name: [ns / 1e6 for ns in values] for name, values in answer.items()}
    shutil.rmtree(folder)
    shutil.rmtree(large)
    report.add("save", "one durable save", "ms", "bare", times)


def measure_writers():
    report = Report("writers")
    folder = fresh_folder("writers")
    rates = ask_helper(HELPERS / "writers", fairctl(), folder, WRITERS, ROWS_PER_WRITER, rounds(WRITER_ROUNDS))
    shutil.rmtree(folder)
    report.add("writers", f"{WRITERS} processes that save at once", "sign-ups a second", "SQLite, WAL and FULL", rates)


def measure_batch():
    report = Report("batch")
    folder = fresh_folder("batch")
    seconds = ask_helper(HELPERS / "batch", fairctl(), folder, BATCH_LINES, BATCH_PROCESSES, rounds(BATCH_ROUNDS))
    shutil.rmtree(folder)
    report.add("batch", f"fairctl add of {BATCH_LINES:,} lines, for each line", "ms", "all in one pipe", seconds)
