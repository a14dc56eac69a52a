#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The room for sign-ups runs out: the staff are told in the window long before, once, and until there is room again."""

import tempfile
from pathlib import Path

import disk
import tap
import visitor
from ear import Ear
from person import Role

LOW = "MB of storage left. Every sign-up is saved. Staff: please free some space when it is quiet."
URGENT = "MB of storage left. Every sign-up is still saved. Staff: please free some space now."
FULL = "No storage left. What was saved is safe. Staff: please free some space before the next sign-up."
READ_ONLY = "No sign-up can be saved right now. Staff: please make the data folder writable again."
AWAY = "No sign-up can be saved right now. Staff: please plug the disk with the data folder in again."
CHECK = "Check Again"
MEGABYTE = 1000 * 1000


def sign_up(person):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, {"given_name": "Amara", "email": "amara@example.org"})
    visitor.give_consent(person)
    visitor.submit(person)
    person.sees(visitor.SAVED)


def check_again(person):
    person.click(person.find(Role.BUTTON, CHECK))


def test_nothing_is_said_while_there_is_room(person):
    sign_up(person)
    check_is_silent(person)


def check_is_silent(person):
    assert person.look_for(name=CHECK) is None
    assert "storage" not in person.describe()


def test_a_sign_up_tells_that_room_runs_out(person):
    """It is measured after each; nobody waits for the next measure in some minutes."""
    ear = Ear()
    trouble.begin("statvfs", 317 * MEGABYTE)
    sign_up(person)
    person.sees("310 " + LOW)
    ear.hears("310 " + LOW, times=1)
    assert len(visitor.records(person.fairbook)) == 1
    trouble.begin("statvfs", 12 * MEGABYTE)
    check_again(person)
    person.sees("Only 12 " + URGENT)
    ear.hears("Only 12 " + URGENT, times=1)


def test_it_is_said_once(person):
    """With each measure the number changes; who hears the window hears it the first time."""
    ear = Ear()
    trouble.begin("statvfs", 45 * MEGABYTE)
    sign_up(person)
    person.sees("Only 45 " + URGENT)
    for left in (44, 43, 52):
        trouble.begin("statvfs", left * MEGABYTE)
        check_again(person)
        person.sees(f"Only {left} " + URGENT)
    ear.hears(URGENT, times=1)


def test_it_goes_by_itself_when_there_is_room(person):
    trouble.begin("statvfs", 0)
    sign_up(person)
    person.sees(FULL)
    trouble.begin("statvfs", 10000 * MEGABYTE)
    person.wait_gone(name=CHECK)
    check_is_silent(person)


def test_small_disk_fills_up(person):
    """Nothing but the disk itself."""
    room = trouble.own_disk(person)
    trouble.end()
    room.leave_free(20 * MEGABYTE)
    sign_up(person)
    person.sees("Only 19 " + URGENT)
    room.leave_free(disk.PLENTY)
    check_again(person)
    person.wait_gone(name=CHECK)


def test_folder_moved_away(person):
    folder = person.fairbook.journal.parent
    away = folder.with_suffix(".away")
    trouble.begin("statvfs", 45 * MEGABYTE)
    sign_up(person)
    person.sees("Only 45 " + URGENT)
    folder.rename(away)
    person.sees(AWAY)
    away.rename(folder)
    person.sees("Only 45 " + URGENT)


def test_write_protected_disk(person):
    room = trouble.own_disk(person)
    person.fairbook.quit()
    room.protect()
    with trouble.another_window(person.fairbook) as again:
        again.sees(READ_ONLY)
        room.unprotect()
        again.wait_gone(name=CHECK)


def prepare(folder):
    tidy = trouble.prepare(folder)
    trouble.begin("statvfs", 10000 * MEGABYTE)
    return tidy


if __name__ == "__main__":
    disk.be_alone()
    with tempfile.TemporaryDirectory(prefix="fairbook-trouble-") as place:
        trouble = disk.Trouble(Path(place, "trouble"))
        tap.run(test_nothing_is_said_while_there_is_room, test_a_sign_up_tells_that_room_runs_out, test_it_is_said_once,
                test_it_goes_by_itself_when_there_is_room, test_small_disk_fills_up, test_folder_moved_away,
                test_write_protected_disk, prepare=prepare, environment=trouble.environment)
