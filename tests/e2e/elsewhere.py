#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program on the same desktop: it reads what was copied or selected."""

import json
import subprocess
import sys


class Elsewhere:
    """The program, for whoever tests Fairbook beside it."""

    def __init__(self, desktop):
        self.process = desktop.start("env", "-u", "G_DEBUG", "GTK_A11Y=none", sys.executable, __file__, text=True,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self):
        """What anybody could paste: the clipboard's text and that of the selection, None where there is none."""
        self.process.stdin.write("read\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def main():
    import gi

    gi.require_version("Gdk", "4.0")
    gi.require_version("Gtk", "4.0")
    from gi.repository import Gdk, GLib, Gtk

    def read(clipboards, texts):
        if not clipboards:
            print(json.dumps(texts), flush=True)
            return

        def done(clipboard, result):
            try:
                texts.append(clipboard.read_text_finish(result))
            except GLib.Error:
                texts.append(None)
            read(clipboards[1:], texts)

        clipboards[0].read_text_async(None, done)

    def asked(_file, _condition):
        if not sys.stdin.readline():
            return False
        display = Gdk.Display.get_default()
        read([display.get_clipboard(), display.get_primary_clipboard()], [])
        return True

    Gtk.init()
    GLib.io_add_watch(sys.stdin, GLib.IO_IN, asked)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
