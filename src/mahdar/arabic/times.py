"""Finds time expressions and tells the days that they mean; `parse(text, anchor)` does both at once.

The words are in `time_words.tsv`, the patterns in `time_patterns.tsv`, what tells ahead from behind in
`tense_cues.tsv`. An expression is first found as it stands (`find`), and then resolved against a day (`resolve`),
which may come later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

from mahdar.arabic import numbers, ranges
from mahdar.arabic.calendar import a_day
from mahdar.arabic.normal import ALEF, ARTICLE, NUN, PRESENT_PREFIXES, PROCLITICS, WAW, normal_word
from mahdar.arabic.patterns import Grammar, Items, Match, Matcher, Slots
from mahdar.arabic.resolving import Resolved, resolve
from mahdar.arabic.words import Kind, Words
from mahdar.tables import language_table

__all__ = ["Expression", "Resolved", "Time", "find", "guard", "parse", "resolve"]

# The rule of a day whose month stands at the end of its range or list.
RANGE: Final = "range"
_MARKS: Final = {
    "\u060c": "comma",
    ",": "comma",
    "/": "slash",
    "\\": "slash",
    "-": "dash",
    ":": "colon",
    "(": "open",
    ")": "close",
}
# Marks that a pattern may cross, but not end with.
_TRAILING: Final = frozenset("\u060c,-(:/")
_AND: Final = PROCLITICS["and"]
_WILL: Final = PROCLITICS["will"]
_DOTTED: Final = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})")
# What stands between the hour and the entry in a report that is told by the hour.
_AFTER_HOUR: Final = frozenset("-|")
# "The hour 10,30": an hour of the day with its minutes.
_CLOCK: Final = re.compile(r"([01]?\d|2[0-4])[.,\u060c]([0-5]\d)")
_THIRD: Final = 20
# "They will …": a form that the frequencies of words do not know, so that its first letter stays joined.
_THEY_WILL: Final = PROCLITICS["will"] + PRESENT_PREFIXES[0]
_THEY: Final = WAW + NUN
# The first number that is read as a Gregorian year: those before it may be Hijri ones.
FIRST_YEAR: Final = 1501
FIRST_BARE_YEAR: Final = 1800
# The months of a year.
_YEAR: Final = 12
_PLURAL_COUNTS: Final = frozenset(range(3, 11))
# How far from a time the word may stand that tells its tense.
_BACK: Final = 30
_AHEAD: Final = 6
_LONGEST_FEMININE_PAST: Final = 7
_UNTIL_NEAR: Final = 4
# How far before a verb "was" may stand.
_WAS_NEAR: Final = 3
# "Three times in the day": how far off the count stands.
_RATE_NEAR: Final = 5


@dataclass(slots=True)
class Expression:
    """A time expression: the words [first, last), the rule that found it, its kind and values.

    `lead` is the class of the word before it (since, before, after, within, for or empty), `tense` future or
    past where the words around tell, `cue` the word that tells it, `is_offset` whether it measures from another
    act ("two days before the vote").
    """

    first: int
    last: int
    rule: str
    kind: str
    slots: Slots = field(default_factory=dict)
    lead: str = ""
    tense: str = ""
    cue: int = -1
    is_offset: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A resolved time with its place in the text given to `parse`."""

    start: int
    end: int
    rule: str
    type: str
    value: str
    earliest: date | None
    latest: date | None


