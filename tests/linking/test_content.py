import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.linking import content


def test_content_leaves_out_what_carries_nothing() -> None:
    assert content.stems("غادر تلمارة 40 من سكان المدينة في قافلة") == ["غادر", "تلماره", "سكان", "قافله"]


@pytest.mark.parametrize(("common", "rare"), [("مجلس", "قصف"), ("قصف", "هوفغارد"), ("من", "مجلس")])
def test_content_weighs_rare_words_more(common: str, rare: str) -> None:
    assert content.weight(common) < content.weight(rare)


def test_content_is_the_same_with_and_without_what_is_joined() -> None:
    assert set(content.stems("والقافلة بالجسر للميناء")) == set(content.stems("قافلة الجسر الميناء"))


def test_content_alike_is_one_for_the_same_and_nought_for_nothing_shared() -> None:
    one, other = frozenset(content.stems("قافلة إغاثة قرب الجسر")), frozenset(content.stems("تصويت المجلس"))
    assert content.alike(one, one) == pytest.approx(1.0)
    assert content.alike(one, other) == 0.0
    assert content.contained(one, one | other) == pytest.approx(1.0)


@given(st.integers(0, 5000), st.integers(0, 2))
def test_content_near_days_share_a_bucket(day: int, apart: int) -> None:
    assert set(content.buckets([day])) & set(content.buckets([day + apart]))


def test_content_far_days_share_no_bucket() -> None:
    assert not set(content.buckets([100])) & set(content.buckets([105]))
