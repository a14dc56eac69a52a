# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, somebody who signs up at it, and its end at a chosen moment of the save. To be imported on a desktop."""

import subprocess
import time

import promise
import visitor
from person import Person
from session import Fairbook
from waiting import PATIENCE, NotMet, wait_until

SHOW_KEYS, SUBMIT_KEYS = "alt+3", "ctrl+Return"
TORN = "An unfinished line was set aside"
PAUSE = 0.0005  # seconds between two looks at what happens
TITLES = {field: rule["x-fairbook"]["title"][visitor.LANGUAGE] for field, rule in visitor.form()["properties"].items()}


class Window:
    """Fairbook, loaded with what kills it at a system call."""

    def __init__(self, desktop, folder, shim, ear):
        self.ear = ear
        self.order = desktop.folder / "order"
        self.calls_met = desktop.folder / "order.met"
        for path in (self.order, self.calls_met):
            path.unlink(missing_ok=True)
        environment = promise.preloading(shim) | {"FAIRBOOK_KILL_ORDER": str(self.order)}
        self.fairbook = Fairbook(desktop, folder, environment=environment)
        self.process = self.fairbook.process
        self.moment = None
        self.person = Person(self.fairbook)
        self.n_presses = 0
        wait_until(self._show_form, "the sign-up form")

    def _show_form(self):
        """A window that has only just appeared may miss a key; whoever sits there presses it again."""
        self.fairbook.check_alive()
        self.n_presses += 1
        self.person.press(SHOW_KEYS)
        try:
            return wait_until(lambda: self.person.look_for(name=visitor.named(TITLES["email"])), "the form", PATIENCE / 6)
        except NotMet:
            return None

    def says_torn(self):
        """Waits until it says that an unfinished line was set aside."""
        self.person.sees(TORN)

    def fill_in(self, answers):
        """Fills in the form, up to the key press that submits it."""
        for field, answer in answers.items():
            if answer is not True:
                self.person.replace_text(self.person.find(name=visitor.named(TITLES[field])), answer)
        self._consent()

    def _consent(self):
        """Submitting too early leads to what is missing: here to the consent."""
        self.person.press(SUBMIT_KEYS)
        box = wait_until(self._focused_consent, "the form to lead to the consent")
        self.person.press("space")
        wait_until(lambda: visitor.is_ticked(self.person, box), "the consent to be given")

    def _focused_consent(self):
        focus = self.person.focused()
        return focus if focus is not None and self.person.name(focus) == TITLES["consent"] else None

    def thanks(self, answers):
        """What it says to that person when they are saved."""
        return f"Saved. Thank you, {answers['given_name']}."

    def submit(self, answers):
        """Presses the keys and waits until it says that it is saved."""
        self.person.press(SUBMIT_KEYS)
        self.ear.hears(self.thanks(answers), 1)
        self.person.sees(visitor.SAVED)

    def submit_and_kill(self, answers, kill):
        """Presses the keys; @kill says when it dies. Returns whether it had said that it is saved."""
        if kill.order:
            # It appears as a whole.
            self.order.with_suffix(".new").write_text(kill.order, encoding="ascii")
            self.order.with_suffix(".new").rename(self.order)
        moment = self.moment = Moment(self, self.thanks(answers))
        with subprocess.Popen(["xdotool", "key", "--clearmodifiers", SUBMIT_KEYS], stderr=subprocess.DEVNULL) as keys:
            while self.process.poll() is None:
                if moment.seconds() > PATIENCE:
                    raise promise.Failure(f"after {PATIENCE} s nothing was saved, and nothing said; what shows:\n{self.person.describe()}")
                if kill.is_due(moment):
                    self.process.kill()
                    self.process.wait()
                time.sleep(PAUSE)
            keys.wait()
        self.person.leave()
        return self.ear.count(self.thanks(answers)) > 0

    def calls(self):
        """The names of the system calls that were met since the order was there; the last is "killed before write" or such."""
        return self.calls_met.read_text(encoding="ascii").splitlines() if self.calls_met.exists() else []


class Moment:
    """How far a save is, seen from outside, in seconds."""

    def __init__(self, window, thanks):
        self._window, self._thanks = window, thanks
        self._begin = time.monotonic()
        self._length = self._measure()
        self.until = {}  # from the key press on, of what has been seen

    def seconds(self):
        return time.monotonic() - self._begin

    def _measure(self):
        journal = self._window.fairbook.journal
        return journal.stat().st_size if journal.exists() else 0

    def _since(self, name, is_seen):
        if is_seen:
            self.until.setdefault(name, self.seconds())
        return self.seconds() - self.until[name] if is_seen else -1.0

    def since_written(self):
        """Since the journal was seen to have grown; negative before that."""
        return self._since("written", self._measure() > self._length)

    def since_said(self):
        """Since it was heard that it is saved; negative before that."""
        return self._since("said", self._window.ear.count(self._thanks) > 0)