class _Words:
    """The classes of the words of time, by the first word of each phrase."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        self.single: dict[str, dict[str, Any]] = {}
        for row in language_table("time_words", columns=("class", "value", "forms")):
            text = row["value"]
            value: Any = int(text) if text.lstrip("-").isdigit() else text
            for form in row.many("forms"):
                parts = tuple(normal_word(part) for part in form.split())
                self.phrases.setdefault(parts[0], []).append((parts, row["class"], value))
                if len(parts) == 1:
                    self.single.setdefault(parts[0], {})[row["class"]] = value
        self.guards: dict[str, frozenset[str]] = {}
        for row in language_table("time_guards", columns=("guard", "forms")):
            self.guards[row["guard"]] = frozenset(normal_word(form) for form in row.many("forms"))
        self.range_heads = {name: self.guards[f"range-{name}"] for name in ("days", "range", "between", "until", "in")}
        columns = ("id", "as", "pattern", "kind", "with", "guard")
        self.grammar = Grammar(language_table("time_patterns", columns=columns))
        firsts = self.grammar.firsts("time")
        self.starts = frozenset(
            word for word, found in self.phrases.items() if any(name in firsts for _, name, _ in found)
        ) | {word for word in firsts if not word.isascii()}
        self.tense = _tense_cues()

    def class_of(self, norm: str, name: str) -> Any:
        """The value of a one-word form in a class, None when it is not in it."""
        return self.single.get(norm, {}).get(name)


def _tense_cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    cues: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in language_table("tense_cues", columns=("tense", "forms")):
        for form in row.many("forms"):
            parts = tuple(normal_word(part) for part in form.split())
            tense = "future" if row["tense"] == "present" else row["tense"]
            cues.setdefault(parts[-1], []).append((parts, tense))
            if row["tense"] == "present":
                she = normal_word("\u062a" + form[1:])
                cues.setdefault(she, []).append(((she,), tense))
    return cues


@lru_cache(maxsize=1)
def _knowledge() -> _Words:
    return _Words()


def guard(name: str) -> frozenset[str]:
    """The words of one check of `time_guards.tsv`, in normal form."""
    return _knowledge().guards[name]


class Finder:
    """Finds the time expressions of one text."""

    def __init__(self, words: Words, found: list[numbers.Number] | None = None) -> None:
        self.words, self.norm, self.know = words, words.norm, _knowledge()
        self.numbers = {n.first: n for n in (numbers.find(words) if found is None else found)}
        self.at_end = {n.last: n for n in self.numbers.values()}
        self.matcher = Matcher(self.know.grammar, words, self.items)

    def find(self) -> list[Expression]:
        """The expressions from left to right, none inside another."""
        found: list[Expression] = []
        i, size, starts = 0, len(self.words), self.know.starts
        norm, at_number, kind = self.norm, self.numbers, self.words.kind
        while i < size:
            if norm[i] in starts or i in at_number or kind[i] == Kind.NUMBER or norm[i] == ARTICLE:
                match = self._best(i, found)
                if match is not None:
                    while match.last > match.first + 1 and norm[match.last - 1] in _TRAILING:
                        match.last -= 1
                    self._add(self._expression(match), found)
                    i = match.last
                    continue
            i += 1
        return found

    def _add(self, made: Expression, found: list[Expression]) -> None:
        """Adds an expression, with the bare days before it that share its month."""
        heads = self.know.range_heads
        bare: list[Expression] = []
        first: Expression = made
        while number := ranges.bare_day_before(self.words, self.at_end, first, heads):
            is_the = number.first and self.norm[number.first - 1] == ARTICLE
            begin = number.first - 1 if is_the else number.first
            if found and begin < found[-1].last:
                break
            slots = {"hday" if "hday" in made.slots else "day": int(number.low), **ranges.shared(made)}
            first = Expression(begin, number.last, RANGE, "day", slots, self.lead(begin), made.tense, made.cue)
            bare.insert(0, first)
        if found:
            ranges.put_in_order(self.words, found[-1], bare[0] if bare else made, heads)
        found += [*bare, made]

    def _best(self, i: int, found: list[Expression]) -> Match | None:
        for match in self.matcher.matches("time", i):
            check = _GUARDS.get(match.rule.guard)
            if check is None or check(self, match, found):
                return match
        return None

    def items(self, i: int) -> Items:
        """The classes of what stands at word `i`, with ends and values."""
        items: Items = {}
        word, norm, size = self.norm[i], self.norm, len(self.words)
        for parts, name, value in self.know.phrases.get(word, ()):
            end = i + len(parts)
            if end <= size and (len(parts) == 1 or tuple(norm[i:end]) == parts):
                items.setdefault(name, []).append((end, value))
        mark = _MARKS.get(word)
        if mark:
            items[mark] = [(i + 1, None)]
        number = self.numbers.get(i)
        if word == ARTICLE and i + 1 < size:
            number = self.numbers.get(i + 1)
        if number is not None:
            self._number_items(number, items)
        elif self.words.kind[i] == Kind.NUMBER:
            dotted = _DOTTED.fullmatch(word)
            day = a_day(int(dotted[3]), int(dotted[2]), int(dotted[1])) if dotted else None
            if day:
                items["dotdate"] = [(i + 1, day)]
        clock = _CLOCK.fullmatch(word) if self.words.kind[i] == Kind.NUMBER else None
        if clock:
            items["clocktime"] = [(i + 1, int(clock[1]) * 60 + int(clock[2]))]
        return items

    def _number_items(self, number: numbers.Number, items: Items) -> None:
        text = self.norm[number.last - 1]
        if number.form == "vague" or number.low != int(number.low) or number.form == "fraction":
            return
        value, end = int(number.low), number.last
        plain = number.form != "digits" or (end - number.first == 1 and text.isdigit())
        for name, low, high in (("n31", 1, 31), ("n12", 1, 12), ("n24", 0, 24), ("n60", 0, 59)):
            if plain and low <= value <= high:
                items.setdefault(name, []).append((end, value))
        if number.definite and number.form in ("ordinal", "words") and 1 <= value <= 12:
            items.setdefault("hourord", []).append((end, value))
        if number.form != "ordinal":
            items.setdefault("num", []).append((end, value))
            is_year = plain and (number.form == "words" or len(text) == 4)
            if is_year and FIRST_YEAR <= value <= 2199:
                items.setdefault("year", []).append((end, value))
            if is_year and number.form == "digits" and 1300 <= value <= 1500:
                items.setdefault("hyear", []).append((end, value))

    def _expression(self, match: Match) -> Expression:
        made = Expression(match.first, match.last, match.rule.id, match.rule.kind, match.slots)
        made.lead = self.lead(match.first)
        made.tense, made.cue = self.tense(match.first, match.last)
        until = self.before(match.first) in self.know.guards["until-day"]
        if until and not match.first - _UNTIL_NEAR <= made.cue < match.first:
            # "We wait until Friday": ahead, unless a verb of the past stands right before ("lasted until Friday").
            made.tense = "future"
        after = self.norm[match.last] if match.last < len(self.words) else ""
        made.is_offset = after in self.know.guards["offset"]
        return made

    def lead(self, first: int) -> str:
        """The class of the preposition before word `first`."""
        i = first - 1
        if i < 0 or self.words.line[i] != self.words.line[first]:
            return ""
        for parts, name, value in self.know.phrases.get(self.norm[i], ()):
            if name == "lead" and len(parts) == 1:
                return str(value)
        if i and self.norm[i - 1] in self.know.phrases:
            for parts, name, value in self.know.phrases[self.norm[i - 1]]:
                if name == "lead" and parts == tuple(self.norm[i - 1 : i + 1]):
                    return str(value)
        return ""

    def tense(self, first: int, last: int) -> tuple[str, int]:
        """Whether the words around tell of what is ahead (future) or behind (past), and which word does."""
        words = self.words
        begin, end = words.sentences[words.sentence[first]]
        for i in range(first - 1, max(begin, first - _BACK) - 1, -1):
            cue = self._cue(i)
            if cue:
                return cue, i
        for i in range(last, min(end, last + _AHEAD)):
            if words.kind[i] == Kind.MARK and i > last:
                break
            cue = self._cue(i)
            if cue:
                return cue, i
        return "", -1

    def _cue(self, i: int) -> str:
        norm = self.norm[i]
        if self.words.kind[i] == Kind.CLITIC:
            return "future" if norm == _WILL else ""
        for parts, tense in self.know.tense.get(norm, ()):
            begin = i + 1 - len(parts)
            if begin < 0 or (len(parts) > 1 and tuple(self.norm[begin : i + 1]) != parts):
                continue
            if tense == "past" and i and self.norm[i - 1] in self.know.guards["before-noun"]:
                # "Due to hold …": written like the past, but a verbal noun.
                continue
            return self._not_past(begin, tense)
        if norm.startswith(_THEY_WILL) and norm.endswith(_THEY):
            return "future"
        return "past" if _is_feminine_past(norm) else ""

    def _not_past(self, i: int, tense: str) -> str:
        """A scheduled present after "was" is past."""
        near = self.norm[max(0, i - _WAS_NEAR) : i]
        if tense == "future" and any(word in self.know.guards["was"] for word in near):
            return "past"
        return tense

    def before(self, i: int) -> str:
        """The word before word `i` in its line, without joined letters between (empty when there is none)."""
        return self.norm[i - 1] if i and self.words.line[i - 1] == self.words.line[i] else ""

    def after(self, i: int) -> str:
        """The word at `i`, when it stands in the line of the word before."""
        return self.norm[i] if i < len(self.words) and self.words.line[i] == self.words.line[i - 1] else ""


def _is_feminine_past(norm: str) -> bool:
    """Whether a word looks like the past tense of "she": its last letter, and no article or prefix."""
    return (
        4 <= len(norm) <= _LONGEST_FEMININE_PAST
        and norm[-1] == "\u062a"
        and norm[-2] != ALEF
        and not norm.startswith(ARTICLE)
        and norm[0] not in "\u062a\u064a\u0628"
    )


def _guard_day(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Not "the first day", "the World Day of …", "three times in the day"."""
    relday = match.slots.get("relday")
    if relday == 0 and not _is_today(finder, match):
        return False
    word = finder.norm[match.first]
    if match.last - match.first == 1 and relday == 1 and not word.startswith(ARTICLE):
        return word.endswith(ALEF) or finder.before(match.first) in finder.know.guards["before-morrow"]
    return True


