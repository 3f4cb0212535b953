import json
from pathlib import Path

import pytest


def test_told_counts_what_two_reports_tell_once(run, samples: Path) -> None:
    output = run("told", "--record", samples, "--kind", "statement", "--report", "5", "--json").stdout
    made = [json.loads(line) for line in output.splitlines()]
    assert ["4:s3", "5:s3"] in [[one["id"] for one in entry["tellings"]] for entry in made]
    assert all(len(entry["sources"]) == 1 for entry in made)


def test_told_finds_independent_tellings_of_an_attack(run, samples: Path) -> None:
    made = [
        json.loads(line) for line in run("told", "--record", samples, "--kind", "event", "--json").stdout.splitlines()
    ]
    convoy = next(entry for entry in made if {9, 10} <= set(entry["reports"]))
    assert len(convoy["sources"]) == len(convoy["reports"])


@pytest.mark.parametrize(("lang", "expected"), [("en", "1 independent sources"), ("ar", "مصادر مستقلة: 1")])
def test_told_prints_in_both_languages(run, samples: Path, lang: str, expected: str) -> None:
    assert expected in run("told", "--record", samples, "--lang", lang).output
