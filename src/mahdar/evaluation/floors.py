"""Pins the figures that readings have reached on sets of annotated reports, so that none is lost unseen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from math import floor
from pathlib import Path
from typing import Any

from mahdar.errors import SettingError
from mahdar.evaluation.annotation import Reading, load_annotated
from mahdar.evaluation.scoring import score

# Figures are pinned to this many decimals, rounded down, so that the last digits of a sum never fail a run.
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """What one set of annotated reports gave: the digest of its files, and the F1 of each layer."""

    digest: str
    layers: dict[str, float]


@dataclass(frozen=True, slots=True)
class Floor:
    """What one set must give: the digest its figures rest on, the least F1 of each layer, past lowerings."""

    digest: str
    layers: dict[str, float]
    lowered: list[dict[str, Any]] = field(default_factory=list)


Floors = Mapping[str, Floor]
Figures = Mapping[str, Measured]


def measure(paths: Iterable[Path], read: Callable[[str], Reading]) -> Measured:
    """The figures of the annotated reports in `paths`, when `read` makes the reading of each bare text."""
    paths = sorted(paths)
    golds = [load_annotated(path) for path in paths]
    scores = score(golds, [read(gold["text"]) for gold in golds])
    layers = {name: row.f1 for name, row in scores.rows.items()} | {"mean": scores.mean}
    return Measured(digest=digest(paths), layers={name: _down(f1) for name, f1 in sorted(layers.items())})


def digest(paths: Iterable[Path]) -> str:
    """A digest of the names and bytes of files, whatever their folder and order."""
    whole = sha256()
    for path in sorted(paths, key=lambda path: path.name):
        whole.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def load_floors(path: Path) -> dict[str, Floor]:
    """The floors in the file `path` by set name; none when there is no such file."""
    if not path.exists():
        return {}
    return {name: Floor(**floors) for name, floors in json.loads(path.read_text(encoding="utf-8")).items()}


def save_floors(path: Path, floors: Floors) -> None:
    """Nothing; writes the floors to the file `path`."""
    plain = {
        name: {"digest": one.digest, "layers": dict(sorted(one.layers.items())), "lowered": one.lowered}
        for name, one in sorted(floors.items())
    }
    path.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def complaints(floors: Floors, figures: Figures) -> list[str]:
    """Why the figures may not stand: one line for each layer below its floor and each set that was edited.

    A set that has a floor but was not measured is passed over: not every machine has every set.
    """
    found = []
    for name, measured in figures.items():
        if name not in floors:
            found.append(f"{name}: has no floor; pin it with scripts/floors --raise")
            continue
        pinned = floors[name]
        if pinned.digest != measured.digest:
            found.append(f"{name}: the annotated reports changed since their figures were pinned")
        for layer, least in pinned.layers.items():
            figure = measured.layers.get(layer, 0.0)
            if figure < least:
                found.append(f"{name}: {layer} fell to {figure:.{DECIMALS}f} from {least:.{DECIMALS}f}")
    return found


def raised(floors: Floors, figures: Figures) -> dict[str, Floor]:
    """The floors with each one moved up to the figure that was reached; new sets are pinned as they are.

    Raises `SettingError` when annotated reports changed: their figures cannot be compared.
    """
    result = dict(floors)
    for name, measured in figures.items():
        pinned = floors.get(name)
        if pinned is None:
            result[name] = Floor(digest=measured.digest, layers=measured.layers)
            continue
        if pinned.digest != measured.digest:
            raise SettingError(f"{name}: the annotated reports changed; use --lower with --why to pin them anew")
        layers = {
            layer: max(pinned.layers.get(layer, 0.0), measured.layers.get(layer, 0.0))
            for layer in {**pinned.layers, **measured.layers}
        }
        result[name] = Floor(digest=pinned.digest, layers=layers, lowered=pinned.lowered)
    return result


def lowered(floors: Floors, figures: Figures, *, why: str) -> dict[str, Floor]:
    """The floors with each one that the figures miss moved down to them, and the reason kept beside.

    A set whose annotated reports changed is pinned anew, whole. Raises `SettingError` without a reason.
    """
    if len(why.split()) < 3:
        raise SettingError("lowering a floor needs --why with a sentence that says what was given up, and for what")
    result = dict(floors)
    for name, measured in figures.items():
        pinned = floors.get(name)
        if pinned is None:
            continue
        layers = _relaxed(pinned, measured)
        if layers == pinned.layers and pinned.digest == measured.digest:
            continue
        fallen = {
            layer: [least, layers.get(layer)] for layer, least in pinned.layers.items() if layers.get(layer) != least
        }
        history = [*pinned.lowered, {"why": why, "layers": fallen}]
        result[name] = Floor(digest=measured.digest, layers=layers, lowered=history)
    return result


def _relaxed(pinned: Floor, measured: Measured) -> dict[str, float]:
    """The layers of a floor that the measured figures keep."""
    if pinned.digest != measured.digest:
        return measured.layers
    return {
        layer: min(least, measured.layers[layer]) for layer, least in pinned.layers.items() if layer in measured.layers
    }


def _down(figure: float) -> float:
    steps = 10.0**DECIMALS
    return floor(figure * steps) / steps
