"""Mentions by the words that they cover."""

from mahdar.arabic.plain import words_in
from mahdar.reading.layers import Mention
from mahdar.reading.who import Who

TEXT = "وزير الخارجية السوري حسن خليل قال"
OFFICE = Mention(0, 20, form="role", kind="person", rule="")
FIELD = Mention(5, 13, form="name", kind="organization", rule="")
STATE = Mention(14, 20, form="role", kind="place", rule="")
NAME = Mention(21, 29, form="name", kind="person", rule="")
SHORT = Mention(0, 4, form="role", kind="person", rule="")


def test_who_gives_the_longest_mention_that_starts_at_a_word() -> None:
    who = Who(words_in(TEXT), [SHORT, FIELD, OFFICE, STATE, NAME])
    assert [who.starting(i) for i in range(6)] == [OFFICE, FIELD, STATE, NAME, None, None]


def test_who_lists_the_mentions_over_a_word_longest_first() -> None:
    who = Who(words_in(TEXT), [STATE, SHORT, NAME, FIELD, OFFICE])
    assert [who.covering(i) for i in (0, 1, 2, 5)] == [[OFFICE, SHORT], [OFFICE, FIELD], [OFFICE, STATE], []]


def test_who_keeps_the_order_of_mentions_over_the_same_words() -> None:
    twin = Mention(21, 29, form="role", kind="group", rule="")
    assert Who(words_in(TEXT), [NAME, twin]).covering(3) == [NAME, twin]
    assert Who(words_in(TEXT), [twin, NAME]).covering(3) == [twin, NAME]


def test_who_knows_the_words_of_a_mention() -> None:
    assert Who(words_in(TEXT), [NAME]).range(NAME) == (3, 5)
