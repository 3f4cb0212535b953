"""Who said what: the statements of a record that fit a question, each with speaker, chain, words and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mahdar.errors import SettingError
from mahdar.linking.finding import Finder, is_called
from mahdar.linking.people import Line
from mahdar.reading.layers import STANCES, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.record.folding import default_folding
from mahdar.record.saying import EntityRow, StatementRow, Wanted
from mahdar.record.search import Matcher, terms_of
from mahdar.views import corrected
from mahdar.views.address import address
from mahdar.views.corrected import marked
from mahdar.views.directory import Called
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import Names, called, days
from mahdar.views.quoting import cite, cue_of, quoted, speakers_of, to_json

INDENT = "   "
# How many speakers, and carriers, the closing lines name.
MOST_COUNTED = 12
KINDS = ("direct", "indirect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; what is None does not matter. The days are those of publication, `limit` is of what is shown.

    A statement that stands in another one that is shown goes with it and does not count against `limit`.
    """

    by: str | None = None
    about: str | None = None
    via: str | None = None
    kind: str | None = None
    stance: str | None = None
    earliest: date | None = None
    latest: date | None = None
    limit: int | None = None


@dataclass(slots=True)
class Said:
    """A statement with its report, those found inside its words, and the one that it stands in itself."""

    number: int
    reading: Reading
    statement: Statement
    inner: list[Said] = field(default_factory=list)
    within: Statement | None = None


@dataclass(slots=True)
class Answer:
    """The statements to show, outermost first, and counts of all that were found.

    `total` counts no quotation within its speaker's own words; `undated` those left out because no day is known of
    their report, when days were asked for; `more` those that are found and not shown.
    """

    found: list[Said]
    names: Names
    total: int = 0
    speakers: Counter[str] = field(default_factory=Counter)
    carriers: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    more: int = 0

    def all(self) -> Iterator[Said]:
        """Every statement to show, each before those inside it."""
        stack = self.found[::-1]
        while stack:
            one = stack.pop()
            yield one
            stack += one.inner[::-1]


def said(record: Record, question: Question, lang: str) -> Answer:
    """The statements of the record that fit the question, in the order of the reports and of their text."""
    if question.stance is not None and question.stance not in STANCES:
        raise SettingError.of("error.stance", known=STANCES)
    if question.kind is not None and question.kind not in KINDS:
        raise SettingError.of("error.kind_of_statement", known=KINDS)
    asking = _Asking(record, question, lang)
    dated, undated = asking.rows()
    shown = _shown(dated, question.limit)
    answer = _answer(record, asking, shown, lang)
    answer.undated = undated
    answer.more = len(dated) - len(shown)
    asking.count(dated, answer)
    return answer


def days_fit(first: date | None, last: date | None, earliest: date | None, latest: date | None) -> bool:
    """Whether a day from `first` to `last` can lie from `earliest` to `latest`; None is no bound."""
    return not (earliest and last and last < earliest) and not (latest and first and first > latest)


