# SPDX-License-Identifier: GPL-3.0-or-later
"""Every translation is sound; what visitors meet is there in every language, the rest in some; what is translatable is listed."""

import re
import subprocess
import unittest
from collections import Counter

import fairctl_case
from repository import TOP

PO = TOP / "po"
# All of Fairbook is in these; the others have what a visitor meets.
WHOLE = ("es",)
# What may lag behind for a while after a staff's text has changed.
LEAST_SHARE = 0.9

# Whose words are they? Beginnings of names in po/POTFILES.in; each of its sources is in one of the two lists.
# What a failing disk makes the store say is read by whoever signs up just then; an export's words are read by everybody.
VISITORS = (
    "src/core/base/fair-file-ops",
    "src/core/base/fair-file.c",
    "src/core/base/fair-space.c",
    "src/core/export/fair-export-table.c",
    "src/core/export/fair-xlsx-counts.c",
    "src/core/export/fair-xlsx-export.c",
    "src/core/export/fair-xlsx-text.c",
    "src/core/form/fair-answer-text.c",
    "src/core/form/fair-field-check.c",
    "src/core/form/fair-validation.c",
    "src/core/kiosk/fair-pin.c",
    "src/core/kiosk/fair-staff-file.c",
    "src/core/kiosk/fair-staff-keeper.c",
    "src/core/store/journal/fair-journal.c",
    "src/core/store/journal/fair-line",
    "src/core/store/journal/fair-lock.c",
    "src/core/store/journal/fair-quarantine.c",
    "src/core/takehome/",
    "src/ui/booth/",
    "src/ui/contact/",
    "src/ui/form/",
    "src/ui/gallery/",
    "src/ui/kiosk/fair-attract-loop",
    "src/ui/kiosk/fair-idle-warning",
    "src/ui/kiosk/fair-pause-card",
    "src/ui/kiosk/fair-pin-pad",
    "src/ui/layout/",
    "src/ui/print/fair-paper.c",
    "src/ui/print/fair-poster-paper.c",
    "src/ui/print/fair-sign-in-",
    "src/ui/program/",
    "src/ui/shell/fair-application-actions.c",
    "src/ui/shell/fair-front",
    "src/ui/shell/fair-kiosk-mode.c",
    "src/ui/shell/fair-pin-prompt.c",
    "src/ui/shell/fair-shortcuts.c",
    "src/ui/shell/fair-space-banner",
    "src/ui/shell/fair-window",
)
STAFF = (
    "src/cli/",
    "src/core/visits/",
    "src/core/base/fair-file-kind.c",
    "src/core/base/fair-json",
    "src/core/base/fair-pack-",
    "src/core/base/fair-regular-file.c",
    "src/core/collect/",
    "src/core/desk/",
    "src/core/export/fair-drafts-export.c",
    "src/core/export/fair-export-f",
    "src/core/export/fair-export-to-file.c",
    "src/core/export/fair-exported.c",
    "src/core/export/fair-exporter.c",
    "src/core/export/fair-mail-export.c",
    "src/core/export/fair-recipient.c",
    "src/core/export/fair-redcap",
    "src/core/export/fair-vcard-export.c",
    "src/core/export/fair-xlsx-book.c",
    "src/core/form/fair-answers.c",
    "src/core/form/fair-field-reader.c",
    "src/core/form/fair-form-archive.c",
    "src/core/form/fair-form-reader.c",
    "src/core/form/fair-relevance.c",
    "src/core/form/fair-suggestions.c",
    "src/core/import/",
    "src/core/kiosk/fair-staff-forget.c",
    "src/core/kiosk/fair-unfinished.c",
    "src/core/program/",
    "src/core/store/change/",
    "src/core/store/journal/fair-rewrite.c",
    "src/core/store/people/",
    "src/ui/desk/",
    "src/ui/kiosk/fair-note-page",
    "src/ui/kiosk/fair-visitor-note",
    "src/ui/print/fair-contact-list-paper.c",
    "src/ui/print/fair-paper-",
    "src/ui/shell/fair-application.c",
    "src/ui/shell/fair-event-row.c",
    "src/ui/shell/fair-health.c",
    "src/ui/shell/fair-kiosk-set-up",
    "src/ui/shell/fair-note-dialog.c",
    "src/ui/shell/fair-pins-dialog",
    "src/ui/shell/fair-preferences.blp",
    "src/ui/shell/fair-self-check.c",
    "src/ui/shell/fair-staff-actions.c",
    "src/ui/shell/fair-staff-sheet",
    "src/ui/statistics/",
)
# What can be on the screen at once: one access key must not stand for two of these.
SCREENS = (
    ("_Program", "_Community", "_Sign Up", "_Sign up · takes a minute", "_Meet the residents", "Start _Over", "_Use It",
     "_Try Again", "_Check Again", "_Done", "_Details"),
    ("_Keep Typing", "_Start Over"),
    ("Start _Kiosk Mode…", "_Note on a Visitor…", "The Coordinator’s _Desk", "_Export Sign-Ups…", "Where the _Data Is…", "_Unlock…", "_Lock",
     "_Protect This Laptop…", "P_INs…", "_Preferences", "_Keyboard Shortcuts", "_About Fairbook"),
)
# As meson's i18n.gettext() with the preset of GLib.
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3", "g_dcgettext:2", "g_dpgettext2:2c,3")


