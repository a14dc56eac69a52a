# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl erase: afterwards the person is in no file of the data folder, and everybody else is there as before."""

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
        for folder, _, names in os.walk(self.data):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    text = file.read().lower()
                for trace in TRACES:
                    self.assertNotIn(trace, text, name)
        if os.path.exists(os.path.join(self.signups, 'quarantine.jsonl')):
            for line in self.read('quarantine.jsonl').splitlines():
                kept = base64.b64decode(json.loads(line)['bytes']).lower()
                for trace in TRACES:
                    self.assertNotIn(trace, kept)

    def test_one(self):
        before = self.read().splitlines(keepends=True)
        output, errors = self.expect(0, 'erase', self.one)
        self.assertEqual((output.decode(), errors), (self.one + '\n', ''))
        after = self.read().splitlines(keepends=True)
        self.assertEqual(after[:2], [before[0], before[2]])
        tombstone = json.loads(after[2])
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

    def test_strays(self):
        copy = self.read()
        torn = copy[:copy.index(b'}', copy.index(b'Zoraida'))]
        for name in ('signups.jsonl.bak', 'signups.jsonl~', 'signups.jsonl.00c0ffee.tmp', 'signups.jsonl 2.txt',
                     'quarantine.jsonl.old'):
            self.put('signups/' + name, copy)
        with open(self.journal, 'ab') as file:
            file.write(torn)
        self.run_fairctl('list')
        self.assertTrue(self.read('quarantine.jsonl'))
        self.expect(0, 'erase', self.one)
        self.assert_gone()
        kept = copy.splitlines(keepends=True)
        self.assertEqual(self.read('signups.jsonl.bak'), kept[0] + kept[2])
        self.assertFalse(os.path.exists(os.path.join(self.signups, 'signups.jsonl.00c0ffee.tmp')))

    def test_others_are_named(self):
        export = self.put('exports/list.csv', b'Zoraida,Quintanilla\n')
        note = self.put('note.txt', b'mail ZORAIDA@example.net\n')
        self.put('plain.txt', b'nothing\n')
        _, errors = self.expect(1, 'erase', self.one)
        self.assertEqual(errors.count('\n'), 2)
        self.assertIn(export + ': this file still mentions the person', errors)
        self.assertIn(note + ': this file still mentions the person', errors)
        self.assertEqual(self.read('../note.txt'), b'mail ZORAIDA@example.net\n')

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

    def line(self, one):
        """The line of a person, without its newline."""
        return next(line for line in self.read().splitlines() if one.encode() in line)

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

    def test_glued(self):
        """Of two lines in one, whoever is not erased keeps theirs, in the quarantine as well."""
        first, one, last = (self.line(each) for each in (self.first, self.one, self.last))
        for glued in (b'\x0b'.join((first, one, last)), b'\0'.join((one, last, first)), first + one + last):
            with self.subTest(glued[:60]):
                self.put('signups/signups.jsonl', one + b'\n' + glued + b'\n')
                self.put('signups/quarantine.jsonl', b'')
                self.expect(1, 'list')
                self.expect(0, 'erase', self.one)
                self.assertEqual({record['id'] for record in self.records()}, {self.first, self.last})
                self.assertLessEqual({first, last}, set(self.read().splitlines()))
                kept = base64.b64decode(json.loads(self.read('quarantine.jsonl'))['bytes'])
                self.assertEqual(set(kept.splitlines()), {first, last})
                self.assert_gone()

    def test_glued_and_damaged(self):
        first, one = self.line(self.first), self.line(self.one)
        self.put('signups/signups.jsonl', one + b'\n' + one[:-4] + b'!"}' + first[:-4] + b'!"}\n')
        self.expect(0, 'erase', self.one)
        self.assertEqual(self.read().splitlines()[0], first[:-4] + b'!"}')

    def test_one_name(self):
        one, = self.add({'given_name': 'En', 'email': 'en@example.net', 'consent': True})
        bad = self.line(self.last)[:-4] + b'!"}'
        self.assertIn(b'"lang":"en"', bad)
        self.put('signups/signups.jsonl', self.read() + bad.replace(self.last.encode(), b'?') + b'\n')
        self.expect(0, 'erase', one)
        self.assertEqual(self.read().count(b'"Ann"'), 2)

    def test_shared_address(self):
        """What has somebody else's id is that one's, though it has the person's address; it is named."""
        friend, = self.add(person(given_name='Bo', email='zoraida@example.net'))
        bad = self.line(friend)[:-4] + b'!"}'
        self.put('signups/signups.jsonl', self.line(self.one) + b'\n' + bad + b'\n')
        _, errors = self.expect(1, 'erase', self.one)
        self.assertIn(bad, self.read())
        self.assertIn(f'“fairctl erase {friend}”', errors)
        self.expect(0, 'erase', friend)
        self.assertNotIn(b'"Bo"', self.read())

    def test_copies(self):
        """Whatever a copy is called and wherever in the folder it is; everybody else's line stays byte for byte."""
        one, others = self.line(self.one), [self.line(self.first), self.line(self.last)]
        copy = b'\n'.join([others[0], one, others[1]]) + b'\n'
        names = ('.signups.jsonl.Xy12ab', 'signups (copy).jsonl', 'Copy of signups.jsonl', 'signups.old.jsonl',
                 'backup/2026/signups.jsonl', '../signups.jsonl', '../exports/all.jsonl')
        for name in names:
            self.put('signups/' + name, copy)
        self.put('signups/crlf.jsonl', copy.replace(b'\n', b'\r\n'))
        alone = ('.signups.jsonl.swp', '#signups.jsonl#', '.goutputstream-ABC123', 'pretty.json', 'list.csv')
        self.put('signups/.signups.jsonl.swp', b'b0VIM 9.1\0\0\0' + b'\0'.join(others) + one[:-5])
        self.put('signups/#signups.jsonl#', one[:150])
        self.put('signups/.goutputstream-ABC123', one)
        self.put('signups/pretty.json', json.dumps([json.loads(line) for line in [one, *others]], indent=1).encode())
        self.put('signups/list.csv', self.expect(0, 'export', '--format', 'csv')[0])
        _, errors = self.expect(0, 'erase', self.one)
        self.assert_gone()
        for name in names:
            self.assertEqual(self.read(name).splitlines(), others)
        self.assertEqual(self.read('crlf.jsonl').split(b'\r\n'), [*others, b''])
        for name in alone[3:]:
            self.assertFalse(os.path.exists(os.path.join(self.signups, name)), name)
        self.assertIn(others[0], self.read(alone[0]))
        self.assertEqual(errors, '')

    def test_copies_that_stay(self):
        """What cannot be cleaned, and may be all that there is of somebody else, stays; and nobody takes it for done."""
        stranger = '12345678-1234-4123-8123-123456789abc'
        pretty = json.dumps([{'id': self.one, 'name': NAME}, {'id': stranger}], indent=1).encode()
        paths = [self.put('signups/pretty.json', pretty), self.put('signups/names.txt', f'{NAME} {self.one}: call Bo'.encode()),
                 self.put('signups/old.jsonl.gz', b'\x1f\x8b\x08rest'), self.put('old.zip', b'PK\x03\x04rest')]
        self.put('picture.bin', bytes(2000))
        self.put('program/notes.txt', b'Zoraida Quintanilla')
        _, errors = self.expect(1, 'erase', self.one)
        self.assertEqual([any(path in line for line in errors.splitlines()) for path in paths], [True] * 4)
        self.assertEqual(errors.count('\n'), 4)
        self.assertEqual(self.read('pretty.json'), pretty)
        self.assertEqual(len(self.records()), 2)

    def test_fragments(self):
        """What is left of a damaged line may have a phone number, a question or a family name, and nothing else."""
        one, = self.add({**PERSON, 'phone': '+1 555 010 4477', 'question': 'Is there a kayak for beginners?'})
        rest = self.line(one)
        for key in (b'"phone"', b'"question"'):
            self.put('signups/signups.jsonl', self.line(self.first) + b'\n' + rest + b'\n' + rest[rest.index(key):] + b'\n')
            self.put('signups/quarantine.jsonl', b'')
            self.expect(1, 'list')
            self.expect(0, 'erase', one)
            self.assertEqual(len(self.read().splitlines()), 2)
            self.assertEqual(self.read('quarantine.jsonl'), b'')


if __name__ == '__main__':
    main()
