# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and words in more than ten scripts: kept, listed, searched, told apart and exported as they were typed."""

import csv
import io
import json

from fairctl_case import FairctlCase, main, people_file

FIELDS = ('given_name', 'family_name', 'medical_school', 'question')


def people():
    with open(people_file('scripts.jsonl'), encoding='utf-8') as file:
        return [json.loads(line) for line in file]


class Scripts(FairctlCase):
    def setUp(self):
        super().setUp()
        self.ids = self.add(*people())

    def test_are_kept(self):
        self.assertEqual([record['answers'] for record in self.records()], people())

    def test_are_listed(self):
        output, _ = self.expect(0, 'list')
        rows = [line.split('\t') for line in output.decode().splitlines()]
        self.assertEqual([row[2] for row in rows], [f'{one["given_name"]} {one["family_name"]}' for one in people()])
        self.assertEqual([row[4] for row in rows], [one['medical_school'] for one in people()])

    def test_each_is_found_by_each_of_its_words(self):
        for one, expected in zip(people(), self.ids):
            for field in ('given_name', 'family_name', 'question'):
                with self.subTest(one[field]):
                    output, _ = self.expect(0, 'list', '--search', one[field])
                    self.assertEqual([line.split('\t')[0] for line in output.decode().splitlines()], [expected])

    def test_nobody_is_somebody_else(self):
        self.assertEqual(self.expect(0, 'duplicates')[0], b'')

    def test_who_signs_up_twice_is_found(self):
        again = [dict(one, email=f'again-{one["email"]}') for one in people()]
        self.add(*again)
        output, _ = self.expect(0, 'duplicates', '--json')
        groups = [json.loads(line) for line in output.splitlines()]
        self.assertEqual(len(groups), len(again))

    def test_are_exported(self):
        output, _ = self.expect(0, 'export', '--format', 'json')
        self.assertEqual([one['answers'] for one in json.loads(output)], people())
        output, _ = self.expect(0, 'export', '--format', 'jsonl')
        self.assertEqual([record['answers'] for record in map(json.loads, output.splitlines()) if record['op'] == 'put'], people())
        for preset in ('plain', 'slate'):
            output, _ = self.expect(0, 'export', '--format', 'csv', '--preset', preset)
            rows = list(csv.DictReader(io.StringIO(output.decode(), newline='')))
            names = dict(zip(('given_name', 'family_name', 'preferred_name'), ('first', 'last', 'preferred'))) if preset == 'slate' else {}
            self.assertEqual([{field: row[names.get(field, field)] for field in FIELDS} for row in rows],
                             [{field: one[field] for field in FIELDS} for one in people()])


if __name__ == '__main__':
    main()
