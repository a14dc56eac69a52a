# SPDX-License-Identifier: GPL-3.0-or-later
"""Identifiers, addresses, numbers and what is searched by do not follow the locale: whatever it is, fairctl says the same."""

import os
import shutil
import subprocess
import tempfile

from fairctl_case import FairctlCase, lines, main, person

# In the first two a capital I has a dot, in the third it may keep one with an accent; in all of them a comma separates decimals.
LOCALES = ('tr_TR', 'az_AZ', 'lt_LT')
PARTS = ('LC_CTYPE', 'LC_NUMERIC')
PEOPLE = (
    person(given_name='IŞIL', family_name='İPEK', email='ZOE@GMAIL.COM', medical_school='INDIANA UNIVERSITY', graduation_year=2027),
    person(given_name='Işıl', family_name='Ipek', email='zoe@gmail.com', interests=['primary_care']),
    person(given_name='Jūratė', family_name='Žiliūtė', email='J@ICLOUD.COM', phone='(617) 555-0123'),
)
COMMANDS = (('list',), ('list', '--json'), ('list', '--search', 'IPEK'), ('list', '--search', 'ışıl'), ('list', '--search', 'ziliute'),
            ('list', '--search', 'ICLOUD'), ('duplicates',), ('stats',), ('stats', '--json'), ('verify',), ('events',),
            ('export', '--format', 'csv'), ('export', '--format', 'csv', '--preset', 'slate'), ('export', '--format', 'json'),
            ('export', '--format', 'jsonl'))
REFUSED = lines(person(graduation_year=2027.5), person(degree='DIŞ'), person(email='I'))


class Locale(FairctlCase):
    @classmethod
    def setUpClass(cls):
        """Makes what of each locale texts and numbers follow, from its source: no laptop that tests need have it."""
        cls.locales = tempfile.mkdtemp(prefix='fairctl-locales-')
        cls.addClassCleanup(shutil.rmtree, cls.locales)
        for name in LOCALES:
            source = os.path.join(cls.locales, f'{name}.source')
            with open(source, 'w', encoding='utf-8') as file:
                file.writelines(f'{part}\ncopy "{name}"\nEND {part}\n' for part in PARTS)
            command = ['localedef', '-c', '-i', source, '-f', 'UTF-8', os.path.join(cls.locales, f'{name}.UTF-8')]
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    def environment(self, name):
        if not os.path.isdir(os.path.join(self.locales, f'{name}.UTF-8')):
            self.skipTest(f'{name} cannot be made here')
        environment = dict(os.environ, LOCPATH=self.locales, LANG='C.UTF-8', **{part: f'{name}.UTF-8' for part in PARTS})
        environment.pop('LC_ALL', None)
        return environment

    def test_every_locale_says_the_same(self):
        self.add(*PEOPLE)
        expected = [self.run_fairctl(*command) for command in COMMANDS]
        self.assertEqual([status for status, _, _ in expected], [0] * len(COMMANDS))
        self.assertEqual(expected[2][1].count(b'\n'), 2)
        self.assertEqual(expected[6][1].count(b'\n'), 2)
        refused = self.run_fairctl('add', stdin=REFUSED)
        for name in LOCALES:
            environment = self.environment(name)
            for command, said in zip(COMMANDS, expected):
                with self.subTest(locale=name, command=command):
                    self.assertEqual(self.run_fairctl(*command, env=environment), said)
            with self.subTest(locale=name):
                self.assertEqual(self.run_fairctl('add', stdin=REFUSED, env=environment), refused)

    def test_what_is_saved_is_the_same(self):
        self.add(*PEOPLE)
        for name in LOCALES:
            self.expect(0, 'add', stdin=lines(*PEOPLE), env=self.environment(name))
        answers = [record['answers'] for record in self.records()]
        self.assertEqual(answers, answers[:len(PEOPLE)] * (len(LOCALES) + 1))

    def test_counts_for_people(self):
        """But a count in a message is written as people there write it."""
        self.add(person())
        record = self.records()[0]
        many = self.write('many.jsonl', lines(*({'v': 1, 'op': 'put', **record, 'hlc': '4102444800000-0-a',
                                                 'id': f'3f2504e0-4f89-41d3-9a0c-{number:012x}'} for number in range(2234))))
        _, errors = self.expect(0, 'import', many, env=self.environment('tr_TR'))
        self.assertIn('note: and 1.234 more versions', errors)
        with open(self.journal, 'ab') as file:
            file.write(b'{' + b' ' * 2345)
        _, errors = self.expect(0, 'verify', env=self.environment('tr_TR'))
        self.assertIn('the last 2.346 bytes', errors)
        _, errors = self.expect(1, 'add', stdin=lines(person(medical_school='x' * 3456)), env=self.environment('tr_TR'))
        self.assertIn('it has 3.456', errors)


if __name__ == '__main__':
    main()
