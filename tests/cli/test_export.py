# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export: what other programs read back is what people answered."""

import csv
import io
import json
import os
import shutil
import stat

from fairctl_case import BUILTIN, FairctlCase, lines, main, people_file, person
from xlsx import Sheet

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
        self.assertEqual(header[:6], ['ID', 'Signed up', 'Time zone', 'Fair', 'Language', 'Version'])
        self.assertEqual(set(header[6:-1]), set(titles))
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[:1], ['=', '+', '-', '@', '\t', '\r'])
        question = header.index(self.fields()['question']['x-fairbook']['title']['en'])
        for row, record in zip(rows, self.records()):
            text = record['answers'].get('question', '')
            self.assertEqual(row[question], ("'" if text[:1] in list('=+-@\t\r') and text else '') + text)
        self.assertIn('Research; Advocacy', rows[-1])

    def test_one_language_throughout(self):
        """That of the pack's words, be they asked for or the pack's first, and not the system's."""
        self.add(person(interests=['research'], unknown='x' * 40000))
        words = {
            'en': ['ID', 'Signed up', 'Time zone', 'Fair', 'Language', 'Version', 'Last name', 'Other answers',
                   'Research', 'Yes', 'in all', 'No Fair'],
            'es': ['ID', 'Registro', 'Zona horaria', 'Feria', 'Idioma', 'Versión', 'Apellidos', 'Otras respuestas',
                   'Investigación', 'Sí', 'en total', 'Sin feria'],
        }
        folder = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.environ['FAIRCTL']))), 'po')
        for asked, language in ((None, 'en'), ('en', 'en'), ('es', 'es'), ('es-MX', 'es'), ('fr', 'en')):
            arguments = [] if asked is None else ['--lang', asked]
            # gettext translates nothing in the C locale
            for locale in ('C.UTF-8', 'es_ES.UTF-8') if language == 'en' else ('es_ES.UTF-8',):
                environment = {**os.environ, 'FAIRBOOK_LOCALE_DIR': folder, 'LC_ALL': locale, 'LANGUAGE': 'es'}
                with self.subTest(f'{arguments} {locale}'):
                    output, _ = self.expect(0, 'export', '--format', 'csv', '--preset', 'excel', *arguments, env=environment)
                    header, row = csv.reader(io.StringIO(output.decode('utf-8-sig'), newline=''))
                    for word in words[language][:8]:
                        self.assertIn(word, header)
                    for word in words[language][8:10]:
                        self.assertIn(word, row)
                    sheet = Sheet(self.expect(0, 'export', '--format', 'xlsx', *arguments, env=environment)[0])
                    self.assertEqual(sheet.rows[0], header)
                    self.assertEqual(sheet.name, words[language][-1])
                    self.assertTrue(set(words[language][8:10]) <= set(sheet.rows[1]))
                    self.assertEqual(len([cell for cell in sheet.rows[1] if words[language][10] in str(cell)]), 1)

    def test_an_hour_that_comes_twice(self):
        with open(people_file('near-midnight.jsonl'), encoding='utf-8') as file:
            one = json.load(file)
        twice = [{**one, 'id': id, 'at': at} for id, at in (('a1', '2026-11-01T05:30:00.000Z'), ('a2', '2026-11-01T06:30:00.000Z'))]
        self.expect(0, 'import', self.write('twice.jsonl', lines(*twice)))
        environment = {**os.environ, 'TZ': 'America/New_York'}
        output, _ = self.expect(0, 'export', '--format', 'csv', '--preset', 'excel', env=environment)
        rows = list(csv.reader(io.StringIO(output.decode('utf-8-sig'), newline='')))
        self.assertEqual([row[1] for row in rows[1:]], ['2026-11-01 01:30:00'] * 2)
        self.assertEqual(sorted((row[0], row[2]) for row in rows[1:]),
                         [('a1', 'America/New_York (UTC-04:00)'), ('a2', 'America/New_York (UTC-05:00)')])
        output, _ = self.expect(0, 'export', '--format', 'csv', '--preset', 'excel', env={**os.environ, 'TZ': 'UTC'})
        self.assertEqual(list(csv.reader(io.StringIO(output.decode('utf-8-sig'), newline='')))[1][2], 'UTC')

    def test_slate(self):
        self.add(person(interests=['research', 'advocacy'], phone='+1 617 555 0100', degree='MBBS'))
        header, row = self.read_csv('--preset', 'slate')
        cells = dict(zip(header, row))
        self.assertEqual(header[:6], ['first', 'last', 'preferred', 'email', 'phone', 'id'])
        self.assertEqual(row[:4], ['Zoë', "O'Brien & Søn", '', 'zoe@example.org'])
        self.assertEqual(cells['interests'], 'Research; Advocacy')
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


TEN_SCRIPTS = ['Søren Ångström', 'Δημήτρης Παπαδόπουλος', 'Наталья Щукина', 'ליאורה בן־דוד', 'علی‌رضا كاظمي', 'प्रिया क्षत्रिय',
               'สมชาย ใจดี', 'തന്മയ ജോസഫ്', '王小明', 'はなこ・ガブリエル', '김하늘', 'Ɗanjuma Ƙofar Ƙaura', 'አበበ ቢቂላ', 'Ngũgĩ wa Thiong’o']


