from dataclasses import fields
from datetime import date

import pytest

import mahdar
from mahdar.archive.kept import from_kept, to_kept
from mahdar.reading import layers
from mahdar.reading.layers import Amount, Mention, Published, Reason, Shown, Span, Statement, Time
from mahdar.reading.reading import Reading


def again(reading: Reading) -> Reading:
    return from_kept(to_kept(reading), report_id=reading.report_id, source=reading.source, text=reading.text)


def test_kept_gives_the_same_reading() -> None:
    day = date(2023, 3, 3)
    reading = Reading(
        "sha256:1",
        "a.txt",
        "نص",
        title="عنوان",
        published=Published(day, day, [day], True, [Reason(0, 2, "given"), Reason(0, 1, "copy", "sha256:2")]),
        sentences=[Span(0, 2)],
        mentions=[Mention(0, 2, "name", "person", "r", "e1")],
        times=[Time(0, 1, "t1", "DATE", "2023", "r", day, None)],
        amounts=[Amount(0, 1, "n1", 0.5, float(10**15), "exact", "people", None, "r")],
        statements=[
            Statement(0, 2, "s1", "direct", "r", cue=(0, 1), shown=[Shown(0, 1, "speaker", "e1", "r")]),
            Statement(0, 2, "s2", "direct", "r"),
        ],
    )
    assert again(reading) == reading


def test_kept_gives_the_same_reading_of_a_whole_report() -> None:
    text = "أ ف ب\nقال وزير الخارجية إن 12 شخصا قتلوا أمس الخميس 2 مارس 2023 في غارة على المدينة، ونفى الجيش ذلك."
    reading = mahdar.read(text, published=date(2023, 3, 3))
    assert reading.statements and reading.events and reading.amounts
    assert again(reading) == reading


def test_kept_gives_numbers_as_a_record_does() -> None:
    reading = Reading("sha256:1", "a.txt", "نص", amounts=[Amount(0, 1, "n1", 12, 15, "exact", "people", None, "r")])
    assert [repr(one.low) for one in again(reading).amounts] == ["12.0"]


def test_kept_lives_with_fields_that_were_added_later() -> None:
    reading = Reading("sha256:1", "a.txt", "نص", mentions=[Mention(0, 2, "name", "person", "r", "e1", world="state:x")])
    older = to_kept(reading).replace('"entity","world","gender","number"', '"entity","gender","number"')
    older = older.replace('"e1","state:x","",""', '"e1","",""')
    assert from_kept(older, report_id="sha256:1", source="a.txt", text="نص").mentions[0].world == ""


@pytest.mark.parametrize(
    "kind", [one for one in vars(layers).values() if isinstance(one, type) and issubclass(one, Span)]
)
def test_kept_knows_every_type_of_field(kind: type) -> None:
    # A field of another type would come back as JSON has it.
    plain = {"int", "str", "str | None", "list[str]", "bool"}
    made = {"float", "date | None", "list[date]", "tuple[int, int] | None", "list[Reason]", "list[Shown]"}
    assert {str(one.type) for one in fields(kind)} <= plain | made
