"""The component that finds who did what to whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.normal import Aligned, without_last
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.events.days import Days
from mahdar.reading.events.event_draft import Draft
from mahdar.reading.events.happening import Happening
from mahdar.reading.events.light_verbs import LightVerbs
from mahdar.reading.events.once import Once
from mahdar.reading.events.participants import Participants
from mahdar.reading.events.status import Scope, StatusReader, StatusWords
from mahdar.reading.events.triggers import Candidate, Triggers
from mahdar.reading.grammar import Grammar, grammar_of, word_classes
from mahdar.reading.layers import Event, Part, Published, Statement
from mahdar.reading.ready import ready

NAME: Final = "mahdar_events_v1"
# Acts that are done by saying so.
DECLARED: Final = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
SILENT_PARTS: Final = frozenset(("insertion", "caption", "furniture", "byline", "dateline", "signoff"))


@Language.factory(
    NAME,
    assigns=["doc._.events"],
    requires=[
        "doc._.parts",
        "doc._.mentions",
        "doc._.entities",
        "doc._.times",
        "doc._.amounts",
        "doc._.statements",
        "doc._.published",
    ],
)
def make_events(nlp: Language, name: str) -> Events:
    """The component, for spaCy's registry."""
    return ready(nlp, NAME, Events)


class Events(Kept):
    """Finds who did what to whom."""

    def __init__(self) -> None:
        self.triggers = Triggers()
        self.light = LightVerbs()
        self.status = StatusReader(StatusWords(), word_classes()["that"])

    def __call__(self, doc: Doc) -> Doc:
        doc._.events = list(Report(doc, self).events())
        return doc


