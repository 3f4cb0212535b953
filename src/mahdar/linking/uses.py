"""The uses of linking, in the order in which they run: what is named later may go by the links of what is earlier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mahdar.linking import (
    stored_cases,
    stored_conflicts,
    stored_copies,
    stored_events,
    stored_statements,
    stored_stories,
)
from mahdar.linking.use import Definition, Use
from mahdar.record import Record

USES: tuple[Callable[[Record], Use[Any]], ...] = (
    stored_copies.use,
    stored_stories.use,
    stored_statements.use,
    stored_events.use,
    stored_conflicts.use,
    stored_cases.use,
)

# The same uses for engines that have no record: in the same order.
DEFINITIONS: tuple[Definition[Any], ...] = (
    stored_copies.DEFINITION,
    stored_stories.DEFINITION,
    stored_statements.DEFINITION,
    stored_events.DEFINITION,
    stored_conflicts.DEFINITION,
    stored_cases.DEFINITION,
)
