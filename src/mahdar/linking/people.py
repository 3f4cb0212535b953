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
    people = [line for line in lines.values() if line.kind == "person" and line.name]
    by_last: dict[str, list[Line]] = {}
    for line in people:
        words = normalise(line.name or "").split()
        for i in range(1, len(words)):
            by_last.setdefault(" ".join(words[i:]), []).append(line)
    for line in people:
        fuller = by_last.get(normalise(line.name or ""), [])
        if len(fuller) == 1 and fuller[0] is not line and fuller[0].key in lines:
            whole = fuller[0]
            whole.members += line.members
            whole.forms.update(line.forms)
            whole.because.add("surname of the only such person")
            del lines[line.key]
