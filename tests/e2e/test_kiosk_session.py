#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that shows nothing but the kiosk: the sessions for cage and for gnome-kiosk, with the real compositors, without a screen.

What only a real screen has stays untested here: consoles that one could switch to, and the power key."""

import os
import shutil
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

import tap
import visitor
from keyboards import RemoteKeyboard, VirtualKeyboard
from person import Atspi, Person, Role, State
from session import Desktop, stop
from waiting import wait_until

SESSIONS = Path(os.environ["FAIRBOOK_SESSIONS_DIR"])
SCHEMA = "org.fairbook.Fairbook"
FAIR = visitor.program()["events"][-1]
LOCKED_SCHEMAS = ("org.gnome.mutter.wayland.keybindings", "org.gnome.mutter.keybindings", "org.gnome.desktop.wm.keybindings")

# What has ended, closed or opened something elsewhere: in GTK, in the compositors, in desktops, in the kernel's consoles.
CHORDS = ("ctrl+alt+F2", "ctrl+alt+F12", "alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+F2", "alt+space", "ctrl+alt+Delete",
          "ctrl+alt+BackSpace", "super+l", "super+d", "super+Tab", "super+period", "ctrl+q", "ctrl+w", "ctrl+e", "ctrl+n", "ctrl+o",
          "ctrl+p", "ctrl+comma", "ctrl+period", "ctrl+shift+i", "ctrl+shift+d", "ctrl+shift+Escape", "F1", "F5", "F10", "shift+F10", "F11",
          "F12", "Menu", "Print")


class NoDesktop(Desktop):
    """Buses and folders alone: the session brings the screen along."""

    def __init__(self, width=1280, height=720):
        super().__init__(width, height)

    def _prepare_environment(self):
        super()._prepare_environment()
        self.environment.update(GSETTINGS_BACKEND="dconf", XDG_SESSION_TYPE="wayland", WLR_BACKENDS="headless",
                                WLR_LIBINPUT_NO_DEVICES="1", WLR_RENDERER="pixman", LIBGL_ALWAYS_SOFTWARE="1",
                                FAIRBOOK_DATA_DIR=str(self.folder / "data"))
        for name in ("DISPLAY", "GDK_BACKEND", "GDK_DEBUG", "G_DEBUG"):
            self.environment.pop(name, None)
        (self.folder / "xdg_config_home" / "gtk-4.0" / "gtk.css").unlink()

    def _start_display(self):
        pass

    def _start_bus(self):
        super()._start_bus()
        # gnome-kiosk waits for a system's bus; nothing that it looks for there has to answer.
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def _start_window_manager(self):
        pass


class Compositor:
    """What there is to say about one of the two."""

    def __init__(self, program, tools, arguments, keyboard, display):
        self.program, self.tools, self.arguments, self.keyboard, self.display = program, tools, arguments, keyboard, display


CAGE = Compositor("cage", ("wtype",), (), VirtualKeyboard, "wayland-0")
GNOME_KIOSK = Compositor("gnome-kiosk", ("dconf",), ("--headless", "--virtual-monitor", "1280x720", "--wayland-display", "kiosk"),
                         RemoteKeyboard, "kiosk")


class Session:
    """One that a login screen would have started."""

    def __init__(self, desktop, compositor):
        missing = [tool for tool in (compositor.program, *compositor.tools) if shutil.which(tool) is None]
        if missing:
            raise tap.Skipped(f"{', '.join(missing)}: not installed")
        self.desktop, self.compositor = desktop, compositor
        self.log = desktop.folder / f"{compositor.program}.log"
        with open(self.log, "ab") as log:
            self.process = desktop.start(str(SESSIONS / "kiosk-session.sh"), compositor.program, *compositor.arguments,
                                         stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.keyboard = None

    def check_alive(self):
        assert self.process.poll() is None, f"the session ended with status {self.process.returncode}"

    def find_fairbook(self):
        """The process id of Fairbook below the session's own process; 0 while there is none."""
        self.check_alive()
        pending = [self.process.pid]
        while pending:
            pid = pending.pop()
            try:
                if Path(f"/proc/{pid}/comm").read_text().strip() == "fairbook":
                    return pid
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pending += map(int, (task / "children").read_text().split())
            except OSError:  # it has ended meanwhile
                continue
        return 0

    def wait_for_fairbook(self, other_than=0):
        pid = wait_until(lambda: (self.find_fairbook() or other_than) != other_than and self.find_fairbook(), "Fairbook to be started")
        return Onlooker(self, pid)

    def wait_ended(self):
        wait_until(lambda: self.process.poll() is not None, "the session to end")
        return self.process.returncode


class Onlooker(Person):
    """A person before a screen that nobody but the session has."""

    def __init__(self, session, pid):
        self.session = session
        if session.keyboard is None:
            session.keyboard = session.compositor.keyboard(session.desktop, session.compositor.display)
        super().__init__(SimpleNamespace(process=SimpleNamespace(pid=pid), check_alive=session.check_alive))

    def _is_active(self):
        return self.has_state(self.look_for(Role.FRAME), State.ACTIVE)

    def press(self, *keys):
        for key in keys:
            self.session.keyboard.press(key)

    def shape(self):
        """What shows, without what moves: the focus, and the window's own name."""
        self.session.check_alive()
        return [(node.role, node.name) for node in self.walk()]

    def window_size(self):
        box = self.look_for(Role.FRAME).get_extents(Atspi.CoordType.WINDOW)
        return box.width, box.height


