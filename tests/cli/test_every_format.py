# SPDX-License-Identifier: GPL-3.0-or-later
"""An evening with everything awkward goes out in every format that there is, and is read back equal, by readers that are not ours.

A new format needs a reader here: a function of the test and of where the export stands, in READERS."""

import csv
import datetime
import email
import email.policy
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

import openpyxl
from jsonschema import Draft202012Validator
from openpyxl.utils.escape import unescape

import redcap
from fairctl_case import BUILTIN, FairctlCase, data_file, main
from vcard import read_cards

sys.path.insert(0, data_file('people', ''))
import evening  # noqa: E402

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ZONE = 'America/New_York'  # of this laptop: the fairs of the pack have none
FORMULA = re.compile('[\x00-\x20\xa0]*[=+\\-@\t\r\n＝＋－＠]')
BLANKS = ' \t\n\r\x0b\x0c'
CONTROL = re.compile('[\x00-\x09\x0b-\x1f\x7f]')

with open(os.path.join(BUILTIN, 'form.json'), encoding='utf-8') as file:
    FIELDS = json.load(file)['properties']
with open(os.path.join(BUILTIN, 'program.json'), encoding='utf-8') as file:
    FAIRS = {fair['id']: fair['name']['en'] for fair in json.load(file)['events']}
SLATE = {'first': 'given_name', 'last': 'family_name', 'preferred': 'preferred_name'}
MAIL = {'first_name': 'given_name', 'last_name': 'family_name', 'preferred_name': 'preferred_name', 'email': 'email', 'school': 'medical_school',
        **{field: field for field in ('degree', 'graduation_year', 'interests', 'question', 'contact_for')}}
