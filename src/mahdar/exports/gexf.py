"""Who says and does what to whom, as a GEXF 1.3 graph for Gephi: people, bodies and states as nodes, acts as edges.

Acts of one kind between the same two are one edge, with how often, in how many reports, from when to when and where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from mahdar.exports.source import PROGRAM, Source, Told, is_named, label
from mahdar.exports.xml_writing import XmlWriter
from mahdar.linking.people import Line
from mahdar.views.brief import event_label
from mahdar.views.quoting import speakers_of

NAMESPACE = "http://gexf.net/1.3"
SAYS = "SAYS"
NODE = {"kind": "string", "name_en": "string", "key": "string", "reports": "integer"}
EDGE = {
    "type": "string",
    "mode": "string",
    "status": "string",
    "what": "string",
    "reports": "integer",
    "first": "string",
    "last": "string",
    "entries": "string",
}


@dataclass(slots=True)
class _Edge:
    """What one did to another in one way."""

    what: str
    entries: list[str] = field(default_factory=list)
    reports: set[int] = field(default_factory=set)
    first: date | None = None
    last: date | None = None

    def add(self, told: Told, entry: str, earliest: date | None, latest: date | None) -> None:
        """Counts one more act."""
        self.entries.append(entry)
        self.reports.add(told.number)
        self.first = min(filter(None, (self.first, earliest)), default=None)
        self.last = max(filter(None, (self.last, latest)), default=None)


_Key = tuple[str, str, str, str, str]


def write(source: Source, out: BinaryIO, *, every_status: bool = False) -> int:
    """How many edges were written to `out`."""
    edges: dict[_Key, _Edge] = {}
    for told in source:
        _add_statements(source, told, edges)
        _add_events(source, told, edges, every_status=every_status)
    ends = {key for edge in edges for key in edge[:2]}
    nodes = [line for line in source.lines if line.key in ends]
    _Writer(out).graph(nodes, edges)
    return len(edges)


def _pairs(source: Source, told: Told, left: Iterable[str], right: Iterable[str]) -> list[tuple[str, str]]:
    """Those who have a name; groups of nobody in particular are no nodes of a record."""
    keys = [[line.key for line in (source.line(told, one) for one in side) if is_named(line)] for side in (left, right)]
    return [(one, other) for one in dict.fromkeys(keys[0]) for other in dict.fromkeys(keys[1])]


def _add_statements(source: Source, told: Told, edges: dict[_Key, _Edge]) -> None:
    published = told.reading.published
    for one in told.reading.statements:
        for left, right in _pairs(source, told, speakers_of(one), one.to):
            edge = edges.setdefault((left, right, SAYS, one.stance, "actual"), _Edge(f"says ({one.stance})"))
            edge.add(told, told.address(one), published.earliest, published.latest)


def _add_events(source: Source, told: Told, edges: dict[_Key, _Edge], *, every_status: bool) -> None:
    for one in told.reading.events:
        if one.status != "actual" and not every_status:
            continue
        for left, right in _pairs(source, told, one.actors, one.recipients):
            key = (left, right, one.type, one.mode or "", one.status)
            edge = edges.setdefault(key, _Edge(event_label(one, "en")))
            edge.add(told, told.address(one), one.earliest, one.latest)


class _Writer:
    """Writes the parts of the graph one after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self.xml = XmlWriter(out)

    def graph(self, nodes: list[Line], edges: dict[_Key, _Edge]) -> None:
        """Writes the whole file."""
        xml = self.xml
        xml.start("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
        xml.start("meta")
        xml.element("creator", text=PROGRAM)
        xml.end("meta")
        xml.start("graph", {"defaultedgetype": "directed", "mode": "static"})
        self._attributes("node", NODE)
        self._attributes("edge", EDGE)
        xml.start("nodes")
        for line in nodes:
            self._node(line)
        xml.end("nodes")
        xml.start("edges")
        for number, (key, edge) in enumerate(edges.items()):
            self._edge(number, key, edge)
        for name in ("edges", "graph", "gexf"):
            xml.end(name)

    def _attributes(self, of: str, types: dict[str, str]) -> None:
        self.xml.start("attributes", {"class": of})
        for name, type in types.items():
            self.xml.element("attribute", {"id": f"{of}_{name}", "title": name, "type": type})
        self.xml.end("attributes")

    def _values(self, of: str, values: dict[str, object]) -> None:
        self.xml.start("attvalues")
        for name, value in values.items():
            if value not in (None, ""):
                self.xml.element("attvalue", {"for": f"{of}_{name}", "value": str(value)})
        self.xml.end("attvalues")

    def _node(self, line: Line) -> None:
        self.xml.start("node", {"id": line.key, "label": label(line)})
        cells: dict[str, object] = {"kind": line.kind, "name_en": line.name_en, "key": line.key}
        self._values("node", {**cells, "reports": len(line.reports)})
        self.xml.end("node")

    def _edge(self, number: int, key: _Key, edge: _Edge) -> None:
        left, right, type, mode, status = key
        weight = str(len(edge.entries))
        names = {"id": str(number), "source": left, "target": right, "label": edge.what, "weight": weight}
        self.xml.start("edge", names)
        cells: dict[str, object] = {"type": type, "mode": mode, "status": status, "what": edge.what}
        when: dict[str, object] = {"first": edge.first, "last": edge.last}
        self._values("edge", {**cells, **when, "reports": len(edge.reports), "entries": " ".join(edge.entries)})
        self.xml.end("edge")
