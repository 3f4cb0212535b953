from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mahdar.errors import SettingError
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.sources.report import Report
from mahdar.views import said as view
from mahdar.views.said import Answer, Question, objects, render

Readings = list[tuple[int, Reading]]


def report_of(reading: Reading) -> Report:
    return Report(
        id=reading.report_id,
        data=reading.report_id.encode(),
        text=reading.text,
        encoding="utf-8",
        source=reading.source,
        received_at=datetime(2023, 3, 7, tzinfo=UTC),
    )


def said(readings: Readings, question: Question, lang: str) -> Answer:
    """The answer of a record that holds the readings, each under its number."""
    with TemporaryDirectory() as folder, Record.open(Path(folder) / "said.mahdar", create=True, rules="hand") as record:
        for number in range(1, readings[-1][0] + 1):
            empty = Reading(report_id=f"sha256:{number}", source=f"{number}.txt", text="لا شيء.")
            reading = dict(readings).get(number, empty)
            record.add(report_of(reading), reading)
        return view.said(record, question, lang)


def found(readings: Readings, **question: object) -> list[str]:
    return [one["id"] for one in objects(said(readings, Question(**question), "en"))]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ({}, ["3:s1", "3:s2", "3:s3"]),
        ({"by": "سامي العوفي"}, ["3:s2", "3:s3"]),
        ({"by": "العوفى"}, ["3:s2", "3:s3"]),
        ({"by": "al-Aufi"}, ["3:s2", "3:s3"]),
        ({"by": "المتحدثة"}, ["3:s1"]),
        ({"by": "person:هاله النجار"}, ["3:s1"]),
        ({"via": "Banks Radio"}, ["3:s3"]),
        ({"via": "الضفاف"}, ["3:s3"]),
        ({"via": "صوت الوادى"}, ["3:s1", "3:s2", "3:s3"]),
        ({"about": "قافلة وصل"}, []),
        ({"about": "قافله"}, ["3:s1", "3:s2", "3:s3"]),
        ({"about": "قافلة -النار"}, ["3:s1", "3:s2"]),
        ({"about": '"النار على"'}, ["3:s3"]),
        ({"by": "العوفي", "via": "النجار", "about": "القافلة"}, ["3:s2"]),
        ({"earliest": date(2023, 3, 6), "latest": date(2023, 3, 6)}, ["3:s1", "3:s2", "3:s3"]),
        ({"earliest": date(2023, 3, 7)}, []),
        ({"latest": date(2023, 3, 5)}, []),
    ],
)
def test_said_finds_what_fits_all_that_is_asked(told: Readings, question: dict[str, object], ids: list[str]) -> None:
    assert found(told, **question) == ids


def test_said_shows_a_statement_inside_the_one_that_holds_it(told: Readings) -> None:
    text = render(said(told, Question(), "en"), "en")
    lines = text.splitlines()
    assert lines[0] == "3:s1  2023-03-06  Hala Najjar · said · to “الصحفيين” · via صوت الوادي  [3:1]"
    assert lines[1] == "      «سامي العوفي أكد أن القافلة وصلت أمس الأحد»"
    assert lines[2].startswith("      3:s2  ")
    assert "→ صوت الوادي  [3:1]" in lines[2]
    assert lines[4].startswith("3:s3  2023-03-06")


def test_said_tells_whose_words_an_inner_statement_stands_in(told: Readings) -> None:
    text = render(said(told, Question(by="العوفي"), "ar"), "ar")
    assert text.splitlines()[0] == (
        "3:s2  2023-03-06  سامي العوفي · شدد · عبر هالة النجار ← صوت الوادي · ضمن كلام هالة النجار، 3:s1  [3:1]"
    )


def test_said_counts_by_speaker_and_share_of_carriers(told: Readings) -> None:
    lines = render(said(told, Question(), "ar"), "ar").splitlines()
    assert lines[-3:] == [
        "الأقوال: 3",
        "   بحسب القائل: سامي العوفي 2 · هالة النجار 1",
        "   بحسب الناقل: بلا ناقل مذكور 1 (33.3%) · هالة النجار 1 (33.3%) · راديو الضفاف 1 (33.3%)",
    ]


def test_said_counts_no_quotation_within_its_speakers_own_words(told: Readings) -> None:
    told[0][1].statements[1].speaker = "e2"
    assert "Statements: 2" in render(said(told, Question(), "en"), "en")


def test_said_marks_a_span_of_days(told: Readings) -> None:
    told[0][1].published.earliest = date(2023, 3, 1)
    told[0][1].published.days = []
    assert found(told, latest=date(2023, 3, 2)) == ["3:s1", "3:s2", "3:s3"]
    assert "3:s1  ≈ 2023-03-01/2023-03-06  " in render(said(told, Question(), "en"), "en")


def test_said_tells_how_many_have_no_day(told: Readings) -> None:
    told[0][1].published.earliest = told[0][1].published.latest = None
    answer = said(told, Question(earliest=date(2020, 1, 1)), "en")
    assert render(answer, "en").splitlines() == [
        "No statement of the record fits.",
        "Left out because the day of their report is not known: 3",
    ]
    assert "3:s1  day not known  " in render(said(told, Question(), "en"), "en")


def test_said_gives_programs_the_words_as_they_stand(told: Readings) -> None:
    text = told[0][1].text
    for one in objects(said(told, Question(), "en")):
        assert text[one["start"] : one["end"]] == one["text"]
        assert text[one["cue"]["start"] : one["cue"]["end"]] == one["cue"]["text"]
    second = list(objects(said(told, Question(), "en")))[1]
    assert second["within"] == "3:s1"
    assert second["speakers"] == [
        {
            "entity": "e4",
            "key": "person:سامي العوفي",
            "kind": "person",
            "label": "سامي العوفي",
            "name": "سامي العوفي",
            "name_en": None,
        }
    ]


@pytest.mark.parametrize(("question", "message"), [({"by": "لقمان"}, "is called لقمان"), ({"about": "؟"}, "no word")])
def test_said_a_question_that_means_nothing_is_an_error(told: Readings, question: dict[str, str], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        said(told, Question(**question), "en")


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ({"kind": "direct"}, ["3:s3"]),
        ({"kind": "indirect", "by": "العوفي"}, ["3:s2"]),
        ({"stance": "stresses"}, ["3:s2"]),
        ({"stance": "denies"}, ["3:s3"]),
        ({"stance": "admits"}, []),
        ({"limit": 1}, ["3:s1", "3:s2"]),
    ],
)
def test_said_filters_by_kind_and_stance_and_shows_so_many(
    told: Readings, question: dict[str, object], ids: list[str]
) -> None:
    assert found(told, **question) == ids


def test_said_counts_what_it_does_not_show(told: Readings) -> None:
    lines = render(said(told, Question(limit=1), "en"), "en").splitlines()
    assert "Statements: 3" in lines
    assert lines[-1] == "Found and not shown (--limit): 1"


@pytest.mark.parametrize(("question", "message"), [({"kind": "x"}, "direct, indirect"), ({"stance": "x"}, "warns")])
def test_said_names_the_kinds_and_stances_that_there_are(
    told: Readings, question: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingError, match=message):
        said(told, Question(**question), "en")


def test_said_makes_no_reading_that_it_does_not_show(told: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    find = Record.find
    monkeypatch.setattr(Record, "find", lambda self, name: (made.append(name), find(self, name))[1])
    said(told, Question(by="سامي العوفي"), "en")
    assert made == ["3"]
