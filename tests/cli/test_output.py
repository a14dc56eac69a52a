# SPDX-License-Identifier: GPL-3.0-or-later
"""Where results cannot go: closed descriptors, readers that went away, full disks."""

import os
import subprocess

from fairctl_case import TIMEOUT, FairctlCase, lines, main, person

READING = [['list'], ['list', '--json'], ['export', '--format', 'csv'], ['export', '--format', 'json'],
           ['export', '--format', 'jsonl'], ['verify'], ['stats'], ['stats', '--json'], ['events'], ['--help'],
           ['--version'], ['help', 'add']]


class Output(FairctlCase):
    def setUp(self):
        super().setUp()
        # More than a pipe holds.
        self.ids = self.add(*[person(question='x' * 1000) for _ in range(400)])

    def run_with_shell(self, redirection, *arguments, stdin=b''):
        done = subprocess.run(['sh', '-c', f'"$@" {redirection}', 'sh', *self.command(*arguments)], input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT)
        return done.returncode, done.stderr.decode()

    def test_a_full_disk(self):
        if not os.path.exists('/dev/full'):
            self.skipTest('there is no /dev/full')
        for arguments in [*READING, ['show', self.ids[0]]]:
            with self.subTest(arguments):
                status, errors = self.run_with_shell('>/dev/full', *arguments)
                self.assertEqual(status, 3)
                self.assertRegex(errors, r'standard output')

    def test_closed(self):
        with open(self.journal, 'rb') as file:
            before = file.read()
        for arguments in [*READING, ['show', self.ids[0]]]:
            with self.subTest(arguments):
                status, errors = self.run_with_shell('>&-', *arguments)
                self.assertEqual(status, 3, errors)
        with open(self.journal, 'rb') as file:
            self.assertEqual(file.read(), before)

    def test_a_reader_that_went_away(self):
        for arguments in (['list'], ['list', '--json'], ['export', '--format', 'csv'], ['export', '--format', 'json'],
                          ['export', '--format', 'jsonl']):
            with self.subTest(arguments):
                reader, writer = os.pipe()
                os.close(reader)
                process = subprocess.Popen(self.command(*arguments), stdout=writer, stderr=subprocess.PIPE)
                os.close(writer)
                _, errors = process.communicate(timeout=TIMEOUT)
                self.assertEqual(errors, b'')
                self.assertEqual(process.returncode, 3)

    def test_add_with_closed_output_keeps_the_journal_clean(self):
        status, _ = self.run_with_shell('>&-', 'add', stdin=lines(person(given_name='Late')))
        self.assertEqual(status, 3)
        self.expect(0, 'verify')

    def test_add_to_a_full_disk(self):
        if not os.path.exists('/dev/full'):
            self.skipTest('there is no /dev/full')
        status, errors = self.run_with_shell('>/dev/full', 'add', stdin=lines(person(given_name='Late')))
        self.assertEqual(status, 3)
        self.assertIn('standard output', errors)

    def test_add_without_input(self):
        status, errors = self.run_with_shell('<&-', 'add')
        self.assertEqual(status, 3)
        self.assertIn('standard input', errors)
        self.expect(0, 'verify')

    def test_closed_errors(self):
        status, _ = self.run_with_shell('2>&-', 'add', stdin=b'oops\n')
        self.assertEqual(status, 1)
        self.expect(0, 'verify')

    def test_all_closed(self):
        status, _ = self.run_with_shell('<&- >&- 2>&-', 'verify')
        self.assertEqual(status, 3)
        self.expect(0, 'verify')


if __name__ == '__main__':
    main()
