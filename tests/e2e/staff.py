# SPDX-License-Identifier: GPL-3.0-or-later
"""What staff do at the laptop: a PIN, the sheet behind it, a note."""

import ctypes
import ctypes.util
import json
import re

from person import Role

COORDINATOR, BOOTH = "246800", "135799"


# crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE and crypto_pwhash_STRBYTES of libsodium
PASSES, MEMORY, HASH_LENGTH = 2, 67108864, 128


def hash_of(pin):
    """As Fairbook stores it."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    assert sodium.sodium_init() >= 0
    text = ctypes.create_string_buffer(HASH_LENGTH)
    arguments = (text, pin.encode(), ctypes.c_ulonglong(len(pin)), ctypes.c_ulonglong(PASSES), ctypes.c_size_t(MEMORY))
    assert sodium.crypto_pwhash_str(*arguments) == 0
    return text.value.decode()


def set_pins(data_folder):
    path = data_folder / "staff.json"
    path.write_text(json.dumps({"v": 1, "failed": 0, "traces": [], "coordinator": hash_of(COORDINATOR), "recruiter": hash_of(BOOTH)}), encoding="utf-8")
    path.chmod(0o600)


def open_pad(person):
    person.press("ctrl+shift+k")
    person.find(Role.BUTTON, "OK")


def enter(person, pin):
    open_pad(person)
    person.type(pin)
    person.press("Return")


def open_desk(person):
    """The coordinator's, in place of the program."""
    person.find(name="Staff Menu")
    person.press("ctrl+d")
    person.find(Role.BUTTON, "Back to the Booth")


def choose(person, row):
    """Presses one of the sheet's rows, as with a finger."""
    person.click(person.find(name=row))


def note(person, name, chips, text):
    """A star, chips and a line on one of the last visitors."""
    person.click(person.find(name=re.compile(re.escape(name))))
    person.click(person.find(name="Star"))
    for chip in chips:
        person.click(person.find(name=chip))
    person.tab_to(name=re.compile("Note|line|remember"))
    person.type(text)
    person.click(person.find(name="Save"))
