"""Matches patterns over classes of words, kept as data: a grammar with parts, choices and optional elements.

A pattern is written as elements parted by blanks. An element names a class of words, a part (another pattern) or
a word; `a/b` offers a choice, `x?` may be missing, `x=slot` keeps the value under the name `slot`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from mahdar.arabic.normal import normal_word
from mahdar.arabic.words import Words
from mahdar.tables import Row, Table

Slots = dict[str, Any]
# What stands at a word: by class, the ends with the values.
Items = dict[str, list[tuple[int, Any]]]
NO_WAYS: Final[list[tuple[int, Slots]]] = []
NO_SLOTS: Final[Slots] = {}
_ARABIC: Final = frozenset(chr(code) for code in range(0x0600, 0x0700))


@dataclass(slots=True)
class Element:
    """One element of a pattern: its choices as (name, slot), and whether it may be missing."""

    choices: tuple[tuple[str, str], ...]
    optional: bool
    # The classes and words that it can begin with; known when all rules are.
    firsts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table of patterns."""

    id: str
    part: str
    elements: tuple[Element, ...]
    kind: str
    slots: Slots
    guard: str
    order: int


NO_RULES: Final[list[Rule]] = []


@dataclass(slots=True, init=False)
class Match:
    """A pattern found: the words [first, last), the rule and the values by slot."""

    first: int
    last: int
    rule: Rule
    slots: Slots

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, first: int, last: int, rule: Rule, slots: Slots) -> None:
        self.first = first
        self.last = last
        self.rule = rule
        self.slots = slots


def _element(text: str) -> Element:
    optional = text.endswith("?")
    choices = []
    for choice in text.removesuffix("?").split("/"):
        name, _, slot = choice.partition("=")
        # A word of the language stands for itself and leaves no value.
        choices.append((normal_word(name), "") if name[0] in _ARABIC else (name, slot or name))
    return Element(tuple(choices), optional)


def _value(text: str) -> Any:
    return int(text) if text.lstrip("-").isdigit() else text


def _rule(row: Row) -> Rule:
    slots = dict(pair.split("=") for pair in row.many("with"))
    return Rule(
        id=row["id"],
        part=row["as"],
        elements=tuple(_element(text) for text in row["pattern"].split()),
        kind=row["kind"],
        slots={name: _value(value) for name, value in slots.items()},
        guard=row["guard"],
        order=row.line,
    )


class Grammar:
    """The rules of a table, by the part that they make and by what they can begin with."""

    def __init__(self, table: Table) -> None:
        self.rules = [_rule(row) for row in table]
        self.parts = {rule.part for rule in self.rules}
        self._firsts = {part: self._first_of(part, set()) for part in self.parts}
        self.by_first: dict[str, dict[str, list[Rule]]] = {part: {} for part in self.parts}
        for rule in self.rules:
            for name in self._first_of_rule(rule, set()):
                self.by_first[rule.part].setdefault(name, []).append(rule)
            for element in rule.elements:
                element.firsts = frozenset(self._first_of_element(element, set()))

    def firsts(self, part: str) -> set[str]:
        """The classes and words that an instance of `part` can begin with."""
        return self._firsts[part]

    def _first_of(self, part: str, seen: set[str]) -> set[str]:
        if part in seen:
            return set()
        found: set[str] = set()
        for rule in self.rules:
            if rule.part == part:
                found |= self._first_of_rule(rule, seen | {part})
        return found

    def _first_of_rule(self, rule: Rule, seen: set[str]) -> set[str]:
        found: set[str] = set()
        for element in rule.elements:
            found |= self._first_of_element(element, seen)
            if not element.optional:
                break
        return found

    def _first_of_element(self, element: Element, seen: set[str]) -> set[str]:
        found: set[str] = set()
        for name, _ in element.choices:
            found |= self._first_of(name, seen) if name in self.parts else {name}
        return found


