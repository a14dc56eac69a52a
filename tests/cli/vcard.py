# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads contacts back as strictly as RFC 6350: what is between line ends, what a line is when it is unfolded, what a value says."""

import re

# More often than once only what has a `*` in RFC 6350, section 6; fairctl writes none of those twice.
LINE = re.compile(r'([A-Z]+)((?:;[A-Z]+=[A-Za-z0-9-]+)*):(.*)', re.S)
# Section 3.3: QSAFE-CHAR and so on: nothing below a blank.
CONTROL = re.compile('[\x00-\x08\x0a-\x1f\x7f]')


def unescape(value):
    assert not re.search(r'\\[^\\,;n]|\\$', value.replace('\\\\', '')), value
    return re.sub(r'\\(.)', lambda match: '\n' if match[1] == 'n' else match[1], value)


def split(value, separator):
    """The parts of a value that has several, each as it was."""
    marked = re.sub(rf'\\.|{separator}', lambda match: '\0' if match[0] == separator else match[0], value)
    return [unescape(part) for part in marked.split('\0')]


def unfold(data):
    """Whole lines, of bytes."""
    assert data == b'' or data.endswith(b'\r\n')
    lines = []
    for line in data.split(b'\r\n')[:-1]:
        assert len(line) <= 75, line
        text = line.decode()
        assert not CONTROL.search(text), text
        if text.startswith(' '):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def read_cards(data):
    """Of each card the properties by name: a text, of N the five parts, of CATEGORIES as many as there are, parameters before it."""
    cards, card = [], None
    for line in unfold(data):
        name, parameters, value = LINE.fullmatch(line).groups()
        if name == 'BEGIN':
            assert (card, parameters, value) == (None, '', 'VCARD'), line
            card = {}
        elif name == 'END':
            assert next(iter(card.items())) == ('VERSION', '4.0')
            assert 'FN' in card
            cards.append(card)
            card = None
        else:
            assert name + parameters not in card, line
            multiple = {'N': ';', 'CATEGORIES': ','}.get(name)
            card[name + parameters] = split(value, multiple) if multiple else unescape(value)
    assert card is None
    return cards
