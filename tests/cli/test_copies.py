import json
from pathlib import Path

import pytest


def test_copies_finds_the_copy_among_the_samples(run, samples: Path) -> None:
    (line,) = run("copies", "--record", samples, "--json").stdout.splitlines()
    made = json.loads(line)
    assert made["kind"] == "copy"
    assert [Path(one["source"]).stem for one in made["reports"]] == ["04-veto", "05-veto-copy"]
    assert (made["direction"]["from"], made["direction"]["to"]) == (4, 5)


def test_copies_tells_exactly_what_the_samples_say_was_done(run, samples: Path) -> None:
    made = json.loads(run("copies", "--record", samples, "--json").stdout)
    assert [one["text"][:20] for one in made["dropped"]] == ["وهذه المرة الثالثة خ", "وكان المجلس قد عقد ا"]
    (added,) = made["added"]
    assert added["text"].startswith("وشهدت ساحة جامعية في تلمارة") and added["nobody"]
    edits = [edit for change in made["changed"] for edit in change["edits"]]
    assert [(edit["what"], edit["left"]["text"], edit["right"]["text"]) for edit in edits] == [
        ("number", "11", "12"),
        ("name-spelling", "بيريستوف", "بريستوف"),
        ("name-spelling", "هوفغارد", "هوفجارد"),
    ]


def test_copies_offsets_are_exact(run, samples: Path) -> None:
    made = json.loads(run("copies", "--record", samples, "--json").stdout)
    texts = {
        one["report"]: json.loads(run("show", one["report"], "--record", samples, "--json").stdout)["text"]
        for one in made["reports"]
    }
    left, right = (texts[one["report"]] for one in made["reports"])
    spans = [(left, one) for one in made["dropped"]] + [(right, one) for one in made["added"]]
    for change in made["changed"]:
        spans += [(left, one) for one in change["left"]] + [(right, one) for one in change["right"]]
        spans += [(left, edit["left"]) for edit in change["edits"]] + [
            (right, edit["right"]) for edit in change["edits"]
        ]
    assert len(spans) == 15
    assert [one for text, one in spans if text[one["start"] : one["end"]] != one["text"]] == []


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", ["5 was made from 4", "nobody's words"]), ("ar", ["5 مأخوذ من 4", "لا يُنسب إلى أحد"])],
)
def test_copies_prints_in_both_languages(run, samples: Path, lang: str, expected: list[str]) -> None:
    result = run("copies", "--record", samples, "--lang", lang)
    assert [words for words in expected if words not in result.output] == []


@pytest.mark.parametrize(
    ("options", "lines"),
    [(["--kind", "copy"], 1), (["--kind", "extract"], 0), (["--report", "05-veto-copy"], 1), (["--report", "1"], 0)],
)
def test_copies_can_be_narrowed(run, samples: Path, options: list[str], lines: int) -> None:
    assert len(run("copies", "--record", samples, "--json", *options).stdout.splitlines()) == lines
