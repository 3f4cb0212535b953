"""The component that finds the day of publication, and by it the days of the times.

Reasons narrow a set of days; each keeps the words and the rule that it was read from. A reason that contradicts
stronger ones is dropped, never forced. When several days stay possible they are all named, and a time takes the
value that they agree on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic import times as engine
from mahdar.arabic.calendar import month_span
from mahdar.arabic.resolving import day_of
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Words, words_of
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.dating import ages, dated_facts, office_terms
from mahdar.reading.layers import Given, Part, Published, Reason, Time
from mahdar.reading.names.component import Names
from mahdar.reading.overlaps import Overlaps
from mahdar.reading.ready import ready
from mahdar.reading.times import expressions_of, numbers_of
from mahdar.tables import language_table
from mahdar.world.offices import Offices

NAME: Final = "mahdar_dating_v1"
MOST_DAYS: Final = 62
# A reason that needs another one's bounds finds them in the next round.
_ROUNDS: Final = 3
QUOTATION_MARK: Final = '"'
# The parts in which a report states its own day.
STATING: Final = ("dateline", "furniture", "byline", "signoff")
# A planned day or month lies this far ahead at most; so a report is not written long before it.
PLANNED_AHEAD: Final = {"day": timedelta(days=550), "month": timedelta(days=1100)}
# A day and month without a year are of the year around the report.
YEARLESS: Final = 200
# How many words off a verb may stand that tells how a day is meant.
NEAR: Final = 10
# A stretch of the body of so many characters is a report's own text.
SHORTEST_BODY: Final = 200
# The kinds of times that bound the day of a report; years and seasons only after "since".
_BOUNDING: Final = ("day", "month", "year", "season", "part-year")
# A date named with its weekday and told as past is of this week or the last: among the articles of the press that
# were looked at, all such dates in news lay at most five days back.
RECENT: Final = 9
# A line shorter than this is no first sentence of a report.
SHORTEST_LEAD: Final = 8


@dataclass(slots=True)
class Possible:
    """The days that remain possible: between two bounds where there are such, on some weekdays."""

    earliest: date | None = None
    latest: date | None = None
    weekdays: frozenset[int] = frozenset(range(1, 8))
    only: frozenset[date] | None = None

    def days(self) -> Iterator[date]:
        """The days, in order; none while a bound is missing."""
        if self.only is not None:
            yield from sorted(day for day in self.only if self.holds(day))
        elif self.earliest and self.latest:
            for number in range(self.earliest.toordinal(), self.latest.toordinal() + 1):
                day = date.fromordinal(number)
                if day.isoweekday() in self.weekdays:
                    yield day

    def holds(self, day: date) -> bool:
        """Whether `day` fits the bounds and weekdays."""
        return (
            (self.earliest is None or day >= self.earliest)
            and (self.latest is None or day <= self.latest)
            and day.isoweekday() in self.weekdays
            and (self.only is None or day in self.only)
        )

    def near(self, day: date) -> bool:
        """Whether `day` lies between two bounds that are both known."""
        return self.earliest is not None and self.latest is not None and self.earliest <= day <= self.latest

    def is_empty(self) -> bool:
        """Whether no day is left."""
        bounded = self.only is not None or (self.earliest is not None and self.latest is not None)
        return not self.weekdays or (bounded and next(self.days(), None) is None)

    def with_(self, other: Possible) -> Possible:
        """The days that fit both."""
        starts = [day for day in (self.earliest, other.earliest) if day]
        ends = [day for day in (self.latest, other.latest) if day]
        only = self.only if other.only is None else other.only
        if self.only is not None and other.only is not None:
            only = self.only & other.only
        return Possible(
            earliest=max(starts, default=None),
            latest=min(ends, default=None),
            weekdays=self.weekdays & other.weekdays,
            only=only,
        )


@dataclass(slots=True)
class Evidence:
    """What a stretch of the text says of the day of publication."""

    start: int
    end: int
    rule: str
    possible: Possible


@Language.factory(NAME, assigns=["doc._.published"], requires=["doc._.times", "doc._.entities"])
def make_dating(nlp: Language, name: str) -> Dating:
    """The component, for spaCy's registry."""

    def build() -> Dating:
        tokenizer = nlp.tokenizer if isinstance(nlp.tokenizer, ArabicTokenizer) else ArabicTokenizer(nlp.vocab)
        names = next((pipe for _, pipe in nlp.pipeline if isinstance(pipe, Names)), None)
        return Dating(names.offices if names else Offices.load(tokenizer.norms))

    return ready(nlp, NAME, build)


