# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the screen, taken when it has come to rest."""

import hashlib
import subprocess

from waiting import NotMet, wait_until


def grab(path):
    subprocess.run(["import", "-silent", "-window", "root", str(path)], check=True)


def fingerprint():
    """The same for two pictures that are alike."""
    picture = subprocess.run(["import", "-silent", "-window", "root", "rgb:-"], check=True, capture_output=True)
    return hashlib.sha256(picture.stdout).digest()


def settle(patience=5):
    """Waits until two pictures in a row are alike; a cursor that blinks may keep them apart, which is no failure."""
    last = [None]

    def is_at_rest():
        now = fingerprint()
        same, last[0] = now == last[0], now
        return same

    try:
        wait_until(is_at_rest, "the screen to come to rest", patience)
    except NotMet:
        pass


def picture(path):
    """Saves a picture of the whole screen at rest."""
    settle()
    grab(path)
    return path
