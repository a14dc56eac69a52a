# SPDX-License-Identifier: GPL-3.0-or-later
"""The text size that a desktop sets for all its programs, by way of XSETTINGS:
https://specifications.freedesktop.org/xsettings-spec/latest/"""

import ctypes
import struct

DPI = 96 * 1024
INTEGER, LITTLE_ENDIAN = 0, 0
BYTES, REPLACE = 8, 0
NAME = b"Xft/DPI"


class SystemText:
    """The desktop's settings, as long as this lives; there has to be a display."""

    def __init__(self):
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        for call in ("XDefaultRootWindow", "XCreateSimpleWindow", "XInternAtom"):
            getattr(self._x, call).restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._window = ctypes.c_ulong(self._x.XCreateSimpleWindow(self._display, root, -1, -1, 1, 1, 0, ctypes.c_ulong(0), ctypes.c_ulong(0)))
        self._serial = 0
        self.set(100)
        self._x.XSetSelectionOwner(self._display, self._atom("_XSETTINGS_S0"), self._window, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def _atom(self, name):
        return ctypes.c_ulong(self._x.XInternAtom(self._display, name.encode(), 0))

    def set(self, percent):
        self._serial += 1
        settings = struct.pack("<BxxxII", LITTLE_ENDIAN, self._serial, 1) + struct.pack("<BxH", INTEGER, len(NAME)) + NAME + \
            bytes(-len(NAME) % 4) + struct.pack("<Ii", self._serial, DPI * percent // 100)
        name = self._atom("_XSETTINGS_SETTINGS")
        self._x.XChangeProperty(self._display, self._window, name, name, BYTES, REPLACE, settings, len(settings))
        self._x.XSync(self._display, 0)

    def end(self):
        self._x.XCloseDisplay(self._display)
