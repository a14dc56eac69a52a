# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging the files of several laptops from the command line, and joining people who signed up twice."""

import itertools
import json
import os
import zlib

from fairctl_case import FairctlCase, lines, main, person

FIRST = '11111111-1111-4111-8111-111111111111'
SECOND = '22222222-2222-4222-8222-222222222222'
MISSING = '99999999-9999-4999-8999-999999999999'
JUNE_2026 = 1780000000000


def seal(text):
    return text[:-1] + b',"crc":"%08x"}\n' % zlib.crc32(text[:-1])


def put(one, rev=1, ms=JUNE_2026, device='other', staff=None, **changes):
    members = {'v': 1, 'op': 'put', 'id': one, 'rev': rev, 'at': '2026-06-01T15:04:05.123Z', 'hlc': f'{ms}-0-{device}',
               'event': '', 'form': 'interest@1', 'lang': 'en', 'answers': person(**changes), 'staff': staff or {}}
    return seal(json.dumps(members, ensure_ascii=False, separators=(',', ':')).encode())


def tombstone(one, ms=JUNE_2026):
    return seal(json.dumps({'v': 1, 'op': 'erase', 'id': one, 'hlc': f'{ms}-0-other'}, separators=(',', ':')).encode())


class Import(FairctlCase):
    def read_journal(self):
        with open(self.journal, 'rb') as file:
            return file.read()

    def import_files(self, *files, status=0):
        """Imports files or bytes; gives the counts by name and what standard error said."""
        paths = [self.write(f'other {number}.jsonl', one) if isinstance(one, bytes) else one
                 for number, one in enumerate(files)]
        output, errors = self.expect(status, 'import', *paths)
        return {name: int(count) for name, count in (row.split(': ') for row in output.decode().splitlines())}, errors

    def assert_counts(self, found, **expected):
        names = {'refused': 'refused lines', 'clocks': 'wrong clocks', 'unknown': 'lines of a newer version of Fairbook',
                 'duplicates': 'possible duplicates'}
        wanted = dict.fromkeys(found, 0)
        wanted.update({names.get(name, name): count for name, count in expected.items()})
        self.assertEqual(found, wanted)

    def names(self):
        return sorted(record['answers']['given_name'] for record in self.records())

    def test_highest_revision(self):
        """Whatever one laptop can write, every other one can import."""
        last = 2 ** 53 - 1
        path = self.write('high.jsonl', put(FIRST, rev=last - 1) + put(SECOND, rev=last + 1))
        _, errors = self.expect(1, 'import', path)
        self.assertRegex(errors, r'^fairctl: [^\n]*high\.jsonl:2: [^\n]*“rev” is too high\n')
        output, _ = self.expect(0, 'correct', FIRST, '-', stdin=b'{"given_name":"Last"}')
        self.assertEqual(output.decode(), f'{FIRST} {last}\n')
        _, errors = self.expect(3, 'correct', FIRST, '-', stdin=b'{"given_name":"Later"}')
        self.assertIn('highest revision', errors)
        path = self.write('last.jsonl', self.read_journal())
        self.data = os.path.join(self.folder, 'another laptop')
        self.assertEqual(self.expect(0, 'import', path)[1], '')
        self.assertEqual([(one['rev'], one['answers']['given_name']) for one in self.records()], [(last, 'Last')])

    def test_a_journal(self):
        self.add(person(given_name='Here', email='here@example.org'))
        other = put(FIRST, given_name='There') + put(SECOND, given_name='Also', email='also@example.org')
        counts, errors = self.import_files(other)
        self.assertEqual(errors, '')
        self.assert_counts(counts, new=2)
        self.assertEqual(self.names(), ['Also', 'Here', 'There'])
        self.assertTrue(self.read_journal().endswith(other))
        counts, errors = self.import_files(other)
        self.assertEqual(errors, '')
        self.assert_counts(counts, same=2)

    def test_an_export(self):
        self.add(person(given_name='One'), person(given_name='Two', email='two@example.org'))
        export, _ = self.expect(0, 'export', '--format', 'jsonl')
        self.data = os.path.join(self.folder, 'second laptop')
        counts, _ = self.import_files(export)
        self.assert_counts(counts, new=2)
        self.assertEqual(self.names(), ['One', 'Two'])
        self.assertEqual(self.expect(0, 'export', '--format', 'jsonl')[0], export)

    def test_a_whole_folder_of_laptops(self):
        files = [put(FIRST, 1, given_name='Old'), put(FIRST, 2, JUNE_2026 + 5, given_name='New'),
                 put(SECOND, given_name='Gone', email='gone@example.org'), tombstone(SECOND)]
        for order in itertools.permutations(files):
            with self.subTest(order):
                self.data = os.path.join(self.folder, str(zlib.crc32(b''.join(order))))
                counts, errors = self.import_files(*order)
                self.assertEqual(errors, '')
                self.assert_counts(counts, new=1, same=1)
                self.assertEqual(self.names(), ['New'])
                self.assertNotIn(b'Gone', self.read_journal())
                for one in order:
                    self.assert_counts(self.import_files(one)[0], same=1)
                self.assertEqual(self.names(), ['New'])
                self.expect(3, 'show', SECOND)

    def test_newer_and_erased(self):
        self.import_files(put(FIRST, given_name='Old') + put(SECOND, email='second@example.org'))
        counts, _ = self.import_files(put(FIRST, 2, JUNE_2026 + 1, given_name='New') + tombstone(SECOND))
        self.assert_counts(counts, newer=1, erased=1)
        self.assertEqual(self.names(), ['New'])
        counts, _ = self.import_files(put(FIRST, 9, JUNE_2026 - 1, given_name='Older'))
        self.assert_counts(counts, same=1)
        self.assertEqual(self.names(), ['New'])

    def test_every_refused_line_is_named(self):
        count = 2500
        path = self.write('bad.jsonl', b'no\n' * count + put(FIRST))
        counts, errors = self.import_files(path, status=1)
        self.assert_counts(counts, new=1, refused=count)
        rows = errors.splitlines()
        self.assertEqual(len(rows), count)
        for number, row in enumerate(rows, 1):
            self.assertIn(f'bad.jsonl:{number}: ', row)

    def test_who_is_listed_again(self):
        self.import_files(put(FIRST, given_name='Keep') + put(SECOND, given_name='Again', email='again@example.org'))
        self.expect(0, 'join', FIRST, SECOND)
        counts, errors = self.import_files(tombstone(FIRST))
        self.assert_counts(counts, erased=1)
        self.assertIn(f'fairctl erase {SECOND}', errors)
        self.assertEqual(self.names(), ['Again'])

    def test_refused_lines(self):
        good = put(FIRST, given_name='Good')
        path = self.write('mixed ñ.jsonl', b'\xef\xbb\xbf' + good[:-1] + b'\r\n\r\nno\n' + good.replace(b'Good', b'Evil')
                          + b'\x1b]0;x\x07\n' + put(SECOND, email='second@example.org')[:-1])
        counts, errors = self.import_files(path, status=1)
        self.assert_counts(counts, new=2, refused=3)
        rows = errors.splitlines()
        self.assertEqual(len(rows), 3)
        for row, number in zip(rows, (3, 4, 5)):
            self.assertIn(f'mixed ñ.jsonl:{number}: ', row)
        self.assertIn('checksum', rows[1])
        self.assertNotIn('\x1b', errors)
        self.assertEqual(self.expect(0, 'verify')[1], '')

    def test_nothing_to_open(self):
        self.add(person())
        before = self.read_journal()
        good = self.write('good.jsonl', put(FIRST))
        empty = os.path.join(self.folder, 'empty')
        os.mkdir(empty)
        for bad in (os.path.join(self.folder, 'missing'), empty, '/dev/zero'):
            with self.subTest(bad):
                output, errors = self.expect(3, 'import', good, bad)
                self.assertEqual(output, b'')
                self.assertEqual(errors.count('\n'), 1)
                self.assertIn(bad, errors)
                self.assertEqual(self.read_journal(), before)
        self.expect(2, 'import')

    def test_clocks(self):
        counts, errors = self.import_files(put(FIRST, ms=4294967295000, device='late.laptop')
                                           + put(SECOND, ms=1000, device='early', email='second@example.org'))
        self.assert_counts(counts, new=2, clocks=2)
        late, early = errors.splitlines()
        for text in (FIRST, 'late.laptop', '2106-02-07T06:28:15+00:00', ':1:'):
            self.assertIn(text, late)
        for text in (SECOND, 'early', '1970-01-01T00:00:01+00:00', ':2:'):
            self.assertIn(text, early)
        added = self.add(person(given_name='Now', email='now@example.org'))[0]
        self.assertLess(int(json.loads(self.expect(0, 'show', added)[0])['hlc'].split('-')[0]), 4294967295000)

    def test_a_correction_wins_over_the_year_2106(self):
        self.import_files(put(FIRST, ms=4294967295000, given_name='Late'))
        change = self.write('change.json', b'{"given_name": "Right"}')
        self.expect(0, 'correct', FIRST, change)
        self.import_files(put(FIRST, ms=4294967295000, given_name='Late'))
        self.assertEqual(self.names(), ['Right'])

    def test_erased_here_never_returns(self):
        journal = put(FIRST, given_name='Gone') + put(SECOND, email='second@example.org', given_name='Stays')
        self.import_files(journal)
        self.expect(0, 'erase', FIRST)
        for _ in range(2):
            counts, _ = self.import_files(journal)
            self.assert_counts(counts, same=2)
            self.assertEqual(self.names(), ['Stays'])
            self.assertNotIn(b'Gone', self.read_journal())

    def test_erased_in_a_newer_version(self):
        """Whatever the order, nobody comes back with a line of a newer version that speaks of them."""
        lines_of_newer = [json.dumps(line).encode() + b'\n' for line in (
            {'v': 2, 'people': [{'id': FIRST, 'given_name': 'Zelda'}]}, {'v': 2, 'text': f'Zelda is {FIRST}, is she not?'})]
        lines_of_newer.append(seal(json.dumps({'v': 1, 'op': 'note', 'about': FIRST, 'text': 'Zelda'}).encode()))
        others = json.dumps({'v': 2, 'id': SECOND, 'friends': [FIRST]}).encode() + b'\n'
        journal = put(FIRST, given_name='Zelda') + b''.join(lines_of_newer) + others
        for files in itertools.permutations((journal, tombstone(FIRST), journal)):
            with self.subTest(files):
                self.data = os.path.join(self.folder, str(zlib.crc32(b'.'.join(files))))
                for one in files:
                    self.import_files(one)
                self.assertNotIn(b'Zelda', self.read_journal())
                self.assertIn(others, self.read_journal())
                self.import_files(journal)
                self.assertNotIn(b'Zelda', self.read_journal())

    def test_never_here(self):
        """Only who was taken out counts as erased; the tombstone stays all the same."""
        self.assert_counts(self.import_files(tombstone(FIRST))[0], same=1)
        self.assertEqual(self.read_journal(), tombstone(FIRST))
        self.assert_counts(self.import_files(put(FIRST))[0], same=1)
        self.assertEqual(self.read_journal(), tombstone(FIRST))

    def test_erased_before(self):
        """What is left of somebody who was erased goes with any import, and other files with them are named, and stay."""
        self.import_files(put(SECOND) + tombstone(FIRST))
        with open(self.journal, 'ab') as file:
            file.write(put(FIRST, given_name='Zelda', email='zelda@example.org'))
        files = {self.journal + '.bak': put(FIRST, given_name='Zelda') + put(SECOND),
                 os.path.join(self.data, 'export.csv'): b'Zelda,zelda@example.org\n'}
        for path, data in files.items():
            with open(path, 'wb') as file:
                file.write(data)
        _, errors = self.import_files(put(MISSING, email='third@example.org'), status=1)
        self.assertEqual(errors.count('\n'), 2)
        self.assertNotIn(b'Zelda', self.read_journal())
        self.assertEqual(self.read_journal().count(b'"erase"'), 1)
        for path, data in files.items():
            self.assertIn(path, errors)
            with open(path, 'rb') as file:
                self.assertEqual(file.read(), data)

    def test_a_folder(self):
        """All files of lines in it, and those of other kinds not."""
        folder = os.path.join(self.folder, 'stick')
        os.mkdir(folder)
        self.write('stick/hall-2.jsonl', put(FIRST, given_name='One'))
        self.write('stick/hall-3.jsonl', b'no\n' + put(SECOND, given_name='Two', email='two@example.org'))
        self.write('stick/._hall-2.jsonl', b'junk')
        self.write('stick/list.csv', b'junk')
        counts, errors = self.import_files(folder, status=1)
        self.assert_counts(counts, new=2, refused=1)
        self.assertIn(os.path.join(folder, 'hall-3.jsonl') + ':1: ', errors)
        self.assertEqual(self.names(), ['One', 'Two'])

    def test_byte_order_marks(self):
        """Two files of an editor's, one after the other."""
        bom = b'\xef\xbb\xbf'
        self.assert_counts(self.import_files(bom + put(FIRST) + bom + put(SECOND, email='second@example.org'))[0], new=2)
        self.assertNotIn(bom, self.read_journal())


