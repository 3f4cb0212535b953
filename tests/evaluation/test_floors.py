"""The gate on figures: it fails on a loss and on an edited set, and a floor only falls with a reason."""

import json
from copy import deepcopy

import pytest

from mahdar.errors import SettingError
from mahdar.evaluation.annotation import load_annotated
from mahdar.evaluation.floors import (
    Floor,
    Measured,
    complaints,
    digest,
    load_floors,
    lowered,
    measure,
    raised,
    save_floors,
)

PINNED = {"set": Floor(digest="d", layers={"names": 0.8, "times": 0.9})}
WHY = "the new rule trades names for times"


def figures(names=0.8, times=0.9, digest="d"):
    return {"set": Measured(digest=digest, layers={"names": names, "times": times})}


@pytest.mark.parametrize(
    ("measured", "found"),
    [
        (figures(), []),
        (figures(names=0.81), []),
        (figures(names=0.799), ["set: names fell to 0.799 from 0.800"]),
        (figures(digest="e"), ["set: the annotated reports changed since their figures were pinned"]),
        ({"set": Measured(digest="d", layers={"names": 0.8})}, ["set: times fell to 0.000 from 0.900"]),
        (
            {**figures(), "new": Measured(digest="", layers={})},
            ["new: has no floor; pin it with scripts/floors --raise"],
        ),
        ({}, []),
    ],
)
def test_floors_complain_of_every_loss(measured, found):
    assert complaints(PINNED, measured) == found


def test_floors_raise_moves_up_and_never_down():
    floors = raised(PINNED, figures(names=0.85, times=0.1))
    assert floors["set"].layers == {"names": 0.85, "times": 0.9}


def test_floors_raise_pins_a_new_set_and_a_new_layer():
    new = {"new": Measured(digest="n", layers={"names": 0.5})}
    assert raised(PINNED, new)["new"] == Floor(digest="n", layers={"names": 0.5})
    wider = {"set": Measured(digest="d", layers={"names": 0.8, "times": 0.9, "roles": 0.4})}
    assert raised(PINNED, wider)["set"].layers["roles"] == 0.4


def test_floors_raise_refuses_an_edited_set():
    with pytest.raises(SettingError, match="set: the annotated reports changed"):
        raised(PINNED, figures(digest="e"))


@pytest.mark.parametrize("why", ["", "because", "it fell"])
def test_floors_lower_needs_a_reason(why):
    with pytest.raises(SettingError, match="--why"):
        lowered(PINNED, figures(names=0.7), why=why)


def test_floors_lower_moves_down_only_what_fell_and_keeps_the_reason():
    floor = lowered(PINNED, figures(names=0.7, times=0.99), why=WHY)["set"]
    assert floor.layers == {"names": 0.7, "times": 0.9}
    assert floor.lowered == [{"why": WHY, "layers": {"names": [0.8, 0.7]}}]
    assert PINNED["set"].lowered == []


def test_floors_lower_pins_an_edited_set_anew():
    floor = lowered(PINNED, figures(names=0.7, times=0.95, digest="e"), why=WHY)["set"]
    assert (floor.digest, floor.layers) == ("e", {"names": 0.7, "times": 0.95})
    assert floor.lowered[0]["layers"] == {"names": [0.8, 0.7], "times": [0.9, 0.95]}


def test_floors_lower_changes_nothing_where_nothing_fell():
    assert lowered(PINNED, figures(names=0.9), why=WHY) == PINNED


def test_floors_come_back_as_they_were_saved(tmp_path):
    path = tmp_path / "floors.json"
    assert load_floors(path) == {}
    save_floors(path, PINNED)
    assert load_floors(path) == PINNED
    assert list(json.loads(path.read_text())) == ["set"]


def test_floors_digest_tells_an_edit_and_not_a_move(tmp_path):
    one, other = tmp_path / "a.xml", tmp_path / "b.xml"
    one.write_text("1")
    other.write_text("2")
    first = digest([one, other])
    assert digest([other, one]) == first
    other.write_text("3")
    assert digest([one, other]) != first


def test_floors_measure_reads_the_bare_text(annotated):
    gold = load_annotated(annotated)
    seen = []

    def read(text):
        seen.append(text)
        return {**deepcopy(gold), "times": []}

    measured = measure([annotated], read)
    assert seen == [gold["text"]]
    assert measured.digest == digest([annotated])
    assert (measured.layers["names"], measured.layers["times"]) == (1.0, 0.0)
    assert measured.layers["mean"] == 0.9
