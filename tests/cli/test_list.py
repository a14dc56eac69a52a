# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that read: list, show, stats and events."""

import json
import os
import shutil

from fairctl_case import BUILTIN, FairctlCase, lines, main, people_file, person

MISSING = '00000000-0000-4000-8000-000000000000'


class Reading(FairctlCase):
    def names(self, *arguments):
        output, _ = self.expect(0, 'list', *arguments)
        return [line.split('\t')[2] for line in output.decode().splitlines()]

    def test_nothing_there(self):
        for arguments in (['list'], ['list', '--json'], ['list', '--search', 'x']):
            with self.subTest(arguments):
                self.assertEqual(self.expect(0, *arguments), (b'', ''))

    def test_every_bad_line_is_named(self):
        count = 2500
        self.add(person())
        with open(self.journal, 'ab') as file:
            file.write(b'no\n' * count)
        for arguments in (['list'], ['verify'], ['stats'], ['events'], ['duplicates'], ['export', '--format', 'jsonl']):
            with self.subTest(arguments):
                _, errors = self.expect(1, *arguments)
                rows = errors.splitlines()
                self.assertEqual(len(rows), count)
                for number, row in enumerate(rows, 3):
                    self.assertIn(f'signups.jsonl:{number}: ', row)

    def test_a_laptop_without_a_known_time_zone(self):
        self.add(person())
        for command in (['list'], ['stats'], ['export', '--format', 'csv']):
            for zone in ('Europe/Nowhere', 'wrong'):
                _, errors = self.expect(0, *command, env={**os.environ, 'TZ': zone})
                self.assertRegex(errors, rf'^fairctl: note: [^\n]*“{zone}”[^\n]* TZ [^\n]*UTC[^\n]*\n$')
            for zone in ('', 'UTC', 'Europe/Dublin', ':Europe/Dublin'):
                output, errors = self.expect(0, *command, env={**os.environ, 'TZ': zone})
                self.assertEqual(errors, '')
                self.assertNotIn(b'\t:', output)

    def test_columns(self):
        ids = self.add(person(medical_school='Universität Zürich'), arguments=['--event', 'sample-spring'])
        output, _ = self.expect(0, 'list')
        columns = output.decode().rstrip('\n').split('\t')
        self.assertEqual(columns[0], ids[0])
        self.assertRegex(columns[1], r'^\d{4}-\d\d-\d\dT')
        self.assertEqual(columns[2:], ["Zoë O'Brien & Søn", 'zoe@example.org', 'Universität Zürich', 'sample-spring'])

    def test_one_line_whatever_is_in_a_name(self):
        self.add(person())
        record = self.records()[0]
        record['id'] = MISSING
        record['answers'].update(given_name='a\tb\nc\x1b[31md\u2028e\u0085f', medical_school='x\r\ny')
        path = self.write('other.jsonl', lines({'v': 1, 'op': 'put', **record}))
        self.expect(0, 'import', path)
        output, _ = self.expect(0, 'list', '--search', 'x y')
        self.assertEqual((output.count(b'\n'), output.count(b'\t'), output[-1:]), (1, 5, b'\n'))
        self.assertEqual(len(output.decode().splitlines()), 1)
        self.assertNotIn(b'\x1b', output)
        self.assertIn(record['answers'], [one['answers'] for one in self.records()])

    def test_a_year_as_other_tools_write_it(self):
        self.add(person())
        record = self.records()[0]
        record['id'] = MISSING
        record['answers'].update(graduation_year=2027.0)
        path = self.write('other.jsonl', lines({'v': 1, 'op': 'put', **record}))
        self.expect(0, 'import', path)
        output, _ = self.expect(0, 'list', '--search', '2027')
        self.assertEqual([line.split('\t')[0] for line in output.decode().splitlines()], [MISSING])

    def test_json_members(self):
        self.add(person())
        self.assertEqual(list(self.records()[0]),
                         ['id', 'rev', 'at', 'hlc', 'event', 'form', 'lang', 'answers', 'agreed', 'staff'])

    def test_by_event(self):
        self.add(person(given_name='A', family_name=None), arguments=['--event', 'sample-spring'])
        self.add(person(given_name='B', family_name=None))
        self.assertEqual(self.names('--event', 'sample-spring'), ['A'])
        self.assertEqual(self.names('--event', 'nowhere'), [])
        self.assertEqual(self.names(), ['A', 'B'])

    def test_search(self):
        self.add(person(given_name='Zoë', family_name='Søn', question='Is there a NICU?'),
                 person(given_name='Ana', family_name='Muñoz', email='ana@example.org', medical_school='Łódź', interests=['neonatology']))
        table = {'zoe': 1, 'ZOË': 1, 'son': 1, 'munoz': 1, 'lodz': 1, 'neonat': 1, 'nicu zoe': 1, 'nicu ana': 0,
                 'example': 2, '': 2, '  ': 2, 'given_name': 0, '%s%nq': 0}
        for words, count in table.items():
            with self.subTest(words):
                self.assertEqual(len(self.names('--search', words)), count)

    def test_search_as_people_write(self):
        self.expect(0, 'add', people_file('fold.jsonl'))
        table = {"Ana O´Connor": ["o'connor", 'oconnor', 'o connor', 'o’connor'],
                 'Kai Kaʻaʻawa': ["ka'a'awa", 'kaaawa', 'kaʻaʻawa'],
                 'Jo Smith–Jones': ['smith-jones', 'smith jones', 'smithjones', 'jones-smith'],
                 'Ɗanjuma Żaħra': ['danjuma', 'zahra', 'ZAHRA DANJUMA'],
                 'علی\u200cرضا کریمی': ['علیرضا', 'عليرضا', 'كريمي', 'کریمی'],
                 'Siobhán O’Brien': ["o'brien", 'obrien', 'siobhan']}
        for name, typed in table.items():
            for words in typed:
                with self.subTest(words):
                    self.assertEqual(self.names('--search', words), [name])

    def test_marks_that_are_letters(self):
        self.expect(0, 'add', people_file('marks.jsonl'))
        self.assertEqual(self.names('--search', 'सीमा'), ['सीमा शर्मा'])
        self.assertEqual(self.names('--search', 'सोम'), ['सोम शर्मा'])
        self.assertEqual(self.expect(0, 'duplicates')[0], b'')

    def test_search_for_a_number(self):
        self.add(person(given_name='Zoe', family_name=None, phone='(617) 555-0123', email='zoe@example.net'),
                 person(given_name='Ana', family_name=None, phone='617 555 0124'))
        for words in ('617 555 0123', '(617) 555-0123', '617.555.0123', '6175550123', '+1.617.555.0123', '６１７ー５５５ー０１２３',
                      'tel:+1-617-555-0123', 'tel:617.555.0123;ext=9', 'mailto:zoe@example.net?subject=Hello'):
            with self.subTest(words):
                self.assertEqual(self.names('--search', words), ['Zoe'])

    def test_search_in_notes(self):
        self.add(person(given_name='Zoe'), person(given_name='Ana'))
        record = self.records()[0]
        record.update(rev=2, hlc=record['hlc'].replace('-0-', '-1-', 1), staff={'note': 'call about the night float'})
        del record['agreed']
        self.expect(0, 'import', self.write('other.jsonl', lines({'v': 1, 'op': 'put', **record})))
        self.assertEqual(len(self.names('--search', 'night float')), 1)
        self.assertEqual(len(self.names('--search', 'night zoe')), 1)

    def test_search_with_event_and_json(self):
        self.add(person(), arguments=['--event', 'sample-spring'])
        self.add(person())
        output, _ = self.expect(0, 'list', '--json', '--search', 'zoe', '--event', 'sample-spring')
        self.assertEqual([json.loads(line)['event'] for line in output.splitlines()], ['sample-spring'])

    def test_search_that_is_no_unicode(self):
        self.expect(2, 'list', '--search', b'\xff')


