# SPDX-License-Identifier: GPL-3.0-or-later
"""What is packaged fits together: the Flatpak manifest with what meson asks for, versions, names, icons, licence."""

import configparser
import re
import unittest
import xml.etree.ElementTree as ElementTree

import fairctl_case
from repository import TOP, load

APP_ID = "org.fairbook.Fairbook"
# What GNOME's runtime and SDK of the manifest's version bring along, by the names that pkg-config knows.
IN_RUNTIME = {
    "gio-2.0", "gio-unix-2.0", "glycin-2", "glycin-gtk4-2", "gtk4", "icu-i18n", "icu-uc", "json-glib-1.0", "libadwaita-1", "libarchive",
}
IN_MODULES = {"cmark-gfm": "libcmark-gfm", "gmime": "gmime-3.0", "libdeflate": "libdeflate", "libqrencode": "libqrencode", "libsodium": "libsodium",
              "libxlsxwriter": "xlsxwriter", "yyjson": "yyjson"}


def meson_dependencies():
    """The first name of each dependency of what is installed; the others stand in for it elsewhere."""
    text = "".join(path.read_text(encoding="utf-8") for path in (TOP / "src").rglob("meson.build"))
    return set(re.findall(r"\b(?:dependency\(\s*|find_library\((?=[^)]*has_headers))'([^']+)'", text))


def project_version():
    return re.search(r"^  version: '([^']+)'", (TOP / "meson.build").read_text(encoding="utf-8"), re.M)[1]


def desktop_entry():
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(TOP / "data" / f"{APP_ID}.desktop.in", encoding="utf-8")
    return parser["Desktop Entry"]


class Flatpak(unittest.TestCase):
    def setUp(self):
        self.manifest = load(TOP / "flatpak" / f"{APP_ID}.json")
        self.modules = {module["name"]: module for module in self.manifest["modules"]}

    def test_is_for_this_program(self):
        self.assertEqual(self.manifest["id"], APP_ID)
        self.assertEqual(self.manifest["command"], "fairbook")
        self.assertEqual(self.manifest["runtime"], "org.gnome.Platform")
        self.assertEqual(self.manifest["sdk"], "org.gnome.Sdk")
        self.assertEqual(self.manifest["runtime-version"], "50")

    def test_builds_what_the_runtime_lacks_and_no_more(self):
        built = {IN_MODULES[name] for name in self.modules if name != "fairbook"}
        self.assertEqual(meson_dependencies() - IN_RUNTIME, built)

    def test_sources_are_named_exactly(self):
        for name, module in self.modules.items():
            (source,) = module["sources"]
            if name == "fairbook":
                self.assertEqual(source["type"], "dir")
                self.assertEqual((TOP / "flatpak" / source["path"]).resolve(), TOP)
            else:
                self.assertEqual(source["type"], "git")
                self.assertRegex(source["url"], r"^https://github\.com/[\w-]+/[\w-]+$")
                self.assertRegex(source["tag"], r"^v?\d+\.\d+(\.\d+)?(\.gfm\.\d+)?$")

    def test_may_do_little(self):
        self.assertEqual(set(self.manifest["finish-args"]),
                         {"--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"})


class Names(unittest.TestCase):
    def test_versions_agree(self):
        metainfo = ElementTree.parse(TOP / "data" / f"{APP_ID}.metainfo.xml.in").getroot()
        news = (TOP / "NEWS.md").read_text(encoding="utf-8")
        release = metainfo.find("releases/release")
        self.assertEqual(release.get("version"), project_version())
        self.assertEqual(re.search(r"^## (\S+) \((\S+)\)", news, re.M).groups(), (project_version(), release.get("date")))

    def test_application_id_is_one(self):
        metainfo = ElementTree.parse(TOP / "data" / f"{APP_ID}.metainfo.xml.in").getroot()
        self.assertEqual(metainfo.findtext("id"), APP_ID)
        self.assertEqual(metainfo.findtext("launchable"), f"{APP_ID}.desktop")
        self.assertEqual(desktop_entry()["Icon"], APP_ID)
        self.assertEqual(desktop_entry()["DBusActivatable"], "true")
        self.assertIn(f'id="{APP_ID}"', (TOP / "data" / f"{APP_ID}.gschema.xml").read_text(encoding="utf-8"))


class Icons(unittest.TestCase):
    def size(self, name):
        root = ElementTree.parse(TOP / "data" / "icons" / "hicolor" / name).getroot()
        self.assertEqual(root.findall(".//{http://www.w3.org/2000/svg}text"), [])
        return root.get("width"), root.get("height"), root.get("viewBox")

    def test_sizes(self):
        self.assertEqual(self.size(f"scalable/apps/{APP_ID}.svg"), ("128", "128", "0 0 128 128"))
        self.assertEqual(self.size(f"symbolic/apps/{APP_ID}-symbolic.svg"), ("16", "16", "0 0 16 16"))


class Licence(unittest.TestCase):
    def test_is_whole(self):
        lines = (TOP / "LICENSE").read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[0].strip(), "GNU GENERAL PUBLIC LICENSE")
        self.assertEqual(lines[1].strip(), "Version 3, 29 June 2007")
        self.assertIn("END OF TERMS AND CONDITIONS", [line.strip() for line in lines])


if __name__ == "__main__":
    fairctl_case.main()
