"""Finds the people, bodies and places of a record that a user means by a name, however it is spelt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from mahdar.arabic.normal import ARTICLE, normalise
from mahdar.arabic.romanise import romanise
from mahdar.linking.people import Directory, Line
from mahdar.reading.entities.name_spelling import skeleton
from mahdar.reading.reading import Reading

# How the keys of lines begin that are rows of the world tables.
WORLD = "world:"
# Consonants that must remain of a word before spellings that share them count as one name.
SHORTEST_SKELETON = 3
# How alike two spellings must be besides, from 0 to 1.
ALIKE = 0.75
LINE = "\n"

Words = tuple[str, ...]


@dataclass(slots=True)
class Known:
    """What one line goes by: ids, whole names and roles, all in the words that are compared."""

    line: Line
    ids: set[str] = field(default_factory=set)
    names: set[Words] = field(default_factory=set)
    roles: set[Words] = field(default_factory=set)


class Finder:
    """Finds lines by an id, by all or some words of a name in Arabic or English, or by a whole role."""

    def __init__(self, lines: Sequence[Line], readings: Sequence[tuple[int, Reading]]) -> None:
        self._lines = lines
        self._readings = readings

    @cached_property
    def _known(self) -> list[Known]:
        """What each line goes by, gathered when first asked for."""
        named = _named(self._readings)
        return [_known(line, named) for line in self._lines]

    def find(self, name: str) -> list[Line]:
        """The lines that `name` means, those that it means best: an id, else a name or role, else a near spelling."""
        wanted = _words(name)
        if not wanted:
            return []
        by_id = [one.line for one in self._known if name.strip().casefold() in one.ids]
        return by_id or self._by_name(wanted) or self._by_spelling(wanted)

    def best(self, name: str) -> list[Line]:
        """The same, but only those of which `name` is the whole name where there are such."""
        found, wanted = self.find(name), _words(name)
        whole = {one.line.key for one in self._known if wanted in one.names}
        return [line for line in found if line.key in whole] or found

    def _by_name(self, wanted: Words) -> list[Line]:
        return [
            one.line
            for one in self._known
            if wanted in one.roles or any(_holds(name, wanted) for name in one.names | _romanised(one, wanted))
        ]

    def _by_spelling(self, wanted: Words) -> list[Line]:
        """The lines with a name of which words have the consonants of those wanted and nearly their letters."""
        bones = tuple(skeleton(word) for word in wanted)
        if any(len(bone) < SHORTEST_SKELETON for bone in bones):
            return []
        return [one.line for one in self._known if any(_is_near(name, wanted, bones) for name in one.names)]


def _romanised(known: Known, wanted: Words) -> set[Words]:
    """The name in Latin letters, as lists print it, for a name that is written in these."""
    return {_words(romanise(known.line.name))} if known.line.name and wanted[0].isascii() else set()


def _is_near(name: Words, wanted: Words, bones: Words) -> bool:
    for i in range(len(name) - len(wanted) + 1):
        part = name[i : i + len(wanted)]
        if tuple(skeleton(word) for word in part) == bones:
            alike = SequenceMatcher(None, " ".join(part), " ".join(wanted)).ratio()
            if alike >= ALIKE:
                return True
    return False


class Wish:
    """A name that is looked for among very many texts: most of them are put aside before their words are parted."""

    def __init__(self, name: str) -> None:
        self.id = name.strip().casefold()
        self.words = _words(name)

    def may_be_in(self, text: str) -> bool:
        """Whether the letters of all words stand in the text."""
        normal = normalise(text).casefold()
        return bool(self.words) and all(word in normal for word in self.words)

    def is_in(self, text: str) -> bool:
        """Whether the name is all or some of the words of the text."""
        return self.may_be_in(text) and _holds(_words(text), self.words)

    def is_all_of(self, text: str) -> bool:
        """Whether the name is all of the text, spelling apart."""
        return self.may_be_in(text) and _words(text) == self.words


def plain_forms(texts: Sequence[str]) -> list[str]:
    """The texts in the form in which names are compared, made in one go, for there may be very many."""
    lines = normalise(LINE.join(text.replace(LINE, " ") for text in texts)).casefold().split(LINE)
    return lines if texts else []


class Sieve:
    """Texts among which names are looked for again and again; most are put aside without parting their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.plain = plain_forms(texts)

    def holding(self, name: str) -> list[str]:
        """The texts with the letters of all words of `name`: those that it may name are among them."""
        words = _words(name)
        return [text for text, plain in zip(self.texts, self.plain, strict=True) if all(w in plain for w in words)]

    def like(self, name: str) -> list[str]:
        """The texts with words of the same consonants as those of `name`."""
        bones = {skeleton(word) for word in _words(name)}
        if not bones or any(len(bone) < SHORTEST_SKELETON for bone in bones):
            return []
        known: dict[str, str] = {}

        def bone(word: str) -> str:
            found = known.get(word)
            if found is None:
                found = known[word] = skeleton(_bare(word))
            return found

        pairs = zip(self.texts, self.plain, strict=True)
        return [text for text, plain in pairs if bones <= {bone(word) for word in plain.split()}]

    def with_surnames(self, texts: Collection[str]) -> set[str]:
        """These texts with all others that end with the last word of one of them."""
        last = {plain.rpartition(" ")[2] for plain in plain_forms(list(texts))}
        pairs = zip(self.texts, self.plain, strict=True)
        return {*texts, *(text for text, plain in pairs if plain.rpartition(" ")[2] in last)}


