"""What the page of a record holds: which reports were chosen, and everything that is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from mahdar import __version__
from mahdar.errors import SettingError
from mahdar.linking.copies import KIND as COPY
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.record.record import StoredProblem
from mahdar.views.address import Place
from mahdar.views.comparison import Comparer
from mahdar.views.dating import explained, outcome
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.page.both import Both, Item, Tongues, same, say
from mahdar.views.page.cards import reason_address, short
from mahdar.views.page.cases import CaseShown
from mahdar.views.page.copies import CopyShown, copies
from mahdar.views.page.entries import Day, Readings, StatementShown, events_by_day, statements
from mahdar.views.page.found_cases import found_cases
from mahdar.views.page.people import PersonShown, people
from mahdar.views.page.reports import LONGEST_TEXT, ReportShown, cut, report_anchor, shown
from mahdar.views.said import days_fit

# Characters of text that a page holds. A character takes thirty to eighty bytes of HTML with all that was read from it
# and said of that in two languages, and browsers open a page of some twenty-five megabytes without waiting long.
LARGEST = 350_000
# Days that the overview counts one by one; with more it counts by month.
MOST_DAYS = 62
STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which reports are shown: by day of publication, by name, with all that tell the story of one; None is all."""

    earliest: date | None = None
    latest: date | None = None
    reports: tuple[str, ...] = ()
    story: str | None = None


@dataclass(slots=True)
class Count:
    """A line of the overview: an outlet or a day, with how much there is of it."""

    name: Both
    reports: int = 0
    statements: int = 0
    events: int = 0


@dataclass(slots=True)
class Dating:
    """Why a report is dated as it is: its reasons with their words, and what follows."""

    report: Item
    reasons: list[tuple[Item, Both]]
    outcome: list[Both]


@dataclass(slots=True)
class Contents:
    """Everything on the page."""

    name: str
    version: str
    totals: dict[str, int]
    outlets: list[Count]
    days: list[Count]
    cases: Sequence[CaseShown]
    statements: list[StatementShown]
    events: list[Day]
    people: list[PersonShown]
    copies: list[CopyShown]
    has_more_copies: bool
    problems: list[StoredProblem]
    dating: list[Dating]
    reports: list[ReportShown]
    notes: list[Both] = field(default_factory=list)


def contents(
    record: Record,
    selection: Selection | None = None,
    *,
    cases: Sequence[CaseShown] | None = None,
    largest: int = LARGEST,
) -> Contents:
    """The contents of the page; `SettingError`, which says what to do, when nothing fits or it would be too large."""
    chosen = selection or Selection()
    numbers = _numbers(record, chosen)
    _hold_size(record, numbers, largest)
    readings = [
        (report.number, reading)
        for report, reading in zip(record.reports(), record.readings(), strict=True)
        if report.number in numbers
    ]
    if not readings:
        raise SettingError.of("error.page_empty")
    seen = [(number, cut(reading)) for number, reading in readings]
    tongues = Tongues(seen)
    pairs, has_more = copies(Comparer(record).linked(), sorted(numbers))
    return Contents(
        name=record.path.name,
        version=__version__,
        totals=_totals(seen),
        outlets=_outlets(seen),
        days=_days(seen),
        cases=found_cases(record, readings) if cases is None else cases,
        statements=statements(seen, tongues),
        events=events_by_day(seen, tongues),
        people=people(seen, tongues),
        copies=pairs,
        has_more_copies=has_more,
        problems=list(record.problems()),
        dating=[_dating(number, reading, tongues) for number, reading in seen],
        reports=[shown(number, reading, tongues) for number, reading in readings],
        notes=_notes(record, readings),
    )


