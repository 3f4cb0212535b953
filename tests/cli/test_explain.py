import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(("lang", "expected"), [("en", "   type: "), ("ar", "   النوع: ")])
def test_explain_prints_the_points(run, samples: Path, lang: str, expected: str) -> None:
    result = run("explain", "1:v1", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output


def test_explain_has_a_reason_for_the_type_and_status_of_every_event(run, samples: Path) -> None:
    for line in run("events", "--record", samples, "--json").stdout.splitlines()[::5]:
        printed = run("explain", json.loads(line)["id"], "--record", samples, "--json").stdout
        points = {point["about"]: point for point in map(json.loads, printed.splitlines())}
        assert points["type"]["because"] and points["status"]["because"]
        assert points["type"]["words"][0]["text"] == json.loads(line)["text"]
