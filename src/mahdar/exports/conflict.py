"""What the data sets on conflict ask of an event: sides, place, the dead, and how exactly the day is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from mahdar.arabic.normal import normal_word
from mahdar.exports.polecat import coded, event_id
from mahdar.exports.source import Source, Told, label
from mahdar.reading.amounts.counted import counted_nouns
from mahdar.reading.layers import Amount, Event
from mahdar.reading.reading import Reading
from mahdar.tables import PACKAGE, Row, read_table
from mahdar.views.quoting import distance, sentence_of, speakers_of
from mahdar.world import Fact, load_world

STATE, ARMED, CIVILIAN, PROTESTERS = "state", "armed", "civilian", "protesters"
# Sectors of PLOVER whose actors act for their state.
OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
UNARMED = frozenset({"civilian", "child", "woman", "refugee"})
FIGHTER = "fighter"
KILLED = "killed"
# An amount by this rule is a word and no number: dozens, hundreds.
VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in an event: the name, what side of a conflict it is (empty where that cannot be told), its country."""

    name: str
    side: str
    country: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was: by name, with the state and what kind of place it is."""

    name: str
    type: str
    state: Fact | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with all that the data sets ask of it."""

    told: Told
    event: Event
    actors: list[Party]
    recipients: list[Party]
    place: Place | None
    killed: list[Amount]
    speakers: list[str]

    @property
    def id(self) -> str:
        """An id made from content."""
        return event_id(self.told.reading, self.event)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day that it can have been on, None where one of them is not known."""
        first, last = self.event.earliest, self.event.latest
        return (first, last) if first and last else None

    @property
    def against(self) -> str:
        """Whether it was done to the armed or to civilians, empty where neither is told."""
        sides = {party.side for party in self.recipients}
        if sides & {STATE, ARMED}:
            return ARMED
        dead = {amount.of for amount in self.killed}
        return CIVILIAN if CIVILIAN in sides or (dead and dead <= UNARMED) else ""


def happenings(source: Source) -> Iterator[Happening]:
    """The events that happened, report by report."""
    for told in source:
        killed = _killed(told.reading)
        for event in told.reading.events:
            if event.status == "actual":
                yield _happening(source, told, event, killed.get(event.id, []))


def middle(days: tuple[date, date]) -> date:
    """The day in the middle of a span."""
    return days[0] + timedelta(days=(days[1] - days[0]).days // 2)


def state_row(state: Fact | None) -> Row | None:
    """The codes and regions of a state."""
    return _regions().get(state.cells["id"]) if state else None


def _happening(source: Source, told: Told, event: Event, killed: list[Amount]) -> Happening:
    statement = next((one for one in told.reading.statements if one.id == event.statement), None)
    by = [*speakers_of(statement), *statement.via] if statement else []
    return Happening(
        told,
        event,
        _parties(source, told, event.actors),
        _parties(source, told, event.recipients),
        _place(source, told, event.place) if event.place else None,
        killed,
        source.labels(told, by),
    )


def _parties(source: Source, told: Told, entities: Iterable[str]) -> list[Party]:
    found = []
    for entity in dict.fromkeys(entities):
        line, one = source.line(told, entity), told.reading.entity(entity)
        name = line.name_en or label(line)
        found.append(Party(name, _side(told, entity), coded(one.world, told.day)[0], bool(line.name or line.name_en)))
    return found


def _side(told: Told, entity: str) -> str:
    one = told.reading.entity(entity)
    table = one.world.partition(":")[0]
    fact = load_world().get(one.world)
    if table in ("state", "capital"):
        return STATE
    if fact and fact.cells.get("type") == "armed":
        return ARMED
    if coded(one.world, told.day)[1] in OF_STATE:
        return STATE
    described = [one for one in told.reading.mentions if one.entity == entity and one.form == "role"]
    people = {noun for one in described for noun in _people(told.reading.words(one))}
    if people & UNARMED:
        return CIVILIAN
    return ARMED if FIGHTER in people else ""


def _people(words: str) -> set[str]:
    """What the words call people: civilians, children, fighters and so on."""
    nouns = (counted_nouns().find(normal_word(word)) for word in words.split())
    return {noun.of for noun in nouns if noun and noun.is_people}


def _place(source: Source, told: Told, entity: str) -> Place:
    line, world = source.line(told, entity), load_world()
    row = told.reading.entity(entity).world
    fact = world.get(row)
    table, _, name = row.partition(":")
    state = fact if table == "state" else world.get(f"state:{name}") if table == "capital" else None
    if state is None and fact:
        state = world.get(f"state:{fact.cells.get('state', '')}")
    kind = {"state": "state", "capital": "city"}.get(table) or (fact.cells.get("type", "") if fact else "")
    return Place(line.name_en or label(line), kind, state)


def _killed(reading: Reading) -> dict[str, list[Amount]]:
    """The numbers of dead by the event nearest to them in their sentence; a part of a whole is not counted again."""
    found: dict[str, list[Amount]] = {}
    attacks = [event for event in reading.events if event.type == "ASSAULT" and event.status == "actual"]
    for amount in reading.amounts:
        if amount.fate != KILLED or amount.part_of:
            continue
        whole = sentence_of(reading, amount)
        near = [event for event in attacks if whole.holds(event.start, event.end)]
        if near:
            found.setdefault(min(near, key=lambda event: distance(event, amount)).id, []).append(amount)
    return found


@lru_cache(maxsize=1)
def _regions() -> dict[str, Row]:
    table = read_table(PACKAGE / "exports" / "regions.tsv", columns=("state", "numeric", "acled", "ucdp"))
    return {row["state"]: row for row in table}
