"""Whether a verb or an attached pronoun agrees with a mention in gender and number."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import normal_word
from mahdar.reading.layers import Mention
from mahdar.tables import language_table


def agrees(mention: Mention, features: Features, *, before: bool, joined: bool = False) -> bool:
    """Whether a verb's form lets `mention` be its subject; what is unknown agrees.

    `before` says that the mention stands before the verb, where the verb agrees in number too; `joined` that it is
    the first of several.
    """
    if features.person != 3:
        return False
    if not before:
        return not (features.gender and mention.gender) or _gender_fits(mention, features)
    if features.number in ("d", "p"):
        if mention.number == "s" and not joined and mention.kind == "person":
            return False
        return not (features.number == "d" and mention.number == "p" and not joined)
    if (joined or mention.number == "p") and features.number == "s" and features.gender == "m":
        return False  # "the forces said": behind several, or a plural, the verb is feminine or plural
    return not (features.gender and mention.gender) or _gender_fits(mention, features)


def _gender_fits(mention: Mention, features: Features) -> bool:
    return mention.number == "p" or mention.gender == features.gender


@lru_cache(maxsize=1)
def pronoun_tests() -> dict[str, Callable[[Mention], bool]]:
    """For each attached pronoun whether it may mean a mention, by gender and number; the longest pronouns first."""

    def test(gender: str, number: str) -> Callable[[Mention], bool]:
        def fits(mention: Mention) -> bool:
            if number == "p":
                return mention.number != "s" or mention.kind in ("group", "organization")
            if mention.kind == "person" and gender and mention.gender:
                return mention.gender == gender
            return gender == "f" or mention.number not in ("p", "d")

        return fits

    rows = sorted(language_table("pronouns"), key=lambda row: -len(row["pronoun"]))
    return {normal_word(row["pronoun"]): test(row["gender"], row["number"]) for row in rows}
