"""What a normal form is to the reader of names and roles: a particle, an adjective of a state, an ordinary word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from mahdar.arabic.clitics import Clitics
from mahdar.arabic.inflection import PRONOUNS
from mahdar.arabic.normal import ALEF, ARTICLE, NUN, PRESENT_PREFIXES, PROCLITICS, TA, TA_MARBUTA, WAW, YA, normalise
from mahdar.memo import Memo
from mahdar.tables import language_table
from mahdar.world import World

# The share of all words below which a word is rare enough to be a name where a name is expected.
RARE: Final = 3e-6
# With the article a word is met less often than its stem; names such as nisbas are met up to this often.
RARE_NISBA: Final = 2e-5
SHORTEST_NISBA: Final = 4
SHORTEST_DEFINITE: Final = 4
SHORTEST_VERB: Final = 4
SHORTEST_NAME: Final = 4
LONGEST_ROOT: Final = 3
JOINED: Final = frozenset(PROCLITICS.values())
# Endings of which an ordinary noun or verb is met with one at least.
_ENDINGS: Final = (TA_MARBUTA, ALEF, TA, ALEF + TA, YA + NUN, WAW + NUN, WAW + ALEF, *PRONOUNS)
_SUFFIXES: Final = tuple(
    sorted({*PRONOUNS, ALEF + TA, WAW + NUN, YA + NUN, ALEF + NUN, WAW + ALEF, ALEF}, key=len, reverse=True)
)


def adjective_forms(adjective: str) -> list[str]:
    """The masculine, feminine, dual and plural of a masculine singular in normal form, without the article."""
    base = normalise(adjective)
    return [
        base,
        base + TA_MARBUTA,
        base + ALEF,
        base + WAW + NUN,
        base + YA + NUN,
        base + ALEF + NUN,
        base + TA + YA + NUN,
        base + TA + ALEF + NUN,
        base + ALEF + TA,
    ]


@dataclass(slots=True)
class WordClasses:
    """Answers questions about normal forms, each answered once and remembered."""

    world: World
    clitics: Clitics
    functions: dict[str, str] = field(default_factory=dict)
    of_state: dict[str, str] = field(default_factory=dict)
    of_body: dict[str, str] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    peoples: set[str] = field(default_factory=set)
    _adjectives: set[str] = field(default_factory=set)
    _definite_adjectives: dict[str, bool] = field(default_factory=dict)
    _ordinary: dict[str, bool] = field(default_factory=Memo)
    _name_like: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in language_table("function_words", columns=("word", "sort")):
            self.functions.setdefault(normalise(row["word"]), row["sort"])
        for row in language_table("adjectives", columns=("adjective",)):
            self._adjectives.update(adjective_forms(row["adjective"]))
        for row in language_table("body_adjectives", columns=("adjective", "body")):
            for form in adjective_forms(row["adjective"]):
                self.of_body[form] = f"body:{row['body']}"
                self._adjectives.add(form)
        self._read_nouns()
        for adjective, state in self.world.adjectives.items():
            for form in adjective_forms(adjective):
                # "Russian" in the accusative is written as Russia is.
                if form not in self.functions:
                    self.of_state.setdefault(form, state)
                    self._adjectives.add(form)

    def _read_nouns(self) -> None:
        for row in language_table("verbal_nouns", columns=("word",)):
            # In three letters a verb looks like its noun.
            if len(row["word"]) > LONGEST_ROOT:
                self.nouns.add(normalise(row["word"]))
        for row in language_table("peoples", columns=("plural", "state")):
            people = normalise(row["plural"])
            self.peoples.add(people)
            self._adjectives.add(people)
            if row["state"]:
                self.of_state[people] = f"state:{row['state']}"

    def frequency(self, norm: str) -> float:
        """The share of all words that `norm` has, 0 when the list lacks it."""
        return self.clitics.frequency.get(norm, 0.0)

    def is_function(self, norm: str) -> bool:
        """Whether a name or role ends before `norm`."""
        return norm in self.functions

    def is_definite(self, norm: str) -> bool:
        """Whether `norm` bears the article."""
        return norm.startswith(ARTICLE) and len(norm) >= SHORTEST_DEFINITE and norm not in self.functions

    def state_named(self, norm: str) -> str | None:
        """The state whose adjective `norm` is, with or without the article."""
        stem = norm[2:] if norm.startswith(ARTICLE) and len(norm) > SHORTEST_DEFINITE else norm
        return self.of_state.get(stem)

    def actor_named(self, norm: str) -> str | None:
        """The state or body of states whose adjective `norm` is, with or without the article."""
        return self.state_named(norm) or self.of_body.get(norm.removeprefix(ARTICLE))

    def is_adjective(self, norm: str) -> bool:
        """Whether `norm` is an adjective without the article."""
        return norm in self._adjectives

    def is_nisba(self, norm: str) -> bool:
        """Whether `norm`, without the article, is a known word in -i that is met with the article, too."""
        stem = norm.removesuffix(TA_MARBUTA)
        if len(stem) < SHORTEST_NISBA or not stem.endswith(YA) or norm in self.functions:
            return False
        return self.frequency(norm) > 0 and self.frequency(ARTICLE + norm) > 0

    def is_definite_adjective(self, norm: str) -> bool:
        """Whether `norm` is an adjective with the article: a listed one, or one in -i."""
        found = self._definite_adjectives.get(norm)
        if found is None:
            found = self._definite_adjectives[norm] = self._search_definite(norm)
        return found

    def _search_definite(self, norm: str) -> bool:
        if not self.is_definite(norm):
            return False
        stem = norm[2:]
        if stem in self._adjectives:
            return True
        if norm in word_set("iyya_nouns"):
            return False
        if stem.endswith(YA + TA_MARBUTA) and len(stem) > SHORTEST_NISBA and not self.frequency(norm):
            return True
        for ending in (YA, YA + TA_MARBUTA, YA + WAW + NUN, YA + YA + NUN):
            if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_NISBA - 1:
                return self.frequency(norm) > 0 or self.frequency(stem) > 0
        return False

    def is_ordinary(self, norm: str) -> bool:
        """Whether `norm` is met so often, or is so plainly a form of a known word, that alone it is no name."""
        found = self._ordinary.get(norm)
        if found is None:
            found = self._ordinary[norm] = norm in self.functions or self._search_ordinary(norm)
        return found

    def _search_ordinary(self, norm: str) -> bool:
        if self.frequency(norm) > RARE:
            return True
        for suffix in _SUFFIXES:
            stem = norm[: -len(suffix)]
            if norm.endswith(suffix) and len(stem) > 2:
                forms = (stem, stem + TA_MARBUTA, stem[:-1] + TA_MARBUTA)
                if max(self.frequency(form) for form in forms) > RARE:
                    return True
        return self._is_verb(norm)

    def is_name_like(self, norm: str) -> bool:
        """Whether `norm` is never met with the article, an ending or another prefix, as foreign names are not."""
        found = self._name_like.get(norm)
        if found is None:
            found = self._name_like[norm] = self._search_name_like(norm)
        return found

    def _search_name_like(self, norm: str) -> bool:
        if len(norm) < SHORTEST_NAME or norm in self.functions or norm.startswith(ARTICLE) or norm in self._adjectives:
            return False
        if self.is_verb_of_many(norm):
            return False
        forms = [ARTICLE + norm, *(norm + ending for ending in _ENDINGS)]
        if norm[-1] in (ALEF, YA, TA_MARBUTA):
            forms += [norm[:-1], norm[:-1] + TA]
        if norm[0] in PRESENT_PREFIXES:
            forms += [prefix + norm[1:] for prefix in PRESENT_PREFIXES if prefix != norm[0]]
        return not any(self.frequency(form) for form in forms)

    def is_verb_of_many(self, norm: str) -> bool:
        """Whether the word is a met one with the ending that verbs of a plural have ("they reached", "they spread")."""
        is_past = norm.endswith(WAW + ALEF)
        is_present = norm[0] in PRESENT_PREFIXES and norm.endswith(WAW + NUN)
        return (is_past or is_present) and self.frequency(norm) > 0

    def _is_verb(self, norm: str) -> bool:
        """Whether the word is a known verb's stem with a prefix of the present tense or a joined letter."""
        if len(norm) < SHORTEST_VERB:
            return False
        stem = norm[1:]
        if norm[0] in JOINED and self.frequency(stem) > RARE:
            return True
        if norm[0] not in PRESENT_PREFIXES:
            return False
        if self.frequency(stem) > RARE:
            return True
        return any(self.frequency(prefix + stem) > 0 for prefix in PRESENT_PREFIXES if prefix != norm[0])


@cache
def word_set(name: str) -> frozenset[str]:
    """The normal words of the class `name` in the table `role_words`."""
    if name == "counting":
        return frozenset(normalise(row["word"]) for row in language_table("counting_words", columns=("word",)))
    return _word_sets().get(name, frozenset())


@lru_cache(maxsize=1)
def _word_sets() -> dict[str, frozenset[str]]:
    """The classes of the table `role_words`, which is read once."""
    found: dict[str, frozenset[str]] = {}
    for row in language_table("role_words", columns=("class", "words")):
        words = frozenset(normalise(word) for word in row.many("words"))
        found[row["class"]] = found.get(row["class"], frozenset()) | words
    return found
