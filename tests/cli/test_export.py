# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export: what other programs read back is what people answered."""

import csv
import io
import json
import os
import stat

from fairctl_case import BUILTIN, FairctlCase, main, person

NAMES = ["O'Brien & Søn", 'Doe, Jane', 'Jane "JJ" Doe', 'two\nlines', 'two\r\nlines\r\n', '👩🏽‍⚕️', 'ليلى حداد', '=1+1',
         '+1 617 555 0100', '-2', '@x', '\t=1', ';', "'", '"', ',', 'a' * 200, '\u202ereversed', 'e\u0301']


class Export(FairctlCase):
    def fields(self):
        with open(os.path.join(BUILTIN, 'form.json'), encoding='utf-8') as file:
            return json.load(file)['properties']

    def read_csv(self, *arguments, encoding='utf-8'):
        output, _ = self.expect(0, 'export', '--format', 'csv', *arguments)
        self.assertTrue(output.endswith(b'\r\n'))
        return list(csv.reader(io.StringIO(output.decode(encoding), newline='')))

    def add_names(self):
        # Free text that a form does not trim: the test is about what an export does to it.
        self.add(*[person(question=name, unknown={'n': name}) for name in NAMES])

    def test_empty(self):
        rows = self.read_csv()
        self.assertEqual(len(rows), 1)
        self.assertEqual(rows[0][:5], ['id', 'signed_up_at', 'event', 'lang', 'rev'])
        self.assertEqual(set(rows[0][5:-1]), set(self.fields()))
        self.assertEqual(rows[0][-1], 'other_answers')
        self.assertEqual(json.loads(self.expect(0, 'export', '--format', 'json')[0]), [])
        self.assertEqual(self.expect(0, 'export', '--format', 'jsonl')[0], b'')

    def test_csv_reads_back(self):
        self.add_names()
        self.add(person(interests=['research', 'advocacy'], graduation_year=2027, degree='MBBS'),
                 arguments=['--event', 'sample-spring', '--lang', 'es'])
        header, *rows = self.read_csv()
        records = self.records()
        self.assertEqual(len(rows), len(records))
        for row, record in zip(rows, records):
            cells = dict(zip(header, row))
            answers = dict(record['answers'])
            self.assertEqual(len(row), len(header))
            self.assertEqual([cells[name] for name in ('id', 'signed_up_at', 'event', 'lang', 'rev')],
                             [record['id'], record['at'], record['event'], record['lang'], str(record['rev'])])
            for field in self.fields():
                value = answers.pop(field, '')
                if isinstance(value, bool):
                    value = 'true' if value else 'false'
                elif isinstance(value, list):
                    value = ';'.join(value)
                self.assertEqual(cells[field], str(value), field)
            self.assertEqual(json.loads(cells['other_answers'] or '{}'), answers)

    def test_excel(self):
        self.add_names()
        self.add(person(interests=['research', 'advocacy']))
        output, _ = self.expect(0, 'export', '--format', 'csv', '--preset', 'excel')
        self.assertTrue(output.startswith(b'\xef\xbb\xbf'))
        header, *rows = self.read_csv('--preset', 'excel', encoding='utf-8-sig')
        titles = [field['x-fairbook']['title']['en'] for field in self.fields().values()]
        self.assertEqual(set(header[5:-1]), set(titles))
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[:1], ['=', '+', '-', '@', '\t', '\r'])
        question = header.index(self.fields()['question']['x-fairbook']['title']['en'])
        for row, record in zip(rows, self.records()):
            text = record['answers'].get('question', '')
            self.assertEqual(row[question], ("'" if text[:1] in list('=+-@\t\r') and text else '') + text)
        self.assertIn('Research, Advocacy', rows[-1])

    def test_excel_in_spanish(self):
        self.add(person(interests=['research']))
        header, row = self.read_csv('--preset', 'excel', '--lang', 'es', encoding='utf-8-sig')
        self.assertIn('Apellidos', header)
        self.assertIn('Investigación', row)

    def test_slate(self):
        self.add(person(interests=['research', 'advocacy'], phone='+1 617 555 0100', degree='MBBS'))
        header, row = self.read_csv('--preset', 'slate')
        cells = dict(zip(header, row))
        self.assertEqual(cells['interests'], 'Research, Advocacy')
        self.assertEqual(cells['degree'], 'MBBS or MBChB')
        self.assertEqual(cells['phone'], '+1 617 555 0100')
        self.assertRegex(cells['signed_up_at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')

    def test_json(self):
        self.add_names()
        output, _ = self.expect(0, 'export', '--format', 'json')
        self.assertEqual(json.loads(output), self.records())
        self.assertIn('👩🏽‍⚕️'.encode(), output)

    def test_jsonl_is_the_journal(self):
        self.add_names()
        with open(self.journal, 'rb') as file:
            self.assertEqual(self.expect(0, 'export', '--format', 'jsonl')[0], file.read())

    def test_by_event(self):
        self.add(person(), arguments=['--event', 'sample-spring'])
        self.add(person())
        for form, count in (('csv', 2), ('jsonl', 2)):
            output, _ = self.expect(0, 'export', '--format', form, '--event', 'sample-spring')
            self.assertEqual(output.count(b'\n'), count)


class File(FairctlCase):
    def setUp(self):
        super().setUp()
        self.add(person())
        self.out = os.path.join(self.folder, 'out ü')
        os.mkdir(self.out)
        self.path = os.path.join(self.out, 'people.csv')

    def export(self, status, path):
        return self.expect(status, 'export', '--format', 'csv', '--output', path)

    def test_new(self):
        output, errors = self.export(0, self.path)
        self.assertEqual((output, errors), (b'', ''))
        self.assertEqual(os.listdir(self.out), ['people.csv'])
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)
        with open(self.path, 'rb') as file:
            self.assertEqual(file.read(), self.expect(0, 'export', '--format', 'csv')[0])

    def test_replaced(self):
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write('before' * 1000)
        self.export(0, self.path)
        with open(self.path, 'rb') as file:
            self.assertEqual(file.read(), self.expect(0, 'export', '--format', 'csv')[0])

    def test_dash(self):
        output, _ = self.export(0, '-')
        self.assertEqual(output.count(b'\n'), 2)

    def test_own_files(self):
        signups = os.path.dirname(self.journal)
        link = os.path.join(self.out, 'link')
        os.symlink(self.journal, link)
        hard_link = os.path.join(self.out, 'hard link')
        os.link(self.journal, hard_link)
        targets = [self.journal, link, hard_link, os.path.join(signups, '..', 'signups', 'signups.jsonl'),
                   os.path.join(signups, 'lock'), os.path.join(signups, 'quarantine.jsonl'),
                   os.path.join(signups, 'people.csv'), os.path.join(self.data, 'device.json'),
                   os.path.join(self.data, 'staff.json')]
        before = self.everything()
        for target in targets:
            with self.subTest(target):
                output, errors = self.export(3, target)
                self.assertEqual(output, b'')
                self.assertRegex(errors, r'^fairctl: “[^\n]+” is where Fairbook keeps [^\n]+ another folder[^\n]+\n$')
        self.assertEqual(self.everything(), before)

    def everything(self):
        found = {}
        for folder, _, names in os.walk(self.data):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    found[os.path.join(folder, name)] = (os.fstat(file.fileno()).st_ino, file.read())
        return found

    def test_left_overs(self):
        with open(os.path.join(self.out, '.fairbook-0123456789abcdef.part'), 'w', encoding='utf-8') as file:
            file.write('Zoe')
        self.export(0, self.path)
        self.assertEqual(os.listdir(self.out), ['people.csv'])

    def test_a_folder_that_cannot_be_synced(self):
        os.chmod(self.out, 0o300)
        self.addCleanup(os.chmod, self.out, 0o700)
        if os.access(self.out, os.R_OK):
            self.skipTest('nothing is unreadable for this user')
        _, errors = self.export(1, self.path)
        self.assertIn('is complete', errors)
        self.assertIn('Export again', errors)
        self.assertTrue(os.path.exists(self.path))

    def test_relative(self):
        self.expect(0, 'export', '--format', 'csv', '--output', 'here.csv', cwd=self.out)
        self.assertEqual(os.listdir(self.out), ['here.csv'])

    def test_no_folder(self):
        _, errors = self.export(3, os.path.join(self.out, 'nowhere', 'people.csv'))
        self.assertIn('people.csv', errors)
        self.assertEqual(os.listdir(self.out), [])

    def test_a_folder(self):
        _, errors = self.export(3, self.out)
        self.assertIn('out ü', errors)
        self.assertEqual(os.listdir(self.out), [])

    def test_a_full_device(self):
        if not os.path.exists('/dev/full'):
            self.skipTest('there is no /dev/full')
        _, errors = self.export(3, '/dev/full')
        self.assertIn('/dev/full', errors)
        self.assertTrue(stat.S_ISCHR(os.stat('/dev/full').st_mode))

    def test_a_journal_that_is_partly_bad(self):
        self.add(person(given_name='Second'))
        with open(self.journal, 'r+b') as file:
            data = bytearray(file.read())
            data[data.index(b'zoe@')] = ord('x')
            file.seek(0)
            file.write(data)
        for form in ('csv', 'json', 'jsonl'):
            with self.subTest(form):
                output, errors = self.expect(1, 'export', '--format', form)
                self.assertIn(b'Second', output)
                self.assertNotIn(b'xoe@', output)
                self.assertRegex(errors, r'signups\.jsonl:2: ')
        _, errors = self.export(1, self.path)
        self.assertTrue(os.path.exists(self.path))

    def test_a_pack_without_a_form(self):
        os.makedirs(os.path.join(self.data, 'program'))
        with open(os.path.join(self.data, 'program', 'program.json'), 'w', encoding='utf-8') as file:
            file.write('{"format":1')
        _, errors = self.export(3, self.path)
        self.assertIn('json', errors)
        self.assertEqual(os.listdir(self.out), [])
        self.assertEqual(len(json.loads(self.expect(0, 'export', '--format', 'json')[0])), 1)


if __name__ == '__main__':
    main()
