# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys for programs under a Wayland compositor that has no screen: one way in for each compositor."""

import subprocess

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

# Of a US keyboard, from linux/input-event-codes.h.
CODES = {"ctrl": 29, "shift": 42, "alt": 56, "super": 125, "Escape": 1, "Tab": 15, "Return": 28, "space": 57, "Menu": 127, "Print": 99,
         "Delete": 111, "BackSpace": 14, "comma": 51, "period": 52, "Left": 105, "Right": 106, "Up": 103, "Down": 108}
CODES |= {f"F{number}": 58 + number for number in range(1, 11)} | {"F11": 87, "F12": 88}
CODES |= {digit: 2 + place for place, digit in enumerate("1234567890")}
for first, row in ((16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm")):
    CODES |= {letter: first + place for place, letter in enumerate(row)}


class VirtualKeyboard:
    """For compositors that know the protocol of that name, by way of wtype."""

    MODIFIERS = {"ctrl": "ctrl", "shift": "shift", "alt": "alt", "super": "logo"}
    SHIFTED = {"Tab": "ISO_Left_Tab"}

    def __init__(self, desktop, display):
        self._environment = dict(desktop.environment, WAYLAND_DISPLAY=display)
        # A keyboard comes and goes with each call; programs lose keys while the only one is new. This one stays.
        desktop.start("env", f"WAYLAND_DISPLAY={display}", "wtype", "-s", "86400000", "-k", "Escape")

    def press(self, chord):
        *modifiers, key = chord.split("+")
        held = [self.MODIFIERS[name] for name in modifiers]
        if "shift" in modifiers:  # its keys have one symbol each
            key = self.SHIFTED.get(key, key.upper() if len(key) == 1 else key)
        stroke = [key] if len(key) == 1 else ["-k", key]
        arguments = [word for name in held for word in ("-M", name)] + stroke + [word for name in held for word in ("-m", name)]
        subprocess.run(["wtype", *arguments], env=self._environment, check=True)


class RemoteKeyboard:
    """For Mutter, by way of its remote desktop: key codes, which pass the compositor's own bindings first, as those of a real
    keyboard do."""

    NAME, FOLDER = "org.gnome.Mutter.RemoteDesktop", "/org/gnome/Mutter/RemoteDesktop"

    def __init__(self, desktop, display):
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self._session = self._call(self.FOLDER, self.NAME, "CreateSession").unpack()[0]
        self._call_session("Start")
        self.press("shift")  # there is no keyboard before its first key, and no window that keys go to before there is one

    def _call(self, path, interface, method, parameters=None):
        return self._bus.call_sync(self.NAME, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, -1, None)

    def _call_session(self, method, parameters=None):
        return self._call(self._session, f"{self.NAME}.Session", method, parameters)

    def press(self, chord):
        codes = [CODES[name] for name in chord.split("+")]
        for code in codes:
            self._call_session("NotifyKeyboardKeycode", GLib.Variant("(ub)", (code, True)))
        for code in reversed(codes):
            self._call_session("NotifyKeyboardKeycode", GLib.Variant("(ub)", (code, False)))