def entries(name):
    return [line.strip() for line in (PO / name).read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("#")]


def sources():
    return [name for name in entries("POTFILES.in") if name.endswith((".c", ".blp"))]


def check(language):
    return subprocess.run(["msgfmt", "--check", "--check-accelerators=_", "--statistics", "--output-file=-", PO / f"{language}.po"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})


def joined(lines):
    return "".join(re.findall(r'"(.*)"', lines))


def read(text):
    """The messages of a catalogue: a context and a text in English, the sources that have it, and what it is in the other language."""
    found = {}
    for block in text.split("\n\n"):
        parts = re.findall(r'^(msgctxt|msgid|msgstr(?:\[\d\])?) ((?:".*"(?:\n|$))+)', block, re.M)
        names = [name for name, _ in parts]
        if "msgid" not in names:
            continue
        source = (joined(dict(parts).get("msgctxt", "")), joined(dict(parts)["msgid"]))
        places = {place.rsplit(":", 1)[0] for line in re.findall(r"^#: (.*)", block, re.M) for place in line.split()}
        found[source] = places, [joined(lines) for name, lines in parts if name.startswith("msgstr")]
    found.pop(("", ""), None)
    return found


def template():
    """What is to be translated, taken from the sources now, and where each of it stands."""
    done = subprocess.run(["xgettext", "--language=C", "--from-code=UTF-8", *(f"--keyword={word}" for word in KEYWORDS),
                           "--output=-", "--directory", TOP, *sources()], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {source: places for source, (places, _) in read(done.stdout).items()}


def catalogue(language):
    """What is translated, in all its forms."""
    return {source: forms for source, (_, forms) in read((PO / f"{language}.po").read_text(encoding="utf-8")).items() if all(forms)}


class Translations(unittest.TestCase):
    def test_are_sound(self):
        for language in entries("LINGUAS"):
            done = check(language)
            self.assertEqual((done.returncode, done.stderr.count("\n")), (0, 1), done.stderr)
            self.assertNotIn("fuzzy", done.stderr)

    def test_have_all_that_visitors_meet(self):
        wanted = {source for source, places in template().items() if any(place.startswith(VISITORS) for place in places)}
        self.assertGreater(len(wanted), 150)
        missing = [f"{language}: {message}" for language in entries("LINGUAS")
                   for _, message in sorted(wanted - catalogue(language).keys())]
        self.assertEqual(missing, [])

    def test_are_nearly_complete(self):
        wanted = template().keys()
        for language in WHOLE:
            missing = wanted - catalogue(language).keys()
            for _, message in sorted(missing):
                print(f"# {language}: {message}", flush=True)
            self.assertLessEqual(len(missing), (1 - LEAST_SHARE) * len(wanted), language)

    def test_have_an_access_key_for_one_thing_at_a_time(self):
        for language in entries("LINGUAS"):
            words = catalogue(language)
            for screen in SCREENS:
                with self.subTest(f"{language} {screen[0]}"):
                    keys = Counter(re.search("_(.)", words["", message][0])[1].casefold() for message in screen)
                    self.assertEqual({key: n for key, n in keys.items() if n > 1}, {})


class Listed(unittest.TestCase):
    def test_is_sorted_and_there(self):
        names = entries("POTFILES.in")
        self.assertEqual(names, sorted(set(names)))
        for name in names:
            self.assertTrue((TOP / name).is_file(), name)
        for path in sorted((TOP / "data").glob("*.in")):
            if "service" not in path.name:
                self.assertIn(str(path.relative_to(TOP)), names)

    def test_is_the_visitors_or_the_staffs(self):
        for name in sources():
            self.assertEqual([name.startswith(VISITORS), name.startswith(STAFF)].count(True), 1,
                             f"{name}: name it in one of the lists of {__file__}")
        for beginning in VISITORS + STAFF:
            self.assertTrue((TOP / beginning).is_dir() or any(name.startswith(beginning) for name in sources()), beginning)


if __name__ == "__main__":
    fairctl_case.main()
