# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon the program shows itself, and how much memory it takes, beside other programs with a window."""

import os
import subprocess
import time

import processes
from report import Report
from setting import HELPERS, LINES, fresh_folder, large_folder, rounds

START_ROUNDS = 15
IDLE_SECONDS = 1.0  # no processor time used for so long counts as idle


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

    def wait_idle(self):
        last, since = processes.processor_time(self.pid), time.monotonic()
        while time.monotonic() - since < IDLE_SECONDS:
            time.sleep(0.1)
            now = processes.processor_time(self.pid)
            if now > last + 1:
                last, since = now, time.monotonic()

    def pss(self):
        """Proportional set size in MB, of the program and what it has started."""
        return sum(processes.pss(pid) for pid in processes.family(self.pid)) / 1024


def windows():
    return {
        "empty window": ([str(HELPERS / "empty-window")], None),
        "fairbook, empty journal": (["fairbook"], fresh_folder("empty")),
        f"fairbook, {LINES:,} lines": (["fairbook"], large_folder()),
        "gnome-text-editor": (["gnome-text-editor"], None),
    }


def measure_start():
    report = Report("start")
    times = {name: [] for name in windows()}
    for turn in range(rounds(START_ROUNDS) + 1):
        contenders = list(windows().items())
        for name, (command, folder) in contenders[turn % len(contenders):] + contenders[:turn % len(contenders)]:
            window = Window(command, folder)
            if turn > 0:  # the first turn only warms the caches
                times[name].append(window.first_frame)
            window.close()
    empty, large = "fairbook, empty journal", f"fairbook, {LINES:,} lines"
    report.add("start", "first frame", "ms", "empty window", times, {large: empty})


def measure_memory():
    report = Report("memory")
    sizes = {}
    for name, (command, folder) in windows().items():
        window = Window(command, folder)
        window.wait_idle()
        sizes[name] = [window.pss()]
        window.close()
    report.add("memory", "idle PSS", "MB", "empty window", sizes)
