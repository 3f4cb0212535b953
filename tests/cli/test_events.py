import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from mahdar.cli.options import numbered_readings
from mahdar.errors import SettingError
from mahdar.record import Record
from mahdar.views import events as view


@pytest.mark.parametrize(("lang", "expected"), [("en", "Events: "), ("ar", "الأحداث: ")])
def test_events_prints_lines_and_counts(run, samples: Path, lang: str, expected: str) -> None:
    result = run("events", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output


def test_events_tells_the_same_in_every_format(run, samples: Path) -> None:
    as_csv = list(csv.DictReader(io.StringIO(run("events", "--record", samples, "--format", "csv").stdout)))
    as_jsonl = [json.loads(x) for x in run("events", "--record", samples, "--format", "jsonl").stdout.splitlines()]
    as_json = [json.loads(x) for x in run("events", "--record", samples, "--json").stdout.splitlines()]
    assert as_jsonl == as_json
    assert [(one["id"], one["type"], one["text"]) for one in as_csv] == [
        (one["id"], one["type"], one["text"]) for one in as_json
    ]


def test_events_filters_by_type_and_status(run, samples: Path) -> None:
    args = ("--type", "ASSAULT", "--status", "actual")
    found = [json.loads(x) for x in run("events", "--record", samples, "--json", *args).stdout.splitlines()]
    assert {(one["type"], one["status"]) for one in found} == {("ASSAULT", "actual")}


def test_events_takes_at_most_as_many_as_it_is_told(run, samples: Path) -> None:
    result = run("events", "--record", samples, "--json", "--limit", "3")
    everything = run("events", "--record", samples, "--json").stdout.splitlines()
    assert [json.loads(x)["id"] for x in result.stdout.splitlines()] == [json.loads(x)["id"] for x in everything[:3]]


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"type": "ASSAULT"},
        {"type": "RETREAT:ceasefire", "status": "actual"},
        {"actor": "روسيا"},
        {"actor": "روسيا", "type": "REJECT"},
        {"recipient": "مجلس الأمن"},
        {"place": "موسكو"},
        {"earliest": date(2023, 3, 2), "latest": date(2023, 3, 10)},
        {"latest": date(2023, 3, 5), "status": "denied"},
    ],
)
def test_events_of_the_tables_are_those_of_the_readings(samples: Path, question: dict[str, object]) -> None:
    with Record.open(samples) as record:
        asked = view.asked(record, view.Question(**question), "en")
        told = view.events(list(numbered_readings(record)), view.Question(**question), "en")
    assert asked.undated == told.undated
    assert [(one.number, one.event) for one in asked.found] == [(one.number, one.event) for one in told.found]


def test_events_of_nobody_are_an_error(run, samples: Path) -> None:
    with pytest.raises(SettingError, match="is called لقمان الثاني"):
        run("events", "--record", samples, "--recipient", "لقمان الثاني")
