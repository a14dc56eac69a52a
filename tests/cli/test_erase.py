# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl erase: afterwards the person is in no file of the store, other files are named, and everybody else is there as before."""

import base64
import json
import os
import shutil
import subprocess

from fairctl_case import FairctlCase, lines, main, person

NAME = 'Zoraida'
PERSON = person(given_name=NAME, family_name='Quintanilla', email='zoraida@example.net')
TRACES = (b'zoraida', b'quintanilla')


class Erase(FairctlCase):
    def setUp(self):
        super().setUp()
        self.signups = os.path.join(self.data, 'signups')
        self.first, self.one, self.last = self.add(person(), PERSON, person(given_name='Ann'))

    def read(self, name='signups.jsonl'):
        with open(os.path.join(self.signups, name), 'rb') as file:
            return file.read()

    def put(self, name, data):
        path = os.path.join(self.data, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(data)
        return path

    def assert_gone(self):
        """The store's own files know the person no more."""
        kept = b''
        if os.path.exists(os.path.join(self.signups, 'quarantine.jsonl')):
            kept = b' '.join(base64.b64decode(json.loads(line)['bytes']) for line in self.read('quarantine.jsonl').splitlines())
        for text in (self.read().lower(), kept.lower()):
            for trace in TRACES:
                self.assertNotIn(trace, text)

    def line(self, one):
        """The line of a person, without its newline."""
        return next(line for line in self.read().splitlines() if one.encode() in line)

    def test_one(self):
        before = self.read().splitlines(keepends=True)
        output, errors = self.expect(0, 'erase', self.one)
        self.assertEqual((output.decode(), errors), (self.one + '\n', ''))
        after = self.read().splitlines(keepends=True)
        self.assertEqual(after[:3], [before[0], before[1], before[3]])
        tombstone = json.loads(after[3])
        self.assertEqual(set(tombstone), {'v', 'op', 'id', 'hlc', 'crc'})
        self.assertEqual((tombstone['v'], tombstone['op'], tombstone['id']), (1, 'erase', self.one))
        self.assertEqual([record['id'] for record in self.records()], [self.first, self.last])
        self.assert_gone()
        self.assertEqual(sorted(os.listdir(self.signups)), ['lock', 'signups.jsonl'])
        self.assertEqual(os.stat(self.journal).st_mode & 0o7777, 0o600)

    def test_every_version(self):
        self.expect(0, 'correct', self.one, '-', stdin=lines({'email': 'zq@quintanilla.example', 'given_name': 'Zora'}))
        self.expect(0, 'erase', self.one)
        self.assert_gone()

    def test_joined(self):
        other, third = self.add({**PERSON, 'given_name': 'Zora'}, {**PERSON, 'given_name': 'Zo'})
        self.expect(0, 'join', self.one, other)
        self.expect(0, 'join', self.one, third)
        output, errors = self.expect(0, 'erase', self.one)
        self.assertEqual(output.decode().splitlines(), [self.one] + sorted([other, third]))
        self.assertEqual(errors.count('\n'), 2)
        for one in (other, third):
            self.assertIn(f'“{one}” was joined into “{self.one}”, and so was erased as well', errors)
            self.expect(3, 'show', one)
        self.assertEqual([record['id'] for record in self.records()], [self.first, self.last])
        self.assert_gone()

    def test_joined_into(self):
        other, = self.add({**PERSON, 'given_name': 'Zora'})
        self.expect(0, 'join', self.one, other)
        output, errors = self.expect(0, 'erase', other)
        self.assertEqual(output.decode(), other + '\n')
        self.assertIn(f'“fairctl erase {self.one}”', errors)
        self.assertIn(self.one, [record['id'] for record in self.records()])
        self.expect(0, 'erase', self.one)
        self.assert_gone()

    def test_torn(self):
        copy = self.read()
        with open(self.journal, 'ab') as file:
            file.write(copy[:copy.index(b'}', copy.index(b'Zoraida'))])
        self.put('signups/signups.jsonl.a0c0ffee.tmp', copy)
        self.run_fairctl('list')
        self.assertTrue(self.read('quarantine.jsonl'))
        self.assertEqual(self.expect(0, 'erase', self.one)[1], '')
        self.assert_gone()
        self.assertEqual(self.read('quarantine.jsonl'), b'')
        self.assertFalse(os.path.exists(os.path.join(self.signups, 'signups.jsonl.a0c0ffee.tmp')))

    def test_files_that_are_not_ours(self):
        """Copies, exports and notes that have the id or the address are named, and left byte for byte, wherever they are."""
        copy = self.read()
        export = self.expect(0, 'export', '--format', 'csv')[0]
        named = {'signups/signups.jsonl.bak': copy, 'signups/signups (copy).jsonl': copy.replace(b'\n', b'\r\n'),
                 'signups/backup/2026/signups.jsonl': copy, 'exports/list.csv': export, 'note.txt': b'mail ZORAIDA@example.net\n',
                 'signups/.signups.jsonl.swp': b'b0VIM 9.1\0\0\0' + self.line(self.one)[:-5],
                 'signups/pretty.json': json.dumps([json.loads(line) for line in copy.splitlines()], indent=1).encode()}
        left = {'plain.txt': b'Zoraida Quintanilla, zoraida@example.network\n', 'old.zip': b'PK\x03\x04rest',
                'program/notes.txt': b'zoraida@example.net'}
        for name, data in (named | left).items():
            self.put(name, data)
        output, errors = self.expect(1, 'erase', self.one)
        self.assertEqual(output.decode(), self.one + '\n')
        self.assertEqual(errors.count('\n'), len(named))
        for name in named:
            self.assertIn(os.path.join(self.data, name) + ': this file still has', errors)
        for name, data in (named | left).items():
            self.assertEqual(self.read('../' + name), data)
        self.assert_gone()
        self.assertEqual(len(self.records()), 2)

    def test_twice(self):
        self.expect(0, 'erase', self.one)
        before = self.read()
        output, errors = self.expect(3, 'erase', self.one)
        self.assertEqual(output, b'')
        self.assertIn('was erased', errors)
        self.assertEqual(self.read(), before)
        _, errors = self.expect(3, 'show', self.one)
        self.assertIn('was erased', errors)

    def test_nobody(self):
        before = self.read()
        for which in ('nobody', '', '00000000-0000-4000-8000-000000000000', 'Zoraida', '*'):
            with self.subTest(which):
                output, errors = self.expect(3, 'erase', which)
                self.assertEqual(output, b'')
                self.assertIn('fairctl list', errors)
        self.assertEqual(self.read(), before)

    def test_usage(self):
        self.expect(2, 'erase')
        self.expect(2, 'erase', self.one, self.first)
        self.assertEqual(len(self.records()), 3)

    def test_does_not_come_back(self):
        copy = shutil.copy(self.journal, os.path.join(self.folder, 'other laptop.jsonl'))
        self.expect(0, 'erase', self.one)
        self.expect(0, 'import', copy)
        self.assertEqual([record['id'] for record in self.records()], [self.first, self.last])
        self.assert_gone()

    def test_while_others_add(self):
        erased = self.add(*[PERSON] * 5)
        writers = [subprocess.Popen(self.command('add'), stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(3)]
        for number, writer in enumerate(writers):
            writer.stdin.write(lines(*[person(given_name=f'n{number}-{i}') for i in range(3000)]))
        for one in erased:
            self.expect(0, 'erase', one)
        ids = [line for writer in writers for line in writer.communicate()[0].decode().splitlines()]
        self.assertEqual(len(ids), 9000)
        self.assertLessEqual(set(ids), {record['id'] for record in self.records()})
        self.expect(0, 'erase', self.one)
        self.assert_gone()

    def test_no_id(self):
        """A word that is in somebody's damaged line is nobody's id."""
        bad = self.line(self.last)[:-3] + b'x"}'
        self.put('signups/signups.jsonl', self.line(self.first) + b'\n' + bad + b'\n')
        self.expect(1, 'verify')
        before, kept = self.read(), self.read('quarantine.jsonl')
        for which in ('', 'put', 'true', 'Ann', 'v', '"', 'ann@example.org', 'a b', '../x'):
            with self.subTest(which):
                self.expect(3, 'erase', which)
                self.assertEqual((self.read(), self.read('quarantine.jsonl')), (before, kept))
        self.expect(0, 'erase', self.last)
        self.assertNotIn(b'Ann', self.read())

    def test_upper_case(self):
        before = self.read()
        output, errors = self.expect(3, 'erase', self.one.upper())
        self.assertEqual(output, b'')
        self.assertIn('in lower case: “' + self.one, errors)
        self.assertEqual(self.read(), before)

    def test_name_alone(self):
        """Nobody's damaged line goes because of a name."""
        one, = self.add({'given_name': 'En', 'email': 'en@example.net', 'consent': True})
        bad = self.line(self.last)[:-4] + b'!"}'
        self.assertIn(b'"lang":"en"', bad)
        self.put('signups/signups.jsonl', self.read() + bad.replace(self.last.encode(), b'?') + b'\n')
        self.expect(0, 'erase', one)
        self.assertEqual(self.read().count(b'"Ann"'), 2)

    def test_shared_address(self):
        """What has somebody else's id is that one's, though it has the person's address; it is named."""
        friend, sound = self.add(person(given_name='Bo', email='zoraida@example.net'),
                                 person(given_name='Cy', email='Zoraida@Example.net'))
        bad = self.line(friend)[:-4] + b'!"}'
        self.put('signups/signups.jsonl', b'\n'.join((self.line(self.one), bad, self.line(sound), b'')))
        _, errors = self.expect(0, 'erase', self.one)
        self.assertIn(bad, self.read())
        self.assertEqual(errors.count('\n'), 2)
        self.assertIn(f'“fairctl erase {friend}”', errors)
        self.assertIn(f'“fairctl erase {sound}”', errors)
        self.expect(0, 'erase', friend)
        self.assertNotIn(b'"Bo"', self.read())
        self.assertIn(b'"Cy"', self.read())

    def test_damaged(self):
        """Of two lines in one, and of what is left of one, that which has the person goes; what nobody can attribute is counted."""
        first, one = self.line(self.first), self.line(self.one)
        rest = one[one.index(b'"family_name"'):]
        nobodys = b'"question":"Is there a kayak?"'
        self.put('signups/signups.jsonl', b'\n'.join((first, first + b'\x0b' + one, rest, nobodys, one, b'')))
        self.expect(1, 'list')
        _, errors = self.expect(0, 'erase', self.one)
        self.assert_gone()
        self.assertEqual(self.read().splitlines()[:2], [first, nobodys])
        self.assertEqual(errors.count('\n'), 1)
        self.assertIn('nobody can tell whose they are: 1', errors)
        self.assertIn('fairctl verify --discard-damaged', errors)

    def test_discard(self):
        first = self.line(self.first)
        self.put('signups/signups.jsonl', first + b'\nx\ny\nx\n' + b'torn')
        self.expect(1, 'verify')
        self.assertTrue(self.read('quarantine.jsonl'))
        output, errors = self.expect(0, 'verify', '--discard-damaged')
        self.assertIn(b'bad lines: 3\n', output)
        self.assertTrue(output.endswith(b'\ndiscarded: 3\n'))
        self.assertEqual(errors.count('\n'), 3)
        self.assertEqual((self.read(), self.read('quarantine.jsonl')), (first + b'\n', b''))
        self.assertTrue(self.expect(0, 'verify', '--discard-damaged')[0].endswith(b'\ndiscarded: 0\n'))


if __name__ == '__main__':
    main()
