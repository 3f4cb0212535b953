"""The entries of a reading, layer by layer: every one with the span that it was read from and the rule that read it.

Offsets count Unicode code points of the report's text, half open. Days are `datetime.date`, ids unique in a reading.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from mypy_extensions import mypyc_attr

PART_KINDS: Final = (
    "title",
    "heading",
    "caption",
    "byline",
    "dateline",
    "signoff",
    "furniture",
    "insertion",
    "body",
)
ENTITY_KINDS: Final = ("person", "organization", "place", "instrument", "group")
# What reporting words say of the speaker's stance.
STANCES: Final = ("neutral", "claims", "stresses", "denies", "admits", "warns", "asks", "promises")
# The links of a statement's chain that the report names.
LINKS: Final = ("speaker", "carrier", "addressee")
STATUSES: Final = ("actual", "planned", "asked", "denied")


# Linking and the page have spans of their own, which are not compiled.
@mypyc_attr(allow_interpreted_subclasses=True)
@dataclass(slots=True)
class Span:
    """Anything that stands in the text."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any character is shared with [start, end)."""
        return self.start < end and start < self.end

    def holds(self, start: int, end: int) -> bool:
        """Whether [start, end) lies wholly inside."""
        return self.start <= start and end <= self.end


@dataclass(slots=True)
class Part(Span):
    """A stretch of the report by its function, one of `PART_KINDS`; together they cover all that is not white space."""

    kind: str
    rule: str = ""


@dataclass(slots=True, init=False)
class Mention(Span):
    """Words that stand for somebody: a name (`form="name"`) or a role (`form="role"`).

    `entity` is the id of the entity, empty until the entities are tied; `world` the id of a row of the world tables
    when the words alone tell it. `gender` is m or f, `number` s, d or p, where known.
    """

    form: str
    kind: str
    rule: str
    entity: str
    world: str
    gender: str
    number: str

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(
        self,
        start: int,
        end: int,
        form: str,
        kind: str,
        rule: str,
        entity: str = "",
        world: str = "",
        gender: str = "",
        number: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.form = form
        self.kind = kind
        self.rule = rule
        self.entity = entity
        self.world = world
        self.gender = gender
        self.number = number


@dataclass(slots=True, init=False)
class Entity:
    """Somebody or something that the report speaks of, tied together from its mentions.

    `name` is the fullest name in the report, None when it is never named; `name_en` and `ref` come from the world
    tables; `because` says why the mentions are one.
    """

    id: str
    kind: str
    name: str | None
    name_en: str | None
    ref: str | None
    world: str
    gender: str
    number: str
    because: list[str]

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(
        self,
        id: str,
        kind: str,
        name: str | None = None,
        name_en: str | None = None,
        ref: str | None = None,
        world: str = "",
        gender: str = "",
        number: str = "",
        because: list[str] | None = None,
    ) -> None:
        self.id = id
        self.kind = kind
        self.name = name
        self.name_en = name_en
        self.ref = ref
        self.world = world
        self.gender = gender
        self.number = number
        self.because = [] if because is None else because


@dataclass(slots=True)
class Time(Span):
    """A time expression with its TIMEX3 type and value, and the first and last day that it can mean."""

    id: str
    type: str
    value: str
    rule: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(slots=True)
class Amount(Span):
    """A number of something: bounds, how exact, what was counted and what befell it."""

    id: str
    low: float
    high: float
    precision: str
    of: str
    fate: str | None
    rule: str
    part_of: str | None = None


@dataclass(slots=True)
class Reason(Span):
    """The words and the rule that led to something; `report` is the id of the other report that gave it, if any."""

    rule: str
    report: str | None = None


@dataclass(slots=True)
class Published:
    """The day of publication, or the span that it must lie in, with the reasons.

    `days` lists the days that remain possible, at most 62; more than that leave it empty.
    """

    earliest: date | None = None
    latest: date | None = None
    days: list[date] = field(default_factory=list)
    given: bool = False
    because: list[Reason] = field(default_factory=list)


@dataclass(slots=True)
class Shown(Span):
    """Words that show who a link of a statement's chain is: `link` is one of `LINKS`, `rule` what told it."""

    link: str
    entity: str
    rule: str


@dataclass(slots=True)
class Statement(Span):
    """What somebody is reported to have said.

    `speaker` is an entity's id, `via` the entities that carried it, nearest to the speaker first, `to` those
    addressed. `cue` is the span of the reporting words, `shown` the words that show who speaks, carried and is
    addressed.
    """

    id: str
    kind: str
    rule: str
    speaker: str | None = None
    speakers: list[str] = field(default_factory=list)
    cue: tuple[int, int] | None = None
    stance: str = "neutral"
    via: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)


@dataclass(slots=True, init=False)
class Event(Span):
    """An act, one of PLOVER's sixteen types, on the word that tells it."""

    id: str
    type: str
    mode: str | None
    status: str
    rule: str
    actors: list[str]
    recipients: list[str]
    place: str | None
    earliest: date | None
    latest: date | None
    statement: str | None
    because: list[str]

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(
        self,
        start: int,
        end: int,
        id: str,
        type: str,
        mode: str | None,
        status: str,
        rule: str,
        actors: list[str] | None = None,
        recipients: list[str] | None = None,
        place: str | None = None,
        earliest: date | None = None,
        latest: date | None = None,
        statement: str | None = None,
        because: list[str] | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.id = id
        self.type = type
        self.mode = mode
        self.status = status
        self.rule = rule
        self.actors = [] if actors is None else actors
        self.recipients = [] if recipients is None else recipients
        self.place = place
        self.earliest = earliest
        self.latest = latest
        self.statement = statement
        self.because = [] if because is None else because


@dataclass(slots=True)
class Corrected:
    """What came of a correction by a person in a reading.

    `entry` is the id of the entry, empty for the report itself and for an entry that is not there; `correction` the
    number of the correction in the record; `verdict` confirm, reject or correct, `field` what was put right; `outcome`
    applied, restored (the entry was brought back) or missing; `by` who said so.
    """

    entry: str
    correction: int
    verdict: str
    field: str
    outcome: str
    by: str | None = None


@dataclass(slots=True)
class Given:
    """What the caller knows of a report: the day (or bounds) of publication, the outlet, the headline.

    `others` are the rules and the ids of the reports that gave these bounds, where other reports of a record did.
    """

    earliest: date | None = None
    latest: date | None = None
    outlet: str | None = None
    title: str | None = None
    others: tuple[tuple[str, str], ...] = ()