class _Asking:
    """One question put to one record: which rows fit, and how those who speak and carry are called."""

    def __init__(self, record: Record, question: Question, lang: str) -> None:
        self.question, self.say = question, messages(lang)
        self.called = Called(record.connection)
        self.sayings = self.called.sayings
        self.terms = terms_of(question.about, default_folding()) if question.about is not None else []
        if question.about is not None and not self.terms:
            raise SettingError.of("error.no_words", text=question.about)
        self.matcher = Matcher(self.terms, default_folding())

    def rows(self) -> tuple[list[StatementRow], int]:
        """The rows that fit, and how many more would if a day were known of their report."""
        question = self.question
        outlets = [one for one in self.sayings.outlets() if question.via and is_called(one, question.via)]
        found = self.sayings.statements(
            Wanted(
                by=self._ids(question.by, "statement_speakers"),
                via=self._ids(question.via, "statement_via", may_be_nobody=bool(outlets)),
                outlets=outlets,
                kind=question.kind,
                stance=question.stance,
                about=question.about,
            )
        )
        if self.terms:
            found = [row for row in found if self._is_about(row.text)]
        if not (question.earliest or question.latest):
            return found, 0
        dated = [row for row in found if row.earliest or row.latest]
        return [row for row in dated if self._is_in_days(row)], len(found) - len(dated)

    def _ids(self, name: str | None, table: str, *, may_be_nobody: bool = False) -> set[int] | None:
        """The entities that `name` means, None without a name; `SettingError` when it means nobody."""
        if name is None:
            return None
        found = self.called.entities(name, table)
        if not found and not may_be_nobody:
            raise SettingError.of("error.nobody", name=name)
        return found

    def _is_about(self, text: str) -> bool:
        found = {term for _, _, term in self.matcher.places(text)}
        return all((i in found) != term.is_excluded for i, term in enumerate(self.terms))

    def _is_in_days(self, row: StatementRow) -> bool:
        first, last = (date.fromisoformat(day) if day else None for day in (row.earliest, row.latest))
        return days_fit(first, last, self.question.earliest, self.question.latest)

    def count(self, rows: Sequence[StatementRow], answer: Answer) -> None:
        """Counts the statements by speaker and by carrier; a quotation in its speaker's own words is no other."""
        counted = [row for row in rows if row.outer is None or row.outer_speakers != row.speakers]
        people = self.sayings.entities(entity for row in counted for entity in (*row.speakers, *row.via))
        called = {entity: self._call(row) for entity, row in people.items()}
        answer.total = len(counted)
        for row in counted:
            names = list(dict.fromkeys(called[one] for one in row.speakers))
            answer.speakers[self.say.join(names) or self.say.say("brief.unknown_speaker")] += 1
            answer.carriers.update({called[one] for one in row.via} or {self.say.say("said.directly")})

    def _call(self, row: EntityRow) -> str:
        line = self.called.directory.lines.get(self.called.key(row))
        if line is None or not (line.name or line.name_en):
            line = Line(row.key, row.kind, None, None, forms=Counter([row.label]))
        return called(line, self.say)


def _shown(rows: Sequence[StatementRow], limit: int | None) -> list[StatementRow]:
    """The rows to show: at most `limit` of the outermost with what stands in them."""
    found = {row.id for row in rows}
    roots = [row for row in rows if row.outer not in found]
    if limit is None or len(roots) <= limit:
        return list(rows)
    last = roots[limit]
    bound = (last.report, last.start, -last.end)
    return [row for row in rows if (row.report, row.start, -row.end) < bound]


def _answer(record: Record, asking: _Asking, rows: Sequence[StatementRow], lang: str) -> Answer:
    """The statements of the rows with the readings of their reports, which are made for these alone."""
    keys: dict[int, set[str]] = {}
    for row in rows:
        keys.setdefault(row.report, set()).add(row.key)
    readings = [record.find(str(number)) for number in keys]
    answer = Answer([], Names(asking.called.directory.tie(readings), readings, messages(lang)))
    for number, reading in readings:
        answer.found += _nested(number, reading, [one for one in reading.statements if one.id in keys[number]])
    return answer


def keys_of(finder: Finder, name: str | None, *, may_be_nobody: bool = False) -> frozenset[str] | None:
    """The keys of the lines that `name` means, None without a name; `SettingError` when it means nobody."""
    if name is None:
        return None
    found = frozenset(line.key for line in finder.find(name))
    if not found and not may_be_nobody:
        raise SettingError.of("error.nobody", name=name)
    return found


def outer_of(statement: Statement, among: Sequence[Statement]) -> Statement | None:
    """The smallest of the other statements that holds this one."""
    around = [
        one
        for one in among
        if one is not statement
        and one.holds(statement.start, statement.end)
        and one.end - one.start > statement.end - statement.start
    ]
    return min(around, key=lambda one: one.end - one.start, default=None)


def _nested(number: int, reading: Reading, statements: Sequence[Statement]) -> list[Said]:
    """The statements, each in the smallest of the others that holds it."""
    found = {one.id: Said(number, reading, one, within=outer_of(one, reading.statements)) for one in statements}
    roots: list[Said] = []
    for one in sorted(found.values(), key=lambda said: (said.statement.start, -said.statement.end)):
        outer = outer_of(one.statement, statements)
        (found[outer.id].inner if outer else roots).append(one)
    return roots


# As text


