# SPDX-License-Identifier: GPL-3.0-or-later
"""Every translation is sound, and nearly complete; what is translatable is listed."""

import re
import subprocess
import unittest

import fairctl_case
from repository import TOP

PO = TOP / "po"
# What may lag behind for a while after a text has changed.
LEAST_SHARE = 0.9


def entries(name):
    return [line.strip() for line in (PO / name).read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("#")]


def check(language):
    return subprocess.run(["msgfmt", "--check", "--statistics", "--output-file=-", PO / f"{language}.po"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})


def template():
    """The texts to translate, taken from the sources now."""
    options = ["--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=ngettext:1,2",
               "--output=-", "--directory", TOP]
    sources = [name for name in entries("POTFILES.in") if name.endswith((".c", ".blp"))]
    done = subprocess.run(["xgettext", "--language=C", *options, *sources], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return messages(done.stdout)


def messages(text):
    """The msgids of a catalogue, joined."""
    return {"".join(re.findall(r'"(.*)"', block))
            for block in re.findall(r'^msgid ((?:".*"\n)+)', text, re.M)} - {""}


class Translations(unittest.TestCase):
    def test_are_sound(self):
        for language in entries("LINGUAS"):
            done = check(language)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("fuzzy", done.stderr)

    def test_are_nearly_complete(self):
        wanted = template()
        self.assertGreater(len(wanted), 50)
        for language in entries("LINGUAS"):
            text = (PO / f"{language}.po").read_text(encoding="utf-8")
            done = {"".join(re.findall(r'"(.*)"', source))
                    for source, target in re.findall(r'^msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?msgstr(?:\[0\])? ((?:".*"\n)+)',
                                                     text + "\n", re.M)
                    if re.search(r'"."|"..+"', target)}
            missing = wanted - done
            for message in sorted(missing):
                print(f"# {language}: {message}", flush=True)
            self.assertGreaterEqual(len(wanted & done) / len(wanted), LEAST_SHARE, language)


class Listed(unittest.TestCase):
    def test_is_sorted_and_there(self):
        names = entries("POTFILES.in")
        self.assertEqual(names, sorted(set(names)))
        for name in names:
            self.assertTrue((TOP / name).is_file(), name)
        for path in sorted((TOP / "data").glob("*.in")):
            if "service" not in path.name:
                self.assertIn(str(path.relative_to(TOP)), names)


if __name__ == "__main__":
    fairctl_case.main()
