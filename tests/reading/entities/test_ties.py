"""Keys join with their reasons, and two different facts never do."""

from mahdar.reading.entities.ties import Ties


def test_ties_join_over_several_steps():
    ties = Ties()
    assert ties.join("a", "b", "first") and ties.join("b", "c", "second")
    assert ties.same("a", "c")
    assert ties.reasons("c") == ["first", "second"]


def test_ties_keep_two_facts_apart():
    ties = Ties()
    ties.add("a", anchor="state:ru")
    ties.add("b", anchor="state:ca")
    assert not ties.join("a", "b", "a mistake")
    assert ties.anchor("b") == "state:ca"


def test_ties_pass_the_fact_on():
    ties = Ties()
    ties.add("b", anchor="body:un")
    ties.join("a", "b", "short for")
    assert ties.anchor("a") == "body:un"
