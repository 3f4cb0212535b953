"""Ties the entities of several reports that are one person, body or place into one line.

Keys make candidates: the row of the world tables, or the kind and the normal form of the name. A surname alone joins
the one fuller name of the record that ends with it; when two do, it stays apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mahdar.arabic.normal import ARTICLE, PROCLITICS, normalise
from mahdar.reading.layers import Entity, Mention
from mahdar.reading.reading import Reading


@dataclass(slots=True)
class Line:
    """One person, body, place or group of the record.

    `key` is the same from run to run; `members` are pairs of report number and entity id; `forms` counts the words
    that stood for it; `because` says what tied the members.
    """

    key: str
    kind: str
    name: str | None
    name_en: str | None
    members: list[tuple[int, str]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    because: set[str] = field(default_factory=set)

    @property
    def reports(self) -> list[int]:
        """The numbers of the reports that speak of it."""
        return sorted({number for number, _ in self.members})

    def to_json(self) -> dict[str, Any]:
        """The line for programs."""
        return {
            "key": self.key,
            "kind": self.kind,
            "name": self.name,
            "name_en": self.name_en,
            "forms": dict(self.forms.most_common()),
            "members": [{"report": number, "entity": entity} for number, entity in self.members],
            "because": sorted(self.because),
        }


def tie(readings: Iterable[tuple[int, Reading]]) -> list[Line]:
    """The lines of all readings, given with the numbers of their reports; most mentioned first."""
    lines: dict[str, Line] = {}
    for number, reading in readings:
        forms, names = _forms(reading), _names(reading)
        for entity in reading.entities:
            key, reason = _key(entity, number)
            line = lines.setdefault(key, Line(key=key, kind=entity.kind, name=None, name_en=entity.name_en))
            line.members.append((number, entity.id))
            line.forms.update(forms.get(entity.id, {}))
            line.because.add(reason)
            name = max(names.get(entity.id, []), key=len, default=None) if entity.name else None
            if name and (line.name is None or len(name) > len(line.name)):
                line.name = name
            line.name_en = line.name_en or entity.name_en
    join_surnames(lines)
    return sorted(lines.values(), key=lambda line: (-sum(line.forms.values()), line.key))


def index(lines: Iterable[Line]) -> dict[tuple[int, str], Line]:
    """The line of each (report number, entity id)."""
    return {member: line for line in lines for member in line.members}


def _forms(reading: Reading) -> dict[str, Counter[str]]:
    forms: dict[str, Counter[str]] = {}
    for mention in reading.mentions:
        forms.setdefault(mention.entity, Counter())[_written(reading, mention)] += 1
    return forms


def _names(reading: Reading) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for mention in reading.mentions:
        if mention.form == "name":
            names.setdefault(mention.entity, []).append(_written(reading, mention))
    return names


def _written(reading: Reading, mention: Mention) -> str:
    """The mention's words as they are written when nothing is joined before them.

    "To" swallows the alef of the article, so a mention after it lacks that letter.
    """
    words = " ".join(reading.words(mention).split())
    to, article = PROCLITICS["to"], ARTICLE
    is_cut = words.startswith(article[-1]) and reading.text[mention.start - 1 : mention.start] == to
    return article[0] + words if is_cut and mention.start else words


def _key(entity: Entity, number: int) -> tuple[str, str]:
    if entity.world:
        return f"world:{entity.world}", "same row of the world tables"
    if entity.name:
        return f"{entity.kind}:{normalise(entity.name)}", "same name"
    return f"report:{number}:{entity.id}", "named in no report"


def join_surnames(lines: dict[str, Line]) -> None:
    """Joins the line of a surname alone to the one line of a fuller name that ends with it."""
    _join(lines, _surnames(lines))


def _surnames(lines: dict[str, Line]) -> dict[str, str]:
    """For the key of each line that is a surname alone, the key of the only line with a name that ends with it."""
    people = [line for line in lines.values() if line.kind == "person" and line.name]
    by_last: dict[str, list[Line]] = {}
    for line in people:
        words = normalise(line.name or "").split()
        for i in range(1, len(words)):
            by_last.setdefault(" ".join(words[i:]), []).append(line)
    joined: dict[str, str] = {}
    for line in people:
        fuller = by_last.get(normalise(line.name or ""), [])
        if len(fuller) == 1 and fuller[0] is not line and fuller[0].key not in joined:
            joined[line.key] = fuller[0].key
    return joined


def _join(lines: dict[str, Line], joined: dict[str, str]) -> None:
    """Moves the members of each line that is joined to another one into that."""
    for key, whole_key in joined.items():
        line, whole = lines.pop(key), lines[whole_key]
        whole.members += line.members
        whole.forms.update(line.forms)
        whole.because.add("surname of the only such person")


class Directory:
    """The lines of a whole record, known from the names of its entities alone: no reading has to be made for them.

    `names` are rows of kind, world, name and English name; each stands for any number of entities.
    """

    def __init__(self, names: Iterable[tuple[str, str, str | None, str | None]]) -> None:
        self.lines: dict[str, Line] = {}
        self.names: dict[str, set[tuple[str, str, str | None]]] = {}
        for kind, world, name, name_en in names:
            key = _key(Entity("", kind, name=name, world=world), 0)[0]
            line = self.lines.setdefault(key, Line(key=key, kind=kind, name=None, name_en=name_en))
            if name and (line.name is None or len(name) > len(line.name)):
                line.name = name
            line.name_en = line.name_en or name_en
            self.names.setdefault(key, set()).add((kind, world, name))
        self._joined = _surnames(self.lines)
        for key, whole in self._joined.items():
            self.names[whole] |= self.names.pop(key)
        _join(self.lines, self._joined)

    def key(self, entity: Entity, number: int) -> str:
        """The key of the line of an entity of report `number`."""
        key = _key(entity, number)[0]
        return self._joined.get(key, key)

    def tie(self, readings: Iterable[tuple[int, Reading]]) -> list[Line]:
        """The lines of some of the record's readings, with the keys and names that they have in all of it."""
        found: dict[str, Line] = {}
        for number, reading in readings:
            forms = _forms(reading)
            for entity in reading.entities:
                key = self.key(entity, number)
                known = self.lines.get(key)
                name, name_en = (known.name, known.name_en) if known else (entity.name, entity.name_en)
                line = found.setdefault(key, Line(key=key, kind=entity.kind, name=name, name_en=name_en))
                line.members.append((number, entity.id))
                line.forms.update(forms.get(entity.id, {}))
        return list(found.values())
