from datetime import date

import pytest

from mahdar.linking.content import stems
from mahdar.linking.links import tie
from mahdar.linking.statements import Said, Statements
from mahdar.linking.who import Who

DAY = date(2023, 3, 7).toordinal()
ENVOY = Who("person", "", ("hvgrd",), frozenset({"مبعوث"}), "هوفغارد")
RIVAL = Who("person", "", ("mnjl",), frozenset(), "المنجلي")
NOBODY = ()
SAID = "المدينة تقف على حافة المجاعة ولم يدخلها كيس طحين واحد منذ أسبوعين"
SHORTENED = "المدينة تقف على حافة المجاعة ولم يدخلها كيس طحين"
IN_OTHER_WORDS = "لم يدخل كيس طحين واحد إلى المدينة التي تقف على حافة المجاعة وتنتظر الإغاثة"
FORMULA = "يتغمد الله الضحايا برحمته"


def said(
    address: str, text: str, *speakers: Who, day: int = 0, numbers: tuple[float, ...] = (), direct: bool = True
) -> Said:
    return Said(address, speakers, tuple(stems(text)), frozenset(numbers), direct, (DAY + day,))


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        (said("1:s1", SAID, ENVOY), said("2:s1", SAID, ENVOY), "verbatim"),
        (said("1:s1", SAID, ENVOY), said("2:s4", SHORTENED, ENVOY), "verbatim"),
        (said("1:s1", SAID, ENVOY), said("2:s1", SAID), "verbatim"),
        (said("1:s1", SAID, ENVOY), said("2:s1", IN_OTHER_WORDS, ENVOY, day=1), "paraphrase"),
        (said("1:s1", SAID, ENVOY), said("2:s1", SAID, ENVOY, day=7), "repeated"),
        (said("1:s1", SAID, ENVOY), said("2:s1", IN_OTHER_WORDS, ENVOY, day=7), None),
        (said("1:s1", SAID, ENVOY), said("2:s1", IN_OTHER_WORDS), None),
        (said("1:s1", SAID, ENVOY), said("2:s1", SAID, RIVAL), None),
        (said("1:s1", SAID, ENVOY), said("1:s2", SAID, ENVOY), None),
        (said("1:s1", FORMULA), said("2:s1", FORMULA), None),
        (
            said("1:s1", SAID, ENVOY, numbers=(40,)),
            said("2:s1", IN_OTHER_WORDS, ENVOY, numbers=(55,)),
            None,
        ),
    ],
)
def test_statements_are_one_or_not(left: Said, right: Said, label: str | None) -> None:
    links = tie(Statements(), [left, right])
    assert [link.label for link in links] == ([label] if label else [])


def test_statements_repeated_on_another_day_join_nothing() -> None:
    (link,) = tie(Statements(), [said("1:s1", SAID, ENVOY), said("2:s1", SAID, ENVOY, day=7)])
    assert not link.joins


def test_statements_name_each_part() -> None:
    (link,) = tie(Statements(), [said("1:s1", SAID, ENVOY, numbers=(1,)), said("2:s1", SHORTENED, ENVOY, numbers=(1,))])
    assert [part.name for part in link.parts] == [
        "said-words",
        "word-order",
        "speaker",
        "numbers",
        "both-quoted",
        "days-apart",
    ]
    assert link.score == pytest.approx(sum(part.weight for part in link.parts), abs=1e-3)


def test_statements_are_kept_whole() -> None:
    one = said("1:s1", SAID, ENVOY, numbers=(40,))
    assert Said.from_kept(Statements().kept(one)) == one
