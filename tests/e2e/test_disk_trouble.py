#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign Up, and the disk refuses: the visitor sees why and what to do, keeps what was typed, and is saved once when it works again."""

import errno
import fcntl
import json
import subprocess
import tempfile
from pathlib import Path

import disk
import tap
import visitor
from ear import Ear
from person import Role
from waiting import wait_until

ANSWERS = {"given_name": "Amara", "email": "amara@example.org"}
NOT_SAVED = "Not saved yet. Nothing that you typed is lost."
WAITING = "Still saving. Nothing that you typed is lost."
FULL = "the disk is full. Free some space, then try again"
PROTECTED = "this place may not be written to or read"
GONE = "the file or folder is not there. Check its name and that its disk is plugged in, then try again"
BUSY = "another program has been writing to them all the time. Wait until it is done, or close it, then try again"
UNCONFIRMED = "The disk did not confirm that the sign-up is saved."
NEAR = 260  # pixels between the button and what is said about it
BLOCK = 4096  # bytes: what a disk gives to a file at a time
LONGEST = 1800  # characters of a question


def names(fairbook):
    return [record["answers"]["given_name"] for record in visitor.records(fairbook)]


def fill_in(person, answers=None):
    visitor.show_sign_up(person)
    visitor.fill_in_all(person, answers or ANSWERS)
    visitor.give_consent(person)


def check_near_submit(person, said):
    """What is said stands where the visitor has just pressed."""
    button, words = person.place(person.find(Role.BUTTON, visitor.SUBMIT)), person.place(person.find(name=said))
    assert 0 < button[1] - words[1] < NEAR, (button, words)


def check_is_kept(person):
    """Everything that was typed is still there, and the focus is on what tries again."""
    wait_until(lambda: person.spoken_name(person.focused()) == visitor.SUBMIT, "the focus on the button")
    for field, answer in ANSWERS.items():
        title = visitor.form()["properties"][field]["x-fairbook"]["title"][visitor.LANGUAGE]
        assert person.text(person.find(Role.TEXT, visitor.named(title))) == answer, person.describe()


def submit_in_vain(person, why):
    before = visitor.records(person.fairbook)
    ear = Ear()
    visitor.submit(person)
    person.sees(NOT_SAVED)
    person.sees(why)
    ear.hears(NOT_SAVED, times=1)
    assert person.look_for(name=visitor.SAVED) is None
    check_near_submit(person, visitor.named(NOT_SAVED))
    check_is_kept(person)
    return before


def try_again(person):
    ear = Ear()
    person.tab_to(Role.BUTTON, "Try Again", backwards=True)
    person.press("Return")
    person.sees(visitor.SAVED)
    ear.hears("Saved. Thank you, Amara.", times=1)


def sign_up_in_the_end(person, begin, why, end):
    """With trouble from `begin` to `end`; what the journal held before stays, and one line is added."""
    fill_in(person)
    begin()
    before = submit_in_vain(person, why)
    end()
    try_again(person)
    records = visitor.records(person.fairbook)
    assert records[:-1] == before and records[-1]["answers"]["given_name"] == ANSWERS["given_name"], records


def add(fairbook, question):
    """Saves a sign-up with the command-line tool. Gives back how much room the journal's last block has left."""
    answers = {"given_name": "Mei", "email": "mei@example.org", "consent": True, "question": question}
    subprocess.run(["fairctl", "--data-dir", fairbook.data_folder, "add"], check=True, capture_output=True, text=True,
                   input=json.dumps(answers))
    return BLOCK - fairbook.journal.stat().st_size % BLOCK


