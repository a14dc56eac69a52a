# SPDX-License-Identifier: GPL-3.0-or-later
"""What gets in the way on a laptop: files that may not grow, another program that has stopped, things that are no files."""

import fcntl
import os
import resource
import stat
import struct

from fairctl_case import FairctlCase, lines, main, person


class Trouble(FairctlCase):
    @property
    def signups(self):
        return os.path.join(self.data, 'signups')

    def read_journal(self):
        with open(self.journal, 'rb') as file:
            return file.read()

    def limited(self, size):
        return {'preexec_fn': lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}

    def test_a_file_that_may_not_grow(self):
        first, _ = self.add(person(), person(question='x' * 1500))
        before = self.read_journal()
        _, errors = self.expect(3, 'add', stdin=lines(person()), **self.limited(len(before) + 20))
        self.assertIn('no file may become larger', errors)
        self.assertEqual(self.read_journal(), before)
        _, errors = self.expect(3, 'erase', first, **self.limited(1000))
        self.assertIn('no file may become larger', errors)
        self.assertEqual(self.read_journal(), before)
        self.assertEqual(sorted(os.listdir(self.signups)), ['lock', 'signups.jsonl'])

    def test_a_pipe_for_a_journal(self):
        os.makedirs(self.signups)
        os.mkfifo(self.journal)
        for command in ('list',), ('verify',), ('export', '--format', 'json'):
            _, errors = self.expect(3, *command)
            self.assertIn('not an ordinary file', errors)
        self.assertTrue(stat.S_ISFIFO(os.stat(self.journal).st_mode))

    def test_a_folder_for_a_journal(self):
        os.makedirs(self.journal)
        _, errors = self.expect(3, 'list')
        self.assertIn('a folder where a file should be', errors)
        self.assertNotIn('another disk', errors)

    def test_somebody_who_has_stopped_with_the_lock(self):
        one, = self.add(person())
        with open(os.path.join(self.signups, 'lock'), 'r+b') as lock:
            fcntl.fcntl(lock, fcntl.F_OFD_SETLK, struct.pack('hhqqi4x', fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
            self.assertEqual([record['id'] for record in self.records()], [one])
            self.expect(0, 'verify')
            self.expect(0, 'export', '--format', 'json')
        self.add(person())

    def test_an_unfinished_line(self):
        for torn, words in ((b'{', 'the last 1 byte of '), (b'{"', 'the last 2 bytes of ')):
            self.add(person())
            with open(self.journal, 'ab') as file:
                file.write(torn)
            _, errors = self.expect(0, 'list')
            self.assertIn(words, errors)

    def test_a_quarantine_that_takes_nothing(self):
        self.add(person())
        with open(self.journal, 'ab') as file:
            file.write(b'damaged\ntorn')
        before = self.read_journal()
        os.mkdir(os.path.join(self.signups, 'quarantine.jsonl'))
        _, errors = self.expect(1, 'list')
        self.assertIn('could not be copied to quarantine.jsonl', errors)
        self.assertIn('could not be set aside', errors)
        self.assertNotIn('are kept', errors)
        self.assertEqual(self.read_journal(), before)


if __name__ == '__main__':
    main()
