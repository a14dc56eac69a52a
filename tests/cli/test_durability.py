# SPDX-License-Identifier: GPL-3.0-or-later
"""What a journal holds after kills, among several writers, and where a line or the whole folder is damaged."""

import json
import os
import random
import shutil
import stat
import subprocess
import time
import zlib

from fairctl_case import TIMEOUT, UUID, FairctlCase, lines, main, person


def journal_line(**members):
    text = json.dumps(members, ensure_ascii=False, separators=(',', ':'))[:-1].encode()
    return text + b',"crc":"%08x"}\n' % zlib.crc32(text)


def put(one, rev, ms, **changes):
    return journal_line(v=1, op='put', id=one, rev=rev, at='2026-11-22T15:04:05.123Z', hlc=f'{ms}-0-other', event='',
                        form='interest@1', lang='en', answers=person(**changes), staff={})


FIRST = '11111111-1111-4111-8111-111111111111'
SECOND = '22222222-2222-4222-8222-222222222222'


class Journal(FairctlCase):
    def write_journal(self, data):
        os.makedirs(os.path.dirname(self.journal), mode=0o700, exist_ok=True)
        with open(self.journal, 'wb') as file:
            file.write(data)

    def read_journal(self):
        with open(self.journal, 'rb') as file:
            return file.read()

    def counts(self, status=0):
        output, errors = self.expect(status, 'verify')
        rows = [line.rsplit(': ', 1) for line in output.decode().splitlines() if ': ' in line]
        return {name: int(count) for name, count in rows}, errors

    def test_nothing_there(self):
        counts, errors = self.counts()
        self.assertEqual(errors, '')
        self.assertEqual(set(counts.values()), {0})
        self.assertIn(b'nothing has been saved here yet', self.expect(0, 'verify')[0])

    def test_clean(self):
        self.add(person(), person())
        counts, errors = self.counts()
        self.assertEqual(errors, '')
        self.assertEqual((counts['people'], counts['wordings of consents'], counts['lines'], counts['bad lines']), (2, 1, 3, 0))
        self.assertEqual(counts['bytes'], len(self.read_journal()))

    def test_versions_and_tombstones(self):
        self.write_journal(put(FIRST, 1, 1000, given_name='Old') + put(FIRST, 2, 2000, given_name='New')
                           + put(SECOND, 1, 1000) + journal_line(v=1, op='erase', id=SECOND, hlc='3000-0-other')
                           + journal_line(v=9, op='wink', id=SECOND, x=[1]))
        counts, errors = self.counts()
        self.assertEqual(errors, '')
        self.assertEqual((counts['people'], counts['tombstones'], counts['lines']), (1, 1, 5))
        self.assertEqual(counts['lines of a newer version of Fairbook'], 1)
        self.assertEqual([(one['id'], one['rev'], one['answers']['given_name']) for one in self.records()],
                         [(FIRST, 2, 'New')])
        self.expect(3, 'show', SECOND)
        self.assertEqual(json.loads(self.expect(0, 'show', FIRST)[0])['rev'], 2)

    def test_a_bad_line(self):
        good = put(FIRST, 1, 1000)
        for bad in (b'hello\n', b'\n', b'\xff\xfe\n', b'{"v":1}\n', good.replace(b'zoe@', b'xoe@'), b'x' * 70000 + b'\n',
                    good.rstrip(b'\n') + good, b'\0\0\0\n', good[:-20] + b'\n'):
            with self.subTest(bad[:30]):
                self.write_journal(good + bad + put(SECOND, 1, 1000))
                counts, errors = self.counts(1)
                self.assertEqual((counts['people'], counts['bad lines'], counts['lines']), (2, 1, 3))
                self.assertRegex(errors, r'^fairctl: /.*/signups\.jsonl:2: [^\n]+\n$')
                for arguments in (['list'], ['stats'], ['events'], ['export', '--format', 'csv']):
                    self.assertIn(':2: ', self.expect(1, *arguments)[1])

    def test_a_torn_tail(self):
        whole = put(FIRST, 1, 1000)
        torn = put(SECOND, 1, 1000)[:100]
        self.write_journal(whole + torn)
        _, errors = self.expect(0, 'list')
        self.assertIn('100', errors)
        self.assertEqual(self.read_journal(), whole)
        self.assertEqual(self.expect(0, 'verify')[1], '')
        with open(os.path.join(self.data, 'signups', 'quarantine.jsonl'), encoding='utf-8') as file:
            self.assertEqual(len(file.readlines()), 1)

    def test_adding_after_a_torn_tail(self):
        self.write_journal(put(FIRST, 1, 1000) + b'{"v":1,"op":"pu')
        output, errors = self.expect(0, 'add', stdin=lines(person()))
        self.assertRegex(output.decode(), f'^{UUID}\n$')
        self.assertEqual(errors.count('\n'), 1)
        self.assertEqual(self.counts()[0]['people'], 2)

    def test_modes(self):
        self.add(person())
        self.assertEqual(stat.S_IMODE(os.stat(self.data).st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(self.journal)).st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(os.stat(self.journal).st_mode), 0o600)


