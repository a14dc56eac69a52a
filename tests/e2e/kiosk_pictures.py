#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kiosk_pictures.py FOLDER: the pictures of docs/KIOSK-SETUP.md, taken while somebody sets a laptop up and opens it to visitors."""

import json
import subprocess
import sys
from pathlib import Path

from session import Desktop, Fairbook
from waiting import wait_until

PIN = "2468"
FAIR = "sample-autumn"
VISITORS = ("Amara Okafor", "Zoë Søndergaard", "Mateo Ruiz", "Priya Nair")
COLORS, WIDTH = 128, 1000  # few bytes, and still legible


def take(folder, name, person):
    import screen

    person.sees_pictures()
    path = screen.picture(folder / f"kiosk-{name}.png")
    subprocess.run(["mogrify", "-resize", f"{WIDTH}x", "-dither", "None", "-colors", str(COLORS), "-strip", path], check=True)
    print(f"{path} {path.stat().st_size // 1024} KB", flush=True)


def prepare(environment):
    """A fair is chosen, and some have signed up at it."""
    subprocess.run(["gsettings", "set", "org.fairbook.Fairbook", "event", FAIR], env=environment, check=True)
    for name in VISITORS:
        given, family = name.split()
        answers = {"given_name": given, "family_name": family, "email": f"{family.lower()}@example.org", "consent": True}
        answers["email"] = answers["email"].encode("ascii", "ignore").decode()
        subprocess.run(["fairctl", "add", "--event", FAIR, "-"], input=json.dumps(answers) + "\n", text=True, check=True,
                       env=environment, stdout=subprocess.DEVNULL)


def set_pin(person, visitor, role):
    from person import Role, State

    person.tab_to(name=f"Set the {role}’s PIN")
    person.press("Return")
    for field in (f"PIN of the {role}", "The Same Again"):
        person.tab_to(name=visitor.named(field))
        person.type(PIN)
    person.find(Role.BUTTON, "Set PIN", state=State.SENSITIVE)
    person.press("Return")
    person.wait_gone(name="Set PIN")


def go_through(person, visitor, folder):
    from person import Role

    visitor.choose_in_menu(person, "Protect This Laptop…")
    dialog = person.find(Role.DIALOG, "Protect This Laptop")
    set_pin(person, visitor, "coordinator")
    person.click(person.find(Role.BUTTON, "Close", within=dialog))
    person.wait_gone(name="Protect This Laptop")
    visitor.choose_in_menu(person, "Start Kiosk Mode…")
    person.sees("One was saved, read back and taken out again.")
    person.sees("Only staff can end kiosk mode.")
    take(folder, "set-up", person)

    person.tab_to(Role.BUTTON, "Start Kiosk Mode")
    person.press("Return")
    person.find(Role.BUTTON, "Staff")
    person.sees("Touch the screen or press a key")
    take(folder, "attract", person)

    person.press("ctrl+shift+k")
    person.find(name="PIN")
    person.type(PIN[:2])
    take(folder, "pin", person)
    person.type(PIN[2:])
    person.press("Return")
    person.sees("4 people")
    take(folder, "staff", person)

    person.tab_to(name="Note on a Visitor")
    person.press("Return")
    person.sees("Whom did you talk to?")
    person.tab_to(name=visitor.named("Priya"))
    person.press("Return")
    for remark in ("Star", "Great talk"):
        person.tab_to(name=remark)
        person.press("space")
    take(folder, "note", person)
    for shown in ("Star", "Whom did you talk to?"):
        person.press("Escape")
        person.wait_gone(name=shown)

    person.tab_to(name="Pause: Back in a Moment")
    person.press("Return")
    person.press("Escape")
    person.sees("Back in a moment")
    person.wait_gone(name="Lock")
    take(folder, "paused", person)


def main():
    folder = Path(sys.argv[1]).resolve()
    with Desktop() as desktop:
        import visitor
        from person import Person

        data = desktop.folder / "data"
        desktop.environment["GSETTINGS_BACKEND"] = "keyfile"
        prepare(dict(desktop.environment, FAIRBOOK_DATA_DIR=str(data)))
        fairbook = Fairbook(desktop, data)
        person = Person(fairbook)
        person.find(name=visitor.page_titles()[0])
        person.point_at(desktop.width - 1, desktop.height - 1)
        person.press("F11")
        wait_until(lambda: person.window_origin() == (0, 0), "the window to fill the screen")
        try:
            go_through(person, visitor, folder)
        except Exception:
            import screen

            screen.grab(folder / "failed.png")
            sys.stderr.write(person.describe() + "\n" + fairbook.messages())
            raise
        fairbook.quit()


if __name__ == "__main__":
    main()
