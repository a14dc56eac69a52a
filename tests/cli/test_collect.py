# SPDX-License-Identifier: GPL-3.0-or-later
"""Three laptops hand over, a fourth looks, collects, takes back, and knows whether it has everything."""

import json
import os

from fairctl_case import FairctlCase, main, person


def standing(journal):
    """Whom a journal has, as another reader finds it: the greatest time stamp of each, and nobody with a tombstone."""
    best, erased = {}, set()
    with open(journal, 'rb') as file:
        for line in file.read().splitlines():
            record = json.loads(line)
            if record['op'] == 'erase':
                erased.add(record['id'])
            elif record['op'] == 'put':
                ms, counter, device = record['hlc'].split('-', 2)
                key = (int(ms), int(counter), device)
                if record['id'] not in best or best[record['id']][0] < key:
                    best[record['id']] = (key, record['answers'])
    return {one: answers for one, (_, answers) in best.items() if one not in erased}


class Collecting(FairctlCase):
    def setUp(self):
        super().setUp()
        self.stick = os.path.join(self.folder, 'stick ø')
        os.mkdir(self.stick)

    def at(self, name):
        """From now on this laptop is meant."""
        self.data = os.path.join(self.folder, name)

    def read(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def fill(self, name, n):
        self.at(name)
        ids = self.add(*[person(given_name=f'{name} {number}', email=f'{name[-1]}x{number}@example.org') for number in range(n)])
        self.expect(0, 'laptops', '--name', name)
        self.expect(0, 'hand-over', self.stick)
        return ids

    def dry_run(self, *paths, status=0):
        """Gives each block of counts by its first line, and standard error."""
        output, errors = self.expect(status, 'import', '--dry-run', *paths)
        blocks = [block.splitlines() for block in output.decode().split('\n\n') if block]
        return {os.path.basename(block[0]): dict(row.split(': ', 1) for row in block[1:]) for block in blocks}, errors

    def test_a_day(self):
        first, second = self.fill('Hall 1', 20), self.fill('Hall 2', 30)
        self.at('Hall 2')
        self.expect(0, 'import', self.stick)
        self.expect(0, 'correct', first[0], '-', stdin=b'{"given_name":"Corrected"}')
        self.expect(0, 'erase', second[1])
        self.expect(0, 'hand-over', self.stick)
        self.fill('Hall 3', 5)
        self.assertEqual(len(os.listdir(self.stick)), 3)
        self.at('Desk')
        self.assertEqual(self.expect(0, 'list')[0], b'')
        blocks, errors = self.dry_run(self.stick)
        self.assertEqual(errors, '')
        self.assertEqual(len(blocks), 4)
        self.assertEqual((blocks['all files']['new'], blocks['all files']['refused lines']), ('54', '0'))
        halls = {block['laptop'].split(' ', 1)[1]: block for block in blocks.values() if 'laptop' in block}
        self.assertEqual({name: block['new'] for name, block in halls.items()}, {'Hall 1': '20', 'Hall 2': '49', 'Hall 3': '5'})
        self.assertLessEqual(halls['Hall 1']['from'], halls['Hall 1']['to'])
        self.assertEqual(self.read(self.journal), b'')
        output, _ = self.expect(0, 'import', self.stick)
        self.assertIn(b'new: 54\n', output)
        found = {one['id']: one['answers'] for one in self.records()}
        self.assertEqual(found, standing(self.journal))
        self.assertEqual(found[first[0]]['given_name'], 'Corrected')
        self.assertNotIn(second[1], found)
        laptops = json.loads(self.expect(0, 'laptops', '--json')[0])
        self.assertEqual({laptop['name']: laptop['sign_ups'] for laptop in laptops if not laptop['own']},
                         {'Hall 1': 20, 'Hall 2': 29, 'Hall 3': 5})
        self.assertEqual(sum(laptop['people'] for laptop in laptops), 54)
        self.assertTrue(all('collected' in laptop for laptop in laptops if not laptop['own']))
        blocks, _ = self.dry_run(self.stick)
        self.assertEqual((blocks['all files']['new'], blocks['all files']['newer'], blocks['all files']['erased']), ('0', '0', '0'))

    def test_taken_back(self):
        self.fill('Hall 1', 3)
        self.at('Desk')
        here = self.add(person(given_name='Here'))
        before = self.read(self.journal)
        self.expect(0, 'import', self.stick)
        self.add(person(given_name='Later'))
        output, errors = self.expect(0, 'undo-import')
        self.assertEqual((output, errors), (b'gone: 3\nas before: 0\n', ''))
        after = self.read(self.journal)
        self.assertTrue(after.startswith(before))
        self.assertEqual({one['answers']['given_name'] for one in self.records()}, {'Here', 'Later'})
        self.assertEqual(len(standing(self.journal)), 2)
        _, errors = self.expect(3, 'undo-import')
        self.assertIn('nothing was changed', errors)
        self.assertEqual(self.read(self.journal), after)
        self.assertIn(here[0].encode(), after)

    def test_not_taken_back(self):
        ids = self.fill('Hall 1', 3)
        self.at('Desk')
        self.expect(0, 'import', self.stick)
        self.expect(0, 'correct', ids[1], '-', stdin=b'{"given_name":"Corrected"}')
        before = self.read(self.journal)
        output, errors = self.expect(3, 'undo-import')
        self.assertEqual(output, b'')
        self.assertRegex(errors, rf'^fairctl: [^\n]*1 person who came with it[^\n]*\nfairctl: “{ids[1]}” was changed since\n$')
        self.assertEqual(self.read(self.journal), before)

    def test_a_look_says_what_is_wrong(self):
        self.fill('Hall 1', 2)
        path = os.path.join(self.stick, os.listdir(self.stick)[0])
        number = self.read(path).count(b'\n') + 1
        with open(path, 'ab') as file:
            file.write(b'damaged\n')
        self.write('stick ø/table.jsonl', b'Name,Email\nZoe,zoe@example.org\nAna,ana@example.org\n')
        self.write('stick ø/photo.jpg', b'x')
        self.at('Desk')
        blocks, errors = self.dry_run(self.stick, status=1)
        self.assertEqual([block['refused lines'] for block in blocks.values()], ['1'])
        self.assertIn(f'{path}:{number}: ', errors)
        self.assertIn('CSV', errors)
        self.assertIn('photo.jpg is passed over', errors)
        self.assertFalse(os.path.exists(os.path.join(self.data, 'imports')))

    def test_nothing_to_look_at(self):
        self.at('Desk')
        nowhere = os.path.join(self.folder, 'nowhere')
        _, errors = self.expect(3, 'import', '--dry-run', nowhere)
        self.assertIn('not there', errors)
        self.add(person())
        _, errors = self.expect(3, 'import', '--dry-run', self.journal)
        self.assertIn('own sign-ups', errors)

    def test_laptops_as_text(self):
        self.fill('Hall 1', 2)
        self.at('Desk')
        self.expect(0, 'import', self.stick)
        output, errors = self.expect(0, 'laptops', '--name', 'Desk ü')
        rows = [row.split('\t') for row in output.decode().splitlines()]
        self.assertEqual([row[1:3] for row in rows], [['Desk ü', '0'], ['Hall 1', '2']])
        self.assertEqual(rows[0][-1], 'this laptop')
        self.assertTrue(all(rows[1]))
        self.assertEqual(errors, '')
        _, errors = self.expect(3, 'laptops', '--name', 'two\nlines')
        self.assertIn('keeps its name', errors)


if __name__ == '__main__':
    main()
