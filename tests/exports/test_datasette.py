"""A record served by Datasette itself, with the metadata, asked through its test client."""

import asyncio
import io
import json

import pytest

from mahdar.exports.source import Source

pytest.importorskip("datasette")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def get(source: Source):
    """Asks for an address of the served record, as JSON unless it is a page."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    from mahdar.exports import datasette, datasette_plugin

    out = io.StringIO()
    datasette.write(source, out)
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin)
    served = Datasette([str(source.record.path)], metadata=json.loads(out.getvalue()), settings={"num_sql_threads": 0})

    def ask(address: str, **words: str):
        async def asked():
            await served.invoke_startup()
            return await served.client.get(f"/made{address}", params=words or None, follow_redirects=True)

        answer = asyncio.run(asked())
        assert answer.status_code == 200, answer.text
        return answer.text if "html" in answer.headers["content-type"] else answer.json()

    return ask


def test_datasette_has_the_facets(get) -> None:
    facets = get("/current_events.json")["facet_results"]
    facets = facets.get("results", facets)
    assert {one["value"]: one["count"] for one in facets["status"]["results"]} == {"actual": 4, "asked": 1, "denied": 1}
    assert {"type", "mode", "place"} <= set(facets)


def test_datasette_searches_however_words_are_spelt(get) -> None:
    for words, found in (("وروسيا", {1, 2}), ("الجيش", {1}), ('"مجلس الأمن"', {2}), ("أكدت", {1}), ("طشقند", set())):
        rows = get("/search.json", words=words, _shape="array")
        assert {row["number"] for row in rows} == found, words


@pytest.mark.parametrize("query", ["who_says_most", "days", "figures", "copies"])
def test_datasette_answers_its_other_queries(get, query: str) -> None:
    assert isinstance(get(f"/{query}.json", _shape="array"), list)


def test_datasette_labels_rows_by_names_and_hides_helpers(get) -> None:
    rows = get("/mentions.json", _labels="on", _shape="array")
    assert {row["entity"]["label"] for row in rows if row["entity"]} >= {"روسيا", "هالة النجار"}
    hidden = {one["name"] for one in get(".json")["tables"] if one["hidden"]}
    assert {"migrations", "link_keys", "reports_fts"} <= hidden


def test_datasette_describes_tables_and_columns(get) -> None:
    page = get("/events")
    assert "Events · الأحداث" in page and "First day on which it can have been." in page
    assert "An act, with the names" in get("/current_events")
