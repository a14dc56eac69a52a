# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a spreadsheet back, as strictly as its standard (ECMA-376), with nothing but Python's own library."""

import datetime
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATIONSHIP = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
PARTS = {'[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml',
         'xl/worksheets/sheet1.xml'}


def unescape(text):
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda match: chr(int(match[1], 16)), text)


def column_of(place):
    number = 0
    for letter in re.match('[A-Z]+', place)[0]:
        number = number * 26 + ord(letter) - ord('A') + 1
    return number - 1


class Sheet:
    """Rows of texts, numbers (int or float) and times (datetime); None where a cell is empty."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert set(archive.namelist()) == PARTS, archive.namelist()
            # Not every program reads the extensions for huge files.
            assert all(info.extract_version <= 20 for info in archive.infolist())
            parts = {name: ElementTree.fromstring(archive.read(name)) for name in PARTS}
        self.root = parts['xl/worksheets/sheet1.xml']
        styles = parts['xl/styles.xml']
        own = {one.get('numFmtId'): one.get('formatCode') for one in styles.iter(f'{MAIN}numFmt')}
        formats = [one.get('numFmtId') for one in styles.find(f'{MAIN}cellXfs')]
        self.formats = [own.get(number, {'0': 'General', '49': '@'}.get(number)) for number in formats]
        workbook = parts['xl/workbook.xml']
        sheet = workbook.find(f'{MAIN}sheets/{MAIN}sheet')
        self.name = sheet.get('name')
        assert any(one.get('Id') == sheet.get(RELATIONSHIP) for one in parts['xl/_rels/workbook.xml.rels'])
        self.filter_name = workbook.find(f'{MAIN}definedNames/{MAIN}definedName').text
        self.rows = []
        self.cell_formats = []
        for number, row in enumerate(self.root.find(f'{MAIN}sheetData'), 1):
            assert row.get('r') == str(number)
            self.read_row(row, number)

    def read_row(self, row, number):
        cells, formats = {}, {}
        for cell in row:
            assert cell.get('r') == re.match('[A-Z]+', cell.get('r'))[0] + str(number)
            column = column_of(cell.get('r'))
            formats[column] = self.formats[int(cell.get('s'))]
            if cell.get('t') == 'inlineStr':
                cells[column] = unescape(cell.find(f'{MAIN}is/{MAIN}t').text or '')
            else:
                assert cell.get('t') is None
                value = float(cell.find(f'{MAIN}v').text)
                is_time = 'yy' in formats[column]
                cells[column] = (datetime.datetime(1899, 12, 30) + datetime.timedelta(seconds=round(value * 86400)) if is_time
                                 else int(value) if value == int(value) else value)
        width = len(self.rows[0]) if self.rows else len(cells)
        self.rows.append([cells.get(column) for column in range(width)])
        self.cell_formats.append([formats.get(column) for column in range(width)])

    def get(self, name):
        """The first element of that name in the sheet."""
        return next(self.root.iter(MAIN + name), None)
