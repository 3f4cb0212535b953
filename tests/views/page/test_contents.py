from datetime import date

import pytest

from mahdar.corrections import correct
from mahdar.errors import SettingError
from mahdar.views.page import reports
from mahdar.views.page.contents import Selection, contents
from mahdar.views.page.rendering import render


def test_contents_count_what_the_record_holds(record) -> None:
    made = contents(record)
    assert made.totals == {"reports": 2, "outlets": 2, "statements": 5, "events": 3}
    assert [(one.name.ar, one.reports, one.statements) for one in made.outlets] == [
        ("<u>outlet</u>", 1, 2),
        ("صوت الوادي", 1, 3),
    ]
    assert [(one.name.ar, one.reports, one.events) for one in made.days] == [("2023-03-05", 0, 1), ("2023-03-06", 1, 0)]
    assert made.notes == []


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        (Selection(reports=("1",)), [1]),
        (Selection(reports=("three", "2")), [1, 2]),
        (Selection(earliest=date(2023, 3, 6)), [1]),
        (Selection(latest=date(2023, 3, 6), reports=("1", "2")), [1]),
    ],
)
def test_contents_hold_the_reports_that_were_chosen(record, selection: Selection, numbers: list[int]) -> None:
    made = contents(record, selection)
    assert [one.number for one in made.reports] == numbers
    assert bool(made.notes) == (len(numbers) < 2)


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(earliest=date(2030, 1, 1)), "no report of the record was chosen"),
        (Selection(story="1"), "report 1 is tied to no other report"),
    ],
)
def test_contents_that_nothing_fits_are_an_error(record, selection: Selection, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        contents(record, selection)


def test_contents_too_large_for_a_page_say_what_to_do(record) -> None:
    with pytest.raises(SettingError, match=r"--from and --to, --report or --story"):
        contents(record, largest=100)


def test_contents_cut_a_report_that_is_too_long(record, monkeypatch) -> None:
    monkeypatch.setattr(reports, "LONGEST_TEXT", 100)
    monkeypatch.setattr("mahdar.views.page.reports.LONGEST_TEXT", 100)
    shown = contents(record).reports[0]
    text = "".join(run.text for line in shown.lines for piece in line for run in piece.runs)
    assert len(text) <= 100 and text.endswith(" ")
    assert "characters" in shown.cut.en and shown.cut.ar
    assert not [card for card in shown.cards if card.address == "1:s3"]


def test_contents_chain_leads_from_the_speaker_to_the_file(record) -> None:
    card = next(one for one in contents(record).reports[0].cards if one.address == "1:s2")
    assert [(row.label.en, row.items[0].text.ar) for row in card.chain] == [
        ("speaker", "سامي العوفي"),
        ("carried by", "هالة النجار"),
        ("signed by", "وكالة المدى"),
        ("published by", "صوت الوادي"),
        ("received as", "reports/three.txt"),
    ]


def test_contents_events_stand_by_day_and_those_without_last(record) -> None:
    assert [day.when.en for day in contents(record).events] == ["2023-03-05", "day not known"]


def test_contents_people_have_all_spellings_and_what_they_did(record) -> None:
    person = next(one for one in contents(record).people if one.name.ar == "سامي العوفي")
    assert person.forms == [("سامي العوفي", 1), ("العوفي", 1)]
    assert person.entries == {"said": ["1:s2", "1:s3"], "did": ["1:v2"]}


def test_contents_of_lists_say_who_put_an_entry_right(record) -> None:
    first = contents(record).statements[0]
    correct(
        record,
        record.find_report("1"),
        first.address.partition(":")[2],
        changes={},
        verdict="confirm",
        by="هدى",
        why="x",
    )
    made = contents(record)
    marked = [one for one in made.statements if one.mark]
    assert [one.address for one in marked] == [first.address] and "هدى" in marked[0].mark.en
    # On its card and in the list; in Arabic the number stands in an element of its own.
    assert render(made, lang="en").count("✎1") == 2


def test_contents_of_a_long_report_are_cut_into_parts_that_are_its_text(record, monkeypatch) -> None:
    monkeypatch.setattr(reports, "LONGEST_TEXT", 40)
    _, reading = record.find("1")
    begins = reports.parts(reading.text)
    pieces = [reports.cut(reading, part).text[begin:] for part, begin in enumerate(begins, 1)]
    assert len(begins) > 2 and "".join(pieces) == reading.text
    assert all(len(piece) <= 40 for piece in pieces)
    found = [one.id for part in range(len(begins)) for one in reports.cut(reading, part + 1).events]
    assert len(found) == len(set(found)) > 0
