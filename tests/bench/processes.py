# SPDX-License-Identifier: GPL-3.0-or-later
"""What running programs take: memory, processor time, and how long they need."""

import json
import re
import subprocess
import tempfile
import time
from pathlib import Path


def family(pid):
    """A process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [member for child in children for member in family(int(child))]


def pss(pid):
    """Proportional set size in kB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def processor_time(pid):
    """In ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def memory(pid):
    """What is known yet, in kB: the peak of resident memory, and what of it is the process's own at the moment, no mapped file."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0, 0
    known = dict(re.findall(r"^(VmHWM|RssAnon):\s+(\d+)", status, re.M))
    return int(known.get("VmHWM", 0)), int(known.get("RssAnon", 0))


def run_weighed(command):
    """Seconds, the peak of resident memory in MB, and the peak of what is the process's own in bytes. What it says is told if it fails."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        peak = own = 0
        while process.poll() is None:
            peak, own = (max(pair) for pair in zip((peak, own), memory(process.pid)))
            time.sleep(0.005)
        seconds = time.monotonic() - start
        if process.returncode != 0:
            said.seek(0)
            raise RuntimeError(f"{command[0]} ended with status {process.returncode}: {said.read()}")
    return seconds, peak / 1024, own * 1024


def run_measured(command):
    """Seconds and the peak of resident memory in MB."""
    return run_weighed(command)[:2]


def ask_helper(*command):
    """What a helper prints as JSON."""
    answer = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True)
    return json.loads(answer.stdout)
