# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of visits: in the statistics, handed over, previewed, collected as often as one likes; and damaged ones are named."""

import json
import os
import shutil

from fairctl_case import FairctlCase, main, person

HOUR = {'hour': '2026-11-22T15:00:00.000Z', 'event': 'sample-spring', 'page_views': {'about': 3}, 'page_seconds': {'about': 95},
        'photos_opened': {'kayak': 1}, 'forms_begun': {'interest@1': 2}, 'left_at': {'degree': 1}, 'forms_finished': {'interest@1': 1}}
NEXT = {'hour': '2026-11-22T16:00:00.000Z', 'event': '', 'page_views': {'about': 1, 'careers': 4}}


class Visits(FairctlCase):
    def setUp(self):
        super().setUp()
        self.env = {**os.environ, 'TZ': 'America/New_York'}
        self.stick = os.path.join(self.folder, 'stick')
        os.mkdir(self.stick)
        self.add(person())

    def device(self):
        with open(os.path.join(self.data, 'device.json'), encoding='utf-8') as file:
            return json.load(file)['id']

    def count(self, *hours):
        folder = os.path.join(self.data, 'visits')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f'{self.device()}.visits.json'), 'w', encoding='utf-8') as file:
            json.dump({'v': 1, 'device': self.device(), 'hours': hours}, file)

    def visits(self, *arguments):
        return json.loads(self.expect(0, 'stats', '--json', *arguments, env=self.env)[0])['visits']

    def hand_over(self, laptop, *hours):
        """Of another laptop, onto the stick; gives the files that are there."""
        here, self.data = self.data, os.path.join(self.folder, laptop)
        self.add(person(email=f'{laptop}@example.org'))
        self.count(*hours)
        _, errors = self.expect(0, 'hand-over', self.stick)
        self.assertIn('.visits.json”', errors)
        self.data = here
        return os.listdir(self.stick)

    def test_in_the_statistics(self):
        self.count(HOUR, NEXT)
        found = self.visits()
        self.assertEqual(found['page_views'], {'about': 4, 'careers': 4})
        self.assertEqual((found['page_seconds'], found['photos_opened'], found['left_at']), ({'about': 95}, {'kayak': 1}, {'degree': 1}))
        self.assertEqual((found['forms_begun'], found['forms_finished']), ({'interest@1': 2}, {'interest@1': 1}))
        self.assertEqual([(hour['event'], hour['hour'], hour['page_views']) for hour in found['hours']],
                         [('sample-spring', '2026-11-22T10:00:00-05:00', {'about': 3}),
                          ('', '2026-11-22T11:00:00-05:00', {'about': 1, 'careers': 4})])
        self.assertEqual(self.visits('--event', 'sample-spring')['page_views'], {'about': 3})
        rows = self.expect(0, 'stats')[0].decode().splitlines()
        for row in ('page_views\tabout\t4', 'page_seconds\tabout\t95', 'left_at\tdegree\t1'):
            self.assertIn(row, rows)

    def test_collected(self):
        self.count(HOUR)
        files = self.hand_over('second', HOUR, NEXT)
        self.assertEqual(len(files), 2)
        for _ in range(3):
            output, errors = self.expect(0, 'import', self.stick)
            self.assertIn('laptops’ counts of visits: 1\n', output.decode())
            self.assertNotIn('passed over', errors)
        self.assertEqual(self.visits()['page_views'], {'about': 7, 'careers': 4})
        self.hand_over('second', {**HOUR, 'page_views': {'about': 2, 'careers': 1}}, NEXT)
        self.hand_over('third', NEXT)
        visits, = (name for name in os.listdir(self.stick) if name.endswith('.visits.json') and name not in files)
        self.expect(0, 'import', os.path.join(self.stick, visits))
        self.assertEqual(self.visits()['page_views'], {'about': 8, 'careers': 8})
        self.expect(0, 'import', self.stick)
        self.assertEqual(self.visits()['page_views'], {'about': 8, 'careers': 9})

    def test_by_way_of_its_own_folder(self):
        self.hand_over('second', HOUR)
        self.expect(0, 'import', os.path.join(self.folder, 'second', 'visits'))
        self.assertEqual(self.visits()['page_views'], {'about': 3})

    def test_previewed(self):
        self.hand_over('second', HOUR)
        output, errors = self.expect(0, 'import', '--dry-run', self.stick)
        self.assertIn('.visits.json\ncounts of visits; nobody is in them\n', output.decode())
        self.assertEqual(errors, '')
        self.assertEqual(self.visits()['page_views'], {})

    def test_damaged(self):
        self.hand_over('second', HOUR)
        damaged = os.path.join(self.stick, 'Hall 3 (0123456789abcdef).visits.json')
        with open(damaged, 'w', encoding='utf-8') as file:
            file.write('{"v":1,"device":"0123456789abcdef","hours":[{"hour":"noon"}]}')
        _, errors = self.expect(1, 'import', '--dry-run', self.stick)
        self.assertIn(f'{damaged}: it is damaged', errors)
        output, errors = self.expect(1, 'import', self.stick)
        self.assertIn(f'{damaged}: it is damaged', errors)
        self.assertIn('new: 1\n', output.decode())
        self.assertEqual(self.visits()['page_views'], {'about': 3})
        shutil.copy(damaged, os.path.join(self.data, 'visits'))
        _, errors = self.expect(1, 'stats')
        self.assertIn('Hall 3 (0123456789abcdef).visits.json: it is damaged', errors)

    def test_erasing_leaves_them(self):
        self.count(HOUR)
        ids = [one['id'] for one in self.records()]
        self.expect(0, 'erase', *ids)
        self.assertEqual(self.visits()['page_views'], {'about': 3})


if __name__ == '__main__':
    main()
