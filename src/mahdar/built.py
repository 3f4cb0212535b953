"""Tells whether this mahdar runs compiled or interpreted: the compiled wheel brings this module as machine code too."""

from __future__ import annotations

from typing import Final

COMPILED: Final = not __file__.endswith(".py")
FORM: Final = "compiled" if COMPILED else "interpreted"
