"""The engine of this machine: runs the rules of linking over a record, one report after the other.

Each report is tied in by its keys, so that a new one costs no more than its candidates; a program that is killed goes
on where it stopped. A report that was read anew is tied anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mahdar.linking.links import Link, Thing, enough, report_of, score
from mahdar.linking.use import READINGS, Use
from mahdar.linking.uses import USES
from mahdar.record import Record

# Reports tied in one transaction: to end one costs more than to tie a report.
TOGETHER = READINGS
# How much of the file SQLite may keep in memory, in KiB: keys are all over it, but what it lacks the system's own cache
# of files gives in microseconds.
CACHE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Tied:
    """What became of a report: how many links it got from a rule."""

    number: int
    kind: str
    links: int


class LocalEngine:
    """Ties the reports of one open record by all rules of linking, or by those that it is given."""

    def __init__(self, record: Record, *, uses: Sequence[Use[Any]] | None = None) -> None:
        self._record = record
        record.connection.execute(f"PRAGMA cache_size = -{CACHE}")
        self._uses = [make(record) for make in USES] if uses is None else list(uses)

    def tie(self) -> Iterator[Tied]:
        """Ties in every report that is not tied in yet, and says of each what it gave, rule after rule."""
        # From before what is untied is looked up: what comes in meanwhile is for the next time.
        entry = self._record.log.last()
        untied = [self._untied(use) for use in self._uses]
        numbers = sorted({number for some in untied for number in some})
        self._forget(untied, numbers)
        for i in range(0, len(numbers), TOGETHER):
            # Some reports by all rules, not all reports by one rule: each reading is looked up once.
            together = numbers[i : i + TOGETHER]
            with self._record.writing():
                done = [
                    self._tie_report(use, number)
                    for use, some in zip(self._uses, untied, strict=True)
                    for number in together
                    if number in some
                ]
            yield from done
        behind = [use.rule for use in self._uses if self._come_to(use) != entry]
        if behind:
            with self._record.writing():
                for rule in behind:
                    self._record.links.note_come_to(rule.kind, rule.version, entry)

    def _come_to(self, use: Use[Any]) -> int | None:
        return self._record.links.come_to(use.rule.kind, use.rule.version)

    def _untied(self, use: Use[Any]) -> set[int]:
        """The reports that a rule has not tied in; what an earlier version of it made is taken away."""
        links, rule, entry = self._record.links, use.rule, self._come_to(use)
        if entry is not None:
            return set(links.untied(rule.kind, rule.version, among=self._record.log.read_since(entry)))
        with self._record.writing():
            # All at once where the rule changed: report by report, great groups would be made again each time.
            if links.forget_others(rule.kind, rule.version):
                use.forget()
        return set(links.untied(rule.kind, rule.version))

    def _forget(self, untied: Sequence[set[int]], numbers: Sequence[int]) -> None:
        """Takes away what was made of earlier readings of all reports that are to be tied in.

        Before the first of them: it would meet the others as they were, and what it is linked to would go by the order.
        """
        for i in range(0, len(numbers), TOGETHER):
            with self._record.writing():
                for use, some in zip(self._uses, untied, strict=True):
                    for number in numbers[i : i + TOGETHER]:
                        if number in some:
                            self._forget_report(use, number)

    def _forget_report(self, use: Use[Any], number: int) -> None:
        if self._record.links.forget(use.rule.kind, number):
            use.forget()

    def tie_report(self, number: int) -> list[Tied]:
        """Ties in one report, anew if it was tied in before."""
        with self._record.writing():
            for use in self._uses:
                self._forget_report(use, number)
            return [self._tie_report(use, number) for use in self._uses]

    def _tie_report(self, use: Use[Thing], number: int) -> Tied:
        rule, links = use.rule, self._record.links
        made = {rule.address(thing): thing for thing in use.make(number)}
        found = sum(self._tie_thing(use, address, thing, made) for address, thing in made.items())
        if str(number) not in made:
            # What says that the report was looked at, also when nothing in it is to be tied.
            links.add_item(rule.kind, str(number), number, rule.version, [])
        return Tied(number, rule.kind, found)

    def _tie_thing(self, use: Use[Thing], address: str, thing: Thing, made: dict[str, Thing]) -> int:
        """How many links a thing got; `made` are the things of its own report."""
        rule, links = use.rule, self._record.links
        keys = rule.keys(thing)
        others = links.candidates(rule.kind, rule.version, keys, least=rule.least_keys, commonest=rule.commonest)
        links.add_item(rule.kind, address, report_of(address), rule.version, keys, kept=rule.kept(thing))
        scored = (score(rule, made[other] if other in made else use.known(other), thing) for other in others)
        found = [link for link in scored if link is not None]
        kept = enough(address, found, lambda other: links.first(rule.kind, other))
        return sum(links.add(values(link)) for link in kept)


def values(link: Link) -> dict[str, object]:
    """A link as the record keeps it."""
    return {
        "kind": link.kind,
        "label": link.label,
        "left": link.left,
        "right": link.right,
        "left_report": report_of(link.left),
        "right_report": report_of(link.right),
        "score": link.score,
        "joins": link.joins,
        "source": link.source,
        "parts": [part.to_json() for part in link.parts],
        "rule": link.rule,
    }
