"""One correction by a person: an entry confirmed, rejected, or one of its fields put right, with who, when and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from dataclasses import field as made
from typing import Any

CONFIRM, REJECT, CORRECT = "confirm", "reject", "correct"
VERDICTS = (CONFIRM, REJECT, CORRECT)


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as the record keeps it.

    It holds on to words and not to ids, so that it outlives another reading of the report: `start` and `end` are the
    span of the entry, or of the first words that stand for an entity; entities in `value` are spans as well. `layer` is
    report, entities, times, amounts, statements or events; `entry` is the whole entry as it was. `active` is false for
    one that was taken back.
    """

    id: int
    made_at: str
    by: str | None
    why: str
    verdict: str
    report: int
    layer: str
    start: int
    end: int
    field: str = ""
    value: Any = None
    was: Any = None
    entry: dict[str, Any] = made(default_factory=dict)
    active: bool = True

    def to_json(self) -> dict[str, Any]:
        """The correction as one JSON object."""
        return asdict(self)