def _numbers(record: Record, selection: Selection) -> set[int]:
    named = {record.find_report(name).number for name in selection.reports}
    if selection.story:
        named |= _story(record, record.find_report(selection.story).number)
    if selection.earliest or selection.latest:
        bounds = selection.earliest, selection.latest
        rows = record.connection.execute(
            "SELECT report, published_earliest, published_latest FROM current_readings ORDER BY report"
        )
        fitting = {row[0] for row in rows if (row[1] or row[2]) and days_fit(_day(row[1]), _day(row[2]), *bounds)}
        return named & fitting if selection.reports or selection.story else fitting
    return named or {report.number for report in record.reports()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _story(record: Record, number: int) -> set[int]:
    """The reports that tell the story of a report, with it; `SettingError` where it is not known."""
    for kind in (STORY, COPY):
        for group in record.links.groups(kind):
            numbers = {int(item.partition(":")[0]) for item in group}
            if number in numbers:
                return numbers
    raise SettingError.of("error.page_no_story", number=number)


def _hold_size(record: Record, numbers: set[int], largest: int) -> None:
    rows = record.connection.execute("SELECT number, length(text) FROM reports")
    total = sum(min(int(row[1]), LONGEST_TEXT) for row in rows if row[0] in numbers)
    if total > largest and len(numbers) > 1:
        raise SettingError.of(
            "error.page_large", reports=f"{len(numbers):,}", characters=f"{total:,}", largest=f"{largest:,}"
        )


def _totals(readings: Readings) -> dict[str, int]:
    return {
        "reports": len(readings),
        "outlets": len({reading.outlet for _, reading in readings if reading.outlet}),
        "statements": sum(len(reading.statements) for _, reading in readings),
        "events": sum(len(reading.events) for _, reading in readings),
    }


def _outlets(readings: Readings) -> list[Count]:
    found: dict[str | None, Count] = {}
    for _, reading in readings:
        name = same(reading.outlet) if reading.outlet else say("chain.no_outlet")
        count = found.setdefault(reading.outlet, Count(name))
        count.reports += 1
        count.statements += len(reading.statements)
        count.events += len(reading.events)
    return sorted(found.values(), key=lambda one: (-one.reports, one.name.ar))


def _days(readings: Readings) -> list[Count]:
    """How many reports were published and how many events happened by day; only days that are known for sure."""
    published = Counter(
        reading.published.earliest
        for _, reading in readings
        if reading.published.earliest and reading.published.earliest == reading.published.latest
    )
    happened = Counter(
        event.earliest
        for _, reading in readings
        for event in reading.events
        if event.earliest and event.earliest == event.latest
    )
    known = sorted(day for day in {*published, *happened} if day)
    names = [str(day) if len(known) <= MOST_DAYS else f"{day:%Y-%m}" for day in known]
    found: dict[str, Count] = {}
    for day, name in zip(known, names, strict=True):
        count = found.setdefault(name, Count(same(name)))
        count.reports += published[day]
        count.events += happened[day]
    return list(found.values())


def _dating(number: int, reading: Reading, tongues: Tongues) -> Dating:
    place = Place(number, reading)
    reasons = [
        (
            Item(same(short(reading.words(reason))), f"#{reason_address(number, i)}"),
            Both(*(explained(reason, messages(lang), tongues.reports) for lang in LANGUAGES)),
        )
        for i, reason in enumerate(reading.published.because)
    ]
    if not reasons:
        reasons = [(Item(same("")), _without_reason(place))]
    told = {lang: list(outcome(reading, messages(lang))) for lang in LANGUAGES}
    report = Item(same(f"{number} · {short(reading.title or reading.source)}"), f"#{report_anchor(number)}")
    return Dating(report, reasons, [Both(*pair) for pair in zip(told["ar"], told["en"], strict=True)])


def _without_reason(place: Place) -> Both:
    published = place.reading.published
    if published.given:
        return say("dating.by_caller")
    return say("dating.only_bounds" if published.earliest or published.latest else "dating.no_reason")


def _notes(record: Record, readings: Iterable[tuple[int, Reading]]) -> list[Both]:
    """What whoever opens the page must know of what it leaves out."""
    total, chosen = len(record), sum(1 for _ in readings)
    return [say("page.chosen", chosen=chosen, total=total)] if chosen < total else []
