"""The cases of a record as lines: their parties, state and days, their history with its sources, and the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mahdar.arabic.normal import ARTICLE, normalise
from mahdar.errors import SettingError
from mahdar.linking.casefile import Case, Role, Step
from mahdar.linking.finding import WORLD, Finder
from mahdar.linking.links import SEPARATOR
from mahdar.linking.matters.matter import KINDS, STATES, Figure
from mahdar.linking.people import tie
from mahdar.procedure import Finding, findings, rule
from mahdar.reading.reading import Reading
from mahdar.views.brief import Item, excerpt
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, ROMANISED, Names, called, days, digits
from mahdar.views.said import days_fit, keys_of
from mahdar.world import load_world

INDENT = "   "
# Parts in a case, in the order in which they are told; who only speaks of it comes in its history.
PARTS = (
    "asks", "tables", "offers", "addressee", "also", "stops", "announces", "confirms", "leaves", "brings-out",
    "brings-in", "talks", "discusses", "takes-part", "opens", "briefs", "vetoes", "votes-for", "votes-against",
    "abstains", "does-not-vote", "does-not-sign", "council-member",
)  # fmt: skip
# How many sentences are cited after one line.
MOST_CITED = 6
# A case without parties and numbers is told in the brief when so many reports tell it, or when it is of these kinds.
SEVERAL = 2
ALONE = ("session", "truce")
# How far dots lead from a case to its state.
DOTS = 78
ASKERS = "askers"
BODY, STATE = "organization:", "state:"
# A line with the places that tell it, as (report, sentence).
Entry = tuple[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; what is None does not matter."""

    kind: str | None = None
    state: str | None = None
    party: str | None = None
    earliest: date | None = None
    latest: date | None = None


