# SPDX-License-Identifier: GPL-3.0-or-later
"""fairctl export --format vcard: contacts that a phone takes, read back by a reader of RFC 6350 and by vobject."""

import json
import os
import shutil

import vobject

from fairctl_case import BUILTIN, FairctlCase, lines, main, person
from vcard import read_cards


def put(id, answers, **changes):
    return {'v': 1, 'op': 'put', 'id': id, 'rev': 1, 'at': '2026-11-08T00:30:00.000Z', 'hlc': '1794097800000-0-x', 'event': '',
            'form': 'x@1', 'lang': 'en', 'answers': answers, 'staff': {}, **changes}


class Contacts(FairctlCase):
    def export(self, *arguments, status=0):
        output, errors = self.expect(status, 'export', '--format', 'vcard', *arguments)
        for card in vobject.readComponents(output.decode(), validate=True):
            self.assertEqual(card.version.value, '4.0')
        return read_cards(output), errors

    def import_people(self, *people):
        self.expect(0, 'import', self.write('people.jsonl', lines(*people)))

    def test_nobody(self):
        self.assertEqual(self.expect(0, 'export', '--format', 'vcard')[0], b'')

    def test_a_contact(self):
        one = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
        answers = person(preferred_name='Zed', phone='+1 (617) 555-0100', medical_school='University of Galway; Éire', degree='MBBS',
                         graduation_year=2027, interests=['research', 'none, of; ours\\n'], question='Two\nlines, "and" more; \\n',
                         contact_for=['updates', 'resident_chat'], mystery=[1])
        self.import_people(put(one, answers, event='sample-spring', lang='es'))
        (card,), _ = self.export()
        self.assertRegex(card.pop('REV'), r'^\d{8}T\d{6}Z$')
        self.assertEqual(card, {
            'VERSION': '4.0', 'UID': f'urn:uuid:{one}', 'FN': "Zoë O'Brien & Søn", 'N': ["O'Brien & Søn", 'Zoë', '', '', ''], 'NICKNAME': 'Zed',
            'LANG': 'es', 'EMAIL': 'zoe@example.org', 'TEL': '+1 (617) 555-0100', 'ORG': 'University of Galway; Éire',
            'CATEGORIES': ['Research', 'none, of; ours\\n', 'Sample fair (spring)'],
            'NOTE': 'Degree: MBBS or MBChB\nGraduating in: 2027\nA question for the residents: Two\nlines, "and" more; \\n\n'
                    'The program may contact me about: News from the program; Talking with a resident\nOther answers: {"mystery":[1]}'})
        (card,), _ = self.export('--lang', 'es')
        self.assertEqual(card['CATEGORIES'], ['Investigación', 'none, of; ours\\n', 'Feria de ejemplo (primavera)'])

    def test_vobject_reads_the_same(self):
        self.add(person(medical_school='A, B; C', question='a\nb, c; d\\e' + 'ë' * 300, phone='007'))
        card = vobject.readOne(self.expect(0, 'export', '--format', 'vcard')[0].decode())
        self.assertEqual((card.n.value.given, card.n.value.family, card.fn.value), ('Zoë', "O'Brien & Søn", "Zoë O'Brien & Søn"))
        self.assertEqual((card.email.value, card.tel.value, card.org.value), ('zoe@example.org', '007', ['A, B; C']))
        self.assertEqual(card.note.value, 'A question for the residents: a\nb, c; d\\e' + 'ë' * 300)

    def test_folding(self):
        """Each length of the name once, with characters of one to four bytes."""
        names = [letter * length for letter in 'xë日🦊' for length in range(60, 80)]
        self.add(*[person(given_name=name, family_name=',' * len(name)) for name in names])
        cards, _ = self.export()
        self.assertEqual([card['N'][:2] for card in cards], [[',' * len(name), name] for name in names])

    def test_names(self):
        """One name is enough, and who has none is called by how they are reached."""
        self.import_people(put('a1', {'given_name': 'Given'}), put('a2', {'family_name': ' Family '}), put('a3', {'preferred_name': 'Nick'}),
                           put('a4', {'email': 'a@example.org', 'given_name': ' '}), put('a5', {'phone': '00123'}))
        cards, _ = self.export()
        self.assertEqual([(card['FN'], card['N'][:2]) for card in cards],
                         [('Given', ['', 'Given']), ('Family', ['Family', '']), ('Nick', ['Nick', '']), ('a@example.org', ['a@example.org', '']),
                          ('00123', ['00123', ''])])
        self.assertEqual([card['UID;VALUE=text'] for card in cards], ['a1', 'a2', 'a3', 'a4', 'a5'])

    def test_no_contact(self):
        """Who has no name and cannot be reached is named, and stops nobody."""
        self.import_people(put('a1', {'given_name': 'Ann'}), put('a2', {'question': 'Secret?'}), put('a3', {'given_name': 'Eve'}))
        cards, errors = self.export(status=1)
        self.assertEqual([card['FN'] for card in cards], ['Ann', 'Eve'])
        self.assertIn('“a2”', errors)
        self.assertNotIn('Secret', errors)
        _, errors = self.expect(1, 'export', '--format', 'vcard', '--output', os.path.join(self.folder, 'people.vcf'))
        self.assertIn('2 people are in', errors)

    def test_strange_answers(self):
        """What a form would refuse may have come from elsewhere."""
        self.import_people(put('a1', {'given_name': ['Ann'], 'interests': 'research', 'email': None}, event='gone', lang='??'),
                           put('a2', {'given_name': 'Eve', 'interests': {'a': 1}}), put('a3', {'given_name': 'Bo', 'interests': ['', 7, 'x']}))
        cards, _ = self.export()
        self.assertEqual([(card['FN'], card.get('CATEGORIES')) for card in cards],
                         [('Ann', ['Research', 'gone']), ('Eve', ['{"a":1}']), ('Bo', ['7', 'x'])])
        self.assertFalse([card for card in cards if 'EMAIL' in card])
        self.assertNotIn('LANG', cards[0])

    def test_when_it_was_changed(self):
        self.import_people(put('a1', {'given_name': 'Ann'}, hlc='1794097801999-0-x'), put('a2', {'given_name': 'Eve'}, hlc='253402300799000-0-x'))
        cards, _ = self.export()
        self.assertEqual([card['REV'] for card in cards], ['20261108T003001Z', '99991231T235959Z'])

    def test_staff_on_request(self):
        self.import_people(put('a1', {'given_name': 'Ann'}, staff={'star': True, 'chips': ['Great talk'], 'note': 'a,b', 'stage': 'invited'}),
                           put('a2', {'given_name': 'Eve'}, staff={'star': False}))
        cards, _ = self.export()
        self.assertFalse([card for card in cards if 'NOTE' in card])
        cards, _ = self.export('--staff')
        self.assertEqual(cards[0]['NOTE'], 'Star: Yes\nIn a word: Great talk\nNote: a,b\nStands at: Invited to interview')
        self.assertNotIn('NOTE', cards[1])


