"""`make bench` tells by its exit code whether every figure is within its limit."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as bench

ROW = {"name": "a figure", "limit": 2.0, "baseline": "something plain", "detail": "3 ms, 2 ms"}


@pytest.fixture
def one_figure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A single benchmark whose ratio is said by the test; results go to a folder of its own."""
    monkeypatch.setattr(bench, "BENCHMARKS", ("fake",))
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    monkeypatch.chdir(tmp_path)

    def say(ratio: float) -> Path:
        module = ModuleType("benchmarks.fake")
        module.rows = lambda: [ROW | {"ratio": ratio}]  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "benchmarks.fake", module)
        return tmp_path / "results.json"

    return say


def test_a_figure_at_its_limit_passes_and_is_written(one_figure, capsys):
    results = one_figure(2.0)
    assert bench.main([]) == 0
    assert json.loads(results.read_text()) == [ROW | {"ratio": 2.0}]
    assert "ok a figure" in capsys.readouterr().out


def test_a_figure_beyond_its_limit_fails_and_is_written_all_the_same(one_figure, capsys):
    results = one_figure(2.001)
    assert bench.main([]) == 1
    assert json.loads(results.read_text())[0]["ratio"] == 2.001
    assert "NO a figure" in capsys.readouterr().out


def test_a_part_of_the_figures_is_not_written_as_the_whole(one_figure):
    results = one_figure(1.0)
    assert bench.main(["fake"]) == 0
    assert not results.exists()
    assert bench.main(["nothing"]) == 2


def test_every_benchmark_is_there():
    for name in bench.BENCHMARKS:
        assert (Path(bench.__file__).parent / f"{name}.py").exists(), name
