"""Reports as schema.org JSON-LD: one NewsArticle a line, with its Quotations.

There is no ClaimReview: only people judge claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from mahdar.exports.source import Source, Told, is_named, write_lines
from mahdar.linking.people import Line
from mahdar.reading.layers import Statement
from mahdar.views.quoting import speakers_of

TYPES = {"person": "Person", "organization": "Organization", "place": "Place"}
# What an indirect statement is told to be: its words are those of the report.
INDIRECT = "indirect speech, in the words of the report"


def write(source: Source, out: TextIO) -> int:
    """How many articles were written to `out`."""
    return write_lines((_article(source, told) for told in source), out)


def _article(source: Source, told: Told) -> dict[str, Any]:
    reading = told.reading
    named = [source.line(told, one.id) for one in reading.entities if one.name and one.kind in TYPES]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": told.urn,
            "headline": told.title,
            "inLanguage": reading.language,
            "url": told.link,
            "identifier": reading.report_id,
            "datePublished": str(told.day) if told.day else None,
            "author": [{"@type": "Person", "name": name} for name in told.details.get("author", [])],
            "publisher": {"@type": "Organization", "name": reading.outlet} if reading.outlet else None,
            "mentions": [_thing(line) for line in {line.key: line for line in named}.values()],
            "hasPart": [_quotation(source, told, one) for one in reading.statements],
        }
    )


def _quotation(source: Source, told: Told, statement: Statement) -> dict[str, Any]:
    return _known(
        {
            "@type": "Quotation",
            "@id": f"{told.urn}#{statement.id}",
            "identifier": told.address(statement),
            "text": told.reading.words(statement),
            "inLanguage": told.reading.language,
            "disambiguatingDescription": INDIRECT if statement.kind == "indirect" else None,
            # Who says it and where it appeared are two things: the one is spokenByCharacter, the other isPartOf.
            "spokenByCharacter": _things(source, told, speakers_of(statement)),
            "audience": [{"@type": "Audience", "name": name} for name in source.labels(told, statement.to)],
            "provider": _things(source, told, statement.via),
            "isPartOf": {"@id": told.urn},
            "citation": told.link or told.urn,
        }
    )


def _things(source: Source, told: Told, entities: Iterable[str]) -> list[dict[str, Any]]:
    lines = [source.line(told, one) for one in entities]
    named = {line.key: line for line in lines if is_named(line)}
    return [_thing(line) for line in named.values()]


def _thing(line: Line) -> dict[str, Any]:
    # A state that speaks is named as the body that it is, with the type that the record has of it.
    made = {"@type": TYPES.get(line.kind, "Organization"), "@id": f"urn:mahdar:{line.key}", "name": line.name}
    return _known({**made, "alternateName": line.name_en})


def _known(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value not in (None, "", [])}