class Kills(FairctlCase):
    def test_killed_while_adding(self):
        seed = int(os.environ.get('FAIRBOOK_TEST_SEED', random.randrange(1 << 32)))
        chance = random.Random(seed)
        print(f'# seed {seed}')
        given = lines(*[person(given_name=f'n{i}', question='x' * 300) for i in range(20000)])
        path = self.write('people.jsonl', given)
        printed = []
        for _ in range(12):
            with open(path, 'rb') as source:
                process = subprocess.Popen(self.command('add'), stdin=source, stdout=subprocess.PIPE)
            time.sleep(chance.uniform(0.02, 0.3))
            process.kill()
            output, _ = process.communicate(timeout=TIMEOUT)
            printed += output.decode().split('\n')[:-1]
            found, _, errors = self.run_fairctl('verify')
            self.assertEqual(found, 0, errors)
            self.assertEqual(self.run_fairctl('verify')[::2], (0, ''))
        saved = [record['id'] for record in self.records()]
        self.assertEqual(len(saved), len(set(saved)))
        self.assertEqual(set(printed) - set(saved), set(), 'an acknowledged sign-up is lost')
        self.assertGreater(len(printed), 0, 'every process was killed before it saved anything')


class Together(FairctlCase):
    def test_four_at_once(self):
        processes = []
        for writer in range(4):
            path = self.write(f'{writer}.jsonl', lines(*[person(given_name=f'{writer}-{i}') for i in range(500)]))
            processes.append(subprocess.Popen(self.command('add', path), stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        printed = []
        for process in processes:
            output, errors = process.communicate(timeout=TIMEOUT)
            self.assertEqual((process.returncode, errors), (0, b''))
            printed += output.decode().split()
        records = self.records()
        self.assertEqual(sorted(record['id'] for record in records), sorted(printed))
        self.assertEqual(len({record['answers']['given_name'] for record in records}), 2000)
        self.assertEqual(len({record['hlc'] for record in records}), 2000)
        self.expect(0, 'verify')

    def test_two_who_type_in_turn(self):
        both = [subprocess.Popen(self.command('add'), stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
        printed = []
        for _ in range(10):
            for process in both:
                process.stdin.write(lines(person()))
                process.stdin.flush()
                printed.append(process.stdout.readline().decode().strip())
        for process in both:
            process.communicate(timeout=TIMEOUT)
            self.assertEqual(process.returncode, 0)
        self.assertEqual([record['id'] for record in self.records()], printed)


class Folders(FairctlCase):
    def test_a_file_where_the_folder_should_be(self):
        self.data = self.write('data', b'')
        for arguments in (['add'], ['list'], ['verify']):
            with self.subTest(arguments):
                _, errors = self.expect(3, *arguments, stdin=lines(person()))
                self.assertIn(self.data, errors)

    def test_read_only(self):
        self.add(person())
        os.chmod(os.path.dirname(self.journal), 0o500)
        os.chmod(self.journal, 0o400)
        os.chmod(self.data, 0o500)
        self.addCleanup(os.chmod, os.path.dirname(self.journal), 0o700)
        self.addCleanup(os.chmod, self.data, 0o700)
        if os.access(self.journal, os.W_OK):
            self.skipTest('nothing is read-only for this user')
        output, errors = self.expect(3, 'add', stdin=lines(person()))
        self.assertEqual(output, b'')
        self.assertEqual(errors.count('\n'), 1)

    def test_a_disk_that_is_full(self):
        if shutil.which('unshare') is None:
            self.skipTest('there is no unshare')
        os.mkdir(self.data)
        path = self.write('people.jsonl', lines(*[person(given_name=f'n{i}', question='x' * 1500) for i in range(2000)]))
        script = ('mount -t tmpfs -o size=1m tmpfs "$1" || exit 77; "$2" --data-dir "$1" add "$3" > "$4" 2> "$5"; '
                  'echo $? > "$6"; "$2" --data-dir "$1" list --json > "$7"')
        names = [os.path.join(self.folder, name) for name in ('ids', 'errors', 'status', 'list')]
        command = [*self.command()[:1], path, *names]
        done = subprocess.run(['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', self.data, *command],
                              capture_output=True, timeout=TIMEOUT)
        if done.returncode == 77 or not os.path.exists(names[3]):
            self.skipTest('this machine does not let a test mount a small disk')
        ids, errors, status, listed = [open(name, encoding='utf-8').read() for name in names]
        self.assertEqual(status, '1\n')
        self.assertRegex(errors, r'people\.jsonl:\d+: ')
        self.assertEqual([json.loads(line)['id'] for line in listed.split('\n')[:-1]], ids.split())
        self.assertGreater(len(ids.split()), 0)


if __name__ == '__main__':
    main()
