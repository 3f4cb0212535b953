"""What a check finds in a case: what is told, where, and the rule that it is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# How a finding stands to the rule: the report agrees with it, falls short of it, or cannot be right by it.
AGREES, SHORT, CONTRADICTS = "agrees", "short", "contradicts"


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a report tells what a finding rests on."""

    report: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: `code` names its sentence in the table of messages, `values` fill it in.

    Values that are lists hold keys of states; `verdict` is agrees, short or contradicts.
    """

    code: str
    verdict: str
    rules: tuple[str, ...]
    values: Mapping[str, Any]
    cites: tuple[Cite, ...] = field(default=())
