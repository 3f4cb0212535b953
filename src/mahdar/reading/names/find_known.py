"""Finds the names of the world tables, and tells which of several meanings is meant and what a capital stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, COMMAS, PROCLITICS, TA_MARBUTA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.known_names import MEDIA, KnownNames, Sense
from mahdar.reading.names.name_sheet import JOINTS, Found, Sheet
from mahdar.reading.names.word_classes import WordClasses, word_set

QUOTE: Final = '"'
# How far before "between" a word tells that a way is meant.
REACH_ROAD: Final = 4
# The ending of an indefinite accusative, which no name that is looked up here has.
FATHATAN: Final = "\u064b"


@dataclass(slots=True)
class KnownFinder:
    """Finds the names that the world tables know."""

    known: KnownNames
    classes: WordClasses
    titles: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    def run(self, sheet: Sheet) -> None:
        """Adds the known names to the sheet, those without their cue to the doubtful ones."""
        words, order = sheet.words, sheet.order
        norms = [words.norm[i] for i in order]
        starts, until = self.known.names.starts, 0
        for at, norm in enumerate(norms):
            if norm not in starts or at < until:
                continue
            hit = self.known.names.match(norms, at)
            if hit is None or words.line[order[at]] != words.line[order[at + hit[0] - 1]]:
                continue
            first, last = order[at], order[at + hit[0] - 1] + 1
            if self._is_something_else(words, first, last):
                continue
            sense = self._sense(words, first, last, hit[1])
            # Titles stand outside of a person's name, also where the tables write them.
            if sense.kind == "person" and first + 1 < last and words.norm[first] in self.titles:
                first += 1
            found = Found(first, last, sense.kind, sense.rule, self._acting(words, first, sense))
            if self._is_clear(words, first, last, sense):
                sheet.found.append(found)
                until = at + hit[0]
            else:
                sheet.doubtful.extend(Found(first, last, each.kind, each.rule, each.world) for each in hit[1])

    def _sense(self, words: Words, first: int, last: int, senses: list[Sense]) -> Sense:
        """The sense that the words around tell, or the first."""
        if len(senses) == 1:
            return senses[0]
        if self._is_marked(words, first, last):
            # A place's name is not quoted alone, the newspaper's that is called after it is.
            medium = next((sense for sense in senses if self._is_medium(sense)), None)
            if medium is not None:
                return medium
        if any(norm in word_set("outlet_cues") for norm in words.norm[max(0, first - 2) : first]):
            return next((sense for sense in senses if sense.kind == "organization"), senses[0])
        before = words.norm[first - 1] if first else ""
        with_word = [sense for sense in senses if sense.kind_word == before]
        senses = with_word or [sense for sense in senses if not sense.kind_word] or senses
        state = self.classes.state_named(words.norm[last]) if last < len(words) else None
        return next((sense for sense in senses if state and f"state:{sense.state}" == state), senses[0])

    def _is_marked(self, words: Words, first: int, last: int) -> bool:
        """Whether quotation marks enclose the name and nothing else, where an outlet is told or tells something."""
        before = words.norm[first - 1] if first else ""
        if before != QUOTE or last >= len(words) or words.norm[last] != QUOTE:
            return False
        teller = words.norm[first - 2] if first > 1 and words.line[first - 2] == words.line[first] else ""
        return not teller or words.kind[first - 2] == Kind.MARK or teller in word_set("told_outlets")

    def _is_medium(self, sense: Sense) -> bool:
        fact = self.known.world.get(sense.world) if sense.world.startswith("body:") else None
        return fact is not None and fact.cells.get("type") in MEDIA

    def _is_clear(self, words: Words, first: int, last: int, sense: Sense) -> bool:
        """Whether the name stands for itself, or has its cue beside it: a kind word, or quotation marks around."""
        if not sense.needs_cue:
            return True
        before = words.norm[first - 1] if first else ""
        if before == "(" and last < len(words) and words.norm[last] == ")" and self._is_medium(sense):
            # "He said to (the City)": some papers write their own name so.
            return first > 1 and words.norm[first - 2] == PROCLITICS["to"] and words.kind[first - 2] == Kind.CLITIC
        if before == QUOTE and last < len(words) and words.norm[last] == QUOTE:
            before = words.norm[first - 2] if first > 1 else ""
            return sense.kind == "organization" or before in self.known.kind_words
        kind = self.known.kind_words.get(before)
        is_of_place = kind == "place" or before in word_set("place_openers")
        return kind is not None and (not is_of_place or sense.kind == "place")

    def _is_something_else(self, words: Words, first: int, last: int) -> bool:
        """Whether the words are a minister's field, a date, a particle or a state's adjective rather than a name."""
        norm = words.norm[first]
        before = words.norm[first - 1] if first else ""
        if before in word_set("ministers") and norm in word_set("ministry_fields"):
            return True
        if words.kind[first] == Kind.NUMBER:
            return self.classes.is_function(words.norm[last - 1])
        if last > first + 1:
            return False
        follows = words.norm[last] if last < len(words) else ""
        if norm in word_set("birth_places") and follows in word_set("birth_ends"):
            return True
        if FATHATAN in words.surface(first) or (norm in word_set("prayer_hours") and before in word_set("prayers")):
            return True
        if norm in word_set("place_openers") and self._opens_another(words, first):
            return True
        if self._is_accusative(words, first, before):
            return True
        return self.classes.is_function(norm) or self._is_adjective(words, first, before)

    def _is_accusative(self, words: Words, first: int, before: str) -> bool:
        """Whether the word is a state's adjective beside a noun in the accusative, which Russia is written like."""
        norm = words.norm[first]
        if not (norm.endswith(ALEF) and before.endswith(ALEF)) or not self.classes.state_named(norm[:-1]):
            return False
        if words.kind[first - 1] != Kind.WORD or words.line[first - 1] != words.line[first]:
            return False
        stem = before[:-1]
        return stem in self.heads or stem in self.classes.nouns or stem in word_set("acts")

    def _opens_another(self, words: Words, first: int) -> bool:
        """Whether the noun after a word such as "spring" makes another place's name with it."""
        j = first + 1
        while j < len(words) and words.norm[j] in JOINTS and words.glued[j]:
            j += 1
        if j >= len(words) or words.kind[j] != Kind.WORD or words.line[j] != words.line[first]:
            return False
        norm = words.norm[j]
        return self.classes.is_definite(norm) and not self.classes.is_definite_adjective(norm)

    def _is_adjective(self, words: Words, first: int, before: str) -> bool:
        """Whether a name that looks like a state's adjective in the feminine is one, by the noun before it."""
        norm = words.norm[first]
        if not norm.endswith(TA_MARBUTA) or not first or not self.classes.state_named(norm):
            return False
        if words.kind[first - 1] != Kind.WORD or words.line[first - 1] != words.line[first]:
            return False
        return self.classes.is_definite(before) if norm.startswith(ARTICLE) else not self.classes.is_function(before)

    def _acting(self, words: Words, first: int, sense: Sense) -> str:
        """The fact that a capital stands for: its state where it acts, else the city."""
        if not sense.world.startswith("capital:"):
            return sense.world
        i = first - 1
        while i >= 0 and words.kind[i] == Kind.CLITIC and words.norm[i] == PROCLITICS["and"]:
            i -= 1
        before = words.norm[i] if i >= 0 and words.line[i] == words.line[first] else ""
        state = f"state:{sense.world.partition(':')[2]}"
        if before in word_set("before_capital_as_side") and self._is_side(words, i):
            return state
        if before == PROCLITICS["by"] or before in word_set("before_capital_as_place"):
            return sense.world
        if not before or (words.kind[i] == Kind.MARK and before in "(-/"):
            return sense.world if self._opens_report(words, first) else state
        is_visited = any(norm in word_set("visiting") for norm in words.norm[max(0, first - 4) : first])
        return sense.world if before == PROCLITICS["to"] and is_visited else state

    def _is_side(self, words: Words, i: int) -> bool:
        """Whether the preposition at word `i` parts two sides ("ties between") or tells who acts ("a call from")."""
        around = words.norm[max(0, i - REACH_ROAD) : i]
        if words.norm[i] in word_set("out_of"):
            stem = around[-1].removeprefix(ARTICLE) if around else ""
            return stem in word_set("acts_from")
        return not any(norm.removeprefix(ARTICLE) in word_set("roads") for norm in around)

    def _opens_report(self, words: Words, first: int) -> bool:
        """Whether the mark of a dateline follows the city."""
        follows = words.norm[first + 1] if first + 1 < len(words) else ""
        return not follows or follows in "-(/:" or follows in COMMAS
