"""The tests bite: each classic mistake of a lending service, made on purpose, fails one of them."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("domain", "services", "storage", "locales", "tests")
FAST = [
    "tests/domain/test_periods.py",
    "tests/domain/test_lending.py",
    "tests/domain/test_availability.py",
]


@dataclass(frozen=True)
class Mutant:
    """One line of the domain written wrongly."""

    file: str
    right: str
    wrong: str


MUTANTS = {
    "the end of a loan belongs to it": Mutant(
        "domain/periods.py",
        "self.start < other.end and other.start < self.end",
        "self.start <= other.end and other.start <= self.end",
    ),
    "units of touching loans are taken together": Mutant(
        "domain/periods.py",
        "for _, change in sorted(steps):",
        "for _, change in sorted(steps, key=lambda step: (step[0], -step[1])):",
    ),
    "what is taken is the sum and not the peak": Mutant(
        "domain/periods.py", "most = max(most, taken)", "most += max(0, change)"
    ),
    "a late loan is free again": Mutant(
        "domain/lending.py", "if now >= self.period.end:", "if now < self.period.start:"
    ),
    "a request holds its units": Mutant(
        "domain/lending.py",
        "if self.state is LoanState.APPROVED or",
        "if self.state in (LoanState.APPROVED, LoanState.REQUESTED) or",
    ),
    "the gap is kept on one side only": Mutant(
        "domain/availability.py",
        "end = period.end if skips_buffer else add_span(period.end, item.rules.buffer, zone)",
        "end = period.end",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms that the fast tests need, apart from the real ones."""
    folder = tmp_path_factory.mktemp("mutants")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def failures(folder: Path) -> list[str]:
    """The tests that fail in a copy; the run ends at the first one."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *FAST],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode in (0, 1), run.stdout + run.stderr
    return [line for line in run.stdout.splitlines() if line.startswith("FAILED ")]


def test_nothing_fails_where_nothing_is_wrong(copy: Path):
    assert failures(copy) == []


@pytest.mark.parametrize("mistake", MUTANTS)
def test_a_mistake_is_noticed(copy: Path, mistake: str):
    mutant = MUTANTS[mistake]
    path = copy / mutant.file
    text = path.read_text()
    assert text.count(mutant.right) == 1, f"{mutant.file} no longer says {mutant.right}"
    path.write_text(text.replace(mutant.right, mutant.wrong))
    try:
        assert failures(copy)
    finally:
        path.write_text(text)
