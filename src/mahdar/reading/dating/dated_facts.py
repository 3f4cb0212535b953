"""What names and numbers in a report tell of its day: the Council's members, vetoes, resolutions, new names.

Each finding is the words with the first and last day that they allow; `dating` narrows the days by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from mahdar.arabic import times as engine
from mahdar.arabic.normal import ARTICLE, TA_MARBUTA, normal_word
from mahdar.arabic.numbers import Number
from mahdar.arabic.words import Words
from mahdar.tables import world_table

PERMANENT: Final = frozenset(("cn", "fr", "gb", "ru", "us"))
# A vote is announced some weeks before it at most.
ANNOUNCED: Final = timedelta(days=21)
# How far from "draft resolution" its sponsors stand.
_SPONSORS_NEAR: Final = 9


@dataclass(frozen=True, slots=True)
class Finding:
    """The words [first, last) and the days that they allow; an open bound is None."""

    first: int
    last: int
    rule: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Veto:
    """A vetoed draft."""

    day: date
    vetoed_by: frozenset[str]
    sponsors: frozenset[str]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting of the General Assembly outside its ordinary plenaries: the words for its kind and its matter."""

    day: date
    kinds: tuple[str, ...]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    first: int
    last: int
    kind: str
    value: Any


def _parts(form: str) -> tuple[str, ...]:
    return tuple(normal_word(part) for part in form.replace("-", " - ").split())


class Facts:
    """The tables of facts, with the phrases that point to them by their first word."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        self.adjectives: dict[str, str] = {}
        self._read_states()
        self._read_terms()
        self.vetoes = [
            Veto(
                date.fromisoformat(row["day"]),
                frozenset(row.many("vetoed_by")),
                frozenset(row.many("sponsors")),
                tuple(normal_word(topic) for topic in row.many("topics")),
            )
            for row in world_table("vetoes", columns=("day", "vetoed_by", "sponsors", "topics"))
        ]
        self.sessions = [
            Session(
                date.fromisoformat(row["day"]),
                tuple(" ".join(_parts(kind)) for kind in row.many("kinds")),
                frozenset(normal_word(topic) for topic in row.many("topics")),
            )
            for row in world_table("assembly_sessions", columns=("day", "kinds", "topics"))
        ]
        self.members: dict[str, set[int]] = {}
        for row in world_table("council_members", columns=("state", "since", "until")):
            years = range(int(row["since"]), int(row["until"]) + 1)
            self.members.setdefault(row["state"], set()).update(years)
        numbers = world_table("resolution_years", columns=("year", "last"))
        self.last_numbers = [(int(row["year"]), int(row["last"])) for row in numbers]

    def _add(self, form: str, kind: str, value: Any) -> None:
        parts = _parts(form)
        self.phrases.setdefault(parts[0], []).append((parts, kind, value))

    def _read_states(self) -> None:
        for row in world_table("states", columns=("id", "names_ar", "capital_ar", "adjective_ar")):
            for form in row.many("names_ar"):
                self._add(form, "state", row["id"])
            for form in row.many("adjective_ar"):
                adjective = normal_word(form)
                for written in (adjective, adjective + TA_MARBUTA):
                    self.adjectives.setdefault(written, row["id"])
                    self.adjectives.setdefault(ARTICLE + written, row["id"])

    def _read_terms(self) -> None:
        for row in world_table("dated_terms", columns=("names", "since")):
            for form in row.many("names"):
                self._add(form, "term", date.fromisoformat(row["since"]))

    def year_of_resolution(self, number: int) -> int | None:
        """The year in which a Security Council resolution was adopted, None where the table does not tell."""
        before = None
        for year, last in self.last_numbers:
            if before is not None and before < number <= last:
                return year
            before = last
        return None


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The facts, read once."""
    return Facts()


