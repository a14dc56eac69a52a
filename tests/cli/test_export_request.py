# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export: who goes out, in which columns, and what staff noted only on request."""

import csv
import io
import json
import os
import shutil
import subprocess

from fairctl_case import BUILTIN, FairctlCase, lines, main, person
from xlsx import Sheet


def make_pack(case, **fields):
    """A program whose form has these fields, too: each as "degree" is, but for what is named; what is named None is not there."""
    pack = os.path.join(case.data, 'program')
    shutil.copytree(BUILTIN, pack)
    path = os.path.join(pack, 'form.json')
    with open(path, encoding='utf-8') as file:
        form = json.load(file)
    for name, (schema, fairbook) in fields.items():
        degree = form['properties']['degree']
        fairbook = degree['x-fairbook'] | {'order': None, 'pair': None} | fairbook
        field = degree | schema | {'x-fairbook': {key: value for key, value in fairbook.items() if value is not None}}
        form['properties'][name] = {key: value for key, value in field.items() if value is not None}
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(form, file)


class Request(FairctlCase):
    """Whom is asked for, and with what."""

    def people(self, *arguments, status=0):
        output, errors = self.expect(status, 'export', '--format', 'csv', *arguments)
        rows = list(csv.DictReader(io.StringIO(output.decode(), newline='')))
        return [row['given_name'] for row in rows], errors

    def setUp(self):
        super().setUp()
        self.ann, = self.add(person(given_name='Ann', interests=['research']), arguments=['--event', 'sample-spring'])
        self.ben, self.eve = self.add(person(given_name='Ben', interests=['research', 'advocacy']), person(given_name='Eve'))

    def test_who(self):
        for arguments, names in ((['--interest', 'research'], ['Ann', 'Ben']), (['--interest', 'nothing'], []),
                                 (['--interest', 'research', '--event', 'sample-spring'], ['Ann']),
                                 (['--id', self.eve, '--id', self.ann], ['Ann', 'Eve']), (['--new'], ['Ann', 'Ben', 'Eve'])):
            with self.subTest(arguments):
                self.assertEqual(self.people(*arguments), (names, ''))

    def test_who_is_not_there(self):
        names, errors = self.people('--id', 'nobody', '--id', self.ann, status=1)
        self.assertEqual(names, ['Ann'])
        self.assertIn('“nobody”', errors)
        _, errors = self.people('--id', self.ben, '--event', 'sample-spring', status=1)
        self.assertIn(self.ben, errors)

    def test_new(self):
        out = os.path.join(self.folder, 'all.csv')
        self.expect(0, 'export', '--format', 'csv', '--output', out)
        self.assertEqual(self.people('--new'), ([], ''))
        self.add(person(given_name='Zed'))
        self.assertEqual(self.people('--new'), (['Zed'], ''))
        _, errors = self.expect(0, 'export', '--format', 'json', '--new', '--output', out)
        self.assertEqual(errors, f'fairctl: 1 person is in {out}\n')
        self.assertEqual(self.people('--new'), ([], ''))

    def test_whom_a_format_left_out_is_still_new(self):
        """By name they are told of once more, until they have left with another one."""
        out = os.path.join(self.folder, 'out.csv')
        plus, = self.add(person(given_name='Plus', email='+plus@example.org'))
        self.add(person(given_name='Zed'))
        for _ in range(2):
            _, errors = self.expect(1, 'export', '--format', 'mail', '--new', '--output', out)
            self.assertIn(plus, errors)
            self.assertEqual(self.people('--new'), (['Plus'], ''))
        self.expect(0, 'export', '--format', 'xlsx', '--new', '--output', out)
        self.assertEqual(self.people('--new'), ([], ''))
        self.expect(0, 'exports', '--take-back')
        self.assertEqual(self.people('--new'), (['Plus'], ''))
        # of very many exports the oldest are remembered as one
        for _ in range(52):
            self.expect(1, 'export', '--format', 'mail', '--output', out)
        self.assertEqual(self.people('--new'), (['Plus'], ''))
        self.expect(0, 'export', '--format', 'json', '--new', '--output', out)
        for _ in range(52):
            self.expect(1, 'export', '--format', 'mail', '--output', out)
        self.assertEqual(self.people('--new'), ([], ''))

    def test_what_is_kept_nowhere_is_no_export(self):
        self.expect(0, 'export', '--format', 'csv', '--output', '/dev/null')
        self.assertEqual(self.people('--new')[0], ['Ann', 'Ben', 'Eve'])

    def test_a_selection_does_not_make_the_others_old(self):
        for arguments in (['--id', self.eve], ['--interest', 'advocacy']):
            self.expect(0, 'export', '--format', 'csv', *arguments, '--output', os.path.join(self.folder, 'some.csv'))
        self.assertEqual(self.people('--new'), (['Ann', 'Ben', 'Eve'], ''))

    def test_taken_back(self):
        _, errors = self.expect(3, 'exports', '--take-back')
        self.assertIn('No export', errors)
        out = os.path.join(self.folder, 'all.csv')
        self.expect(0, 'export', '--format', 'csv', '--preset', 'slate', '--output', out)
        self.add(person(given_name='Zed'))
        self.expect(0, 'export', '--format', 'json', '--new', '--output', out)
        listed = self.expect(0, 'exports')[0].decode().splitlines()
        self.assertEqual([line.split('\t')[1:] for line in listed], [['json', '', '1'], ['csv', 'slate', '3']])
        self.assertEqual(self.expect(0, 'exports', '--take-back')[0].decode().splitlines(), listed[:1])
        self.assertEqual(self.people('--new'), (['Zed'], ''))
        self.assertEqual(self.expect(0, 'exports')[0].decode().splitlines(), listed[1:])
        self.expect(0, 'exports', '--take-back')
        self.assertEqual(self.people('--new')[0], ['Ann', 'Ben', 'Eve', 'Zed'])

    def test_two_at_once(self):
        """Each is remembered, however many are made at a time."""
        running = [subprocess.Popen(self.command('export', '--format', 'csv', '--output', os.path.join(self.folder, f'{i}.csv')),
                                    stderr=subprocess.PIPE, text=True) for i in range(8)]
        said = [one.communicate()[1] for one in running]
        self.assertEqual([one.returncode for one in running], [0] * 8, said)
        self.assertEqual(self.expect(0, 'exports')[0].count(b'\n'), 8)

    def test_wrong_requests(self):
        for arguments in (['json', '--staff'], ['jsonl', '--choices', 'columns'], ['csv', '--choices', 'rows']):
            with self.subTest(arguments):
                output, errors = self.expect(2, 'export', '--format', *arguments)
                self.assertEqual(output, b'')
                self.assertIn(arguments[1] if arguments[-1] != 'rows' else 'joined, columns', errors)

    def test_a_link_is_not_followed(self):
        there = self.write('there.csv', b'before')
        link = os.path.join(self.folder, 'link.csv')
        os.symlink(there, link)
        _, errors = self.expect(3, 'export', '--format', 'csv', '--output', link)
        self.assertIn('link', errors)
        self.assertTrue(os.path.islink(link))
        with open(there, 'rb') as file:
            self.assertEqual(file.read(), b'before')


