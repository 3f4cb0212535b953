import json
from pathlib import Path

import pytest


def test_stories_join_the_veto_and_its_copy(run, samples: Path) -> None:
    made = [json.loads(line) for line in run("stories", "--record", samples, "--json").stdout.splitlines()]
    veto = next(one for one in made if one["story"] == 4)
    assert [one["report"] for one in veto["reports"]] == [4, 5]
    assert [one["reports"] for one in veto["sources"]] == [[4, 5]]
    assert veto["headline"]["text"].startswith("فيتو روسي")
    assert veto["told"] == ["2023-03-09"]
    assert "place:حصن اللوز" in [one["key"] for one in veto["places"]]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", ["(2 reports, 1 independent sources)", "places: "]), ("ar", ["مصادر مستقلة: 1", "الأماكن: حصن اللوز"])],
)
def test_stories_print_in_both_languages(run, samples: Path, lang: str, expected: list[str]) -> None:
    output = run("stories", "--record", samples, "--lang", lang).output
    assert all(words in output for words in expected)
