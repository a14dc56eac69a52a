# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schemas accept what Fairbook writes and reads, refuse what it must refuse, and the built-in pack fits them."""

import copy
import json
import re
import unittest

import fairctl_case
from repository import EXAMPLES, PACK, SCHEMAS, TOP, complaints, load, schema_named, validator

ANSWERS = {"family_name": "O'Brien & Søn", "email": "zoe@example.org", "consent": True}
PUT = {
    "v": 1, "op": "put", "id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "rev": 1, "at": "2026-11-22T15:04:05.123Z",
    "hlc": "1795359845123-0-laptop-a", "event": "", "form": "interest@1", "lang": "en", "answers": ANSWERS, "staff": {},
    "crc": "0a1b2c3d",
}
ERASE = {"v": 1, "op": "erase", "id": PUT["id"], "hlc": "1795359845999-1-laptop-a", "crc": "ffffffff"}
QUARANTINE = {
    "v": 1, "at": PUT["at"], "file": "signups.jsonl", "line": None, "offset": 4711, "reason": "the line is cut off", "bytes": "eyJ2Ijo=",
}
DEVICE = {"v": 1, "id": "laptop-a", "name": "Booth laptop"}
EXPORTS = {"v": 1, "exports": [{"at": PUT["at"], "format": "xlsx", "sign_ups": 49, "until": {"spring": ["1795359842000-0-ab"]}}]}
COLLECTED = {"v": 1, "laptops": [{"device": "laptop-a", "name": "Hall 2", "file": "Hall 2 (laptop-a).jsonl", "at": PUT["at"], "sign_ups": 3}]}
VISITS = {"v": 1, "device": "laptop-a", "hours": [{"hour": "2026-11-22T15:00:00.000Z", "event": "", "page_views": {"about": 3}}]}
HASH = "$argon2id$v=19$m=65536,t=2,p=1$ZqVEVjdVqhJVobKLtGtMhA$OjUalUPs7X7OftJI8M3ptTBbZG4AHEPMYEbXr2LonOw"
STAFF = {"v": 1, "failed": 0, "traces": []}
OPEN_DAY = {"id": "a", "title": "A", "place": "P", "url": "https://example.org", "day": "2027-03-14", "from": "09:00", "to": "23:59", "time_zone": "UTC"}
EXPORTED = {name: PUT[name] for name in "id rev at hlc event form lang answers staff".split()}


def texts(value):
    """The texts in several languages of a file of the pack, as deep as they are in it."""
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def outline(page):
    """How a page is built: what each of its blocks begins with, and which photos are shown."""
    blocks = page.strip().split("\n\n")
    return tuple((re.match(r"(## |- |!\[|)", block)[0], block.count("\n- "), *re.findall(r"\(photo:([^)]*)\)", block)) for block in blocks)


class SchemaCase(unittest.TestCase):
    schema = None

    def good(self, value):
        self.assertEqual(complaints(schema_named(self.schema), value), [])

    def bad(self, value, why):
        self.assertFalse(schema_named(self.schema).is_valid(value), f"accepted: {why}")

    def each_is_bad(self, valid, changes):
        for name, value in changes.items():
            self.bad({**valid, name: value}, f"{name}: {value!r}")

    def each_is_needed(self, valid):
        for name in valid:
            self.bad({other: value for other, value in valid.items() if other != name}, f"no {name}")


class AllSchemas(unittest.TestCase):
    def test_are_schemas(self):
        names = sorted(path.name for path in SCHEMAS.iterdir())
        self.assertGreaterEqual(len(names), 7)
        for name in names:
            schema = load(SCHEMAS / name)
            with self.subTest(name):
                validator(schema).check_schema(schema)
                self.assertEqual(schema["$id"], f"urn:fairbook:schema:{name.removesuffix('.schema.json')}:1")


