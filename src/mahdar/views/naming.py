"""How people, bodies, groups, days and amounts are called in what people read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from mahdar.arabic.romanise import romanise
from mahdar.linking.people import Line, index
from mahdar.linking.placed import Placed
from mahdar.reading.layers import Amount, Published
from mahdar.reading.reading import Reading
from mahdar.views.messages import Messages

ROMANISED = "~"
# Whose names are sounds, not words.
SPOKEN = ("person", "place")
QUOTES = {"en": "“{}”", "ar": "«{}»"}


class Names:
    """Calls the entities of several readings by name in one language."""

    def __init__(self, lines: Iterable[Line], readings: Iterable[tuple[int, Reading]], say: Messages) -> None:
        self.lines = list(lines)
        self._line_of = index(self.lines)
        self._say = say
        self._counted = {key: amount for number, reading in readings for key, amount in _counted(number, reading)}

    def line(self, number: int, entity_id: str) -> Line:
        """The line of an entity of report `number`."""
        return self._line_of[number, entity_id]

    def key(self, number: int, entity_id: str) -> str:
        """What is the same for the same person or body in all reports."""
        return self._line_of[number, entity_id].key

    def call(self, number: int, entity_id: str) -> str:
        """The entity's name; a group that was counted by its count; one never named by the report's own words."""
        line = self._line_of[number, entity_id]
        if line.name is None and line.name_en is None:
            amount = self._counted.get((number, entity_id))
            if amount is not None and amount.of != "other":
                return count(amount, self._say)
        return called(line, self._say)

    def counts(self, number: int, entity_id: str) -> float | None:
        """How many a group is, where exactly so many are told."""
        amount = self._counted.get((number, entity_id))
        return amount.low if amount is not None and amount.low == amount.high else None

    def list(self, number: int, entity_ids: Iterable[str]) -> str:
        """The entities in running text, each once."""
        return self._say.join(list(dict.fromkeys(self.call(number, one) for one in entity_ids)))

    def refer(self, number: int, entity_id: str) -> dict[str, Any]:
        """The entity for programs: its id in the reading, its key in the record, its names.

        `label` is its name, else the words that stand for it most often.
        """
        line = self._line_of[number, entity_id]
        return {
            "entity": entity_id,
            "key": line.key,
            "kind": line.kind,
            "label": line.name or _commonest(line),
            "name": line.name,
            "name_en": line.name_en,
        }


def called(line: Line, say: Messages) -> str:
    """The name of a line in a language: `~` before one that is only romanised, a body in its own words without one."""
    if say.lang == "ar":
        return line.name or QUOTES["ar"].format(_commonest(line))
    if line.name_en:
        return line.name_en
    if line.name and line.kind in SPOKEN:
        return ROMANISED + romanise(line.name)
    if line.name:
        # What a body or text is called has a meaning, which its letters in another script do not tell.
        return QUOTES["en"].format(line.name)
    return QUOTES["en"].format(_commonest(line))


def _commonest(line: Line) -> str:
    return max(line.forms, key=lambda form: (line.forms[form], -len(form), form)) if line.forms else "?"


def _counted(number: int, reading: Reading) -> Iterable[tuple[tuple[int, str], Amount]]:
    amounts = Placed(reading.amounts)
    for mention in reading.mentions:
        if mention.form == "role":
            for amount in amounts.inside(mention):
                yield (number, mention.entity), amount


def count(amount: Amount, say: Messages) -> str:
    """The amount in words and digits: "about 700 civilians killed"."""
    if amount.low == amount.high:
        number = say.say(f"precision.{amount.precision}", n=digits(amount.low))
    else:
        number = say.say("precision.range", low=digits(amount.low), high=digits(amount.high))
    what = say.say(f"of.{amount.of}{_counted_form(amount.high)}")
    fate = say.say(f"fate.{amount.fate}") if amount.fate else ""
    return " ".join(part for part in (number, what, fate) if part)


def _counted_form(value: float) -> str:
    """Which form of a noun follows a number: Arabic has the plural after 3 to 10, two singulars after the others."""
    rest = int(value) % 100
    return "" if 3 <= rest <= 10 else ".many" if rest > 10 else ".other"


def digits(value: float) -> str:
    """The number with thousands parted."""
    return f"{int(value):,}" if value == int(value) else f"{value:g}"


def days(earliest: date | None, latest: date | None) -> str:
    """A day, or a span marked as such; empty when unknown."""
    if earliest is None and latest is None:
        return ""
    if earliest == latest:
        return str(earliest)
    return f"≈ {earliest or '…'}/{latest or '…'}"


def publication(published: Published, say: Messages) -> str:
    """When the report was published, and whether that was given or inferred."""
    if published.earliest is None and published.latest is None:
        return say.say("brief.published_unknown")
    key = "brief.published" if published.given else "brief.published_inferred"
    return say.say(key, days=days(published.earliest, published.latest))
