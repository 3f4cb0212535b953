"""Full-text search in the reports of a record, with the exact place of the best passage in each."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mahdar.arabic.normal import ALEF, ARTICLE, TA_MARBUTA, normal_word
from mahdar.errors import SettingError
from mahdar.record.folding import Folding, Forms, FoundWord
from mahdar.record.schema import SEARCH_TABLE

# A word in the headline says more of a report than one in its text.
WEIGHTS = (4.0, 1.0)
# Characters of a passage that is shown; a longer sentence is cut at words around its matches.
LONGEST_PASSAGE = 280
_PART = re.compile(r'(?P<minus>-)?(?:["“”«»](?P<phrase>[^"“”«»]*)["“”«»]|(?P<word>[^\s"“”«»]+))')

# To weigh a report takes FTS5 about a microsecond and a half: of what stands in more reports than this the last are
# weighed.
MOST_WEIGHED = 10_000

_OLDEST_WEIGHED = f"SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
# The best are found before anything is looked up of them: a join inside would fetch the text of all that match.
_SQL = f"""
SELECT reports.number, reports.id, readings.title, reports.source, readings.outlet, reports.text,
       readings.id AS reading, best.score
FROM (SELECT rowid AS number, bm25({SEARCH_TABLE}, {", ".join(str(weight) for weight in WEIGHTS)}) AS score
      FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ? AND rowid >= ? ORDER BY score, rowid LIMIT ?) AS best
JOIN reports ON reports.number = best.number
JOIN readings ON readings.report = reports.number AND readings.is_current = 1
ORDER BY best.score, reports.number
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found: the passage [start, end) of its text, with the places that match in it.

    `score` is higher for a better match; `sentence` is the number of the passage's sentence, from 1.
    """

    number: int
    report_id: str
    title: str | None
    source: str
    outlet: str | None
    score: float
    sentence: int
    start: int
    end: int
    text: str
    matches: list[tuple[int, int]]

    def to_json(self) -> dict[str, Any]:
        """The hit as one JSON object; `matches` are pairs of offsets in the report's text."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that is looked for, or that must not be there."""

    words: list[Forms]
    is_phrase: bool
    is_excluded: bool

    def expression(self) -> str:
        """The term in the language of FTS5."""
        if self.is_phrase:
            stems = " ".join(word.stem for word in self.words)
            return f'text : "{stems}"'
        return "(" + " OR ".join(f'"{form}"' for form in sorted(self.words[0].all)) + ")"


def terms_of(query: str, folding: Folding) -> list[Term]:
    """The terms of a query: words, "phrases" in quotation marks, -words that must not stand in the report."""
    terms: list[Term] = []
    for match in _PART.finditer(query):
        words = [word.forms for word in folding.words(match["phrase"] or match["word"] or "")]
        is_excluded = bool(match["minus"])
        if len(words) > 1:
            terms.append(Term(words, is_phrase=True, is_excluded=is_excluded))
        elif words:
            terms.append(Term(words, is_phrase=False, is_excluded=is_excluded))
    return terms


def search(connection: sqlite3.Connection, query: str, *, limit: int, folding: Folding) -> list[Hit]:
    """The reports that hold all terms of `query`, best first; raises `SettingError` when it has no words.

    Where more than `MOST_WEIGHED` hold them, the best of the last ones that came in.
    """
    terms = terms_of(query, folding)
    wanted = [term for term in terms if not term.is_excluded]
    if not wanted:
        raise SettingError.of("error.nothing_to_search", text=query)
    expression = " AND ".join(term.expression() for term in wanted)
    for term in terms:
        if term.is_excluded:
            expression = f"({expression}) NOT {term.expression()}"
    beyond = max(limit, MOST_WEIGHED) - 1
    oldest = connection.execute(_OLDEST_WEIGHED, (expression, beyond)).fetchone()
    rows = connection.execute(_SQL, (expression, oldest[0] if oldest else 0, limit)).fetchall()
    matcher = Matcher(wanted, folding)
    hits = (_hit(connection, row, matcher) for row in rows)
    # Forms stand behind the stems in the index: a phrase of two forms is none of the text, and found nowhere in it.
    return [hit for hit in hits if hit.matches or not any(term.is_phrase for term in wanted)]


def _hit(connection: sqlite3.Connection, row: sqlite3.Row, matcher: Matcher) -> Hit:
    text: str = row["text"]
    matches = matcher.places(text)
    bounds = connection.execute(
        'SELECT "start", "end" FROM sentences WHERE reading = ? ORDER BY number', (row["reading"],)
    ).fetchall()
    sentence, start, end = _best_passage([(int(b[0]), int(b[1])) for b in bounds], matches, len(text))
    inside = [(a, b) for a, b, _ in matches if start <= a and b <= end]
    start, end = _shortened(text, start, end, inside)
    return Hit(
        number=row["number"],
        report_id=row["id"],
        title=row["title"],
        source=row["source"],
        outlet=row["outlet"],
        score=-float(row["score"]),
        sentence=sentence,
        start=start,
        end=end,
        text=text[start:end],
        matches=[(a, b) for a, b in inside if start <= a and b <= end],
    )


