"""import-linter cannot see a folder that nobody declared to it: this test can."""

import tomllib
from pathlib import Path

from tests.links import ROOT

ROOMS = {"bot", "cogs", "domain", "feeds", "locales", "playground", "services", "storage"}
AROUND = {"benchmarks", "tests"}  # Python that the rooms never import
NOT_CODE = {"data", "docs", "build"}


def folders(root: Path) -> set[str]:
    return {
        each.name
        for each in root.iterdir()
        if each.is_dir() and not each.name.startswith((".", "__")) and each.name not in NOT_CODE
    }


def test_every_folder_of_the_root_is_a_room_or_declared_to_stand_beside_them():
    assert folders(ROOT) == ROOMS | AROUND


def test_import_linter_watches_every_room():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert set(settings["importlinter"]["root_packages"]) == ROOMS


def test_mypy_reads_every_room_and_what_stands_beside():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert set(settings["mypy"]["packages"]) == ROOMS | AROUND


def test_no_module_of_the_root_stands_outside_the_rooms():
    assert [each.name for each in ROOT.glob("*.py")] == []


def test_tests_mirror_the_rooms():
    mirrored = folders(ROOT / "tests") - {"end_to_end"}
    assert mirrored <= ROOMS | AROUND
