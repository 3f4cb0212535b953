"""Narrows the days of undated reports by links to reports whose day is known; each narrowing names the other report.

It starts each time from what the reports tell by themselves, so that reports never date each other in a circle, and
what an undone link gave is taken back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

from mahdar.linking.copies import Copies
from mahdar.linking.stories import Stories
from mahdar.record import Record

# The links that date, by kind, and how many days apart such reports appear at most. Agencies' texts are carried on
# their day or the next; they name days by the weekday, which means another day when a week has passed. Other tellings
# of one happening come within three days. A shared paragraph is no evidence: background is used for months.
DATING = {"copy": ("copy", "extract"), "story": ("same-story",)}
WITHIN = {"copy": timedelta(days=6), "story": timedelta(days=3)}
AFTER, BEFORE = "copy-of-dated", "source-of-dated"
BESIDE = {"copy": "copy-beside-dated", "story": "story-beside-dated"}
# Changes whenever the same readings and links leave other days.
KIND, VERSION = "dating", "dating/1"
_REPORTS = """
SELECT readings.report AS number, reports.id AS report_id, readings.rules AS rules,
  base.published_earliest AS earliest, base.published_latest AS latest, base.published_days AS days,
  base.published_given AS given, reports.published_earliest AS given_earliest,
  reports.published_latest AS given_latest
FROM readings JOIN reports ON reports.number = readings.report
JOIN readings AS base ON base.report = readings.report AND base.program = ?1 AND base.rules = ?2
WHERE readings.is_current = 1
ORDER BY readings.report
"""
_REPORTS_OF = _REPORTS.replace("ORDER BY", "AND readings.report IN (SELECT value FROM json_each(?3)) ORDER BY")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The days that a link to the report `other`, whose day is known, leaves to a report."""

    rule: str
    other: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Tie:
    """A link of two reports: its kind, and which of them, left or right, is the source of the other."""

    left: int
    right: int
    kind: str = "copy"
    source: str | None = None

    def seen_from(self, number: int) -> str:
        """The rule by which the other end, when its day is known, dates this one."""
        if self.source is None:
            return BESIDE[self.kind]
        is_left = number == self.left
        return BEFORE if is_left == (self.source == "left") else AFTER


