from datetime import date

import pytest

from mahdar.linking.direction import Origin, direction

DAY, NEXT = date(2023, 3, 10), date(2023, 3, 11)
AGENCY = Origin(outlet="وكالة مدى")
BARE = Origin()


def told(left: Origin, right: Origin, shares: tuple[float, float] = (0.8, 0.8)) -> tuple[str | None, list[str]]:
    source, signs = direction(left, right, share_left=shares[0], share_right=shares[1])
    back, _ = direction(right, left, share_left=shares[1], share_right=shares[0])
    # The direction does not depend on which of the two is named first.
    assert back == {"left": "right", "right": "left", None: None}[source]
    return source, [sign.name for sign in signs]


@pytest.mark.parametrize(
    ("left", "right", "source", "signs"),
    [
        (BARE, BARE, None, []),
        (Origin(None, DAY, DAY, True), Origin(None, NEXT, NEXT, True), "left", ["earlier-day"]),
        (Origin(None, DAY, DAY), Origin(None, NEXT, NEXT), "left", ["earlier-day"]),
        (Origin(None, DAY, NEXT), Origin(None, NEXT, NEXT), None, []),
        (AGENCY, Origin("شرفة", credited=("وكالة مدى",)), "left", ["credits-source"]),
        (AGENCY, Origin("شرفة", signed=("وكاله مدي",)), "left", ["credits-source"]),
        (Origin(signed=("وكالة مدى",)), Origin(signed=("شرفة",), credited=("وكالة مدى",)), "left", ["credits-source"]),
        (Origin(signed=("وكالة مدى",)), Origin(signed=("وكالة مدى",)), None, []),
        (
            Origin("شرفة", signed=("وكالة مدى",)), Origin("نافذة", credited=("وكالة مدى",)), None, ["same-source"],
        ),
        (BARE, Origin(brackets=2), "left", ["brackets-added"]),
        (Origin(brackets=1), Origin(brackets=2), None, []),
        (
            Origin("وكالة مدى", NEXT, NEXT, True), Origin("شرفة", DAY, DAY, True, credited=("وكالة مدى",)), "left",
            ["earlier-day", "credits-source"],
        ),
    ],
)  # fmt: skip
def test_direction_follows_from_its_signs(left: Origin, right: Origin, source: str | None, signs: list[str]) -> None:
    assert told(left, right) == (source, signs)


def test_direction_is_not_told_by_length_alone() -> None:
    assert told(BARE, BARE, (0.3, 0.95)) == (None, ["is-a-piece"])


def test_direction_signs_say_what_they_rest_on() -> None:
    _, signs = direction(AGENCY, Origin("شرفة", credited=("وكالة مدى",)), share_left=1, share_right=1)
    assert [(sign.values, sign.weight) for sign in signs] == [({"names": ["وكالة مدى"]}, 0.8)]