class Program(SchemaCase):
    schema = "program"

    def setUp(self):
        self.program = load(PACK / "program.json")

    def changed(self, change):
        program = copy.deepcopy(self.program)
        change(program)
        return program

    def test_built_in_pack(self):
        self.good(self.program)

    def test_names_only_what_is_there(self):
        photos = [photo["id"] for photo in self.program["photos"]]
        pages = {page["id"] for page in self.program["pages"]}
        albums = {album["id"] for album in self.program["albums"]}
        self.assertEqual(len(set(photos)), len(photos))
        self.assertGreaterEqual(len(photos), 12)
        self.assertIn(self.program["hero"], photos)
        for page in self.program["pages"]:
            self.assertIn(page["photo"], photos)
            for language in self.program["languages"]:
                text = (PACK / "pages" / f"{page['id']}.{language}.md").read_text(encoding="utf-8")
                self.assertLessEqual(set(re.findall(r"\(photo:([^)]*)\)", text)), set(photos))
        for fact in self.program["facts"]:
            self.assertLessEqual(set(fact.get("pages", [])), pages)
        for photo in self.program["photos"]:
            self.assertLessEqual(set(photo["albums"]), albums)
            self.assertTrue((PACK / photo["file"]).is_file(), photo["file"])

    def test_says_everything_in_each_language(self):
        languages = set(self.program["languages"])
        self.assertEqual(languages, {"en", "es"})
        for name in ("program.json", "form.json"):
            said = list(texts(load(PACK / name)))
            self.assertGreater(len(said), 30)
            self.assertEqual([text for text in said if text.keys() != languages], [])
        for page in self.program["pages"]:
            forms = {outline((PACK / "pages" / f"{page['id']}.{language}.md").read_text(encoding="utf-8")) for language in languages}
            self.assertEqual(len(forms), 1, page["id"])

    def test_accepts(self):
        self.good(self.changed(lambda pack: pack["links"].append({"id": "a", "title": "A", "url": "https://example.org/x?a=b"})))
        self.good(self.changed(lambda pack: pack["contact"].update(email="a@example.org", website="https://example.org")))
        self.good(self.changed(lambda pack: pack["albums"][0].update(url="https://example.org/photos")))
        self.good(self.changed(lambda pack: pack.update(open_days=[OPEN_DAY, {"id": "b", "title": {"en": "B"}, "day": "2027-11-06"}])))
        self.good(load(TOP / "tests" / "data" / "take-home" / "program.json"))
        self.good(self.changed(lambda pack: pack["photos"][0].update(file="photos/a..b.svg")))
        self.good(self.changed(lambda pack: pack.update(name="Plain", future={"x": 1})))
        self.good(self.changed(lambda pack: pack.update(note_chips=["Kayaks", {"en": "Asks about nights"}])))
        self.good(self.changed(lambda pack: pack.update(stages=[{"id": "new", "title": "New"}])))
        self.good(self.changed(lambda pack: pack.update(next_steps=["We write to you.", {"en": "You apply."}])))

    def test_refuses(self):
        for why, change in {
            "another format": lambda pack: pack.update(format=2),
            "a colour by name": lambda pack: pack.update(accent_color="blue"),
            "a path out of the pack": lambda pack: pack["photos"][0].update(file="../x.svg"),
            "an absolute path": lambda pack: pack["photos"][0].update(file="/etc/x"),
            "a path that climbs midway": lambda pack: pack["photos"][0].update(file="a/../../x"),
            "a photo without alt text": lambda pack: pack["photos"][0].pop("alt"),
            "half a size": lambda pack: pack["photos"][0].pop("width"),
            "an id with a space": lambda pack: pack["pages"][0].update(id="About Us"),
            "a link that is a script": lambda pack: pack["links"].append({"id": "a", "title": "A", "url": "javascript:alert(1)"}),
            "a link that fits in no code": lambda pack: pack["links"].append({"id": "a", "title": "A", "url": "https://example.org/" + "x" * 300}),
            "an open day without a day": lambda pack: pack.update(open_days=[{"id": "a", "title": "A"}]),
            "an open day without an end": lambda pack: pack.update(open_days=[{name: OPEN_DAY[name] for name in OPEN_DAY if name != "to"}]),
            "hours in no time zone": lambda pack: pack.update(open_days=[{name: OPEN_DAY[name] for name in OPEN_DAY if name != "time_zone"}]),
            "an hour that no clock has": lambda pack: pack.update(open_days=[{**OPEN_DAY, "to": "24:00"}]),
            "a text in no language": lambda pack: pack.update(name={}),
            "more to tap than fits": lambda pack: pack.update(note_chips=list("abcdefghij")),
            "a stage without an id": lambda pack: pack.update(stages=[{"title": "New"}]),
            "more steps than anybody reads": lambda pack: pack.update(next_steps=list("abcdef")),
        }.items():
            self.bad(self.changed(change), why)


class Visits(SchemaCase):
    schema = "visits"

    def test_accepts(self):
        self.good(VISITS)
        self.good({**VISITS, "hours": []})

    def test_refuses(self):
        self.each_is_needed(VISITS)
        self.each_is_bad(VISITS, {"v": 2, "device": "a b", "hours": {}})
        for change in ({"hour": "15:00"}, {"event": "a spring"}, {"page_views": {"about": 0}}, {"page_views": {"about": "3"}},
                       {"left_at": {"what somebody typed": 1}}, {"photos_opened": ["a"]}):
            self.bad({**VISITS, "hours": [{**VISITS["hours"][0], **change}]}, change)