class Show(FairctlCase):
    def test_one(self):
        given = person(unknown={'z': 1, 'a': [None]}, question='"x"\n\\')
        ids = self.add(person(), given)
        output, _ = self.expect(0, 'show', ids[1])
        record = json.loads(output)
        self.assertEqual(record, self.records()[1])
        self.assertEqual(list(record['answers']), list(self.records()[1]['answers']))
        self.assertGreater(output.count(b'\n'), 10)

    def test_unknown(self):
        known = self.add(person())[0]
        for one in (MISSING, known[:8], known.upper() + 'x', '', 'x' * 100000, '"', known + ' '):
            with self.subTest(one[:40]):
                output, errors = self.expect(3, 'show', one)
                self.assertEqual(output, b'')
                self.assertEqual(errors.count('\n'), 1)

    def test_nothing_there(self):
        self.expect(3, 'show', MISSING)


class Stats(FairctlCase):
    def fill(self):
        self.add(person(medical_school='A', interests=['research', 'advocacy']), person(medical_school='A B'),
                 arguments=['--event', 'sample-spring'])
        self.add(person(interests=['research']))

    def test_json(self):
        self.fill()
        output, _ = self.expect(0, 'stats', '--json')
        found = json.loads(output)
        self.assertEqual(found['people'], 3)
        self.assertEqual(found['event'], {'sample-spring': 2, '': 1})
        self.assertEqual(found['school'], {'A': 1, 'A B': 1})
        self.assertEqual(found['interest'], {'research': 2, 'advocacy': 1})
        self.assertEqual(sum(found['day'].values()), 3)
        self.assertEqual(sum(found['hour'].values()), 3)

    def test_table(self):
        self.fill()
        output, _ = self.expect(0, 'stats')
        rows = [line.split('\t') for line in output.decode().splitlines()]
        self.assertTrue(all(len(row) == 3 for row in rows), rows)
        for row in (['people', '(all)', '3'], ['event', 'sample-spring', '2'], ['event', '(none)', '1'],
                    ['school', 'A B', '1'], ['interest', 'research', '2']):
            self.assertIn(row, rows)

    def test_nothing_there(self):
        self.assertEqual(self.expect(0, 'stats')[0], b'people\t(all)\t0\nunfinished\t(all)\t0\n')
        output, _ = self.expect(0, 'stats', '--json')
        found = json.loads(output)
        fields, visits = found.pop('fields'), found.pop('visits')
        self.assertEqual(found, {'people': 0, 'unfinished': 0, 'event': {}, 'time_zone': {}, 'day': {}, 'hour': {}, 'school': {}, 'interest': {},
                                 'language': {}, 'fairs': {}})
        self.assertEqual({name: field['counts'] for name, field in fields.items()},
                         {name: {} for name in ('medical_school', 'degree', 'graduation_year', 'interests', 'contact_for')})
        self.assertTrue(all(not counts for counts in visits.values()), visits)

    def test_by_what_the_form_asks(self):
        self.add(person(degree='MD', graduation_year=2028), person(degree='DO', graduation_year=2027), arguments=['--event', 'sample-spring'])
        self.add(person(degree='MD', graduation_year=2028))
        found = json.loads(self.expect(0, 'stats', '--json')[0])
        self.assertEqual(found['language'], {'en': 3})
        self.assertEqual(found['fields']['degree']['counts'], {'MD': 2, 'DO': 1})
        self.assertEqual(list(found['fields']['graduation_year']['counts'].items()), [('2027', 1), ('2028', 2)])
        self.assertEqual(found['fields']['medical_school']['counts'], found['school'])
        fair = found['fairs']['sample-spring']
        self.assertEqual((fair['people'], fair['fields']['degree'], sum(fair['hours'].values())), (2, {'DO': 1, 'MD': 1}, 2))
        self.assertRegex(next(iter(fair['hours'])), r'^\d{4}-\d\d-\d\dT\d\d:00:00[+-]\d\d:\d\d$')
        self.assertEqual(found['fairs']['']['people'], 1)
        rows = self.expect(0, 'stats')[0].decode().splitlines()
        for row in ('degree\tMD\t2', 'sample-spring/degree\tMD\t1', '(none)/degree\tMD\t1', 'language\ten\t3'):
            self.assertIn(row, rows)
        self.assertEqual(len(rows), len(set(rows)))

    def test_one_fair(self):
        self.fill()
        found = json.loads(self.expect(0, 'stats', '--json', '--event', 'sample-spring')[0])
        self.assertEqual((found['people'], found['event'], list(found['fairs'])), (2, {'sample-spring': 2}, ['sample-spring']))
        self.expect(2, 'stats', '--event', 'no fair')