def gsettings(desktop, *arguments):
    return subprocess.run(["gsettings", *arguments], env=desktop.environment, check=True, capture_output=True, text=True).stdout


def check_is_kiosk(desktop, person):
    """Full screen, the staff's corner, and nothing of a window's own."""
    person.find(Role.BUTTON, "Staff")
    person.find(name=visitor.page_titles()[0])
    wait_until(lambda: person.window_size() == (desktop.width, desktop.height), "the window to fill the screen")
    for name in ("Staff Menu", "Close", "Minimize", "Maximize"):
        assert person.look_for(Role.BUTTON, name) is None, f"{name} is there"


def check_fair(person):
    """The staff's sheet, which nobody has to enter a PIN for where none is set, says which fair it is."""
    person.press("ctrl+shift+k")
    person.find(name="Lock")
    person.sees(FAIR["name"][visitor.LANGUAGE])
    person.press("Escape")
    person.wait_gone(name="Lock")


def check_chords(person):
    """Keys are taken in one after the other: when the last has turned the page, those before it have done what they do."""
    pid = person.session.find_fairbook()
    before = person.shape()
    for chord in CHORDS:
        person.press(chord)
        assert person.session.find_fairbook() == pid, f"{chord} has ended Fairbook"
    visitor.show_sign_up(person)
    visitor.show_program(person)
    wait_until(lambda: person.shape() == before, f"the page as it was before all the chords; now it is\n{person.describe()}\n")


def check_comes_back(desktop, person):
    """A crash is over when the next visitor looks."""
    session, pid = person.session, person.session.find_fairbook()
    os.kill(pid, signal.SIGKILL)
    person.leave()
    person = session.wait_for_fairbook(other_than=pid)
    check_is_kiosk(desktop, person)
    check_fair(person)
    return person


def check_staff_end_it(person):
    person.press("ctrl+shift+k")
    person.tab_to(name="End Kiosk Mode")
    person.press("Return")
    assert person.session.wait_ended() == 0


def check_session(desktop, compositor, look=lambda person: None):
    gsettings(desktop, "set", SCHEMA, "attract-loop", "false")
    gsettings(desktop, "set", SCHEMA, "event", FAIR["id"])
    session = Session(desktop, compositor)
    try:
        person = session.wait_for_fairbook()
        check_is_kiosk(desktop, person)
        look(person)
        check_fair(person)
        check_chords(person)
        person = check_comes_back(desktop, person)
        check_staff_end_it(person)
        person.leave()
    except Exception:
        tap.say(session.log.read_text(errors="replace"))
        raise
    finally:
        stop(session.process)


# Which of these schemas' keys, as far as there are any here, are bound or may be bound.
FIND_BOUND = """
import gi, sys
from gi.repository import Gio
for name in sys.argv[1:]:
    settings = Gio.Settings.new(name)
    for key in settings.props.settings_schema.list_keys():
        if settings.get_strv(key) or settings.is_writable(key):
            print(name, key)
"""


def check_locks(person):
    """As seen by a program that the compositor has started. A newer version that has more keys than the list shows itself here."""
    variables = Path(f"/proc/{person.session.find_fairbook()}/environ").read_text().split("\0")
    environment = dict(variable.split("=", 1) for variable in variables if variable)
    found = subprocess.run([sys.executable, "-c", FIND_BOUND, *LOCKED_SCHEMAS], env=environment, check=True, capture_output=True, text=True)
    assert found.stdout == "", f"not locked, or not empty:\n{found.stdout}"


def test_cage(desktop):
    check_session(desktop, CAGE)


def test_gnome_kiosk(desktop):
    if not (SESSIONS / "locks.dconf").exists():
        raise tap.Skipped("dconf was not installed when the session was built")
    check_session(desktop, GNOME_KIOSK, look=check_locks)


def test_gives_up_when_fairbook_cannot_run(desktop):
    """A session that starts something broken for ever shows a dark screen; the login screen says more."""
    broken = desktop.folder / "broken"
    broken.mkdir()
    (broken / "fairbook").write_text("#!/bin/sh\necho again >&2\nexit 1\n")
    (broken / "fairbook").chmod(0o755)
    answer = subprocess.run([SESSIONS / "kiosk-session.sh"], env=dict(desktop.environment, PATH=f"{broken}:{os.environ['PATH']}"),
                            capture_output=True, text=True)
    assert answer.returncode == 3 and answer.stderr.count("again\n") == 5, answer


def pass_one(desktop, number, test):
    try:
        test(desktop)
        outcome = f"ok {number} {tap.name_of(test)}"
    except tap.Skipped as reason:
        outcome = f"ok {number} {tap.name_of(test)} # SKIP {reason}"
    except Exception:  # a test may fail in any way; the others go on
        tap.say(traceback.format_exc())
        outcome = f"not ok {number} {tap.name_of(test)}"
    print(outcome, flush=True)
    return outcome.startswith("ok")


def main():
    tests = (test_cage, test_gnome_kiosk, test_gives_up_when_fairbook_cannot_run)
    print(f"1..{len(tests)}", flush=True)
    with NoDesktop() as desktop:
        passed = [pass_one(desktop, number, test) for number, test in enumerate(tests, 1)]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
