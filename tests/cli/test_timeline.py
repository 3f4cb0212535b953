import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest


@pytest.mark.parametrize(("lang", "expected"), [("en", "Lines: "), ("ar", "السطور: ")])
def test_timeline_prints_days_and_counts(run, samples: Path, lang: str, expected: str) -> None:
    result = run("timeline", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output


def test_timeline_draws_a_picture(run, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "timeline.svg"
    assert run("timeline", "--record", samples, "--lang", "ar", "--svg", out).exit_code == 0
    assert ET.parse(out).getroot().get("direction") == "rtl"


def test_timeline_holds_every_event_once(run, samples: Path) -> None:
    lines = [json.loads(x) for x in run("timeline", "--record", samples, "--json").stdout.splitlines()]
    told = [json.loads(x)["id"] for x in run("events", "--record", samples, "--json").stdout.splitlines()]
    assert sorted(one for line in lines for one in line["events"]) == sorted(told)
