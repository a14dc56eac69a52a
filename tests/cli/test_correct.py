# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl correct: a further version from an object of changed answers, or a refusal that changes nothing."""

import json
import os

from fairctl_case import FairctlCase, main, person


class Correct(FairctlCase):
    def setUp(self):
        super().setUp()
        self.one, self.other = self.add(person(odd=[1.5]), person(given_name='Ann'))

    def correct(self, status, changes, which=None):
        return self.expect(status, 'correct', which or self.one, '-', stdin=json.dumps(changes).encode())

    def bytes(self):
        with open(self.journal, 'rb') as file:
            return file.read()

    def record(self):
        return next(record for record in self.records() if record['id'] == self.one)

    def test_one(self):
        before = self.record()
        output, errors = self.correct(0, {'given_name': ' Zoé ', 'phone': '+1 617 555 0100'})
        self.assertEqual((output.decode(), errors), (f'{self.one} 2\n', ''))
        after = self.record()
        self.assertEqual(after['answers'], person(odd=[1.5], given_name='Zoé', phone='+1 617 555 0100'))
        self.assertEqual(after['rev'], 2)
        self.assertNotEqual(after['hlc'], before['hlc'])
        for kept in ('id', 'at', 'event', 'form', 'lang', 'staff'):
            self.assertEqual(after[kept], before[kept])
        output, _ = self.correct(0, {'phone': None, 'odd': None})
        self.assertEqual(output.decode(), f'{self.one} 3\n')
        self.assertEqual(self.record()['answers'], person(given_name='Zoé'))
        self.assertEqual(len(self.records()), 2)

    def test_from_a_file(self):
        path = self.write('changes ü.json', b'\xef\xbb\xbf{\n  "given_name": "Zo\xc3\xab-Marie"\n}\n')
        self.expect(0, 'correct', self.one, path)
        self.assertEqual(self.record()['answers']['given_name'], 'Zoë-Marie')

    def test_journal_only_grows(self):
        before = self.bytes()
        self.correct(0, {'given_name': 'Bo'})
        self.assertTrue(self.bytes().startswith(before))
        self.assertEqual(self.bytes().count(b'\n'), before.count(b'\n') + 1)

    def test_no_difference(self):
        self.correct(0, {'given_name': 'Bo'})
        before = self.bytes()
        for changes in ({}, {'given_name': ' Bo '}, {'phone': None}, {'phone': '  '}, {'odd': [1.50]}):
            with self.subTest(changes):
                output, errors = self.correct(0, changes)
                self.assertEqual(output.decode(), f'{self.one} 2\n')
                self.assertIn('nothing was changed', errors)
        self.assertEqual(self.bytes(), before)

    def test_refusals(self):
        before = self.bytes()
        for changes in ({'email': 'nobody'}, {'email': None}, {'consent': False}, {'given_name': 7},
                        {'given_name': None, 'family_name': None}, {'graduation_year': 1492}, {'degree': 'PhD'},
                        {'question': 'x' * 65400}):
            with self.subTest(list(changes)):
                output, errors = self.correct(3, changes)
                self.assertEqual(output, b'')
                self.assertRegex(errors, r'^fairctl: [^\n]{5,}\n$')
        self.assertEqual(self.bytes(), before)

    def test_what_is_no_object(self):
        before = self.bytes()
        for given in (b'', b'[]', b'null', b'{"a":1', b'{} {}', b'{"a":1,"a":2}', b'\xff', b'{"a":"\\u0000"}',
                      b' ' * 100000 + b'{}'):
            with self.subTest(given[:20]):
                output, errors = self.expect(3, 'correct', self.one, '-', stdin=given)
                self.assertEqual(output, b'')
                self.assertRegex(errors, r'^fairctl: standard input: [^\n]{5,}\n$')
        self.assertEqual(self.bytes(), before)

    def test_nobody(self):
        for which in ('nobody', '00000000-0000-4000-8000-000000000000', ''):
            with self.subTest(which):
                output, errors = self.expect(3, 'correct', which, '-', stdin=b'{"given_name":"Bo"}')
                self.assertEqual(output, b'')
                self.assertIn('fairctl list', errors)

    def test_no_such_file(self):
        _, errors = self.expect(3, 'correct', self.one, os.path.join(self.folder, 'nowhere'))
        self.assertIn('nowhere', errors)
        _, errors = self.expect(3, 'correct', self.one, self.folder)
        self.assertIn(self.folder, errors)

    def test_usage(self):
        for arguments in ((), (self.one,), (self.one, '-', 'x')):
            with self.subTest(arguments):
                self.expect(2, 'correct', *arguments)

    def test_after_erasing(self):
        self.expect(0, 'erase', self.one)
        _, errors = self.correct(3, {'given_name': 'Bo'})
        self.assertIn('was erased', errors)
        self.assertEqual([record['id'] for record in self.records()], [self.other])


if __name__ == '__main__':
    main()
