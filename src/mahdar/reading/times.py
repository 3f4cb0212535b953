"""The component that finds the time expressions, not yet tied to a day."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic import numbers
from mahdar.arabic import times as engine
from mahdar.arabic.words import words_of
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.layers import Time
from mahdar.reading.ready import ready

NAME: Final = "mahdar_times_v1"
EXPRESSIONS: Final = "mahdar.expressions"
NUMBERS: Final = "mahdar.numbers"


@Language.factory(NAME, assigns=["doc._.times"], requires=["doc._.parts"])
def make_times(nlp: Language, name: str) -> Times:
    """The component, for spaCy's registry."""
    return ready(nlp, NAME, Times)


class Times(Kept):
    """Finds the time expressions; leaves them for `dating` with what is known without the day."""

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        found = numbers.find(words)
        expressions = engine.find(words, found)
        doc.user_data[NUMBERS] = found
        doc.user_data[EXPRESSIONS] = expressions
        doc._.times = [self._time(doc, i, e) for i, e in enumerate(expressions)]
        return doc

    def _time(self, doc: Doc, number: int, expression: engine.Expression) -> Time:
        resolved = engine.resolve(expression, None)
        start, end = words_of(doc).span(expression.first, expression.last)
        return Time(
            start=start,
            end=end,
            id=f"t{number}",
            type=resolved.type,
            value=resolved.value,
            rule=expression.rule,
            earliest=resolved.earliest,
            latest=resolved.latest,
        )


def numbers_of(doc: Doc) -> list[numbers.Number]:
    """The numbers of `doc`, found once."""
    if NUMBERS not in doc.user_data:
        doc.user_data[NUMBERS] = numbers.find(words_of(doc))
    found: list[numbers.Number] = doc.user_data[NUMBERS]
    return found


def expressions_of(doc: Doc) -> list[engine.Expression]:
    """The time expressions of `doc`, in the order of `doc._.times`."""
    found: list[engine.Expression] = doc.user_data.get(EXPRESSIONS, [])
    return found
