"""Tells whether this mahdar runs compiled or interpreted: the compiled wheel brings this module as machine code too."""

from __future__ import annotations

COMPILED = not __file__.endswith(".py")
FORM = "compiled" if COMPILED else "interpreted"
