"""The gate itself: what this version reads is no worse than what is pinned."""

from pathlib import Path

import pytest

from mahdar.evaluation.__main__ import read_text
from mahdar.evaluation.floors import complaints, load_floors, measure

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "tests" / "floors.json"
SETS = {"samples": ROOT / "samples" / "gold", "look": ROOT.parent / "shared" / "gold" / "dev" / "look"}


@pytest.mark.parametrize("name", SETS)
def test_gate_lets_no_layer_fall(name):
    paths = sorted(SETS[name].glob("*.xml"))
    if not paths and name != "samples":
        pytest.skip("these annotated reports are not here")
    assert complaints(load_floors(FLOORS), {name: measure(paths, read_text)}) == []


def test_gate_has_a_floor_for_each_set():
    assert set(load_floors(FLOORS)) == set(SETS)
