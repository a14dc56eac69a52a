# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export for REDCap: records and data dictionary, held against REDCap's own rules."""

import csv
import datetime
import io
import json
import os
import re
import shutil

from fairctl_case import BUILTIN, FairctlCase, main, people_file, person
from redcap import (BRANCHING, CHOICES, FORM, HEADER, IDENTIFIER, LABEL, MINIMUM, NAME, NOTE, REQUIRED, SECTION, TYPE, VALIDATION, VALUES,
                    choices_of, columns_of)

VARIABLE = re.compile(r'[a-z]([a-z0-9_]{0,24}[a-z0-9])?')
CODE = re.compile(r'[A-Za-z0-9_]+')
WITH_CHOICES = {'radio', 'dropdown', 'checkbox'}
TYPES = WITH_CHOICES | {'text', 'notes', 'yesno', 'truefalse'}
COMPARISON = r"\[[a-z][a-z0-9_]*(\([A-Za-z0-9_]+\))?\] = '[^'\"]+'"
LOGIC = re.compile(rf'\({COMPARISON}( or {COMPARISON})*\)( and \({COMPARISON}( or {COMPARISON})*\))*')


class Redcap(FairctlCase):
    def setUp(self):
        super().setUp()
        self.maxDiff = None

    def read(self, name, *arguments):
        output, errors = self.expect(0, 'export', '--format', name, *arguments)
        self.assertEqual(errors, '')
        self.assertNotEqual(output[:3], b'\xef\xbb\xbf')
        return list(csv.reader(io.StringIO(output.decode(), newline=''), strict=True))

    def dictionary(self, *arguments):
        header, *rows = self.read('redcap-dictionary', *arguments)
        self.assertEqual(header, HEADER)
        self.assertTrue(all(len(row) == len(HEADER) for row in rows))
        rows = [dict(zip(header, row)) for row in rows]
        self.check_dictionary(rows)
        return rows

    def check_dictionary(self, rows):
        names = [row[NAME] for row in rows]
        self.assertEqual(names[0], 'record_id')
        self.assertEqual(rows[0][TYPE], 'text')
        self.assertEqual(len({row[FORM] for row in rows}), 1)
        self.assertRegex(rows[0][FORM], VARIABLE)
        for row in rows:
            with self.subTest(row[NAME]):
                self.assertIsNotNone(VARIABLE.fullmatch(row[NAME]))
                self.assertNotIn('__', row[NAME])
                self.assertIn(row[TYPE], TYPES)
                self.assertTrue(row[LABEL].strip())
                self.assertNotRegex(row[LABEL] + row[CHOICES] + row[NOTE] + row[SECTION], r'[<>\[\]{}]|&#?\w+;')
                self.assertEqual(bool(row[CHOICES]), row[TYPE] in WITH_CHOICES)
                self.assertIn(row[VALIDATION], VALUES if row[TYPE] == 'text' else [''])
                self.assertEqual(bool(row[MINIMUM]), row[VALIDATION] == 'integer' and row[NAME] != 'rev')
                for flag in (IDENTIFIER, REQUIRED):
                    self.assertIn(row[flag], ['', 'y'])
                self.check_choices(row)
                self.check_logic(row, names)
        columns = columns_of(rows)
        self.assertEqual(len(columns), len({column.lower() for column in columns}))

    def check_choices(self, row):
        codes = [one[0] for one in choices_of(row)]
        for one in choices_of(row):
            self.assertEqual(len(one), 2, one)
            self.assertTrue(CODE.fullmatch(one[0]) and one[1])
        self.assertEqual(len(codes), len({code.lower() for code in codes}))

    def check_logic(self, row, names):
        if row[BRANCHING]:
            self.assertIsNotNone(LOGIC.fullmatch(row[BRANCHING]), row[BRANCHING])
            self.assertLessEqual(set(re.findall(r'\[([a-z0-9_]+)', row[BRANCHING])), set(names))

    def records_for(self, dictionary):
        """Each record by its id, after it was looked at as REDCap looks at it on import."""
        header, *rows = self.read('redcap')
        self.assertEqual(header, columns_of(dictionary))
        for row in rows:
            self.assertEqual(len(row), len(header))
            cells = dict(zip(header, row))
            self.assertEqual(row[-1], '2')
            for variable in dictionary:
                self.check_cell(variable, cells)
        return {row[0]: dict(zip(header, row)) for row in rows}

    def check_cell(self, variable, cells):
        name = variable[NAME]
        if variable[TYPE] == 'checkbox':
            for column in (column for column in cells if column.startswith(name + '___')):
                self.assertIn(cells[column], ['0', '1'])
        elif variable[TYPE] == 'yesno':
            self.assertIn(cells[name], ['', '0', '1'])
        elif variable[TYPE] in WITH_CHOICES:
            self.assertIn(cells[name], ['', *(code for code, _ in choices_of(variable))])
        elif cells[name]:
            self.assertIsNotNone(VALUES[variable[VALIDATION]].fullmatch(cells[name]), f'{name}: {cells[name]}')


