# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of one's own: virtual display, window manager, message bus and accessibility bus, and Fairbook started on it."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from waiting import wait_until

TERMINATE_AFTER = 10  # seconds


PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None)


def end_with_parent():
    """Between fork and exec: whoever kills a test leaves no display and no program behind."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def stop(process):
    """Ends a child process and waits for it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(TERMINATE_AFTER)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Desktop:
    """A context manager. One a process: the accessibility library connects only once."""

    def __init__(self, width=1366, height=768, environment=None):
        self.width, self.height = width, height
        self.extra = environment or {}
        self.folder = Path(tempfile.mkdtemp(prefix="fairbook-desktop-"))
        self.environment = {}
        self._closing = contextlib.ExitStack()

    def __enter__(self):
        try:
            self._prepare_environment()
            self._start_display()
            self._start_bus()
            self._start_window_manager()
        except BaseException:
            self._closing.close()
            raise
        os.environ.clear()
        os.environ.update(self.environment)
        os.environ.pop("G_DEBUG", None)
        return self

    def __exit__(self, *exception):
        self._closing.close()

    def _prepare_environment(self):
        self._closing.callback(shutil.rmtree, self.folder, ignore_errors=True)
        env = {name: value for name, value in os.environ.items()
               if name not in {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "GTK_A11Y",
                               "NO_AT_BRIDGE", "GTK_THEME", "XAUTHORITY"}}
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            path = self.folder / name.lower()
            path.mkdir(mode=0o700)
            env[name] = str(path)
        env.update(GDK_BACKEND="x11", GSK_RENDERER="cairo", GDK_DEBUG="no-portals", GSETTINGS_BACKEND="memory",
                   LANG=env.get("FAIRBOOK_TEST_LANG", "C.UTF-8"), G_DEBUG="fatal-warnings")
        env.pop("LC_ALL", None)
        env.update(self.extra)
        self.environment = env

        # Without a compositor GTK draws a frame of four pixels around windows, even when they fill the screen.
        style = self.folder / "xdg_config_home" / "gtk-4.0" / "gtk.css"
        style.parent.mkdir()
        style.write_text("window.solid-csd { padding: 0; border: none; box-shadow: none; }\n")

    def start(self, *command, **options):
        """Starts a program on this desktop; it is ended with the desktop at the latest."""
        process = subprocess.Popen(command, env=self.environment, preexec_fn=end_with_parent, **options)
        self._closing.callback(stop, process)
        return process

    def _start_display(self):
        reader, writer = os.pipe()
        # On a busy machine a key may be down for long: it is pressed once all the same.
        self.start("Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.width}x{self.height}x24",
                   "-r", "-ardelay", "3600000", "-nolisten", "tcp", "-noreset", pass_fds=(writer,), stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as display:
            number = display.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.environment["DISPLAY"] = f":{number}"
        # A layout that has more than ASCII on it, so that typing never has to change the keyboard while a program runs.
        subprocess.run(["setxkbmap", "-layout", "us", "-variant", "altgr-intl"], env=self.environment, check=True,
                       stderr=subprocess.DEVNULL)

    def _start_bus(self):
        bus = self.start("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1",
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def _start_window_manager(self):
        self.start("openbox", "--sm-disable", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._has_desktops, "the window manager")

    def _has_desktops(self):
        return subprocess.run(["xdotool", "get_num_desktops"], env=self.environment, capture_output=True).returncode == 0


class Fairbook:
    """The program running on a desktop, with a data folder of its own."""

    def __init__(self, desktop, data_folder, *arguments, environment=None):
        self.desktop = desktop
        self.data_folder = Path(data_folder)
        self.log = desktop.folder / "fairbook.log"
        self.environment = dict(desktop.environment, FAIRBOOK_DATA_DIR=str(data_folder), **(environment or {}))
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["fairbook", *arguments], env=self.environment, preexec_fn=end_with_parent, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)
        desktop._closing.callback(stop, self.process)

    @property
    def journal(self):
        return self.data_folder / "signups" / "signups.jsonl"

    def quit(self):
        """Ends the program as a session manager would."""
        stop(self.process)

    def kill(self):
        """Ends the program as a power failure would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def messages(self):
        return self.log.read_text(errors="replace")

    def check_alive(self):
        if self.process.poll() is not None:
            sys.stderr.write(self.messages())
            raise AssertionError(f"fairbook ended with status {self.process.returncode}")
