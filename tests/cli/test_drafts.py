# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export: messages to people, as drafts and for a mail merge, read with Python's own email and csv."""

import csv
import email
import email.policy
import io
import json
import os
import platform
import re
import shutil
import stat
import unicodedata

from fairctl_case import BUILTIN, FairctlCase, lines, main, person

HEADERS = ['To', 'Subject', 'Date', 'X-Unsent', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding']
LONG = 'x' * 2000
# Names as nobody should have them, and what of them may stand in a header.
NAMES = [
    'Ann', "O'Brien & Søn", 'Smith, Jr.', 'He said "hi"', 'back\\slash', '<script>@x', 'a;b:c', '(comment)', 'dot.', '.dot', 'two  spaces',
    'Ünïcödé', 'Łukasz', 'Ὀδυσσεύς', 'Владимир', 'محمد', 'דוד', '名前 太郎', '이름', 'नाम', 'ชื่อ', '🦊🩺', '👩\u200d⚕️', 'e\u0301', '\u202egnp.exe',
    '=1+1', '@SUM(A1)', '+cmd', '-x', '\t=x', '=?utf-8?q?a=0D=0ABcc:_x@y.z?=', '=?utf-8?b?QmNj?= =?utf-8?b?QmNj?=', 'a\r\nBcc: x@y.z', 'a\nb', 'a\rTo: x@y.z',
    'a\x0bb\x0cc', 'a\u2028Bcc: x\u2029y', 'a\x85Bcc: x', 'tab\there', 'bell\x07', '\x1b[31m', 'CON', 'nul.txt', '../../etc/passwd', 'a/b\\c:d*e?f',
    LONG, 'ä' * 2000, '名 ' * 700, 'w ' * 1000, '"' * 300, '\\' * 300, '<>' * 200, '{{question}}', '{{#x}}{{/}}', '%s%n', '&amp;<b>', '$(id)', ' blank ', 'É\u00a0É', 'Zoë',
]
BREAKS = re.compile('[\t-\r\x85\u2028\u2029]')


def in_header(name):
    """What a header has of a name: one line without other controls, and nothing that would be decoded once more."""
    line = ''
    broken = False
    for char in name:
        if BREAKS.match(char):
            line, broken = line.rstrip(' \t\n\v\f\r') + ' ', True
        elif unicodedata.category(char) != 'Cc' and not (broken and char == ' '):
            line, broken = line + char, False
    return line.strip('\u00a0\u202e ').replace('=?', '= ?')


def record(id, answers, lang='en', event='', **staff):
    return {'v': 1, 'op': 'put', 'id': id, 'rev': 1, 'at': '2026-11-08T00:30:00.000Z', 'hlc': '1794097800000-0-x', 'event': event,
            'form': 'x@1', 'lang': lang, 'answers': answers, 'staff': staff}


class Drafts(FairctlCase):
    def bring(self, *people):
        self.expect(0, 'import', self.write('people.jsonl', lines(*people)))

    def template(self, text):
        return self.write('letter.txt', text.encode())

    def drafts(self, *arguments, status=0, name='drafts'):
        """The messages, by the names of their files, and what was said."""
        folder = os.path.join(self.folder, name)
        _, errors = self.expect(status, 'export', '--format', 'drafts', '--output', folder, *arguments)
        found = {}
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, file), 'rb') as opened:
                found[file] = opened.read()
        return found, errors

    def text(self, data):
        return email.message_from_bytes(data, policy=email.policy.default).get_content().replace('\r\n', '\n')

    def own_pack(self, letters=None, **members):
        pack = os.path.join(self.data, 'program')
        shutil.copytree(BUILTIN, pack)
        path = os.path.join(pack, 'program.json')
        with open(path, encoding='utf-8') as file:
            program = json.load(file)
        program.update(members)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(program, file)
        for name, text in (letters or {}).items():
            with open(os.path.join(pack, name), 'w', encoding='utf-8') as file:
                file.write(text)
        return pack


