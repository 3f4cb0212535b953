"""Texts of invented words, so that what they share is exactly what the test says."""

import pytest

from mahdar.linking.copies import Copies, Told, overlap
from mahdar.linking.direction import Origin
from mahdar.linking.links import score, tie


def words(name: str, number: int) -> str:
    return " ".join(f"{name}{i}" for i in range(number))


def told(number: int, text: str, **more: object) -> Told:
    return Told(number, text, **more)  # type: ignore[arg-type]


AGENCY = words("وكالة", 100)


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        (AGENCY, AGENCY, "copy"),
        (AGENCY, f"{words('عنوان', 10)} {AGENCY} {words('زيادة', 40)}", "copy"),
        (AGENCY, f"{AGENCY} {words('زيادة', 200)}", "extract"),
        (f"{words('أول', 150)} {words('فقرة', 40)}", f"{words('ثان', 150)} {words('فقرة', 40)}", "shared"),
        (f"{words('أول', 200)} {words('عبارة', 12)}", f"{words('ثان', 200)} {words('عبارة', 12)}", None),
        (words("أول", 100), words("ثان", 100), None),
        ("", AGENCY, None),
    ],
)
def test_copies_tell_copies_from_extracts_and_shared_passages(left: str, right: str, label: str | None) -> None:
    link = Copies().score(told(1, left), told(2, right))
    assert (link.label if link else None) == label
    assert [one.label for one in tie(Copies(), [told(1, left), told(2, right)])] == ([label] if label else [])


def test_copies_only_shared_passages_do_not_join() -> None:
    paragraph = words("فقرة", 30)
    shared = Copies().score(told(1, f"{words('أ', 99)} {paragraph}"), told(2, f"{words('ب', 99)} {paragraph}"))
    copy = Copies().score(told(1, AGENCY), told(2, AGENCY))
    assert shared and not shared.joins and shared.source is None
    assert copy and copy.joins and copy.score == 1


def test_copies_score_is_the_share_of_the_shorter_text_counted_in_full() -> None:
    found = overlap(told(1, AGENCY), told(2, f"{words('وكالة', 60)} {words('زيادة', 90)}"))
    assert (found.left, found.right, found.both, found.passage) == (97, 147, 57, 60)
    assert found.share == 57 / 97
    assert found.share_longer == 57 / 147


def test_copies_do_not_compare_what_is_left_out() -> None:
    menu = words("قائمة", 50)
    left, right = (f"{menu}\n{words(name, 60)}" for name in ("أول", "ثان"))
    assert Copies().score(told(1, left), told(2, right)) is not None
    frame = ((0, len(menu)),)
    assert Copies().score(told(1, left, left_out=frame), told(2, right, left_out=frame)) is None


def test_copies_put_the_lower_number_left_and_say_which_is_the_source() -> None:
    agency = told(9, AGENCY, origin=Origin(outlet="وكالة مدى"))
    paper = told(3, AGENCY, origin=Origin(outlet="شرفة نيوز", credited=("وكالة مدى",)))
    link = score(Copies(), agency, paper)
    assert link is not None
    assert (link.left, link.right, link.source) == ("3", "9", "right")
    assert "credits-source" in [part.name for part in link.parts]


def test_copies_keys_are_kept_numbers_of_the_text_alone() -> None:
    rule = Copies()
    assert rule.keys(told(1, AGENCY)) == rule.keys(told(2, f"{AGENCY}."))
    assert len(set(rule.keys(told(1, AGENCY)))) == 64
    assert max(rule.keys(told(1, AGENCY))) < 2**63
    assert rule.keys(told(1, "كلمة")) == []