class OtherForm(FairctlCase):
    """The form says what a field is for; where it does not, its id or its kind does."""

    def write_form(self, *fields):
        pack = os.path.join(self.data, 'program')
        shutil.copytree(BUILTIN, pack)
        path = os.path.join(pack, 'form.json')
        with open(path, encoding='utf-8') as file:
            form = json.load(file)
        section = form['x-fairbook']['sections'][0]['id']
        form['properties'] = {id: {'type': 'string', 'title': id, **({'format': 'email'} if kind == 'email' else {}), 'x-fairbook': {
            'kind': kind, 'section': section, 'title': {'en': id}, **({'purpose': purpose} if purpose else {})}} for id, kind, purpose in fields}
        form['required'] = []
        del form['anyOf']
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(form, file)

    def card(self, **answers):
        self.expect(0, 'import', self.write('one.jsonl', lines(put('3f2504e0-4f89-41d3-9a0c-0305e82c3301', answers))))
        card, = read_cards(self.expect(0, 'export', '--format', 'vcard')[0])
        return {name: value for name, value in card.items() if name not in ('VERSION', 'UID', 'REV', 'LANG')}

    def test_by_purpose(self):
        self.write_form(('email', 'text', 'nickname'), ('first', 'text', 'given-name'), ('given_name', 'text', None), ('born', 'text', 'bday'),
                        ('mail', 'email', 'email'), ('mail_2', 'email', None), ('hospital', 'text', 'organization'))
        self.assertEqual(self.card(email='Zed', first='Zoë', given_name='No', born='1999-12-31', mail='z@example.org', mail_2='y@example.org',
                                   hospital='H'),
                         {'FN': 'Zoë', 'N': ['', 'Zoë', '', '', ''], 'NICKNAME': 'Zed', 'BDAY': '19991231', 'EMAIL': 'z@example.org', 'ORG': 'H',
                          'NOTE': 'given_name: No\nmail_2: y@example.org'})

    def test_by_kind(self):
        self.write_form(('whole_name', 'text', 'family-name'), ('mail', 'email', None), ('call', 'phone', None), ('birth_date', 'text', None))
        self.assertEqual(self.card(whole_name='Zoë', mail='z@example.org', call='1', birth_date='in May'),
                         {'FN': 'Zoë', 'N': ['Zoë', '', '', '', ''], 'EMAIL': 'z@example.org', 'TEL': '1', 'BDAY;VALUE=text': 'in May'})
        output, _ = self.expect(0, 'export', '--format', 'csv', '--preset', 'slate')
        self.assertEqual(output.decode().splitlines()[1].split(',')[:6], ['', 'Zoë', '', 'z@example.org', '1', 'in May'])


if __name__ == '__main__':
    main()