class Messages(Drafts):
    """Nobody's name makes a header, and what they answered stands in the text as it is."""

    def setUp(self):
        super().setUp()
        self.bring(*[record(f'{i:08}-x', {'given_name': name, 'family_name': 'F', 'question': f'{name}\n.\nFrom me  \n', 'email': f'p{i}@example.org'})
                     for i, name in enumerate(NAMES)])

    def test_read_back(self):
        self.assertEqual(len(NAMES), 60)
        letter = self.template('Subject: {{given_name}} for you\n\n{{question}}\n{{#interests}}no{{/}}')
        found, errors = self.drafts('--template', letter)
        self.assertEqual(errors, f'fairctl: 60 people are in {self.folder}/drafts\n')
        by_number = {int(re.search(r' (\d{8})\.eml$', file)[1]): data for file, data in found.items()}
        self.assertEqual(sorted(by_number), list(range(60)))
        for i, name in enumerate(NAMES):
            for policy in (email.policy.default, email.policy.SMTP):
                with self.subTest(name[:40], policy=policy):
                    self.check(email.message_from_bytes(by_number[i], policy=policy), name, f'p{i}@example.org')
            self.check_bytes(by_number[i])

    def check(self, message, name, address):
        self.assertEqual(message.keys(), HEADERS)
        self.assertEqual(message.defects, [])
        to, = message['To'].addresses
        self.assertEqual(to.addr_spec, address)
        self.check_name(to.display_name, in_header(in_header(name) + ' F'))
        self.assertEqual(message['Subject'], in_header(name + ' for you'))
        self.assertEqual(message['X-Unsent'], '1')
        self.assertEqual((message.get_content_type(), message.get_content_charset()), ('text/plain', 'utf-8'))
        typed = name.replace('\r\n', '\n').replace('\r', '\n')
        self.assertEqual(message.get_content().replace('\r\n', '\n'), f'{typed}\n.\nFrom me  \n\n')

    def check_name(self, found, expected):
        """Python keeps the folds between the words of a long name, and no more than one space between short ones."""
        if len(expected) < 50 and '  ' not in expected:
            self.assertEqual(found, expected)
        self.assertEqual(''.join(found.split()), ''.join(expected.split()))

    def check_bytes(self, data):
        data.decode('ascii')
        self.assertNotIn(b'\n', data.replace(b'\r\n', b''))
        self.assertNotIn(b'\r', data.replace(b'\r\n', b''))
        self.assertLessEqual(max(map(len, data.split(b'\r\n'))), 998)
        # RFC 2047, 2
        self.assertLessEqual(max((len(word) for word in re.findall(rb'=\?utf-8\?.\?[^? ]*\?=', data, re.I)), default=0), 75)
        self.assertNotIn(platform.node().encode(), data)

    def test_file_names(self):
        found, _ = self.drafts()
        self.assertEqual(len({name.casefold() for name in found}), 60)
        for name in found:
            self.assertNotRegex(name, r'[\x00-\x1f\\/:*?"<>|\u202e]|^[. ]')
            self.assertLessEqual(len(name.encode()), 200)
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.folder, 'drafts', name)).st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.folder, 'drafts')).st_mode), 0o700)


class Addresses(Drafts):
    GOOD = {'a+b@example.org': 'a+b@example.org', ' a@example.org\u200b': 'a@example.org', 'a@exämple.org': 'a@xn--exmple-cua.org',
            'zoë@example.org': 'zoë@example.org', "o'x@example.org": "o'x@example.org"}
    BAD = [None, '', ' ', 'x', 'a@b', 'a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', '<a@example.org>', '"a b"@example.org',
           'a@example.org>', 7, ['a@example.org'], 'a b@example.org', 'a@example.org;b@example.org', '@example.org', 'a@@example.org']

    def setUp(self):
        super().setUp()
        self.bring(*[record(f'good-{i}', {'given_name': 'G', 'email': typed}) for i, typed in enumerate(self.GOOD)],
                   *[record(f'bad-{i}', {'given_name': 'B', **({} if typed is None else {'email': typed})}) for i, typed in enumerate(self.BAD)])

    def test_drafts(self):
        found, errors = self.drafts(status=1)
        said = [email.message_from_bytes(data, policy=email.policy.SMTPUTF8)['To'].addresses[0].addr_spec for data in found.values()]
        self.assertEqual(sorted(one.encode(errors='surrogateescape').decode() for one in said), sorted(self.GOOD.values()))
        self.check_left_out(errors)

    def test_mail_merge(self):
        output, errors = self.expect(1, 'export', '--format', 'mail')
        rows = list(csv.DictReader(io.StringIO(output.decode(), newline='')))
        self.assertEqual([row['email'] for row in rows], list(self.GOOD.values()))
        self.check_left_out(errors)

    def check_left_out(self, errors):
        self.assertEqual(sorted(re.findall('“(bad-[0-9]+)” is not in the file: the', errors)), sorted(f'bad-{i}' for i in range(len(self.BAD))))
        self.assertNotIn('@', errors)


