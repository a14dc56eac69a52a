#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Fairbook beside other programs, in turns, and reports each number as a ratio to a named reference. It asserts
nothing: what is a promise is asserted by the tests."""

import os
import sys

from measure_desk import measure_desk, measure_index, measure_search
from measure_exporting import measure_export, measure_spreadsheet
from measure_formats import measure_formats
from measure_saving import measure_batch, measure_save, measure_writers
from measure_windows import measure_memory, measure_start
from report import print_results, save_results
from setting import FOLDER

MEASURES = {
    "start": measure_start,
    "memory": measure_memory,
    "save": measure_save,
    "writers": measure_writers,
    "batch": measure_batch,
    "export": measure_export,
    "spreadsheet": measure_spreadsheet,
    "formats": measure_formats,
    "index": measure_index,
    "desk": measure_desk,
    "search": measure_search,
}


def on_own_display(arguments):
    """Goes on on a virtual display and a message bus of its own, so that runs are alike everywhere: without the graphics driver
    that draws in software, and is larger than Fairbook."""
    environment = dict(os.environ, FAIRBOOK_BENCH_DISPLAY="1", GDK_BACKEND="x11", GSK_RENDERER="cairo", GDK_DISABLE="gl,vulkan",
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
    print_results()
    save_results(FOLDER / "results.json")


if __name__ == "__main__":
    main(sys.argv[1:])