class Report:
    """The reading of one document's events."""

    def __init__(self, doc: Doc, tools: Events) -> None:
        self.tools = tools
        self.grammar: Grammar = grammar_of(doc)
        self.words = self.grammar.words
        self.participants = Participants(self.grammar, tools.light, doc._.entities, doc._.mentions, doc._.amounts)
        statements: list[Statement] = doc._.statements
        self.participants.salience.reported = sorted(
            (*self.words.range(s.start, s.end), list(s.speakers) or [s.speaker]) for s in statements if s.speaker
        )
        self.published: Published = doc._.published
        is_one_day = self.published.earliest == self.published.latest
        today = self.published.latest if is_one_day else None
        self.happening = Happening(self.grammar, doc._.times, today)
        self.statements = StatementsAt(statements)
        self.once = Once(self.grammar)
        # Inner parts (an insertion in the body) come after the part that holds them, and win.
        self.parts: list[Part] = sorted(doc._.parts, key=lambda part: part.start)
        self.part_starts = [part.start for part in self.parts]
        cues = sorted(
            (self.words.at(s.cue[0]), list(s.speakers) or [s.speaker])
            for s in statements
            if s.cue is not None and s.speaker
        )
        self.cues, self.cue_words = cues, [at for at, _ in cues]

    def events(self) -> Iterator[Event]:
        """The events of the document, in the order of the text."""
        drafts = [draft for first, last in self.words.sentences for draft in self._drafts(first, last)]
        self.participants.settle(drafts)
        Days(self.grammar, self.happening).settle(drafts)
        for number, draft in enumerate(drafts, 1):
            yield self._event(draft, number)

    def _kind(self, i: int) -> str:
        """The kind of the part that word `i` stands in."""
        offset = self.words.start[i]
        at = bisect_right(self.part_starts, offset) - 1
        return self.parts[at].kind if at >= 0 and offset < self.parts[at].end else "body"

    def _candidates(self, first: int, last: int) -> list[Candidate]:
        """The words of a sentence that may carry an act, in parts that may tell one."""
        found = self.tools.triggers.find(self.grammar, first, last)
        kept = [c for c in found if self._kind(c.at) not in SILENT_PARTS and self._has_person(c)]
        return self.once.named(kept)

    def _has_person(self, candidate: Candidate) -> bool:
        """Whether a form of "I" or "we" stands in somebody's own words, the only place where a report has one."""
        if candidate.features.person == 3:
            return True
        statement = self.statements.innermost(self.words.start[candidate.at])
        is_plural = candidate.features.number == "p"
        return statement is not None and (statement.kind == "direct" or is_plural) and not candidate.pronoun

    def _drafts(self, first: int, last: int) -> list[Draft]:
        """The events of one sentence that are to be coded."""
        candidates = self._candidates(first, last)
        if not candidates:
            return []
        kind = self._kind(candidates[0].at)
        scopes = self.tools.status.read(self.grammar, first, last, candidates)
        drafts: dict[int, Draft] = {}
        said = self.cues[bisect_left(self.cue_words, first) : bisect_left(self.cue_words, last)]
        cues = list(said)
        self.participants.start_sentence(candidates, [at for at, _ in cues])
        for candidate in candidates:
            while cues and cues[0][0] < candidate.at:
                self.participants.spoke(*cues.pop(0))
            draft = Draft(candidate, scopes[candidate.at], self.statements.innermost(self.words.start[candidate.at]))
            draft.is_title = kind in ("title", "heading")
            self.participants.fill(draft, drafts)
            drafts[candidate.at] = draft
        for cue in cues:
            self.participants.spoke(*cue)
        self.participants.settle_sentence(drafts, self.once.casualties)
        declared = [at for at, draft in drafts.items() if draft.candidate.is_verb and _is_declared(draft.candidate)]
        self.happening.attach(first, last, drafts, [at for at, _ in said], declared)
        for draft in drafts.values():
            draft.day = self.happening.day(draft.candidate.at)
        return self.once.told(list(drafts.values()), is_title=kind in ("title", "heading"))

    def _event(self, draft: Draft, number: int) -> Event:
        candidate, words = draft.candidate, self.words
        i = candidate.at
        surface = words.surface(i)
        start = words.start[i]
        if candidate.joined:
            start += Aligned.of(surface).origin[len(candidate.joined)]
        end = words.start[i] + without_last(surface, candidate.pronoun)
        earliest, latest = draft.day or (None, None)
        status = self._status(draft, earliest)
        if (status == "asked" and not self._is_for_day(draft)) or (status == "actual" and self._is_to_come(earliest)):
            earliest = latest = None  # no day of its own: what came to pass has none that is still to come
        taken = [*draft.actors, *draft.recipients]
        place = draft.places[0] if draft.places else self.happening.place(i, taken)
        return Event(
            start,
            end,
            id=f"v{number}",
            type=candidate.family.type,
            mode=candidate.family.mode,
            status=status,
            rule=candidate.family.id,
            actors=draft.actors,
            recipients=draft.recipients,
            place=place,
            earliest=earliest,
            latest=latest,
            statement=draft.statement.id if draft.statement else None,
            because=self._because(draft),
        )

    def _is_for_day(self, draft: Draft) -> bool:
        """Whether a meeting or a protest is called for with its day right behind ("for a session on Tuesday")."""
        candidate = draft.candidate
        is_called = candidate.family.type in ("CONSULT", "PROTEST") and not candidate.is_verb
        return is_called and self.happening.is_told_behind(candidate.at)

    def _status(self, draft: Draft, earliest: date | None) -> str:
        """The status by the governing words, or by a day after the day of publication."""
        candidate, published = draft.candidate, self.published
        if draft.status != "actual" or candidate.features.form == "past" or not (earliest and published.latest):
            return draft.status
        if earliest > published.latest:
            return "planned"
        # The press tells of a meeting on its own day in the present tense while it is still to come.
        is_today = earliest == published.latest and candidate.features.form == "present"
        is_body = self._kind(candidate.at) == "body"
        return "planned" if is_today and is_body and candidate.family.type == "CONSULT" else "actual"

    def _is_to_come(self, day: date | None) -> bool:
        """Whether the day lies after the day of publication."""
        latest = self.published.latest
        return day is not None and latest is not None and day > latest

    def _because(self, draft: Draft) -> list[str]:
        why = [f"{draft.candidate.family.id}: {self.words.surface(draft.candidate.at)}"]
        if draft.candidate.because:
            why.append(f"needs {draft.candidate.because}")
        scope: Scope = draft.scope
        if scope.rule:
            # A joined letter alone tells a reader nothing.
            start, end = self.words.span(scope.at, self.words.stem_of_clitic(scope.at) + 1)
            why.append(f"{scope.status} by {scope.rule}: {self.words.text[start:end]}")
        return why + draft.because


def _is_declared(candidate: Candidate) -> bool:
    """Whether the act is done by saying so ("condemns", "agreed")."""
    return candidate.family.type in DECLARED


class StatementsAt:
    """The innermost statement at an offset."""

    def __init__(self, statements: list[Statement]) -> None:
        ordered = sorted(statements, key=lambda s: (s.start, -s.end))
        self._bounds = sorted({offset for s in ordered for offset in (s.start, s.end)})
        self._found: list[Statement | None] = []
        # The statements that are open at a bound, the shortest on top, and of equal ones the last.
        heap: list[tuple[int, int, Statement]] = []
        at = 0
        for bound in self._bounds:
            while at < len(ordered) and ordered[at].start <= bound:
                heappush(heap, (ordered[at].end - ordered[at].start, -at, ordered[at]))
                at += 1
            while heap and heap[0][2].end <= bound:
                heappop(heap)
            self._found.append(heap[0][2] if heap else None)

    def innermost(self, offset: int) -> Statement | None:
        """The shortest statement that holds the character at `offset`."""
        at = bisect_right(self._bounds, offset) - 1
        return self._found[at] if at >= 0 else None