class Texts(Drafts):
    """Whose text it is, in which language, and what is said about mistakes."""

    def test_of_the_pack(self):
        self.own_pack(contact={'email': 'peds@example.org'})
        self.add(person(given_name='Ann', family_name='Lee', interests=['neonatology'], question='Why?'), arguments=['--event', 'sample-spring'])
        self.bring(record('es-1', {'given_name': 'Eva', 'email': 'eva@example.org', 'interests': ['research']}, lang='es', event='sample-spring'),
                   record('xx-1', {'family_name': 'Wu', 'email': 'wu@example.org'}, lang='xx'))
        found, _ = self.drafts()
        messages = {file.split()[0]: email.message_from_bytes(data, policy=email.policy.default) for file, data in found.items()}
        ann, eva, wu = messages['Lee'], messages['Eva'], messages['Wu']
        self.assertEqual(ann.keys(), ['From', *HEADERS])
        self.assertEqual(ann['From'].addresses[0].addr_spec, 'peds@example.org')
        self.assertEqual(ann['Subject'], 'Thank you for stopping by – MGfC Pediatrics')
        self.assertEqual(eva['Subject'], 'Gracias por su visita – Pediatría MGfC')
        self.assertIn('18 beds', ann.get_content())
        self.assertIn('Why?', ann.get_content())
        self.assertNotIn('Research', ann.get_content())
        self.assertIn('Hola, Eva:', eva.get_content())
        self.assertIn('Investigación', eva.get_content())
        self.assertIn('Feria de ejemplo', eva.get_content())
        self.assertIn('Dear Wu,', wu.get_content())
        self.assertNotIn('{{', ''.join(message.get_content() for message in messages.values()))

    def test_of_nobody(self):
        pack = self.own_pack()
        for lang in ('en', 'es'):
            os.remove(os.path.join(pack, f'follow-up.{lang}.txt'))
        self.add(person(given_name='Ann', question='Why?'), person(given_name='Ben', email='ben@example.org'))
        found, _ = self.drafts()
        ben, ann = sorted(map(self.text, found.values()), key=len)
        self.assertEqual(ben, 'Dear Ben,\n\nthank you for stopping by and for leaving your details with us.\n\nWith kind regards\nMGfC Pediatrics\n')
        self.assertIn('\nWhy?\n', ann)

    def test_choices_in_the_language_of_each(self):
        self.bring(*[record(lang, {'given_name': lang, 'email': 'a@example.org', 'degree': 'other'}, lang=lang) for lang in ('en', 'es')])
        found, _ = self.drafts('--template', self.template('Subject: x\n\n{{degree}}{{#lang.es}} ¡sí!{{else}} yes{{/}}'))
        self.assertEqual(sorted(map(self.text, found.values())), ['Other yes\n', 'Otro ¡sí!\n'])

    def test_mistakes(self):
        self.add(person())
        found, errors = self.drafts('--template', self.template('\ufeffSubject: x\r\n\r\na {{nmae}}\r\n{{#question}}'), status=3)
        self.assertEqual(found, {})
        self.assertIn('letter.txt: line 3, column 3: there is no “nmae”; perhaps you mean name', errors)
        self.assertIn('letter.txt: line 4, column 1: the section “question” is never closed', errors)
        for path, words in (('nowhere.txt', 'nowhere.txt'), (self.write('large.txt', b'x' * 70000), 'larger than'),
                            (self.write('wide.txt', 'Subject: x\n\ny'.encode('utf-16')), 'UTF-16')):
            _, errors = self.drafts('--template', os.path.join(self.folder, path), status=3)
            self.assertIn(words, errors)

    def test_mistakes_of_the_pack(self):
        pack = self.own_pack(letters={'follow-up.es.txt': 'Subject: x\n\n{{#interests.nothing}}{{/}}'})
        output, errors = self.expect(1, 'check-program', pack)
        self.assertIn('follow-up.es.txt: line 3, column 1: there is no “nothing”', errors)
        self.assertIn(b'1 problem', output)
        self.add(person())
        found, errors = self.drafts(status=3)
        self.assertEqual(found, {})
        self.assertIn('follow-up.es.txt: line 3, column 1', errors)
        found, _ = self.drafts('--template', self.template('Subject: x\n\nHello'))
        self.assertEqual([self.text(data) for data in found.values()], ['Hello\n'])


