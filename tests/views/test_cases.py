"""Cases as people and programs see them."""

from datetime import date

import pytest

from mahdar.errors import SettingError
from mahdar.linking.casefile import make_cases
from mahdar.linking.matters import KINDS, STATES, matters_of
from mahdar.reading.pipeline import read
from mahdar.views.cases import PARTS, Cases, Question, lines, objects, render, render_one
from mahdar.views.messages import messages

DAY = date(2016, 10, 20)
TEXT = (
    "طلبت كندا و69 دولة أخرى، اليوم، عقد جلسة غير رسمية للجمعية العامة للأمم المتحدة حول حلب. "
    "ومن الدول التي لم توقع على الرسالة روسيا والصين. "
    "وأعلنت روسيا هدنة في حلب لمدة ثلاثة أيام."
)


def _cases(lang: str = "en") -> Cases:
    reading = read(TEXT, published=(DAY, DAY))
    return Cases(make_cases([[one] for one in matters_of(reading, 1)], {1: "sha256:1"}), [(1, reading)], lang)


def test_cases_tell_parties_state_and_findings_in_english() -> None:
    cases = _cases()
    (case,) = cases.find(Question(kind="session"))
    text = "\n".join(lines(cases, case))
    assert "session · United Nations General Assembly · informal" in text
    assert "not signed by Russia and China  [1:2]" in text
    assert "procedure: 70 states ask: 27 short of the 97 of 193" in text
    assert "Resolution 377 A (V)" in text


def test_cases_tell_the_same_in_arabic() -> None:
    text = render(_cases("ar"), _cases("ar").all)
    assert "جلسة · الجمعية العامة للأمم المتحدة · غير رسمية" in text
    assert "غير الموقعين: روسيا والصين" in text


def test_cases_show_one_with_its_history_and_the_words() -> None:
    cases = _cases()
    (case,) = cases.find(Question(kind="truce"))
    text = render_one(cases, case)
    assert "HISTORY" in text
    assert "announced" in text
    assert "for «ثلاثة أيام»" in text
    assert "وأعلنت روسيا هدنة" in text


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        (Question(party="Canada"), ["session"]),
        (Question(party="روسيا"), ["session", "truce"]),
        (Question(state="announced"), ["truce"]),
        (Question(earliest=date(2017, 1, 1)), []),
        (Question(earliest=date(2016, 10, 1), latest=DAY), ["session", "truce"]),
    ],
)
def test_cases_are_found_by_what_is_asked(question: Question, kinds: list[str]) -> None:
    assert [case.kind for case in _cases().find(question)] == kinds


def test_cases_are_found_by_id_part_of_it_or_address() -> None:
    cases = _cases()
    case = cases.all[0]
    assert cases.one(case.id) is cases.one(case.id[-6:]) is cases.one("1:m1") is case
    with pytest.raises(SettingError):
        cases.one("session-none")


def test_cases_for_programs_have_exact_spans_and_rules() -> None:
    cases = _cases()
    made = list(objects(cases, cases.all))
    for one in made:
        for step in one["history"]:
            assert TEXT[step["start"] : step["end"]] == step["text"]
    assert {rule["id"] for found in made[0]["findings"] for rule in found["rules"]} >= {"assembly-emergency"}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_cases_have_words_for_every_kind_state_and_part(lang: str) -> None:
    say = messages(lang)
    keys = [f"case.kind.{kind}" for kind in KINDS] + [f"case.state.{state}" for state in STATES]
    assert [key for key in [*keys, *(f"case.part.{part}" for part in PARTS)] if key not in say] == []


def _told(*texts: str, lang: str = "en") -> str:
    readings = [(number, read(text, published=(DAY, DAY))) for number, text in enumerate(texts, 1)]
    groups = [[matter] for number, reading in readings for matter in matters_of(reading, number)]
    cases = Cases(make_cases(groups, {number: f"sha256:{number}" for number, _ in readings}), readings, lang)
    return render(cases, cases.all)


def test_cases_tell_a_count_of_all_beside_those_named() -> None:
    text = (
        "تعقد الجمعية العامة للأمم المتحدة اليوم جلسة غير رسمية حول حلب بمبادرة من كندا و69 دولة أخرى. "
        "وكانت هذه الدول الـ70 أرسلت كتابا إلى الأمين العام تطالبه فيه بعقد جلسة للجمعية العامة."
    )
    told = _told(text)
    assert "asked for by Canada and 69 states; 70 in all" in told
    assert "70 states ask  " not in told
    assert "كندا و69 دولة؛ والمجموع 70" in _told(text, lang="ar")


def test_cases_tell_a_mission_as_its_state() -> None:
    told = _told("طلبت بعثة كندا لدى الأمم المتحدة عقد دورة استثنائية للجمعية العامة للأمم المتحدة حول سوريا.")
    assert "Canada" in told
    assert "~" not in told
