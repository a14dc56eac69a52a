# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a spreadsheet back with openpyxl, which is not Fairbook's."""

import io
import re
import zipfile

import openpyxl


def unescape(text):
    """What XML cannot hold, as the standard (ECMA-376) has it: openpyxl leaves that to whoever asks."""
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda match: chr(int(match[1], 16)), text) if isinstance(text, str) else text


class Book:
    """All sheets by their names, in their order."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            # Not every program reads the extensions for huge files.
            assert all(info.extract_version <= 20 for info in archive.infolist())
            self.parts = {name: archive.read(name).decode() for name in archive.namelist()}
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.sheets = {sheet.title: Sheet(sheet) for sheet in self.book}

    @property
    def statistics(self):
        """The last sheet without its header."""
        return list(self.sheets.values())[-1].rows[1:]

    @property
    def people(self):
        return list(self.sheets.values())[:-1]


class Sheet:
    """Rows of texts, numbers (int) and times (datetime), and their formats; None where a cell is empty."""

    def __init__(self, sheet):
        if isinstance(sheet, bytes):
            sheet = Book(sheet).people[0].sheet
        self.sheet = sheet
        self.name = sheet.title
        rows = list(sheet.iter_rows())
        self.types = {cell.data_type for row in rows for cell in row}
        self.rows = [[unescape(cell.value) for cell in row] for row in rows]
        self.cell_formats = [[cell.number_format if cell.value is not None else None for cell in row] for row in rows]
