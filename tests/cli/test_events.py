import csv
import io
import json
from pathlib import Path

import pytest


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