class BuiltIn(Redcap):
    def form(self):
        with open(os.path.join(BUILTIN, 'form.json'), encoding='utf-8') as file:
            return json.load(file)

    def fields(self):
        return self.form()['properties']

    def test_empty(self):
        dictionary = self.dictionary()
        self.assertEqual(self.records_for(dictionary), {})
        form = self.form()
        names = [row[NAME] for row in dictionary]
        self.assertEqual([name for name in names if name in form['properties']], list(form['properties']))
        rows = {row[NAME]: row for row in dictionary}
        self.assertEqual({name for name in names if rows[name][REQUIRED]}, set(form['required']))
        self.assertEqual({name for name in names if rows[name][IDENTIFIER]},
                         {'given_name', 'family_name', 'preferred_name', 'email', 'phone', 'aamc_id', 'question', 'degree_other',
                          'interests_other', 'contact_for_other', 'other_answers'})
        self.assertEqual([row[SECTION] for row in dictionary if row[SECTION]],
                         [section['title']['en'] for section in form['x-fairbook']['sections']])
        self.assertEqual({name: rows[name][TYPE] for name in ('degree', 'interests', 'consent', 'question')},
                         {'degree': 'radio', 'interests': 'checkbox', 'consent': 'yesno', 'question': 'notes'})
        self.assertIn(('MBBS', 'MBBS or MBChB'), choices_of(rows['degree']))
        self.assertIn('The program may keep what I entered', rows['consent'][LABEL])

    def test_languages_share_their_codes(self):
        self.assertEqual([(row[NAME], [code for code, _ in choices_of(row)]) for row in self.dictionary()],
                         [(row[NAME], [code for code, _ in choices_of(row)]) for row in self.dictionary('--lang', 'es')])

    def test_records(self):
        one, = self.add(person(degree='MBBS', graduation_year=2027, interests=['research', 'primary_care'], phone='+44 7700 900123',
                               question='two\nlines, "quoted"'), arguments=['--event', 'sample-spring', '--lang', 'es'])
        cells = self.records_for(self.dictionary())[one]
        at = datetime.datetime.fromisoformat(self.records()[0]['at'])
        expected = {'record_id': one, 'signed_up_at': at.strftime('%Y-%m-%d %H:%M:%S'), 'event': 'sample-spring', 'lang': 'es', 'rev': '1',
                    'given_name': 'Zoë', 'family_name': "O'Brien & Søn", 'degree': 'MBBS', 'graduation_year': '2027', 'degree_other': '',
                    'interests___research': '1', 'interests___primary_care': '1', 'interests___advocacy': '0', 'interests_other': '',
                    'phone': '+44 7700 900123', 'question': 'two\nlines, "quoted"', 'consent': '1', 'contact_for___updates': '0',
                    'other_answers': '', 'interest_complete': '2'}
        self.assertEqual({name: cells[name] for name in expected}, expected)

    def test_awkward_people(self):
        """What people typed comes back letter by letter, formulas, zeros and ten scripts among it."""
        names = ['=1+1', '-2', '@x', '007', '1E5', "O'Brien", 'Doe, Jane', '"J"', ';', '<b>x</b>', '[record_id]', 'x' * 200]
        with open(people_file('scripts.jsonl'), encoding='utf-8') as file:
            people = [json.loads(line) for line in file]
        self.add(*[person(question=name, aamc_id=name[:40]) for name in names], *people)
        found = self.records_for(self.dictionary())
        records = self.records()
        self.assertEqual(list(found), [record['id'] for record in records])
        for record in records:
            for field in ('given_name', 'family_name', 'email', 'aamc_id', 'question'):
                self.assertEqual(found[record['id']][field], record['answers'].get(field, ''))

    def test_filters(self):
        ann, _ = self.add(person(interests=['research']), person())
        self.assertEqual([row[0] for row in self.read('redcap', '--interest', 'research')[1:]], [ann])
        for arguments in (['--event', 'sample-spring'], ['--id', ann], ['--new'], ['--interest', 'research'], ['--staff']):
            _, errors = self.expect(2, 'export', '--format', 'redcap-dictionary', *arguments)
            self.assertIn(arguments[0], errors)

    def test_a_dictionary_is_no_export_of_people(self):
        self.add(person())
        path = os.path.join(self.folder, 'dictionary.csv')
        self.assertEqual(self.expect(0, 'export', '--format', 'redcap-dictionary', '--output', path), (b'', ''))
        self.assertEqual(self.expect(0, 'exports')[0], b'')
        self.assertEqual(len(self.read('redcap', '--new')), 2)

    def test_answers_of_any_kind(self):
        """What another program wrote, or a laptop with another form: REDCap takes the file, and each answer is somewhere in it."""
        self.add(person())
        record = json.loads(self.expect(0, 'export', '--format', 'json')[0])[0]
        values = [True, False, 7, -3, 1.5, 10 ** 18, 'x', 'a"b', '2027', 'MD', 'research', ['research', 'x'], ['advocacy', 7], {'a': [1]}, [[]]]
        odd = [dict(record, id=f'{i:08x}-0000-4000-8000-000000000000', hlc=f'{record["hlc"].split("-")[0]}-{i}-{"0" * 16}',
                    at='2016-12-31T23:59:60.5Z', answers={field: value for field in self.fields()}) for i, value in enumerate(values)]
        self.expect(0, 'import', self.write('odd.json', json.dumps(odd).encode()))
        found = self.records_for(self.dictionary())
        for one, value in zip(odd, values):
            cells = found[one['id']]
            self.assertEqual(cells['signed_up_at'], '2016-12-31 23:59:59')
            left_over = json.loads(cells['other_answers'] or '{}')
            for field in self.fields():
                if field in left_over:
                    self.assertEqual((left_over[field], cells.get(field, '')), (value, ''))
                else:
                    self.assert_told(field, value, [cells[name] for name in cells if name in (field, f'{field}_other')],
                                     [name.split('___')[1] for name in cells if name.startswith(field + '___') and cells[name] == '1'])

    def assert_told(self, field, value, cells, chosen):
        """One of the cells has it, or they have what was not chosen of it."""
        cell, = [cell for cell in cells if cell] or ['']
        rest = [one for one in value if one not in chosen] if isinstance(value, list) else [value] if value not in chosen else []
        words = value if isinstance(value, str) else json.dumps(value, separators=(',', ':'))
        told = ['1' if value is True else '0'] if field == 'consent' else [words, json.dumps(rest, separators=(',', ':')), ';'.join(map(str, rest))]
        self.assertIn(cell, told, field)


