import hashlib
import io
import json
import unicodedata

import pytest

from mahdar.exports import annotations
from mahdar.exports.source import Source
from mahdar.reading.layers import Corrected, Span


@pytest.fixture
def made(source: Source) -> list[dict]:
    out = io.StringIO()
    n = annotations.write(source, out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == n
    return found


def test_annotations_have_what_the_recommendation_asks(made: list[dict]) -> None:
    assert len({one["id"] for one in made}) == len(made) == 11 + 2 + 1 + 2 + 4 + 3 + 2
    for one in made:
        assert one["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert one["type"] == "Annotation" and one["motivation"] in {"identifying", "tagging", "describing"}
        assert one["body"]["type"] == "TextualBody" and one["body"]["value"]


def test_annotations_find_their_words_by_position_and_by_quotation_alone(source: Source, made: list[dict]) -> None:
    texts = {hashlib.sha256(told.reading.text.encode()).hexdigest(): told.reading.text for told in source}
    for one in made:
        text = texts[one["target"]["mahdar:textSha256"]]
        place, quote = one["target"]["selector"]
        # Code points: the emoji of the headline counts as one.
        assert text[place["start"] : place["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.count(around) == 1
        assert text.index(around) + len(quote["prefix"]) == place["start"]


def test_annotations_part_no_letter_from_its_marks(source: Source, made: list[dict]) -> None:
    support = next(one for one in made if one["body"]["value"].startswith("SUPPORT"))
    exact = support["target"]["selector"][1]["exact"]
    assert unicodedata.category(exact[-1]) == "Mn"
    for one in made:
        assert unicodedata.category(one["target"]["selector"][1]["exact"][0]) != "Mn"


def test_annotations_quote_more_where_words_stand_often() -> None:
    text = "كتب. " * 40
    place, quote = annotations.selectors(text, Span(5, 8))
    assert place == {"type": "TextPositionSelector", "start": 5, "end": 8}
    assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


def test_annotations_tell_speakers_and_carriers(made: list[dict]) -> None:
    said = next(one for one in made if one["id"].endswith("#s2"))["body"]
    assert (said["mahdar:speakers"], said["mahdar:via"]) == (["هالة النجار"], ["وكالة المدى"])
    assert said["mahdar:cue"][1]["exact"] == "أكّدَت"


def test_annotations_take_along_what_people_put_right(source: Source) -> None:
    told = next(iter(source))
    told.reading.corrections = [Corrected("v1", 1, "confirm", "", "applied", "Hala")]
    marked = [one for one in annotations._Annotated(source, told).annotations() if "mahdar:corrections" in one]
    assert [one["id"].partition("#")[2] for one in marked] == ["v1"]
    assert marked[0]["mahdar:corrections"][0]["by"] == "Hala"