class Dating(Kept):
    """Dates a report by its words and by the terms of the offices that it names, and resolves its times."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices

    def __call__(self, doc: Doc) -> Doc:
        published = date_of(doc, self.offices)
        doc._.published = published
        resolve_times(doc, published)
        return doc


def date_of(doc: Doc, offices: Offices) -> Published:
    """The day of publication of `doc`, or the days that remain possible, with the reasons."""
    given: Given = doc._.given
    if given.earliest and given.earliest == given.latest and not given.others:
        return Published(given.earliest, given.latest, [given.earliest], given=True)
    report = _Report(doc, offices)
    stated = report.stated()
    bounds = Possible(given.earliest, given.latest)
    if stated is not None and not bounds.with_(stated.possible).is_empty():
        day = next(stated.possible.days())
        return Published(day, day, [day], given=True, because=[Reason(stated.start, stated.end, stated.rule)])
    possible, because = _narrowed(bounds, report)
    because = [Reason(*report.lead_span(), rule, other) for rule, other in given.others] + because
    return _published(possible, because)


def _narrowed(possible: Possible, report: _Report) -> tuple[Possible, list[Reason]]:
    because: dict[tuple[int, int, str], Reason] = {}
    for _ in range(_ROUNDS):
        before = possible
        for step in report.steps():
            for evidence in step(possible):
                narrower = possible.with_(evidence.possible)
                if narrower == possible or narrower.is_empty():
                    continue
                key = (evidence.start, evidence.end, evidence.rule)
                because[key] = Reason(*key)
                possible = narrower
        if possible == before:
            break
    return possible, list(because.values())


def _published(possible: Possible, because: list[Reason]) -> Published:
    """What remains possible, however wide: a bound that nothing tells stays open."""
    days = list(possible.days())
    if not days:
        return Published(possible.earliest, possible.latest, because=because)
    return Published(days[0], days[-1], days if len(days) <= MOST_DAYS else [], because=because)


class _Report:
    """The times of a report with what surrounds them, as evidence for its day."""

    def __init__(self, doc: Doc, offices: Offices) -> None:
        self.doc = doc
        self.words: Words = words_of(doc)
        self.times: list[Time] = doc._.times
        self.parts: list[Part] = doc._.parts
        inserted = [part for part in self.parts if part.kind == "insertion"]
        skipped = dated_facts.skipped_words(self.words, [(part.start, part.end) for part in inserted])
        self.facts = dated_facts.Finder(self.words, numbers_of(doc), skipped)
        self.findings = [*self.facts.find(), *office_terms.findings(doc, offices, skipped)]
        pairs = list(zip(self.times, expressions_of(doc), strict=True))
        insertions = Overlaps(inserted)
        self._overlaps = Overlaps(self.parts)
        self.pairs = [p for p in pairs if not insertions.of(p[0].start, p[0].end)]

        found = [expression for _, expression in self.pairs]
        self.ages = list(ages.ages(self.words, self.facts.numbers, found, _span))

    def part_of(self, time: Time) -> str:
        """The kind of the part that holds a time."""
        kinds = [part.kind for part in self._overlaps.of(time.start, time.end)]
        return next((kind for kind in kinds if kind != "body"), "body")

    def stated(self) -> Evidence | None:
        """A full date by which the report states its day: in its dateline or furniture, or alone in a line."""
        past = next(self.told_past(Possible()), None)
        oldest = past.possible.earliest if past else None
        for time, expression in self.pairs:
            day = day_of(expression, None) if expression.kind == "day" and _is_full(expression) else None
            if day is None or not self._is_stated(time, expression):
                continue
            if oldest is None or day >= oldest:
                return Evidence(time.start, time.end, "stated", Possible(only=frozenset({day})))
        return None

    def _is_stated(self, time: Time, expression: engine.Expression) -> bool:
        """Whether a date stands where reports state their day: above the body, or beside "published on"."""
        kind = self.part_of(time)
        if kind == "dateline":
            return True
        if self._opens_body(expression):
            return True
        if kind not in STATING and not self._is_alone(expression):
            return False
        near = self.words.norm[max(0, expression.first - NEAR // 2) : expression.first]
        return time.start < self._body_end() or any(word in engine.guard("published") for word in near)

    def _opens_body(self, expression: engine.Expression) -> bool:
        """Whether it stands in brackets, with a dash after them, where a line begins: "(the town, 4 July 2023) - "."""
        norm, line, first, last = self.words.norm, self.words.line, expression.first, expression.last
        begin = max(0, first - NEAR // 2)
        opens = next((i for i in range(first - 1, begin - 1, -1) if norm[i] == "("), -1)
        if opens < 0 or norm[last : last + 2] != [")", "-"]:
            return False
        return line[opens] == line[first] and (opens == 0 or line[opens - 1] != line[opens])

    def _body_end(self) -> int:
        """Where the first long stretch of the body ends: dates further down belong to links."""
        bodies = [part for part in self.parts if part.kind == "body"]
        long = [part for part in bodies if part.end - part.start >= SHORTEST_BODY]
        first = next(iter(long or bodies), None)
        return first.end if first else len(self.words.text)

    def _is_alone(self, expression: engine.Expression) -> bool:
        """Whether nothing but marks stands beside it in its line."""
        line = self.words.line
        first, last = expression.first, expression.last
        while first > 0 and line[first - 1] == line[expression.first]:
            first -= 1
            if self.words.norm[first].isalpha():
                return False
        while last < len(line) and line[last] == line[expression.first]:
            if self.words.norm[last].isalpha() and last - expression.last > 2:
                return False
            last += 1
        return True

    def steps(self) -> list[Callable[[Possible], Iterator[Evidence]]]:
        """The kinds of evidence, strongest first."""
        return [
            self.told_past,
            self.known_facts,
            self.aged,
            self.voted_tomorrow,
            self.session_day,
            self.dated_relative,
            self.named_weekday,
            self.planned,
            self.yearless,
            self.current_month,
            self.lead_weekday,
            self.lead_date,
            self.latest_act,
            self.recent_date,
        ]

    def told_past(self, possible: Possible) -> Iterator[Evidence]:
        """A full date, month or year told as past: the report is not older."""
        best: tuple[date, Time] | None = None
        for time, expression in self.pairs:
            if expression.kind not in _BOUNDING or not self._is_told_past(expression):
                continue
            if expression.kind not in ("day", "month") and expression.lead != "since":
                continue
            day = _first_day(expression)
            if day and (best is None or day > best[0]):
                best = (day, time)
        if best:
            yield Evidence(best[1].start, best[1].end, "not-before", Possible(earliest=best[0]))

    def _is_told_past(self, expression: engine.Expression) -> bool:
        """Whether the words tell of it as past, and not as the end or beginning of a span."""
        if expression.lead == "since":
            return True
        before = self.words.norm[expression.first - 1] if expression.first else ""
        is_bound = before in engine.guard("boundary") or expression.lead == "before"
        return expression.tense == "past" and not is_bound

    def known_facts(self, possible: Possible) -> Iterator[Evidence]:
        """Terms of office, members of the Council, vetoes, numbers of resolutions."""
        for finding in self.findings:
            if finding.rule != "after-veto":
                yield self._evidence(finding)
        after = [finding for finding in self.findings if finding.rule == "after-veto"]
        vetoed = [finding for finding in after if finding.earliest and possible.near(finding.earliest)]
        if vetoed:
            # It may speak of any of them: the first bounds it.
            yield self._evidence(min(vetoed, key=lambda finding: finding.earliest or date.max))

    def _evidence(self, finding: dated_facts.Finding) -> Evidence:
        start, end = self.words.span(finding.first, finding.last)
        return Evidence(start, end, finding.rule, Possible(finding.earliest, finding.latest))

    def aged(self, possible: Possible) -> Iterator[Evidence]:
        """The age of something that is dated beside it: "three years ago, in 2013"."""
        for age in self.ages:
            start, end = self.words.span(age.first, age.last)
            yield Evidence(start, end, "age-of-date", Possible(age.earliest, age.latest))

    def voted_tomorrow(self, possible: Possible) -> Iterator[Evidence]:
        """A vote on a draft whose day is known, told for today or tomorrow."""
        for finding in self.findings:
            if finding.rule != "draft-to-be-voted" or finding.latest is None:
                continue
            for time, expression in self.pairs:
                ahead = expression.slots.get("relday", -1)
                same = self.words.sentence[expression.first] == self.words.sentence[finding.first]
                if same and expression.kind == "day" and ahead >= 0 and "day" not in expression.slots:
                    day = finding.latest - timedelta(days=ahead)
                    weekday = finding.latest.isoweekday()
                    if expression.slots.get("weekday", weekday) == weekday:
                        yield Evidence(time.start, time.end, "vote-day", Possible(only=frozenset({day})))

    def session_day(self, possible: Possible) -> Iterator[Evidence]:
        """A meeting of the Assembly whose day is known, told with today's, yesterday's or tomorrow's weekday."""
        for time, expression in self.pairs:
            slots = expression.slots
            if expression.kind != "day" or "day" in slots or not {"relday", "weekday"} <= slots.keys():
                continue
            sentence = range(*self.words.sentences[self.words.sentence[expression.first]])
            days = [day for day in self.facts.sessions_in(sentence) if day.isoweekday() == slots["weekday"]]
            if days:
                shifted = frozenset(day - timedelta(days=slots["relday"]) for day in days)
                yield Evidence(time.start, time.end, "session-day", Possible(only=shifted))

    def dated_relative(self, possible: Possible) -> Iterator[Evidence]:
        """ "Yesterday, Thursday 12 November": the day itself, and without a year those that fit."""
        for time, expression in self.pairs:
            slots = expression.slots
            if expression.kind != "day" or "relday" not in slots or "day" not in slots:
                continue
            days = _candidates(expression, possible)
            shifted = frozenset(day - timedelta(days=slots["relday"]) for day in days)
            if shifted:
                yield Evidence(time.start, time.end, "dated-relative", Possible(only=shifted))

    def named_weekday(self, possible: Possible) -> Iterator[Evidence]:
        """The weekday named for yesterday, today or tomorrow."""
        for time, expression in self.pairs:
            slots = expression.slots
            if expression.kind == "day" and "relday" in slots and "weekday" in slots:
                weekday = (slots["weekday"] - slots["relday"] - 1) % 7 + 1
                yield Evidence(time.start, time.end, "named-weekday", Possible(weekdays=frozenset({weekday})))

    def planned(self, possible: Possible) -> Iterator[Evidence]:
        """A full date told as still ahead: the report is not later, and not years earlier."""
        for time, expression in self.pairs:
            if expression.kind not in ("day", "month") or not self._is_planned(expression):
                continue
            day = _first_day(expression)
            last = _last_day(expression)
            if day and last:
                ahead = Possible(earliest=day - PLANNED_AHEAD[expression.kind], latest=last)
                yield Evidence(time.start, time.end, "planned", ahead)

    def _is_planned(self, expression: engine.Expression) -> bool:
        """Whether the word right before tells of it as ahead, and none around that of what was once ahead."""
        if expression.tense != "future" or not 0 <= expression.first - expression.cue <= NEAR:
            return False
        if self.words.norm[expression.first - 1] in engine.guard("boundary"):
            return False
        cues = self.words.norm[max(0, expression.cue - 1) : expression.cue + 1]
        near = self.words.norm[max(0, expression.cue - NEAR) : expression.cue]
        if not any(cue in engine.guard("strong-future") for cue in cues):
            return False
        return not any(word in engine.guard("was") for word in near)

    def yearless(self, possible: Possible) -> Iterator[Evidence]:
        """A day and month without a year: of the years that its weekday and the bounds leave, the first."""
        for time, expression in self.pairs:
            if expression.kind != "day" or not _is_yearless(expression):
                continue
            days = _candidates(expression, possible)
            if len(days) == 1:
                day = days[0]
                span = Possible(day - timedelta(days=YEARLESS), day + timedelta(days=YEARLESS))
                if self._is_told_past(expression):
                    span.earliest = day
                yield Evidence(time.start, time.end, "yearless", span)

    def lead_weekday(self, possible: Possible) -> Iterator[Evidence]:
        """A bare weekday told as past in the first sentence: that day or the next."""
        found = self._lead()
        if found:
            weekday = found[1].slots["weekday"]
            if "day" in found[1].slots:
                return
            days = frozenset({weekday, weekday % 7 + 1})
            yield Evidence(found[0].start, found[0].end, "lead-weekday", Possible(weekdays=days))

    def _lead(self) -> tuple[Time, engine.Expression] | None:
        """The weekday of what the first sentence of the body tells, where nothing nearer is said of it."""
        sentence = None
        for time, expression in self.pairs:
            if self.part_of(time) != "body":
                continue
            number = self.words.sentence[expression.first]
            sentence = self._first_sentence() if sentence is None else sentence
            is_bare = expression.kind == "day" and "weekday" in expression.slots
            if is_bare and not {"relday", "shift", "weekunit", "weekday2"} & expression.slots.keys():
                is_past = expression.tense != "future" and not self._is_of_an_issue(expression)
                return (time, expression) if is_past and number == sentence else None
            if number > sentence or "relday" in expression.slots:
                return None
        return None

    def _is_of_an_issue(self, expression: engine.Expression) -> bool:
        """Whether the day is that of a newspaper or article which the report speaks of, or one of two days."""
        near = self.words.norm[max(0, expression.first - NEAR // 2) : expression.first]
        return any(word in engine.guard("issue") for word in near)

    def _first_sentence(self) -> int:
        """The number of the first sentence of the body that has a verb's room: eight words or more."""
        bodies = [part for part in self.parts if part.kind == "body"]
        begin = self.words.at(bodies[0].start) if bodies else 0
        start = self.words.sentence[begin] if begin < len(self.words) else 0
        for number in range(start, len(self.words.sentences)):
            first, last = self.words.sentences[number]
            if last - max(first, begin) >= SHORTEST_LEAD:
                return number
        return 0

    def lead_span(self) -> tuple[int, int]:
        """The first sentence of the body: by it a text is known again."""
        first, last = self.words.sentences[self._first_sentence()]
        return self.words.span(first, last)

    def lead_date(self, possible: Possible) -> Iterator[Evidence]:
        """The full date, with its weekday, of what the first sentence tells as past: the day of the report."""
        found = self._lead()
        if found and _is_full(found[1]):
            day = day_of(found[1], None)
            if day and day.isoweekday() == found[1].slots["weekday"]:
                yield Evidence(found[0].start, found[0].end, "lead-date", Possible(only=frozenset({day})))

    def current_month(self, possible: Possible) -> Iterator[Evidence]:
        """ "12 March of this month": a day of that month, not before the days in it that are told as past."""
        for time, expression in self.pairs:
            slots = expression.slots
            if slots.get("monthshift", 1) != 0:
                continue
            month = slots.get("month") or _one_month(possible)
            span = _month_after(possible, month) if month else None
            if span is None:
                continue
            first, last = span
            if "day" in slots and self._is_told_past(expression):
                first = min(last, first + timedelta(days=slots["day"] - 1))
            yield Evidence(time.start, time.end, "current-month", Possible(first, last))

    def recent_date(self, possible: Possible) -> Iterator[Evidence]:
        """The latest date that is named with its weekday and told as past: a few days ago."""
        latest: tuple[date, Time] | None = None
        for time, expression in self.pairs:
            if not _is_yearless(expression) or "weekday" not in expression.slots:
                continue
            days = _candidates(expression, possible) if self._is_told_past(expression) else []
            if len(days) == 1 and (latest is None or days[0] > latest[0]):
                latest = (days[0], time)
        if latest:
            span = Possible(latest[0], latest[0] + timedelta(days=RECENT))
            yield Evidence(latest[1].start, latest[1].end, "recent-date", span)

    def latest_act(self, possible: Possible) -> Iterator[Evidence]:
        """The latest day, named with its weekday, on which somebody said something: that day or the next."""
        latest: tuple[date, Time] | None = None
        for time, expression in self.pairs:
            if not _is_yearless(expression) or not self._is_said(expression):
                continue
            days = _candidates(expression, possible)
            if len(days) == 1 and (latest is None or days[0] > latest[0]):
                latest = (days[0], time)
        if latest:
            after = frozenset({latest[0], latest[0] + timedelta(days=1)})
            yield Evidence(latest[1].start, latest[1].end, "latest-act", Possible(only=after))

    def _is_said(self, expression: engine.Expression) -> bool:
        """Whether a verb of saying in the past, not "had said", stands right before."""
        if "weekday" not in expression.slots or "relday" in expression.slots:
            return False
        near = self.words.norm[max(0, expression.first - NEAR) : expression.first]
        said = any(word in engine.guard("say") for word in near)
        return said and not any(word in engine.guard("was") for word in near)


def _is_full(expression: engine.Expression) -> bool:
    slots = expression.slots
    return "dotdate" in slots or {"day", "year"} <= slots.keys() or {"hday", "hyear"} <= slots.keys()


def _is_yearless(expression: engine.Expression) -> bool:
    slots = expression.slots
    return "day" in slots and "month" in slots and not {"year", "yearshift", "relday"} & slots.keys()


def _one_month(possible: Possible) -> int | None:
    """The month in which all possible days lie."""
    first, last = possible.earliest, possible.latest
    return first.month if first and last and (first.year, first.month) == (last.year, last.month) else None


def _month_after(possible: Possible, month: int) -> tuple[date, date] | None:
    """The one such month that the bounds allow, the first without an upper bound; None where they leave more."""
    if possible.earliest is None:
        return None
    first, last = possible.earliest, possible.latest
    spans = [month_span(year, month) for year in range(first.year, (last.year if last else first.year + 1) + 1)]
    fitting = [span for span in spans if span[1] >= first and (last is None or span[0] <= last)]
    return fitting[0] if fitting and (last is None or len(fitting) == 1) else None


def _span(expression: engine.Expression) -> tuple[date, date] | None:
    """The first and last day of what is dated fully, None for what hangs on the day of the report."""
    first, last = _first_day(expression), _last_day(expression)
    return (first, last) if first and last else None


def _first_day(expression: engine.Expression) -> date | None:
    if expression.kind == "day" and not _is_full(expression):
        return None
    return engine.resolve(expression, None).earliest


def _last_day(expression: engine.Expression) -> date | None:
    return engine.resolve(expression, None).latest


def _candidates(expression: engine.Expression, possible: Possible) -> list[date]:
    """The days that a date can mean where its year is missing: those that weekday and bounds allow."""
    slots = expression.slots
    if _is_full(expression):
        day = day_of(expression, None)
        return [day] if day else []
    first = possible.earliest or (date(possible.latest.year - 1, 1, 1) if possible.latest else None)
    if first is None or "month" not in slots:
        return []
    last = possible.latest or date(first.year + 5, 12, 31)
    days = []
    for year in range(first.year, last.year + 1):
        try:
            day = date(year, slots["month"], slots["day"])
        except ValueError:
            continue
        if first - timedelta(days=YEARLESS) <= day <= last + timedelta(days=YEARLESS):
            days.append(day)
    fitting = [day for day in days if day.isoweekday() == slots.get("weekday", day.isoweekday())]
    # Without an upper bound the nearest: a report tells its own year's days without the year.
    return fitting if possible.latest else [day for day in fitting if day >= first][:1]


def explain(published: Published, text: str, *, language: str = "en") -> list[str]:
    """The reasons in words, one sentence each, in English (en) or Arabic (ar)."""
    table = language_table("dating_rules", columns=("rule", "en", "ar"))
    sentences = {row["rule"]: row[language] for row in table}
    told = []
    for reason in published.because:
        words = " ".join(text[reason.start : reason.end].split())
        told.append(sentences[reason.rule].replace("{words}", words))
    return told


# The times, once the day is known


def resolve_times(doc: Doc, published: Published) -> None:
    """Gives every time of `doc` its value by the day of publication, or by all days that it may be."""
    anchors = _anchors(published)
    words = words_of(doc)
    narrated: date | None = None
    for time, expression in zip(doc._.times, expressions_of(doc), strict=True):
        resolved = _agreed(expression, anchors)
        if narrated and _is_left_standing(expression, words):
            resolved = engine.resolve(expression, narrated)
        time.type, time.value = resolved.type, resolved.value
        time.earliest, time.latest = resolved.earliest, resolved.latest
        if expression.slots.get("relday") == -1 and expression.kind == "day":
            narrated = time.earliest if time.earliest == time.latest else None


def _is_left_standing(expression: engine.Expression, words: Words) -> bool:
    """Whether "today" is that of the act told before it: "earlier today" beside it, or said by somebody in it."""
    if expression.kind != "day" or expression.slots.get("relday") != 0:
        return False
    if "weekday" in expression.slots or "day" in expression.slots:
        return False
    if expression.rule == "late":
        return True
    return expression.tense != "future" and _is_quoted(expression.first, words)


def _is_quoted(i: int, words: Words) -> bool:
    """Whether word `i` stands between quotation marks of its line."""
    marks, line = 0, words.line[i]
    while i > 0 and words.line[i - 1] == line:
        i -= 1
        marks += words.norm[i] == QUOTATION_MARK
    return marks % 2 == 1


def _anchors(published: Published) -> list[date]:
    if published.days:
        return published.days
    if published.earliest and published.latest:
        return [published.earliest, published.latest]
    return []


def _is_same(one: engine.Resolved, other: engine.Resolved) -> bool:
    """Whether both mean the same; what the dataclass itself writes for it is not compiled."""
    is_alike = one.value == other.value and one.type == other.type
    return is_alike and one.earliest == other.earliest and one.latest == other.latest


def _agreed(expression: engine.Expression, anchors: list[date]) -> engine.Resolved:
    """The value that all possible days of publication give, or what they have in common."""
    if not anchors:
        return engine.resolve(expression, None)
    each = [engine.resolve(expression, anchor) for anchor in anchors]
    if all(_is_same(each[0], r) for r in each):
        return each[0]
    open_value = engine.resolve(expression, None)
    days = [(r.earliest, r.latest) for r in each]
    starts = [first for first, _ in days if first]
    ends = [last for _, last in days if last]
    if len(starts) < len(days) or len(ends) < len(days):
        return open_value
    first, last = min(starts), max(ends)
    value = open_value.value
    if (first.year, first.month) == (last.year, last.month):
        value = f"{first.year}-{first.month:02}"
    elif first.year == last.year:
        value = str(first.year)
    return engine.Resolved("DATE", value, first, last)
