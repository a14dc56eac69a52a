# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line itself: help, versions, and exit status 2 for everything that it does not understand."""

import os
import subprocess

from fairctl_case import FAIRCTL, FairctlCase, main, person

COMMANDS = ['add', 'list', 'show', 'export', 'exports', 'verify', 'stats', 'check-program', 'events', 'forget-pins', 'hand-over', 'laptops', 'undo-import']
WRONG = [
    [],
    ['frobnicate'],
    ['--frobnicate'],
    ['-x'],
    ['import'],
    ['help', 'frobnicate'],
    ['help', 'add', 'list'],
    ['add', '--frobnicate'],
    ['add', 'one', 'two'],
    ['add', '-', '-'],
    ['add', '--event'],
    ['add', '--event', ''],
    ['add', '--event', 'two words'],
    ['add', '--event', '../up'],
    ['add', '--event', 'é'],
    ['add', '--event', 'x' * 65],
    ['add', '--lang', ''],
    ['add', '--lang', 'en_US'],
    ['list', 'extra'],
    ['list', '--event', 'a b'],
    ['list', '--search'],
    ['list', '--js'],
    ['show'],
    ['show', 'one', 'two'],
    ['export'],
    ['export', '--format'],
    ['export', '--format', 'xls'],
    ['export', '--format', 'xlsx', '--preset', 'excel'],
    ['export', '--format', 'vcf'],
    ['export', '--format', 'redcap', '--preset', 'plain'],
    ['export', '--format', 'redcap-dictionary', '--new'],
    ['export', '--format', 'CSV'],
    ['export', '--format', ''],
    ['export', '--format', 'csv', '--preset', 'word'],
    ['export', '--format', 'json', '--preset', 'excel'],
    ['export', '--format', 'json', '--preset', 'plain'],
    ['export', '--format', 'csv', 'extra'],
    ['export', '--format', 'csv', '--event', '/'],
    ['hand-over'],
    ['hand-over', 'one', 'two'],
    ['hand-over', '--json', 'one'],
    ['undo-import', '1'],
    ['exports', '1'],
    ['laptops', 'extra'],
    ['laptops', '--name'],
    ['import', '--dry-run'],
    ['verify', 'extra'],
    ['verify', '--json'],
    ['stats', 'extra'],
    ['events', 'extra'],
    ['forget-pins', 'extra'],
    ['forget-pins', '--force'],
    ['check-program'],
    ['check-program', 'one', 'two'],
    ['verify', '--data-dir'],
    ['verify', '--data-dir', ''],
]


class Usage(FairctlCase):
    def test_wrong(self):
        for arguments in WRONG:
            with self.subTest(arguments):
                output, errors = self.expect(2, *arguments)
                self.assertEqual(output, b'')
                self.assertEqual(errors.count('\n'), 1, errors)
                self.assertIn('fairctl --help', errors)
        self.assertFalse(os.path.exists(self.data), 'a wrong command line created a folder')

    def test_formats_are_named(self):
        _, errors = self.expect(2, 'export', '--format', 'xls')
        self.assertIn('csv, json, jsonl', errors)
        _, errors = self.expect(2, 'export', '--format', 'csv', '--preset', 'word')
        self.assertIn('excel, slate, plain', errors)
        output, _ = self.expect(0, 'export', '--help')
        self.assertIn(b'csv, json, jsonl', output)
        self.assertIn(b'excel, slate, plain', output)

    def test_data_dir_needs_a_folder(self):
        for arguments in (['--data-dir'], ['--data-dir', ''], ['--data-dir=']):
            with self.subTest(arguments):
                done = subprocess.run([FAIRCTL, *arguments], capture_output=True)
                self.assertEqual(done.returncode, 2)

    def test_help(self):
        for arguments in (['--help'], ['-h'], ['help']):
            with self.subTest(arguments):
                output, errors = self.expect(0, *arguments)
                self.assertEqual(errors, '')
                for command in COMMANDS:
                    self.assertIn(f'  {command} ', output.decode())

    def test_help_of_each_command(self):
        for command in COMMANDS:
            with self.subTest(command):
                output, _ = self.expect(0, 'help', command)
                self.assertIn(f'fairctl [OPTION…] {command}', output.decode())
                self.assertEqual(self.expect(0, command, '--help')[0], output)
                self.assertEqual(self.expect(0, command, '-h')[0], output)

    def test_version(self):
        output, _ = self.expect(0, '--version')
        self.assertRegex(output.decode(), r'^fairctl [0-9]+\.[0-9]+\.[0-9]+\n$')

    def test_places_of_the_data_dir(self):
        self.add(person())
        for arguments in (['--data-dir', self.data, 'list'], [f'--data-dir={self.data}', 'list'],
                          ['list', '--data-dir', self.data], ['list', f'--data-dir={self.data}', '--json'],
                          ['--data-dir', '/nowhere', 'list', '--data-dir', self.data]):
            with self.subTest(arguments):
                done = subprocess.run([FAIRCTL, *arguments], capture_output=True)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stdout.count(b'\n'), 1)

    def test_data_dir_from_the_environment(self):
        self.add(person())
        environment = dict(os.environ, FAIRBOOK_DATA_DIR=self.data)
        done = subprocess.run([FAIRCTL, 'list'], capture_output=True, env=environment)
        self.assertEqual((done.returncode, done.stdout.count(b'\n')), (0, 1))

    def test_options_after_operands(self):
        path = self.write('people.jsonl', b'')
        self.expect(0, 'add', path, '--event', 'sample-spring')

    def test_a_locale_without_unicode(self):
        environment = dict(os.environ, LC_ALL='C')
        _, errors = self.expect(0, 'add', '--event', 'sample-spring', stdin=b'\xef\xbb\xbf\n', env=environment)
        self.assertEqual(errors, '')
        self.add(person())
        output, _ = self.expect(0, 'list', '--search', 'søn', env=environment)
        self.assertIn('Søn'.encode(), output)

    def test_an_operand_that_looks_like_an_option(self):
        _, errors = self.expect(3, 'add', '--', '--nowhere')
        self.assertIn('--nowhere', errors)


if __name__ == '__main__':
    main()
