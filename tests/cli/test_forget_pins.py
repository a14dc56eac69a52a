# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl forget-pins: the PINs go, a trace stays, nothing else is touched, and a damaged file is kept."""

import json
import os
import re
import stat

from fairctl_case import FairctlCase, main, person

HASH = '$argon2id$v=19$m=65536,t=2,p=1$ZqVEVjdVqhJVobKLtGtMhA$OjUalUPs7X7OftJI8M3ptTBbZG4AHEPMYEbXr2LonOw'
SET = [{'at': '2026-11-22T15:04:05.123Z', 'what': 'set', 'pin': 'coordinator'}]
PINS = {'v': 1, 'coordinator': HASH, 'recruiter': HASH, 'failed': 7, 'traces': SET, 'later': {'kept': [1]}}


class ForgetPins(FairctlCase):
    def setUp(self):
        super().setUp()
        self.add(person())
        self.path = os.path.join(self.data, 'staff.json')

    def put(self, text):
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write(text)

    def staff(self):
        with open(self.path, encoding='utf-8') as file:
            return json.load(file)

    def others(self):
        """The bytes of all files that are not the staff's."""
        files = {}
        for folder, _, names in os.walk(self.data):
            for name in names:
                if not name.startswith('staff.'):
                    with open(os.path.join(folder, name), 'rb') as file:
                        files[os.path.join(folder, name)] = file.read()
        return files

    def assert_forgotten(self, traces):
        staff = self.staff()
        self.assertEqual({name for name in staff if name in ('coordinator', 'recruiter')}, set())
        self.assertEqual((staff['v'], staff['failed']), (1, 0))
        self.assertEqual(staff['traces'][:-1], traces)
        self.assertEqual(set(staff['traces'][-1]), {'at', 'what'})
        self.assertEqual(staff['traces'][-1]['what'], 'forgotten')
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)

    def test_pins_go(self):
        before = self.others()
        self.put(json.dumps(PINS))
        output, errors = self.expect(0, 'forget-pins')
        self.assertEqual(output, b'')
        self.assertIn('2 PINs', errors)
        self.assert_forgotten(SET)
        self.assertEqual(self.staff()['later'], PINS['later'])
        self.assertEqual(self.others(), before)
        self.assertEqual(len(self.records()), 1)

    def test_twice(self):
        self.put(json.dumps(PINS))
        self.expect(0, 'forget-pins')
        before = self.staff()
        _, errors = self.expect(0, 'forget-pins')
        self.assertIn('No PIN is set', errors)
        self.assertEqual(self.staff(), before)

    def test_none(self):
        before = os.listdir(self.data)
        _, errors = self.expect(0, 'forget-pins')
        self.assertIn('No PIN is set', errors)
        self.assertEqual(os.listdir(self.data), before)

    def test_no_folder(self):
        self.data = os.path.join(self.folder, 'nowhere')
        self.expect(0, 'forget-pins')
        self.assertFalse(os.path.exists(self.data))

    def test_damaged_files_are_kept(self):
        wrong = {'': 'empty', '{"v":1,': 'cut off', '{"v":2,"failed":0,"traces":[]}': 'of a newer version',
                 json.dumps({**PINS, 'coordinator': '4719'}): 'with a plain PIN'}
        for text, why in wrong.items():
            with self.subTest(why):
                self.put(text)
                _, errors = self.expect(0, 'forget-pins')
                name = re.search(r'staff\.json\.damaged-[0-9TZ.-]+Z', errors)[0]
                with open(os.path.join(self.data, name), encoding='utf-8') as file:
                    self.assertEqual(file.read(), text)
                self.assert_forgotten([])

    def test_a_folder_in_its_place(self):
        os.makedirs(os.path.join(self.path, 'inside'))
        self.expect(0, 'forget-pins')
        (name,) = [name for name in os.listdir(self.data) if name.startswith('staff.json.damaged-')]
        self.assertTrue(os.path.isdir(os.path.join(self.data, name, 'inside')))
        self.assert_forgotten([])

    def test_too_long_for_the_disk(self):
        self.put(json.dumps(PINS))
        status, _, errors = self.run_fairctl('forget-pins', preexec_fn=no_room)
        self.assertEqual(status, 3)
        self.assertIn('staff.json', errors)
        self.assertEqual(self.staff(), PINS)
        self.assertEqual([name for name in os.listdir(self.data) if name.endswith('.tmp')], [])


def no_room():
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


if __name__ == '__main__':
    main()
