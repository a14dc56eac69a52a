#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An evening at a fair at which everything awkward happens: sixty people, and a journal that holds them among damaged lines.

Each run makes the same. `evening.py FILE` writes the journal, for a look at it with other tools."""

import hashlib
import json
import sys
import zlib
from pathlib import Path

PEOPLE = 60
START = 1794097800000  # 2026-11-08T00:30:00.000Z
WORDING = 'Keep it.\n"All" of it.'

TEXTS = [
    '"', '""quoted""', 'a,b;c|d/e\\f\\n', 'two\nlines', 'two\r\nlines\r\n', 'old\rMac', 'wide\u2028line\u2029ends\u0085here', ' blanks around ',
    'control \x01\x1b\x0b\x0c\x7f', '_x000B_ and _x005F_', '\ufeffmark', '\u202ereversed\u202c', 'e\u0301 é', '👩🏽‍⚕️👨‍👩‍👧‍👦', "'", '<b>&amp;</b>',
]
FORMULAS = ['=1+1', '+1 617 555 0100', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1＋1', '  =cmd|"/c calc"!A1', '\u00a0=1']
DIGITS = [('00012345', '0015550100'), ('12345678901234567890', '1E5'), ('1-2', '3/4'), ('TRUE', '2026-11-22')]
LONG = ['x' * 2000, '日' * 2000, '🦊' * 2000, '"\n,=' * 500]
LISTS = [
    (['primary_care', 'advocacy', 'global_health', 'research', 'neonatology', 'critical_care', 'emergency', 'subspecialty', 'education'], ['updates']),
    ([], ['resident_chat', 'open_house']), (['gone', 'research'], ['gone']), (['a;b', 'research'], ['a, b; c', 'd | e']), (['', 'x'], ['[x']),
    ([7, 'research'], [None]),
]
# What a form would refuse may have come from elsewhere.
STRANGE = [
    {'given_name': ['Ann', 'Bo'], 'graduation_year': '2027', 'interests': 'research', 'consent': False},
    {'given_name': 'Strange', 'degree': 7, 'contact_for': {'a': 1}, 'email': None, 'preferred_name': True, 'graduation_year': 2027.5},
]


def id_of(number):
    return f'{number:08x}-0000-4000-8000-{number:012x}'


def wording_id():
    return hashlib.sha256(WORDING.encode()).hexdigest()


def put(number, answers, **changes):
    """The version of a person that stands, as `list --json` has it."""
    event = ('sample-spring', 'sample-autumn', '')[number % 3]
    record = {'id': id_of(number), 'rev': 1, 'at': '2026-11-08T00:30:00.000Z', 'hlc': f'{START + number}-0-evening', 'event': event,
              'form': 'interest@1', 'lang': ('en', 'es')[number % 2], 'answers': answers, 'staff': {}}
    return record | changes


def answers_of(number, **more):
    return {'given_name': f'Person {number}', 'family_name': 'Guest', 'email': f'guest{number}@example.org', **more, 'consent': True}


def awkward_answers():
    """Of one person after the other, from the first on."""
    for line in (Path(__file__).parent / 'scripts.jsonl').read_text(encoding='utf-8').splitlines():
        yield json.loads(line)
    for text in TEXTS:
        yield {'family_name': text, 'question': text}
    for one, other in zip(FORMULAS[::2], FORMULAS[1::2]):
        yield {'family_name': one, 'question': other}
    for aamc_id, phone in DIGITS:
        yield {'aamc_id': aamc_id, 'phone': phone}
    for text in LONG:
        yield {'question': text}
    for interests, contact_for in LISTS:
        yield {'interests': interests, 'contact_for': contact_for}
    yield from STRANGE


def whole(number, answers):
    return answers if 'email' in answers else answers_of(number, **answers)


def people():
    """Everybody who stands at the end, in the order of the journal; unfinished forms apart: see left()."""
    found = [put(number, whole(number, answers)) for number, answers in enumerate(awkward_answers(), 1)]
    number = len(found) + 1
    twins = {'given_name': 'Ann', 'family_name': 'Twin', 'email': 'ann@example.org', 'consent': True}
    for one in (
            put(number, twins), put(number + 1, twins | {'email': 'ANN@example.org'}),
            put(number + 2, {'family_name': 'One-word', 'email': 'one@example.org'}, event='gone-2019', at='1999-12-31T23:59:59.999Z'),
            put(number + 3, {'given_name': 'Keeper', 'email': 'k@example.org'}, rev=2, staff={'joined': [id_of(901)]}),
            put(number + 4, {'name': 'Older Form', 'given_name': 'Older', 'ward': ['icu']}, form='contact@3', at='2026-03-08T06:59:59.999Z'),
            put(number + 5, answers_of(0, favourite={'ward': ['x', None, 2.5]}), colour={'a': [1, True]},
                staff={'star': True, 'chips': ['Great talk', '=1+1'], 'note': '=1\n"two"', 'stage': 'invited', 'mood': [1]}),
            put(number + 6, answers_of(1, graduation_year=2027, degree='MBBS', contact_for=['updates', 'resident_chat']), rev=2,
                agreed={'consent': wording_id()}, staff={'star': False, 'stage': 'none of ours'}, lang='zh-Hant'),
            put(number + 7, {'question': 'Neither a name nor an address?'}),
    ):
        found.append(one)
    assert len(found) == PEOPLE, len(found)
    return found


def left():
    """What somebody left without signing up: no sign-up, but JSON has it."""
    return put(902, {'given_name': 'Left', 'email': 'left@example.org'}, staff={'unfinished': True})


NAMELESS = id_of(PEOPLE)  # who is in no address book


def line(members):
    body = json.dumps(members, ensure_ascii=False, separators=(',', ':'))[:-1].encode()
    return body + b',"crc":"%08x"}\n' % zlib.crc32(body)


def put_line(record):
    return line({'v': 1, 'op': 'put', **record})


def damaged():
    """Lines that nobody can read, each in another way."""
    good = put_line(put(903, answers_of(903)))
    return [b'hello\n', b'\n', b'\xff\xfe\n', b'{"v":1}\n', good.replace(b'Guest', b'Gvest'), b'x' * 70000 + b'\n', b'\0\0\0\n', good[:-20] + b'\n',
            good.rstrip(b'\n') + good, good.replace(b'"rev":1', b'"rev":1,"rev":1')]


def lines():
    """All sound lines of the journal, in their order, older versions and those who are gone included."""
    for record in people():
        if record['rev'] == 2:
            yield put_line(record | {'rev': 1, 'hlc': f'{START}-0-evening', 'staff': {}, 'answers': {'given_name': 'Before', 'email': 'b@example.org'}})
        if 'agreed' in record:
            yield line({'v': 1, 'op': 'wording', 'id': wording_id(), 'lang': 'en', 'text': WORDING})
        yield put_line(record)
    yield put_line(left())
    keeper = next(record for record in people() if 'joined' in record['staff'])
    yield put_line(put(901, {'given_name': 'Joined', 'email': 'k@example.org'}, rev=2, staff={'joined_into': keeper['id']}))
    yield put_line(put(904, {'given_name': 'Erased', 'email': 'erased@example.org'}))
    yield line({'v': 1, 'op': 'erase', 'id': id_of(904), 'hlc': f'{START + 905}-0-evening'})
    yield line({'v': 2, 'op': 'put', 'id': id_of(905), 'hlc': f'{START + 906}-0-evening', 'sealed': 'b3BhcXVl'})


def journal():
    """The bytes of the journal, its end torn off, and the numbers of the lines that cannot be read."""
    bad = damaged()
    written, numbers = [], []
    for number, one in enumerate(lines()):
        if number % 7 == 3 and bad:
            written.append(bad.pop())
            numbers.append(len(written))
        written.append(one)
    assert not bad
    return b''.join(written) + b'{"v":1,"op":"put","id":"torn', numbers


if __name__ == '__main__':
    Path(sys.argv[1]).write_bytes(journal()[0])