HEADERS = {'To', 'Subject', 'Date', 'X-Unsent', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'}
STAFF = {'staff_star': ('star', 'Star'), 'staff_chips': ('chips', 'In a word'), 'staff_note': ('note', 'Note'), 'staff_stage': ('stage', 'Stands at')}
STAGES = {'invited': 'Invited to interview'}


def title_of(field):
    return FIELDS[field]['x-fairbook']['title']['en']


def labels_of(field, style):
    """What stands for each code."""
    choices = FIELDS.get(field, {}).get('x-fairbook', {}).get('choices', {})
    return {code: code if style == 'codes' else label['en'] for code, label in choices.items()}


def as_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def text_of(value, field, style):
    """An answer as DATA-FORMAT.md tells it, in the style "codes", "labels" or "words"."""
    labels = labels_of(field, style)
    if value is None:
        return ''
    if isinstance(value, bool):
        return {True: 'Yes', False: 'No'}[value] if style == 'words' else str(value).lower()
    if isinstance(value, str):
        return labels.get(value, value)
    if not isinstance(value, list):
        return as_json(value)
    separator = ';' if style == 'codes' else next(one for one in ('; ', ' | ', ' / ') if one.strip() not in ''.join(labels.values()))
    words = [labels.get(one, one) if isinstance(one, str) else '' for one in value]
    if any(word == '' or word.startswith('[') or separator.strip() in word for word in words):
        return as_json(value)
    return separator.join(words)


def frame_of(record, style):
    """What a table says of each sign-up besides the answers, by column."""
    others = {name: value for name, value in record['answers'].items() if name not in FIELDS}
    frame = {'id': record['id'], 'signed_up_at': record['at'], 'event': record['event'], 'lang': record['lang'], 'rev': str(record['rev']),
             'other_answers': as_json(others) if others else ''}
    if style != 'words':
        return frame
    local = datetime.datetime.fromisoformat(record['at']).astimezone(zoneinfo.ZoneInfo(ZONE))
    offset = local.strftime('%z')
    titles = {'id': 'ID', 'signed_up_at': 'Signed up', 'event': 'Fair', 'lang': 'Language', 'rev': 'Version', 'other_answers': 'Other answers'}
    return {titles[name]: text for name, text in frame.items()} | {
        'Signed up': local.strftime('%Y-%m-%d %H:%M:%S'), 'Time zone': f'{ZONE} (UTC{offset[:3]}:{offset[3:]})'}


def staff_of(record, style):
    staff = {}
    for name, (member, title) in STAFF.items():
        text = text_of(record['staff'].get(member), None, style)
        staff[title if style == 'words' else name] = STAGES.get(text, text) if style != 'codes' else text
    return staff


def choices_of(record, field, style):
    """A list with a column for each choice, and one for what is none of them."""
    name, labels = title_of(field) if style == 'words' else field, labels_of(field, style)
    value = record['answers'].get(field)
    given = value if isinstance(value, list) else [value]
    yes, no = {'codes': ('1', '0'), 'labels': ('true', 'false'), 'words': ('Yes', 'No')}[style]
    unasked = '0' if style == 'codes' else ''
    cells = {f'{name}___{label}' if style == 'codes' else f'{name}: {label}': unasked if value is None else yes if code in given else no
             for code, label in labels.items()}
    rest = [one for one in given if one not in list(labels)]
    rest = rest if isinstance(value, list) else (rest or [None])[0]
    return cells | {f'{name}: Other answers' if style == 'words' else f'{name}: other': text_of(rest, field, style) if rest != [] else ''}


def row_of(record, style, arguments):
    row = frame_of(record, style)
    if '--staff' in arguments:
        row |= staff_of(record, style)
    for field, schema in FIELDS.items():
        if '--choices' in arguments and schema['x-fairbook']['kind'] == 'choices':
            row |= choices_of(record, field, style)
        else:
            row[title_of(field) if style == 'words' else field] = text_of(record['answers'].get(field), field, style)
    return row


def read_csv(path, encoding='utf-8'):
    with open(path, encoding=encoding, newline='') as file:
        header, *rows = csv.reader(file, strict=True)
    assert all(len(row) == len(header) == len(set(header)) for row in rows)
    return [dict(zip(header, row)) for row in rows]


def read_plain(test, path, arguments):
    rows = [row_of(record, 'codes', arguments) for record in evening.people()]
    test.assertEqual(read_csv(path), rows)
    return len(rows)


def read_slate(test, path, arguments):
    rows = read_csv(path)
    test.assertEqual(list(rows[0])[:5], ['first', 'last', 'preferred', 'email', 'phone'])
    rows = [{SLATE.get(name, name): cell for name, cell in row.items()} for row in rows]
    test.assertEqual(rows, [row_of(record, 'labels', arguments) for record in evening.people()])
    return len(rows)


def read_excel(test, path, arguments):
    rows = read_csv(path, 'utf-8-sig')
    for row, record in zip(rows, evening.people(), strict=True):
        wanted = row_of(record, 'words', arguments)
        test.assertEqual(row, {name: "'" + text if FORMULA.match(text) else text for name, text in wanted.items()})
    return len(rows)


def read_xlsx(test, path, arguments):
    rows = {}
    with open(path, 'rb') as file:
        book = openpyxl.load_workbook(file)
    for sheet in book:
        header, *cells = sheet.iter_rows()
        if header[0].value != 'ID':
            continue  # counts, of nobody
        for row in cells:
            test.assertNotIn('f', [cell.data_type for cell in row])
            texts = [unescape(cell.value) if isinstance(cell.value, str) else str(cell.value if cell.value is not None else '') for cell in row]
            rows[row[0].value] = dict(zip([cell.value for cell in header], texts))
    test.assertEqual(rows, {record['id']: row_of(record, 'words', arguments) for record in evening.people()})
    if shutil.which('ssconvert'):
        read_with_gnumeric(test, path)
    return len(rows)


def read_with_gnumeric(test, path):
    """Another spreadsheet leaves digits as they are, and computes nothing."""
    folder = os.path.dirname(path)
    out = os.path.join(folder, 'sheet')
    subprocess.run(['ssconvert', '-S', '--export-type=Gnumeric_stf:stf_csv', path, out], check=True, capture_output=True)
    rows = {}
    for name in os.listdir(folder):
        if name.startswith('sheet.'):
            rows |= {row['ID']: row for row in read_csv(os.path.join(folder, name)) if 'ID' in row}
    for record in evening.people():
        wanted = row_of(record, 'words', [])
        for title in (title_of('aamc_id'), title_of('phone'), title_of('family_name')):
            if not re.search(f'{CONTROL.pattern}|_x', wanted[title]):  # Gnumeric takes those as they are written
                test.assertEqual(rows[record['id']][title], wanted[title])


def read_json(test, path, arguments):
    with open(path, encoding='utf-8') as file:
        found = json.load(file)
    with open(os.path.join(TOP, 'data', 'schemas', 'export-json.schema.json'), encoding='utf-8') as file:
        schema = Draft202012Validator(json.load(file))
    test.assertEqual([error.message for error in schema.iter_errors(found)], [])
    wording = {'wording': evening.wording_id(), 'lang': 'en', 'text': evening.WORDING}
    wanted = [record | ({'agreed': {'consent': wording}} if 'agreed' in record else {}) for record in [*evening.people(), evening.left()]]
    test.assertEqual(found, wanted)
    test.assert_imports_as_it_was(path)
    return len(found)


def read_jsonl(test, path, arguments):
    with open(path, 'rb') as file:
        found = file.read()
    test.assertLessEqual(set(found.splitlines(keepends=True)), set(evening.lines()))
    test.assert_imports_as_it_was(path)
    return found.count(b'"op":"put"')


def card_of(record, arguments):
    """A contact, but for what says how old it is."""
    def text(value, field=None):
        return text_of(value, field, 'words').strip(BLANKS)

    def clean(value):
        return CONTROL.sub(' ', value.replace('\r\n', '\n').replace('\r', '\n'))

    answers = record['answers']
    of = {field: text(answers.get(field), field) for field in FIELDS}
    given, family = of['given_name'], of['family_name']
    shown = f'{given} {family}'.strip() or of['preferred_name'] or of['email'] or of['phone']
    interests = answers.get('interests') or []
    categories = [text(one, 'interests') for one in (interests if isinstance(interests, list) else [interests])]
    notes = {title_of(field): of[field] for field in sorted(FIELDS, key=lambda field: FIELDS[field]['x-fairbook']['order'])
             if field not in (*SLATE.values(), 'email', 'phone', 'medical_school', 'interests', 'consent')}
    if '--staff' in arguments:
        notes |= {title: value for title, value in staff_of(record, 'words').items() if (title, value) != ('Star', 'No')}
    notes['Other answers'] = frame_of(record, 'codes')['other_answers']
    card = {'VERSION': '4.0', 'UID': f'urn:uuid:{record["id"]}', 'FN': shown, 'N': [family or (shown if not given else ''), given, '', '', ''],
            'NICKNAME': of['preferred_name'], 'LANG': record['lang'], 'EMAIL': of['email'], 'TEL': of['phone'], 'ORG': of['medical_school'],
            'CATEGORIES': [clean(one) for one in [*categories, FAIRS.get(record['event'], record['event'])] if one],
            'NOTE': '\n'.join(f'{title}: {value.strip(BLANKS)}' for title, value in notes.items() if value)}
    return {name: clean(value) if isinstance(value, str) else [clean(one) for one in value] for name, value in card.items() if value}


def read_vcard(test, path, arguments):
    with open(path, 'rb') as file:
        cards = read_cards(file.read())
    for card in cards:
        del card['REV']
    people = [record for record in evening.people() if record['id'] != evening.NAMELESS]
    for card, record in zip(cards, people, strict=True):
        test.assertEqual(card, card_of(record, arguments))
    return len(cards)


def reachable(record):
    return '@' in (record['answers'].get('email') or '')


def greeting_of(answers):
    names = (answers.get(field) for field in ('preferred_name', 'given_name', 'family_name'))
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), '')


