"""Tells from its words what a line is for: the cues of `part_cues`, each with the place where it must stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from mahdar.kept import Kept
from mahdar.reading.parts.lines import Line, Phrases, Token
from mahdar.tables import Row, language_table

PLACES: Final = ("start", "end", "whole", "two", "marked")
ZONES: Final = ("any", "head", "tail")
# A line that tells something in a full sentence is no furniture, however it begins.
LONGEST_STOPPED: Final = 12
_OPENING: Final = "(*\"'[{«•♦●■►▶◄◀★☆→←↓⬅➡✦❖#_~=+>-|/:"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table: the kind of part that its words make of a line, and where they must stand."""

    rule: str
    kind: str
    place: str
    zone: str
    before: int
    after: int
    most: int

    @classmethod
    def of(cls, row: Row) -> Cue:
        """The cue of a row; raises `TableError` for a place or zone that there is none of."""
        if row["place"] not in PLACES or row["zone"] not in ZONES:
            raise row.error(f"place must be one of {PLACES} and zone one of {ZONES}")
        numbers = [int(row[name] or default) for name, default in (("before", 0), ("after", 999), ("most", 999))]
        return cls(row["rule"], row["kind"], row["place"], row["zone"], *numbers)


class LineCues(Kept):
    """The cues, ready to be looked up in lines."""

    def __init__(self) -> None:
        table = language_table("part_cues", columns=("rule", "kind", "place", "zone", "most", "forms"))
        self._cues: dict[str, Cue] = {}
        forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in table:
            self._cues[row["rule"]] = Cue.of(row)
            forms[row["place"]] += [(form, row["rule"]) for form in row.many("forms")]
        self._forms = {place: Phrases(forms[place]) for place in PLACES}
        self._most = max(cue.most for cue in self._cues.values())

    def find(self, line: Line, *, zone: str) -> Cue | None:
        """The cue that tells what `line`, which stands in the `zone` head, body or tail, is for."""
        return first_in(self.all_of(line), zone)

    def all_of(self, line: Line) -> list[Cue]:
        """The cues that tell of `line` in some zone, the surest first."""
        if line.words > self._most:
            return []
        looks = (self._opening(line), self._whole(line), self._marked(line), self._two(line), self._ending(line))
        return [cue for cue in looks if cue is not None and self._fits(cue, line)]

    @staticmethod
    def _fits(cue: Cue, line: Line) -> bool:
        if line.words > cue.most:
            return False
        return cue.kind != "furniture" or not line.is_stopped or line.words <= LONGEST_STOPPED

    def _opening(self, line: Line) -> Cue | None:
        i = _first_word(line.head)
        if i >= len(line.head):
            return None
        for at in (i, 0) if i else (0,):
            for rule, length in self._forms["start"].all_at(line.head, at):
                cue = self._cues[rule]
                if _words(line.head[at + length :]) <= cue.after:
                    return cue
        return None

    def _whole(self, line: Line) -> Cue | None:
        if not line.is_short:
            return None
        rule = self._forms["whole"].fills(line.named)
        return self._cues[rule] if rule else None

    def _marked(self, line: Line) -> Cue | None:
        """A line in round brackets that opens with the cue."""
        if not line.is_short or len(line.head) < 3 or line.head[0].norm != "(" or line.last_mark == "":
            return None
        closes = any(token.norm == ")" for token in line.head[-2:])
        known = self._forms["marked"].at(line.head, 1)
        return self._cues[known[0]] if closes and known else None

    def _two(self, line: Line) -> Cue | None:
        """A line in which two of the words stand, such as the names of networks under a report."""
        if line.words > 20 or line.is_stopped:
            return None
        found: dict[str, set[str]] = defaultdict(set)
        for i, token in enumerate(line.head):
            known = self._forms["two"].at(line.head, i)
            if known:
                found[known[0]].add(token.norm)
        return next((self._cues[rule] for rule, norms in found.items() if len(norms) > 1), None)

    def _ending(self, line: Line) -> Cue | None:
        tokens, forms = line.tail, self._forms["end"]
        for i in range(len(tokens) - 1, -1, -1):
            for rule, length in forms.all_at(tokens, i):
                cue = self._cues[rule]
                before = _words(tokens[:i]) if line.is_short else line.words
                if before >= cue.before and _words(tokens[i + length :]) <= cue.after:
                    return cue
        return None


def first_in(cues: list[Cue], zone: str) -> Cue | None:
    """The first of the cues that counts in `zone`."""
    for cue in cues:
        if cue.zone in ("any", zone):
            return cue
    return None


def _words(tokens: list[Token]) -> int:
    """How many words `tokens` hold; letters of an abbreviation parted by stops count as one."""
    count, last_end = 0, -2
    for token in tokens:
        if token.is_mark:
            continue
        if not (len(token.norm) == 1 and token.start - last_end <= 2):
            count += 1
        last_end = token.end
    return count


def _first_word(tokens: list[Token]) -> int:
    i = 0
    while i < len(tokens) and (tokens[i].norm in _OPENING or (not tokens[i].norm.isascii() and tokens[i].is_mark)):
        i += 1
    return i