class Finder:
    """Finds what the words of one report tell of its day."""

    def __init__(self, words: Words, numbers: list[Number], skipped: frozenset[int] = frozenset()) -> None:
        self.words, self.norm = words, words.norm
        self.facts = facts()
        self.numbers, self.skipped = numbers, skipped
        self.hits = self._hits()
        self._states: dict[int, list[_Hit]] = {}
        for hit in self.hits:
            if hit.kind == "state":
                self._states.setdefault(words.sentence[hit.first], []).append(hit)

    def _hits(self) -> list[_Hit]:
        hits: list[_Hit] = []
        phrases, norm, i = self.facts.phrases, self.norm, 0
        while i < len(norm):
            found = phrases.get(norm[i])
            best = None
            if found and i not in self.skipped:
                for parts, kind, value in found:
                    end = i + len(parts)
                    if tuple(norm[i:end]) == parts and (best is None or end > best.last):
                        best = _Hit(i, end, kind, value)
            if best:
                hits.append(best)
                i = best.last
            else:
                i += 1
        return hits

    def find(self) -> Iterator[Finding]:
        """All findings, surest first."""
        yield from self._names()
        yield from self._resolutions()
        yield from self._council()
        yield from self._drafts()
        yield from self._repeated_vetoes()
        yield from self._failures()

    def _sentence(self, i: int) -> range:
        return range(*self.words.sentences[self.words.sentence[i]])

    def _has(self, sentence: range, guard: str) -> bool:
        known = engine.guard(guard)
        return any(self.norm[i] in known for i in sentence)

    def _names(self) -> Iterator[Finding]:
        """Names that came up on a known day."""
        for hit in self.hits:
            if hit.kind == "term":
                yield Finding(hit.first, hit.last, "name-since", hit.value, None)

    def _resolutions(self) -> Iterator[Finding]:
        """The number of a Council resolution: not before its year."""
        for number in self.numbers:
            before = number.first - 1
            if number.form != "digits" or before < 0 or self.norm[before] not in engine.guard("resolution"):
                continue
            year = self.facts.year_of_resolution(int(number.low))
            if year and number.first not in self.skipped:
                yield Finding(before, number.last, "resolution-number", date(year, 1, 1), None)

    def _council(self) -> Iterator[Finding]:
        """States named as elected members of the Council: the years in which all of them were."""
        for number, (first, last) in enumerate(self.words.sentences):
            listed = self._states.get(number)
            if not listed or len(listed) < 2:
                continue
            sentence = range(first, last)
            elected = self._has(sentence, "elected")
            voted = self._has(sentence, "member") and self._has(sentence, "voted")
            if not (elected or voted):
                continue
            telling = engine.guard("elected" if elected else "member")
            start = next(i for i in sentence if self.norm[i] in telling)
            named = [hit for hit in listed if hit.first > start and hit.value not in PERMANENT]
            years = self._common_years([hit.value for hit in named])
            if len(named) >= 2 and years:
                begin, end = date(min(years), 1, 1), date(max(years), 12, 31)
                yield Finding(named[0].first, named[-1].last, "council-members", begin, end)

    def _common_years(self, states: list[str]) -> set[int]:
        years = [self.facts.members.get(state, set()) for state in states]
        return set.intersection(*years) if years else set()

    def _drafts(self) -> Iterator[Finding]:
        """A draft with its sponsors: they were members then; one that was vetoed tells the day."""
        drafts = engine.guard("draft")
        for i, word in enumerate(self.norm):
            if word not in drafts or i in self.skipped or i + 1 >= len(self.norm):
                continue
            if self.norm[i + 1] not in engine.guard("resolution"):
                continue
            last, sponsors = self._sponsors(i + 2)
            if len(sponsors) < 2:
                continue
            vetoes = [veto for veto in self.facts.vetoes if veto.sponsors == sponsors]
            if len(vetoes) == 1:
                yield from self._by_veto(i, last, vetoes[0])
            years = self._common_years(sorted(sponsors - PERMANENT))
            if years:
                yield Finding(i, last, "sponsors", date(min(years), 1, 1), date(max(years), 12, 31))

    def _sponsors(self, begin: int) -> tuple[int, frozenset[str]]:
        """The states whose adjectives or names stand after "draft resolution"."""
        sentence = self._sentence(begin - 1)
        end = min(sentence.stop, begin + _SPONSORS_NEAR)
        found, last = set(), begin
        for i in range(begin, end):
            state = self.facts.adjectives.get(self.norm[i])
            if state:
                found.add(state)
                last = i + 1
        for hit in self._states.get(self.words.sentence[begin - 1], []):
            if begin <= hit.first < end:
                found.add(hit.value)
                last = max(last, hit.last)
        return last, frozenset(found)

    def _by_veto(self, first: int, last: int, veto: Veto) -> Iterator[Finding]:
        sentence = self._sentence(first)
        if self._has(sentence, "vetoed"):
            yield Finding(first, last, "vetoed-draft", veto.day, None)
        elif self._has(sentence, "to-vote"):
            yield Finding(first, last, "draft-to-be-voted", veto.day - ANNOUNCED, veto.day)

    def _repeated_vetoes(self) -> Iterator[Finding]:
        """ "The fifth time that Russia blocks …": between that veto and the next."""
        for number in self.numbers:
            if number.form != "ordinal" or number.first in self.skipped:
                continue
            sentence = self._sentence(number.first)
            if not self._has(sentence, "vetoed"):
                continue
            named = self._states.get(self.words.sentence[number.first], [])
            actors = {hit.value for hit in named} & PERMANENT
            counted = self._counted_vetoes(actors, sentence)
            order = int(number.low)
            if order < 2 or order > len(counted):
                continue
            after = counted[order].day if order < len(counted) else None
            yield Finding(number.first, number.last, "counted-veto", counted[order - 1].day, after)

    def _counted_vetoes(self, actors: set[str], sentence: range) -> list[Veto]:
        if len(actors) != 1:
            return []
        near = {self.norm[i] for i in sentence}
        topics = {veto.topics[0] for veto in self.facts.vetoes if veto.topics[0] in near}
        if len(topics) != 1:
            return []
        return [v for v in self.facts.vetoes if actors <= v.vetoed_by and v.topics[0] in topics]

    def _failures(self) -> Iterator[Finding]:
        """A veto or failure of the Council on a matter: not before the first veto on it."""
        for first, last in self.words.sentences:
            sentence = range(first, last)
            if not self._has(sentence, "failed") or not self._has(sentence, "council"):
                continue
            near = {self.norm[i]: i for i in sentence if i not in self.skipped}
            for veto in self.facts.vetoes:
                for topic in veto.topics[1:]:
                    if topic in near:
                        yield Finding(near[topic], near[topic] + 1, "after-veto", veto.day, None)

    def sessions_in(self, sentence: range) -> list[date]:
        """The days of the Assembly's known meetings of the kind and on the matter that a sentence tells of."""
        if not self._has(sentence, "assembly") or not self._has(sentence, "session"):
            return []
        words = [self.norm[i] for i in sentence if i not in self.skipped]
        said = f" {' '.join(words)} "
        return [
            session.day
            for session in self.facts.sessions
            if not session.topics.isdisjoint(words) and any(f" {kind} " in said for kind in session.kinds)
        ]


def skipped_words(words: Words, spans: list[tuple[int, int]]) -> frozenset[int]:
    """The words inside the given characters (what somebody added is no evidence)."""
    return frozenset(i for start, end in spans for i in range(*words.range(start, end)))
