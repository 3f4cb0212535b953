"""Search finds words however they are spelled and joined, and says exactly where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.errors import SettingError
from mahdar.record import Record
from mahdar.record import search as searching
from mahdar.record.folding import Folding

TEXTS = (
    "وأعلنت الوزارة أمس إجلاء الجرحى من مَرَّاكُش إلى المستشفى.",
    "قال أحمد الصافي إن حكومته مستعدة للمفاوضات مع مجلس الأمن الدولي.",
    "وللأمم المتحدة بعثة في المدينة، وبها ١٢ مراقبا. ورفض المجلس طلب الأمن.",
    "Reuters نقلت عن مسؤولين أن الهدنة انهارت في حلب.",
)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    from mahdar.reading import Reading
    from mahdar.reading.layers import Span
    from mahdar.sources import Report

    with Record.open(tmp_path_factory.mktemp("search") / "s.mahdar", create=True) as opened:
        for number, text in enumerate(TEXTS):
            report = Report.of(text.encode(), source=f"{number}.txt")
            sentences, start = [], 0
            for piece in text.split(". "):
                sentences.append(Span(start, min(start + len(piece) + 1, len(text))))
                start += len(piece) + 2
            reading = Reading(report.id, report.source, report.text, title=f"خبر {number}", sentences=sentences)
            opened.add(report, reading)
        yield opened


@pytest.mark.parametrize(
    ("query", "report", "words"),
    [
        ("أعلنت", 0, "وأعلنت"),
        ("اعلنت", 0, "وأعلنت"),
        ("وأعلنت", 0, "وأعلنت"),
        ("إجلاء", 0, "إجلاء"),
        ("اجلاء", 0, "إجلاء"),
        ("الإجلاء", 0, "إجلاء"),
        ("مراكش", 0, "مَرَّاكُش"),
        ("مَرَّاكُش", 0, "مَرَّاكُش"),
        ("بمراكش", 0, "مَرَّاكُش"),
        ("المستشفي", 0, "المستشفى"),
        ("أحمد", 1, "أحمد"),
        ("احمد", 1, "أحمد"),
        ("حكومة", 1, "حكومته"),
        ("حكومته", 1, "حكومته"),
        ("مفاوضات", 1, "للمفاوضات"),
        ("المفاوضات", 1, "للمفاوضات"),
        ("الأمم", 2, "وللأمم"),
        ("للأمم", 2, "وللأمم"),
        ("12", 2, "١٢"),
        ("١٢", 2, "١٢"),
        ("reuters", 3, "Reuters"),
        ("REUTERS", 3, "Reuters"),
        ("الهـــدنة", 3, "الهدنة"),
        ("الهدنه", 3, "الهدنة"),
        ('"مجلس الأمن"', 1, "مجلس الأمن"),
        ("«مجلس الامن»", 1, "مجلس الأمن"),
        ("مجلس الأمن -طلب", 1, "مجلس"),
    ],
)  # fmt: skip
def test_search_forgives_spelling_and_clitics(record, query, report, words):
    (hit,) = record.search(query)
    assert hit.source == f"{report}.txt"
    start, end = hit.matches[0]
    assert TEXTS[report][start:end] == words
    assert TEXTS[report][hit.start : hit.end] == hit.text
    assert hit.start <= start < end <= hit.end


@pytest.mark.parametrize("query", ["طائرة", '"الأمن مجلس"', "أعلنت حلب", "والد", "NEAR", 'a"b*c^ OR ('])
def test_search_finds_nothing_that_is_not_there(record, query):
    assert record.search(query) == []


def test_search_needs_all_words_and_shows_the_sentence_that_holds_most(record):
    hits = record.search("مجلس الأمن")
    assert [hit.source for hit in hits] == ["1.txt", "2.txt"]
    assert hits[1].sentence == 2
    assert hits[1].text == "ورفض المجلس طلب الأمن."
    assert [TEXTS[2][a:b] for a, b in hits[1].matches] == ["المجلس", "الأمن"]


def test_search_ranks_a_title_first_and_keeps_the_limit(record):
    hits = record.search("خبر", limit=3)
    assert len(hits) == 3
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.number))
    assert hits[0].to_json()["report_id"].startswith("sha256:")


def test_of_what_stands_in_very_many_reports_the_last_are_weighed(tmp_path, monkeypatch):
    from mahdar.reading import Reading
    from mahdar.sources import Report

    with Record.open(tmp_path / "m.mahdar", create=True) as record:
        for number, title in enumerate(["الهدنة", "الوفود", "اللقاء", "الحوار"]):
            report = Report.of(f"تحدث الوزير عن هدنة وعن {title}".encode(), source=f"{number}.txt")
            record.add(report, Reading(report.id, report.source, report.text, title=title))

        def found(query, limit):
            return [hit.source for hit in record.search(query, limit=limit)]

        assert found("هدنة", 1) == ["0.txt"]
        monkeypatch.setattr(searching, "MOST_WEIGHED", 2)
        assert found("هدنة", 2) == ["2.txt", "3.txt"]
        # Whoever wants more than are weighed gets them; what stands in fewer is found wherever it stands.
        assert found("هدنة", 4)[0] == "0.txt"
        assert len(found("هدنة", 4)) == 4
        assert found("الوفود هدنة", 1) == ["1.txt"]


@given(
    text=st.lists(
        st.sampled_from("مجلس المجلس و ل الأمن لأمن أمن امن ـ َ ـأمن أمنَ أمـن ١٢ 12a b1 un-UN ، . \n \u200f".split(" "))
    ),
    glue=st.sampled_from(["", " ", "\u0651"]),
    query=st.sampled_from(["الأمن", "مجلس الأمن", '"مجلس الأمن"', '"الأمن الأمن"', "12 un", '"b 1"']),
)
def test_places_are_those_of_a_walk_from_word_to_word(text, glue, query):
    folding, written = Folding(), glue.join(text)
    terms = searching.terms_of(query, folding)
    walked = searching.matches_in(list(folding.words(written)), terms)
    assert searching.Matcher(terms, folding).places(written) == walked


@pytest.mark.parametrize("query", ["", "  ", "«»", "-حلب", "...", "ـ"])
def test_search_says_when_there_is_nothing_to_search_for(record, query):
    with pytest.raises(SettingError, match="nothing to search for"):
        record.search(query)


def test_search_shortens_a_long_passage_at_spaces_around_its_match(tmp_path):
    from mahdar.reading import Reading
    from mahdar.reading.layers import Span
    from mahdar.sources import Report

    text = "كلمة " * 300 + "الهدنة " + "كلمة " * 300
    report = Report.of(text.encode(), source="long.txt")
    with Record.open(tmp_path / "l.mahdar", create=True) as record:
        record.add(report, Reading(report.id, "long.txt", report.text, sentences=[Span(0, len(text))]))
        (hit,) = record.search("هدنة")
    assert len(hit.text) < 320
    assert "الهدنة" in hit.text.split()


def test_folding_is_the_same_for_a_form_of_its_own():
    folding = Folding()
    for word in " ".join(TEXTS).split():
        for found in folding.words(word):
            assert found.forms.stem in folding.forms(found.forms.stem).all
