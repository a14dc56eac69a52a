# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl check-program, and commands that meet a content pack of the user's own, good or broken."""

import json
import os
import re
import shutil

from fairctl_case import BUILTIN, FairctlCase, lines, main, person


class Pack(FairctlCase):
    def setUp(self):
        super().setUp()
        self.pack = os.path.join(self.folder, 'my pack ü')
        shutil.copytree(BUILTIN, self.pack)

    def change(self, name, function):
        path = os.path.join(self.pack, name)
        with open(path, encoding='utf-8') as file:
            content = json.load(file)
        function(content)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(content, file)

    def install(self):
        os.makedirs(self.data, mode=0o700)
        shutil.move(self.pack, os.path.join(self.data, 'program'))

    def test_the_built_in_one(self):
        output, errors = self.expect(0, 'check-program', self.pack)
        self.assertEqual(errors, '')
        with open(os.path.join(self.pack, 'program.json'), encoding='utf-8') as file:
            program = json.load(file)
        with open(os.path.join(self.pack, 'form.json'), encoding='utf-8') as file:
            form = json.load(file)
        numbers = [int(number) for number in re.findall(r'(\d+) (?:pages|photos|fields|fairs)', output.decode())]
        self.assertEqual(numbers, [len(program['pages']), len(program['photos']), len(form['properties']),
                                   len(program['events'])])

    def test_one_mistake(self):
        self.change('program.json', lambda program: program['photos'][2].update(file='photos/nowhere.svg'))
        output, errors = self.expect(1, 'check-program', self.pack)
        self.assertRegex(errors, r'(?m)^fairctl: program\.json: photos\[2\]')
        self.assertEqual(output.decode(), f'{self.pack}: {errors.count(chr(10))} problem\n')

    def test_several_mistakes(self):
        self.change('program.json', lambda program: (program['photos'][0].update(file='../outside.svg'),
                                                     program.update(accent_color='blue')))
        os.remove(os.path.join(self.pack, 'pages', 'about.en.md'))
        output, errors = self.expect(1, 'check-program', self.pack)
        count = errors.count('\n')
        self.assertGreaterEqual(count, 3)
        self.assertIn(f'{count} problems', output.decode())

    def test_no_program(self):
        for content in (None, b'', b'{', b'[]', b'\xff', b'{"format":1,"format":1}'):
            with self.subTest(content):
                path = os.path.join(self.pack, 'program.json')
                if content is None:
                    os.remove(path)
                else:
                    with open(path, 'wb') as file:
                        file.write(content)
                output, errors = self.expect(1, 'check-program', self.pack)
                self.assertIn('program.json', errors)
                self.assertIn('1 problem', output.decode())

    def test_no_folder(self):
        for path in (os.path.join(self.folder, 'nowhere'), os.path.join(self.pack, 'program.json')):
            with self.subTest(path):
                output, errors = self.expect(3, 'check-program', path)
                self.assertEqual(output, b'')
                self.assertIn(path, errors)

    def test_an_installed_one_is_used(self):
        self.change('program.json', lambda program: program.update(events=[{'id': 'mine', 'name': {'en': 'Mine\tall'}}]))
        self.install()
        self.assertEqual(self.expect(0, 'events')[0], b'mine\tMine all\t0\n')
        self.add(person(), arguments=['--event', 'mine'])

    def test_a_form_of_ones_own(self):
        self.change('form.json', lambda form: form['properties'].pop('interests'))
        self.install()
        self.add(person(interests=['research']))
        self.assertEqual(self.records()[0]['answers']['interests'], ['research'])
        output, _ = self.expect(0, 'export', '--format', 'csv')
        self.assertIn(b'"{""interests"":[""research""]}"', output)

    def test_a_broken_one(self):
        with open(os.path.join(self.pack, 'program.json'), 'wb') as file:
            file.write(b'{')
        self.install()
        output, errors = self.expect(3, 'add', stdin=lines(person()))
        self.assertEqual(output, b'')
        self.assertIn('program.json', errors)
        self.assertFalse(os.path.exists(self.journal))
        _, errors = self.expect(1, 'events')
        self.assertIn('program.json', errors)
        self.expect(0, 'list')
        self.expect(0, 'verify')


if __name__ == '__main__':
    main()
