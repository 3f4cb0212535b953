"""A matter of one report, and the places of its text that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from mahdar.reading.layers import Span

UN = "body:un"
KINDS = ("session", "draft", "truce", "evacuation", "aid", "withdrawal", "talks")
# In the order in which a matter goes on, as far as matters do; the last of one day is the state of that day.
STATES = (
    "possible",
    "offered",
    "asked",
    "tabled",
    "planned",
    "discussed",
    "announced",
    "confirmed",
    "held",
    "happened",
    "in-force",
    "in-danger",
    "extended",
    "breached",
    "postponed",
    "adopted",
    "failed",
    "vetoed",
    "refused",
    "cancelled",
    "broken",
)


@dataclass(slots=True)
class Party:
    """Somebody with a part in a matter. `entity` is the id in the reading, `key` the same in all reports or empty.

    `stands` are the keys of those that the party speaks or acts for, its own among them.
    """

    part: str
    entity: str
    key: str = ""
    stands: list[str] = field(default_factory=list)


@dataclass
class Figure(Span):
    """A number of a matter: what it counts, its bounds; `derived` says that it was added up from the words.

    `entity` is the id of the counted group in the reading, where it is one with a part in the matter.
    """

    what: str
    low: float
    high: float
    derived: bool = False
    sentence: int = 0
    entity: str = ""


@dataclass
class Telling(Span):
    """One place of a report that tells of a matter, on the word that names it.

    `is_weak` means that a bare reference ("this session") or a headline tells it, `is_headline` the latter;
    `is_past` that it is told as long past when the report is published.
    `words` is a hash of its sentence, the same in a copy.
    """

    kind: str
    rule: str
    state: str
    subkinds: list[str] = field(default_factory=list)
    body: str = ""
    parties: list[Party] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    term: str = ""
    number: str = ""
    earliest: date | None = None
    latest: date | None = None
    sentence: int = 0
    statement: str | None = None
    events: list[str] = field(default_factory=list)
    is_weak: bool = False
    is_headline: bool = False
    is_past: bool = False
    words: str = ""
    is_inserted: bool = False

    def keys(self, *parts: str) -> set[str]:
        """Whom those with these parts (all when none is named) stand for."""
        return {key for one in self.parties if not parts or one.part in parts for key in one.stands}


@dataclass(slots=True)
class Matter:
    """What one report tells of one matter: all its tellings in the order of the text."""

    report: int
    id: str
    tellings: list[Telling]
    published: tuple[date | None, date | None] = (None, None)
    scene: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind, one of `KINDS`."""
        return self.tellings[0].kind

    @property
    def body(self) -> str:
        """The key of the body whose session or draft it is; empty for other matters."""
        found = [one.body for one in self.tellings if one.body]
        # "A session of the United Nations" is of one of its bodies.
        return next((body for body in found if body != UN), found[0] if found else "")

    @property
    def subkinds(self) -> set[str]:
        """All kinds of session, truce or movement that are told."""
        return {subkind for one in self.tellings for subkind in one.subkinds}

    @property
    def topics(self) -> set[str]:
        """What it is about."""
        return {topic for one in self.tellings for topic in one.topics}

    @property
    def places(self) -> set[str]:
        """The keys of its places."""
        return {place for one in self.tellings for place in one.places}

    @property
    def number(self) -> str:
        """The number of the resolution, empty when there is none."""
        return next((one.number for one in self.tellings if one.number), "")

    def keys(self, *parts: str) -> set[str]:
        """Whom those with these parts stand for."""
        return {key for one in self.tellings for key in one.keys(*parts)}

    @property
    def words(self) -> set[str]:
        """The hashes of the sentences that tell it."""
        return {one.words for one in self.tellings if one.words}

    def parties(self, *parts: str) -> list[Party]:
        """Those with these parts, each once."""
        found = {one.entity: one for telling in self.tellings for one in telling.parties if one.part in parts}
        return list(found.values())

    def figures(self) -> Iterator[Figure]:
        """All its numbers."""
        for one in self.tellings:
            yield from one.figures

    def days(self, *states: str) -> list[tuple[date, date]]:
        """The spans of days of the tellings in these states (all when none is named), as far as they are known."""
        return [
            (one.earliest, one.latest)
            for one in self.tellings
            if (not states or one.state in states) and one.earliest is not None and one.latest is not None
        ]

    def to_json(self) -> dict[str, Any]:
        """The matter as one JSON object; `from_json` takes it back."""
        made = asdict(self)
        made["published"] = [str(day) if day else None for day in self.published]
        for one in made["tellings"]:
            one["earliest"], one["latest"] = (str(one[name]) if one[name] else None for name in ("earliest", "latest"))
        return made


def shared_parties(some: Iterable[Party], others: Iterable[Party]) -> list[str]:
    """The keys by which parties of the one are those of the other, each counted once: a minister is his state, once."""
    left = list(others)
    found = []
    for one in some:
        match = next((other for other in left if set(one.stands) & set(other.stands)), None)
        if match is not None:
            found.append(min(set(one.stands) & set(match.stands)))
            left = [other for other in left if not set(one.stands) & set(other.stands)]
    return found


def from_json(made: dict[str, Any]) -> Matter:
    """The matter that `to_json` wrote."""
    return Matter(
        made["report"],
        made["id"],
        [_telling(one) for one in made["tellings"]],
        (_day(made["published"][0]), _day(made["published"][1])),
        made["scene"],
    )


def _telling(made: dict[str, Any]) -> Telling:
    values = dict(made)
    values["parties"] = [Party(**one) for one in made["parties"]]
    values["figures"] = [Figure(**one) for one in made["figures"]]
    values["earliest"], values["latest"] = _day(made["earliest"]), _day(made["latest"])
    return Telling(**values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
