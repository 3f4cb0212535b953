"""Who is joined to whom: lists, appositions, adjectives that name a party, the members of a set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA_MARBUTA, YA
from mahdar.arabic.words import Kind
from mahdar.reading.grammar.clauses import Clauses
from mahdar.reading.grammar.grammar_classes import AND
from mahdar.reading.layers import Mention

# How far behind a set the names of its members may begin, in words.
REACH_LIST: Final = 14
# A short form or another name of somebody in brackets has no more words than this.
LONGEST_BRACKETS: Final = 5
# The rules of roles that a noun names.
NAMED_BY_NOUNS: Final = frozenset(("role.side", "role.staff", "role.body", "role.people", "role.counted"))
RELATIVE_ENDINGS: Final = (YA, YA + TA_MARBUTA)


@dataclass(slots=True, init=False)
class Found:
    """Who was found for a place in the clause, and the word after the last of them; `how` names the way."""

    mentions: list[Mention]
    how: str
    last: int

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, mentions: list[Mention] | None = None, how: str = "", last: int = 0) -> None:
        self.mentions = mentions if mentions is not None else []
        self.how = how
        self.last = last

    def __bool__(self) -> bool:
        return bool(self.mentions)

    @property
    def entities(self) -> list[str]:
        """The ids of the entities, without repeats, in the order of the text."""
        return list(dict.fromkeys(m.entity for m in self.mentions if m.entity))


class Coordination(Clauses):
    """The noun phrases of one document."""

    def coordinated(self, mention: Mention) -> Found:
        """The mention with those that are joined to it by "and", commas or lists, without its appositions."""
        found = [mention]
        pending: list[Mention] = []
        last = self.who.range(mention)[1]
        limit = self.sentence(last - 1)[1]
        end = last
        while True:
            link, at = self._link(end, limit)
            following = self._member_at(at, limit) if link else None
            if following is None:
                break
            end = self.who.range(following)[1]
            if following.entity and following.entity == (pending or found)[-1].entity:
                last = end if not pending else last
                continue
            if link == "and":
                found += [*pending, following]
                pending, last = [], end
            elif link == "comma":
                pending.append(following)
            elif pending or not self._is_apposed(found[-1], following):
                break
            else:
                last = end
        return Found(found, "coordinated", last)

    def _is_apposed(self, mention: Mention, following: Mention) -> bool:
        """Whether the mention right after another names the same person, though their ids differ."""
        return mention.form == "role" and following.form == "name" and mention.kind == following.kind == "person"

    def _link(self, j: int, limit: int) -> tuple[str, int]:
        """How word `j` joins a member to what came before ("and", "comma", "next" or ""), and where it begins."""
        words, k = self.words, j
        while k < limit and k < j + 3 and self._is_adjective(k):
            k += 1
        while k < limit and self.is_quote(k):
            k += 1
        k = self._past_brackets(k, limit)
        link = "next" if k == j else ""
        if k < limit and self.is_comma(k):
            link, k = "comma", k + 1
        if k + 1 < limit and words.kind[k] == Kind.CLITIC and words.norm[k] == AND:
            return "and", k + 1
        if k < limit and words.norm[k] == AND:
            return "and", k + 1
        return link, k

    def _past_brackets(self, k: int, limit: int) -> int:
        """The word after a short insertion in brackets that opens at word `k` ("the ministry (the Pentagon) and")."""
        if k >= limit or self.words.norm[k] != "(":
            return k
        ends = (at for at in range(k + 1, min(limit, k + 2 + LONGEST_BRACKETS)) if self.words.norm[at] == ")")
        return next(ends, k - 1) + 1

    def _is_adjective(self, k: int) -> bool:
        norm = self.words.norm[k]
        return (
            self.words.kind[k] == Kind.WORD
            and norm.startswith(ARTICLE)
            and not self.words.clitics_before(k)
            and norm not in self.relatives
            and not self.who.covering(k)
        )

    def _member_at(self, k: int, limit: int, *, bearers: bool = False) -> Mention | None:
        """The mention that begins at word `k`, with nothing before it but words that count or address.

        `bearers` lets nouns through which their owner is met stand before it ("the efforts of").
        """
        limit = min(limit, len(self.words))
        steps, may_skip = 0, bearers
        while k < limit and steps < 5:
            found = self.who.starting(k)
            if found is not None:
                return found
            is_passed = (
                self.words.norm[k] in self.quantifiers
                or self.words.norm[k] in self.locations
                or self.is_quote(k)
                or self.is_kind(k)
                or (self.words.kind[k] in (Kind.NUMBER, Kind.CLITIC) and self.words.norm[k] != AND)
            )
            if not is_passed and not (may_skip and self._owner_follows(k, limit)):
                return None
            may_skip = may_skip and is_passed
            k, steps = k + 1, steps + 1
        return None

    def _owner_follows(self, k: int, limit: int) -> bool:
        """Whether the noun at word `k` has a mention right behind it as its owner ("the courage of A")."""
        j = k + 1
        while j < limit and self.is_quote(j):
            j += 1
        is_noun = self.words.kind[k] == Kind.WORD and not self.words.norm[k].startswith(ARTICLE)
        return is_noun and j < limit and self.who.starting(j) is not None and not self.preposition_at(k)

    def listed(self, mention: Mention) -> Found:
        """The names that a set is said to consist of: "five states, they are A, B and C"; empty when none follow."""
        first = self.who.range(mention)[1]
        limit = min(self.sentence(first - 1)[1], first + REACH_LIST)
        for j in range(first, limit):
            if self.words.norm[j] not in self.copulas and self.words.norm[j] != ":":
                continue
            k = j + 1 if self.words.norm[j] == ":" or not self._is_colon(j + 1) else j + 2
            member = self._member_at(k, limit + 4) if k < self.sentence(first - 1)[1] else None
            if member is not None and member.form == "name":
                return self.coordinated(member)
        return Found()

    def _is_colon(self, j: int) -> bool:
        return j < len(self.words) and self.words.norm[j] == ":"

    def is_adjectival(self, mention: Mention) -> bool:
        """Whether the mention is an adjective that names a party ("the Egyptian draft"), of one word."""
        first, last = self.who.range(mention)
        norm = self.words.norm[first]
        # "The captives" and "the opposition" end like adjectives and are nouns.
        is_one_word = mention.rule not in NAMED_BY_NOUNS and mention.form == "role" and last == first + 1
        return is_one_word and mention.kind != "person" and norm.endswith(RELATIVE_ENDINGS)

    def may_act(self, mention: Mention) -> bool:
        """Whether the mention can be a doer: a paper cannot, nor a place that is no state."""
        return mention.kind != "instrument" and (mention.kind != "place" or self.is_state(mention))

    def is_state(self, mention: Mention) -> bool:
        """Whether the mention names a state."""
        return mention.kind == "place" and mention.entity in self.states

    def adjective_of(self, i: int) -> Mention | None:
        """The adjective that names a party after the noun at word `i` ("the Egyptian draft")."""
        for j in (i + 1, i + 2):
            found = self.who.starting(j) if j < len(self.words) else None
            if found is not None:
                return found if self.is_adjectival(found) else None
        return None

    def adjectives_from(self, mention: Mention) -> list[str]:
        """The parties that a row of such adjectives names ("a Qatari Turkish call")."""
        found = [mention.entity]
        end = self.who.range(mention)[1]
        following = self.who.starting(end) if end < len(self.words) else None
        while following is not None and self.is_adjectival(following):
            found.append(following.entity)
            end = self.who.range(following)[1]
            following = self.who.starting(end) if end < len(self.words) else None
        return found

    def _is_indefinite(self, first: int, last: int) -> bool:
        """Whether the noun at `first` ends in the alef of the accusative: it stands alone, or its adjective ends so."""
        return last == first + 1 or self.words.norm[first + 1].endswith(ALEF)

    def is_accusative(self, mention: Mention) -> bool:
        """Whether the ending of the first word tells that the mention is no subject (a plural or dual in -in)."""
        first, last = self.who.range(mention)
        norm = self.words.norm[first]
        if mention.form == "role" and norm.endswith(ALEF) and self._is_indefinite(first, last):
            return True
        if mention.kind == "place" or norm in self.singular_in or not norm.endswith(YA + NUN):
            return norm in self.accusatives
        return mention.form == "role" or last == first + 1
