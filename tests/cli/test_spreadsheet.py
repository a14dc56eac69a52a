# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export --format xlsx: what openpyxl and Gnumeric read back is what people answered."""

import csv
import datetime
import gzip
import json
import os
import resource
import shutil
import stat
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree

from fairctl_case import BUILTIN, FairctlCase, lines, main, people_file, person
from test_export import NAMES, TEN_SCRIPTS
from xlsx import Book, Sheet

SAMPLE = 'Sample fair (spring)'
GNUMERIC = '{http://www.gnumeric.org/v10.dtd}'
NUMBERS = ['07700900123', '00123456', '1E5', '1e10', '1-2', '3/4', '12345678901234567890', '+44 7700 900123', '(0)', '0x1F', '1,5', '1.50',
           '٠١٢', '00', '-0', 'TRUE', '2027-03-14', '12:30', '1_000', '$5', '5%']


class SpreadsheetCase(FairctlCase):
    def book(self, *arguments, **options):
        return Book(self.expect(0, 'export', '--format', 'xlsx', *arguments, **options)[0])

    def read(self, *arguments, **options):
        sheet = self.book(*arguments, **options).people[0]
        header, *rows = sheet.rows
        return sheet, [dict(zip(header, row)) for row in rows]

    def title(self, field):
        with open(os.path.join(BUILTIN, 'form.json'), encoding='utf-8') as file:
            return json.load(file)['properties'][field]['x-fairbook']['title']['en']

    def put(self, id, **members):
        with open(people_file('near-midnight.jsonl'), encoding='utf-8') as file:
            one = json.load(file)
        return {**one, 'id': id, **members}

    def own_pack(self, file, change):
        """A copy of the built-in pack of which one file is changed."""
        pack = os.path.join(self.data, 'program')
        shutil.copytree(BUILTIN, pack)
        with open(os.path.join(pack, file), encoding='utf-8') as source:
            found = json.load(source)
        change(found)
        with open(os.path.join(pack, file), 'w', encoding='utf-8') as target:
            json.dump(found, target)