class Slate(FairctlCase):
    """The same columns whatever people answered, and a word about those whom Slate would make one of."""

    def export(self):
        output, errors = self.expect(0, 'export', '--format', 'csv', '--preset', 'slate')
        return list(csv.reader(io.StringIO(output.decode(), newline=''))), errors

    def test_stable_columns(self):
        (empty,), _ = self.export()
        self.add(person(phone='1', preferred_name='Zed', unknown=1))
        rows, _ = self.export()
        self.assertEqual(rows[0], empty)
        self.assertNotIn('birthdate', empty)
        self.assertEqual(rows[1][:5], ['Zoë', "O'Brien & Søn", 'Zed', 'zoe@example.org', '1'])

    def test_a_birth_date_if_the_form_asks(self):
        make_pack(self, born=({'oneOf': None}, {'kind': 'text', 'purpose': 'bday', 'title': {'en': 'Born'}, 'choices': None}))
        self.add(person(born='1999-12-31'))
        rows, _ = self.export()
        self.assertEqual((rows[0][5], rows[1][5]), ('birthdate', '1999-12-31'))
        self.assertNotIn('born', rows[0])

    def test_alike(self):
        ids = self.add(person(), person(email='Zoe@Example.org', given_name=' zoë'), person(email='other@example.org'),
                       person(given_name='Zo'), person())
        rows, errors = self.export()
        self.assertEqual(len(rows), 6)
        self.assertEqual([id for id in ids if id in errors], [ids[1], ids[4]])
        self.assertEqual(self.expect(0, 'export', '--format', 'csv')[1], '')


class OtherForms(FairctlCase):
    """Forms whose fields have other ids than the built-in one's, or the ids of columns."""

    def header(self, *arguments):
        header = self.expect(0, 'export', '--format', *arguments)[0].decode().splitlines()[0].split(',')
        self.assertEqual(len(set(header)), len(header))
        return header

    def test_interests_by_their_purpose(self):
        make_pack(self, likes=({}, {'purpose': 'interests', 'title': {'en': 'Likes'}}))
        ann, _ = self.add(person(likes='MD', interests=['research']), person(likes='DO', interests=['research']))
        for code, ids in ('MD', [ann]), ('research', []):
            output, _ = self.expect(0, 'export', '--format', 'json', '--interest', code)
            self.assertEqual([one['id'] for one in json.loads(output)], ids)

    def test_no_column_twice(self):
        make_pack(self, answer_event=({}, {}), event=({}, {}), first=({}, {}), interests___research=({}, {}))
        self.assertIn('answer_answer_event', self.header('csv'))
        self.assertIn('answer_interests___research', self.header('csv', '--choices', 'columns'))
        slate = self.header('csv', '--preset', 'slate')
        self.assertEqual((slate[0], 'answer_first' in slate), ('first', True))

    def test_a_mail_merge_keeps_what_people_chose(self):
        make_pack(self, language=({}, {}), school=({}, {}))
        self.add(person(language='MD', school='DO'))
        self.header('mail')
        row, = csv.DictReader(io.StringIO(self.expect(0, 'export', '--format', 'mail')[0].decode(), newline=''))
        self.assertEqual((row['language'], row['answer_language'], row['answer_school']), ('en', 'MD', 'DO'))