class NameFinder:
    """Finds lines of a directory by an id or by all or some words of a name, in Arabic or English."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def find(self, name: str) -> list[Line]:
        """The lines that `name` means by their ids, else by their names."""
        wish = Wish(name)
        by_id = [line for line in self._directory.lines.values() if wish.id in _ids(line)]
        return by_id or [line for line in self._directory.lines.values() if self._is_named(line, wish)]

    def _is_named(self, line: Line, wish: Wish) -> bool:
        if any(wish.is_in(written) for _, _, written in self._directory.names[line.key] if written):
            return True
        if line.name_en and wish.is_in(line.name_en):
            return True
        return bool(line.name) and wish.id.isascii() and wish.is_in(romanise(line.name or ""))

    def near(self, name: str) -> list[Line]:
        """The lines with a name that is spelt nearly so."""
        wanted = _words(name)
        bones = tuple(skeleton(word) for word in wanted)
        if not wanted or any(len(bone) < SHORTEST_SKELETON for bone in bones):
            return []
        names = self._directory.names
        return [
            line
            for line in self._directory.lines.values()
            if any(_is_near(_words(written), wanted, bones) for _, _, written in names[line.key] if written)
        ]


def is_called(text: str, name: str) -> bool:
    """Whether `name` is all or some of the words of `text`."""
    return bool(_words(name)) and _holds(_words(text), _words(name))


def is_name(text: str, name: str) -> bool:
    """Whether `name` is all of `text`, spelling apart."""
    return bool(_words(name)) and _words(text) == _words(name)


def _named(readings: Iterable[tuple[int, Reading]]) -> dict[tuple[int, str], set[Words]]:
    """The names, not the roles, that stand for each entity of each report."""
    found: dict[tuple[int, str], set[Words]] = {}
    for number, reading in readings:
        for mention in reading.mentions:
            if mention.form == "name":
                found.setdefault((number, mention.entity), set()).add(_words(reading.words(mention)))
        for entity in reading.entities:
            for name in (entity.name, entity.name_en):
                if name:
                    found.setdefault((number, entity.id), set()).add(_words(name))
    return found


def _ids(line: Line) -> set[str]:
    """The ids that a line may be asked for by: its key, and that of its row of the world tables."""
    ids = {line.key.casefold()}
    if line.key.startswith(WORLD):
        world = line.key.removeprefix(WORLD).casefold()
        ids |= {world, world.partition(":")[2] or world}
    return ids


def _known(line: Line, named: dict[tuple[int, str], set[Words]]) -> Known:
    known = Known(line, ids=_ids(line))
    for member in line.members:
        known.names |= named.get(member, set())
    if line.name:
        known.names.add(_words(line.name))
    if line.name_en:
        known.names.add(_words(line.name_en))
    known.roles = {_words(form) for form in line.forms} - known.names
    return known


def _words(text: str) -> Words:
    """The words of a name in the form in which names are compared: normal, without articles."""
    return tuple(_bare(word) for word in normalise(text).casefold().replace("-", " ").strip(' ~"').split())


def _bare(word: str) -> str:
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1 else word


def _holds(name: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words `wanted` stand in `name`, one after the other."""
    return any(tuple(name[i : i + len(wanted)]) == tuple(wanted) for i in range(len(name) - len(wanted) + 1))
