"""Versions of a short report, one sentence a string, and what a comparison of them must find."""

import pytest

from mahdar.linking.differences import Amounts, Difference, Version, difference, sentence_at, version_of
from mahdar.reading import Reading
from mahdar.reading.layers import Amount, Mention, Part, Span, Time

VOTE = "وحظي النص بتأييد 11 عضوا مقابل صوت معارض واحد في جلسة مساء الخميس."
SAID = "وقال الموفد أناتولي بيريستوف لوكالة مدى إن النص كتب على عجل ويكافئ المسلحين في المدينة."
PLAN = "وذكرت مصادر دبلوماسية أن الدول الثلاث تدرس نقل المشروع إلى الجمعية العامة."
VIGIL = "وشهدت ساحة جامعية في تلمارة وقفة صامتة شارك فيها مئات الطلاب."
THREE = (VOTE, SAID, PLAN)


def version(*sentences: str, title: str | None = None, joined: str = "\n") -> Version:
    text, made = "", []
    for sentence in ([title] if title else []) + list(sentences):
        text += joined if text else ""
        part = "title" if sentence is title else "insertion" if sentence.startswith("[") else "body"
        made.append(sentence_at(text + sentence, len(text), len(text) + len(sentence), part=part))
        text += sentence
    return Version(text, made)


def texts(one: Version, spans: list) -> list[str]:
    return [one.text[span.start : span.end] for span in spans]


def told(left: Version, right: Version) -> tuple[list[str], list[str], list[list[str]]]:
    found = difference(left, right)
    return texts(right, found.added), texts(left, found.dropped), [change.what for change in found.changed]


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (THREE, ([], [], [])),
        ((PLAN, VOTE, SAID), ([], [], [])),
        ((VOTE, SAID), ([], [PLAN], [])),
        ((VOTE, VIGIL, SAID, PLAN), ([VIGIL], [], [])),
        ((VOTE.replace("11", "12"), SAID, PLAN), ([], [], [["number"]])),
        ((VOTE.replace("11", "أحد عشر"), SAID, PLAN), ([], [], [["number"]])),
        ((VOTE, SAID.replace("بيريستوف", "بريستوف"), PLAN), ([], [], [["spelling"]])),
        ((VOTE, SAID, PLAN.replace("الدول الثلاث", "الوفود")), ([], [], [["words"]])),
        ((VOTE, SAID.replace(" ويكافئ المسلحين في المدينة", ""), PLAN), ([], [], [["words"]])),
        ((VOTE.replace("عضوا", "عُضواً"), SAID.replace("أناتولي", "اناتولي"), PLAN), ([], [], [])),
        ((VIGIL,), ([VIGIL], [VOTE, SAID, PLAN], [])),
    ],
)  # fmt: skip
def test_differences_are_exact(right: tuple[str, ...], expected: object) -> None:
    assert told(version(*THREE), version(*right)) == expected


def test_differences_name_the_words_that_changed() -> None:
    left, right = version(VOTE), version(VOTE.replace("11", "١٢"))
    (change,) = difference(left, right).changed
    (edit,) = change.edits
    assert (texts(left, [edit.left]), texts(right, [edit.right])) == (["11"], ["١٢"])


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("11 عضوا", "12 من الدول", [("number", "11", "12"), ("words", "عضوا", "من الدول")]),
        ("مساء الخميس", "ليلة", [("words", "مساء الخميس", "ليلة")]),
        ("صوت معارض واحد", "معارضة ضئيلة", [("spelling", "معارض", "معارضة"), ("words", "واحد", "ضئيلة")]),
    ],
)
def test_differences_part_a_place_at_what_is_alike(old: str, new: str, edits: list[tuple[str, str, str]]) -> None:
    left, right = version(VOTE), version(VOTE.replace(old, new))
    (change,) = difference(left, right).changed
    found = [
        (edit.what, *texts(left, [edit.left]), *texts(right, [edit.right]))
        for edit in change.edits
        if edit.left and edit.right
    ]
    assert [one for one in edits if one not in found] == []


def test_differences_see_no_change_in_sentences_that_were_parted_or_joined() -> None:
    first, second = SAID.split(" إن ")
    assert told(version(SAID, PLAN), version(first, f"إن {second}", PLAN)) == ([], [], [])
    assert told(version(first, f"إن {second}", PLAN), version(SAID, PLAN)) == ([], [], [])


