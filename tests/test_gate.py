"""The gate itself: what this version reads is no worse than what is pinned."""

from pathlib import Path

import pytest

from mahdar.evaluation.__main__ import annotated, read_text
from mahdar.evaluation.floors import complaints, load_floors, measure

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "tests" / "floors.json"
SAMPLES = ROOT / "samples" / "gold"
# The same files as in scripts/floors.
SETS = {
    "samples": [SAMPLES / "0*.xml", SAMPLES / "1[0-3]*.xml"],
    "press": [SAMPLES / "1[4-9]*.xml", SAMPLES / "2[0-8]*.xml"],
    "own-3": [SAMPLES / "29*.xml", SAMPLES / "3*.xml", SAMPLES / "40*.xml"],
    "look": [ROOT.parent / "shared" / "gold" / "dev" / "look"],
}


@pytest.mark.parametrize("name", SETS)
def test_gate_lets_no_layer_fall(name):
    paths = [path for where in SETS[name] for path in annotated(where)]
    if not paths and name == "look":
        pytest.skip("these annotated reports are not here")
    assert complaints(load_floors(FLOORS), {name: measure(paths, read_text)}) == []


def test_gate_has_a_floor_for_each_set():
    assert set(load_floors(FLOORS)) == set(SETS)


def test_gate_measures_every_annotated_sample():
    measured = [path for name in ("samples", "press", "own-3") for where in SETS[name] for path in annotated(where)]
    assert sorted(measured) == sorted(SAMPLES.glob("*.xml"))