class Matcher:
    """Finds the places of terms in texts; remembers which written words may belong to which terms."""

    def __init__(self, terms: Sequence[Term], folding: Folding) -> None:
        self._folding = folding
        self._single = [(n, term.words[0].all) for n, term in enumerate(terms) if not term.is_phrase]
        self._phrases = [(n, [word.stem for word in term.words]) for n, term in enumerate(terms) if term.is_phrase]
        wanted = frozenset().union(*(forms for _, forms in self._single), *(stems for _, stems in self._phrases))
        # Folding costs far more than looking for the part that every form of a wanted word has.
        self._cores = re.compile("|".join(sorted(re.escape(_core(form)) for form in wanted)))
        self._met: set[str] = set()
        # Of the written words met that belong to terms, their numbers; and the stems of those that may be in a phrase.
        self._numbers: dict[str, list[int]] = {}
        self._stems: dict[str, str] = {}

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and number of the term, for every place of a term in `text`, in order."""
        words = self._folding.written_words(text)
        self._meet({*words} - self._met)
        numbers, stems = self._numbers, self._stems
        found = [(i, i, term) for i, word in enumerate(words) if word in numbers for term in numbers[word]]
        found += [
            (i, i + len(phrase) - 1, term)
            for term, phrase in self._phrases
            for i, word in enumerate(words)
            if stems.get(word) == phrase[0] and [stems.get(one) for one in words[i : i + len(phrase)]] == phrase
        ]
        if not found:
            return []
        ends, end = [], 0
        for word in words[: max(last for _, last, _ in found) + 1]:
            # Nothing that begins a word stands between words: the next place with these letters is the word itself.
            end = text.index(word, end) + len(word)
            ends.append(end)
        return sorted((ends[first] - len(words[first]), ends[last], term) for first, last, term in found)

    def _meet(self, words: set[str]) -> None:
        """Looks which of these written words may belong to which terms."""
        self._met |= words
        for word in words:
            if self._cores.search(normal_word(word).lower()):
                forms = self._folding.forms(word)
                self._stems[word] = forms.stem
                numbers = [number for number, wanted in self._single if not wanted.isdisjoint(forms.all)]
                if numbers:
                    self._numbers[word] = numbers


def matches_in(words: Sequence[FoundWord], terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Start, end and number of the term, for every place of a term among `words` that are folded already."""
    found: list[tuple[int, int, int]] = []
    own = [word.forms.stem for word in words]
    for number, term in enumerate(terms):
        if not term.is_phrase:
            wanted = term.words[0].all
            found += [(word.start, word.end, number) for word in words if not wanted.isdisjoint(word.forms.all)]
            continue
        stems = [word.stem for word in term.words]
        for i in range(len(words) - len(stems) + 1):
            if own[i : i + len(stems)] == stems:
                found.append((words[i].start, words[i + len(stems) - 1].end, number))
    return sorted(found)


def _core(form: str) -> str:
    """The part of a form that stands in every word with this form, whatever folding added to it."""
    normal = normal_word(form).lower()
    if normal.startswith(ARTICLE):
        normal = normal[len(ARTICLE) :]
    return normal.removeprefix(ALEF).removesuffix(TA_MARBUTA)


def _best_passage(
    bounds: Sequence[tuple[int, int]], matches: Iterable[tuple[int, int, int]], length: int
) -> tuple[int, int, int]:
    """The number and bounds of the sentence that holds most terms, the first of several."""
    starts = [start for start, _ in bounds]
    terms: dict[int, set[int]] = {}
    counts: dict[int, int] = {}
    for start, _, term in matches:
        sentence = bisect_right(starts, start)
        terms.setdefault(sentence, set()).add(term)
        counts[sentence] = counts.get(sentence, 0) + 1
    best = min(terms, key=lambda n: (-len(terms[n]), -counts[n], n), default=1)
    if not 1 <= best <= len(bounds):
        return best, 0, min(length, LONGEST_PASSAGE)
    return best, *bounds[best - 1]


def _shortened(text: str, start: int, end: int, matches: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of a long passage around its first match, cut at spaces."""
    if end - start <= LONGEST_PASSAGE:
        return start, end
    around = matches[0][0] if matches else start
    first = max(start, min(around - LONGEST_PASSAGE // 3, end - LONGEST_PASSAGE))
    if first - start < LONGEST_PASSAGE // 10:
        first = start
    last = min(end, first + LONGEST_PASSAGE)
    while first > start and not text[first - 1].isspace():
        first -= 1
    while last < end and not text[last].isspace():
        last += 1
    return first, last