@dataclass(slots=True)
class Days:
    """The days that a report leaves possible: a list where it is short, bounds (None is open) otherwise."""

    earliest: date | None
    latest: date | None
    listed: list[date] = field(default_factory=list)

    @property
    def known(self) -> date | None:
        """The one day, None when several are possible."""
        return self.earliest if self.earliest == self.latest else None

    def within(self, first: date, last: date) -> Days | None:
        """What remains of them between two days, None when nothing does."""
        if self.listed:
            left = [day for day in self.listed if first <= day <= last]
            return Days(left[0], left[-1], left) if left else None
        first, last = max(first, self.earliest or first), min(last, self.latest or last)
        return Days(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Redating:
    """A report that links date otherwise than its current reading does: by `evidence`, or by itself again without any.

    `first` and `last` are the bounds within which it is to be read, `tag` marks the reading that comes of it.
    """

    number: int
    report_id: str
    tag: str
    first: date | None
    last: date | None
    evidence: tuple[Evidence, ...]
    others: tuple[tuple[str, str], ...]


def redatings(record: Record) -> Iterator[Redating]:
    """The reports of a record that must be read anew because links date them, or no longer do.

    Looked at are those that something happened to since `note_dated`, and all that links hold together with them.
    """
    some, ties = _since_dated(record)
    query, values = _REPORTS, [record.program, record.rules]
    if some is not None:
        query, values = _REPORTS_OF, [*values, json.dumps(sorted(some))]
    rows = {int(row["number"]): row for row in record.connection.execute(query, values)}
    days = {number: days_of(row["earliest"], row["latest"], row["days"]) for number, row in rows.items()}
    found = narrow(days, ties)
    ids = {number: str(row["report_id"]) for number, row in rows.items()}
    for number, row in rows.items():
        evidence = found.get(number, [])
        # Corrections by people are laid over whatever links date.
        if str(row["rules"]).partition("+corrected:")[0] != record.rules + tag(evidence):
            yield redating(number, evidence, given=(row["given_earliest"], row["given_latest"]), ids=ids)


def note_dated(record: Record, entry: int) -> None:
    """Notes that links date all reports that the log tells of up to an entry; inside `Record.writing`."""
    if record.links.come_to(KIND, _rule(record)) != entry:
        record.links.note_come_to(KIND, _rule(record), entry)


def _rule(record: Record) -> str:
    """What the days that links leave hang on, besides the readings and the links themselves."""
    return " ".join((VERSION, Copies.version, Stories.version, record.program, record.rules))


def _since_dated(record: Record) -> tuple[set[int] | None, list[Tie]]:
    """The reports that may be dated otherwise than they were, None for all, and the ties among them."""
    entry = record.links.come_to(KIND, _rule(record))
    if entry is None:
        return None, [tie for kind in DATING for tie in _ties(record, kind)]
    edge = [*record.log.read_since(entry), *record.log.linked_since(entry)]
    some, ties = set(edge), dict[tuple[str, int, int], Tie]()
    while edge:
        number = edge.pop()
        for kind in DATING:
            for tie in _ties(record, kind, number):
                ties[kind, tie.left, tie.right] = tie
                new = {tie.left, tie.right} - some
                some |= new
                edge += new
    # In the order in which all of them are given.
    kinds = list(DATING)
    return some, [ties[key] for key in sorted(ties, key=lambda key: (kinds.index(key[0]), *key[1:]))]


def redating(
    number: int, evidence: list[Evidence], *, given: tuple[str | None, str | None], ids: Mapping[int, str]
) -> Redating:
    """How a report is to be read anew; `given` are the days that the user gave, `ids` those of it and of the others."""
    firsts = [one.first for one in evidence] + [day for day in (_date(given[0]),) if day]
    lasts = [one.last for one in evidence] + [day for day in (_date(given[1]),) if day]
    others = tuple((one.rule, ids[one.other]) for one in evidence)
    first, last = max(firsts, default=None), min(lasts, default=None)
    return Redating(number, ids[number], tag(evidence), first, last, tuple(evidence), others)


def narrow(days: dict[int, Days], ties: list[Tie]) -> dict[int, list[Evidence]]:
    """What ties leave of the days of each report that they narrow.

    A report whose day has become known dates others in the next round; what contradicts is left out.
    """
    neighbours: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        neighbours[tie.left].append(tie)
        neighbours[tie.right].append(tie)
    found: dict[int, list[Evidence]] = defaultdict(list)
    days = dict(days)
    # A report that tells nothing of its day is in a story by the day that another link gave it: the story, which that
    # link made, must not keep the day when the link is undone.
    undated = {number for number, one in days.items() if one.earliest is None and one.latest is None}
    edge = [number for number, one in days.items() if one.known]
    while edge:
        reached: dict[int, None] = {}
        for number in edge:
            for tie in neighbours[number]:
                other = tie.right if number == tie.left else tie.left
                if other not in days or days[other].known or (tie.kind == "story" and other in undated):
                    continue
                if _narrow_one(days, found, tie, number, other):
                    reached[other] = None
        edge = [number for number in reached if days[number].known]
    return dict(found)


def _narrow_one(days: dict[int, Days], found: dict[int, list[Evidence]], tie: Tie, number: int, other: int) -> bool:
    """Whether the known day of `number` narrowed the days of `other`."""
    day, rule, within = days[number].known, tie.seen_from(other), WITHIN[tie.kind]
    if day is None:
        return False
    first = day if rule == AFTER else day - within
    last = day if rule == BEFORE else day + within
    left = days[other].within(first, last)
    if left is None or left == days[other]:
        return False
    days[other] = left
    found[other].append(Evidence(rule, number, first, last))
    return True


def _ties(record: Record, kind: str, number: int | None = None) -> Iterator[Tie]:
    for left, right, source in record.links.ends(kind, labels=DATING[kind], report=number):
        yield Tie(int(left), int(right), kind, source)


def days_of(earliest: str | None, latest: str | None, days: str) -> Days:
    """The days of a reading as records and archives keep them; `days` is a list in JSON."""
    return Days(_date(earliest), _date(latest), [date.fromisoformat(text) for text in json.loads(days)])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def tag(evidence: list[Evidence]) -> str:
    """What marks the readings that rest on this evidence, empty for none."""
    if not evidence:
        return ""
    told = "|".join(f"{one.rule} {one.other} {one.first} {one.last}" for one in evidence)
    return f"+dated:{blake2b(told.encode(), digest_size=6).hexdigest()}"
