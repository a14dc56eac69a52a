#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two visitors, one after the other: nothing of the first is there for the second, wherever they look."""

import subprocess
import tempfile
from pathlib import Path

import kiosk
import screen
import tap
import visitor
from elsewhere import Elsewhere
from person import Role
from waiting import wait_until

# What the second finds as the first did: a page nobody has touched.
FIELDS = ("First name", "Last name", "Preferred name", "Email", "Phone", "Medical school")


def open_form(person):
    kiosk.go(person, Role.PAGE_TAB, "Sign Up")
    person.find(name=visitor.named("Email"))


def begin_form(person, name):
    """Into each field of the first part, by Tab; what stands in the last is copied, and still selected."""
    open_form(person)
    kiosk.go(person, None, visitor.named(FIELDS[0]))
    person.type("\t".join((name, name, name, f"{name}@example.org", f"617 {name}", name)))
    person.sees(f"617 {name}")
    person.press("ctrl+a", "ctrl+c")


def go_away(person):
    LATER.warn(person)
    LATER.wipe(person)


def start_over(person):
    kiosk.go(person, Role.BUTTON, "Start Over")
    person.catch_up()


def finish(person):
    visitor.give_consent(person)
    visitor.submit(person)
    person.find(name=visitor.SAVED)
    visitor.next_visitor(person)


def be_pushed_aside(person):
    """By the next one, who looks at the photos first."""
    kiosk.go(person, Role.PAGE_TAB, "Community")
    person.find(name="Photos")
    person.sees_pictures()
    start_over(person)


def paste_and_undo(person):
    """In each field whatever could bring back what was in it."""
    kiosk.go(person, None, visitor.named(FIELDS[0]))
    person.press(*(("ctrl+z", "ctrl+z", "ctrl+shift+z", "ctrl+v", "Down", "Escape", "Tab") * len(FIELDS)))
    person.catch_up()


def fields(person):
    return [node for node in person.walk() if node.role in (Role.TEXT, Role.ENTRY)]


def title(person):
    window, = kiosk.windows(person)
    return subprocess.run(["xdotool", "getwindowname", window], check=True, capture_output=True, text=True).stdout


def files(person):
    """All that the program could have left anywhere but with the sign-ups."""
    environment = person.fairbook.environment
    folders = [environment[name] for name in ("TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                              "XDG_RUNTIME_DIR")]
    return [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]


def check_files(person, name):
    for path in files(person):
        assert path.name != "recently-used.xbel", path
        assert name.encode() not in path.read_bytes(), f"{name} is in {path}"
    assert list(Path(person.fairbook.environment["TMPDIR"]).iterdir()) == []


class Notifications:
    """What goes over the session bus to whoever shows notifications."""

    def __init__(self, desktop, log):
        self.environment, self.log = desktop.environment, log
        with open(log, "wb") as out:
            desktop.start("dbus-monitor", "--session", "interface='org.freedesktop.Notifications'", "interface='org.gtk.Notifications'",
                          stdout=out)

    def check_none(self):
        subprocess.run(["gdbus", "emit", "--session", "--object-path", "/", "--signal", "org.gtk.Notifications.TheEnd"],
                       check=True, env=self.environment)
        wait_until(lambda: "TheEnd" in self.log.read_text(), "the bus to be heard")
        for call in ("Notify", "AddNotification"):
            assert call not in self.log.read_text(), self.log.read_text()


class Beginning:
    """What a laptop shows that nobody has used."""

    def __init__(self, person):
        be_pushed_aside(person)  # with the photos that are in memory from then on
        self.home = kiosk.Watch(person, "the first page")
        self.picture = self.look(person)
        open_form(person)
        self.form = kiosk.Watch(person, "the form")
        start_over(person)
        self.home.check("starting over")

    @staticmethod
    def look(person):
        person.point_at(5, 760)
        person.sees_pictures()
        screen.settle()
        return screen.fingerprint()

    def check(self, person, name):
        self.home.check("the visitor before")
        wait_until(lambda: self.look(person) == self.picture, "the first page to look as it did in the beginning", 5)
        assert name not in title(person)
        open_form(person)
        self.form.check("the visitor before")
        paste_and_undo(person)
        assert [text for text in map(person.text, fields(person)) if text] == []
        start_over(person)
        open_form(person)
        kiosk.go(person, None, visitor.named(FIELDS[0]))
        person.type("\t" * (len(FIELDS) - 1) + name[:4])  # into the field that knows schools
        person.catch_up()
        assert name not in person.describe()


def check_pair(person, elsewhere, beginning, name, end):
    begin_form(person, name)
    wait_until(lambda: elsewhere.read() == [name, name], "what the first copied and selected")
    end(person)
    assert elsewhere.read() == [None, None]
    beginning.check(person, name)
    start_over(person)
    check_files(person, name)


def check_visitors(person, end):
    elsewhere = Elsewhere(person.fairbook.desktop)
    notifications = Notifications(person.fairbook.desktop, Path(person.fairbook.environment["TMPDIR"]).parent / "bus.log")
    person.find(name="Start Over")
    beginning = Beginning(person)
    check_pair(person, elsewhere, beginning, "Quibblewick", end)
    notifications.check_none()


def test_after_the_idle_wipe(person):
    check_visitors(person, go_away)


def test_after_starting_over(person):
    check_visitors(person, start_over)


def test_after_signing_up(person):
    check_visitors(person, finish)


def test_in_the_middle(person):
    check_visitors(person, be_pushed_aside)


def prepare(data_folder):
    kiosk.set_option("org.fairbook.Fairbook", "attract-loop", "false")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        LATER = kiosk.Later(folder)
        temporary = Path(folder) / "tmp"
        temporary.mkdir()
        tap.run(test_after_the_idle_wipe, test_after_starting_over, test_after_signing_up, test_in_the_middle,
                prepare=prepare, arguments=["--kiosk"], environment=dict(LATER.environment, TMPDIR=str(temporary)))
