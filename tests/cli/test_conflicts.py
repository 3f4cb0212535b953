import json
from pathlib import Path

import pytest


def test_conflicts_finds_the_changed_number_of_the_samples_and_nothing_else(run, samples: Path) -> None:
    (line,) = run("conflicts", "--record", samples, "--json").stdout.splitlines()
    made = json.loads(line)
    assert (made["kind"], made["left"]["id"], made["right"]["id"]) == ("number", "4:n0", "5:n0")
    assert (made["left"]["says"], made["right"]["says"]) == ("11.0", "12.0")
    assert made["left"]["words"]["text"] == "11 عضوا"
    assert made["left"]["chain"][-1]["link"] == "outlet"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", ["conflict: number", "⟦11 عضوا⟧", "⟦12 عضوا⟧", "(copy 4)"]), ("ar", ["تعارض: العدد", "(نسخة 4)"])],
)
def test_conflicts_stand_side_by_side_in_both_languages(run, samples: Path, lang: str, expected: list[str]) -> None:
    output = run("conflicts", "--record", samples, "--lang", lang).output
    assert all(words in output for words in expected)


@pytest.mark.parametrize(("options", "lines"), [(["--kind", "day"], 0), (["--report", "5"], 1), (["--report", "7"], 0)])
def test_conflicts_can_be_narrowed(run, samples: Path, options: list[str], lines: int) -> None:
    assert len(run("conflicts", "--record", samples, "--json", *options).stdout.splitlines()) == lines


def test_conflicts_says_that_there_are_none(run, samples: Path) -> None:
    assert "No two reports" in run("conflicts", "--record", samples, "--kind", "day").output
