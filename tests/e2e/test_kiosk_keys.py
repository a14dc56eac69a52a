#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that is left alone: whoever comes with a keyboard and time gets nowhere, not even where GTK's inspector is switched on."""

import tempfile

import kiosk
import tap
from session import Fairbook
from waiting import wait_until


def check_keys(person, screens):
    kiosk.wake(person)
    for screen in screens(person):
        watch = kiosk.Watch(person, screen)
        kiosk.press_all(person)
        watch.check("a key")


def test_keys_on_pages(person):
    check_keys(person, kiosk.screens)


def test_keys_over_pages(person):
    check_keys(person, kiosk.layers)


def test_keys_while_nobody_is_there(person):
    kiosk.wake(person)
    kiosk.check_while_nobody_is_there(person, LATER, kiosk.press_all, kiosk.press_all, "a key")


def test_inspector_from_the_environment(person):
    """As long as it is on, screen readers see nothing of a program; so what counts here is what the X server shows."""
    fairbook = person.fairbook
    fairbook.quit()
    person.fairbook = Fairbook(fairbook.desktop, fairbook.data_folder, "--kiosk", environment=dict(kiosk.SETTINGS, GTK_DEBUG="interactive"))
    wait_until(lambda: len(kiosk.windows(person)) == 1, "the one window")
    person.wait_active()
    person.press("ctrl+shift+i", "ctrl+shift+d")
    for _ in range(3):
        kiosk.ask_bus(person, "org.gtk.Actions.List")
    assert len(kiosk.windows(person)) == 1, "there is another window"
    person.fairbook.quit()


def prepare(data_folder):
    kiosk.prepare(data_folder)
    kiosk.set_option("org.gtk.gtk4.Settings.Debug", "enable-inspector-keybinding", "true")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        LATER = kiosk.Later(folder)
        tap.run(test_keys_on_pages, test_keys_over_pages, test_keys_while_nobody_is_there, test_inspector_from_the_environment,
                prepare=prepare, arguments=["--kiosk"], environment=LATER.environment)