def test_differences_keep_headlines_apart() -> None:
    found = difference(version(*THREE, title="فيتو روسي"), version(*THREE, title="موسكو تجهض الهدنة"))
    assert found.headline and not found.added and not found.dropped and not found.changed
    assert difference(version(VOTE, title="عنوان"), version(VOTE, title="عنوان")).headline is None
    left, right = difference(version(VOTE, title="عنوان"), version(VOTE)).headline or (None, None)
    assert left and right is None


def test_differences_know_what_was_added_in_brackets() -> None:
    right = version(VOTE, f"[{VIGIL}]", SAID, PLAN)
    (added,) = difference(version(*THREE), right).added
    assert added.is_bracketed
    assert right.text[added.start : added.end] == f"[{VIGIL}]"


def test_differences_find_the_same_sentence_as_often_as_it_stands() -> None:
    assert told(version(VOTE, VOTE), version(VOTE)) == ([], [VOTE], [])
    assert told(version(VOTE), version(VOTE, VOTE)) == ([VOTE], [], [])


def test_differences_tell_the_passages_in_both() -> None:
    left, right = version(VIGIL, VOTE, SAID, PLAN), version(PLAN, VOTE, SAID)
    common = difference(left, right).common
    assert [(texts(left, [one])[0], texts(right, [other])[0]) for one, other in common] == [
        (PLAN, PLAN),
        (f"{VOTE}\n{SAID}", f"{VOTE}\n{SAID}"),
    ]


def span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def marked(one: Version, *, names: str = "", times: str = "", amount: tuple[str, float] | None = None) -> Version:
    one.names = [Span(*span(one.text, names))] if names else []
    one.times = [Span(*span(one.text, times))] if times else []
    one.amounts = [Amounts(*span(one.text, amount[0]), amount[1], amount[1])] if amount else []
    return one


@pytest.mark.parametrize(
    ("left", "right", "what"),
    [
        (
            marked(version(SAID), names="أناتولي بيريستوف"),
            marked(version(SAID.replace("بيريستوف", "بريستوف")), names="أناتولي بريستوف"),
            "name-spelling",
        ),
        (
            marked(version(SAID), names="أناتولي بيريستوف"),
            marked(version(SAID.replace("أناتولي بيريستوف", "سمير القاضي")), names="سمير القاضي"),
            "name",
        ),
        (
            marked(version(VOTE), times="مساء الخميس"),
            marked(version(VOTE.replace("الخميس", "السبت")), times="مساء السبت"),
            "time",
        ),
        (
            marked(version(VOTE.replace("11 عضوا", "عضوين")), amount=("عضوين", 2)),
            marked(version(VOTE.replace("11 عضوا", "أعضاء كثر")), amount=("أعضاء كثر", 3)),
            "number",
        ),
    ],
)
def test_differences_name_the_kind_by_the_layers_of_the_reading(left: Version, right: Version, what: str) -> None:
    (change,) = difference(left, right).changed
    assert change.what == [what]


def test_differences_version_of_a_reading_leaves_the_frame_out() -> None:
    text = "عنوان\nنيويورك - مدى - قال أحمد أمس إن 3 رحلوا. [تعليق.] وعادوا.\nالمصدر: مدى"
    reading = Reading(
        "", "", text,
        sentences=[Span(0, 5), Span(6, text.index("\nالمصدر")), Span(text.index("المصدر"), len(text))],
        parts=[
            Part(0, 5, "title"),
            Part(*span(text, "نيويورك - مدى"), "dateline"),
            Part(*span(text, "[تعليق.]"), "insertion"),
            Part(*span(text, "المصدر: مدى"), "signoff"),
        ],
        mentions=[Mention(*span(text, "أحمد"), "name", "person", "")],
        times=[Time(*span(text, "أمس"), "t1", "DATE", "", "")],
        amounts=[Amount(*span(text, "3"), "a1", 3, 3, "exact", "person", None, "")],
    )  # fmt: skip
    made = version_of(reading)
    assert [(one.part, text[one.start : one.end]) for one in made.sentences] == [
        ("title", "عنوان"),
        ("body", "قال أحمد أمس إن 3 رحلوا."),
        ("insertion", "[تعليق.]"),
        ("body", "وعادوا."),
    ]
    assert (len(made.names), len(made.times), len(made.amounts)) == (1, 1, 1)


def test_differences_of_nothing_are_none() -> None:
    assert difference(version(), version()) == Difference()