class Cases:
    """The cases of a record with what names their parties and shows their words."""

    def __init__(self, cases: Sequence[Case], readings: Sequence[tuple[int, Reading]], lang: str) -> None:
        self.all = list(cases)
        self.readings = dict(readings)
        self.say: Messages = messages(lang)
        self.names = Names(tie(readings), readings, self.say)
        self._readings = readings

    def find(self, question: Question) -> list[Case]:
        """The cases that fit, in the order in which the reports begin to tell of them."""
        kind = self.say.choose("--kind", question.kind.lower(), KINDS) if question.kind else None
        state = self.say.choose("--state", question.state.lower(), STATES) if question.state else None
        finder = Finder(self.names.lines, self._readings)
        keys = keys_of(finder, question.party)
        wanted = None if keys is None else {key.removeprefix(WORLD) for key in keys}
        return [
            case
            for case in self.all
            if kind in (None, case.kind)
            and state in (None, case.state)
            and (wanted is None or wanted & {*case.keys(), case.body})
            and self._days_fit(case, question)
        ]

    def _days_fit(self, case: Case, question: Question) -> bool:
        if not (question.earliest or question.latest):
            return True
        first, last = case.days()
        return bool(first or last) and days_fit(first, last, question.earliest, question.latest)

    def one(self, text: str) -> Case:
        """The case with this id, or that a matter with this address is of; `SettingError` when there is none."""
        wanted = text.strip().lower()
        found = [case for case in self.all if wanted == case.id or wanted in case.addresses]
        found = found or [case for case in self.all if len(wanted) > 3 and wanted in case.id]
        if len(found) != 1:
            raise SettingError.of("error.case", text=text, n=len(found))
        return found[0]

    # Words

    def call(self, key: str) -> str:
        """The name of what a key stands for."""
        fact = load_world().get(key.replace("capital:", "state:", 1) if key.startswith("capital:") else key)
        if fact is None:
            line = next((one for one in self.names.lines if one.key.removeprefix(WORLD) == key), None)
            return called(line, self.say) if line is not None else key.partition(":")[2]
        if key.startswith("capital:"):
            cell = fact.cells["capital_en"] if self.say.lang == "en" else fact.many("capital_ar")[0]
            return cell or fact.names[0]
        return fact.names[0] if self.say.lang == "ar" else fact.name_en or f"{ROMANISED}{fact.names[0]}"

    def title(self, case: Case) -> str:
        """What the case is, in one line."""
        say = self.say
        head = say.say(f"case.kind.{case.kind}")
        if case.number:
            head = say.say("case.resolution", number=case.number)
        kinds = say.join([say.say(f"case.subkind.{kind}") for kind in case.subkinds if f"case.subkind.{kind}" in say])
        also = [role.key for role in case.roles() if role.part == "also" and role.key]
        parts = [head, say.join([self.call(key) for key in (case.body, *also) if key]), kinds]
        parts.append(say.join([say.say(f"case.topic.{topic}") for topic in case.topics]))
        parts.append(say.join([self.call(place) for place in case.places[:3]]))
        return " · ".join(part for part in parts if part)

    def state(self, case: Case) -> str:
        """The last state of a case, in words."""
        return self.say.say(f"case.state.{case.state}") if case.state else self.say.say("case.state.mentioned")

    def role(self, role: Role) -> str:
        """Who has a part."""
        number, entity = role.told[0]
        if not entity:
            return self.call(role.key)
        label = self.names.call(number, entity)
        owners = sorted(key for key in role.stands if key.startswith(STATE))
        # In Arabic the words themselves say whose they are.
        if self.say.lang == "en" and owners and (role.key.startswith(BODY) or _is_keyless(role)):
            return self.say.say("case.body_of", who=label, state=self.call(owners[0]))
        return label

    def cites(self, told: Sequence[tuple[int, int]]) -> str:
        """Where it is told: [report:sentence …]."""
        listed = list(dict.fromkeys(told))
        more = "…" if len(listed) > MOST_CITED else ""
        return "[" + " ".join(f"{report}:{sentence}" for report, sentence in listed[:MOST_CITED]) + more + "]"

    def parts(self, case: Case) -> Iterator[tuple[str, list[Role]]]:
        """The parts in a case with those who have them."""
        roles = case.roles()
        wholes = {(step.report, figure.entity) for step, figure in self._wholes(case)}
        for part in PARTS:
            found = [role for role in roles if role.part == part and not wholes & set(role.told)]
            known = [role for role in found if not _is_keyless(role)]
            if len(known) > 1:
                # "Three states", told elsewhere by their names.
                found = [role for role in found if role in known or self.names.counts(*role.told[0]) != len(known)]
            named = [role for role in found if not self._is_bare(role)]
            shown = _without_representatives(named or found)
            if shown:
                yield part, shown

    def _wholes(self, case: Case) -> list[tuple[Step, Figure]]:
        """The counts of all who ask, where another telling names some of them and counts the others."""
        figures = [one for one in case.figures() if one[1].what.startswith(ASKERS)]
        added = {(figure.what, figure.low, figure.high) for _, figure in figures if figure.derived}
        return [one for one in figures if not one[1].derived and (one[1].what, one[1].low, one[1].high) in added]

    def _is_bare(self, role: Role) -> bool:
        """Whether one common word without a number is all that is told of somebody: "fighters"."""
        if not _is_keyless(role):
            return False
        label = self.names.call(*role.told[0])
        words = label.strip(QUOTES["en"] + QUOTES["ar"])
        return words != label and " " not in words and not normalise(words).startswith(ARTICLE)

    def party_entries(self, case: Case) -> Iterator[Entry]:
        """One line for each part, with where it is told; the title tells of which bodies it is."""
        for part, roles in self.parts(case):
            if part == "also":
                continue
            who = self.say.join(list(dict.fromkeys(self.role(role) for role in roles)))
            total = next((figure for _, figure in case.figures() if part == "asks" and figure.derived), None)
            if total is not None:
                who = self.say.say("case.in_all", who=who, n=_span_of(total))
            yield self.say.say(f"case.part.{part}", who=who), [place for role in roles for place in role.sentences]

    def party_lines(self, case: Case) -> Iterator[str]:
        """One line for each part."""
        for line, told in self.party_entries(case):
            yield f"{line}  {self.cites(told)}"

    def figure(self, figure: Figure) -> str:
        """A number of a case in words."""
        return self.say.say(f"case.figure.{figure.what}", n=_span_of(figure))

    def figure_entries(self, case: Case) -> Iterator[Entry]:
        """One line for each number, with where it is told."""
        told: dict[str, list[tuple[int, int]]] = {}
        is_added = any(figure.derived for _, figure in case.figures())
        for step, figure in case.figures():
            if is_added and figure.what.startswith(ASKERS):
                continue
            if f"case.figure.{figure.what}" in self.say:
                told.setdefault(self.figure(figure), []).append((step.report, figure.sentence or step.telling.sentence))
        terms = [
            (step.telling.term, (step.report, step.telling.sentence)) for step in case.steps() if step.telling.term
        ]
        for term, place in terms:
            told.setdefault(self.say.say("case.term", term=QUOTES["ar"].format(term)), []).append(place)
        yield from told.items()

    def figure_lines(self, case: Case) -> Iterator[str]:
        """One line for each number."""
        for line, told in self.figure_entries(case):
            yield f"{line}  {self.cites(told)}"

    def finding_entry(self, found: Finding) -> Entry:
        """A finding in a sentence with the sources of its rules, and where it is told."""
        values = {
            name: self.say.join([self.call(key) for key in value]) if isinstance(value, list) else value
            for name, value in found.values.items()
        }
        told = [(cite.report, cite.sentence) for cite in found.cites]
        semicolon = "\u061b " if self.say.lang == "ar" else "; "
        sources = semicolon.join(dict.fromkeys(rule(name).stands_in(self.say.lang) for name in found.rules))
        return f"{self.say.say(f'finding.{found.code}', **values)} ({sources})", told

    def finding(self, found: Finding) -> str:
        """A finding in a sentence, with the sources of its rules and where it is told."""
        line, told = self.finding_entry(found)
        return f"{line}  {self.cites(told)}"

    def items(self) -> list[Item]:
        """The cases for the brief: a line for each, and under it its parties, numbers and findings."""
        made: list[Item] = []
        for case in sorted(self.all, key=lambda case: (KINDS.index(case.kind), case.reports)):
            title = f"{self.title(case)} ".ljust(DOTS, ".")
            head = "  ".join(part for part in (f"{title} {self.state(case)}", days(*case.days())) if part)
            told = [(step.report, step.telling.sentence) for step in case.history()]
            entries = [*self.party_entries(case), *self.figure_entries(case)]
            if case.kind == "talks" and case.state == "held" and not case.topics and len(case.reports) < SEVERAL:
                continue
            if not entries and len(case.reports) < SEVERAL and case.kind not in ALONE:
                continue
            procedure = self.say.say("case.procedure")
            for found in findings(case):
                line, cited = self.finding_entry(found)
                entries.append((f"{procedure}: {line}", cited))
            made.append(Item("", head, "", [] if entries else _some(told)))
            made += [Item("", INDENT + line, "", _some(cited)) for line, cited in entries]
        return made


