"""A case put together from the matters of several reports: parties, the state on every day, history and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

from mahdar.linking.links import SEPARATOR
from mahdar.linking.matters.matter import STATES, UN, Figure, Matter, Party, Telling

# Digits of a case's id: enough that two cases of a large record do not share them.
DIGITS = 8
LAST, ONE_DAY = date.max, timedelta(days=1)
# States that end a matter, the more exact later: what is told on without a day does not undo them.
FINAL = ("held", "failed", "adopted", "vetoed", "cancelled")
SILENT = ("mentioned",)


@dataclass(frozen=True, slots=True)
class Step:
    """One telling of a case with the report that tells it, and the days that it is told for.

    `is_dated` says whether the text tells the day; otherwise the days are those on which the report may be published.
    """

    report: int
    matter: str
    telling: Telling
    earliest: date | None
    latest: date | None
    is_dated: bool

    @property
    def address(self) -> str:
        """The address of the matter in its report."""
        return f"{self.report}{SEPARATOR}{self.matter}"


@dataclass(slots=True)
class Role:
    """Somebody in a case: the part, where it is told as (report, entity), and the keys of whom they stand for."""

    part: str
    key: str
    told: list[tuple[int, str]] = field(default_factory=list)
    stands: set[str] = field(default_factory=set)
    sentences: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A matter followed through the reports. `id` is made from where it is told first, and stays when more is told."""

    id: str
    matters: list[Matter]

    @property
    def kind(self) -> str:
        """The kind of matter."""
        return self.matters[0].kind

    @property
    def body(self) -> str:
        """The key of the body that it is of, the most exact that is told; empty for none."""
        found = [one.body for one in self.matters if one.body]
        return next((body for body in found if body != UN), found[0] if found else "")

    @property
    def number(self) -> str:
        """The number of the resolution; empty for none."""
        return next((one.number for one in self.matters if one.number), "")

    @property
    def subkinds(self) -> list[str]:
        """The kinds of session, truce or movement that are told, in order."""
        return list(dict.fromkeys(kind for step in self.steps() for kind in step.telling.subkinds))

    @property
    def topics(self) -> list[str]:
        """What it is about."""
        return list(dict.fromkeys(topic for step in self.steps() for topic in step.telling.topics))

    @property
    def places(self) -> list[str]:
        """The keys of its places, towns before states, as told outside of headlines where there is such."""
        told = [place for step in self.told() for place in step.telling.places]
        return sorted(dict.fromkeys(told), key=lambda place: place.startswith("state:"))

    @property
    def reports(self) -> list[int]:
        """The numbers of the reports that tell of it."""
        return sorted({one.report for one in self.matters})

    @property
    def addresses(self) -> list[str]:
        """The addresses of its matters."""
        return [f"{one.report}{SEPARATOR}{one.id}" for one in self.matters]

    def steps(self) -> Iterator[Step]:
        """All its tellings, in the order of the reports and their text."""
        for matter in self.matters:
            for telling in matter.tellings:
                dated = telling.earliest is not None and telling.latest is not None
                days = (telling.earliest, telling.latest) if dated else matter.published
                yield Step(matter.report, matter.id, telling, *days, dated)

    def told(self) -> list[Step]:
        """The tellings that are no headlines, all when there is none such."""
        found = list(self.steps())
        return [one for one in found if not one.telling.is_headline] or found

    def history(self) -> list[Step]:
        """The steps by day, as far as it is known, one for each state that a report tells."""
        found: dict[tuple[object, ...], Step] = {}
        steps = sorted(self.steps(), key=lambda one: one.telling.is_weak)
        for step in steps:
            if step.telling.state in SILENT:
                continue
            key = (step.report, step.telling.state, step.earliest if step.is_dated else None)
            undated = (step.report, step.telling.state, None)
            if key not in found and (step.is_dated or not any(k[:2] == undated[:2] for k in found)):
                found[key] = step
        return sorted(found.values(), key=_when)

    @property
    def state(self) -> str:
        """Its last state."""
        history = self.history()
        ended = [one for one in history if one.telling.state in FINAL and (one.is_dated or self.kind == "draft")]
        if ended:
            return max(ended, key=lambda one: (one.is_dated, FINAL.index(one.telling.state))).telling.state
        return history[-1].telling.state if history else ""

    def state_on(self, day: date) -> str:
        """Its state on a day: the last that is surely told for that day or an earlier one; empty before the first."""
        past = [step for step in self.history() if step.latest is not None and step.latest <= day]
        return past[-1].telling.state if past else ""

    def states(self) -> list[tuple[date, date | None, str]]:
        """Its state on every day: from a day, to the last day before the next state (None: as far as is told)."""
        known = sorted({step.latest for step in self.history() if step.latest is not None})
        found: list[tuple[date, date | None, str]] = []
        for day in known:
            state = self.state_on(day)
            if not found or found[-1][2] != state:
                if found:
                    found[-1] = (found[-1][0], day - ONE_DAY, found[-1][2])
                found.append((day, None, state))
        return found

    def days(self) -> tuple[date | None, date | None]:
        """The first and last day of what is told, by the text where it tells days."""
        steps = [step for step in self.history() if step.is_dated] or self.history()
        first = min((step.earliest for step in steps if step.earliest), default=None)
        return first, max((step.latest for step in steps if step.latest), default=None)

    def roles(self) -> list[Role]:
        """Everybody with a part, each once a part, in the order in which they are told."""
        found: dict[tuple[str, str], Role] = {}
        for step in self.told():
            for party in step.telling.parties:
                key = party.key or f"{step.report}{SEPARATOR}{party.entity}"
                role = found.setdefault((party.part, key), Role(party.part, key))
                role.told.append((step.report, party.entity))
                role.stands.update(party.stands)
                role.sentences.append((step.report, step.telling.sentence))
        return list(found.values())

    def keys(self, *parts: str) -> set[str]:
        """Whom those with these parts stand for."""
        return {key for matter in self.matters for key in matter.keys(*parts)}

    def figures(self, *what: str) -> list[tuple[Step, Figure]]:
        """Its numbers (of these kinds, all when none is named) with the steps that tell them."""
        return [
            (step, figure)
            for step in self.steps()
            for figure in step.telling.figures
            if not what or figure.what in what
        ]

    def parties(self, *parts: str) -> list[tuple[Step, Party]]:
        """Those with these parts, with the steps that tell it."""
        return [(step, party) for step in self.steps() for party in step.telling.parties if party.part in parts]


def _when(step: Step) -> tuple[date, date, int, int]:
    """What steps are ordered by: the day, then the way in which matters go on."""
    rank = STATES.index(step.telling.state) if step.telling.state in STATES else 0
    return step.latest or LAST, step.earliest or LAST, rank, step.report


def make_cases(groups: Iterable[list[Matter]], report_ids: Mapping[int, str]) -> list[Case]:
    """The cases of groups of matters; `report_ids` gives the id of each report by its number."""
    return [Case(case_id(group[0], report_ids[group[0].report]), group) for group in groups]


def case_id(first: Matter, report_id: str) -> str:
    """The id of the case that begins with a matter: its kind, and a hash of the report's bytes and the place in it."""
    told = f"{report_id}|{first.kind}|{first.tellings[0].start}"
    return f"{first.kind}-{blake2b(told.encode(), digest_size=DIGITS // 2).hexdigest()}"
