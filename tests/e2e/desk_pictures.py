#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""desk_pictures.py FOLDER: the pictures of docs/COORDINATORS.md, taken while a coordinator brings three laptops together."""

import itertools
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

from session import Desktop, Fairbook

FAIR = "sample-autumn"
GIVEN = "Zoë Amara José Priya Łukasz Søren Fatima Anna Chloé Ravi Maria Björk".split()
FAMILY = "O’Brien Okafor Álvarez Raman Whitfield Kowalski Haddad Ivanova Chen Patel Dubois".split()
SCHOOLS = ("Boston University", "Tufts University", "Harvard Medical School", "Mount Sinai", "Yale School of Medicine")
INTERESTS = ("global_health", "primary_care", "research", "neonatology", "education")
N_PEOPLE = 48
DAYS, HOURS = ("2026-11-21", "2026-11-22"), (9, 9, 10, 11, 11, 11, 12, 12, 13, 14, 15)
COLORS, WIDTH = 64, 1000  # few bytes, and still legible


def answers(number, given, family):
    person = {"given_name": given, "family_name": family, "email": f"visitor{number}@example.org", "degree": "MD", "consent": True,
              "medical_school": SCHOOLS[number % len(SCHOOLS)], "graduation_year": 2027 + number % 3,
              "interests": sorted({INTERESTS[number % 5], INTERESTS[number * 3 % 5]})}
    if number % 7 == 3:
        person["question"] = "What is a typical week on the wards like?"
    if number % 16 == 5:
        person["email"] = "twice@example.org"
    if number % 19 == 4:
        person["email"] = f"visitor{number}@gmial.com"
    return person


def people():
    return [answers(number, GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]) for number in range(N_PEOPLE)]


def fairctl(folder, *arguments, given=""):
    subprocess.run(["fairctl", "--data-dir", folder, *arguments], input=given, text=True, check=True, capture_output=True)


def spread(folder):
    """They signed up over two days, and not all just now."""
    journal = folder / "signups" / "signups.jsonl"
    lines = []
    for number, line in enumerate(journal.read_text().splitlines()):
        at = f'"at":"{DAYS[number % 3 // 2]}T{HOURS[number * 7 % len(HOURS)]:02}:{number * 13 % 60:02}:00.000Z"'
        body = re.sub('"at":"[^"]*"', at, line[:line.rindex(',"crc"')])
        lines.append(f'{body},"crc":"{zlib.crc32(body.encode()):08x}"}}\n')
    journal.write_text("".join(lines))


def fill(base, stick):
    """Three laptops have handed over."""
    stick.mkdir()
    for number, part in enumerate(itertools.batched(people(), N_PEOPLE // 3), 1):
        folder = base / f"Hall {number}"
        fairctl(folder, "laptops", "--name", folder.name)
        fairctl(folder, "add", "--event", FAIR, given="".join(json.dumps(one) + "\n" for one in part))
        spread(folder)
        fairctl(folder, "hand-over", stick)


def take(folder, name):
    import screen

    path = screen.picture(folder / f"desk-{name}.png")
    subprocess.run(["mogrify", "-resize", f"{WIDTH}x", "-dither", "None", "-colors", str(COLORS), "-strip", path], check=True)
    print(f"{path} {path.stat().st_size // 1024} KB", flush=True)


def press_button(person, name, backwards=False):
    from person import Role

    person.tab_to(Role.BUTTON, name, backwards)
    person.press("Return")


def collect(person, folder):
    person.find(name="3 laptops have something new.")
    person.press("Tab")
    press_button(person, "Collect…", backwards=True)
    person.sees("What Was Found")
    take(folder, "preview")
    press_button(person, "Collect")
    person.sees("people came")
    press_button(person, "Done")
    person.wait_gone(name="Done")


def go_through(person, folder):
    import staff
    import visitor
    from person import Role

    staff.open_desk(person)
    collect(person, folder)
    person.press("ctrl+f")
    person.type("zoë o’brien")
    person.press("Down")
    person.find(Role.HEADING, "Zoë O’Brien")
    person.press("ctrl+f", "BackSpace", "Down")
    take(folder, "list")
    person.press("ctrl+f")
    person.type("twice")
    person.press("Down")
    person.tab_to(name=re.compile("may be of the same person"))
    person.press("Return")
    person.sees("Keep this one")
    take(folder, "compare")
    person.press("Escape")
    person.wait_gone(name="Keep this one")
    visitor.choose_in_menu(person, "Laptops")
    person.sees("(this laptop)")
    take(folder, "laptops")
    person.press("Escape")
    person.wait_gone(name="(this laptop)")
    person.press("ctrl+t")
    person.find(Role.HEADING, "Who Signed Up")
    take(folder, "statistics")


def main():
    folder = Path(sys.argv[1]).resolve()
    with Desktop() as desktop:
        from person import Person

        stick, data = desktop.folder / "stick", desktop.folder / "data"
        desktop.environment["GSETTINGS_BACKEND"] = "keyfile"
        fill(desktop.folder, stick)
        fairctl(data, "laptops", "--name", "Office")
        subprocess.run(["gsettings", "set", "org.fairbook.Fairbook", "collect-folder", str(stick)], env=desktop.environment, check=True)
        fairbook = Fairbook(desktop, data)
        person = Person(fairbook)
        person.point_at(desktop.width - 1, desktop.height - 1)
        person.press("F11")
        try:
            go_through(person, folder)
        except Exception:
            import screen

            screen.grab(folder / "failed.png")
            sys.stderr.write(person.describe() + "\n" + fairbook.messages())
            raise
        fairbook.quit()


if __name__ == "__main__":
    main()