class Requests(Drafts):
    def setUp(self):
        super().setUp()
        self.bring(record('same-id-1', {'given_name': 'Ann', 'email': 'a@example.org', 'interests': ['research']}, event='sample-spring'),
                   record('same-id-2', {'given_name': 'ANN', 'email': 'b@example.org', 'interests': ['advocacy']}, stage='invited'),
                   record('same-id-3', {'given_name': 'Ann', 'email': 'c@example.org'}, stage='new'), record('none', {'given_name': 'Eve'}))

    def stages(self):
        return {one['id']: one['staff'].get('stage') for one in self.records()}

    def test_names_are_not_given_twice(self):
        found, _ = self.drafts(status=1)
        self.assertEqual(sorted(found), ['ANN same-id-.eml', 'Ann same-id- 2.eml', 'Ann same-id-.eml'])

    def test_who(self):
        for i, (arguments, expected) in enumerate(((['--interest', 'research'], 1), (['--event', 'sample-spring'], 1), (['--id', 'same-id-3'], 1))):
            found, errors = self.drafts(*arguments, name=str(i))
            self.assertEqual(len(found), expected)
            self.assertIn('1 person is in', errors)

    def test_nobody_is_marked_unasked(self):
        self.drafts(status=1)
        self.assertEqual(self.stages(), {'same-id-1': None, 'same-id-2': 'invited', 'same-id-3': 'new', 'none': None})

    def test_mark(self):
        _, errors = self.drafts('--mark', 'contacted', status=1)
        self.assertEqual(self.stages(), {'same-id-1': 'contacted', 'same-id-2': 'invited', 'same-id-3': 'contacted', 'none': None})
        self.assertIn('3 people stand at “Contacted” now, or further on', errors)

    def test_everybody_is_written_to_once(self):
        self.assertEqual(len(self.drafts('--stage', 'new', '--mark', 'contacted', status=1)[0]), 2)
        self.bring(record('later-1', {'given_name': 'Zed', 'email': 'z@example.org'}))
        found, _ = self.drafts('--stage', 'new', '--mark', 'contacted', status=1, name='again')
        self.assertEqual(list(found), ['Zed later-1.eml'])
        self.assertEqual(len(self.drafts('--stage', 'invited', name='invited')[0]), 1)
        output, _ = self.expect(0, 'export', '--format', 'jsonl', '--stage', 'contacted')
        self.assertEqual(len(output.splitlines()), 3)

    def test_a_stage_does_not_make_the_others_old(self):
        self.drafts('--stage', 'new', status=1)
        output, _ = self.expect(0, 'export', '--format', 'csv', '--new')
        self.assertEqual(len(output.splitlines()), 5)

    def test_mark_after_a_mail_merge(self):
        self.expect(0, 'export', '--format', 'mail', '--id', 'same-id-1', '--mark', 'applied')
        self.assertEqual(self.stages(), {'same-id-1': 'applied', 'same-id-2': 'invited', 'same-id-3': 'new', 'none': None})

    def test_wrong_requests(self):
        for arguments, words in ((['drafts', '--mark', 'nothing', '--output', self.folder + '/x'], 'contacted'), (['csv', '--mark', 'contacted'], '--mark'),
                                 (['csv', '--stage', 'nothing'], 'open-house'),
                                 (['mail', '--template', 'x'], '--template'), (['drafts', '--staff', '--output', 'x'], '--staff')):
            _, errors = self.expect(2, 'export', '--format', *arguments)
            self.assertIn(words, errors)
        self.assertEqual(self.stages()['same-id-1'], None)