class Choices(FairctlCase):
    """A list of choices is taken apart again into the very choices, in every preset."""

    def choices(self, field, language='en'):
        with open(os.path.join(self.pack, 'form.json'), encoding='utf-8') as file:
            found = json.load(file)['properties'][field]
        labels = found['x-fairbook'].get('choices', {})
        return {one['const']: labels.get(one['const'], {}).get(language, one['title']) for one in found['items']['oneOf']}

    def cells(self, *arguments, language='en'):
        output, _ = self.expect(0, 'export', '--format', *arguments, '--lang', language)
        rows = Sheet(output).rows if arguments[0] == 'xlsx' else list(csv.reader(io.StringIO(output.decode('utf-8-sig'), newline='')))
        return [dict(zip(rows[0], row)) for row in rows[1:]]

    def check(self, separator, language='en'):
        codes = ['updates', 'open_house', 'resident_chat']
        answers = [codes, codes[:2], codes[:1], codes[::-1], []]
        self.add(*[person(contact_for=one) if one else person() for one in answers])
        labels = self.choices('contact_for', language)
        with open(os.path.join(self.pack, 'form.json'), encoding='utf-8') as file:
            title = json.load(file)['properties']['contact_for']['x-fairbook']['title'][language]
        for arguments, column in ((['csv', '--preset', 'slate'], 'contact_for'), (['csv', '--preset', 'excel'], title), (['xlsx'], title)):
            with self.subTest(arguments):
                found = [row[column] for row in self.cells(*arguments, language=language)]
                if separator is None:
                    self.assertEqual([json.loads(cell) if cell else [] for cell in found], answers)
                else:
                    self.assertEqual([cell.split(separator) if cell else [] for cell in found],
                                     [[labels[code] for code in one] for one in answers])
        found = [row['contact_for'] for row in self.cells('csv')]
        self.assertEqual([cell.split(';') if cell else [] for cell in found], answers)

    def setUp(self):
        super().setUp()
        self.pack = os.path.join(self.data, 'program')
        shutil.copytree(BUILTIN, self.pack)

    def relabel(self, **titles):
        path = os.path.join(self.pack, 'form.json')
        with open(path, encoding='utf-8') as file:
            form = json.load(file)
        field = form['properties']['contact_for']
        for choice in field['items']['oneOf']:
            choice['title'] = titles.get(choice['const'], choice['title'])
        field['x-fairbook']['choices'] = {}
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(form, file)

    def test_commas(self):
        self.expect(0, 'add', people_file('comma-labels.jsonl'))
        cell = 'News from the program; Open houses, if there are any'
        self.assertEqual(self.cells('csv', '--preset', 'slate')[0]['contact_for'], cell)
        self.assertIn(cell, self.cells('xlsx')[0].values())

    def test_of_the_built_in_form(self):
        self.check('; ')

    def test_in_spanish(self):
        self.check('; ', 'es')

    def test_semicolons(self):
        self.relabel(updates='News; letters, too')
        self.check(' | ')

    def test_bars(self):
        self.relabel(updates='News; letters, too', open_house='A | B')
        self.check(' / ')

    def test_everything(self):
        self.relabel(updates='News; letters | mail / post')
        self.check(None)

    def test_codes_that_no_form_knows(self):
        self.expect(0, 'import', self.write('other.jsonl', lines({
            'v': 1, 'op': 'put', 'id': 'a1', 'rev': 1, 'at': '2026-11-08T00:30:00.000Z', 'hlc': '1794097800000-0-x', 'event': '',
            'form': 'x@1', 'lang': 'en', 'answers': {'contact_for': ['updates', 'a; b']}, 'staff': {}})))
        for arguments in (['csv'], ['csv', '--preset', 'slate']):
            self.assertEqual(json.loads(self.cells(*arguments)[0]['contact_for']), ['updates', 'a; b'])


class TenScripts(FairctlCase):
    def test_each_comes_back_as_it_was_typed(self):
        self.add(*[person(given_name=name, question=name) for name in TEN_SCRIPTS])
        for arguments in (['csv'], ['csv', '--preset', 'slate'], ['csv', '--preset', 'excel'], ['xlsx'], ['json'], ['jsonl']):
            with self.subTest(arguments):
                output, _ = self.expect(0, 'export', '--format', *arguments)
                if arguments[0] == 'xlsx':
                    found = Sheet(output).rows[1:]
                elif arguments[0] == 'csv':
                    found = list(csv.reader(io.StringIO(output.decode('utf-8-sig'), newline='')))[1:]
                else:
                    records = json.loads(output) if arguments[0] == 'json' else map(json.loads, output.splitlines())
                    found = [list(record['answers'].values()) for record in records if 'answers' in record]
                self.assertEqual([sum(cell == name for cell in row) for name, row in zip(TEN_SCRIPTS, found)], [2] * len(TEN_SCRIPTS))


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
        self.assertEqual((output, errors), (b'', f'fairctl: 1 person is in {self.path}\n'))
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

    def test_a_name_that_is_too_long(self):
        _, errors = self.export(3, os.path.join(self.out, 'x' * 256))
        self.assertIn('Choose a shorter one', errors)

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
