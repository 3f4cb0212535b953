"""Pictures drawn as SVG by the templates: events by day and type, how a copy spread, who acts on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from mahdar.views.page.both import Both, Item, same
from mahdar.views.timeline_picture import COLOURS, OTHER_COLOUR

WIDTH, HEIGHT = 960, 180
# Bars of a timeline at the most: what is longer is counted by week, month, year.
MOST_BARS = 92
# The groups of types that share a colour, with the first of each by which it is called.
GROUPS = {
    "#b3261e": "force",
    "#8f3d00": "pressure",
    "#6b2c8f": "asking",
    "#0b4f8a": "talks",
    "#1d6b35": "relief",
    OTHER_COLOUR: "other",
}
ROW = 30
MOST_NODES = 60


@dataclass(slots=True)
class Bar:
    """The events of one day or stretch: its name, where it leads, and its parts from the ground up."""

    first: date
    last: date
    x: float
    width: float
    total: int = 0
    parts: list[tuple[str, float, float, int]] = field(default_factory=list)


@dataclass(slots=True)
class Timeline:
    """Events by day, by groups of types."""

    bars: list[Bar]
    groups: list[tuple[str, str, int]]
    most: int
    first: date | None = None
    last: date | None = None
    before: tuple[date, date] | None = None
    after: tuple[date, date] | None = None


def timeline(dated: Sequence[tuple[date, str, int]], first: date | None, last: date | None) -> Timeline:
    """The picture of these counts, each of a day and a type, in order, between two days."""
    inside = [one for one in dated if (not first or one[0] >= first) and (not last or one[0] <= last)]
    if not inside:
        return Timeline([], [], 0)
    begin, end = first or inside[0][0], last or inside[-1][0]
    bars = _bars(begin, end)
    made: list[Counter[str]] = [Counter() for _ in bars]
    for day, kind, n in inside:
        made[_bar_of(bars, day)][COLOURS.get(kind, OTHER_COLOUR)] += n
    most = max(sum(one.values()) for one in made)
    for bar, counted in zip(bars, made, strict=True):
        _stack(bar, counted, most)
    totals = sum(made, Counter())
    span = end - begin + timedelta(days=1)
    return Timeline(
        [bar for bar in bars if bar.total],
        [(colour, name, totals[colour]) for colour, name in GROUPS.items() if totals[colour]],
        most,
        begin,
        end,
        (begin - span, begin - timedelta(days=1)) if dated[0][0] < begin else None,
        (end + timedelta(days=1), end + span) if dated[-1][0] > end else None,
    )


def _bars(begin: date, end: date) -> list[Bar]:
    length = (end - begin).days + 1
    step = next((n for n in (1, 7, 30, 91, 365, 3652) if length / n <= MOST_BARS), length // MOST_BARS + 1)
    number = -(-length // step)
    room = WIDTH / number
    width = min(room * 0.86, 44)
    return [
        Bar(
            begin + timedelta(days=i * step),
            min(begin + timedelta(days=(i + 1) * step - 1), end),
            round(i * room + (room - width) / 2, 1),
            round(width, 1),
        )
        for i in range(number)
    ]


def _bar_of(bars: Sequence[Bar], day: date) -> int:
    step = (bars[0].last - bars[0].first).days + 1
    return min((day - bars[0].first).days // step, len(bars) - 1)


def _stack(bar: Bar, counted: Counter[str], most: int) -> None:
    y = float(HEIGHT)
    for colour in GROUPS:
        n = counted[colour]
        if n:
            height = max(n / most * HEIGHT, 1.5)
            y -= height
            bar.parts.append((colour, round(max(y, 0), 1), round(height, 1), n))
            bar.total += n


@dataclass(slots=True)
class Deed:
    """How often one acts on another, as a line between two names."""

    left: Item
    right: Item
    times: int
    y1: float
    y2: float
    weight: float
    href: str


@dataclass(slots=True)
class Whom:
    """Who acts on whom: the names on both sides and the lines between them."""

    doers: list[tuple[Item, float]]
    receivers: list[tuple[Item, float]]
    deeds: list[Deed]
    height: int


def whom(pairs: Iterable[tuple[Item, Item, int, str]]) -> Whom:
    """The picture of the commonest pairs of doer and receiver."""
    listed = list(pairs)
    doers = list(dict.fromkeys(left for left, _, _, _ in listed))
    receivers = list(dict.fromkeys(right for _, right, _, _ in listed))
    height = max(len(doers), len(receivers), 1) * ROW
    left_y = _spread(doers, height)
    right_y = _spread(receivers, height)
    most = max((n for _, _, n, _ in listed), default=1)
    deeds = [
        Deed(left, right, n, left_y[left], right_y[right], round(1 + 7 * n / most, 1), href)
        for left, right, n, href in listed
    ]
    return Whom(list(left_y.items()), list(right_y.items()), deeds, height)


def _spread(items: Sequence[Item], height: int) -> dict[Item, float]:
    step = height / max(len(items), 1)
    return {item: round((i + 0.5) * step, 1) for i, item in enumerate(items)}


@dataclass(slots=True)
class Node:
    """A report of a group of copies."""

    number: int
    name: Both
    when: str
    x: float
    y: float


@dataclass(slots=True)
class Spread:
    """How a text spread: its reports by day, and which was made from which."""

    nodes: list[Node]
    edges: list[tuple[Node, Node, bool]]
    height: int
    left_out: int


def spread(reports: Sequence[tuple[int, str, str | None]], links: Iterable[tuple[int, int, str | None]]) -> Spread:
    """The picture of a group of copies: its reports as (number, name, day), its links as (left, right, source)."""
    ordered = sorted(reports, key=lambda one: (one[2] or "9999", one[0]))
    kept, left_out = ordered[:MOST_NODES], max(len(ordered) - MOST_NODES, 0)
    columns = sorted({day or "" for _, _, day in kept}, key=lambda day: day or "9999")
    step = (WIDTH - 200) / max(len(columns) - 1, 1)
    nodes = [
        Node(number, same(name), day or "", round(20 + columns.index(day or "") * step, 1), 24.0 + i * ROW)
        for i, (number, name, day) in enumerate(kept)
    ]
    by_number = {node.number: node for node in nodes}
    edges = [
        (by_number[left], by_number[right], bool(source))
        if source != "right"
        else (by_number[right], by_number[left], True)
        for left, right, source in links
        if left in by_number and right in by_number
    ]
    return Spread(nodes, edges, len(nodes) * ROW + 20, left_out)
