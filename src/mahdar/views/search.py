"""The hits of a search as text: the passage with the words that were found between marks, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mahdar.record import Hit
from mahdar.views.messages import messages
from mahdar.views.naming import QUOTES

FOUND = "⟦{}⟧"


def render(hits: Sequence[Hit], lang: str) -> str:
    """The hits, best first."""
    say = messages(lang)
    out = []
    for hit in hits:
        out.append(say.say("search.hit", number=hit.number, sentence=hit.sentence, title=hit.title or hit.source))
        out.append(f"      {QUOTES['ar'].format(' '.join(_marked(hit).split()))}")
    return "\n".join(out)


def _marked(hit: Hit) -> str:
    pieces, at = [], 0
    for start, end in hit.matches:
        pieces += [hit.text[at : start - hit.start], FOUND.format(hit.text[start - hit.start : end - hit.start])]
        at = end - hit.start
    return "".join([*pieces, hit.text[at:]])


def to_json(hit: Hit) -> dict[str, Any]:
    """The hit for programs; its keys are those of docs/formats.md."""
    return {
        "report": hit.number,
        "id": hit.report_id,
        "source": hit.source,
        "title": hit.title,
        "outlet": hit.outlet,
        "score": hit.score,
        "sentence": hit.sentence,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "matches": [{"start": start, "end": end} for start, end in hit.matches],
    }
