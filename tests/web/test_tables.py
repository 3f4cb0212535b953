import csv
import io
import json

import pytest

from mahdar.web.entries import COLUMNS
from mahdar.web.tables import _cell


@pytest.mark.parametrize("layer", ["statements", "events", "amounts"])
def test_tables_export_all_that_fits(looking, layer: str) -> None:
    answer = looking.get(f"/{layer}.csv")
    assert answer.header("content-disposition") == f'attachment; filename="{layer}.csv"'
    lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert tuple(lines[0]) == COLUMNS[layer]
    objects = [json.loads(line) for line in looking.get(f"/{layer}.jsonl").text.splitlines()]
    assert len(lines) - 1 == len(objects) == looking.desk.known.layers[layer]
    assert [line[0] for line in lines[1:]] == [one["address"] for one in objects]


def test_tables_export_what_is_shown(looking) -> None:
    objects = [json.loads(line) for line in looking.get("/events.jsonl?kind=ASSAULT&report=1").text.splitlines()]
    assert objects and {(one["type"], one["report"]) for one in objects} == {("ASSAULT", 1)}
    assert json.loads(looking.get("/statements.jsonl?report=1").text.splitlines()[0])["text"] in _text(looking, 1)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_tables_keep_spreadsheets_from_working_anything_out(value: str) -> None:
    assert _cell(value) == f"'{value}"
    assert _cell([value, "x"]) == f"'{value}; x"


def test_tables_leave_numbers_as_they_are() -> None:
    assert (_cell(-3.5), _cell(None), _cell("نص")) == (-3.5, "", "نص")


def _text(looking, number: int) -> str:
    with looking.desk.reading() as record:
        return record.find(str(number))[1].text
