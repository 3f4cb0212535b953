"""Reads numbers: digits of every script with their separators, and words to the trillions in any case and gender.

`parse(text)` gives the value of a text that is one number; `find(words)` all numbers of a tokenized text with the
words that they cover, also vague plurals ("hundreds"), ordinals and fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mahdar.arabic.normal import ALEF, ALEF_WITH_HAMZA, ARTICLE, PROCLITICS, normal_word, normalise
from mahdar.arabic.words import Kind, Words
from mahdar.tables import language_table

THOUSAND: Final = 1_000
MILLION: Final = 1_000_000
_AND: Final = PROCLITICS["and"]
_DIGITS: Final = re.compile(r"\d+(?:[.,\u060c]\d+)*")
# "1.250" is a thousand and more, "14,6" is not: three digits after every separator, and no leading nought.
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:[.,\u060c]\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the words [first, last) that it covers.

    `form` is digits, words, vague (a plural such as "hundreds", `low` to `high`), ordinal or fraction.
    """

    first: int
    last: int
    low: float
    high: float
    form: str
    definite: bool = False

    @property
    def value(self) -> float:
        """The number itself, the lower bound of a vague one."""
        return self.low


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Number words by class and normal form."""

    unit: dict[str, int]
    ten: dict[str, int]
    hundred: dict[str, int]
    scale: dict[str, int]
    dual: dict[str, int]
    ordinal: dict[str, int]
    fraction: dict[str, float]
    part: dict[str, float]
    vague: dict[str, tuple[int, int]]
    within: frozenset[str]
    point: frozenset[str]
    starts: frozenset[str]
    definite: frozenset[str]
    accusative: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> _Lexicon:
    """The table of number words, read once."""
    found: dict[str, dict[str, str]] = {}
    for row in language_table("numbers", columns=("class", "value", "forms")):
        for form in row.many("forms"):
            found.setdefault(row["class"], {})[normal_word(form)] = row["value"]

    def whole(name: str) -> dict[str, int]:
        return {word: int(value) for word, value in found[name].items()}

    vague = {word: (int(v.split("/")[0]), int(v.split("/")[1])) for word, v in found["vague"].items()}
    within = whole("within")
    alone = ("unit", "ten", "hundred", "scale", "dual", "ordinal", "fraction", "vague")
    lone = set().union(*(found[name] for name in alone))
    return _Lexicon(
        unit=whole("unit") | within,
        ten=whole("ten"),
        hundred=whole("hundred"),
        scale=whole("scale"),
        dual=whole("dual"),
        ordinal=whole("ordinal"),
        fraction={word: _ratio(value) for word, value in found["fraction"].items()},
        part={word: _ratio(value) for word, value in found["part"].items()},
        vague=vague,
        within=frozenset(within),
        point=frozenset(found["point"]),
        starts=frozenset(lone | set(within)),
        # "Thousand" begins with the letters of the article; a definite word is a number without them too.
        definite=frozenset(w for w in lone if w.startswith(ARTICLE) and w[len(ARTICLE) :] in lone | set(within)),
        accusative=frozenset(w for w in found["scale"] if w.endswith(ALEF)),
    )


def _ratio(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def digits_value(text: str, *, before_scale: bool = False) -> float | None:
    """The value of a number in digits as written (any script and separators), None when it is none.

    Before a word such as "million" a lone separator is the decimal one ("1.250 million").
    """
    normal = normalise(text)
    if not _DIGITS.fullmatch(normal):
        return None
    separators = [c for c in normal if not c.isdigit()]
    grouped = _GROUPED.fullmatch(normal)
    if grouped and (len(separators) > 1 or not before_scale):
        return float("".join(c for c in normal if c.isdigit()))
    if len(separators) > 1:
        return _grouped_decimal(normal)
    return float(normal.replace(",", ".").replace("\u060c", "."))


def _grouped_decimal(normal: str) -> float | None:
    """The value of "1.234,5": groups, then another separator and decimals."""
    cut = max(normal.rfind(c) for c in ".,\u060c")
    if normal[cut] in normal[:cut] or not _GROUPED.fullmatch(normal[:cut]):
        return None
    return float("".join(c for c in normal[:cut] if c.isdigit()) + "." + normal[cut + 1 :])


class _Parser:
    """Reads the number that begins at a word; keeps to one line."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.norm, self.kind, self.line = words.norm, words.kind, words.line
        self.lex = lexicon()
        self.size = len(words)

    def find(self) -> Iterator[Number]:
        """All numbers from left to right, none inside another."""
        i, starts, norm, kind = 0, self.lex.starts, self.norm, self.kind
        while i < self.size:
            if kind[i] == Kind.NUMBER or norm[i] in starts:
                number = self.at(i)
                if number is not None:
                    yield number
                    i = number.last
                    continue
            i += 1

    def at(self, i: int) -> Number | None:
        """The longest number that begins at word `i`."""
        return self._cardinal(i) or self._vague(i) or self._ordinal(i) or self._fraction(i)

    def _next(self, i: int) -> bool:
        """Whether word `i` exists in the same line as the one before."""
        return i < self.size and self.line[i] == self.line[i - 1]

    def _joined(self, i: int) -> bool:
        """Whether a joined "and" stands at `i` with a word after it."""
        return self._next(i) and self.norm[i] == _AND and self._next(i + 1) and self._is_glued(i)

    def _is_glued(self, i: int) -> bool:
        """Whether the word after the clitic at `i` is joined to it (digits may stand apart)."""
        return self.words.glued[i + 1] or self.kind[i + 1] == Kind.NUMBER

    def _small(self, i: int) -> tuple[float, int, bool] | None:
        """(value, end, whether in digits) of a number below a thousand in words, or of any in digits."""
        if self.kind[i] == Kind.NUMBER:
            return self._digits(i)
        hundreds, end = self._hundreds(i)
        rest = self._below_hundred(i) if not hundreds else None
        if rest:
            return float(rest[0]), rest[1], False
        if not hundreds:
            return None
        if self._joined(end):
            rest = self._below_hundred(end + 1)
            if rest:
                return float(hundreds + rest[0]), rest[1], False
        return float(hundreds), end, False

    def _hundreds(self, i: int) -> tuple[int, int]:
        word = self.norm[i]
        value = self.lex.hundred.get(word)
        if value:
            return value, i + 1
        units = self.lex.unit.get(word, 0)
        if 3 <= units <= 9 and self._next(i + 1) and self.lex.hundred.get(self.norm[i + 1]) == 100:
            return units * 100, i + 2
        return 0, i

    def _below_hundred(self, i: int) -> tuple[int, int] | None:
        unit, ten = self.lex.unit, self.lex.ten
        value = unit.get(self.norm[i])
        if value == 1 and self.words.text[self.words.start[i] + 1] == ALEF_WITH_HAMZA:
            # "And one of the …" looks like "one" but for the hamza.
            return None
        if value is None:
            tens = ten.get(self.norm[i])
            return (tens, i + 1) if tens else None
        if value < 10 and self._next(i + 1) and unit.get(self.norm[i + 1]) == 10 and value:
            return value + 10, i + 2
        if 0 < value < 10 and self._joined(i + 1):
            tens = ten.get(self.norm[i + 2])
            if tens:
                return tens + value, i + 3
        # "one of" and the like are numbers only inside a longer one.
        return None if self.norm[i] in self.lex.within else (value, i + 1)

    def _digits(self, i: int) -> tuple[float, int, bool] | None:
        end = i + 1
        text = self.norm[i]
        # "10 000": groups parted by a space.
        while (
            len(text) % 4 <= 3
            and self._next(end)
            and self.kind[end] == Kind.NUMBER
            and not self.words.glued[end]
            and len(self.norm[end]) == 3
            and self.norm[end].isdigit()
            and _opens_groups(text)
            and self.words.start[end] == self.words.end[end - 1] + 1
        ):
            text += "," + self.norm[end]
            end += 1
        scaled = self._next(end) and self.norm[end] in self.lex.scale
        value = digits_value(text, before_scale=scaled)
        return None if value is None else (value, end, True)

    def _cardinal(self, i: int) -> Number | None:
        total, end, bound, in_digits = 0.0, i, float("inf"), False
        while True:
            part = self._term(end, alone=end == i)
            if part is None or part[0] >= bound or part[3] >= bound:
                # The "and" belonged to something else.
                end = end - 1 if end > i else end
                break
            total, end, in_digits, bound = total + part[0], part[1], in_digits or part[2], part[3]
            if bound <= 1 or not self._joined(end):
                break
            end += 1
        if end <= i:
            return None
        value, end = self._tail(total, end, bound)
        form = "digits" if in_digits else "words"
        return Number(i, end, value, value, form, definite=self._is_definite(i))

    def _term(self, i: int, *, alone: bool) -> tuple[float, int, bool, float] | None:
        """(value, end, in digits, scale) of a count with its scale ("five thousand"), or of a count alone."""
        lex, word = self.lex, self.norm[i]
        if word in lex.dual:
            return float(lex.dual[word]), i + 1, False, lex.dual[word] / 2
        small = self._small(i)
        if small is None:
            return self._bare_scale(i, alone=alone)
        value, end, in_digits = small
        scale = 1.0
        while self._next(end) and self.norm[end] in lex.scale:
            # "three thousand million", and only upwards.
            step = lex.scale[self.norm[end]]
            if scale > 1 and step <= scale:
                break
            scale *= step
            end += 1
        return value * scale, end, in_digits, scale

    def _bare_scale(self, i: int, *, alone: bool) -> tuple[float, int, bool, float] | None:
        lex, word = self.lex, self.norm[i]
        if word not in lex.scale or word in lex.vague:
            return None
        value = lex.scale[word]
        # The accusative of one and the construct of two look alike; before a noun, alone, it is two.
        twice = alone and word in lex.accusative
        end, scale = i + 1, float(value)
        if self._next(end) and lex.scale.get(self.norm[end], 0) > value:
            scale *= lex.scale[self.norm[end]]
            end += 1
        return scale * (2 if twice else 1), end, False, scale

    def _tail(self, value: float, end: int, scale: float) -> tuple[float, int]:
        """Adds "and a half (million)" and "point five"."""
        if scale >= THOUSAND and self._joined(end):
            fraction = self.lex.fraction.get(self.norm[end + 1])
            if fraction and fraction < 1:
                end += 2
                if self._next(end) and self.lex.scale.get(self.norm[end]) == scale:
                    end += 1
                return value + fraction * scale, end
        if scale == 1 and self._next(end + 1) and self.norm[end] in self.lex.point:
            part = self._small(end + 1)
            if part:
                digits = str(int(part[0]))
                return value + float(f"0.{digits}"), part[1]
        return value, end

    def _is_definite(self, i: int) -> bool:
        if self.kind[i] != Kind.NUMBER:
            return self.norm[i] in self.lex.definite
        return i > 0 and self.norm[i - 1] == ARTICLE

    def _vague(self, i: int) -> Number | None:
        bounds = self.lex.vague.get(self.norm[i])
        if bounds is None:
            return None
        low, high = bounds
        end = i + 1
        if self._next(end) and self.norm[end] in self.lex.scale:
            scale = self.lex.scale[self.norm[end]]
            if scale > low:
                low, high = low * scale, (high + 1) * scale - 1
                end += 1
        return Number(i, end, low, high, "vague", definite=self.norm[i] in self.lex.definite)

    def _ordinal(self, i: int) -> Number | None:
        value = self.lex.ordinal.get(self.norm[i])
        if value is None:
            return None
        end = i + 1
        definite = self.norm[i] in self.lex.definite
        if value < 10 and self._next(end) and self.lex.unit.get(self.norm[end]) == 10:
            return Number(i, end + 1, value + 10, value + 10, "ordinal", definite=definite)
        if value < 10 and self._joined(end):
            tens = self.lex.ten.get(self.norm[end + 1])
            if tens and self.norm[end + 1].startswith(ARTICLE) == definite:
                return Number(i, end + 2, value + tens, value + tens, "ordinal", definite=definite)
        return Number(i, end, value, value, "ordinal", definite=definite)

    def _fraction(self, i: int) -> Number | None:
        value = self.lex.fraction.get(self.norm[i])
        if value is None:
            return None
        end = i + 1
        if self._next(end) and self.norm[end] in self.lex.scale:
            value *= self.lex.scale[self.norm[end]]
            return Number(i, end + 1, value, value, "words", definite=self.norm[i] in self.lex.definite)
        return Number(i, end, value, value, "fraction", definite=self.norm[i] in self.lex.definite)


