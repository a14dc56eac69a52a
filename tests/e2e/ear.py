# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who does not see the window: hears what it says by itself, as a screen reader does."""

from person import Atspi, pump
from waiting import wait_until


class Ear:
    def __init__(self):
        self._heard = []
        self._listener = Atspi.EventListener.new(lambda event: self._heard.append(str(event.any_data)))
        self._listener.register("object:announcement")

    def count(self, text):
        """How often a text was said, alone or among others."""
        pump()
        return sum(text in said for said in self._heard)

    def hears(self, text, times):
        """Waits until a text was said so often; more often is wrong."""
        wait_until(lambda: self.count(text) >= times, f"somebody to say {text!r}; {self._heard} was said")
        assert self.count(text) == times, self._heard
