"""Why two things are linked, part by part, or why they are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mahdar.linking.asking import Answer
from mahdar.linking.copies import PASSAGE
from mahdar.linking.direction import ABOUT
from mahdar.linking.links import Part
from mahdar.record.links import StoredLink
from mahdar.views.copies import sign
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import digits

# The values that are shares of a whole.
SHARES = ("alike", "share")


def render(answer: Answer, lang: str) -> str:
    """The answer as text."""
    say = messages(lang)
    out = [line for link in answer.links for line in _link(link, say)]
    if not answer.links:
        out.append(say.say("why.none", left=answer.left, right=answer.right))
    if answer.path:
        out.append(f"   {say.say('why.path', path=say.say('arrow').join(answer.path))}")
    if answer.overlap:
        found = answer.overlap
        below = say.say("why.below", share=f"{found.share:.0%}", words=found.passage, passage=PASSAGE)
        out.append(f"   {below}")
    return "\n".join(out)


def _link(link: StoredLink, say: Messages) -> Iterator[str]:
    label = say.say(f"link.{link.label}") if f"link.{link.label}" in say else link.label
    yield say.say("why.linked", left=link.left, right=link.right, label=label, score=f"{link.score:.2f}")
    if link.status == "undone":
        key = "why.undone_by" if link.undone_by else "why.undone"
        yield f"   {say.say(key, by=link.undone_by, at=link.undone_at, why=link.why)}"
    for part in link.parts:
        yield f"   {_part(Part(**part), link, say)}"
    yield f"   {say.say('why.made', rule=link.rule, at=link.made_at)}"


def _part(part: Part, link: StoredLink, say: Messages) -> str:
    if part.about == ABOUT:
        return sign(part, int(link.left), int(link.right), say)
    return said(part, say)


def said(part: Part, say: Messages) -> str:
    """A part of a score in words."""
    shown = {name: _shown(name, value, say) for name, value in part.values.items()}
    return say.say(f"score.{part.name}", **shown)


def _shown(name: str, value: object, say: Messages) -> str:
    if isinstance(value, list):
        return say.join([_shown("", one, say) for one in value])
    if name in SHARES and isinstance(value, float):
        return f"{value:.0%}"
    if isinstance(value, float):
        return digits(value)
    return say.say("why.nothing") if value in (None, "") else str(value)


def objects(answer: Answer) -> Iterator[dict[str, Any]]:
    """The links for programs; the keys are those of docs/formats.md."""
    for link in answer.links:
        made = asdict(link)
        del made["id"]
        yield made
    if not answer.links and (answer.path or answer.overlap):
        yield {"left": answer.left, "right": answer.right, "kind": None, "path": answer.path, **_shared(answer)}


def _shared(answer: Answer) -> dict[str, Any]:
    found = answer.overlap
    if found is None:
        return {"share": None, "share_longer": None, "longest_passage": None}
    return {"share": found.share, "share_longer": found.share_longer, "longest_passage": found.passage}
