import io

import pytest

from mahdar.exports import gexf
from mahdar.exports.source import Source

networkx = pytest.importorskip("networkx")


def graph(source: Source, *, every_status: bool = False):
    out = io.BytesIO()
    n = gexf.write(source, out, every_status=every_status)
    made = networkx.read_gexf(io.BytesIO(out.getvalue()), version="1.3")
    assert made.number_of_edges() == n
    return made


def test_gexf_tells_who_says_and_does_what_to_whom(source: Source) -> None:
    made = graph(source)
    assert made.is_directed()
    labels = {node: cells["label"] for node, cells in made.nodes(data=True)}
    found = {(labels[a], cells["type"], labels[b]) for a, b, cells in made.edges(data=True)}
    assert found == {
        ("الجيش الليبي", "THREATEN", "روسيا"),
        ("روسيا", "REQUEST", "مجلس الأمن"),
        ("هالة النجار", "SAYS", "وكالة المدى"),
    }


def test_gexf_edges_lead_back_to_their_entries(source: Source) -> None:
    made = graph(source)
    request = next(cells for *_, cells in made.edges(data=True) if cells["type"] == "REQUEST")
    assert (request["entries"], request["reports"], request["weight"]) == ("2:v1", 1, 1.0)
    assert (request["first"], request["last"]) == ("2023-03-01", "2023-03-31")
    assert made.nodes["world:state:ru"]["reports"] == 2


def test_gexf_leaves_out_those_who_are_never_named(source: Source) -> None:
    assert all(node.partition(":")[0] != "report" for node in graph(source, every_status=True))
