"""Finds names again that stand clear once in the report: parts of them, other spellings, and without their cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from mahdar.arabic.normal import ARTICLE, COMMAS, PROCLITICS, TA
from mahdar.arabic.words import Kind
from mahdar.reading.entities.name_spelling import skeleton
from mahdar.reading.names.name_sheet import JOINTS, Found, Sheet
from mahdar.reading.names.person_names import Part, PersonNames
from mahdar.reading.names.word_classes import WordClasses, word_set

SHORTEST_SKELETON: Final = 3
SHORTEST_SPELLING: Final = 4
# Above this share of all words a word that is no sure part of a name is not taken for a surname.
COMMON_SURNAME: Final = 1e-5
# Rules whose names stand without their cue, too, once they were seen with it.
CUED: Final = frozenset(
    {
        "place.kind",
        "place.beside",
        "place.listed",
        "place.repeated",
        "place.compound",
        "body.quoted",
        "body.agency",
        "body.media",
        "body.outlet",
        "body.short",
        "place.dateline",
    }
)

# The kind of each name, longest first, by the name's first word.
Again = dict[str, dict[tuple[str, ...], str]]


@dataclass(slots=True)
class AgainFinder:
    """Finds the names of the report where their first finders did not."""

    classes: WordClasses
    persons: PersonNames

    def run(self, sheet: Sheet) -> None:
        """Adds what it finds to the sheet; the other names must be settled on it."""
        self._of_families(sheet)
        sheet.found.extend(self._doubtful(sheet))
        sheet.found.extend(self._repeated(sheet))

    def _of_families(self, sheet: Sheet) -> None:
        """Takes the name that a man shares with a movement for his where he says something, with a land for his."""
        words = sheet.words
        families = {words.norm[f.last - 1] for f in sheet.found if f.kind == "person" and f.last > f.first + 1}
        for at, found in enumerate(sheet.found):
            norm = words.norm[found.first]
            if norm not in families or found.last != found.first + 1:
                continue
            # The Cameroons are written with the article, Mr Cameron is not.
            is_man = found.rule == "known.state" and not norm.startswith(ARTICLE)
            if found.rule == "known.body" and found.first:
                before = words.norm[found.first - 1]
                is_man = before in word_set("saying_verbs") and not before.endswith(TA)
                is_man = is_man and words.line[found.first - 1] == words.line[found.first]
            if is_man:
                sheet.found[at] = replace(found, kind="person", rule="again.person", world="")

    def _doubtful(self, sheet: Sheet) -> Iterator[Found]:
        """Known names without their cue that stand clear elsewhere."""
        persons = {found.world for found in sheet.found if found.world and found.kind == "person"}
        written = {(found.world, self._norms(sheet, found)) for found in sheet.found if found.world}
        for found in sheet.doubtful:
            is_clear = found.world in persons or (found.world, self._norms(sheet, found)) in written
            if self._is_ordinary_outlet(sheet, found):
                continue
            is_clear = is_clear or (found.kind == "place" and self._is_listed(sheet, found))
            if is_clear and sheet.is_free(found.first, found.last):
                yield Found(found.first, found.last, found.kind, "again.known", found.world)

    def _is_ordinary_outlet(self, sheet: Sheet, found: Found) -> bool:
        """Whether the name of a body is an ordinary word with the article, which wants its cue each time."""
        norm = sheet.words.norm[found.first]
        is_one = found.kind == "organization" and found.last == found.first + 1
        return is_one and norm.startswith(ARTICLE) and self.classes.is_ordinary(norm)

    def _norms(self, sheet: Sheet, found: Found) -> tuple[str, ...]:
        return tuple(sheet.words.norm[found.first : found.last])

    def _is_listed(self, sheet: Sheet, found: Found) -> bool:
        """Whether "and" or a comma ties the name to another place's name."""
        words, i = sheet.words, found.first
        if i < 2 or words.line[i - 2] != words.line[i]:
            return False
        before = sheet.cover[i - 2]
        is_and = words.norm[i - 1] == PROCLITICS["and"] and words.kind[i - 1] == Kind.CLITIC
        joins = is_and or words.norm[i - 1] in COMMAS
        return joins and before is not None and before.kind == "place" and not before.world.startswith("state:")

    def _repeated(self, sheet: Sheet) -> list[Found]:
        again = self._names(sheet)
        repeated: list[Found] = []
        if not again:
            return repeated
        words, kinds = sheet.words, sheet.words.kind
        alike = self._skeletons(again)
        order = sheet.order
        sizes = {first: list(dict.fromkeys(map(len, names))) for first, names in again.items()}
        for at, i in enumerate(order):
            norm = words.norm[i]
            if kinds[i] != Kind.WORD or sheet.cover[i] is not None:
                continue
            if norm not in again:
                if alike and len(norm) >= SHORTEST_SPELLING and self._is_alike(norm, alike):
                    # The letter before, read as "and", may be the first of the name.
                    is_cut = i > 0 and kinds[i - 1] == Kind.CLITIC and words.norm[i - 1] == alike[skeleton(norm)][0]
                    repeated.append(Found(i - is_cut, i + 1, "person", "again.spelling"))
                continue
            for size in sizes[norm]:
                end = at + size
                last = order[min(end, len(order)) - 1] + 1
                kind = again[norm].get(tuple(words.norm[k] for k in order[at:end]))
                if kind is not None and sheet.is_free(i, last):
                    repeated.append(Found(i, last, kind, f"again.{kind}"))
                    break
        return repeated

    def _is_alike(self, norm: str, alike: dict[str, str]) -> bool:
        return not self.classes.is_ordinary(norm) and skeleton(norm) in alike

    def _names(self, sheet: Sheet) -> Again:
        """What to look for: ends of persons' names, short forms of bodies, names that had a cue."""
        again: Again = {}
        for found in sheet.found:
            norms = tuple(norm for norm in sheet.words.norm[found.first : found.last] if norm not in JOINTS)
            for name in self._forms(found, norms):
                again.setdefault(name[0], {}).setdefault(name, found.kind)
        return {first: dict(sorted(names.items(), key=lambda each: -len(each[0]))) for first, names in again.items()}

    def _forms(self, found: Found, norms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if found.kind == "person":
            yield from self._tails(norms)
        elif found.rule in CUED:
            if len(norms) > 1 or not self.classes.is_ordinary(norms[0]):
                yield norms
            if len(norms) > 2 and norms[1] == PROCLITICS["to"] and self._is_rare(norms[0]):
                yield norms[:1]
        elif found.kind == "organization" and len(norms) > 2 and norms[0].startswith(ARTICLE):
            is_telling = norms[1].removeprefix(ARTICLE) not in word_set("stems_of_general")
            if is_telling and self.classes.is_definite_adjective(norms[1]):
                yield norms[:2]

    def _is_rare(self, norm: str) -> bool:
        return self.classes.frequency(norm) < COMMON_SURNAME and not self.classes.is_function(norm)

    def _tails(self, norms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The whole name, its last part, and the end from a particle on."""
        for k in range(len(norms)):
            tail = norms[k:]
            if len(tail) == 1 and self._is_no_surname(tail[0]):
                continue
            if k == 0 or len(tail) == 1 or tail[0] in self.persons.joiners:
                yield tail
            if len(tail) == 2 and tail[0] in word_set("joinable"):
                yield ("".join(tail),)

    def _is_no_surname(self, norm: str) -> bool:
        """Whether the word alone would rather be something else."""
        if self.classes.is_function(norm) or self.classes.state_named(norm) or norm in self.persons.titles:
            return True
        part = self.persons.sort(norm)
        return part in (Part.NONE, Part.JOINER, Part.WEAK_GIVEN) and self.classes.frequency(norm) > COMMON_SURNAME

    def _skeletons(self, again: Again) -> dict[str, str]:
        """The skeletons of surnames that are no ordinary words, for other spellings of them."""
        found: dict[str, str] = {}
        for name, kind in (each for names in again.values() for each in names.items()):
            bones = skeleton("".join(name))
            is_surname = len(name) == 1 or (len(name) == 2 and name[0] in word_set("joinable"))
            if kind == "person" and is_surname and len(bones) >= SHORTEST_SKELETON:
                if not self.classes.is_ordinary(name[-1]):
                    found[bones] = name[0]
        return found
