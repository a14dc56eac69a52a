# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that give trouble: small ones of one's own that fill up and are write-protected, and ones that refuse a call."""

import contextlib
import os
import subprocess

from person import Person
from session import Fairbook
from tap import Skipped

BALLAST = "ballast"
SMALL = 60  # megabytes: enough for nobody to be warned
PLENTY = 57 * 1000 * 1000  # bytes: the same again, once there was too little


def be_alone():
    """Enters namespaces in which this process may mount; what is mounted goes with it. Before any thread is started."""
    uid, gid = os.getuid(), os.getgid()
    try:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)
        mount("--make-rprivate", "/")
    except (OSError, subprocess.CalledProcessError):
        pass  # Trouble.own_disk() says so, to the tests that want one


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)


class Disk:
    """A small disk of its own under a folder, in memory."""

    def __init__(self, folder, megabytes):
        self.folder = folder
        self.pocket = folder.with_suffix(".pocket")
        mount("-t", "tmpfs", "-o", f"size={megabytes * 1000 * 1000},mode=0700", "fairbook-test", folder)

    def leave_free(self, n_bytes):
        """Fills it, or frees it, until so many bytes are left."""
        ballast = self.folder / BALLAST
        ballast.unlink(missing_ok=True)
        status = os.statvfs(self.folder)
        size = status.f_bavail * status.f_frsize - n_bytes
        if size > 0:
            with open(ballast, "wb") as file:
                os.posix_fallocate(file.fileno(), 0, size)

    def protect(self):
        """Makes it read-only, when nobody has a file open for writing."""
        mount("-o", "remount,ro", self.folder)

    def unprotect(self):
        mount("-o", "remount,rw", self.folder)

    def pull_out(self):
        """What was on it is not there any more; the empty folder stays."""
        self.pocket.mkdir()
        mount("--move", self.folder, self.pocket)

    def plug_in(self):
        mount("--move", self.pocket, self.folder)
        self.pocket.rmdir()

    def remove(self):
        for folder in (self.pocket, self.folder):
            subprocess.run(["umount", "--lazy", str(folder)], check=False, stderr=subprocess.DEVNULL)
        if self.pocket.exists():
            self.pocket.rmdir()


class Trouble:
    """What a program that runs with `environment` meets instead of its disk (disk-trouble.c)."""

    def __init__(self, path):
        self.path = path
        options = [os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0"]
        self.environment = {"LD_PRELOAD": os.environ["FAIRBOOK_DISK_TROUBLE_LIBRARY"], "FAIRBOOK_DISK_TROUBLE": str(path),
                            "ASAN_OPTIONS": ":".join(filter(None, options))}

        self._disks = {}

    def prepare(self, folder):
        """Before a test: no trouble, and a small disk for its data folder where that may be. Gives back what ends it."""
        self.end()
        try:
            self._disks[folder] = Disk(folder, SMALL)
        except subprocess.CalledProcessError:
            return None
        return self._disks[folder].remove

    def own_disk(self, person):
        """The disk that the data folder is on, and nothing else."""
        if person.fairbook.data_folder not in self._disks:
            raise Skipped("this machine lets nobody mount a disk of their own")
        return self._disks[person.fairbook.data_folder]

    @contextlib.contextmanager
    def another_window(self, fairbook, environment=None):
        """Fairbook once more, on the same data folder; it is ended with the block."""
        again = Fairbook(fairbook.desktop, fairbook.data_folder, environment=dict(self.environment, **(environment or {})))
        try:
            yield Person(again)
        finally:
            again.quit()

    def begin(self, call, number):
        new = self.path.with_suffix(".new")
        new.write_text(f"{call} {number}", encoding="ascii")
        new.rename(self.path)

    def end(self):
        self.path.unlink(missing_ok=True)
