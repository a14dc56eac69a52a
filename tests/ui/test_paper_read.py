# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed, as other programs read it: Poppler the pages, zbar the code. Who is on the list, what is on the sheet, nothing else."""

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
import unittest
from collections import Counter

import fairctl_case

LINK = "https://www.example.org/pediatrics/residency?from=poster&year=2027"
SIZES = {"na_letter": (612, 792), "iso_a4": (595.276, 841.89)}
LANGUAGES = ("en", "es", "ar")
PAPERS = ("contact-list", "sign-in-sheet", "poster")

# Family name, given name, preferred name: ten scripts, quotes, what looks like a formula or markup, and what is long.
NAMES = [
    ("O’Brien & Søn", "Zoë", "“Zo”"), ("Nguyễn", "Thị Ánh", None), ("Иванова", "Анна", None), ("Παπαδοπούλου", "Ελένη", None),
    ("حداد", "ليلى", "Layla"), ("כהן", "נועה", None), ("王", "小明", None), ("佐藤", "さくら", None), ("김", "민준", None),
    ("शर्मा", "आरव", None), ("ศรีสุข", "มานี", None), ("Սարգսյան", "Անի", None), ("=1+1", "<b>Bold</b>", None), ("de la \"Cruz\"", "María", None),
    ("Madonna", None, None), (None, "Prince", None), ("Wolfeschlegelsteinhausenbergerdorff" * 3, "Hubert Blaine", "Hub"),
    ("Abdelrahman", " ".join(["Maria"] * 30), None), ("Östberg", "Åsa", None), ("Zyx", "Last", None),
]
NAMES += [(f"Family{number:02}", f"Given{number:02}", None) for number in range(60 - len(NAMES))]


def make_person(number, names):
    family, given, preferred = names
    answers = {"family_name": family, "given_name": given, "preferred_name": preferred, "email": f"person.{number:02}@example.org",
               "phone": f"+1 617 555 {number:04}", "medical_school": "Universität zu Köln", "degree": "MD", "graduation_year": 2027,
               "interests": ["research", "neonatology", "global_health"], "question": "Why? " * 400, "consent": True}
    if number == 7:
        answers["email"] = "a.very.long.address.that.does.not.fit." + "x" * 20 + "@" + ".".join(["department"] * 12) + ".example.org"
    return {name: value for name, value in answers.items() if value is not None}


PEOPLE = [make_person(number, names) for number, names in enumerate(NAMES)]


