from datetime import date, timedelta

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Published, Reason
from mahdar.views.dating import render, to_object

Readings = list[tuple[int, Reading]]
FIRST = date(2023, 3, 4)


def test_dating_gives_each_reason_in_words(told: Readings) -> None:
    lines = render(*told[0], "ar").splitlines()
    assert lines == [
        "3  reports/three.txt",
        "   «… أكد أن القافلة وصلت ⟦أمس الأحد⟧.»  [3:1]",
        "      سُمّي يوم الأسبوع مع «اليوم» أو «أمس» أو «غدا»: فعُرف يوم الأسبوع الذي نُشر فيه التقرير.",
        "   فهو منشور في 2023-03-06 (الاثنين).",
    ]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published(), ["Nothing in its words tells the day.", "The day of publication stays open."]),
        (
            Published(FIRST, FIRST, [FIRST], given=True),
            ["The day was given by whoever added the report.", "So it was published on 2023-03-04 (Saturday)."],
        ),
        (
            Published(FIRST, date(2023, 6, 4)),
            [
                "The bounds were given by whoever added the report; nothing in its words narrows them.",
                "So it was published from 2023-03-04 (Saturday) to 2023-06-04 (Sunday): 93 days.",
            ],
        ),
        (
            Published(FIRST, because=[Reason(0, 6, "not-before")]),
            [
                "«⟦مصراتة⟧، وكالة المدى - …»  [3:1]",
                "A date that is told as past: the report is not older than that.",
                "So it was published on 2023-03-04 (Saturday) or later.",
            ],
        ),
        (
            Published(None, FIRST, because=[Reason(0, 6, "unheard")]),
            [
                "«⟦مصراتة⟧، وكالة المدى - …»  [3:1]",
                "Read by rule unheard.",
                "So it was published on 2023-03-04 (Saturday) or earlier.",
            ],
        ),
        (
            Published(FIRST, FIRST + timedelta(7), [FIRST, FIRST + timedelta(7)], because=[Reason(0, 6, "planned")]),
            [
                "«⟦مصراتة⟧، وكالة المدى - …»  [3:1]",
                "A date that is told as still to come: the report is not later than that, and not years earlier.",
                "So it was published from 2023-03-04 (Saturday) to 2023-03-11 (Saturday): 8 days.",
                "Days that remain: 2: 2023-03-04 (Saturday), 2023-03-11 (Saturday)",
            ],
        ),
    ],
)
def test_dating_says_what_follows(told: Readings, published: Published, expected: list[str]) -> None:
    told[0][1].published = published
    assert [line.strip() for line in render(*told[0], "en").splitlines()[1:]] == expected


def test_dating_gives_programs_rule_and_words(told: Readings) -> None:
    made = to_object(*told[0], "en")
    assert (made["earliest"], made["days"], made["given"]) == ("2023-03-06", ["2023-03-06"], False)
    assert [(one["rule"], one["text"], one["sentence"]) for one in made["because"]] == [
        ("named-weekday", "أمس الأحد", 1)
    ]
