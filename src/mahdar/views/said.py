"""Who said what: the statements of a record that fit a question, each with speaker, chain, words and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mahdar.errors import SettingError
from mahdar.linking.finding import Finder, is_called
from mahdar.linking.people import tie
from mahdar.reading.layers import Statement
from mahdar.reading.reading import Reading
from mahdar.record.folding import default_folding
from mahdar.record.search import Matcher, terms_of
from mahdar.views.address import address
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import Names, days
from mahdar.views.quoting import cite, cue_of, quoted, speakers_of, to_json

INDENT = "   "
# How many speakers, and carriers, the closing lines name.
MOST_COUNTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; what is None does not matter. The days are those of publication."""

    by: str | None = None
    about: str | None = None
    via: str | None = None
    earliest: date | None = None
    latest: date | None = None


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
    """The statements found, outermost first; how many more have no known day, when days were asked for."""

    found: list[Said]
    names: Names
    undated: int = 0

    def all(self) -> Iterator[Said]:
        """Every statement found, each before those inside it."""
        stack = self.found[::-1]
        while stack:
            one = stack.pop()
            yield one
            stack += one.inner[::-1]


def said(readings: Sequence[tuple[int, Reading]], question: Question, lang: str) -> Answer:
    """The statements of `readings` that fit the question, in the order of the reports and of their text."""
    lines = tie(readings)
    answer = Answer([], Names(lines, readings, messages(lang)))
    fits = _Fits(question, readings, answer.names, lang)
    for number, reading in readings:
        inside = [one for one in reading.statements if fits(number, reading, one)]
        if inside and not is_dated(reading, question.earliest, question.latest):
            answer.undated += len(inside)
        elif days_fit(reading.published.earliest, reading.published.latest, question.earliest, question.latest):
            answer.found += _nested(number, reading, inside)
    return answer


def is_dated(reading: Reading, earliest: date | None, latest: date | None) -> bool:
    """Whether anything is known of the day of publication, or nobody asks."""
    published = reading.published
    return not (earliest or latest) or bool(published.earliest or published.latest)


def days_fit(first: date | None, last: date | None, earliest: date | None, latest: date | None) -> bool:
    """Whether a day from `first` to `last` can lie from `earliest` to `latest`; None is no bound."""
    return not (earliest and last and last < earliest) and not (latest and first and first > latest)


class _Fits:
    """Tells whether a statement is by, via and about what is asked for."""

    def __init__(self, question: Question, readings: Sequence[tuple[int, Reading]], names: Names, lang: str) -> None:
        self.names = names
        finder = Finder(names.lines, readings)
        outlets = {reading.outlet for _, reading in readings if reading.outlet}
        self.outlets = {one for one in outlets if question.via and is_called(one, question.via)}
        self.by = keys_of(finder, question.by, lang)
        self.via = keys_of(finder, question.via, lang, may_be_nobody=bool(self.outlets))
        self.terms = terms_of(question.about, default_folding()) if question.about is not None else []
        if question.about is not None and not self.terms:
            raise SettingError(messages(lang).say("error.no_words", text=question.about))
        self.matcher = Matcher(self.terms, default_folding())

    def __call__(self, number: int, reading: Reading, statement: Statement) -> bool:
        if self.by is not None and not self._are(number, speakers_of(statement), self.by):
            return False
        is_carried = self.via is None or self._are(number, statement.via, self.via) or reading.outlet in self.outlets
        return is_carried and (not self.terms or self._is_about(reading.words(statement)))

    def _are(self, number: int, entity_ids: Sequence[str], keys: frozenset[str]) -> bool:
        return any(self.names.key(number, one) in keys for one in entity_ids)

    def _is_about(self, text: str) -> bool:
        found = {term for _, _, term in self.matcher.places(text)}
        return all((i in found) != term.is_excluded for i, term in enumerate(self.terms))


def keys_of(finder: Finder, name: str | None, lang: str, *, may_be_nobody: bool = False) -> frozenset[str] | None:
    """The keys of the lines that `name` means, None without a name; `SettingError` when it means nobody."""
    if name is None:
        return None
    found = frozenset(line.key for line in finder.find(name))
    if not found and not may_be_nobody:
        raise SettingError(messages(lang).say("error.nobody", name=name))
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
    yield f"{pad}{head}  {' · '.join(parts)}  {cite(number, reading, statement)}"
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
    """How many statements there are by speaker and by carrier; a quotation in its speaker's own words is no other."""
    counted = [one for one in answer.all() if not _is_part(one)]
    speakers = Counter(who(one.number, one.statement, answer.names, say) for one in counted)
    carriers: Counter[str] = Counter()
    for one in counted:
        carriers.update({answer.names.call(one.number, via) for via in one.statement.via} or {say.say("said.directly")})
    by = say.say("said.by_speaker", listed=_listed(speakers, say))
    via = say.say("said.by_carrier", listed=_listed(carriers, say, of=len(counted)))
    return f"{say.say('said.counts', n=len(counted))}\n{INDENT}{by}\n{INDENT}{via}"


def _is_part(one: Said) -> bool:
    return one.within is not None and speakers_of(one.within) == speakers_of(one.statement)


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
        }
