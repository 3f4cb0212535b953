import io
import json

from mahdar.exports import schema_org
from mahdar.exports.source import Source


def test_schema_org_articles_hold_quotations_and_never_a_claim_review(source: Source) -> None:
    out = io.StringIO()
    assert schema_org.write(source, out) == 2
    assert "ClaimReview" not in out.getvalue() and "null" not in out.getvalue()
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["@context"], first["@type"]) == ("https://schema.org", "NewsArticle")
    assert first["datePublished"] == "2023-03-06" and "datePublished" not in second
    assert first["author"] == [{"@type": "Person", "name": "سامر النخلاوي"}]
    denial, other = first["hasPart"]
    assert denial["text"] == "لن نقصف مصراتة غدا" and "disambiguatingDescription" not in denial
    assert [one["name"] for one in denial["spokenByCharacter"]] == ["هالة النجار"]
    assert denial["isPartOf"] == {"@id": first["@id"]} and denial["citation"] == first["url"]
    assert other["disambiguatingDescription"] == schema_org.INDIRECT
    assert [one["name"] for one in other["provider"]] == ["وكالة المدى"]


def test_schema_org_names_the_same_thing_the_same_in_all_reports(source: Source) -> None:
    out = io.StringIO()
    schema_org.write(source, out)
    ids = [
        {one["@id"] for one in json.loads(line)["mentions"] if one.get("alternateName") == "Russia"}
        for line in out.getvalue().splitlines()
    ]
    assert ids == [{"urn:mahdar:world:state:ru"}] * 2
