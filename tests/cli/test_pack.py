# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl check-program, and commands that meet a content pack of the user's own, good or broken."""

import base64
import json
import os
import re
import shutil
import struct
import unicodedata

from fairctl_case import BUILTIN, FairctlCase, data_file, lines, main, person

PHOTO_FOLDER = 'photos'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="#14587d"/></svg>\n'
# Of a JPEG: the frame's marker, length and precision; height and width follow.
FRAME = b'\xff\xc0\x00\x11\x08'


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

    def add_photo(self, name, data=None, **members):
        """Makes a picture the only one of the pack's photos, and checks the pack; gives status, output and what was said of it."""
        if data is None:
            with open(data_file('photos', name), 'rb') as file:
                data = file.read()
        with open(os.path.join(self.pack, PHOTO_FOLDER, name), 'wb') as file:
            file.write(data)
        photo = {'id': 'added', 'file': f'{PHOTO_FOLDER}/{name}', 'alt': 'Added', **members}
        self.change('program.json', lambda program: program.update(photos=[photo], hero=None, pages=[], facts=[]))
        status, output, errors = self.run_fairctl('check-program', self.pack)
        return status, output.decode(), [line for line in errors.splitlines() if 'photos[0]' in line]

    def assert_refused(self, words, name, data=None):
        status, output, found = self.add_photo(name, data)
        self.assertEqual(status, 1, output)
        self.assertEqual(len(found), 1, found)
        self.assertIn('program.json: photos[0].file: ', found[0])
        self.assertIn(name, found[0])
        self.assertIn(words, found[0])
        self.assertNotIn('glycin', found[0])

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
        numbers = [int(number) for number in re.findall(r'(\d+) (?:page|photo|field|fair)s?\b', output.decode())]
        self.assertEqual(numbers, [len(program['pages']), len(program['photos']), len(form['properties']),
                                   len(program['events'])])

    def test_one_of_each(self):
        _, output, _ = self.add_photo('portrait.jpg')
        self.assertIn('0 pages, 1 photo, ', output)
        self.change('program.json', lambda program: program.update(events=program['events'][:1]))
        output, _ = self.expect(0, 'check-program', self.pack)
        self.assertRegex(output.decode(), r'0 pages, 1 photo, [0-9]+ fields, 1 fair\n$')

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

    def test_sound_pictures(self):
        for name, members in (('portrait.jpg', {}), ('portrait.jpg', {'width': 600, 'height': 900}),
                              ('portrait.jpg', {'width': 400, 'height': 601}), ('exif6.jpg', {'width': 600, 'height': 900})):
            with self.subTest(name, **members):
                status, output, found = self.add_photo(name, **members)
                self.assertEqual((status, found), (0, []), output)

    def test_a_size_that_is_not_the_pictures(self):
        for name, members in (('portrait.jpg', {'width': 900, 'height': 600}), ('exif6.jpg', {'width': 900, 'height': 600})):
            with self.subTest(name):
                status, _, (found,) = self.add_photo(name, **members)
                self.assertEqual(status, 1)
                self.assertIn('photos[0].width: the picture is 600 × 900 pixels, not 900 × 600', found)

    def test_pictures_that_cannot_be_shown(self):
        with open(data_file('photos', 'portrait.jpg'), 'rb') as file:
            jpeg = file.read()
        height, width = struct.unpack_from('>HH', jpeg, jpeg.index(FRAME) + len(FRAME))
        self.assertEqual((width, height), (600, 900))
        huge = jpeg.replace(FRAME + struct.pack('>HH', 900, 600), FRAME + struct.pack('>HH', 9000, 12000))
        png = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==')
        for words, name, data in (('is cut off', 'trunc.jpg', None), ('is cut off', 'nearly.jpg', jpeg[:-500]),
                                  ('no picture', 'html.jpg', None), ('no picture', 'empty.jpg', b''),
                                  ('no picture', 'text.png', b'Not found'), ('100 megapixels', 'huge.jpg', huge),
                                  ('is damaged', 'cut.png', png[:50]), ('is damaged', 'cut.svg', b'<svg xmlns="x"><rect')):
            with self.subTest(name):
                self.assert_refused(words, name, data)

    def test_pictures_by_any_name(self):
        """What a picture is, its bytes say: cameras and websites name them as they like."""
        with open(data_file('photos', 'portrait.jpg'), 'rb') as file:
            jpeg = file.read()
        for name in ('jpeg.png', 'a.jfif', 'a.jpe', 'A.JPG', 'a.JPEG', 'a', 'a.', 'a.jpg.txt', '.hidden', 'a.svg', 'a.gz'):
            with self.subTest(name):
                status, output, found = self.add_photo(name, jpeg)
                self.assertEqual((status, found), (0, []), output)
        for name in ('a.svg', 'a.SVG', 'b', 'b.png'):
            for start in ('', '<?xml version="1.0" encoding="UTF-8"?>\n'):
                with self.subTest(name, start=start):
                    status, output, found = self.add_photo(name, (start + SVG).encode())
                    self.assertEqual((status, found), (0, []), output)

    def test_names_composed_in_another_way(self):
        with open(data_file('photos', 'portrait.jpg'), 'rb') as file:
            jpeg = file.read()
        for typed, stored in (('NFC', 'NFD'), ('NFD', 'NFC')):
            with self.subTest(typed):
                self.add_photo(unicodedata.normalize(typed, 'José één 각.jpg'), jpeg)
                folder = os.path.join(self.pack, PHOTO_FOLDER)
                os.rename(os.path.join(folder, unicodedata.normalize(typed, 'José één 각.jpg')),
                          os.path.join(folder, unicodedata.normalize(stored, 'José één 각.jpg')))
                _, errors = self.expect(0, 'check-program', self.pack)
                self.assertEqual(errors, '')

    def test_no_decoder(self):
        """Where nothing can be decoded, no picture is blamed, and nothing is called sound."""
        self.add_photo('portrait.jpg')
        output, errors = self.expect(3, 'check-program', self.pack, env={**os.environ, 'XDG_DATA_DIRS': '/nowhere'})
        self.assertNotIn('photos[', errors)
        self.assertIn('cannot be decoded on this computer', errors)
        self.assertEqual(output, b'')

    def test_a_page_with_mistakes(self):
        for name, places in (('gfm.md', (3, 4, 6, 8, 10)), ('frontmatter.md', (1,)), ('refs.md', (3, 5)), ('table.md', ())):
            with self.subTest(name):
                shutil.copy(data_file('pages', name), os.path.join(self.pack, 'pages', 'about.en.md'))
                _, errors = self.expect(1 if places else 0, 'check-program', self.pack)
                self.assertEqual([line.split(': ')[1:3] for line in errors.splitlines()],
                                 [['pages/about.en.md', f'line {line}'] for line in places])

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
