"""An event in the making, and what the report has told before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from mahdar.reading.events.status import Scope
from mahdar.reading.events.triggers import Candidate
from mahdar.reading.layers import Statement

# Acts on the body and on the ground: a place that is their object is where they happen.
GROUND: Final = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "CONCEDE", "PROTEST"))


ADOPTED: Final = frozenset(("resolution", "decree", "law"))
# How many acts are gone through for one that is told again: no report tells as many.
MOST_TOLD: Final = 500
TABLED: Final = ("draft", "<draft", "resolution_of", "<resolution_of")
# By its control, an act that the recipient of its governor does.
OBEYED: Final = frozenset(("to", "ultimatum", "forced"))
# Fights that a side has with another: both are doers.
FOUGHT: Final = frozenset(("ishtabaka", "taqatala", "qatala_fight", "wajaha", "maaraka"))
TALKS: Final = frozenset(("tafawada", "tahadatha_ma", "tabahatha", "hiwar"))


@dataclass(slots=True, init=False)
class Draft:
    """An event in the making."""

    candidate: Candidate
    scope: Scope
    statement: Statement | None
    actors: list[str]
    recipients: list[str]
    places: list[str]
    because: list[str]
    is_of_paper: bool
    has_other_subject: bool
    is_title: bool
    day: tuple[date, date] | None

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, candidate: Candidate, scope: Scope, statement: Statement | None = None) -> None:
        self.candidate = candidate
        self.scope = scope
        self.statement = statement
        self.actors = []
        self.recipients = []
        self.places = []
        self.because = []
        self.is_of_paper = False
        self.has_other_subject = False
        self.is_title = False
        self.day = None

    def is_same_act(self, other: Draft) -> bool:
        """Whether the two may tell one act: of one type and mode, done by nobody else."""
        mine, its = self.candidate.family, other.candidate.family
        is_alike = mine.type == its.type and (mine.mode == its.mode or mine.id == its.id)
        return is_alike and (not other.actors or not self.actors or bool(set(other.actors) & set(self.actors)))

    @property
    def status(self) -> str:
        """The status that its scope gives it."""
        return self.scope.status

    @property
    def is_session(self) -> bool:
        """Whether it is the sitting of a body."""
        family = self.candidate.family
        return family.type == "CONSULT" and family.mode == "multilateral"

    @property
    def is_talks(self) -> bool:
        """Whether it is talks of parties."""
        return self.candidate.family.id in TALKS

    @property
    def is_truce(self) -> bool:
        """Whether it is a truce, or the breach of one."""
        family = self.candidate.family
        return family.mode == "ceasefire" or family.id == "kharaqa"

    def speaker(self) -> list[str]:
        """Who says the statement that the act stands in."""
        statement = self.statement
        if statement is None:
            return []
        return list(statement.speakers) or ([statement.speaker] if statement.speaker else [])


@dataclass(slots=True)
class Memory:
    """Who acted so far: last of all, in the truce, in the session, as sponsors of the draft."""

    at: int = 0
    line: int = -2
    actors: list[str] = field(default_factory=list)
    # Who did last what was done in fact, and at which word: wishes and conditions name others in between.
    main_at: int = 0
    main: list[str] = field(default_factory=list)
    # Who did last what a relative clause tells of another noun ("the town that rebels besiege").
    aside_at: int = 0
    aside: list[str] = field(default_factory=list)
    truce: list[str] = field(default_factory=list)
    session: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    sponsors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    doers: dict[str, list[str]] = field(default_factory=dict)

    def acted(self, at: int, line: int, actors: list[str]) -> None:
        """Notes who acted or spoke at word `at` of line `line`."""
        if actors:
            self.at, self.line, self.actors = at, line, actors

    def note(self, draft: Draft, line: int, *, is_aside: bool = False) -> None:
        """Notes what `draft` tells for the acts after it; an aside leaves the subject of the sentence as it was."""
        if not draft.actors:
            return
        candidate = draft.candidate
        self.doers[candidate.family.id] = draft.actors
        if candidate.is_verb:
            self._note_verb(draft, line, is_aside=is_aside)
        if draft.is_truce:
            self.truce = draft.actors
        if draft.is_session:
            self.session = draft.actors
        if draft.is_talks:
            self.talks = [*draft.actors, *draft.recipients]
        if candidate.family.type == "AGREE" and candidate.because in ADOPTED:
            self.adopted = draft.actors
        if candidate.family.type == "REQUEST":
            self.asked = draft.actors
        if candidate.family.type == "REQUEST" and candidate.because in TABLED:
            self.sponsors = draft.actors

    def _note_verb(self, draft: Draft, line: int, *, is_aside: bool) -> None:
        at = draft.candidate.at
        if is_aside:
            self.aside_at, self.aside = at, draft.actors
            return
        self.acted(at, line, draft.actors)
        if draft.status == "actual":
            self.main_at, self.main = at, draft.actors
