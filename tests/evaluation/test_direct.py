"""Direct quotations found, beside the published figures."""

import copy
import json

import pytest

from mahdar.evaluation import __main__ as command
from mahdar.evaluation.direct import PUBLISHED, direct_quotations, line
from mahdar.evaluation.scoring import Row


def statement(start, end, kind):
    return {"start": start, "end": end, "kind": kind}


GOLD = {
    "text": "x" * 50,
    "statements": [statement(0, 10, "direct"), statement(20, 30, "direct"), statement(30, 40, "indirect")],
}


@pytest.mark.parametrize(
    ("found", "figures"),
    [
        (GOLD["statements"], (1.0, 1.0, 2, 2)),
        ([statement(0, 10, "direct"), statement(20, 30, "indirect")], (1.0, 0.5, 2, 1)),
        ([statement(0, 9, "direct"), statement(30, 40, "direct")], (0.5, 0.5, 2, 2)),
        ([], (0.0, 0.0, 2, 0)),
    ],
)
def test_direct_counts_direct_statements_found_as_direct(found, figures):
    predicted = {**copy.deepcopy(GOLD), "statements": found}
    row = direct_quotations([GOLD], [predicted])
    assert (row.precision, row.recall, row.gold, row.predicted) == figures


def test_direct_lays_the_published_figures_beside():
    told = line(Row.of(found=1, right=1, gold=2, predicted=1))
    assert "P 1.000  R 0.500" in told and PUBLISHED in told


def test_direct_command_prints_the_line(tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    assert command.main(["direct", str(path), str(path)]) == 0
    assert capsys.readouterr().out.startswith("direct quotations  P 1.000  R 1.000")
