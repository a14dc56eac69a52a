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
        _, errors = self.expect(0, 'erase', self.one)
        self.assertEqual(errors.count('\n'), 2)
        self.assertIn(export, errors)
        self.assertIn(note, errors)

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


if __name__ == '__main__':
    main()
