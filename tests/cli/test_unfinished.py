# SPDX-License-Identifier: GPL-3.0-or-later
"""What people left without signing up: marked in every list, in no export of sign-ups, and a sign-up once it is complete."""

import json
import os

from fairctl_case import FairctlCase, main, person

LEFT = '11111111-1111-4111-8111-111111111111'


def left(**answers):
    """As another laptop exported it."""
    return {'id': LEFT, 'rev': 1, 'at': '2026-06-01T15:04:05.123Z', 'hlc': '1780000000000-0-other', 'event': 'sample-spring',
            'form': 'interest@1', 'lang': 'en', 'answers': answers, 'staff': {'unfinished': True}}


class Unfinished(FairctlCase):
    def setUp(self):
        super().setUp()
        self.ann, = self.add(person(given_name='Ann', email='ann@example.org'))
        self.expect(0, 'import', self.write('left.json', json.dumps([left(given_name='Ben', email='ann@example.org')]).encode()))

    def record(self):
        return next(record for record in self.records() if record['id'] == LEFT)

    def correct(self, status, **changes):
        return self.expect(status, 'correct', LEFT, '-', stdin=json.dumps(changes).encode())

    def test_list(self):
        rows = [line.split('\t') for line in self.expect(0, 'list')[0].decode().splitlines()]
        self.assertEqual([row[0] for row in rows], [self.ann, LEFT])
        self.assertEqual([len(row) for row in rows], [6, 7])
        self.assertEqual(rows[1][2:], ['Ben', 'ann@example.org', '', 'sample-spring', 'unfinished'])
        self.assertEqual([record['staff'] for record in self.records()], [{}, {'unfinished': True}])
        self.assertEqual(json.loads(self.expect(0, 'show', LEFT)[0])['staff'], {'unfinished': True})
        self.assertIn(LEFT.encode(), self.expect(0, 'list', '--search', 'ben')[0])

    def test_counts(self):
        rows = self.expect(0, 'stats')[0].decode().splitlines()
        self.assertEqual(rows[:2], ['people\t(all)\t1', 'unfinished\t(all)\t1'])
        self.assertNotIn('event\tsample-spring\t1', rows)
        found = json.loads(self.expect(0, 'stats', '--json')[0])
        self.assertEqual((found['people'], found['unfinished'], found['event']), (1, 1, {'': 1}))
        self.assertIn(b'people: 1\nleft unfinished: 1\n', self.expect(0, 'verify')[0])
        self.assertIn('sample-spring\tSample fair (spring)\t0', self.expect(0, 'events')[0].decode().splitlines())

    def test_exports_of_sign_ups(self):
        for arguments in (('csv',), ('csv', '--preset', 'excel'), ('csv', '--preset', 'slate'), ('xlsx',)):
            with self.subTest(arguments):
                path = os.path.join(self.folder, 'export')
                _, errors = self.expect(0, 'export', '--format', *arguments, '--output', path)
                self.assertIn('note: 1 form that somebody left unfinished is no sign-up, and was left out', errors)
                with open(path, 'rb') as file:
                    self.assertNotIn(b'Ben', file.read())
                _, errors = self.expect(0, 'export', '--format', *arguments, '--event', 'other', '--output', path)
                self.assertNotIn('unfinished', errors)

    def test_lossless(self):
        for name in ('json', 'jsonl'):
            with self.subTest(name):
                output, errors = self.expect(0, 'export', '--format', name)
                self.assertEqual(errors, '')
                self.assertEqual(output.count(b'"staff":{"unfinished":true}'), 1)
                before = self.expect(0, 'list', '--json')[0]
                self.data = os.path.join(self.folder, f'other {name}')
                self.expect(0, 'import', self.write(f'all.{name}', output))
                self.assertEqual(self.expect(0, 'list', '--json')[0], before)

    def test_duplicates(self):
        rows = [line.split('\t') for line in self.expect(0, 'duplicates')[0].decode().splitlines()]
        self.assertEqual([(row[2], row[7:]) for row in rows], [(self.ann, []), (LEFT, ['unfinished'])])
        people = json.loads(self.expect(0, 'duplicates', '--json')[0])['people']
        self.assertEqual([one.get('unfinished') for one in people], [None, True])
        _, errors = self.expect(3, 'join', LEFT, self.ann)
        self.assertIn('Nothing was changed', errors)
        self.expect(0, 'join', self.ann, LEFT)
        self.assertEqual(len(self.records()), 1)

    def test_correct(self):
        output, errors = self.correct(0, email='ben@example.org')
        self.assertEqual(output.decode(), f'{LEFT} 2\n')
        self.assertRegex(errors, f'^fairctl: note: “{LEFT}” is still unfinished: consent: ')
        self.assertEqual(self.record()['staff'], {'unfinished': True})
        _, errors = self.correct(0, email='ben@example.org')
        self.assertIn('nothing was changed', errors)
        output, errors = self.correct(0, consent=True)
        self.assertEqual(output.decode(), f'{LEFT} 4\n')
        self.assertIn('counts as signed up', errors)
        self.assertEqual(self.record()['staff'], {})
        output, errors = self.expect(0, 'export', '--format', 'csv')
        self.assertIn(b'Ben', output)
        self.assertEqual(errors, '')

    def test_erase(self):
        self.expect(0, 'erase', LEFT)
        self.assertEqual([record['id'] for record in self.records()], [self.ann])
        self.assertIn(b'left unfinished: 0\n', self.expect(0, 'verify')[0])


if __name__ == '__main__':
    main()