class Cells(SpreadsheetCase):
    def test_nobody(self):
        book = self.book()
        self.assertEqual(list(book.sheets), ['People', 'Statistics'])
        self.assertEqual(len(book.sheets['People'].rows), 1)
        self.assertEqual(book.sheets['People'].sheet.auto_filter.ref, f"A1:{book.sheets['People'].sheet.dimensions.split(':')[1]}")
        self.assertEqual(book.statistics, [['In this file', None, 0]])

    def test_for_people(self):
        """The header stays in sight and filters; columns have widths that suit them; people have their hours."""
        self.expect(0, 'import', people_file('near-midnight.jsonl'))
        sheet, rows = self.read(env={**os.environ, 'TZ': 'America/New_York'})
        self.assertEqual(rows[0]['Signed up'], datetime.datetime(2026, 11, 7, 19, 30))
        self.assertEqual(sheet.cell_formats[1][1], 'yyyy\\-mm\\-dd\\ hh:mm')
        self.assertEqual((rows[0]['Time zone'], rows[0]['Version'], rows[0]['ID']), ('America/New_York (UTC-05:00)', 1, 'a2'))
        self.assertEqual(sheet.sheet.freeze_panes, 'A2')
        self.assertEqual(sheet.sheet.auto_filter.ref, sheet.sheet.dimensions)
        widths = {letter: one.width for letter, one in sheet.sheet.column_dimensions.items()}
        self.assertEqual(len(widths), len(sheet.rows[0]))
        self.assertGreater(len(set(widths.values())), 4)
        for cell in sheet.sheet[1]:
            self.assertGreaterEqual(widths[cell.column_letter], min(len(cell.value), 20))
            self.assertTrue(cell.font.bold and cell.alignment.wrap_text)
        self.assertFalse(sheet.sheet.sheet_view.rightToLeft)

    def test_nobody_is_named_in_it(self):
        book = self.book()
        core = ElementTree.fromstring(book.parts['docProps/core.xml'])
        self.assertEqual({one.tag.split('}')[1]: one.text or '' for one in core},
                         {'creator': '', 'lastModifiedBy': '', 'created': '1980-01-01T00:00:00Z', 'modified': '1980-01-01T00:00:00Z'})

    def test_the_same_people_make_the_same_bytes(self):
        self.add(person(), person())
        path = os.path.join(self.folder, 'people.xlsx')
        first, _ = self.expect(0, 'export', '--format', 'xlsx')
        self.expect(0, 'export', '--format', 'xlsx', '--output', path)
        with open(path, 'rb') as file:
            self.assertEqual(file.read(), first)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)

    def test_dates(self):
        def ask_for_a_birthday(form):
            form['properties']['aamc_id']['x-fairbook']['purpose'] = 'bday'
        self.own_pack('form.json', ask_for_a_birthday)
        dates = ['1999-12-31', '1900-01-01', '1999-02-30', '31.12.1999', '1999', '0000-00-00', '1999-12-31T00:00:00Z']
        self.expect(0, 'import', self.write('dates.jsonl', lines(*[self.put(f'b{i}', answers={'aamc_id': one}) for i, one in enumerate(dates)])))
        sheet, rows = self.read()
        found = [row[self.title('aamc_id')] for row in sorted(rows, key=lambda row: row['ID'])]
        self.assertEqual(found, [datetime.datetime(1999, 12, 31), *dates[1:]])
        self.assertIn('yyyy\\-mm\\-dd', [formats[sheet.rows[0].index(self.title('aamc_id'))] for formats in sheet.cell_formats])

    def test_digits_stay_as_they_are(self):
        self.expect(0, 'add', people_file('leading-zeros.jsonl'))
        self.add(*[person(phone=text, question=text, other=text) for text in NUMBERS], person(graduation_year=2027))
        sheet, rows = self.read()
        self.assertEqual((rows[0][self.title('phone')], rows[0][self.title('aamc_id')]), ('07700900123', '00123456'))
        for text, row, formats in zip(NUMBERS, rows[1:], sheet.cell_formats[2:]):
            self.assertEqual((row[self.title('phone')], row[self.title('question')]), (text, text))
            self.assertEqual(json.loads(row['Other answers']), {'other': text})
            self.assertEqual({formats[sheet.rows[0].index(self.title(field))] for field in ('phone', 'question')}, {'@'})
        self.assertEqual(rows[-1][self.title('graduation_year')], 2027)

    def test_every_text_comes_back(self):
        texts = NAMES + TEN_SCRIPTS + ['_x000D_', '_x0041_ _x00zz_ _x005F_', ']]>', '<b>&amp;</b>', '\x0b\x1f\x7f\x85', '\ufffe\uffff', ' x ',
                                       'x' * 256, '\r', 'a\r\nb\rc\td']
        self.add(*[person(question='-' + text + '-', unknown=text) for text in texts])
        sheet, rows = self.read()
        self.assertEqual([row[self.title('question')] for row in rows],
                         [unicodedata.normalize('NFC', f'-{text}-') for text in texts])
        self.assertEqual([json.loads(row['Other answers'])['unknown'] for row in rows], texts)
        self.assertNotIn('f', sheet.types)

    def test_a_text_that_no_cell_holds(self):
        texts = ['😀' * (32767 // 2), '😀' * (32767 // 2) + 'x', '😀' * (32767 // 2) + 'xy']
        people = [put for text in texts if (put := {'v': 1, 'op': 'put', 'id': f'a{len(text)}', 'rev': 1, 'at': '2026-11-08T00:30:00.000Z',
                  'hlc': '1794097800000-0-x', 'event': '', 'form': 'x@1', 'lang': 'en', 'answers': {'question': text}, 'staff': {}})]
        path = self.write('long.jsonl', lines(*people))
        self.expect(1 if any(len(line) > 65536 for line in open(path, 'rb')) else 0, 'import', path)
        _, rows = self.read()
        found = [row[self.title('question')] for row in rows]
        kept = [record['answers']['question'] for record in self.records()]
        for one, text in zip(found, kept):
            units = len(text.encode('utf-16-le')) // 2
            if units <= 32767:
                self.assertEqual(one, text)
            else:
                self.assertLessEqual(len(one.encode('utf-16-le')) // 2, 32767)
                self.assertIn(f'… [{units} characters', one)

    def test_times(self):
        ats = {'a0': ('0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'), 'a1': ('1899-12-31T12:00:00Z', '1899-12-31 07:03:58'),
               'a2': ('1970-01-01T00:00:00Z', datetime.datetime(1969, 12, 31, 19)), 'a3': ('9999-12-31T23:59:59.999Z', datetime.datetime(9999, 12, 31, 18, 59, 59)),
               'a4': ('2026-11-01T06:30:01.500Z', datetime.datetime(2026, 11, 1, 1, 30, 1))}
        self.expect(0, 'import', self.write('times.jsonl', lines(*[self.put(id, at=at) for id, (at, _) in ats.items()])))
        _, rows = self.read(env={**os.environ, 'TZ': 'America/New_York'})
        found = {row['ID']: row['Signed up'] for row in rows}
        for id, (_, expected) in ats.items():
            if id == 'a1':
                self.assertIsInstance(found[id], str)
            else:
                self.assertEqual(found[id], expected)

    def test_right_to_left(self):
        self.own_pack('program.json', lambda program: program['languages'].append('he'))
        self.add(person())
        for sheet in self.book('--lang', 'he').sheets.values():
            self.assertTrue(sheet.sheet.sheet_view.rightToLeft, sheet.name)

    def test_decimal_points_in_every_locale(self):
        """What this laptop writes numbers with is not what a file has them with."""
        self.add(person())
        folder = os.path.join(self.folder, 'locales')
        os.mkdir(folder)
        source = os.path.join(folder, 'source')
        with open(source, 'w', encoding='utf-8') as file:
            file.write('LC_NUMERIC\ncopy "de_DE"\nEND LC_NUMERIC\n')
        subprocess.run(['localedef', '-c', '-i', source, '-f', 'UTF-8', os.path.join(folder, 'de_DE.UTF-8')], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not os.path.isdir(os.path.join(folder, 'de_DE.UTF-8')):
            self.skipTest('de_DE cannot be made here')
        environment = {**os.environ, 'LOCPATH': folder, 'LANG': 'C.UTF-8', 'LC_NUMERIC': 'de_DE.UTF-8'}
        environment.pop('LC_ALL')
        self.assertEqual(self.expect(0, 'export', '--format', 'xlsx', env=environment), self.expect(0, 'export', '--format', 'xlsx'))


class Sheets(SpreadsheetCase):
    """One for each fair, and one that counts."""

    def test_names(self):
        long = 'A recruitment fair whose name is very long'
        names = ['History', 'AAP: Boston/East [2026]*?', f'{long}, day 1', f'{long}, day 2', '2026', "it's", '😀' * 20, 'a1', 'A1', 'Statistics']

        def rename(program):
            program['events'] = [{'id': f'e{i}', 'name': {'en': name}} for i, name in enumerate(names)]
        self.own_pack('program.json', rename)
        for i in range(len(names)):
            self.add(person(given_name=f'Ann {i}'), arguments=['--event', f'e{i}'])
        self.add(person(given_name='Nobody'))
        book = self.book()
        self.assertEqual(list(book.sheets), ['History (2)', 'AAP- Boston-East -2026---', 'A recruitment fair whose name i',
                                             'A recruitment fair whose na (2)', '2026', "it's", '😀' * 15, 'a1', 'A1 (2)', 'Statistics',
                                             'No Fair', 'Statistics (2)'])
        for name, sheet in zip(book.sheets, book.people):
            self.assertEqual(len(sheet.rows), 2)
            quoted = name.replace("'", "''")
            self.assertIn(f"'{quoted}'!$A$1:".replace("'", '&apos;') if '&apos;' in book.parts['xl/workbook.xml'] else f"'{quoted}'!$A$1:",
                          book.parts['xl/workbook.xml'])

    def test_people_stay_in_their_order(self):
        for i in range(6):
            self.add(person(given_name=f'Ann {i}'), arguments=['--event', 'sample-spring'] if i % 2 else [])
        book = self.book()
        self.assertEqual(list(book.sheets), ['No Fair', SAMPLE, 'Statistics'])
        self.assertEqual([[row[6] for row in sheet.rows[1:]] for sheet in book.people],
                         [['Ann 0', 'Ann 2', 'Ann 4'], ['Ann 1', 'Ann 3', 'Ann 5']])
        self.assertEqual([row[1:] for row in book.statistics if row[0] == 'Fair'], [['No Fair', 3], [SAMPLE, 3]])
        self.assertEqual(list(self.book('--event', 'sample-spring').sheets), [SAMPLE, 'Statistics'])

    def test_very_many_fairs(self):
        self.expect(0, 'import', self.write('many.jsonl', lines(*[self.put(f'm{i:03}', event=f'fair-{i:03}') for i in range(130)])))
        book = self.book()
        self.assertEqual(len(book.sheets), 102)
        self.assertEqual(len(book.sheets['More Fairs'].rows), 31)
        self.assertEqual([row[1:] for row in book.statistics if row[0] == 'Fair'][-1], ['More Fairs', 30])

    def test_what_is_counted(self):
        self.add(person(interests=['research', 'advocacy'], degree='MBBS', graduation_year=2027, medical_school='University of Galway'))
        twice = self.put('t', answers={'interests': ['research', 'research'], 'degree': 'MBBS', 'graduation_year': 2026, 'medical_school': '=A school'})
        many = [self.put(f's{i:04}', answers={'medical_school': f'School {i:04}', 'graduation_year': 'x'}) for i in range(1010)]
        with open(self.write('more.jsonl', lines(twice, *many, self.put('u', staff={'unfinished': True}))), 'ab') as file:
            file.write(b'{"v":1,"op":"put"}\n')
        self.expect(1, 'import', os.path.join(self.folder, 'more.jsonl'))
        sheet = self.book('--lang', 'en')
        rows = sheet.statistics
        self.assertEqual(rows[0], ['In this file', None, 1012])
        self.assertIn(['Left out', 'Forms that somebody left unfinished', 1], rows)
        self.assertEqual([row[1:] for row in rows if row[0] == 'Interests'], [['Research', 2], ['Advocacy', 1]])
        self.assertEqual([row[1:] for row in rows if row[0] == 'Degree'], [['MBBS or MBChB', 2]])
        self.assertEqual([row[1:] for row in rows if row[0] == self.title('graduation_year')], [[2026, 1], [2027, 1], ['x', 1010]])
        self.assertEqual(sum(row[2] for row in rows if row[0] == 'Day'), 1012)
        self.assertIsInstance([row[1] for row in rows if row[0] == 'Day'][0], datetime.datetime)
        schools = [row[1:] for row in rows if row[0] == self.title('medical_school')]
        self.assertEqual((len(schools), schools[-1][0], sum(row[1] for row in schools)), (1001, 'All others', 1012))
        self.assertNotIn('f', sheet.sheets['Statistics'].types)

    def test_lines_that_could_not_be_read(self):
        self.add(person(given_name='Ann'), person(given_name='Ben'))
        with open(self.journal, 'r+b') as file:
            data = file.read().replace(b'Ben', b'Bem')
            file.seek(0)
            file.write(data)
        output, _ = self.expect(1, 'export', '--format', 'xlsx')
        self.assertEqual(Book(output).statistics[:2], [['In this file', None, 1], ['Left out', 'Lines that could not be read', 1]])


class Disk(SpreadsheetCase):
    def setUp(self):
        super().setUp()
        self.add(*[person(question='?' * 2000) for _ in range(200)])
        self.out = os.path.join(self.folder, 'out ü')
        os.mkdir(self.out)
        self.path = os.path.join(self.out, 'people.xlsx')

    def test_a_full_device(self):
        if not os.path.exists('/dev/full'):
            self.skipTest('there is no /dev/full')
        _, errors = self.expect(3, 'export', '--format', 'xlsx', '--output', '/dev/full')
        self.assertIn('/dev/full', errors)

    def test_a_full_disk(self):
        """Whether it is full for the file itself, or for what is gathered beside it."""
        whole = len(self.expect(0, 'export', '--format', 'xlsx')[0])
        for limit in (0, whole // 2, whole - 1, whole + 1000, 300000):
            with self.subTest(limit):
                with open(self.path, 'wb') as file:
                    file.write(b'before')
                _, errors = self.expect(3, 'export', '--format', 'xlsx', '--output', self.path, restore_signals=False,
                                        preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
                self.assertIn('people.xlsx', errors)
                self.assertEqual(os.listdir(self.out), ['people.xlsx'])
                with open(self.path, 'rb') as file:
                    self.assertEqual(file.read(), b'before')

    def test_what_is_gathered_has_no_name(self):
        """Each file beside the export is its owner's alone, and loses its name before anything is in it."""
        trace = os.path.join(self.folder, 'trace')
        if shutil.which('strace') is None:
            self.skipTest('there is no strace')
        subprocess.run(['strace', '-f', '-e', 'trace=openat,unlink,write', '-s', '16', '-o', trace,
                        *self.command('export', '--format', 'xlsx', '--output', self.path)], check=True, capture_output=True)
        open_names = set()
        with open(trace, encoding='utf-8', errors='replace') as file:
            for call in (line.split(maxsplit=1)[1] for line in file):
                name = call.split('"')[1] if '"' in call else ''
                if call.startswith('openat') and '/tmp.' in name and 'O_CREAT' in call:
                    self.assertEqual((os.path.basename(os.path.dirname(name)).encode()[:3], call.split(') = ')[0][-4:]), (b'out', '0600'))
                    open_names.add(name)
                elif call.startswith('unlink'):
                    open_names.discard(name)
                else:
                    self.assertEqual(open_names, set(), call)
        self.assertEqual(os.listdir(self.out), ['people.xlsx'])


class Gnumeric(SpreadsheetCase):
    """Another spreadsheet program reads the same."""

    def convert(self, path, *arguments):
        done = subprocess.run(['ssconvert', *arguments], cwd=self.folder, capture_output=True, env={**os.environ, 'HOME': self.folder}, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return os.path.join(self.folder, path)

    def test_reads_the_same(self):
        if shutil.which('ssconvert') is None:
            self.skipTest('there is no ssconvert: see FAIRBOOK_READERS in CONTRIBUTING.md')
        texts = [text for text in NAMES + TEN_SCRIPTS + NUMBERS if '\r' not in text]
        self.add(*[person(question=text, unknown=text, graduation_year=2027) for text in texts], arguments=['--event', 'sample-spring'])
        self.expect(0, 'export', '--format', 'xlsx', '--output', os.path.join(self.folder, 'people.xlsx'))
        with open(os.path.join(self.folder, 'people.xlsx'), 'rb') as file:
            book = Book(file.read())
        self.convert('', '-S', '-T', 'Gnumeric_stf:stf_assistant', '-O', 'format=preserve', 'people.xlsx', 'sheet-%n.csv')
        for number, sheet in enumerate(book.sheets.values()):
            with open(os.path.join(self.folder, f'sheet-{number}.csv'), encoding='utf-8', newline='') as file:
                found = list(csv.reader(file))
            self.assertEqual(found, [[self.shown(cell, sheet) for cell in row] for row in sheet.rows])
        with gzip.open(self.convert('people.gnumeric', 'people.xlsx', 'people.gnumeric')) as file:
            cells = list(ElementTree.parse(file).iter(f'{GNUMERIC}Cell'))
        # a cell without a type of value is a formula
        self.assertGreater(len(cells), len(texts))
        self.assertEqual([cell.text for cell in cells if cell.get('ValueType') is None], [])

    def shown(self, cell, sheet):
        if isinstance(cell, datetime.datetime):
            return cell.strftime('%Y-%m-%d' if sheet.name == 'Statistics' else '%Y-%m-%d %H:%M')
        return '' if cell is None else str(cell)


if __name__ == '__main__':
    main()