class Matcher:
    """Matches the rules of a grammar in one text; `items(i)` tells what stands at word `i`, and is asked once."""

    def __init__(self, grammar: Grammar, words: Words, items: Callable[[int], Items]) -> None:
        self.grammar, self.words = grammar, words
        self._look = items
        self._items: list[Items | None] = [None] * len(words)
        self._parts: dict[tuple[str, int], tuple[int, Slots] | None] = {}

    def _at(self, i: int) -> Items:
        """What stands at word `i`."""
        known = self._items[i]
        if known is None:
            known = self._items[i] = self._look(i)
        return known

    def matches(self, part: str, i: int) -> list[Match]:
        """The matches of all rules for `part` at word `i`, longest first, then in the table's order."""
        found = []
        for rule in self._rules(part, i):
            best = self._rest(rule.elements, 0, i, i)
            if best is not None and best[0] > i:
                found.append(Match(i, best[0], rule, {**rule.slots, **best[1]}))
        found.sort(key=lambda match: (-match.last, match.rule.order))
        return found

    def _rules(self, part: str, i: int) -> list[Rule]:
        """The rules for `part` that may begin with what stands at word `i`, each once."""
        by_first = self.grammar.by_first[part]
        lists = [by_first[name] for name in self._at(i) if name in by_first]
        norm = self.words.norm[i]
        if norm in by_first:
            lists.append(by_first[norm])
        if len(lists) < 2:
            return lists[0] if lists else NO_RULES
        seen: dict[str, Rule] = {}
        for rules in lists:
            for rule in rules:
                seen[rule.id] = rule
        return list(seen.values())

    def _part(self, part: str, i: int) -> tuple[int, Slots] | None:
        key = (part, i)
        if key not in self._parts:
            self._parts[key] = None
            found = self.matches(part, i)
            self._parts[key] = (found[0].last, found[0].slots) if found else None
        return self._parts[key]

    def _rest(self, elements: tuple[Element, ...], at: int, i: int, first: int) -> tuple[int, Slots] | None:
        """The longest way to match the elements from number `at` on at word `i`."""
        size = len(elements)
        while at < size:
            element = elements[at]
            ways = self._ways(element, i, first)
            at += 1
            if ways:
                return self._longest(ways, element, elements, at, i, first)
            if not element.optional:
                return None
        return i, {}

    def _longest(
        self,
        ways: list[tuple[int, Slots]],
        element: Element,
        elements: tuple[Element, ...],
        at: int,
        i: int,
        first: int,
    ) -> tuple[int, Slots] | None:
        """The longest of the ways to match `element` at word `i`, each with the elements from number `at` on."""
        best: tuple[int, Slots] | None = None
        for end, slots in ways:
            rest = self._rest(elements, at, end, first) if at < len(elements) else (end, NO_SLOTS)
            if rest is not None and (best is None or rest[0] > best[0]):
                best = (rest[0], {**slots, **rest[1]})
        if element.optional:
            rest = self._rest(elements, at, i, first)
            if rest is not None and (best is None or rest[0] > best[0]):
                best = rest
        return best

    def _ways(self, element: Element, i: int, first: int) -> list[tuple[int, Slots]]:
        words = self.words
        if i >= len(words.norm) or words.line[i] != words.line[first]:
            return NO_WAYS
        norm, here = words.norm[i], self._at(i)
        if not _may_begin(element, norm, here):
            return NO_WAYS
        ways: list[tuple[int, Slots]] = []
        for name, slot in element.choices:
            if not slot:
                if norm == name:
                    ways.append((i + 1, {}))
            elif name in self.grammar.parts:
                found = self._part(name, i)
                if found is not None:
                    ways.append(found)
            elif name in here:
                for end, value in here[name]:
                    ways.append((end, {slot: value}))
        return ways


def _may_begin(element: Element, norm: str, here: Items) -> bool:
    """Whether the element may begin with the word `norm`, at which `here` stands."""
    firsts = element.firsts
    if norm in firsts:
        return True
    for name in here:
        if name in firsts:
            return True
    return False