def squeeze(text):
    """Without spaces, marks of direction, and forms of letters that only look different."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc"))


def read(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=60).stdout.decode()


@functools.cache
def has_font(letter):
    """Whether this machine has letters for it: without, there is a box in its place, in the window as well."""
    return read("fc-list", f":charset={ord(letter):x}", "family").strip() != ""


class Paper(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="paper ñ ")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        if os.environ.get("PAPER_TEST_OUTPUT"):
            cls.folder = os.environ["PAPER_TEST_OUTPUT"]
        cls.data = os.path.join(cls.folder, "data")
        cls.make_program()
        lines = "".join(json.dumps(person, ensure_ascii=False) + "\n" for person in PEOPLE)
        subprocess.run([fairctl_case.FAIRCTL, "--data-dir", cls.data, "add", "--event", "sample-spring"], input=lines.encode(),
                       check=True, stdout=subprocess.DEVNULL, timeout=60)
        for language in LANGUAGES:
            os.mkdir(os.path.join(cls.folder, language))
            subprocess.run([os.environ["PAPER_MAKER"], os.path.join(cls.folder, language), language], check=True, timeout=120, stdout=subprocess.DEVNULL,
                           env={**os.environ, "FAIRBOOK_DATA_DIR": cls.data})

    @classmethod
    def make_program(cls):
        program = os.path.join(cls.data, "program")
        shutil.copytree(fairctl_case.BUILTIN, program)
        cls.edit(program, "program.json", cls.edit_program)
        cls.edit(program, "form.json", cls.edit_form)

    @staticmethod
    def edit(folder, name, change):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        change(content)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)

    @staticmethod
    def edit_program(program):
        program["contact"]["website"] = LINK
        program["languages"].append("ar")
        program["name"]["ar"] = "برنامج الإقامة في طب الأطفال"
        program["tagline"]["ar"] = "مستشفى داخل مستشفى، وإرشاد يناسبك أنت."

    @staticmethod
    def edit_form(form):
        form["x-fairbook"]["title"]["ar"] = "لنبق على تواصل"
        form["properties"]["consent"]["x-fairbook"]["wording"]["ar"] = "يجوز للبرنامج أن يحتفظ بما كتبته في هذا النموذج."
        form["properties"]["given_name"]["x-fairbook"]["title"]["ar"] = "الاسم الأول"

    def pdfs(self, *papers):
        for language in LANGUAGES:
            for paper in papers:
                for size in SIZES:
                    self.path = os.path.join(self.folder, language, f"{paper}-{size}.pdf")
                    yield language, size, self.path

    def tearDown(self):
        print(f"# last looked at: {self.path}")

    def form_texts(self, language):
        """All that the form asks, and the wording, as Fairbook reads them."""
        with open(os.path.join(self.data, "program", "form.json"), encoding="utf-8") as file:
            properties = json.load(file)["properties"]
        for field in properties.values():
            hints = field["x-fairbook"]
            for texts in (hints["title"], hints.get("wording"), *hints.get("choices", {}).values()):
                if texts:
                    yield texts.get(language, texts["en"])

    def test_sizes_and_privacy(self):
        for _, size, path in self.pdfs(*PAPERS):
            info = read("pdfinfo", path)
            width, height = map(float, re.search(r"Page size: +([\d.]+) x ([\d.]+)", info).groups())
            wanted = SIZES[size][::-1] if "sign-in" in path else SIZES[size]
            self.assertAlmostEqual(width, wanted[0], delta=0.5)
            self.assertAlmostEqual(height, wanted[1], delta=0.5)
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)

    def test_text_is_text(self):
        for _, _, path in self.pdfs(*PAPERS):
            fonts = read("pdffonts", path).splitlines()[2:]
            self.assertTrue(fonts, "letters are drawn as pictures")
            for line in fonts:
                embedded, _, unicode = re.search(r" (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", line).groups()
                self.assertEqual((embedded, unicode), ("yes", "yes"), line)
            self.assertEqual(read("pdfimages", "-list", path).splitlines()[2:], [], "vectors, not pixels")

    def test_everybody_is_on_the_list_once(self):
        for _, _, path in self.pdfs("contact-list"):
            text = squeeze(read("pdftotext", "-raw", path, "-"))
            for person in PEOPLE:
                self.assertEqual(text.count(squeeze(person["email"])), 1, person["email"])
            found = Counter(text)
            for person in PEOPLE:
                for part in ("family_name", "given_name"):
                    name = squeeze(person.get(part, ""))
                    if name and name.isascii() and not name.startswith("=") and len(name) > 8:
                        self.assertEqual(text.count(name), 1, name)
                    # what is read from right to left, and what has marks around its letters, other readers put in an order of their own
                    for letter in filter(has_font, name):
                        self.assertGreater(found[letter], 0, (name, letter))

    def test_everything_is_on_the_sheet(self):
        for language, _, path in self.pdfs("sign-in-sheet"):
            text = squeeze(read("pdftotext", "-raw", path, "-"))
            for wanted in self.form_texts(language):
                if wanted.isascii():
                    self.assertIn(squeeze(wanted), text)

    def test_code_leads_to_the_link(self):
        for _, _, path in self.pdfs("poster"):
            picture = path.removesuffix(".pdf")
            read("pdftoppm", "-r", "60", "-singlefile", "-png", path, picture)
            self.assertEqual(read("zbarimg", "--quiet", "--raw", picture + ".png").strip(), LINK)
            self.assertIn("www.example.org/pediatrics/residency?from=poster&year=2027", squeeze(read("pdftotext", path, "-")))


if __name__ == "__main__":
    fairctl_case.main()