def _is_today(finder: Finder, match: Match) -> bool:
    """Whether "the day" means today."""
    guards, after = finder.know.guards, finder.after(match.last)
    before = finder.before(match.first)
    if finder.norm[match.last - 1] in guards["day"] and after in guards["after-day"]:
        return False
    if match.last - match.first == 1:
        if after in numbers.lexicon().ordinal and after.startswith(ARTICLE):
            return False
        near = finder.norm[max(0, match.first - _RATE_NEAR) : match.first]
        return not (before in guards["in"] and any(word in guards["rate"] for word in near))
    if "day" in match.slots and "weekday" not in match.slots:
        return before not in guards["that"] and finder.norm[match.first + 1] != ARTICLE
    return True


def _guard_current(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """ "On the 10th of the current one": the month is left out only after a preposition, or "day"."""
    if match.slots["monthshift"] != 0:
        return False
    before = finder.before(match.first)
    return before in finder.know.guards["in"] or before in finder.know.guards["range-days"]


def _guard_months(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """The first or last months of a year, not of "this contract"."""
    slots = match.slots
    return bool(slots["units"] == "MO" and slots["n"] < _YEAR and slots.get("unit", "Y") == "Y")


def _guard_clock(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Hours and minutes without a word for the hour: a zone beside, or alone in their line."""
    words, first, last = finder.words, match.first, match.last
    if finder.after(last) in finder.know.guards["zone"] or "part" in match.slots:
        return True
    starts_line = first == 0 or words.line[first - 1] != words.line[first]
    if starts_line and finder.after(last) in _AFTER_HOUR:
        return True
    ends_line = last == len(words) or words.line[last] != words.line[last - 1]
    return starts_line and ends_line


def _guard_span(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Weeks, months and years, not "this contract"."""
    return match.slots.get("unit") in ("W", "MO", "Y")


def _guard_month(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """A month's name alone needs a word of time before it, for many are verbs and names too."""
    before = finder.before(match.first)
    if finder.norm[match.first : match.last].count("/") or match.last - match.first > 2:
        return True
    if before == _AND or before == "-":
        return bool(found) and match.first - found[-1].last <= 2 and found[-1].kind in ("month", "day")
    return before in finder.know.guards["month-lead"]


def _guard_year(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Four digits alone are a year after a preposition of time or beside another year, not before a noun."""
    if finder.words.kind[match.first] != Kind.NUMBER or match.slots["year"] < FIRST_BARE_YEAR:
        return False
    before, after = finder.before(match.first), finder.after(match.last)
    if after in finder.know.guards["after-number"]:
        return False
    if before in (_AND, "-", "/") or (finder.norm[match.first - 1 : match.first] == [_AND]):
        return bool(found) and match.first - found[-1].last <= 2 and found[-1].kind == "year"
    if before in finder.know.guards["year-lead"]:
        return True
    return before in ("(",) and after in (")", "-")


def _guard_length(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Not an age."""
    guards = finder.know.guards
    if "unit" in match.slots and match.slots.get("n", 0) in _PLURAL_COUNTS:
        # From three to ten a plural is counted: "three on the day …" are three of something else.
        return False
    if match.slots.get("unit", match.slots.get("units")) not in ("Y", "MO"):
        return True
    near = finder.norm[max(0, match.first - 3) : match.first]
    if any(word in guards["age"] for word in near) or finder.after(match.last) in guards["age-after"]:
        return False
    return not (finder.before(match.first) == "(" and finder.after(match.last) == ")")


def _guard_long(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Two decades or centuries only after a preposition of time."""
    is_long = match.slots.get("dual") in ("DE", "C")
    return not is_long or bool(finder.lead(match.first)) or "approx" in match.slots


def _guard_decade(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """Not "in the twenties of his life"."""
    near = finder.norm[match.last : match.last + 2]
    return not any(word in finder.know.guards["age"] for word in near)


def _guard_led(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """One unit, or many without a number, only after a preposition of time or a word such as "about"."""
    lead = finder.lead(match.first)
    if match.slots.get("unit") == "DE" and lead != "since":
        # "For the holding of a session" is written like "for a decade".
        return False
    if "approx" in match.slots and not lead:
        return "vague" not in match.slots
    return bool(lead) and not (lead == "for" and finder.after(match.last) in finder.know.guards["not-length"])


def _guard_partial(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """ "Half an hour", "a quarter of a century"; a third of a month is none."""
    return match.slots["unit"] in ("H", "Y", "C", "DE") and match.slots["partial"] != _THIRD


def _guard_alone(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """The accusative of one unit by itself ("for a week")."""
    if match.slots.get("unit") == "D" and match.last - match.first == 1:
        return False
    is_length = finder.after(match.last) not in finder.know.guards["not-length"]
    return is_length and match.first - 1 not in finder.numbers


def _guard_past(finder: Finder, match: Match, found: list[Expression]) -> bool:
    """The bare adjectives "former", "past" are times after "in" only."""
    if finder.norm[match.first] not in finder.know.guards["adjective"] or match.last - match.first > 1:
        return True
    return finder.before(match.first) in finder.know.guards["in"]


def _guard_now(finder: Finder, match: Match, found: list[Expression]) -> bool:
    if finder.norm[match.first] not in finder.know.guards["moment"] or match.last - match.first > 1:
        return True
    return finder.before(match.first) in finder.know.guards["until"]


def _never(finder: Finder, match: Match, found: list[Expression]) -> bool:
    return False


_GUARDS: Final = {
    "day": _guard_day,
    "clock": _guard_clock,
    "current": _guard_current,
    "months": _guard_months,
    "span": _guard_span,
    "month": _guard_month,
    "year": _guard_year,
    "length": _guard_length,
    "partial": _guard_partial,
    "long": _guard_long,
    "decade": _guard_decade,
    "led": _guard_led,
    "alone": _guard_alone,
    "past": _guard_past,
    "now": _guard_now,
    "never": _never,
}


def find(words: Words, found: list[numbers.Number] | None = None) -> list[Expression]:
    """The time expressions of a text; `found` are its numbers where they are known already."""
    return Finder(words, found).find()


def parse(text: str, anchor: date | None = None) -> list[Time]:
    """The times in `text`, resolved against the day `anchor` on which it was written (None when unknown)."""
    from mahdar.arabic.plain import words_in  # on use: the tokenizer takes a moment to load

    words = words_in(text)
    times = []
    for expression in find(words):
        resolved = resolve(expression, anchor)
        start, end = words.span(expression.first, expression.last)
        times.append(
            Time(start, end, expression.rule, resolved.type, resolved.value, resolved.earliest, resolved.latest)
        )
    return times