class Schools(FairctlCase):
    """A school is one, however people typed it, and two are never one."""

    EMORY = 'Emory University School of Medicine'
    TYPED = (EMORY, 'Emory', 'emory univ. school of medicine', 'Emory Universtiy School of Medicine')

    def fill(self):
        self.ids = self.add(*(person(medical_school=typed, email=f'zoe{number}@example.org')
                              for number, typed in enumerate((*self.TYPED, 'Hogwarts', 'HOGWARTS ', 'Hogsmeade'))))

    def test_counted(self):
        self.fill()
        output, _ = self.expect(0, 'stats', '--json')
        self.assertEqual(json.loads(output)['school'], {self.EMORY: 4, 'Hogwarts': 2, 'Hogsmeade': 1})

    def test_compared(self):
        self.fill()
        output, _ = self.expect(0, 'duplicates', '--json')
        groups = [json.loads(line) for line in output.splitlines()]
        self.assertEqual([[one['id'] for one in group['people']] for group in groups], [self.ids[:4], self.ids[4:6]])
        self.assertEqual([one['medical_school'] for one in groups[0]['people']], list(self.TYPED))

    def test_found(self):
        self.fill()
        for arguments in ([], ['--json']):
            for text, count in ((self.EMORY, 4), ('emory university', 4), ('universtiy', 1), ('hogwarts', 2), ('hog', 3),
                                ('Emory Universtiy', 4)):
                with self.subTest(text=text, arguments=arguments):
                    output, _ = self.expect(0, 'list', '--search', text, *arguments)
                    self.assertEqual(len(output.splitlines()), count)

    def test_without_a_program(self):
        self.fill()
        os.makedirs(os.path.join(self.data, 'program'))
        output, errors = self.expect(0, 'stats', '--json')
        self.assertIn('note: ', errors)
        self.assertEqual(json.loads(output)['school']['Hogwarts'], 2)


