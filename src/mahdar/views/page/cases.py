"""A case as the page shows it: whoever finds the cases of a record hands them to the page in this form."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.views.page.both import Both, Item


@dataclass(slots=True)
class Step:
    """One thing that happened in a case: when, what, the words that tell it, and what they lead to."""

    when: Both
    what: Both
    words: str = ""
    cites: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class CaseShown:
    """A matter followed through the reports: its state, its parties, its history, its numbers, what the rules say."""

    id: str
    title: Both
    state: Both
    when: Both
    parties: list[Item] = field(default_factory=list)
    history: list[Step] = field(default_factory=list)
    numbers: list[Both] = field(default_factory=list)
    findings: list[Both] = field(default_factory=list)
