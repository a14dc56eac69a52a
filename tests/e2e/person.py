# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the laptop: finds things by what a screen reader says of them, presses keys, types and clicks."""

import os
import re
import subprocess

os.environ.pop("G_DEBUG", None)  # a warning of the accessibility library shall not end the test itself

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from accessible import Node, applications, children_of, look_at, texts_of  # noqa: E402
from waiting import NotMet, wait_until  # noqa: E402

# GTK 4.18 and the library disagree on the spelling of one state, and the library says so at each change.
GLib.log_set_handler("dbind", GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)

Role, State = Atspi.Role, Atspi.StateType
MOST_TABS = 120


def matches(wanted, text):
    if wanted is None:
        return True
    return bool(wanted.search(text)) if isinstance(wanted, re.Pattern) else wanted == text


def pump():
    """Takes in what the accessibility bus has said meanwhile."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


class Person:
    """Sees one running program through AT-SPI and acts through the X server."""

    def __init__(self, fairbook):
        Atspi.init()
        self.fairbook = fairbook
        self.keys_pressed = 0
        self._focus = None
        self._watch_focus()
        self.application = wait_until(self._find_application, "the program on the accessibility bus")
        self.find(Role.FRAME)
        self.wait_active()

    def wait_active(self):
        wait_until(self._is_active, "the window to be the one that keys go to")

    def _is_active(self):
        self.fairbook.check_alive()
        answer = subprocess.run(["xdotool", "getactivewindow", "getwindowpid"], capture_output=True, text=True)
        return answer.stdout.strip() == str(self.fairbook.process.pid)

    def _watch_focus(self):
        def changed(event):
            if event.detail1:
                self._focus = Node(event.source.app.bus_name, event.source.path)

        self._listener = Atspi.EventListener.new(changed)
        self._listener.register("object:state-changed:focused")

    def leave(self):
        """When the program has ended: waits until nothing that it said is on its way any more."""
        self._listener.deregister("object:state-changed:focused")
        wait_until(lambda: self._look_for_application() is None, "the accessibility bus to forget the program")
        pump()

    def _find_application(self):
        self.fairbook.check_alive()
        return self._look_for_application()

    def _look_for_application(self):
        pump()
        for node, process in applications():
            if process == self.fairbook.process.pid and node.children():
                return node  # GTK's inspector is another, and as long as it shows no window it is empty
        return None

    # Seeing

    def walk(self, top=None):
        """Everything below `top`, depth first; what is not showing is left out with all below it, and so is what is in a table of many: its
        rows take long, and names_in() reads them."""
        return [node for node, _ in self._tree(top)]

    def _tree(self, top):
        """The same, and how deep each is."""
        pump()
        top = top or self.application
        below = {}
        level = [top]
        look_at(level)
        while level:
            families = children_of(level)
            look_at([child for family in families for child in family])
            below |= {parent: [child for child in family if self._shows(child)] for parent, family in zip(level, families)}
            level = [child for parent in level for child in below[parent]]
            below |= {child: [] for child in level if child.role == Role.TREE_TABLE}
            level = [child for child in level if child.role != Role.TREE_TABLE]
        pending = [(top, 0)]
        while pending:
            node, depth = pending.pop()
            yield node, depth
            pending.extend((child, depth + 1) for child in reversed(below[node]))

    @staticmethod
    def _shows(node):
        return node.has_state(State.SHOWING) or node.role in (Role.FRAME, Role.APPLICATION)

    def has_state(self, node, state):
        look_at([node])
        return node.has_state(state)

    def is_showing(self, node):
        look_at([node])
        return self._shows(node)

    def name(self, node):
        look_at([node])
        return node.name

    def spoken_name(self, node):
        """A name of its own, or what stands in it."""
        return self.name(node) or " ".join(child.name for child in self.walk(node) if child.name)

    def names_in(self, parent):
        """The names of what is right in something and shows, and not of what is in that in turn."""
        pump()
        if parent is None:
            return []
        children = parent.children()
        look_at(children)
        return [child.name for child in children if self._shows(child)]

    def text(self, node):
        """What stands in a text field."""
        return texts_of([node])[0]

    def look_for(self, role=None, name=None, within=None, state=None):
        """The first match that shows now, or None. `role` is one or a tuple; `name` a string or a pattern."""
        roles = role if role is None or isinstance(role, tuple) else (role,)
        for node in self.walk(within):
            if (roles is None or node.role in roles) and matches(name, node.name) and (state is None or node.has_state(state)):
                return node
        return None

    def find(self, role=None, name=None, within=None, state=None, patience=None):
        def look():
            self.fairbook.check_alive()
            return self.look_for(role, name, within, state)

        shown = name.pattern if isinstance(name, re.Pattern) else name
        try:
            return wait_until(look, f"{role.value_nick if hasattr(role, 'value_nick') else role or 'something'} named {shown!r}", patience)
        except NotMet as error:
            raise NotMet(f"{error}; what shows:\n{self.describe()}") from None

    def sees_pictures(self):
        """Waits until no picture that shows is still on its way."""
        wait_until(lambda: not any(node.has_state(State.BUSY) for node in self.walk()), "the pictures to be there")

    def wait_gone(self, role=None, name=None):
        wait_until(lambda: self.look_for(role, name) is None, f"{name or role!r} to go away")

    def sees(self, text):
        """Waits until a text shows anywhere: as a name, or inside a field or paragraph."""
        pattern = text if isinstance(text, re.Pattern) else re.compile(re.escape(text))

        def look():
            self.fairbook.check_alive()
            nodes = self.walk()
            return any(pattern.search(shown) for shown in [node.name for node in nodes] + texts_of(nodes))

        try:
            wait_until(look, f"the text {pattern.pattern!r}")
        except NotMet as error:
            raise NotMet(f"{error}; what shows:\n{self.describe()}") from None

    def is_invalid(self, node):
        """Whether it says that what stands in it is wrong."""
        return self.has_state(node, State.INVALID_ENTRY)

    def describe(self, top=None):
        """The tree as text, for whoever has to find out why a test failed."""
        tree = list(self._tree(top))
        lines = []
        for (node, depth), content in zip(tree, texts_of([node for node, _ in tree])):
            role = "?" if node.role is None else Atspi.role_get_name(node.role)
            marks = "*" if node.has_state(State.FOCUSED) else ""
            lines.append("  " * depth + f"{marks}{role} {node.name!r}" + (f" = {content!r}" if content else ""))
        return "\n".join(lines)

    def focused(self):
        """What the keyboard goes to: the innermost of what says that it has the focus."""
        pump()
        focus = self._focus  # while it is asked another may come
        if focus is not None and self.has_state(focus, State.FOCUSED):
            return focus
        return next((node for node in reversed(self.walk()) if node.has_state(State.FOCUSED)), None)

    def catch_up(self, events=1000):
        """Until the program has taken in that many keys and movements: it answers once between two of them, at most."""
        for _ in range(events):
            self.application.children()

    # Acting

    def _xdotool(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def press(self, *keys):
        """Presses keys by their X names: "Tab", "ctrl+e", "Right"."""
        self.keys_pressed += len(keys)
        self._xdotool("key", "--clearmodifiers", *keys)

    def press_quickly(self, *keys):
        """Many keys, faster than anybody presses them."""
        self._xdotool("key", "--clearmodifiers", "--delay", 2, *keys)

    def type(self, text):
        self.keys_pressed += len(text)
        self._xdotool("type", "--delay", 8, "--clearmodifiers", "--", text)

    def replace_text(self, node, text):
        """Puts a whole text into an entry, as dictation does, without a key press."""
        node.set_text(text)

    def resize(self, width, height):
        """Makes the window as large as that, in pixels."""
        self._xdotool("getactivewindow", "windowsize", "--sync", width, height)

    def window_origin(self):
        answer = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"], check=True,
                                capture_output=True, text=True).stdout
        values = dict(line.split("=", 1) for line in answer.splitlines() if "=" in line)
        return int(values["X"]), int(values["Y"])

    def place(self, node):
        """The middle of something, on the screen."""
        box = node.get_extents(Atspi.CoordType.WINDOW)
        x, y = self.window_origin()
        return x + box.x + box.width // 2, y + box.y + box.height // 2

    def click(self, node):
        x, y = self.place(node)
        self._xdotool("mousemove", x, y, "click", 1)

    def point_at(self, x, y):
        self._xdotool("mousemove", x, y)

    def mouse(self, *steps):
        """What xdotool does with the pointer, one step after the other."""
        self._xdotool(*steps)

    def drag(self, begin, end, button=1):
        """Presses at one place of the screen, and lets go at another; a drag begins with the first step away."""
        between = [(a * 3 + b) // 4 for a, b in zip(begin, end)]
        self.mouse("mousemove", *begin, "mousedown", button, "mousemove", *between, "mousemove", *end, "mouseup", button)

    def scroll(self, clicks):
        """Turns the wheel where the pointer is: down if positive."""
        self._xdotool("click", "--repeat", abs(clicks), "--delay", 20, 5 if clicks > 0 else 4)

    def tab_to(self, role=None, name=None, backwards=False):
        """Goes on with Tab, as one does without a mouse, until the focus is on something of that name."""
        roles = role if role is None or isinstance(role, tuple) else (role,)

        def is_there():
            focus = self.focused()
            if focus is not None and (roles is None or focus.role in roles) \
                    and matches(name, self.spoken_name(focus)):
                return focus
            return None

        passed = []
        for _ in range(MOST_TABS):
            focus = is_there()
            if focus is not None:
                return focus
            before = self.focused()
            passed.append(self.spoken_name(before) if before is not None else "nothing")
            self.press("shift+Tab" if backwards else "Tab")
            try:
                wait_until(lambda: self.focused() != before, "the focus to move", 2)
            except NotMet:
                pass
        shown = name.pattern if isinstance(name, re.Pattern) else name
        raise NotMet(f"Tab never came to {shown!r}; it passed {passed}; what shows:\n{self.describe()}")

    def fill(self, name, text, role=None):
        """Goes to a field with Tab and replaces what stands in it."""
        field = self.tab_to(role, name)
        self.press("ctrl+a")
        self.type(text)
        wait_until(lambda: self.text(self.focused() or field) == text, f"{text!r} in the field {name!r}")
        return field
