# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documents say holds: the examples of the data format, the areas and their dependencies, and every link."""

import json
import re
import shlex
import unittest
import zlib
from pathlib import Path

import fairctl_case
from repository import EXAMPLES, TOP, complaints, schema_named

DATA_FORMAT = TOP / "docs" / "DATA-FORMAT.md"
ARCHITECTURE = TOP / "docs" / "ARCHITECTURE.md"
DOCUMENTS = [TOP / "README.md", TOP / "NEWS.md", TOP / "CONTRIBUTING.md", *sorted((TOP / "docs").glob("*.md"))]
BLOCK = re.compile(r"<!-- (?P<kind>lines|valid|output)(?:: (?P<what>[^>]*?))? -->\n```\w*\n(?P<text>.*?)\n```", re.S)


def blocks(kind):
    """The marked blocks of the data format: what the mark says, and the text."""
    found = [(match["what"], match["text"]) for match in BLOCK.finditer(DATA_FORMAT.read_text(encoding="utf-8"))
             if match["kind"] == kind]
    assert found, f"no block is marked {kind}"
    return found


class JournalExamples(unittest.TestCase):
    def setUp(self):
        self.lines = EXAMPLES.read_bytes().splitlines()

    def test_document_and_file_agree(self):
        documented = [line for _, text in blocks("lines") for line in text.splitlines()]
        self.assertEqual(documented, [line.decode() for line in self.lines])

    def test_checksums(self):
        for line in self.lines:
            body, digits = line.rsplit(b',"crc":"', 1)
            self.assertEqual(digits, b'%08x"}' % zlib.crc32(body))

    def test_each_kind_is_there(self):
        kinds = {(line["v"], line["op"], min(line.get("rev", 0), 2)) for line in map(json.loads, self.lines)}
        self.assertLessEqual({(1, "put", 1), (1, "put", 2), (1, "erase", 0), (1, "wording", 0), (2, "put", 0)}, kinds)


class OtherExamples(unittest.TestCase):
    def test_fit_their_schemas(self):
        for name, text in blocks("valid"):
            values = text.splitlines() if name.endswith("-line") else [text]
            for value in values:
                self.assertEqual(complaints(schema_named(name), json.loads(value)), [], name)


class Outputs(fairctl_case.FairctlCase):
    def setUp(self):
        super().setUp()
        journal = Path(self.journal)
        journal.parent.mkdir(parents=True)
        journal.write_bytes(EXAMPLES.read_bytes())

    def test_are_what_fairctl_says(self):
        for arguments, text in blocks("output"):
            output, errors = self.expect(0, *shlex.split(arguments))
            said = output.decode().replace("\r\n", "\n").replace(self.data, "DATA-FOLDER").rstrip("\n")
            self.assertEqual(said, text, arguments)
            self.assertEqual(errors, "")

    def test_every_format_is_shown(self):
        _, errors = self.expect(2, "export")
        names = re.search(r"one of ([a-z, -]+);", errors)[1].split(", ")
        shown = {arguments.removeprefix("export --format ") for arguments, _ in blocks("output")}
        # a spreadsheet is no text, and a folder is no file
        self.assertEqual(set(names) - shown, {"xlsx", "drafts"})

    def test_formats_are_those_of_the_help(self):
        said, _ = self.expect(0, "export", "--help")
        table = DATA_FORMAT.read_text(encoding="utf-8").split("<!-- formats -->\n")[1].split("\n\n")[0]
        rows = [[cell.strip(" `") for cell in line.split("|")[1:3]] for line in table.splitlines()[2:]]
        for option, found in (("format", {name for name, _ in rows}), ("preset", {preset for _, preset in rows if preset})):
            line = re.search(rf"--{option}=\w+ +(?:[^:\n]*: )?([a-z0-9, -]+)", said.decode())[1]
            self.assertEqual(set(line.strip().split(", ")), found)
        for name, preset in rows:
            self.expect(0, "export", "--format", name, *(["--preset", preset] if preset else []), "--output", f"{self.folder}/{name}-{preset}")

    def test_exported_lines_are_read_again(self):
        output, _ = self.expect(0, "export", "--format", "jsonl")
        Path(self.journal).write_bytes(output)
        again, _ = self.expect(0, "export", "--format", "jsonl")
        self.assertEqual(again, output)


def area_of(path):
    """core/base, ui/form, cli, …: the folder that stands in the diagram; None for main.c."""
    parts = path.relative_to(TOP / "src").parts[:-1]
    return "/".join(parts) or None


def included_areas(path):
    """Headers are named relative to the folder of their library; one's own comes first."""
    own = area_of(path).split("/")[0]
    for name in re.findall(r'^#include "([a-z]+/[^"]+)"', path.read_text(encoding="utf-8"), re.M):
        for layer in (own, "core", "ui"):
            if (TOP / "src" / layer / name).is_file():
                yield f"{layer}/{name.rpartition('/')[0]}"
                break


def dependencies():
    sources = [path for pattern in ("*.c", "*.h") for path in (TOP / "src").rglob(pattern) if area_of(path)]
    areas = {area_of(path) for path in sources}
    edges = {(area_of(path), other) for path in sources for other in included_areas(path)}
    return areas, {(one, other) for one, other in edges if one != other}


def reachable(edges):
    closed = set(edges)
    while True:
        more = {(a, d) for a, b in closed for c, d in closed if b == c} - closed
        if not more:
            return closed
        closed |= more


class Architecture(unittest.TestCase):
    def setUp(self):
        text = ARCHITECTURE.read_text(encoding="utf-8")
        self.text = text[text.index("```mermaid"):]
        self.text = self.text[:self.text.index("\n```")]
        names = dict(re.findall(r"(\w+)\[\"([a-z]+(?:/[a-z]+)*)<br", self.text))
        self.areas = set(names.values())
        self.edges = set()
        for chain in re.findall(r"^ *\w+(?: --> \w+(?: & \w+)*)+$", self.text, re.M):
            ends = [[names[name] for name in part.split(" & ")] for part in chain.strip().split(" --> ")]
            for ones, others in zip(ends, ends[1:]):
                self.edges |= {(one, other) for one in ones for other in others}

    def test_areas_are_the_folders(self):
        areas, _ = dependencies()
        self.assertEqual(self.areas, areas)

    def test_what_is_included_is_drawn(self):
        _, edges = dependencies()
        self.assertEqual(edges - reachable(self.edges), set())

    def test_what_is_drawn_is_included(self):
        _, edges = dependencies()
        self.assertEqual(self.edges - reachable(edges), set())

    def test_nothing_goes_in_circles(self):
        _, edges = dependencies()
        self.assertEqual({one for one, other in reachable(edges) if one == other and one.startswith("core")}, set())


class Links(unittest.TestCase):
    def test_lead_somewhere(self):
        for document in DOCUMENTS:
            text = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"), flags=re.S)
            for target in re.findall(r"\]\(([^)\s]+)\)", text):
                if re.match(r"[a-z]+:", target):
                    continue
                name, _, place = target.partition("#")
                aim = document.parent / name if name else document
                self.assertTrue(aim.exists(), f"{document.name}: {target}")
                if place:
                    self.assertIn(place, headings(aim), f"{document.name}: {target}")


def headings(document):
    """The places in a document, as those who show Markdown name them."""
    titles = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


if __name__ == "__main__":
    fairctl_case.main()
