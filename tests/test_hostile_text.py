"""Whatever text there is, nothing raises, every span is exact, and what is made plain stays plain."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mahdar
from mahdar.arabic import numbers, times
from mahdar.arabic.normal import Aligned, normalise
from mahdar.arabic.plain import words_in
from mahdar.errors import SourceError
from mahdar.sources import decode, problem_kinds
from mahdar.sources.extract import Extract, Fault, Settings, day_in
from mahdar.sources.opened import read_open

PIECES = (
    "قال", "إن", "أن", "وقال", "وزير", "الخارجية", "الأمم", "المتحدة", "«", "»", '"', "(", ")", "[",
    "]", "،", ".", "\n", "خمسة", "و", "مليون", "12", "٣٫٥", "بين", "إلى", "قتل", "شخصا", "أمس",
    "الخميس", "مارس", "2016", "منذ", "عام", "عبد", "الله", "بن", "محمد", "حلب", "لم", "نفى", "غارة", "على",
    "دعت", "مجلس", "الأمن", "(رويترز)", "-", "\u064e", "\u0640", "\u202e", "\u200b", "😀", "ﷲ", "ﻻ", "\ud800",
)  # fmt: skip
ARABIC = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.sampled_from(" \n.،«»()59")),
    st.text(),
)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(ARABIC)
def test_text_made_normal_stays_so(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    aligned = Aligned.of(text)
    assert aligned.normal == normalise(text)


@many
@given(ARABIC)
def test_text_is_parted_into_words_that_lie_in_it_in_order(text: str) -> None:
    words = words_in(text)
    spans = list(zip(words.start, words.end, strict=True))
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@many
@given(ARABIC)
def test_text_has_its_numbers_and_times_where_they_say(text: str) -> None:
    words = words_in(text)
    for number in numbers.find(words):
        assert 0 <= number.first < number.last <= len(words)
    for time in times.parse(text):
        assert 0 <= time.start < time.end <= len(text)
    numbers.parse(text)
    day_in(text)


@many
@given(st.one_of(st.binary(max_size=300), ARABIC.map(lambda text: text.encode("cp1256", "replace"))))
def test_bytes_are_text_or_a_problem_with_a_code(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except SourceError as error:
        assert error.code in problem_kinds()


@many
@given(
    st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.rss", "a.warc", "a.docx", "a.pdf", "a.gz"]),
    st.sampled_from(
        [b"", b"<html>", b"{", b"[{", b"PK\x03\x04", b"%PDF-1.4\n", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"text\n"]
    ),
    st.one_of(st.binary(max_size=200), ARABIC.map(lambda text: text.encode("utf-8", "surrogatepass"))),
)
def test_file_is_reports_or_faults(name: str, head: bytes, rest: bytes) -> None:
    from io import BytesIO

    try:
        for one in read_open(BytesIO(head + rest), name, Settings()):
            assert isinstance(one, Extract | Fault)
            if isinstance(one, Extract):
                one.text.encode()
    except SourceError as error:
        assert error.code in problem_kinds()


@few
@given(ARABIC)
def test_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    made = mahdar.read(text).to_json()
    assert json.loads(json.dumps(made)) == made
    whole = made["text"]
    assert len(whole) == len(text)
    for layer in ("parts", "sentences", "mentions", "times", "amounts", "statements", "events"):
        for one in made[layer]:
            assert 0 <= one["start"] <= one["end"] <= len(whole), (layer, one)