class Duplicates(FairctlCase):
    def groups(self):
        output, errors = self.expect(0, 'duplicates', '--json')
        self.assertEqual(errors, '')
        return [(group['reason'], [one['id'] for one in group['people']])
                for group in map(json.loads, output.splitlines())]

    def test_after_an_import(self):
        mine = self.add(person())[0]
        path = self.write('other.jsonl', put(FIRST, email='ZOE@example.org'))
        output, errors = self.expect(0, 'import', path)
        self.assertIn(b'possible duplicates: 1\n', output)
        self.assertIn('fairctl duplicates', errors)
        self.assertEqual(len(self.records()), 2)
        self.assertEqual(self.groups(), [('email', [mine, FIRST])])
        rows = [row.split('\t') for row in self.expect(0, 'duplicates')[0].decode().splitlines()]
        self.assertEqual([row[:3] for row in rows], [['1', 'email', mine], ['1', 'email', FIRST]])
        self.assertTrue(all(len(row) == 7 for row in rows), rows)

    def test_none(self):
        self.add(person(), person(email='other@example.org'))
        self.assertEqual(self.groups(), [])
        self.assertEqual(self.expect(0, 'duplicates')[0], b'')

    def test_join_and_unjoin(self):
        keep, other = self.add(person(given_name='Keep'), person(given_name='Other'))
        before = {record['id']: record for record in self.records()}
        self.assertEqual(self.expect(0, 'join', keep, other)[0].decode(), keep + '\n')
        self.assertEqual([record['id'] for record in self.records()], [keep])
        self.assertEqual(self.records()[0]['staff'], {'joined': [other]})
        for command in (['list'], ['export', '--format', 'csv'], ['export', '--format', 'jsonl']):
            self.assertNotIn(b'Other', self.expect(0, *command)[0])
        self.assertEqual(json.loads(self.expect(0, 'stats', '--json')[0])['people'], 1)
        self.assertIn(b'joined into others: 1\n', self.expect(0, 'verify')[0])
        self.assertEqual(json.loads(self.expect(0, 'show', other)[0])['staff'], {'joined_into': keep})
        self.assertEqual(self.groups(), [])

        self.assertEqual(self.expect(0, 'unjoin', other)[0].decode(), other + '\n')
        after = {record['id']: record for record in self.records()}
        for one in (keep, other):
            for name in ('answers', 'staff', 'at', 'event', 'form', 'lang'):
                self.assertEqual(after[one][name], before[one][name])
        self.assertEqual(self.groups(), [('email', [keep, other])])

    def test_a_join_travels(self):
        keep, other = self.add(person(given_name='Keep'), person(given_name='Other'))
        copy = os.path.join(self.folder, 'copy.jsonl')
        with open(self.journal, 'rb') as source, open(copy, 'wb') as target:
            target.write(source.read())
        self.expect(0, 'join', keep, other)
        joined = self.journal
        self.data = os.path.join(self.folder, 'second laptop')
        self.expect(0, 'import', copy)
        self.assertEqual(len(self.records()), 2)
        self.expect(0, 'import', joined)
        self.assertEqual([record['id'] for record in self.records()], [keep])

    def test_refused(self):
        one, two, three = self.add(person(), person(), person())
        self.expect(0, 'join', one, two)
        with open(self.journal, 'rb') as file:
            before = file.read()
        for arguments in (['join', one, one], ['join', one, two], ['join', three, two], ['join', two, three],
                          ['join', one, MISSING], ['join', MISSING, one], ['unjoin', one], ['unjoin', MISSING],
                          ['unjoin', '']):
            with self.subTest(arguments):
                output, errors = self.expect(3, *arguments)
                self.assertEqual(output, b'')
                self.assertEqual(errors.count('\n'), 1)
        with open(self.journal, 'rb') as file:
            self.assertEqual(file.read(), before)
        for arguments in (['join', one], ['join'], ['join', one, two, three], ['unjoin'], ['unjoin', one, two],
                          ['duplicates', one]):
            self.expect(2, *arguments)


if __name__ == '__main__':
    main()
