"""Finds the matters of one report: sessions, drafts, truces, evacuations, aid, withdrawals and talks."""

from mahdar.linking.matters.finding import VERSION, matters_of
from mahdar.linking.matters.matter import KINDS, STATES, Figure, Matter, Party, Telling

__all__ = ["KINDS", "STATES", "VERSION", "Figure", "Matter", "Party", "Telling", "matters_of"]
