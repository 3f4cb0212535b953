"""Chooses which side of which conflict a phrase such as "the regime" means in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from mahdar.tables import world_table
from mahdar.world import World

# A side's own state named in the report counts as this many of its context words.
STATE_WEIGHT: Final = 2
# A phrase that several sides share needs this much of a context to be given to one of them.
LEAST: Final = 1
# A side whose state another one outweighs by more than this is not what a bare phrase means.
MOST_OUTWEIGHED: Final = 2.0
# States that reports of every conflict name.
POWERS: Final = frozenset(f"state:{state}" for state in ("us", "ru", "gb", "fr", "cn"))


@dataclass(slots=True)
class Sides:
    """The sides with their context words as normal words, and the facts that they are one with."""

    world: World
    part: Callable[[str], list[str]]
    context: dict[str, set[str]] = field(default_factory=dict)
    same_as: dict[str, str] = field(default_factory=dict)
    of_body: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in world_table("side_ties", columns=("side", "same_as")):
            self.same_as[f"side:{row['side']}"] = row["same_as"]
        for fact in self.world.of("side"):
            self.context[fact.id] = {word for name in fact.many("context") for word in self.part(name) if len(word) > 2}
            if fact.id not in self.same_as:
                for body in fact.many("bodies"):
                    self.of_body.setdefault(f"body:{body}", []).append(fact.id)

    def choose(
        self,
        sides: Sequence[str],
        counts: Counter[str],
        states: Counter[str],
        year: int | None,
        *,
        named: frozenset[str] = frozenset(),
    ) -> str | None:
        """The side that the report's words point to, None when they point to none.

        `named` are the states that the phrase itself names.
        """
        best, weight = None, 0
        for side in sides:
            fact = self.world.get(side)
            if fact is None or not _is_open(fact.cells.get("since", ""), fact.cells.get("until", ""), year):
                continue
            if not self._is_of_conflict(side, states, named):
                continue
            found = sum(counts[word] for word in self.context.get(side, ()))
            state = fact.cells.get("state", "")
            found += STATE_WEIGHT * states.get(f"state:{state}", 0) if state else 0
            if found > weight:
                best, weight = side, found
        return best if weight >= LEAST else None

    def _is_of_conflict(self, side: str, states: Counter[str], named: frozenset[str]) -> bool:
        """Whether the side's state is among those that the phrase names or the report is mostly about."""
        fact = self.world[side]
        target = self.same_as.get(side, "")
        state = f"state:{fact.cells['state']}" if fact.cells.get("state") else ""
        if named:
            return state in named or target in named or (not state and not target.startswith("state:"))
        if not state:
            return True
        others = max((n for other, n in states.items() if other not in POWERS and other != state), default=0)
        return states.get(state, 0) * MOST_OUTWEIGHED >= others and states.get(state, 0) > 0

    def of_government(self, body: str, counts: Counter[str], states: Counter[str], year: int | None) -> str | None:
        """The side that a government or an army is one with."""
        fact = self.world.get(body)
        if fact is None or fact.cells.get("type") not in ("government", "force"):
            return None
        return self.choose(self.of_body.get(body, ()), counts, states, year)


def _is_open(since: str, until: str, year: int | None) -> bool:
    if year is None:
        return True
    return (not since.isdigit() or int(since) <= year) and (not until.isdigit() or year <= int(until))
