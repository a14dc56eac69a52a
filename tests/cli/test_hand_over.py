# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing a laptop's journal over into a folder, and collecting it on another one."""

import json
import os
import re
import subprocess

from fairctl_case import FairctlCase, main, person


class HandOver(FairctlCase):
    def setUp(self):
        super().setUp()
        self.stick = os.path.join(self.folder, 'stick ø')
        os.mkdir(self.stick)
        self.add(person(given_name='One'), person(given_name='Two', email='two@example.org'))
        self.name_laptop('Hall 2')

    def name_laptop(self, name):
        path = os.path.join(self.data, 'device.json')
        with open(path, encoding='utf-8') as file:
            device = json.load(file)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({**device, 'name': name}, file)
        return device['id']

    def read(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def hand_over(self, status=0):
        output, errors = self.expect(status, 'hand-over', self.stick)
        path, *counts = output.decode().splitlines()
        self.assertEqual(self.read(path), self.read(self.journal))
        return path, dict(count.split(': ') for count in counts), errors

    def test_a_laptop(self):
        path, counts, errors = self.hand_over()
        device = self.name_laptop('Hall 2')
        self.assertEqual(path, os.path.join(self.stick, f'Hall 2 ({device}).jsonl'))
        self.assertEqual(counts, {'people': '2', 'left unfinished': '0', 'bytes': str(os.path.getsize(self.journal))})
        self.assertRegex(errors, r'^fairctl: [^\n]*may be pulled out now\n$')
        self.add(person(given_name='Three'))
        again, counts, errors = self.hand_over()
        self.assertEqual((again, counts['people']), (path, '3'))
        self.assertRegex(errors, r'^fairctl: [^\n]*was replaced[^\n]*\n$')
        self.assertEqual(os.listdir(self.stick), [os.path.basename(path)])

    def test_what_is_another_laptops_stays(self):
        path, *_ = self.hand_over()
        with open(path, 'wb') as file:
            file.write(b'precious\n')
        other, _, errors = self.hand_over()
        self.assertNotEqual(other, path)
        self.assertEqual(self.read(path), b'precious\n')
        self.assertIn(f'“{os.path.basename(path)}” stays', errors)

    def test_to_the_laptop_that_collects(self):
        self.hand_over()
        self.data = os.path.join(self.folder, 'second')
        self.add(person(given_name='Three'))
        self.name_laptop('Hall 2')
        self.hand_over()
        self.assertEqual(len(os.listdir(self.stick)), 2)
        self.data = os.path.join(self.folder, 'collects')
        output, errors = self.expect(0, 'import', self.stick)
        self.assertEqual(errors.count('fairctl: '), errors.count('signed up twice'))
        self.assertIn(b'new: 3\n', output)
        self.assertEqual({one['answers']['given_name'] for one in self.records()}, {'One', 'Two', 'Three'})

    def test_of_a_laptop_on_which_nobody_signed_up(self):
        self.data = os.path.join(self.folder, 'nobody')
        self.expect(0, 'laptops', '--name', 'Hall 4')
        _, counts, _ = self.hand_over()
        self.assertEqual(counts['people'], '0')
        self.data = os.path.join(self.folder, 'collects')
        output, errors = self.expect(0, 'import', self.stick)
        self.assertIn(b'new: 0\n', output)
        self.assertEqual(errors, '')
        laptops = json.loads(self.expect(0, 'laptops', '--json')[0])
        self.assertEqual([(one['name'], one['people']) for one in laptops if not one['own']], [('Hall 4', 0)])

    def test_nothing_is_done(self):
        before = self.read(self.journal)
        nowhere = os.path.join(self.folder, 'nowhere')
        for folder in (nowhere, self.journal, os.path.dirname(self.journal)):
            output, errors = self.expect(3, 'hand-over', folder)
            self.assertEqual((output, errors.count('\n')), (b'', 1))
            self.assertRegex(errors, rf'{re.escape(folder)}')
        self.assertEqual(self.read(self.journal), before)
        self.assertFalse(os.path.exists(nowhere))

    def test_damage_is_said(self):
        with open(self.journal, 'ab') as file:
            file.write(b'damaged\n')
        _, counts, errors = self.hand_over()
        self.assertEqual(counts['people'], '2')
        self.assertIn('1 line of the journal cannot be read', errors)

    def test_an_output_that_refuses(self):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run(self.command('hand-over', self.stick), stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'it is done all the same', done.stderr)
        self.assertEqual(len(os.listdir(self.stick)), 1)


if __name__ == '__main__':
    main()