class Columns(FairctlCase):
    """A column for each choice; what staff noted, on request."""

    def put(self, id, answers, **staff):
        return {'v': 1, 'op': 'put', 'id': id, 'rev': 1, 'at': '2026-11-08T00:30:00.000Z', 'hlc': '1794097800000-0-x', 'event': '',
                'form': 'x@1', 'lang': 'en', 'answers': answers, 'staff': staff}

    def rows(self, *arguments):
        output, _ = self.expect(0, 'export', '--format', *arguments)
        rows = Sheet(output).rows if arguments[0] == 'xlsx' else list(csv.reader(io.StringIO(output.decode('utf-8-sig'), newline='')))
        return rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]

    def setUp(self):
        super().setUp()
        lists = [['updates', 'resident_chat'], ['updates', 'gone'], [], 'updates', 'gone', ['a;b', 'updates', 7], None]
        people = [self.put(f'a{i}', {} if one is None else {'contact_for': one}) for i, one in enumerate(lists)]
        people[0]['staff'] = {'star': True, 'chips': ['Great talk', 'Wants a call'], 'note': 'Spoke; of "ICU"\n=1', 'stage': 'invited'}
        people[1]['staff'] = {'star': False, 'stage': 'none of ours', 'chips': 'x'}
        self.expect(0, 'import', self.write('people.jsonl', lines(*people)))

    def test_codes(self):
        header, rows = self.rows('csv', '--choices', 'columns')
        at = header.index('contact_for___updates')
        self.assertEqual(header[at:at + 4], ['contact_for___updates', 'contact_for___open_house', 'contact_for___resident_chat',
                                             'contact_for: other'])
        self.assertNotIn('contact_for', header)
        self.assertEqual([row['contact_for___updates'] for row in rows], list('1101010'))
        self.assertEqual([row['contact_for___resident_chat'] for row in rows], list('1000000'))
        self.assertEqual([row['contact_for: other'] for row in rows], ['', 'gone', '', '', 'gone', '["a;b",7]', ''])

    def test_words(self):
        with open(os.path.join(BUILTIN, 'form.json'), encoding='utf-8') as file:
            words = json.load(file)['properties']['contact_for']['x-fairbook']['title']['en']
        for arguments, yes, no, title, other in (
                (['csv', '--preset', 'slate'], 'true', 'false', 'contact_for', 'other'),
                (['csv', '--preset', 'excel'], 'Yes', 'No', words, 'Other answers'),
                (['xlsx'], 'Yes', 'No', words, 'Other answers')):
            with self.subTest(arguments):
                header, rows = self.rows(*arguments, '--choices', 'columns')
                at = header.index(next(name for name in header if name.startswith(f'{title}: ')))
                resident, other = header[at + 2], f'{title}: {other}'
                self.assertEqual(header[at + 3], other)
                self.assertEqual([row[resident] or '' for row in rows], [yes, no, no, no, no, no, ''])
                self.assertEqual([row[other] or '' for row in rows], ['', 'gone', '', '', 'gone', '["a;b",7]', ''])

    def test_no_staff_unless_asked(self):
        for arguments in (['csv'], ['csv', '--preset', 'slate'], ['csv', '--preset', 'excel'], ['xlsx']):
            header, rows = self.rows(*arguments)
            self.assertNotIn('Great talk', str(rows))
            self.assertFalse({'staff_star', 'Star', 'Note'} & set(header))

    def test_staff(self):
        _, rows = self.rows('csv', '--staff')
        cells = [[row[name] for name in ('staff_star', 'staff_chips', 'staff_note', 'staff_stage')] for row in rows[:3]]
        self.assertEqual(cells, [['true', 'Great talk;Wants a call', 'Spoke; of "ICU"\n=1', 'invited'], ['false', 'x', '', 'none of ours'],
                                 ['', '', '', '']])
        _, rows = self.rows('csv', '--staff', '--preset', 'excel')
        self.assertEqual([rows[0][name] for name in ('Star', 'In a word', 'Stands at')], ['Yes', 'Great talk; Wants a call', 'Invited to interview'])
        self.assertEqual(rows[1]['Stands at'], 'none of ours')


if __name__ == '__main__':
    main()