def _is_keyless(role: Role) -> bool:
    """Whether nothing is known by which somebody would be the same in another report."""
    number, entity = role.told[0]
    return role.key == f"{number}{SEPARATOR}{entity}"


def _without_representatives(roles: Sequence[Role]) -> list[Role]:
    """Those with a part without the bodies that stand for another of them: a state's mission is that state."""
    kept = []
    for role in roles:
        owners = [one for one in roles if one is not role and one.key in role.stands]
        if role.key.startswith(BODY) and owners:
            owners[0].told += role.told
            owners[0].sentences += role.sentences
        else:
            kept.append(role)
    return kept


def _span_of(figure: Figure) -> str:
    """A number in digits."""
    return digits(figure.low) if figure.low == figure.high else f"{digits(figure.low)}-{digits(figure.high)}"


def _some(told: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first places, each once."""
    return list(dict.fromkeys(told))[:MOST_CITED]


def _when(step: Step) -> str:
    return days(step.earliest, step.latest) or "-"


# The list


def render(cases: Cases, found: Sequence[Case]) -> str:
    """The cases as lines, each with its parties and findings, and a line of counts."""
    say = cases.say
    if not found:
        return say.say("cases.none")
    out: list[str] = []
    for case in found:
        out += [*lines(cases, case), ""]
    counted = Counter(case.kind for case in found)
    listed = say.say("list.comma").join(f"{say.say(f'case.kind.{kind}')} {n}" for kind, n in counted.most_common())
    out.append(say.say("cases.counts", n=len(found), kinds=listed))
    return "\n".join(out)


def lines(cases: Cases, case: Case) -> Iterator[str]:
    """A case in a few lines: what it is, its state and days, its parties, its findings."""
    when = days(*case.days())
    told = [(step.report, step.telling.sentence) for step in case.history()]
    head = " · ".join(part for part in (cases.title(case), cases.state(case), when) if part)
    yield f"{case.id}  {head}  {cases.cites(told)}"
    for line in (*cases.party_lines(case), *cases.figure_lines(case)):
        yield INDENT + line
    for found in findings(case):
        yield f"{INDENT}{cases.say.say('case.procedure')}: {cases.finding(found)}"


# One case


def render_one(cases: Cases, case: Case) -> str:
    """Everything that is told of one case."""
    say = cases.say
    out = [f"{case.id}  {cases.title(case)}", f"{INDENT}{say.say('case.now', state=cases.state(case))}"]
    out.append(INDENT + say.say("case.told_by", n=len(case.reports), reports=", ".join(map(str, case.reports))))
    for key, found in (("parties", cases.party_lines(case)), ("numbers", cases.figure_lines(case))):
        listed = list(found)
        if listed:
            out += ["", say.say(f"case.{key}"), *(INDENT + line for line in listed)]
    spans = case.states()
    if spans:
        out += ["", say.say("case.days"), *(INDENT + _span(span, say) for span in spans)]
    out += ["", say.say("case.history")]
    for step in case.history():
        out += _step(cases, step)
    made = findings(case)
    if made:
        out += ["", say.say("case.procedure_head")]
        for one in made:
            out.append(INDENT + cases.finding(one))
            out += [f"{INDENT * 2}{rule(name).ar if say.lang == 'ar' else rule(name).en}" for name in one.rules]
    return "\n".join(out)


def _span(span: tuple[date, date | None, str], say: Messages) -> str:
    first, last, state = span
    days_told = str(first) if first == last else f"{first}/{last or '…'}"
    return f"{days_told}  {say.say(f'case.state.{state}')}"


def _step(cases: Cases, step: Step) -> Iterator[str]:
    say, reading = cases.say, cases.readings[step.report]
    state = say.say(f"case.state.{step.telling.state}")
    when = _when(step) if step.is_dated else say.say("case.undated", days=_when(step))
    yield f"{INDENT}{when}  {state}  {cases.cites([(step.report, step.telling.sentence)])}"
    yield f"{INDENT * 2}{QUOTES['ar'].format(' '.join(excerpt(reading, step.telling).split()))}"


# For programs


def objects(cases: Cases, found: Sequence[Case]) -> Iterator[dict[str, Any]]:
    """The cases for programs; the keys are those of docs/formats.md."""
    for case in found:
        first, last = case.days()
        yield {
            "id": case.id,
            "kind": case.kind,
            "subkinds": case.subkinds,
            "title": cases.title(case),
            "body": case.body or None,
            "number": case.number or None,
            "topics": case.topics,
            "places": case.places,
            "state": case.state or None,
            "earliest": str(first) if first else None,
            "latest": str(last) if last else None,
            "days": [
                {"from": str(day), "to": str(end) if end else None, "state": state} for day, end, state in case.states()
            ],
            "reports": case.reports,
            "matters": case.addresses,
            "parties": [_role(cases, role) for _, roles in cases.parts(case) for role in roles],
            "numbers": [_figure(step, figure) for step, figure in case.figures()],
            "history": [_told(cases, step) for step in case.history()],
            "findings": [_finding(cases, one) for one in findings(case)],
        }


def _role(cases: Cases, role: Role) -> dict[str, Any]:
    cited = [{"report": report, "sentence": sentence} for report, sentence in dict.fromkeys(role.sentences)]
    return {"part": role.part, "key": role.key, "label": cases.role(role), "cites": cited}


def _figure(step: Step, figure: Figure) -> dict[str, Any]:
    return {
        "what": figure.what,
        "low": figure.low,
        "high": figure.high,
        "derived": figure.derived,
        "report": step.report,
        "sentence": figure.sentence or step.telling.sentence,
        "start": figure.start,
        "end": figure.end,
    }


def _told(cases: Cases, step: Step) -> dict[str, Any]:
    telling = step.telling
    return {
        "state": telling.state,
        "earliest": str(step.earliest) if step.earliest else None,
        "latest": str(step.latest) if step.latest else None,
        "dated": step.is_dated,
        "report": step.report,
        "report_id": cases.readings[step.report].report_id,
        "matter": step.address,
        "sentence": telling.sentence,
        "start": telling.start,
        "end": telling.end,
        "text": cases.readings[step.report].words(telling),
        "statement": telling.statement,
        "events": telling.events,
        "rule": telling.rule,
    }


def _finding(cases: Cases, found: Finding) -> dict[str, Any]:
    return {
        "code": found.code,
        "verdict": found.verdict,
        "text": cases.finding(found),
        "rules": [{"id": name, "source": rule(name).source} for name in found.rules],
        "values": dict(found.values),
        "cites": [
            {"report": one.report, "sentence": one.sentence, "start": one.start, "end": one.end} for one in found.cites
        ],
    }
