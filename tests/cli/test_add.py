# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl add: what is saved, what is refused with which words, and that nobody waits for an id."""

import json
import os
import select
import subprocess

from fairctl_case import TIMEOUT, UUID, FairctlCase, lines, main, people_file, person

VALID = lines(person())


class Add(FairctlCase):
    def test_one(self):
        ids = self.add(person(), arguments=['--event', 'sample-spring', '--lang', 'es'])
        self.assertEqual(len(ids), 1)
        self.assertRegex(ids[0], f'^{UUID}$')
        record = self.records()[0]
        self.assertEqual((record['id'], record['rev'], record['event'], record['lang']), (ids[0], 1, 'sample-spring', 'es'))
        self.assertEqual(record['answers'], person())
        self.assertEqual(record['staff'], {})
        self.assertRegex(record['form'], r'^[a-z0-9_-]+@[0-9]+$')
        self.assertRegex(record['at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
        self.assertRegex(record['hlc'], r'^\d+-\d+-[A-Za-z0-9._-]+$')

    def test_without_a_fair(self):
        self.add(person())
        self.assertEqual(self.records()[0]['event'], '')

    def test_unknown_fair_is_a_note(self):
        output, errors = self.expect(0, 'add', '--event', 'Elsewhere_2027.b', stdin=VALID)
        self.assertRegex(output.decode(), f'^{UUID}\n$')
        self.assertIn('Elsewhere_2027.b', errors)
        self.assertEqual(self.records()[0]['event'], 'Elsewhere_2027.b')

    def test_from_a_file(self):
        path = self.write('people ü.jsonl', lines(person(given_name='A'), person(given_name='B')))
        output, _ = self.expect(0, 'add', path)
        self.assertEqual(len(output.splitlines()), 2)
        self.assertEqual([record['answers']['given_name'] for record in self.records()], ['A', 'B'])

    def test_dash_is_standard_input(self):
        self.expect(0, 'add', '-', stdin=VALID)
        self.assertEqual(len(self.records()), 1)

    def test_nothing(self):
        for given in (b'', b'\n', b'\n\r\n  \t\n', b'\xef\xbb\xbf', b'\xef\xbb\xbf\n'):
            with self.subTest(given):
                self.assertEqual(self.expect(0, 'add', stdin=given), (b'', ''))
        self.assertEqual(self.records(), [])

    def test_shapes_of_lines(self):
        plain = VALID.rstrip(b'\n')
        for given in (plain, plain + b'\r\n', plain + b'\r', b'\xef\xbb\xbf' + plain, b'\n \n' + plain + b'\n\n',
                      b'  ' + plain + b' \t\n'):
            with self.subTest(given):
                output, errors = self.expect(0, 'add', stdin=given)
                self.assertEqual((output.count(b'\n'), errors), (1, ''))

    def answers(self, field):
        return [record['answers'].get(field) for record in self.records()]

    def test_what_other_tools_write_for_nothing(self):
        self.expect(0, 'add', people_file('empty.jsonl'))
        self.assertEqual([set(record['answers']) - {'given_name', 'email', 'consent'} for record in self.records()],
                         [set(), set(), set(), set(), {'graduation_year'}, set()])
        with open(self.journal, 'rb') as journal:
            self.assertIn(b'"graduation_year":2027}', journal.read())

    def test_one_line_stays_one(self):
        self.expect(0, 'add', people_file('line-break.jsonl'))
        self.assertEqual(self.answers('given_name'), ['Maria Ana'])

    def test_invisible_characters_in_an_address(self):
        self.expect(0, 'add', people_file('email-invisible.jsonl'))
        self.assertEqual(set(self.answers('email')), {'zoe@example.org'})

    def test_invisible_characters_in_a_number(self):
        self.add(person(aamc_id='\u200b1234\u200d5678\ufeff', phone='\u202a617\u200b 555 0100\u202c'))
        self.assertEqual((self.answers('aamc_id'), self.answers('phone')), (['12345678'], ['617 555 0100']))

    def test_numbers_as_they_are_typed(self):
        with open(people_file('phone-wide.jsonl'), encoding='utf-8') as file:
            typed = [json.loads(line)['phone'] for line in file]
        self.expect(0, 'add', people_file('phone-wide.jsonl'))
        self.assertEqual(self.answers('phone'), typed)

    def test_names_that_nobody_sees(self):
        output, errors = self.expect(1, 'add', people_file('blank-names.jsonl'))
        self.assertEqual((output, errors.count('first or a last name')), (b'', 3))

    def test_what_is_kept(self):
        given = person(family_name='ليلى', given_name='👩🏽‍⚕️', unknown={'z': [1, {'a': None}], 'b': 1.5}, question='one\ntwo\t"3"')
        self.add(given)
        self.assertEqual(self.records()[0]['answers'], given)

    def test_refusals(self):
        hostile = {
            'not JSON': b'hello',
            'half an object': b'{"email":"a@b.org"',
            'an array': b'[1]',
            'a string': b'"x"',
            'null': b'null',
            'two values': b'{} {}',
            'a comment': b'{/* */}',
            'a trailing comma': b'{"a":1,}',
            'no UTF-8': VALID.strip().replace('Zoë'.encode(), b'Zo\xff'),
            'a lone surrogate': b'{"given_name":"\\ud800","email":"a@b.org","consent":true}',
            'an escaped NUL': b'{"given_name":"a\\u0000b","email":"a@b.org","consent":true}',
            'a raw NUL': b'{"given_name":"a\0b","email":"a@b.org","consent":true}',
            'duplicate keys': b'{"given_name":"a","email":"a@b.org","email":"c@d.org","consent":true}',
            'deep duplicate keys': b'{"given_name":"a","email":"a@b.org","consent":true,"x":{"y":1,"y":2}}',
            'a huge number': b'{"given_name":"a","email":"a@b.org","consent":true,"x":1e400}',
            'a huge integer': b'{"given_name":"a","email":"a@b.org","consent":true,"x":' + b'9' * 400 + b'}',
            'NaN': b'{"given_name":"a","email":"a@b.org","consent":true,"x":NaN}',
            'nesting': b'{"given_name":"a","email":"a@b.org","consent":true,"x":' + b'[' * 40 + b']' * 40 + b'}',
            'much nesting': b'{"x":' + b'[' * 30000 + b']' * 30000 + b'}',
            '70 KB': lines(person(question='x' * 70000)).strip(),
            '1 MB': b'x' * 1000000,
            'an object after 1 MB of spaces': b' ' * 1000000 + VALID.strip(),
            'no answers': b'{}',
            'no email': lines(person(email=None)).strip(),
            'no name': lines(person(given_name=None, family_name=None)).strip(),
            'a bad email': lines(person(email='nobody')).strip(),
            'no consent': lines(person(consent=None)).strip(),
            'refused consent': lines(person(consent=False)).strip(),
            'a number for a name': lines(person(given_name=7)).strip(),
            'a year of another age': lines(person(graduation_year=1492)).strip(),
            'a degree that is not offered': lines(person(degree='PhD')).strip(),
        }
        for name, line in hostile.items():
            with self.subTest(name):
                output, errors = self.expect(1, 'add', stdin=VALID + line + b'\n' + VALID)
                self.assertEqual(output.count(b'\n'), 2)
                self.assertRegex(errors, r'^fairctl: standard input:2: [^\n]{5,}\n$')
                self.assertLess(len(errors), 1000)
        self.assertEqual(len(self.records()), 2 * len(hostile))

    def test_refusals_are_named_by_file(self):
        path = self.write('people.jsonl', b'\n' + VALID + b'oops\r\n\nno\n' + VALID.strip())
        output, errors = self.expect(1, 'add', path)
        self.assertEqual(output.count(b'\n'), 2)
        self.assertEqual([line.split(': ')[1] for line in errors.splitlines()], [f'{path}:3', f'{path}:5'])

    def test_refused_last_line(self):
        for last in (b'oops', b'x' * 1000000):
            with self.subTest(len(last)):
                output, errors = self.expect(1, 'add', stdin=VALID + last)
                self.assertEqual(output.count(b'\n'), 1)
                self.assertIn('standard input:2: ', errors)

    def test_a_message_plays_no_tricks(self):
        _, errors = self.expect(1, 'add', stdin=b'{"\\u001b[2J\\u001b]0;x\\u0007":1,"\\u001b[2J\\u001b]0;x\\u0007":2}\n')
        self.assertNotIn('\x1b', errors)
        self.assertNotIn('\x07', errors)

    def test_too_long_in_its_frame(self):
        room = 65536 - len(lines(person(extra='')).strip())
        given = VALID + lines(person(extra='x' * room)) + VALID
        output, errors = self.expect(1, 'add', stdin=given)
        self.assertEqual(output.count(b'\n'), 2)
        self.assertIn('standard input:2: ', errors)
        self.assertEqual(len(self.records()), 2)

    def test_no_such_file(self):
        output, errors = self.expect(3, 'add', os.path.join(self.folder, 'nowhere'))
        self.assertEqual(output, b'')
        self.assertIn('nowhere', errors)

    def test_a_folder_as_input(self):
        output, errors = self.expect(3, 'add', self.folder)
        self.assertEqual(output, b'')
        self.assertIn(self.folder, errors)

    def test_order(self):
        people = [person(given_name=f'n{i}') for i in range(2500)]
        ids = self.add(*people)
        self.assertEqual(len(set(ids)), 2500)
        found = {record['id']: record['answers']['given_name'] for record in self.records()}
        self.assertEqual([found[one] for one in ids], [one['given_name'] for one in people])


class Interactive(FairctlCase):
    def start(self):
        process = subprocess.Popen(self.command('add'), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        self.addCleanup(process.wait)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        return process

    def send(self, process, data):
        process.stdin.write(data)
        process.stdin.flush()

    def receive(self, stream):
        ready, _, _ = select.select([stream], [], [], TIMEOUT)
        self.assertTrue(ready, 'nothing came in time')
        return os.read(stream.fileno(), 65536)

    def test_each_id_comes_at_once(self):
        process = self.start()
        for _ in range(5):
            self.send(process, VALID)
            self.assertRegex(self.receive(process.stdout).decode(), f'^{UUID}\n$')
        process.stdin.close()
        self.assertEqual(process.wait(TIMEOUT), 0)

    def test_an_id_comes_though_the_next_line_has_begun(self):
        process = self.start()
        self.send(process, VALID + VALID[:20])
        self.assertRegex(self.receive(process.stdout).decode(), f'^{UUID}\n$')
        self.send(process, VALID[20:])
        self.assertRegex(self.receive(process.stdout).decode(), f'^{UUID}\n$')
        process.stdin.close()
        self.assertEqual(process.wait(TIMEOUT), 0)

    def test_a_printed_id_is_on_the_disk(self):
        process = self.start()
        self.send(process, VALID)
        printed = self.receive(process.stdout).decode().strip()
        process.kill()
        process.wait()
        with open(self.journal, 'rb') as file:
            wording, sign_up = map(json.loads, file)
        self.assertEqual((wording['op'], sign_up['id']), ('wording', printed))

    def test_a_refusal_is_said_at_once(self):
        process = self.start()
        self.send(process, b'oops\n')
        self.assertIn(b'standard input:1: ', self.receive(process.stderr))
        process.stdin.close()
        self.assertEqual(process.wait(TIMEOUT), 1)


if __name__ == '__main__':
    main()