def read_mail(test, path, arguments):
    rows = read_csv(path)
    for row, record in zip(rows, filter(reachable, evening.people()), strict=True):
        wanted = {name: text_of(record['answers'].get(field), field, 'labels') for name, field in MAIL.items()}
        wanted |= {'language': record['lang'], 'fair': FAIRS.get(record['event'], record['event']), 'greeting_name': greeting_of(record['answers'])}
        test.assertEqual(row, {name: "'" + text if FORMULA.match(text) else text for name, text in wanted.items()})
    return len(rows)


def read_drafts(test, path, arguments):
    drafts = {}
    for name in os.listdir(path):
        with open(os.path.join(path, name), 'rb') as file:
            drafts[re.search(r'([0-9a-f]{8})( \d+)?\.eml$', name)[1]] = email.message_from_binary_file(file, policy=email.policy.default)
    people = list(filter(reachable, evening.people()))
    test.assertEqual(set(drafts), {record['id'][:8] for record in people})
    for record in people:
        draft, answers = drafts[record['id'][:8]], record['answers']
        test.assertEqual((draft.defects, draft['To'].addresses[0].addr_spec, len(draft['To'].addresses)), ([], answers['email'], 1))
        test.assertEqual(set(draft.keys()) - {'From'}, HEADERS)
        question = (answers.get('question') or '').replace('\r\n', '\n').replace('\r', '\n')
        test.assertIn(question, draft.get_content().replace('\r\n', '\n'))
    return len(drafts)


