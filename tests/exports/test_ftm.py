"""The entities, loaded and validated by followthemoney itself."""

import hashlib
import io
import json

import pytest

from mahdar.exports import ftm
from mahdar.exports.source import Source
from mahdar.reading.layers import Corrected

model = pytest.importorskip("followthemoney").model
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def entities(source: Source, *, every_status: bool = False) -> list[dict]:
    out = io.StringIO()
    n, _ = ftm.write(source, out, every_status=every_status)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == n
    return found


def of(found: list[dict], schema: str) -> list[dict]:
    return [one["properties"] for one in found if one["schema"] == schema]


@pytest.mark.parametrize("asked", [{}, {"every_status": True}], ids=["happened", "all"])
def test_ftm_entities_are_valid_and_lose_no_value(source: Source, asked: dict[str, bool]) -> None:
    for one in entities(source, **asked):
        # Cleaning drops values that are none of the property's type, and raises for a property that there is not.
        proxy = model.get_proxy(one, cleaned=False)
        model.get(one["schema"]).validate(proxy.to_dict())
        for name, values in one["properties"].items():
            assert len(proxy.get(name)) == len(values), (name, values)


def test_ftm_references_lead_to_entities_of_the_right_kind(source: Source) -> None:
    found = entities(source, every_status=True)
    by_id = {one["id"]: one["schema"] for one in found}
    assert len(by_id) == len(found)
    for one in found:
        schema = model.get(one["schema"])
        for name, values in one["properties"].items():
            if schema.get(name).type.name == "entity":
                assert all(model.get(by_id[value]).is_a(schema.get(name).range) for value in values), (one, name)


def test_ftm_article_has_the_hash_by_which_aleph_knows_documents(source: Source) -> None:
    article, other = of(entities(source), "Article")
    told = next(iter(source))
    assert article["contentHash"] == [hashlib.sha1(told.reading.text.encode()).hexdigest()]
    assert article["bodyText"] == [told.reading.text]
    assert article["sourceUrl"] == ["https://example.org/أخبار/1"]
    assert (article["publishedAt"], other["publishedAt"]) == (["2023-03-06"], ["2023-03"])
    assert article["peopleMentioned"] == ["هالة النجار"]


def test_ftm_tells_who_did_what_with_proof(source: Source) -> None:
    found = entities(source)
    articles = [one["id"] for one in found if one["schema"] == "Article"]
    russia = next(one for one in found if one["properties"].get("name") == ["روسيا", "Russia"])
    assert russia["properties"]["country"] == ["ru"] and russia["properties"]["proof"] == articles
    threat = next(one for one in of(found, "Event") if one["recordId"] == ["1:v2"])
    assert russia["id"] in threat["involved"] and threat["proof"] == [articles[0]] and threat["date"] == ["2023-03-05"]
    link = next(one for one in of(found, "UnknownLink") if one["recordId"] == ["1:v2"])
    assert link["object"] == [russia["id"]] and link["role"] == ["threatens"]
    council = next(one for one in of(found, "Organization") if "United Nations Security Council" in one["name"])
    assert council["wikidataId"] == ["Q37470"]


def test_ftm_notes_quote_who_said_it(source: Source) -> None:
    found = entities(source)
    person = next(one for one in found if one["schema"] == "Person")
    denial, other = of(found, "Note")
    assert denial["description"] == ["لن نقصف مصراتة غدا"] and "1:s1" in denial["keywords"]
    assert person["id"] in denial["entity"] and other["summary"] == ["via وكالة المدى"]


def test_ftm_leaves_out_what_did_not_happen_or_marks_it(source: Source) -> None:
    assert {word for one in of(entities(source), "Event") for word in one["keywords"]}.isdisjoint({"denied", "asked"})
    marked = [one["name"][0] for one in of(entities(source, every_status=True), "Event")]
    assert sum(name.startswith(("[denied] ", "[asked] ")) for name in marked) == 2


def test_ftm_ids_are_the_same_from_run_to_run(source: Source) -> None:
    first, again = (sorted(one["id"] for one in entities(source)) for _ in range(2))
    assert first == again and all(len(one) == 40 for one in first)


def test_ftm_takes_along_what_people_put_right(source: Source) -> None:
    told = next(iter(source))
    told.reading.corrections = [
        Corrected("v1", 1, "confirm", "", "applied", "Hala"),
        Corrected("s1", 2, "correct", "speaker", "applied"),
    ]
    found = list(ftm._Story(ftm.Export(source), told).entities())
    notes = {one["properties"].get("recordId", ["note"])[0]: one["properties"]["notes"]
             for one in found if "notes" in one["properties"]}  # fmt: skip
    assert notes == {"1:v1": ["confirm by Hala"], "note": ["correct speaker"]}
