"""Ties mentions together: keys that are joined, each join with its reason, and never two different known things."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ties:
    """Keys in joined sets. A set holds at most one anchor: a fact of the world that it stands for."""

    _parent: dict[str, str] = field(default_factory=dict)
    _anchor: dict[str, str] = field(default_factory=dict)
    _reasons: dict[str, deque[str]] = field(default_factory=dict)
    _rules: dict[str, set[str]] = field(default_factory=dict)

    def add(self, key: str, *, anchor: str = "") -> None:
        """Makes the key known, with the fact that it is."""
        if key not in self._parent:
            self._parent[key] = key
        if anchor:
            self._anchor.setdefault(self.root(key), anchor)

    def root(self, key: str) -> str:
        """The key that stands for the whole set of `key`."""
        at = key
        while self._parent.setdefault(at, at) != at:
            at = self._parent[at]
        while self._parent[key] != at:
            self._parent[key], key = at, self._parent[key]
        return at

    def anchor(self, key: str) -> str:
        """The fact that the set stands for, empty when none is known."""
        return self._anchor.get(self.root(key), "")

    def reasons(self, key: str) -> list[str]:
        """Why the keys of the set are one."""
        return list(self._reasons.get(self.root(key), ()))

    def is_joined_by(self, key: str, rule: str) -> bool:
        """Whether one of the reasons why the keys of the set are one begins with this rule."""
        return rule in self._rules.get(self.root(key), ())

    def same(self, a: str, b: str) -> bool:
        """Whether two keys are one already."""
        return self.root(a) == self.root(b)

    def join(self, a: str, b: str, reason: str) -> bool:
        """Makes two keys one, unless they stand for different facts; says whether they are one now."""
        first, second = self.root(a), self.root(b)
        if first == second:
            return True
        one, other = self._anchor.get(first, ""), self._anchor.get(second, "")
        if one and other and one != other:
            return False
        self._parent[second] = first
        if other:
            self._anchor[first] = other
        self._tell(first, second, reason)
        return True

    def _tell(self, first: str, second: str, reason: str) -> None:
        """Notes the reasons of both sets and the new one under `first`; the shorter row moves, so many are cheap."""
        mine, theirs = self._reasons.pop(first, deque()), self._reasons.pop(second, deque())
        if len(mine) < len(theirs):
            theirs.extendleft(reversed(mine))
            mine = theirs
        else:
            mine.extend(theirs)
        mine.append(reason)
        self._reasons[first] = mine
        rules = self._rules.setdefault(first, set())
        rules.update(self._rules.pop(second, ()), (reason.partition(":")[0],))
