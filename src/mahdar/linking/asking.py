"""Answers what users ask of links: why two things are tied, which link they mean, and undoing it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mahdar.arabic.normal import normalise
from mahdar.linking.copies import Overlap, overlap
from mahdar.linking.links import SEPARATOR, path
from mahdar.linking.stored_copies import told
from mahdar.record import Record
from mahdar.record.links import StoredLink, link_named
from mahdar.record.log import KEEP, RELEASE, RELINK, UNLINK

# The id of an entry in a reading, behind the report and a colon.
_ENTRY = re.compile(r"[a-z]+[0-9]+")


@dataclass(slots=True)
class Answer:
    """The links of two things; without one, the way that holds them together, or what two reports share."""

    left: str
    right: str
    links: list[StoredLink]
    path: list[str] = field(default_factory=list)
    overlap: Overlap | None = None


def address_of(record: Record, text: str) -> str:
    """The address that `text` means: a report in any way that names one, or an entry of it, `3:s5`."""
    report, separator, entry = text.strip().rpartition(SEPARATOR)
    entry = normalise(entry).lower()
    if separator and _ENTRY.fullmatch(entry):
        return f"{record.find_report(report).number}{SEPARATOR}{entry}"
    return str(record.find_report(text).number)


def ask(record: Record, one: str, other: str) -> Answer:
    """Why two things are linked, or why they are not."""
    left, right = address_of(record, one), address_of(record, other)
    answer = Answer(left, right, record.links.between(left, right))
    if answer.links:
        return answer
    ways = (path(_neighbours(record, kind), left, right) for kind in record.links.kinds())
    answer.path = next(filter(None, ways), [])
    if not answer.path and SEPARATOR not in left + right:
        answer.overlap = overlap(told(record.connection, int(left)), told(record.connection, int(right)))
    return answer


def _neighbours(record: Record, kind: str) -> Callable[[str], list[str]]:
    return lambda item: record.links.neighbours(kind, item)


def find_link(record: Record, one: str, other: str, kind: str | None = None) -> StoredLink:
    """The link of two things, of this kind where they have several; `RecordError` when there is none such."""
    left, right = address_of(record, one), address_of(record, other)
    return link_named(record.links.between(left, right), kind, left, right)


def undo(record: Record, link: StoredLink, *, why: str, by: str | None = None) -> None:
    """Undoes a link; it is not made again."""
    with record.writing():
        record.links.undo(link, why=why, by=by)
        record.log.append(UNLINK, f"{link.left} {link.right}", {"kind": link.kind}, by=by, why=why)


def redo(record: Record, link: StoredLink) -> None:
    """Takes the undoing of a link back."""
    with record.writing():
        record.links.redo(link)
        record.log.append(RELINK, f"{link.left} {link.right}", {"kind": link.kind})


def keep(record: Record, link: StoredLink, *, why: str, by: str | None = None) -> None:
    """Notes that somebody looked at a link and found it right."""
    _note(record, KEEP, link, why=why, by=by)


def release(record: Record, link: StoredLink, *, why: str, by: str | None = None) -> None:
    """Takes that note back."""
    _note(record, RELEASE, link, why=why, by=by)


def _note(record: Record, act: str, link: StoredLink, *, why: str, by: str | None) -> None:
    with record.writing():
        record.log.append(act, f"{link.left} {link.right}", {"kind": link.kind}, by=by, why=why)
