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
    copy, story = map(json.loads, run("why", "5", "4", "--record", samples, "--json").stdout.splitlines())
    made = copy
    assert story["kind"] == "story"
    assert (made["left"], made["right"], made["status"]) == ("4", "5", "active")
    assert made["parts"][0]["values"]["both"] / made["parts"][0]["values"]["of"] == pytest.approx(
        made["score"], abs=1e-4
    )


def test_why_says_why_not(run, samples: Path) -> None:
    assert "are not linked" in run("why", "1", "4", "--record", samples).output
    assert json.loads(run("why", "1", "4", "--record", samples, "--json").stdout)["kind"] is None


@pytest.mark.parametrize(
    ("left", "right", "lang", "expected"),
    [
        ("4:s3", "5:s3", "en", "one statement, in the same words"),
        ("4:n0", "5:n0", "en", "11 against 12"),
        ("4:n0", "5:n0", "ar", "تعارض: العدد"),
    ],
)
def test_why_tells_of_entries(run, samples: Path, left: str, right: str, lang: str, expected: str) -> None:
    assert expected in run("why", left, right, "--record", samples, "--lang", lang).output


def test_why_tells_of_events(run, samples: Path) -> None:
    made = run("told", "--record", samples, "--kind", "event", "--report", "5", "--json").stdout.splitlines()
    tellings = [one["id"] for one in json.loads(made[0])["tellings"]]
    output = run("why", tellings[0], tellings[-1], "--record", samples).output
    assert "kind of event: " in output
    assert "one event" in output
