import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "for 4 as the source (0.5): the other names it as its source: وكالة مدى"),
        ("ar", "على أن 4 هو المصدر (0.5): يسميه الآخر مصدرا: وكالة مدى"),
    ],
)
def test_why_shows_each_part(run, samples: Path, lang: str, expected: str) -> None:
    output = run("why", "4", "5", "--record", samples, "--lang", lang).output
    assert expected in output
    assert "copy/" in output


def test_why_prints_the_link_for_programs(run, samples: Path) -> None:
    (line,) = run("why", "5", "4", "--record", samples, "--json").stdout.splitlines()
    made = json.loads(line)
    assert (made["left"], made["right"], made["status"]) == ("4", "5", "active")
    assert made["parts"][0]["values"]["both"] / made["parts"][0]["values"]["of"] == pytest.approx(
        made["score"], abs=1e-4
    )


def test_why_says_why_not(run, samples: Path) -> None:
    assert "are not linked" in run("why", "1", "4", "--record", samples).output
    assert json.loads(run("why", "1", "4", "--record", samples, "--json").stdout)["kind"] is None