class Form(SchemaCase):
    schema = "form"

    def setUp(self):
        self.form = load(PACK / "form.json")

    def changed(self, name, change):
        form = copy.deepcopy(self.form)
        change(form["properties"][name])
        return form

    def test_built_in_form(self):
        self.good(self.form)

    def test_names_only_what_is_there(self):
        fields = self.form["properties"]
        sections = {section["id"] for section in self.form["x-fairbook"]["sections"]}
        for name, field in fields.items():
            hints = field["x-fairbook"]
            self.assertIn(hints["section"], sections)
            self.assertIn(hints.get("pair", name), fields)
            if "suggestions" in hints:
                self.assertTrue((PACK / hints["suggestions"]).is_file())
            for choice in field.get("oneOf", field.get("items", {}).get("oneOf", [])):
                self.assertIn(choice["const"], hints["choices"])

    def test_accepts_relevance(self):
        relevant = {"degree": {"enum": ["MD", "DO"]}, "interests": {"contains": "research"}}
        self.good(self.changed("aamc_id", lambda field: field["x-fairbook"].update(relevant=relevant)))

    def test_refuses(self):
        for name, change in (
            ("email", lambda field: field["x-fairbook"].update(kind="mail")),
            ("email", lambda field: field["x-fairbook"].pop("section")),
            ("graduation_year", lambda field: field.update(type="string")),
            ("degree", lambda field: field.pop("oneOf")),
            ("interests", lambda field: field.pop("uniqueItems")),
            ("consent", lambda field: field["x-fairbook"].pop("wording")),
            ("medical_school", lambda field: field["x-fairbook"].update(suggestions="../s.json")),
            ("aamc_id", lambda field: field["x-fairbook"].update(relevant={"degree": ["MD"]})),
        ):
            self.bad(self.changed(name, change), f"a changed {name}")

    def test_is_the_schema_of_answers(self):
        answers = validator(self.form)
        fox = {
            "given_name": "🦊", "preferred_name": "فاطمة", "phone": "+49 89 1234", "medical_school": "Somewhere Else University",
            "degree": "other", "graduation_year": 2027, "interests": ["primary_care", "education"], "aamc_id": "1234",
            "question": "Why?\n", "contact_for": ["updates"], "later_member": {"kept": 1},
        }
        self.assertEqual(complaints(answers, ANSWERS), [])
        self.assertEqual(complaints(answers, {"email": "fox@example.org", "consent": True, **fox}), [])
        for name, value in (
            ("consent", False), ("consent", "true"), ("email", "nobody"), ("degree", "MBChB"), ("graduation_year", "2027"),
            ("graduation_year", 1200), ("interests", ["primary_care"] * 2), ("interests", ["surgery"]), ("question", "x" * 2001),
            ("given_name", ""), ("aamc_id", 12345678),
        ):
            self.assertFalse(answers.is_valid({**ANSWERS, name: value}), f"{name}: {value!r}")
        for name in ANSWERS:
            self.assertFalse(answers.is_valid({other: value for other, value in ANSWERS.items() if other != name}), f"no {name}")


class Suggestions(SchemaCase):
    schema = "suggestions"

    def test_built_in_schools(self):
        schools = load(PACK / "schools.json")
        names = [school["name"].casefold() for school in schools["suggestions"]]
        self.good(schools)
        self.assertEqual(len(set(names)), len(names))

    def test_refuses(self):
        self.bad({"format": 1, "suggestions": ["x"]}, "a bare name")
        self.bad({"format": 1, "suggestions": [{"name": ""}]}, "an empty name")


class JournalLine(SchemaCase):
    schema = "journal-line"

    def test_accepts(self):
        self.good(PUT)
        self.good(ERASE)
        self.good({**PUT, "a_later_member": 1})

    def test_accepts_the_examples(self):
        lines = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
        known = [line for line in lines if line["v"] == 1 and line["op"] in ("put", "erase")]
        self.assertEqual({line["op"] for line in known}, {"put", "erase"})
        for line in known:
            self.good(line)
        form = validator(load(PACK / "form.json"))
        for line in known:
            if line["op"] == "put":
                self.assertEqual(complaints(form, line["answers"]), [])

    def test_refuses(self):
        self.each_is_bad(PUT, {
            "v": 2, "op": "del", "id": PUT["id"].upper(), "rev": 0, "at": "2026-11-22 15:04", "hlc": "x-0-a", "event": "Big Fair",
            "form": "interest", "lang": "", "answers": [], "staff": None, "crc": "0A1B2C3D",
        })
        self.each_is_needed(PUT)
        self.each_is_needed(ERASE)
        self.bad({**ERASE, "answers": ANSWERS}, "a tombstone with answers")