def render(answer: Answer, lang: str) -> str:
    """The statements as text, and closing lines that count them."""
    say = messages(lang)
    out: list[str] = []
    for one in answer.found:
        out += _told(one, answer.names, say, depth=0)
    if not answer.found:
        out.append(say.say("said.none"))
    else:
        out += ["", _counts(answer, say)]
    if answer.more:
        out.append(say.say("said.left_off", n=answer.more))
    if answer.undated:
        out.append(say.say("said.undated", n=answer.undated))
    return "\n".join(out)


def _told(one: Said, names: Names, say: Messages, *, depth: int) -> Iterator[str]:
    number, reading, statement = one.number, one.reading, one.statement
    when = days(reading.published.earliest, reading.published.latest) or say.say("brief.undated")
    parts = [who(number, statement, names, say), say.say(f"stance.{statement.stance}")]
    if statement.to:
        parts.append(say.say("brief.to", names=names.list(number, statement.to)))
    carriers = chain(number, reading, statement, names)
    if carriers:
        parts.append(say.say("brief.via", names=say.say("arrow").join(carriers)))
    if one.within and not depth:
        inside = address(number, one.within.id)
        parts.append(say.say("said.within", address=inside, name=who(number, one.within, names, say)))
    pad = INDENT * 2 * depth
    head = "  ".join(part for part in (address(number, statement.id), when if not depth else "") if part)
    line = f"{pad}{head}  {' · '.join(parts)}  {cite(number, reading, statement)}"
    yield marked(line, reading, statement.id, say)
    yield f"{pad}{INDENT * 2}{quoted(reading, statement)}"
    for inner in one.inner:
        yield from _told(inner, names, say, depth=depth + 1)


def who(number: int, statement: Statement, names: Names, say: Messages) -> str:
    """Who says it, or that this is not told."""
    return names.list(number, speakers_of(statement)) or say.say("brief.unknown_speaker")


def chain(number: int, reading: Reading, statement: Statement, names: Names) -> list[str]:
    """The names of the carriers, nearest to the speaker first, the report's own outlet last."""
    carriers = [names.call(number, one) for one in statement.via]
    return [*carriers, reading.outlet] if reading.outlet and reading.outlet not in carriers else carriers


def _counts(answer: Answer, say: Messages) -> str:
    """How many statements were found, by speaker and by carrier."""
    by = say.say("said.by_speaker", listed=_listed(answer.speakers, say))
    via = say.say("said.by_carrier", listed=_listed(answer.carriers, say, of=answer.total))
    return f"{say.say('said.counts', n=answer.total)}\n{INDENT}{by}\n{INDENT}{via}"


def _listed(counts: Counter[str], say: Messages, *, of: int = 0) -> str:
    listed = [f"{name} {n}" + (f" ({_share(n, of)})" if of else "") for name, n in counts.most_common(MOST_COUNTED)]
    more = len(counts) - len(listed)
    return " · ".join([*listed, say.say("said.more", n=more)] if more else listed)


def _share(n: int, of: int) -> str:
    return f"{100 * n / of:.1f}".removesuffix(".0") + "%"


# For programs


def objects(answer: Answer) -> Iterator[dict[str, Any]]:
    """The statements for programs, each before those inside it; the keys are those of docs/formats.md."""
    for one in answer.all():
        number, reading, statement, names = one.number, one.reading, one.statement, answer.names
        cue = cue_of(statement)
        yield {
            "id": address(number, statement.id),
            "report": number,
            "report_id": reading.report_id,
            "source": reading.source,
            "outlet": reading.outlet,
            "published": {
                "earliest": str(reading.published.earliest) if reading.published.earliest else None,
                "latest": str(reading.published.latest) if reading.published.latest else None,
                "given": reading.published.given,
            },
            **to_json(reading, statement),
            "kind": statement.kind,
            "stance": statement.stance,
            "speakers": [names.refer(number, entity) for entity in speakers_of(statement)],
            "via": [names.refer(number, entity) for entity in statement.via],
            "to": [names.refer(number, entity) for entity in statement.to],
            "cue": to_json(reading, cue) if cue else None,
            "rule": statement.rule,
            "within": address(number, one.within.id) if one.within else None,
            "corrections": corrected.objects(reading, statement.id),
        }
