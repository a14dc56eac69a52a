# SPDX-License-Identifier: GPL-3.0-or-later
"""Where results cannot go: closed descriptors, readers that went away, full disks."""

import os
import re
import shutil
import subprocess

from fairctl_case import TIMEOUT, UUID, FairctlCase, lines, main, person
from test_durability import journal_line

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

    def run_without_reader(self, *arguments, stdin=b''):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(self.command(*arguments), input=stdin, stdout=writer, stderr=subprocess.PIPE, timeout=TIMEOUT)
        os.close(writer)
        return done.returncode, done.stderr.decode()

    def read_journal(self):
        with open(self.journal, 'rb') as file:
            return file.read()

    def need_full_device(self):
        if not os.path.exists('/dev/full'):
            self.skipTest('there is no /dev/full')

    def test_a_full_disk(self):
        self.need_full_device()
        for arguments in [*READING, ['show', self.ids[0]]]:
            with self.subTest(arguments):
                status, errors = self.run_with_shell('>/dev/full', *arguments)
                self.assertEqual(status, 3)
                self.assertRegex(errors, r'standard output')

    def test_closed(self):
        before = self.read_journal()
        for arguments in [*READING, ['show', self.ids[0]]]:
            with self.subTest(arguments):
                status, errors = self.run_with_shell('>&-', *arguments)
                self.assertEqual(status, 3, errors)
        self.assertEqual(self.read_journal(), before)

    def test_a_reader_that_went_away(self):
        for arguments in (['list'], ['list', '--json'], ['export', '--format', 'csv'], ['export', '--format', 'json'],
                          ['export', '--format', 'jsonl']):
            with self.subTest(arguments):
                self.assertEqual(self.run_without_reader(*arguments), (3, ''))

    def test_add_where_nothing_can_be_printed(self):
        before = self.read_journal()
        for redirection in ('>&-', '>&- 2>/dev/null', '1</dev/null'):
            with self.subTest(redirection):
                status, errors = self.run_with_shell(redirection, 'add', stdin=lines(person(given_name='Late')))
                self.assertEqual(status, 3)
                if '2>' not in redirection:
                    self.assertIn('nothing was saved', errors)
                self.assertEqual(self.read_journal(), before)
        status, errors = self.run_without_reader('add', stdin=lines(person(given_name='Late')))
        self.assertEqual(status, 3)
        self.assertIn('nothing was saved', errors)
        self.assertEqual(self.read_journal(), before)

    def test_add_to_a_full_disk(self):
        self.need_full_device()
        given = b'oops\n' + lines(*[person(given_name=f'n{i}') for i in range(2500)])
        status, errors = self.run_with_shell('>/dev/full', 'add', stdin=given)
        self.assertEqual(status, 1)
        self.assertIn('standard output: No space', errors)
        named = re.findall(f'standard input:([0-9]+): saved as ({UUID}), ', errors)
        saved = [record['id'] for record in self.records()[len(self.ids):]]
        self.assertEqual([one for _, one in named], saved)
        self.assertEqual([int(number) for number, _ in named], list(range(2, len(saved) + 2)))
        self.assertRegex(errors, f'{len(saved)} saved in all; nothing after line {len(saved) + 1} was')
        # what was not taken in yet is not read on
        self.assertTrue(0 < len(saved) < 2500)

    def test_add_into_a_pipe_that_is_left_open(self):
        """Ids that were printed before the reader went away are not named; all others are."""
        reader, writer = os.pipe()
        process = subprocess.Popen(self.command('add'), stdin=subprocess.PIPE, stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        process.stdin.write(lines(person(given_name='First')))
        process.stdin.flush()
        printed = os.read(reader, 37).decode()
        os.close(reader)
        _, errors = process.communicate(lines(person(given_name='Second'), person(given_name='Third')), timeout=TIMEOUT)
        self.assertEqual(process.returncode, 1)
        saved = [record['id'] for record in self.records()[len(self.ids):]]
        self.assertEqual(printed, f'{saved[0]}\n')
        self.assertEqual(re.findall(f'saved as ({UUID}), ', errors.decode()), saved[1:])

    def test_ids_that_fill_a_disk(self):
        """The disk is full in the middle of an id: that one was not printed either, and no other is named."""
        if shutil.which('unshare') is None:
            self.skipTest('there is no unshare')
        small = os.path.join(self.folder, 'small disk')
        os.mkdir(small)
        path = self.write('people.jsonl', lines(*[person(given_name=f'n{i}') for i in range(300)]))
        names = [os.path.join(self.folder, name) for name in ('errors', 'status', 'kept')]
        script = ('mount -t tmpfs -o size=4k tmpfs "$1" || exit 77; cd "$1"; "$2" --data-dir "$3" add "$4" > ids 2> "$5"; '
                  'echo $? > "$6"; cp ids "$7"')
        subprocess.run(['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', small, self.command()[0],
                        self.data, path, *names], capture_output=True, timeout=TIMEOUT)
        if not os.path.exists(names[2]):
            self.skipTest('this machine does not let a test mount a small disk')
        errors, status, kept = [open(name, encoding='utf-8').read() for name in names]
        printed = kept.split('\n')[:-1]
        saved = [record['id'] for record in self.records()[len(self.ids):]]
        self.assertEqual(status, '1\n')
        self.assertEqual(printed + re.findall(f'saved as ({UUID}), ', errors), saved)
        self.assertEqual(len(printed), 4096 // 37)

    def changes(self):
        """Commands that change something, each with what it is to print and what must be so afterwards."""
        other = journal_line(v=1, op='put', id='imported', rev=1, at='2026-06-01T15:04:05.123Z', hlc='1780326245123-0-other',
                             event='', form='interest@1', lang='en', answers=person(given_name='Imported'), staff={})
        path = self.write('other.jsonl', other)
        return [(['correct', self.ids[0], self.write('changes', b'{"given_name":"Bo"}')], f'{self.ids[0]} 2'),
                (['join', self.ids[1], self.ids[2]], self.ids[1]),
                (['unjoin', self.ids[2]], self.ids[2]),
                (['erase', self.ids[3]], self.ids[3]),
                (['import', path], 'new: 1')]

    def check_changes(self, run, reason):
        for arguments, printed in self.changes():
            with self.subTest(arguments[0]):
                before = self.read_journal()
                status, errors = run(*arguments)
                self.assertEqual(status, 1, errors)
                self.assertNotEqual(self.read_journal(), before)
                self.assertIn(f'fairctl: standard output: {reason}', errors)
                self.assertIn('it is done all the same', errors)
                self.assertIn(f'fairctl: {printed}\n', errors)

    def test_changes_on_a_full_disk(self):
        self.need_full_device()
        self.check_changes(lambda *arguments: self.run_with_shell('>/dev/full', *arguments), 'No space')

    def test_changes_with_closed_output(self):
        self.check_changes(lambda *arguments: self.run_with_shell('>&-', *arguments), 'Bad file')

    def test_changes_that_nobody_reads(self):
        self.check_changes(self.run_without_reader, 'Broken pipe')

    def test_nothing_to_change(self):
        path = self.write('same.jsonl', self.read_journal())
        before = self.read_journal()
        for arguments in (['correct', self.ids[0], self.write('changes', b'{}')], ['import', path]):
            with self.subTest(arguments[0]):
                self.assertEqual(self.run_with_shell('>&-', *arguments)[0], 3)
        self.assertEqual(self.read_journal(), before)

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
