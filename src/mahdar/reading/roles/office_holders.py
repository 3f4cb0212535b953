"""Tells who held the office that a role names when the report was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mahdar.reading.roles.component import RoleNote
from mahdar.world.offices import Office, Offices


@dataclass(slots=True)
class OfficeHolders:
    """Resolves offices by terms, by the persons whom the report names, and by its days."""

    offices: Offices

    def named(self, note: RoleNote, persons: Iterable[str], span: tuple[date, date] | None) -> str:
        """The one person named in the report who held the office, in its days where these are known."""
        known = set(persons)
        if not known:
            return ""
        for office in note.offices:
            ever = known & self.offices.ever(office, note.office_state)
            if span is not None:
                ever &= set(self._holders(office, note, span)) or ever
            if len(ever) == 1:
                return ever.pop()
        return ""

    def unnamed(self, note: RoleNote, span: tuple[date, date] | None, bodies: Iterable[str]) -> str:
        """The one holder in the days of the report; a short form wants the office's body named in the report."""
        if span is None:
            return ""
        named = set(bodies)
        for office in note.offices:
            if office.generic and not note.office_state:
                continue
            if not note.states and not office.generic and note.short and f"body:{office.body}" not in named:
                continue
            holders = self._holders(office, note, span)
            if len(holders) == 1:
                return holders[0]
        return ""

    def _holders(self, office: Office, note: RoleNote, span: tuple[date, date]) -> list[str]:
        return self.offices.holders(office, note.office_state, *span)