def in_redcap(field, value):
    """The cells that a variable has of an answer, by column; None where it can hold no such thing."""
    kind = FIELDS[field]['x-fairbook']['kind']
    text = text_of(value, field, 'codes')
    if kind == 'choices':
        cells = choices_of({'answers': {field: value}}, field, 'codes')
        return {name.lower().replace(': other', '_other'): cell for name, cell in cells.items()}
    if kind == 'choice':
        known = text in labels_of(field, 'codes')
        return {field: text if known else '', f'{field}_other': '' if known else text}
    if kind == 'consent':
        return {field: {True: '1', False: '0', None: ''}[value]}
    fits = text == '' or {'email': isinstance(value, str) and redcap.VALUES['email'].fullmatch(value), 'year': isinstance(value, int)}.get(kind, True)
    return {field: text} if fits else None


def read_redcap(test, path, arguments):
    output, _ = test.expect(0, 'export', '--format', 'redcap-dictionary')
    dictionary = list(csv.DictReader(io.StringIO(output.decode(), newline=''), strict=True))
    rows = read_csv(path)
    test.assertEqual(list(rows[0]), redcap.columns_of(dictionary))
    for row, record in zip(rows, evening.people(), strict=True):
        cells = {field: in_redcap(field, record['answers'].get(field)) for field in FIELDS}
        wanted = frame_of(record, 'codes') | {'signed_up_at': record['at'][:19].replace('T', ' '), 'interest_complete': '2'}
        left_over = {field: record['answers'][field] for field in FIELDS if cells[field] is None}
        left_over |= {name: value for name, value in record['answers'].items() if name not in FIELDS}
        wanted |= {'record_id': wanted.pop('id'), 'other_answers': as_json(left_over) if left_over else ''}
        for field in FIELDS:
            wanted |= cells[field] or {field: ''}
        test.assertEqual(row, wanted)
    return len(rows)


def read_redcap_dictionary(test, path, arguments):
    rows = read_csv(path)
    test.assertEqual(list(rows[0]), redcap.HEADER)
    rows = {row[redcap.NAME]: row for row in rows}
    test.assertEqual([name for name in rows if name in FIELDS], list(FIELDS))
    for field in FIELDS:
        test.assertEqual(rows[field][redcap.LABEL].partition('\n')[0], title_of(field))
        test.assertEqual([code for code, _ in redcap.choices_of(rows[field])], list(labels_of(field, 'codes')))
    return 0


READERS = {
    ('csv', 'plain'): read_plain,
    ('csv', 'slate'): read_slate,
    ('csv', 'excel'): read_excel,
    ('xlsx', None): read_xlsx,
    ('json', None): read_json,
    ('jsonl', None): read_jsonl,
    ('vcard', None): read_vcard,
    ('mail', None): read_mail,
    ('drafts', None): read_drafts,
    ('redcap', None): read_redcap,
    ('redcap-dictionary', None): read_redcap_dictionary,
}
# Of the form alone.
HAS_NOBODY = {('redcap-dictionary', None)}
# Of whom a format makes nothing.
UNREACHABLE = {record['id'] for record in evening.people() if not reachable(record)}
LEFT_OUT = {('vcard', None): {evening.NAMELESS}, ('mail', None): UNREACHABLE, ('drafts', None): UNREACHABLE}