class MailMerge(Drafts):
    def rows(self, *arguments, status=0):
        output, errors = self.expect(status, 'export', '--format', 'mail', *arguments)
        reader = csv.DictReader(io.StringIO(output.decode(), newline=''))
        return reader.fieldnames, list(reader), errors

    def test_columns(self):
        answers = person(preferred_name='Zo', medical_school='Yale', degree='MBBS', graduation_year=2027, interests=['research', 'advocacy'],
                         question='Why?\nHow?', contact_for=['updates'], phone='1')
        self.add(answers, arguments=['--event', 'sample-spring'])
        names, (row,), _ = self.rows()
        self.assertEqual(row, {
            'greeting_name': 'Zo', 'first_name': 'Zoë', 'last_name': "O'Brien & Søn", 'preferred_name': 'Zo', 'email': 'zoe@example.org', 'school': 'Yale',
            'degree': 'MBBS or MBChB', 'graduation_year': '2027', 'interests': 'Research; Advocacy', 'language': 'en', 'question': 'Why?\nHow?',
            'fair': 'Sample fair (spring)', 'contact_for': 'News from the program'})
        self.assertTrue(all(name.isascii() for name in names))

    def test_formulas(self):
        self.bring(record('a', {'given_name': '=1+1', 'question': '@x', 'email': 'a@example.org'}), record('b', {'given_name': 'B', 'email': '=1+1@example.org'}),
                   record('c', {'given_name': 'C', 'email': '+c@example.org'}))
        _, rows, errors = self.rows(status=1)
        self.assertEqual([(row['greeting_name'], row['first_name'], row['question'], row['email']) for row in rows], [("'=1+1", "'=1+1", "'@x", 'a@example.org')])
        self.assertEqual(len(re.findall('takes for a formula', errors)), 2)

    def own_form(self, **fields):
        """By the name of each its kind and purpose, and what else there is of it."""
        pack = self.own_pack()
        for name in ('follow-up.en.txt', 'follow-up.es.txt'):
            os.remove(os.path.join(pack, name))
        properties = {name: {'type': 'string', 'title': name, 'x-fairbook': {'kind': kind, 'section': 'form', **({'purpose': purpose} if purpose else {})},
                             **more} for name, (kind, purpose, more) in fields.items()}
        form = {'title': 'F', 'x-fairbook': {'id': 'f', 'version': 1}, 'properties': properties}
        with open(os.path.join(pack, 'form.json'), 'w', encoding='utf-8') as file:
            json.dump(form, file)

    def test_a_form_with_other_names(self):
        """What a field is for tells where it stands; a mother's address is nobody's own, and nothing stands there twice."""
        choices = {'oneOf': [{'const': 'md', 'title': 'MD'}, {'const': 'do', 'title': 'DO'}]}
        self.own_form(vorname=('text', 'given-name', {}), mother=('email', 'parent-email', {}), mail=('email', None, {}), uni=('choice', 'organization', choices),
                      track=('choice', None, choices))
        self.bring(record('a', {'vorname': 'Ann', 'mother': 'm@example.org', 'mail': 'ann@example.org', 'uni': 'md', 'track': 'do'}))
        names, (row,), _ = self.rows()
        self.assertEqual({name: cell for name, cell in row.items() if cell},
                         {'greeting_name': 'Ann', 'first_name': 'Ann', 'email': 'ann@example.org', 'school': 'MD', 'language': 'en', 'track': 'DO'})
        self.assertEqual(names[-2:], ['fair', 'track'])
        drafts, _ = self.drafts()
        self.assertEqual(list(drafts), ['Ann a.eml'])
        self.assertIn('Dear Ann,', self.text(drafts['Ann a.eml']))

    def test_a_form_without_addresses(self):
        self.own_form(n=('text', None, {}))
        for arguments in (['mail'], ['drafts', '--output', self.folder + '/x']):
            _, errors = self.expect(3, 'export', '--format', *arguments)
            self.assertIn('does not ask for an email address', errors)


if __name__ == '__main__':
    main()
