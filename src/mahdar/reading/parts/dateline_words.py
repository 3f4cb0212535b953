"""What the words of a dateline are: agencies, outlets, places, days, and names of writers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.kept import Kept
from mahdar.reading.parts.lines import Phrases, Token, tokens_of
from mahdar.tables import language_table, world_table

LONGEST_OUTLET: Final = 7
LONGEST_NAME: Final = 4
# Two writers with "and" between them.
LONGEST_NAMES: Final = 7
LONGEST_PLACE: Final = 4
# Words of a full date: day, month, and more.
SHORTEST_FULL_DATE: Final = 4
_CLOSED: Final = ("preposition", "opener", "relative", "auxiliary")
_CALENDAR: Final = {"weekday": "weekday", "weekdaybare": "weekday", "month": "month", "hijri": "month"}
_AND: Final = PROCLITICS["and"]


class DatelineWords(Kept):
    """Knows the tables that datelines are made of, and says what a row of words is."""

    def __init__(self) -> None:
        table = language_table("datelines", columns=("rule", "kind", "forms")).rows
        self._kinds = {row["rule"]: row["kind"] for row in table}
        forms: dict[str, list[tuple[str, str]]] = {kind: [] for kind in self._kinds.values()}
        for row in table:
            forms[row["kind"]] += [(form, row["rule"]) for form in row.many("forms")]
        for row in language_table("time_words", columns=("class", "forms")):
            if row["class"] in _CALENDAR:
                forms["date"] += [(form, _CALENDAR[row["class"]]) for form in row.many("forms")]
        self.agencies = Phrases(forms["agency"])
        self._desks = Phrases(forms["desk"])
        self._outlets = Phrases(forms["outlet"])
        self._dates = Phrases(forms["date"])
        self._titles = Phrases(forms["person"])
        self._heads = set(_norms(form for form, _ in forms["head"]))
        self._from = set(_norms(form for form, _ in forms["from"]))
        self._closed = set(
            _norms(
                word
                for row in language_table("grammar_words", columns=("class", "words"))
                if row["class"] in _CLOSED
                for word in row.many("words")
            )
        )
        self._given = set(_norms(row["name"] for row in language_table("given_names", columns=("name",))))
        # A preposition may be a given name too, once the letters are folded.
        self._closed_in_names = self._closed - self._given
        self._states, self._cities = _places()

    def kind(self, tokens: Sequence[Token]) -> tuple[str, str]:
        """What the words between two separators are, with the rule.

        One of agency, outlet, desk, place, date, dated (all of a dateline without separators), name, other.
        """
        if not tokens:
            return "other", ""
        carrier = self.carrier(tokens)
        if carrier is not None:
            return self._kinds[carrier], carrier
        if self.is_place(tokens):
            return "place", "dateline.place"
        if self.is_date(tokens):
            return "date", "dateline.date"
        dated = self._dated(tokens)
        if dated is not None:
            return dated
        if self.is_name_like(tokens) or self.is_person(tokens):
            return "name", "byline.name"
        return "other", ""

    def carrier(self, tokens: Sequence[Token]) -> str | None:
        """The rule by which the words name an agency, an outlet or a desk."""
        rule = self.agencies.fills(tokens) or self._desks.fills(tokens)
        if rule is not None:
            return rule
        if not 1 < len(tokens) <= LONGEST_OUTLET or any(token.norm in self._closed for token in tokens):
            return None
        opening = self._outlets.at(tokens, 0)
        if opening is not None:
            return opening[0]
        for i in range(1, len(tokens)):
            known = self._outlets.at(tokens, i)
            if known is not None and i + known[1] >= len(tokens) - 2:
                return known[0]
        return None

    def is_place(self, tokens: Sequence[Token]) -> bool:
        """Whether the words are the name of a place."""
        return self.is_city(tokens) or self._states.fills(tokens) is not None

    def is_city(self, tokens: Sequence[Token]) -> bool:
        """Whether the words are the name of a place that is no state, and so hardly speaks."""
        return self._cities.fills(tokens) is not None

    def is_place_like(self, tokens: Sequence[Token]) -> bool:
        """Whether the words can be the name of a place that the tables do not know."""
        return 0 < len(tokens) <= LONGEST_PLACE and all(
            token.norm.isalpha() and token.norm not in self._closed for token in tokens
        )

    def is_particle(self, token: Token) -> bool:
        """Whether the word is a preposition or another closed word, which no name holds."""
        return token.norm in self._closed

    def is_person(self, tokens: Sequence[Token]) -> bool:
        """Whether the words can be a name, or two, and begin with a given name, a title or a name's head."""
        words = [token for token in tokens if not token.is_mark]
        if not words or len(words) > LONGEST_NAMES or self.carrier(tokens) is not None:
            return False
        if self._titles.at(tokens, 0) is not None:
            return True
        if not self._is_given(words[0].norm):
            return False
        joined = any(token.norm.startswith(_AND) and token.norm not in self._given for token in words[2:])
        return self._may_be_names(words, LONGEST_NAMES if joined else LONGEST_NAME)

    def _is_given(self, norm: str) -> bool:
        return norm in self._given or any(norm.startswith(head) for head in self._heads)

    def is_name_like(self, tokens: Sequence[Token]) -> bool:
        """Whether the words can be a writer's name: two to four, no numbers, no particles, no article in front."""
        words = [token for token in tokens if not (token.is_mark and token.norm in ".'-")]
        return (
            self._may_be_names(words, LONGEST_NAME)
            and not words[0].norm.startswith(ARTICLE)
            and not (words[0].norm.startswith(_AND) and words[0].norm not in self._given)
        )

    def _may_be_names(self, words: Sequence[Token], most: int) -> bool:
        return (
            2 <= len(words) <= most
            and all(token.norm.isalpha() and token.norm not in self._closed_in_names for token in words)
            and not self.is_place(words)
        )

    def is_writer_from(self, tokens: Sequence[Token]) -> bool:
        """Whether the words are a name or an outlet, "from", and a place, as in the line of a correspondent."""
        words = [token for token in tokens if not token.is_mark]
        at = next((i for i, token in enumerate(words) if token.norm in self._from), 0)
        if not 0 < at < len(words) - 1 or len(words) > LONGEST_NAMES:
            return False
        is_known = self.is_person(words[:at]) or self.is_place(words[at + 1 :])
        return is_known and self.is_place_like(words[:at]) and self.is_place_like(words[at + 1 :])

    def is_date(self, tokens: Sequence[Token]) -> bool:
        """Whether the words only say when: a number, a month or a week day at least, and calendar words."""
        i, told = 0, False
        while i < len(tokens):
            known = self._dates.at(tokens, i)
            if known is not None:
                told = told or known[0] in _CALENDAR.values()
                i += known[1]
            elif tokens[i].is_mark or tokens[i].norm.isdigit():
                told = told or tokens[i].norm.isdigit()
                i += 1
            else:
                return False
        return told

    def _is_full_date(self, tokens: Sequence[Token]) -> bool:
        """Whether the words hold a number and the name of a month."""
        known = (self._dates.at(tokens, i) for i in range(len(tokens)))
        return len(tokens) >= SHORTEST_FULL_DATE and any(one is not None and one[0] == "month" for one in known)

    def _dated(self, tokens: Sequence[Token]) -> tuple[str, str] | None:
        """The kind of "place date" or "place date agency" without a separator."""
        for length in range(1, min(LONGEST_PLACE, len(tokens))):
            for cut in range(min(LONGEST_PLACE, len(tokens) - length)):
                end = len(tokens) - cut
                date = tokens[length:end]
                if not self.is_date(date) or not any(token.norm.isdigit() for token in date):
                    continue
                agency = self.agencies.fills(tokens[end:]) if cut else None
                if agency is not None:
                    return "dated", agency
                if not cut and (self._is_full_date(date) or self.is_place(tokens[:length])):
                    return ("place", "dateline.dated") if self.is_place_like(tokens[:length]) else None
        return None


def _norms(phrases: Iterable[str]) -> Iterator[str]:
    """The normal forms of all words of the phrases."""
    for phrase in phrases:
        yield from (token.norm for token in tokens_of(phrase, 0, len(phrase)))


def _places() -> tuple[Phrases, Phrases]:
    """The names of states, and those of cities and other places."""
    states: list[tuple[str, str]] = []
    cities: list[tuple[str, str]] = []
    for row in world_table("states", columns=("names_ar", "capital_ar")):
        states += [(name, "state") for name in row.many("names_ar")]
        cities += [(name, "city") for name in row.many("capital_ar")]
    for row in world_table("places", columns=("names_ar",)):
        cities += [(name, "city") for name in row.many("names_ar")]
    return Phrases(states), Phrases(cities)