class OtherForms(Redcap):
    """Forms that are not ours, and answers that are not theirs."""

    def install(self, change):
        pack = os.path.join(self.data, 'program')
        os.makedirs(self.data, mode=0o700, exist_ok=True)
        if not os.path.isdir(pack):
            shutil.copytree(BUILTIN, pack)
        path = os.path.join(pack, 'form.json')
        with open(path, encoding='utf-8') as file:
            form = json.load(file)
        change(form)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(form, file)

    def field(self, kind, type='string', **members):
        hints = {name: members.pop(name) for name in ('relevant', 'purpose') if name in members}
        return {'type': type, 'title': 'T', 'x-fairbook': {'kind': kind, 'section': 'you', **hints}, **members}

    def test_older_answers(self):
        """One value that a variable refuses would have REDCap refuse the file: it stands where it can, and is not lost."""
        before, = self.add(person(degree='MBBS', interests=['research', 'emergency']))

        def change(form):
            del form['properties']['degree']['oneOf'][2], form['properties']['degree']['x-fairbook']['choices']['MBBS']
            del form['properties']['interests']['items']['oneOf'][6], form['properties']['interests']['x-fairbook']['choices']['emergency']
            form['properties']['given_name'] = self.field('year', 'integer', minimum=1950, maximum=2100)
            form['properties']['family_name'] = self.field('text', purpose='bday')
            form['properties']['email'] = self.field('consent', 'boolean', const=True)
            form['properties']['email']['x-fairbook']['wording'] = 'Yes'
            form['properties']['consent'] = self.field('email')
            del form['anyOf']
            form['required'] = []
        self.install(change)
        cells = self.records_for(self.dictionary())[before]
        self.assertEqual([cells[name] for name in ('degree', 'degree_other', 'interests___research', 'interests_other')],
                         ['', 'MBBS', '1', 'emergency'])
        self.assertEqual([cells[name] for name in ('given_name', 'family_name', 'email', 'consent')], [''] * 4)
        self.assertEqual(json.loads(cells['other_answers']),
                         {'given_name': 'Zoë', 'family_name': "O'Brien & Søn", 'email': 'zoe@example.org', 'consent': True})

    def test_an_address_that_redcap_refuses(self):
        odd, plain = self.add(person(email='zoë@exämple.org', unknown=[1, 'a"b']), person(unknown='x'))
        found = self.records_for(self.dictionary())
        self.assertEqual((found[odd]['email'], json.loads(found[odd]['other_answers'])),
                         ('', {'email': 'zoë@exämple.org', 'unknown': [1, 'a"b']}))
        self.assertEqual((found[plain]['email'], found[plain]['other_answers']), ('zoe@example.org', '{"unknown":"x"}'))

    def test_birth_date(self):
        self.install(lambda form: form['properties'].update(born=self.field('text', purpose='bday')))
        good, bad = self.add(person(born='1999-12-31'), person(born='31.12.1999'))
        dictionary = self.dictionary()
        row, = [row for row in dictionary if row[NAME] == 'born']
        self.assertEqual((row[VALIDATION], row[IDENTIFIER]), ('date_ymd', 'y'))
        found = self.records_for(dictionary)
        self.assertEqual([found[good]['born'], found[bad]['born']], ['1999-12-31', ''])
        self.assertEqual(found[bad]['other_answers'], '{"born":"31.12.1999"}')

    def test_hostile(self):
        codes = ['M D', 'M-D', 'm_d', 'md', 'MD', '研究', '救急', '-1', '1', '01', 'x__y', 'a|b, c', 'é', 'E', '<b>', '_', 'y' * 300]
        ids = ['a-b', 'a_b', 'a__b', '1st', 'record_id', 'event', 'lang', 'interest_complete', 'other_answers', 'degree_other', 'end_',
               *(f'the-same-first-twenty-six-letters-{i}' for i in range(12))]
        quoted = 'it\'s "x"'

        def change(form):
            for i, name in enumerate(ids):
                if i % 3 == 0:
                    field = self.field('choices', 'array', items={'type': 'string', 'enum': codes})
                elif i % 3 == 1:
                    field = self.field('choice', enum=codes, relevant={'a-b': {'contains': 'M D'}})
                else:
                    field = self.field('text', relevant={'a_b': {'enum': ['救急', 'a|b, c']}, 'question': {'const': quoted}})
                form['properties'][name] = field
        self.install(change)
        answers = {'a-b': ['M D', '研究', 'MD'], 'a_b': '救急', 'a__b': '=1', 'question': quoted}
        one, = self.add(person(**answers))
        dictionary = self.dictionary()
        rows = {row[NAME]: row for row in dictionary}
        # Each variable that has choices has them in the form's order.
        some = dict(zip(codes, [code for code, _ in choices_of(rows['a_b_2'])]))
        cells = self.records_for(dictionary)[one]
        for code in codes:
            self.assertEqual(cells[f'a_b_2___{some[code].lower()}'], str(int(code in answers['a-b'])), code)
        self.assertEqual(cells['a_b'], dict(zip(codes, [code for code, _ in choices_of(rows['a_b'])]))['救急'])
        self.assertEqual(cells['a_b_3'], '=1')
        self.assertEqual(rows['a_b'][BRANCHING], f"([a_b_2({some['M D']})] = '1')")
        said = dict(zip(codes, [code for code, _ in choices_of(rows['a_b'])]))
        self.assertEqual(rows['a_b_3'][BRANCHING], f"([a_b] = '{said['救急']}' or [a_b] = '{said['a|b, c']}')")
        self.assertIn(' question,', rows['a_b_3']['Field Annotation'])


if __name__ == '__main__':
    main()
