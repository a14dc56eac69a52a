# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program says of itself on the accessibility bus, many questions at a time.

The accessibility library asks one thing after the other and waits for each answer, which for a window of several hundred parts is most of
what a test takes. So they are asked here over D-Bus, as at-spi2-core's XML describes it; the library is left for roles, states and events.
"""

import functools

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE, TEXT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Text"
ROOT, NOBODY = "/org/a11y/atspi/accessible/root", "/org/a11y/atspi/null"
TO_THE_END = 2 ** 31 - 1  # the interface's own -1 is not understood by every widget of GTK 4.18


@functools.cache
def connection():
    """To the accessibility bus of this desktop."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, -1,
                                 None).unpack()
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def ask(questions):
    """Sends all questions before it waits for answers; each is what `Node.question` gives. None where whom it was put to has vanished."""
    answers = [None] * len(questions)
    missing = len(questions)

    def take(bus, result, index):
        nonlocal missing
        missing -= 1
        try:
            answers[index] = bus.call_finish(result).unpack()
        except GLib.Error:
            pass

    for index, (owner, path, interface, method, arguments) in enumerate(questions):
        connection().call(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, -1, None, take, index)
    while missing:
        GLib.MainContext.default().iteration(True)
    return answers


def applications():
    """All that are on the bus, each with the number of its process (None where it has just gone)."""
    nodes = Node("org.a11y.atspi.Registry", ROOT).children()
    numbers = ask([("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                    GLib.Variant("(s)", (node.owner,))) for node in nodes])
    return [(node, answer and answer[0]) for node, answer in zip(nodes, numbers)]


class Node:
    """One accessible. Its methods ask anew at each call; `role`, `states` and `name` are what `look_at` was told last."""

    def __init__(self, owner, path):
        self.owner, self.path = owner, path
        self.role, self.states, self.name = None, 0, ""

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def question(self, interface, method, signature=None, *arguments):
        return self.owner, self.path, interface, method, GLib.Variant(signature, arguments) if signature else None

    def property_question(self, interface, name):
        return self.question("org.freedesktop.DBus.Properties", "Get", "(ss)", interface, name)

    def _ask(self, *question):
        answer, = ask([self.question(*question)])
        return answer and answer[0]

    def children(self):
        return children_of([self])[0]

    def has_state(self, state):
        """As `look_at` has seen it."""
        return bool(self.states >> int(state) & 1)

    def get_role(self):
        look_at([self])
        return self.role

    def get_role_name(self):
        role = self.get_role()
        return None if role is None else Atspi.role_get_name(role)

    def get_description(self):
        answer, = ask([self.property_question(ACCESSIBLE, "Description")])
        return answer[0] if answer else ""

    def get_extents(self, coordinates):
        """Where it is, or None."""
        values = self._ask("org.a11y.atspi.Component", "GetExtents", "(u)", int(coordinates))
        if values is None:
            return None
        box = Atspi.Rect()
        box.x, box.y, box.width, box.height = values
        return box

    def related(self, relation):
        """What it points to by a relation."""
        for kind, targets in self._ask(ACCESSIBLE, "GetRelationSet") or []:
            if kind == int(relation):
                return [Node(*target) for target in targets]
        return []

    def set_text(self, text):
        return self._ask("org.a11y.atspi.EditableText", "SetTextContents", "(s)", text)


def look_at(nodes):
    """Asks all of them what they are, in what state, and by what name."""
    questions = [question for node in nodes for question in (node.question(ACCESSIBLE, "GetRole"), node.question(ACCESSIBLE, "GetState"),
                                                             node.property_question(ACCESSIBLE, "Name"))]
    answers = ask(questions)
    for node, role, states, name in zip(nodes, answers[::3], answers[1::3], answers[2::3]):
        node.role = Atspi.Role(role[0]) if role else None
        node.states = states[0][0] | states[0][1] << 32 if states else 0
        node.name = name[0] if name else ""


def children_of(nodes):
    """The children of each."""
    answers = ask([node.question(ACCESSIBLE, "GetChildren") for node in nodes])
    return [[Node(*child) for child in answer[0] if child[1] != NOBODY] if answer else [] for answer in answers]


def texts_of(nodes):
    """What stands in each of them; nothing where nothing can stand."""
    answers = ask([node.question(TEXT, "GetText", "(ii)", 0, TO_THE_END) for node in nodes])
    return [answer[0] if answer else "" for answer in answers]