class QuarantineLine(SchemaCase):
    schema = "quarantine-line"

    def test_accepts(self):
        self.good(QUARANTINE)
        self.good({**QUARANTINE, "line": 12, "bytes": ""})

    def test_refuses(self):
        self.each_is_bad(QUARANTINE, {"line": 0, "offset": -1, "bytes": "???", "reason": "", "v": 2})
        self.each_is_needed(QUARANTINE)


class Device(SchemaCase):
    schema = "device"

    def test_accepts(self):
        self.good(DEVICE)
        self.good({**DEVICE, "a_later_member": 1})

    def test_refuses(self):
        self.each_is_bad(DEVICE, {"v": 2, "id": "a b", "name": ""})
        self.each_is_needed(DEVICE)


class Collected(SchemaCase):
    schema = "collected"

    def test_accepts(self):
        self.good(COLLECTED)
        self.good({**COLLECTED, "laptops": []})
        laptop, = COLLECTED["laptops"]
        self.good({**COLLECTED, "laptops": [{name: laptop[name] for name in ("device", "file", "at")}]})

    def test_refuses(self):
        self.each_is_bad(COLLECTED, {"v": 2, "laptops": {}})
        self.each_is_needed(COLLECTED)
        for name, value in {"device": "a b", "name": "", "file": "", "at": "today", "sign_ups": -1}.items():
            self.bad({**COLLECTED, "laptops": [{**COLLECTED["laptops"][0], name: value}]}, name)


class Exports(SchemaCase):
    schema = "exports"

    def test_accepts(self):
        self.good(EXPORTS)
        self.good({**EXPORTS, "exports": []})
        self.good({**EXPORTS, "exports": [{**EXPORTS["exports"][0], "until": {"": []}}]})

    def test_refuses(self):
        self.each_is_bad(EXPORTS, {"v": 2, "exports": {}})
        self.each_is_needed(EXPORTS)
        for name, value in {"at": "today", "format": "", "sign_ups": -1, "until": {"spring": ["now"]}}.items():
            self.bad({**EXPORTS, "exports": [{**EXPORTS["exports"][0], name: value}]}, name)


class ImportRecordLine(SchemaCase):
    schema = "import-record-line"

    def test_accepts(self):
        self.good({"v": 1, "at": PUT["at"]})
        self.good({"v": 1, "at": PUT["at"], "files": [], "new": 0, "newer": 0, "erased": 0})
        self.good("0123456789abcdef" * 2)

    def test_refuses(self):
        for line in ("", "0123456789abcdef", "0123456789ABCDEF" * 2, 17, [], {}, {"v": 1, "at": PUT["at"], "new": 1}):
            self.bad(line, "no line of it")


class Staff(SchemaCase):
    schema = "staff"

    def test_accepts(self):
        self.good(STAFF)
        self.good({**STAFF, "coordinator": HASH, "recruiter": HASH, "a_later_member": 1})
        for what in ("set", "changed", "removed", "forgotten", "locked-out"):
            self.good({**STAFF, "traces": [{"at": PUT["at"], "what": what}, {"at": PUT["at"], "what": what, "pin": "recruiter"}]})

    def test_refuses(self):
        self.each_is_bad(STAFF, {
            "v": 2, "failed": -1, "traces": [{"at": "today", "what": "set"}], "coordinator": "4719", "recruiter": HASH,
        })
        self.each_is_needed(STAFF)
        self.bad({**STAFF, "coordinator": HASH.replace("m=65536", "m=4194304")}, "a hash that takes all memory")
        self.bad({**STAFF, "traces": [{"at": PUT["at"], "what": "stolen"}]}, "a trace of another kind")


class ExportedJson(SchemaCase):
    schema = "export-json"

    def test_accepts(self):
        self.good([EXPORTED])
        self.good([])

    def test_refuses(self):
        self.bad(EXPORTED, "an object where an array is due")
        self.bad([{**EXPORTED, "rev": "1"}], "a revision that is a text")
        self.bad([{name: value for name, value in EXPORTED.items() if name != "staff"}], "no staff")


if __name__ == "__main__":
    fairctl_case.main()
