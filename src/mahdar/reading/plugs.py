"""What a user adds to the reading: a folder of tables of facts, a model that tags names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Plugs:
    """The folder of a user's own world tables and the folder of a tagger's model, None for what mahdar ships."""

    world: Path | None = None
    names_model: Path | None = None

    def __bool__(self) -> bool:
        """Whether there is anything besides what mahdar ships."""
        return bool(self.paths())

    def paths(self) -> list[Path]:
        """The files and folders that a reading follows from besides those of the package."""
        return [path for path in (self.world, self.names_model) if path is not None]


NONE: Final = Plugs()
