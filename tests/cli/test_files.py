# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the wrong kind are told once, with what to do; an export as JSON is merged, however it is laid out."""

import gzip
import io
import json
import os
import re
import zipfile
import zlib

from fairctl_case import FairctlCase, lines, main, people_file, person

ODD_TEXTS = ["O'Brien & Søn", '👩🏽‍⚕️', 'ليلى حداد', 'two\nlines\r\n', '"', '\\', '{"', '[', ']},{', '\u2028', 'e\u0301', '\t=1', '\x7f']
TABLE = 'Name,Email\nZoë,zoe@example.org\nSøn,son@example.org\nAnaïs,ana@example.org\n'


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w') as file:
        for name in names:
            file.writestr(name, 'x')
    return buffer.getvalue()


class WrongFiles(FairctlCase):
    def setUp(self):
        super().setUp()
        journal = lines({'v': 1, 'op': 'put', 'id': 'a1'}) * 20
        text = journal.decode()
        self.files = {
            'UTF-16': [text.encode('utf-16'), text.encode('utf-16-le'), text.encode('utf-16-be'), TABLE.encode('utf-16')],
            'UTF-32': [text.encode('utf-32'), text.encode('utf-32-le'), text.encode('utf-32-be')],
            'Latin-1': [''.join('{"given_name":"Zoë"}\n' * 3).encode('latin-1'), TABLE.encode('cp1252')],
            'CSV': [TABLE.encode(), TABLE.replace(',', '\t').encode('utf-8-sig'), TABLE.replace(',', ';').encode()],
            'spreadsheet': [archive('[Content_Types].xml', 'xl/workbook.xml')],
            'office document': [archive('[Content_Types].xml', 'word/document.xml')],
            'compressed': [gzip.compress(journal), archive('signups.jsonl')],
            'PDF': [b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'],
            'picture': [b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR' + bytes(range(256)) * 400, b'\xff\xd8\xff\xe0\0\x10JFIF'],
            'web page': [b'<!doctype html>\n<title>Sign in</title>\n' * 9],
            'SQLite': [b'SQLite format 3\0' + bytes(200)],
            'XML': [b'<?xml version="1.0"?>\n<a>\n{ b }\n</a>\n'],
            'program': [b'\x7fELF\2\1\1' + bytes(range(256)) * 300],
            'no text': [bytes(3000), bytes(200000)],
            'office document ': [b'{\\rtf1\\ansi\n{\\fonttbl}\n{\\b Zoe}\n}\n'],
            'without a single JSON object': [
                b'# The hall\n\nWhere we met,\nand who.\n- one\n', b'name: Zoe\nfairs:\n  - one\n  - two\n',
                b'[network]\nname=hall\n\n[true]\na=b\n', b'2026 INFO {"a":1}\n2026 INFO b\n2026 WARN c\n',
                b'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoe\r\nEND:VCARD\r\n', b'hello\n', b'17\n',
                b'int\nmain ()\n{\n  return 0;\n}\n'],
        }

    def test_each_is_said_once(self):
        before = self.add(person())
        for command in (['import'], ['add'], ['correct', before[0]]):
            for words, contents in self.files.items():
                for content in contents:
                    with self.subTest(f'{command[0]} {words}'):
                        path = self.write('file ü.jsonl', content)
                        output, errors = self.expect(3, *command, path)
                        self.assertEqual(output, b'')
                        self.assertRegex(errors, rf'^fairctl: [^\n]*file ü\.jsonl[^\n]*it is [^\n]*{words.strip()}[^\n]*; [^\n]{{20,}}\n$')
        self.assertEqual([(one['id'], one['rev']) for one in self.records()], [(before[0], 1)])

    def test_from_standard_input(self):
        for content in self.files['UTF-16'] + self.files['CSV'] + self.files['without a single JSON object'][:5]:
            output, errors = self.expect(3, 'add', stdin=content)
            self.assertEqual((output, errors.count('\n')), (b'', 1))
        # a word before the answers begin
        output, errors = self.expect(1, 'add', stdin=b'Ready\n' + lines(person()))
        self.assertEqual((output.count(b'\n'), errors.count('\n')), (1, 1))

    def test_not_there(self):
        _, errors = self.expect(3, 'import', os.path.join(self.folder, 'nowhere.jsonl'))
        self.assertRegex(errors, r'^[^\n]*the file or folder is not there[^\n]*nowhere\.jsonl[^\n]*\n$')

    def test_the_others_are_merged(self):
        good = people_file('near-midnight.jsonl')
        paths = [self.write(f'{number}', contents[0]) for number, contents in enumerate(self.files.values())]
        output, errors = self.expect(1, 'import', *paths, good)
        self.assertIn(b'new: 1\n', output)
        self.assertEqual(errors.count('\n'), len(paths))
        for path in paths:
            self.assertEqual(len(re.findall(rf'^fairctl: {re.escape(path)}: it is ', errors, re.M)), 1)
        _, errors = self.expect(3, 'import', *paths)
        self.assertEqual(errors.count('\n'), len(paths))

    def test_utf16(self):
        for command in ('import', 'add'):
            output, errors = self.expect(3, command, people_file('utf16.jsonl'))
            self.assertEqual((output, errors.count('\n')), (b'', 1))
            for word in ('utf16.jsonl', 'UTF-16', 'UTF-8'):
                self.assertIn(word, errors)

    def test_empty(self):
        for content in (b'', b'\n\r\n', b'\xef\xbb\xbf'):
            path = self.write('empty.jsonl', content)
            _, errors = self.expect(3, 'import', path)
            self.assertRegex(errors, r'^[^\n]*empty\.jsonl[^\n]*it is empty[^\n]*\n$')
            output, errors = self.expect(0, 'add', path)
            self.assertEqual((output, errors.count('\n')), (b'', 1))

    def test_answers_and_sign_ups_mixed_up(self):
        for content in (lines(person(), person()), json.dumps([person()], indent=1).encode()):
            _, errors = self.expect(3, 'import', self.write('answers', content))
            self.assertRegex(errors, r'^[^\n]*fairctl add[^\n]*\n$')
        self.add(person())
        for form in ('json', 'jsonl'):
            export, _ = self.expect(0, 'export', '--format', form)
            for mark in (b'', b'\xef\xbb\xbf', b'\n\xef\xbb\xbf\r\n', b'damaged\n'[:9 * (form == 'jsonl')]):
                _, errors = self.expect(3, 'add', self.write('export', mark + export))
                self.assertRegex(errors, r'^[^\n]*fairctl import[^\n]*\n$')
        self.assertEqual(len(self.records()), 1)

    def test_json_of_other_programs(self):
        for content in ({'suggestions': ['x' * 99] * 999}, [1, 2], [[]], ['a'], [{'a': 'x' * 70000}]):
            for indent in (1, None):
                path = self.write('other.json', b'\n' * (indent or 0) + json.dumps([content] if indent is None else content, indent=indent).encode())
                _, errors = self.expect(3, 'import', path)
                self.assertEqual(errors.count('\n'), 1)

    def test_answers_in_one_piece(self):
        for given in ([person(), person()], person()):
            for indent in ([2, 0] if isinstance(given, dict) else [None, 0, 2]):
                with self.subTest(indent):
                    _, errors = self.expect(3, 'add', stdin=json.dumps(given, indent=indent).encode())
                    self.assertRegex(errors, r'^fairctl: standard input: nothing was saved: it is JSON [^\n]*\n$')


class JsonExports(FairctlCase):
    def fill(self):
        """Sign-ups with notes, a join, a correction, an erasure, odd answers, and members that nobody knows yet."""
        with open(people_file('near-midnight.jsonl'), encoding='utf-8') as file:
            one = json.load(file)
        one.update(id='a9', staff={'note': 'calm & kind', 'starred': True}, later={'b': [1.5, None], 'a': {}}, event='spring')
        self.expect(0, 'import', self.write('one.jsonl', json.dumps(one, ensure_ascii=False, separators=(',', ':')).encode()))
        ids = self.add(*[person(question=text, unknown={text: [text]}) for text in ODD_TEXTS],
                       *[person(given_name=name, email=f'{name}@example.org') for name in ('Keep', 'Other', 'Gone')])
        self.expect(0, 'join', ids[-3], ids[-2])
        self.expect(0, 'erase', ids[-1])
        self.expect(0, 'correct', ids[0], '-', stdin=b'{"phone":"07700900123","degree":null}')

    def export(self, form):
        return self.expect(0, 'export', '--format', form)[0]

    def test_the_same_state(self):
        self.fill()
        as_json, as_lines = self.export('json'), self.export('jsonl')
        records = json.loads(as_json)
        layouts = {
            'as exported': as_json,
            'a BOM and CR LF': b'\xef\xbb\xbf' + as_json.replace(b'\n', b'\r\n'),
            'on one line': json.dumps(records).encode(),
            'compact': json.dumps(records, ensure_ascii=False, separators=(',', ':')).encode(),
            'as jq lays it out': json.dumps(records, ensure_ascii=False, indent=2).encode(),
            'without indentation': json.dumps(records, indent=0).encode(),
            'objects one by one': '\n'.join(json.dumps(one, indent=2) for one in records).encode(),
            'two arrays': (json.dumps(records[:2]) + '\n' + json.dumps(records[2:], indent=1)).encode(),
            'an array of lines': b'[' + b','.join(as_lines.splitlines()) + b']',
        }
        for name, data in layouts.items():
            with self.subTest(name):
                self.data = os.path.join(self.folder, name)
                output, errors = self.expect(0, 'import', self.write('export.json', data))
                self.assertIn(f'new: {len(records)}\n'.encode(), output)
                self.assertEqual(errors.count('wrong clock') + errors.count('was '), 0)
                self.assertEqual(self.export('jsonl'), as_lines)
                self.assertEqual(self.export('json'), as_json)
                self.assertEqual(sorted(os.listdir(os.path.dirname(self.journal))), ['lock', 'signups.jsonl'])
                # once more, from lines: it is nothing new
                output, _ = self.expect(0, 'import', self.write('export.jsonl', as_lines))
                self.assertIn(f'new: 0\nnewer: 0\nsame: {len(records)}\n'.encode(), output)

    def test_lines_in_an_array(self):
        """A checksum is of the bytes as they came, however they were written, or of those that were laid out anew since."""
        with open(people_file('near-midnight.jsonl'), encoding='utf-8') as file:
            one = json.load(file)
        rows = []
        for number, text in enumerate(['1.50', '"Zo\\u00eb"', ' [ 1.0, 2 ] ', '"a \\" b"', '"\\\\"  ']):
            body = json.dumps({**one, 'id': f'b{number}'})[:-1] + f', "later": {text}'
            rows.append(f'{body},"crc":"{zlib.crc32(body.encode()):08x}"}}'.encode())
        layouts = {
            'on one line': b'[' + b','.join(rows) + b']',
            'line by line': b'[\n' + b',\n'.join(rows) + b'\n]\n',
        }
        for name, data in layouts.items():
            with self.subTest(name):
                self.data = os.path.join(self.folder, name)
                output, errors = self.expect(0, 'import', self.write('lines.json', data))
                self.assertIn(f'new: {len(rows)}\n'.encode(), output)
                with open(self.journal, 'rb') as file:
                    found = file.read().splitlines()
                for row in rows:
                    self.assertIn(row, found)
        self.data = os.path.join(self.folder, 'laid out anew')
        self.fill()
        as_lines = self.export('jsonl')
        self.data = os.path.join(self.folder, 'of what was laid out anew')
        anew = json.dumps([json.loads(line) for line in as_lines.splitlines()], ensure_ascii=False, indent='\t')
        self.expect(0, 'import', self.write('anew.json', anew.encode()))
        self.assertEqual(self.export('jsonl'), as_lines)

    def test_a_journal_whose_first_line_begins_with_a_bracket(self):
        self.add(person(), person(), person())
        with open(self.journal, 'rb') as file:
            data = file.read()
        self.data = os.path.join(self.folder, 'second')
        rows = data.splitlines()
        output, errors = self.expect(1, 'import', self.write('flipped.jsonl', b'\n'.join([b'[' + rows[0][1:]] + rows[1:])))
        self.assertEqual(len(self.records()), 3)
        self.assertEqual(errors.count('flipped.jsonl:1: '), 1)
        self.assertIn(b'refused lines: 1\n', output)

    def test_what_list_prints(self):
        self.fill()
        as_lines, listed = self.export('jsonl'), self.expect(0, 'list', '--json')[0]
        compact = b''.join(json.dumps(one, ensure_ascii=False, separators=(',', ':')).encode() + b'\n'
                           for one in json.loads(self.export('json')))
        for name, data in {'listed': listed, 'compact': compact}.items():
            with self.subTest(name):
                self.data = os.path.join(self.folder, name)
                _, errors = self.expect(3, 'add', self.write('list.jsonl', data))
                self.assertIn('fairctl import', errors)
                self.expect(0, 'import', self.write('list.jsonl', data))
                self.assertEqual(self.export('jsonl'), as_lines)

    def test_a_long_line_with_its_wording(self):
        self.add(person(unknown='x' * 64900))
        as_lines, as_json = self.export('jsonl'), self.export('json')
        self.assertGreater(max(map(len, as_json.splitlines())), 65536)
        self.data = os.path.join(self.folder, 'second')
        self.expect(0, 'import', self.write('long.json', as_json))
        self.assertEqual(self.export('jsonl'), as_lines)

    def test_an_object_that_begins_a_line(self):
        self.add(person(), person())
        as_lines, as_json = self.export('jsonl'), self.export('json')
        self.data = os.path.join(self.folder, 'second')
        for name in (b'"answers":', b'"agreed":'):
            as_json = as_json.replace(name + b'{', name + b'\n{')
        self.expect(0, 'import', self.write('broken lines.json', as_json))
        self.assertEqual(self.export('jsonl'), as_lines)

    def test_the_same_file_twice(self):
        self.add(*[person(given_name=f'Name {number}') for number in range(4)])
        rows = self.export('json').splitlines()
        path = self.write('twice.json', b'\n'.join(rows[:1] + [b''] * 3 + [rows[1], b'', b'17,'] + rows[2:]))
        _, errors = self.expect(1, 'import', path, path)
        self.assertEqual(re.findall(r'twice\.json:(\d+)', errors), ['7', '7'])

    def test_nothing(self):
        output, errors = self.expect(0, 'import', self.write('nobody.json', self.export('json')))
        self.assertIn(b'new: 0\n', output)
        self.assertEqual(errors, '')

    def test_who_was_erased_stays_away(self):
        gone = self.add(person(), person())[0]
        path = self.write('before.json', self.export('json'))
        self.expect(0, 'erase', gone)
        output, _ = self.expect(0, 'import', path)
        self.assertIn(b'new: 0\nnewer: 0\nsame: 2\n', output)
        self.assertEqual(len(self.records()), 1)

    def test_what_is_damaged_is_named(self):
        """By the line of the file that it begins in; who is before and after it comes."""
        self.add(*[person(given_name=f'Name {number}') for number in range(5)])
        rows = self.export('json').splitlines()
        damage = {
            'a lost end': [rows[:2] + [rows[2][:100]] + rows[3:]],
            'the first is another type': [[b'[', b'', b'17,'] + rows[1:3] + rows[4:]],
            'another type': [rows[:2] + [b'17,'] + rows[3:], rows[:2] + [b'[{}],'] + rows[3:], rows[:2] + [b'"{",'] + rows[3:]],
            'no sign-up': [rows[:2] + [b'{"given_name":"Zoe"},'] + rows[3:]],
            'too long': [rows[:2] + [b'{"id":"' + b'x' * 100000 + b'"},'] + rows[3:]],
            'a name twice': [rows[:2] + [rows[2].replace(b'"rev":1', b'"id":1')] + rows[3:]],
            'no revision': [rows[:2] + [rows[2].replace(b'"rev":1', b'"rev":0')] + rows[3:]],
        }
        for name, files in damage.items():
            for number, file in enumerate(files):
                with self.subTest(f'{name} {number}'):
                    self.data = os.path.join(self.folder, f'{name} {number}')
                    output, errors = self.expect(1, 'import', self.write('bad.json', b'\n'.join(file)))
                    self.assertIn(b'new: 4\n', output)
                    self.assertIn(b'refused lines: 1\n', output)
                    self.assertRegex(errors, r'^fairctl: [^\n]*bad\.json:3: [^\n]+\n')

    def test_a_file_that_is_not_whole(self):
        self.add(person(), person(), person())
        rows = self.export('json').splitlines()
        _, errors = self.expect(1, 'import', self.write('cut.json', b'\n'.join(rows[:3])))
        self.assertRegex(errors, r'^fairctl: [^\n]*cut\.json:3: [^\n]*not whole')

    def test_clocks_are_named_by_their_line(self):
        with open(people_file('near-midnight.jsonl'), encoding='utf-8') as file:
            one = json.load(file)
        people = [{**one, 'id': 'a1'}, {**one, 'id': 'a2', 'hlc': '4294967295000-0-late'}]
        for two in people:
            del two['v'], two['op']
        _, errors = self.expect(0, 'import', self.write('late.json', json.dumps(people, indent=1).encode()))
        number = json.dumps(people, indent=1).split('"a2"')[0].count('\n')
        self.assertIn(f'late.json:{number}: “a2”', errors)

    def test_of_a_folder(self):
        self.add(person(given_name='Json'))
        export = self.export('json')
        self.data = os.path.join(self.folder, 'second')
        stick = os.path.join(self.folder, 'stick')
        os.mkdir(stick)
        self.write('stick/program.json', b'{"format":1,"id":"x"}')
        self.write('stick/program pretty.json', b'{\n"format":1\n}')
        self.write('stick/answers.json', json.dumps([person()]).encode())
        self.write('stick/schools.json', json.dumps({'suggestions': [{'name': 'x' * 99}] * 999}, indent=1).encode())
        self.write('stick/.hidden.json', export)
        self.write('stick/empty object.json', b'{}')
        passed_over = r'fairctl: [^\n]*stick: 5 files of JSON were passed over[^\n]*\n'
        _, errors = self.expect(3, 'import', stick)
        self.assertRegex(errors, rf'^{passed_over}[^\n]*\.json[^\n]*\n$')
        self.write('stick/hall-1.json', export)
        output, errors = self.expect(0, 'import', stick)
        self.assertIn(b'new: 1\n', output)
        self.assertRegex(errors, rf'^{passed_over}$')
        self.write('stick/hall-2.json', export.decode().encode('utf-16'))
        output, errors = self.expect(1, 'import', stick)
        self.assertRegex(errors, rf'^{passed_over}[^\n]*hall-2\.json[^\n]*UTF-16[^\n]*\n$')

    def test_of_a_folder_nothing_is_passed_over_unsaid(self):
        """Whatever may have been an export or a journal is merged, or named."""
        self.add(person(given_name='Json'), person(given_name='Second'))
        export, as_lines = self.export('json'), self.export('jsonl')
        with open(self.journal, 'rb') as file:
            journal = file.read()
        two = {
            'junk.json': b'junk\n' + export, 'words.json': b'Exported on Friday: ' + export, 'none.json': b'\0' * 99 + b'\n' + export,
            'mixed.json': export.replace(b'[', b'[{"given_name":"Zoe"},', 1),
            'zeros.json': bytes(100000) + b'\n' + journal, 'junk lines.jsonl': b'junk\n' + as_lines,
        }
        one = {
            'late.json': export[export.index(b'"rev"'):], 'later.json': export[export.index(b'"answers"') + 20:],
        }
        none = {
            'bracket.json': b'[', 'cut.json': export[:12], 'cut later.json': export[:export.index(b'"hlc"') - 9],
            'cut in the answers.json': export[:export.index(b'"answers"') + 20], 'cut lines.json': as_lines[:20],
            'cut journal.json': journal[:20], 'empty.json': b'', 'blank.json': b'\n\n', 'gzip.json': gzip.compress(export),
            'wrapped.json': b'{"signups":' + export + b'}', 'words alone.json': b'no such share\n', 'empty.JSONL': b'',
        }
        for n_new, files in ((2, two), (1, one), (0, none)):
            for name, data in files.items():
                with self.subTest(name):
                    self.data = os.path.join(self.folder, f'for {name}')
                    stick = f'stick {name}'
                    os.mkdir(os.path.join(self.folder, stick))
                    self.write(f'{stick}/{name}', data)
                    status, output, errors = self.run_fairctl('import', os.path.join(self.folder, stick))
                    self.assertIn(status, (1, 3) if n_new == 0 else (1,))
                    self.assertRegex(errors, rf'^fairctl: [^\n]*{re.escape(name)}[^\n]*\n')
                    self.assertLess(errors.count('\n'), 9)
                    self.assertEqual(len(self.records()), n_new)

    def test_of_a_folder_under_other_names(self):
        self.add(person())
        files = {'HALL.JSON': self.export('json'), 'HALL.JSONL': self.export('jsonl'),
                 'no bracket.json': self.export('json').split(b'\n', 1)[1]}
        for name, data in files.items():
            self.data = os.path.join(self.folder, f'for {name}')
            os.mkdir(os.path.join(self.folder, f'stick {name}'))
            self.write(f'stick {name}/{name}', data)
            output, errors = self.expect(0, 'import', os.path.join(self.folder, f'stick {name}'))
            self.assertIn(b'new: 1\n', output)
            self.assertEqual(errors, '')


if __name__ == '__main__':
    main()