class TimeZones(FairctlCase):
    """People's days and hours are the fair's where the pack names its zone, else the laptop's."""

    AT = {'': '2026-11-08T00:30:00.000Z', 'kolkata': '2026-11-07T18:29:00.000Z', 'nowhere': '2026-11-08T07:30:00.000Z',
          'twice': '2026-11-01T06:30:00.000Z'}

    def setUp(self):
        super().setUp()
        self.laptop = {**os.environ, 'TZ': 'America/New_York'}

    def install_pack(self):
        pack = os.path.join(self.data, 'program')
        shutil.copytree(BUILTIN, pack)
        with open(os.path.join(pack, 'program.json'), encoding='utf-8') as file:
            program = json.load(file)
        program['events'] = [{'id': 'kolkata', 'name': 'K', 'time_zone': 'Asia/Kolkata'},
                             {'id': 'nowhere', 'name': 'N', 'time_zone': 'Atlantis/Poseidonis'},
                             {'id': 'twice', 'name': 'T', 'time_zone': 'America/New_York'}]
        with open(os.path.join(pack, 'program.json'), 'w', encoding='utf-8') as file:
            json.dump(program, file)
        return pack

    def sign_up(self):
        with open(people_file('near-midnight.jsonl'), encoding='utf-8') as file:
            one = json.load(file)
        people = [{**one, 'id': f'a-{event}', 'event': event, 'at': at} for event, at in self.AT.items()]
        self.expect(0, 'import', self.write('people.jsonl', lines(*people)))

    def stats(self):
        output, errors = self.expect(0, 'stats', '--json', env=self.laptop)
        return json.loads(output), errors

    def test_the_laptops(self):
        self.expect(0, 'import', people_file('near-midnight.jsonl'))
        found, errors = self.stats()
        self.assertEqual((found['time_zone'], found['day'], found['hour'], errors),
                         ({'America/New_York': 1}, {'2026-11-07': 1}, {'19': 1}, ''))
        output, _ = self.expect(0, 'stats', env=self.laptop)
        self.assertIn(b'time_zone\tAmerica/New_York\t1\nday\t2026-11-07\t1\nhour\t19\t1\n', output)

    def test_the_fairs(self):
        self.install_pack()
        self.sign_up()
        found, errors = self.stats()
        self.assertEqual(found['time_zone'], {'America/New_York': 3, 'Asia/Kolkata': 1})
        self.assertEqual(found['day'], {'2026-11-01': 1, '2026-11-07': 2, '2026-11-08': 1})
        self.assertEqual(found['hour'], {'01': 1, '02': 1, '19': 1, '23': 1})
        self.assertEqual(errors.count('\n'), 1)
        for word in ('Atlantis/Poseidonis', 'nowhere', 'America/New_York'):
            self.assertIn(word, errors)

    def test_lists(self):
        self.install_pack()
        self.sign_up()
        local = ['2026-11-07T19:30:00-05:00', '2026-11-07T23:59:00+05:30', '2026-11-08T02:30:00-05:00', '2026-11-01T01:30:00-05:00']
        output, errors = self.expect(0, 'list', env=self.laptop)
        self.assertEqual([line.split('\t')[1] for line in output.decode().splitlines()], local)
        self.assertIn('Atlantis/Poseidonis', errors)
        output, _ = self.expect(0, 'duplicates', env=self.laptop)
        self.assertEqual([line.split('\t')[3] for line in output.decode().splitlines()], local)
        # what is for programs keeps the one time that is the same everywhere
        self.assertEqual([record['at'] for record in self.records()], list(self.AT.values()))
        output, errors = self.expect(0, 'duplicates', '--json', env=self.laptop)
        self.assertEqual(([person['at'] for person in json.loads(output)['people']], errors), (list(self.AT.values()), ''))

    def test_a_zone_that_is_not_known(self):
        _, errors = self.expect(1, 'check-program', self.install_pack())
        self.assertRegex(errors, r'^fairctl: program\.json: events\[1\]\.time_zone: [^\n]*Atlantis/Poseidonis[^\n]*Europe/Dublin[^\n]*\n$')


class Events(FairctlCase):
    def pack_events(self):
        with open(os.path.join(BUILTIN, 'program.json'), encoding='utf-8') as file:
            return [event['id'] for event in json.load(file)['events']]

    def rows(self):
        output, _ = self.expect(0, 'events')
        return [line.split('\t') for line in output.decode().splitlines()]

    def test_of_the_pack(self):
        rows = self.rows()
        self.assertEqual([row[0] for row in rows], self.pack_events())
        self.assertTrue(all(row[1] != '' and row[2] == '0' for row in rows), rows)

    def test_of_the_journal(self):
        known = self.pack_events()
        self.add(person(), person(), arguments=['--event', known[1]])
        self.add(person())
        for event in ('b-fair', 'a-fair'):
            self.expect(0, 'add', '--event', event, stdin=lines(person()))
        rows = self.rows()
        self.assertEqual([row[0] for row in rows], [*known, 'a-fair', 'b-fair', '(none)'])
        self.assertEqual([row[2] for row in rows], ['0', '2'] + ['0'] * (len(known) - 2) + ['1', '1', '1'])


if __name__ == '__main__':
    main()