class Evening(FairctlCase):
    maxDiff = 4000

    def setUp(self):
        super().setUp()
        self.environment = os.environ | {'TZ': ZONE}
        data, self.bad_lines = evening.journal()
        os.makedirs(os.path.dirname(self.journal), mode=0o700)
        with open(self.journal, 'wb') as file:
            file.write(data)
        self.expect(1, 'list')  # the torn end goes to quarantine

    def formats(self):
        """All that fairctl's help knows, with each preset that a format has."""
        said = self.expect(0, 'export', '--help')[0].decode()
        names, presets = (re.search(rf'--{option}=\w+ +(?:[^:\n]*: )?([a-z0-9, -]+)', said)[1].strip().split(', ') for option in ('format', 'preset'))
        for name in names:
            of_name = [preset for preset in presets if self.run_fairctl('export', '--format', name, '--preset', preset, '--output',
                                                                        os.path.join(self.folder, 'try'))[0] != 2]
            yield from ((name, preset) for preset in of_name or [None])

    def assert_imports_as_it_was(self, path):
        before, _ = self.expect(1, 'list', '--json')
        own, self.data = self.data, os.path.join(self.folder, 'another laptop')
        self.expect(0, 'import', path)
        after, _ = self.expect(0, 'list', '--json')
        shutil.rmtree(self.data)
        self.data = own
        self.assertEqual(sorted(after.splitlines()), sorted(before.splitlines()))

    def read_back(self, name, preset, arguments):
        """Exports, and has it read; nothing if the format has no such thing."""
        path = os.path.join(tempfile.mkdtemp(dir=self.folder), 'export of the evening')
        kind = ['--format', name, *(['--preset', preset] if preset else [])]
        status, _, errors = self.run_fairctl('export', *kind, *arguments, '--output', path, env=self.environment)
        if status == 2 and arguments:
            return
        self.assertEqual(status, 0 if (name, preset) in HAS_NOBODY else 1, errors)
        n_people = READERS[name, preset](self, path, arguments)
        if (name, preset) in HAS_NOBODY:
            self.assertEqual(errors, '')
            return
        self.assertIn(f'{n_people} people are in', errors)
        self.assertEqual([int(number) for number in re.findall(r'signups\.jsonl:(\d+): ', errors)], self.bad_lines)
        out = {record['id'] for record in evening.people() if f'the sign-up “{record["id"]}” is not in the file' in errors}
        self.assertEqual(out, LEFT_OUT.get((name, preset), set()))

    def test_every_format(self):
        formats = list(self.formats())
        self.assertEqual(set(formats) - set(READERS), set(), 'a format has no reader in READERS that reads it back')
        for name, preset in formats:
            for arguments in ([], ['--staff'], ['--choices', 'columns'], ['--staff', '--choices', 'columns']):
                with self.subTest(f'{name} {preset} {arguments}'):
                    self.read_back(name, preset, arguments)

    def test_standard_output(self):
        """It gets what a file would have; a folder has to have a name."""
        for name, preset in self.formats():
            with self.subTest(f'{name} {preset}'):
                path = os.path.join(tempfile.mkdtemp(dir=self.folder), 'export')
                kind = ['--format', name, *(['--preset', preset] if preset else [])]
                status = self.run_fairctl('export', *kind, '--output', path)[0]
                for arguments in ([], ['--output', '-']):
                    if os.path.isdir(path):
                        output, errors = self.expect(2, 'export', *kind, *arguments)
                        self.assertEqual(output, b'')
                        self.assertIn(f'{name} makes a folder of files: --output', errors)
                        continue
                    with open(path, 'rb') as file:
                        self.assertEqual(self.expect(status, 'export', *kind, *arguments)[0], file.read())

    def test_who_is_there(self):
        """What the journal was made to hold."""
        output, errors = self.expect(1, 'verify')
        counts = {name: int(count) for name, count in (line.rsplit(': ', 1) for line in output.decode().splitlines() if ': ' in line)}
        self.assertEqual((counts['people'], counts['left unfinished'], counts['joined into others'], counts['tombstones'], counts['bad lines']),
                         (evening.PEOPLE, 1, 1, 1, len(self.bad_lines)))


if __name__ == '__main__':
    main()
