"""Reads votes: how many and who voted for, against, abstained or stayed away."""

from __future__ import annotations

from mahdar.arabic.normal import PROCLITICS
from mahdar.linking.matters.matter import Figure, Party
from mahdar.linking.matters.scene import STATE, Scene, Sentence
from mahdar.linking.matters.words import Found, find
from mahdar.reading.layers import Amount

SIDES = ("yes", "no", "abstain", "absent")
COUNTED = frozenset(("state", "vote", "person", "other", "organization"))
PART = {"yes": "votes-for", "no": "votes-against", "abstain": "abstains", "absent": "does-not-vote"}
# How many words may part a number from the word that says which way the votes went.
BEFORE, AFTER = 4, 4


def votes_in(scene: Scene, sentence: Sentence) -> tuple[list[Figure], list[Party]]:
    """The numbers of votes that a sentence tells by side, and those who are named with a side."""
    cues = sorted((one for side in SIDES for one in find(sentence.words, "vote", side)), key=lambda one: one.first)
    if not cues:
        return [], []
    figures: dict[str, Figure] = {}
    for amount in sentence.amounts:
        if amount.of not in COUNTED or amount.fate:
            continue
        cue = _cue(sentence, amount, cues)
        if cue is not None:
            figures.setdefault(
                cue.entry.role,
                Figure(
                    amount.start,
                    amount.end,
                    f"votes-{cue.entry.role}",
                    amount.low,
                    amount.high,
                    sentence=sentence.number,
                ),
            )
    named = [one for cue in cues for one in _named(scene, sentence, cue, figures)]
    return list(figures.values()), named


def _cue(sentence: Sentence, amount: Amount, cues: list[Found]) -> Found | None:
    """The word that says which way a number of votes went: inside it, just before it, or after it."""
    first, last = sentence.at(amount.start), sentence.at(amount.end - 1) + 1
    inside = [one for one in cues if first <= one.first < last]
    # What stands within the amount's own words says more than "against" before it.
    if inside:
        return inside[-1]
    before = [one for one in cues if 0 <= first - one.last < BEFORE]
    # "And … not" begins another side.
    after = [one for one in cues if 0 <= one.first - last < AFTER and not _is_joined(sentence, one)]
    crossed = {id(one) for one in before if _is_other_between(sentence, one.last, first, amount)}
    before = [one for one in before if id(one) not in crossed]
    after = [one for one in after if not _is_other_between(sentence, last, one.first, amount)]
    if before and (not after or first - before[-1].last <= after[0].first - last):
        return before[-1]
    return after[0] if after else None


def _is_joined(sentence: Sentence, cue: Found) -> bool:
    return sentence.words[cue.first].norm.startswith(PROCLITICS["and"])


def _is_other_between(sentence: Sentence, first: int, last: int, amount: Amount) -> bool:
    return any(
        other is not amount and first <= sentence.at(other.start) < last and other.of in COUNTED
        for other in sentence.amounts
    )


def _named(scene: Scene, sentence: Sentence, cue: Found, figures: dict[str, Figure]) -> list[Party]:
    """The states named right after the word for a side; they are counted where no number is told."""
    words = sentence.words
    found: list[str] = []
    at = cue.last
    for mention in sentence.mentions:
        first = sentence.at(mention.start)
        if first < cue.last or scene.entities[mention.entity].kind != "place":
            continue
        if first > at + 1 or not scene.key(mention.entity).startswith(STATE):
            break
        found.append(mention.entity)
        at = sentence.at(mention.end - 1) + 1
    side = cue.entry.role
    if found and side == "abstain" and side not in figures:
        start, end = words[cue.last].start, words[at - 1].end
        figures[side] = Figure(
            start, end, f"votes-{side}", len(found), len(found), derived=True, sentence=sentence.number
        )
    return [scene.party(PART[side], one) for one in found]