def _opens_groups(text: str) -> bool:
    """Whether digits may go on with a group of three after a space."""
    first, _, rest = text.partition(",")
    opens = first.isdigit() and len(first) <= 3 and first[0] != "0"
    return opens and all(len(group) == 3 for group in rest.split(",") if rest)


def find(words: Words) -> list[Number]:
    """The numbers of a text, left to right, each as long as it goes."""
    return list(_with_parts(words, list(_Parser(words).find())))


def _with_parts(words: Words, numbers: list[Number]) -> Iterator[Number]:
    """The numbers, with "three quarters" put together to one fraction."""
    parts = lexicon().part
    for number in numbers:
        nxt = number.last
        if nxt < len(words) and number.form == "words" and 2 < number.low < 10 and words.norm[nxt] in parts:
            value = number.low * parts[words.norm[nxt]]
            yield Number(number.first, nxt + 1, value, value, "fraction", definite=number.definite)
        else:
            yield number


def parse(text: str) -> float | None:
    """The value of `text` when the whole of it is one number, in digits or words; None otherwise."""
    from mahdar.arabic.plain import words_in  # on use: the tokenizer takes a moment to load

    words = words_in(text)
    numbers = find(words)
    if len(numbers) != 1 or numbers[0].first != 0 or numbers[0].last != len(words) or numbers[0].form == "vague":
        return None
    value = numbers[0].low
    return int(value) if value == int(value) else value
