"""Scores: the counting of each layer, and agreement with the score.py that the annotators use."""

import json
import random
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from mahdar.evaluation import load_annotated, score
from mahdar.evaluation.scoring import dated_right, jaccard, pair

SHARED = Path(__file__).parents[3] / "shared" / "gold"
LOOK = sorted((SHARED / "dev" / "look").glob("*.xml"))


def spans(*ends):
    return [{"start": start, "end": end} for start, end in ends]


@pytest.fixture
def gold(annotated):
    return load_annotated(annotated)


def test_scoring_gives_full_marks_to_the_gold_itself(gold):
    scores = score([gold], [deepcopy(gold)])
    assert scores.mean == 1.0
    assert {row.f1 for row in scores.rows.values()} == {1.0}
    assert not any(scores.errors.values()) and not scores.warnings


def test_scoring_gives_nothing_where_no_reading_came(gold):
    scores = score([gold], [])
    assert scores.mean == 0.0
    assert scores.warnings == ["no prediction for example"]
    assert scores.rows["names"].gold == len([m for m in gold["mentions"] if m["form"] == "name"])


def test_scoring_warns_when_the_text_differs_at_its_edges(gold):
    reading = deepcopy(gold)
    reading["text"] += "\n"
    assert score([gold], [reading]).warnings == ["text differs at its edges for example: offsets will not match"]


def test_scoring_ignores_the_body(gold):
    reading = deepcopy(gold)
    reading["parts"].append({"kind": "body", "start": 0, "end": len(gold["text"])})
    assert score([gold], [reading]).rows["parts"].precision == 1.0


@pytest.mark.parametrize(
    ("layer", "change", "fields"),
    [
        ("times", {"value": "1999"}, ["times.value"]),
        ("amounts", {"low": 1.0}, ["amounts.value"]),
        ("amounts", {"fate": "missing"}, ["amounts.fate"]),
        ("statements", {"speaker": "nobody"}, ["statements.speaker"]),
        ("statements", {"kind": "other"}, ["statements.kind"]),
        ("statements", {"via": ["nobody"]}, ["statements.via"]),
        ("events", {"status": "denied"}, ["events.status"]),
        ("events", {"actors": []}, ["events.actors"]),
        ("events", {"earliest": "1999-01-01"}, ["events.date"]),
        ("events", {"type": "YIELD"}, ["events", "events.status"]),
        ("mentions", {"entity": "nobody"}, ["names"]),
    ],
)
def test_scoring_marks_down_only_what_is_wrong(gold, layer, change, fields):
    reading = deepcopy(gold)
    for entry in reading[layer]:
        entry.update(change)
    rows = score([gold], [reading]).rows
    assert all(rows[name].f1 < 1 for name in fields)
    if layer != "mentions" and fields[0] != layer:
        assert rows[layer].f1 == 1


def test_scoring_names_what_was_missed_and_what_was_extra(gold):
    reading = deepcopy(gold)
    reading["times"][0].update(start=0, end=2)
    errors = score([gold], [reading]).errors["times"]
    assert [line.split()[0] for line in errors] == ["missed", "extra"]
    assert all("example:" in line for line in errors)


def test_scoring_table_ends_with_the_mean(gold):
    table = score([gold], [gold]).table().splitlines()
    assert table[0].split() == ["layer", "P", "R", "F1", "gold", "pred"]
    assert table[-1].split() == ["mean", "of", "10", "1.000"]


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        (spans((0, 10)), spans((0, 4), (2, 10)), [(0, 1)]),
        (spans((0, 5), (5, 9)), spans((0, 9)), [(0, 0)]),
        (spans((0, 5)), spans((5, 9)), []),
        (spans((0, 4), (4, 8)), spans((4, 8), (0, 4)), [(0, 1), (1, 0)]),
    ],
)
def test_scoring_pairs_one_to_one_and_the_best_first(gold, predicted, pairs):
    found = pair(gold, predicted, jaccard)
    assert sorted((gold.index(g), predicted.index(p)) for g, p in found) == pairs


@pytest.mark.parametrize(
    ("have", "credit"),
    [
        (("2016-10-13", "2016-10-13"), 1),
        (("2016-10-12", "2016-10-13"), 0.75),
        (("2016-10-13", "2016-11-12"), 0.5),
        (("2016-09-01", "2016-11-01"), 0.25),
        (("2016-01-01", "2016-12-31"), 0),
        (("2016-10-14", "2016-10-14"), 0),
        ((None, None), 0),
    ],
)
def test_scoring_credits_a_day_of_publication_by_the_width_of_the_answer(have, credit):
    want = {"earliest": "2016-10-13", "latest": "2016-10-13"}
    assert dated_right(want, dict(zip(("earliest", "latest"), have, strict=True))) == credit


def perturbed(reading, seed):
    """The reading with entries dropped, doubled, moved and changed, the same way for the same seed."""
    random_ = random.Random(seed)
    reading = deepcopy(reading)
    reading["report"]["published"].update(
        random_.choice([{"earliest": None, "latest": None}, {}, {"earliest": "2010-01-01", "latest": "2019-01-01"}])
    )
    ids = [entity["id"] for entity in reading["entities"]]
    for layer in ("parts", "mentions", "times", "amounts", "statements", "events"):
        entries = [entry for entry in reading[layer] if random_.random() > 0.2]
        entries += [deepcopy(entry) for entry in entries if random_.random() < 0.1]
        for entry in entries:
            perturb(entry, random_, ids, len(reading["text"]))
        reading[layer] = entries
    for entity in reading["entities"]:
        if random_.random() < 0.1:
            entity["kind"] = "group"
    return reading


def perturb(entry, random_, ids, length):
    if random_.random() < 0.2:
        entry["start"] = max(0, entry["start"] - random_.randrange(6))
        entry["end"] = min(length, entry["end"] + random_.randrange(6))
    for name, value in entry.items():
        if name in ("start", "end", "id") or random_.random() > 0.15:
            continue
        if isinstance(value, list):
            entry[name] = random_.sample(ids, 2)
        elif name in ("entity", "speaker", "place"):
            entry[name] = random_.choice(ids)
        elif name in ("earliest", "latest"):
            entry[name] = random_.choice([None, "2016-10-13"])
        elif name in ("low", "high"):
            entry[name] = random_.choice([value, 7.0])
        elif name in ("type", "status", "value", "form"):
            entry[name] = random_.choice([value, "role"])


@pytest.mark.skipif(not LOOK, reason="the developers' gold reports are not here")
@pytest.mark.parametrize("seed", range(4))
def test_scoring_agrees_with_the_annotators_script_to_the_last_digit(tmp_path, seed):
    golds = [load_annotated(path) for path in LOOK]
    predicted = [perturbed(reading, f"{seed}{n}") for n, reading in enumerate(golds) if n != seed]
    for name, readings in (("gold", golds), ("predicted", predicted)):
        lines = "".join(json.dumps(reading, ensure_ascii=False) + "\n" for reading in readings)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    command = [sys.executable, SHARED / "score.py", "gold", "predicted"]
    figures = subprocess.run([*command, "--json"], cwd=tmp_path, capture_output=True, text=True, check=True)
    table = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    scores = score(golds, predicted)
    assert scores.as_dict() == json.loads(figures.stdout)
    assert scores.table() == table.stdout.strip()
    assert 0.1 < scores.mean < 0.95