def fill_last_block(fairbook):
    """Leaves room for the beginning of a line only, so that the next write is cut short."""
    before = add(fairbook, "x")  # and the wording that is agreed to, which no later sign-up writes
    left = add(fairbook, "x")
    line = before - left
    while left > line:
        wanted = left - line - line // 3
        left = add(fairbook, "x" * (wanted if 0 < wanted < LONGEST else LONGEST // 2))
    assert 0 < left < line


def test_full_disk(person):
    room = trouble.own_disk(person)
    sign_up_in_the_end(person, lambda: room.leave_free(0), FULL, lambda: room.leave_free(disk.PLENTY))


def test_disk_that_fills_up_within_a_line(person):
    room = trouble.own_disk(person)
    fill_last_block(person.fairbook)
    sign_up_in_the_end(person, lambda: room.leave_free(0), FULL, lambda: room.leave_free(disk.PLENTY))


def test_quota(person):
    sign_up_in_the_end(person, lambda: trouble.begin("write", errno.EDQUOT), FULL, trouble.end)


def test_disk_turned_read_only(person):
    sign_up_in_the_end(person, lambda: trouble.begin("write", errno.EROFS), PROTECTED, trouble.end)


def test_read_only_from_the_start(person):
    room = trouble.own_disk(person)
    person.fairbook.quit()
    room.protect()
    with trouble.another_window(person.fairbook) as again:
        sign_up_in_the_end(again, lambda: None, PROTECTED, room.unprotect)


def test_failed_sync(person):
    sign_up_in_the_end(person, lambda: trouble.begin("fdatasync", errno.EIO), UNCONFIRMED, trouble.end)


def test_folder_moved_away(person):
    folder = person.fairbook.journal.parent
    away = folder.with_suffix(".away")
    sign_up_in_the_end(person, lambda: folder.rename(away), GONE, lambda: away.rename(folder))


def test_disk_pulled_out(person):
    """Nothing is left where its disk is to be seen again: nobody would find it below."""
    room = trouble.own_disk(person)
    pulled = []

    def plug_in():
        pulled.extend(room.folder.iterdir())
        room.plug_in()

    sign_up_in_the_end(person, room.pull_out, GONE, plug_in)
    assert pulled == []


def test_lock_held_for_long(person):
    ear = Ear()
    fill_in(person)
    with open(person.fairbook.journal.parent / "lock", "r+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        visitor.submit(person)
        person.sees(WAITING)
        check_near_submit(person, visitor.named(WAITING))
        assert names(person.fairbook) == []
        assert person.look_for(name=visitor.SAVED) is None
        fcntl.lockf(lock, fcntl.LOCK_UN)
    wait_until(lambda: person.look_for(name=visitor.SAVED) or person.look_for(name=NOT_SAVED), "the end of the waiting")
    ear.hears(WAITING, times=1)
    if person.look_for(name=NOT_SAVED) is not None:  # a slow machine: it had waited long enough by then
        try_again(person)
    assert names(person.fairbook) == ["Amara"]


def test_lock_held_for_ever(person):
    """Nobody waits without end for a program that has stopped."""
    held = []

    def take():
        held.append(open(person.fairbook.journal.parent / "lock", "r+b"))
        fcntl.lockf(held[0], fcntl.LOCK_EX)

    sign_up_in_the_end(person, take, BUSY, lambda: held[0].close())


def test_second_window_without_a_bus(person):
    """Nothing tells the two of each other; both save into one journal."""
    # GTK warns that there is no bus, which is not what shall end the program here.
    no_bus = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=" + str(person.fairbook.data_folder / "no-bus"), "G_DEBUG": ""}
    with trouble.another_window(person.fairbook, no_bus) as other:
        sign_up_in_the_end(other, lambda: trouble.begin("fdatasync", errno.EIO), UNCONFIRMED, trouble.end)
        person.fairbook.check_alive()
    person.wait_active()
    fill_in(person, {"given_name": "Mei", "email": "mei@example.org"})
    visitor.submit(person)
    person.sees(visitor.SAVED)
    assert names(person.fairbook) == ["Amara", "Mei"]


if __name__ == "__main__":
    disk.be_alone()
    with tempfile.TemporaryDirectory(prefix="fairbook-trouble-") as place:
        trouble = disk.Trouble(Path(place, "trouble"))
        tap.run(test_full_disk, test_disk_that_fills_up_within_a_line, test_quota, test_disk_turned_read_only,
                test_read_only_from_the_start, test_failed_sync, test_folder_moved_away, test_disk_pulled_out,
                test_lock_held_for_long, test_lock_held_for_ever, test_second_window_without_a_bus, prepare=trouble.prepare, environment=trouble.environment)
