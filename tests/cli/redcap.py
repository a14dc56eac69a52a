# SPDX-License-Identifier: GPL-3.0-or-later
"""What REDCap makes of a data dictionary, and what it takes as a value: its own rules, written down here once more."""

import re

# As REDCap's dictionaries have them, in their order.
HEADER = ['Variable / Field Name', 'Form Name', 'Section Header', 'Field Type', 'Field Label', 'Choices, Calculations, OR Slider Labels',
          'Field Note', 'Text Validation Type OR Show Slider Number', 'Text Validation Min', 'Text Validation Max', 'Identifier?',
          'Branching Logic (Show field only if...)', 'Required Field?', 'Custom Alignment', 'Question Number (surveys only)',
          'Matrix Group Name', 'Matrix Ranking?', 'Field Annotation']
NAME, FORM, SECTION, TYPE, LABEL, CHOICES, NOTE, VALIDATION, MINIMUM, MAXIMUM, IDENTIFIER, BRANCHING, REQUIRED = HEADER[:13]
VALUES = {
    '': re.compile(r'.*', re.S),
    'email': re.compile(r"([_a-z0-9-']+)([.+][_a-z0-9-']+)*@([a-z0-9-]+)(\.[a-z0-9-]+)*(\.[a-z]{2,63})", re.I | re.A),
    'integer': re.compile(r'[-+]?\d+', re.A),
    'date_ymd': re.compile(r'\d{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])', re.A),
    'datetime_seconds_ymd': re.compile(r'\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d', re.A),
}


def choices_of(row):
    return [tuple(one.strip().split(', ', 1)) for one in row[CHOICES].split('|')] if row[CHOICES] else []


def columns_of(dictionary):
    """What REDCap's import template has for a dictionary: a column for each variable, for each choice of a checkbox, and for the form."""
    columns = []
    for row in dictionary:
        if row[TYPE] == 'checkbox':
            columns += [f'{row[NAME]}___{re.sub("[^a-z0-9_]", "", code.lower())}' for code, _ in choices_of(row)]
        else:
            columns.append(row[NAME])
    return [*columns, dictionary[0][FORM] + '_complete']
