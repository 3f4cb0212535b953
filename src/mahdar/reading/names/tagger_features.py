"""What the name tagger looks at: the features of a word by itself, its class, and the known names around it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from mahdar.arabic.inflection import past_forms, present_forms
from mahdar.arabic.normal import ARTICLE, NUN, PROCLITICS, TA_MARBUTA, YA, normal_word
from mahdar.errors import TableError
from mahdar.kept import Kept
from mahdar.tables import Row, language_table
from mahdar.world import World
from mahdar.world.gazetteer import Gazetteer

# How far before and after a word its neighbours' features count, by the first letter of the feature.
REACH: Final = {"w": 2, "a": 1, "p": 1, "s": 1, "n": 0, "g": 1, "f": 1, "k": 2, "b": 0}
WIDEST: Final = 2
# Stands before the first and after the last word of a sentence.
EDGE: Final = "\n"
LONGEST_AFFIX: Final = 4
LONGEST_LENGTH: Final = 9


# Rows of word classes ("c") and of places in known names ("g") that the tagger weighs, by channel and offset.
CONTEXTS: Final = (
    (("g", 0),),
    (("g", -1),),
    (("g", 1),),
    (("c", -1), ("c", 0)),
    (("c", 0), ("c", 1)),
    (("c", -1), ("c", 0), ("c", 1)),
    (("c", -2), ("c", -1), ("c", 0)),
    (("c", 0), ("c", 1), ("c", 2)),
)
# The traits that make the class of a word, the telling ones first; a class has at most this many.
CLASS_TRAITS: Final = (
    "titles",
    "given",
    "family_name_parts",
    "nation",
    "org_heads",
    "kind_words",
    "role",
    "cue",
    "state",
    "place",
    "person",
    "body",
    "family",
    "arab-family",
    "club",
    "company",
    "product",
    "currency",
    "contest",
    "faith",
    "monument",
    "medium",
    "grammar_words",
    "time_words",
)
MOST_TRAITS: Final = 3
# Tables of one word a row, and of a list of words a row: name, column of the words, column that sorts them.
WORD_TABLES: Final = (
    ("family_name_parts", "part", "place"),
    ("titles", "title", "sort"),
    ("org_heads", "word", "sort"),
    ("kind_words", "word", "place"),
)
LIST_TABLES: Final = (("grammar_words", "words", "class"), ("time_words", "forms", "class"))
_KEPT_WHOLE: Final = frozenset({"family", "arab-family", "given", "club", "company", "medium"})
SHORTEST_WHOLE: Final = 4
# A stem that is met more often than this is more likely meant than a foreign name.
COMMON_STEM: Final = 2e-5
# A rarer word that was found as a name is one elsewhere in the report too. Measured on ANERcorp.
RARE: Final = 2e-5
NO_NAME: Final = "-"

Parting = Callable[[str], Sequence[str]]


@lru_cache(maxsize=1)
def _frequency() -> dict[str, float]:
    """How often each normal form is met, as a share of all words (wordfreq's Arabic list)."""
    from wordfreq import get_frequency_dict  # on use: it takes a third of a second to import

    found: dict[str, float] = {}
    for word, share in get_frequency_dict("ar", "small").items():
        normal = normal_word(word)
        found[normal] = found.get(normal, 0.0) + share
    return found


def _rows(name: str) -> Iterator[Row]:
    """The rows of a language table, none where it does not exist."""
    try:
        yield from language_table(name)
    except TableError:
        return


def whole_words() -> Iterator[str]:
    """The names among the hints that must not lose their first letter as if it were a joined one."""
    frequency = _frequency()
    joined = set(PROCLITICS.values())
    for row in _rows("name_hints"):
        if row["sort"] not in _KEPT_WHOLE:
            continue
        for name in row.many("words"):
            norm = normal_word(name)
            is_open = norm[0] in joined and len(norm) >= SHORTEST_WHOLE and " " not in name
            if is_open and frequency.get(norm[1:], 0.0) < COMMON_STEM:
                yield name


class Knowledge(Kept):
    """What the tables say of single words and of rows of words."""

    def __init__(self, world: World, *, parting: Parting) -> None:
        self.traits: dict[str, set[str]] = {}
        self.gazetteer: Gazetteer[str] = Gazetteer(parting)
        self.first_words: set[str] = set()
        self._add_words()
        self._add_lists()
        self._add_world(world)

    def _note(self, norm: str, trait: str) -> None:
        self.traits.setdefault(norm, set()).add(trait)

    def _add_words(self) -> None:
        """The tables that say of each word what it is."""
        for row in _rows("given_names"):
            self._note(normal_word(row["name"]), "given-word" if row["word"] else f"given-{row['gender']}")
        for table, key, sort in WORD_TABLES:
            for row in _rows(table):
                for value in row.many(sort):
                    self._note(normal_word(row[key]), f"{table}-{value}")
        for row in _rows("role_heads"):
            for word in (*row.many("word"), *row.many("feminine"), *row.many("plural")):
                self._note(normal_word(word), f"role-{row['sort']}")
                self._note(ARTICLE + normal_word(word), f"the-role-{row['sort']}")

    def _add_lists(self) -> None:
        """The tables that list the words of a sort."""
        for table, key, sort in LIST_TABLES:
            for row in _rows(table):
                for word in row.many(key):
                    self._note(normal_word(word), f"{table}-{row[sort]}")
        for row in _rows("name_hints"):
            for name in row.many("words"):
                self._add_name(name, row["sort"])
        for row in _rows("cues"):
            for form, _ in (*past_forms(row["past"], row["present"]), *present_forms(row["present"])):
                self._note(form, "cue")

    def _add_world(self, world: World) -> None:
        for adjective in world.adjectives:
            for form in (adjective, adjective + TA_MARBUTA, adjective + YA + NUN):
                self._note(form, "nation")
                self._note(ARTICLE + form, "the-nation")
        for fact in world.of("state", "place", "person", "body"):
            kind = {"state": "state", "place": "place", "person": "person"}.get(fact.table, "body")
            for name in (*fact.names, *fact.many("short_ar"), *fact.many("capital_ar")):
                self._add_name(name, kind)

    def _add_name(self, name: str, kind: str) -> None:
        words = tuple(self.gazetteer.part(name))
        self.first_words.add(words[0])
        self.gazetteer.add_words(words, kind)
        if len(words) == 1:
            self._note(words[0], f"{kind}-all")
        else:
            for i, word in enumerate(words):
                place = "first" if i == 0 else "last" if i == len(words) - 1 else "inner"
                self._note(word, f"{kind}-{place}")

    def describes(self, norm: str) -> bool:
        """Whether the word alone is no name but describes one: a nationality, "the city"."""
        traits = self.traits.get(norm, set())
        if traits & {"nation", "the-nation"}:
            return not traits & {"state-all", "place-all"}
        return norm.startswith(ARTICLE) and "kind_words-place" in self.traits.get(norm[len(ARTICLE) :], set())

    def places(self, norms: Sequence[str]) -> dict[int, str]:
        """For each word that stands in a known name: first, inner, last or all of it, and of which kinds."""
        found: dict[int, str] = {}
        done = 0
        for i, norm in enumerate(norms):
            if i < done or norm not in self.first_words:
                continue
            hit = self.gazetteer.match(norms, i)
            if hit is None:
                continue
            length, kinds = min(hit[0], len(norms) - i), hit[1]
            kind = "/".join(sorted(kinds))
            for j in range(length):
                place = "all" if length == 1 else "first" if not j else "last" if j == length - 1 else "inner"
                found[i + j] = f"{place}:{kind}"
            done = i + length
        return found


class WordFeatures(Kept):
    """The features of single words, whatever stands around them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.frequency = _frequency()
        self._ranks = {name: rank for rank, name in enumerate(CLASS_TRAITS)}

    def of(self, norm: str) -> list[str]:
        """The features of a word by its normal form."""
        if norm == EDGE:
            return ["wEDGE"]
        if norm in PROCLITICS.values():
            return ["w" + norm, "gclitic"]
        if not norm[0].isalpha():
            return ["w" + norm, "gnumber" if norm[0].isdigit() else "gmark"]
        if norm[0].isascii():
            return ["w" + norm.lower(), "glatin"]
        return self._of_word(norm)

    def _of_word(self, norm: str) -> list[str]:
        bare = norm[len(ARTICLE) :] if norm.startswith(ARTICLE) and len(norm) > len(ARTICLE) + 1 else norm
        has_article = "the" if bare is not norm else ""
        found = ["w" + norm, "a" + bare, f"g{has_article}{min(len(bare), LONGEST_LENGTH)}"]
        for length in range(1, min(LONGEST_AFFIX, len(bare) - 1) + 1):
            found.append("p" + has_article + bare[:length])
            found.append("s" + has_article + bare[-length:])
        edged = f"<{bare}>"
        found.extend({"n" + edged[i : i + 3] for i in range(len(edged) - 2)})
        found.append(f"f{has_article}{self._bucket(norm)}")
        found.append(f"fb{self._bucket(bare)}")
        found.extend("k" + trait for trait in self.knowledge.traits.get(norm, ()))
        if has_article:
            found.extend("kbare-" + trait for trait in self.knowledge.traits.get(bare, ()))
        return found

    def class_of(self, norm: str) -> str:
        """The class of a word: what the tables say of it, else its shape and how common it is."""
        traits = set()
        for trait in self.knowledge.traits.get(norm, ()):
            name = trait.removeprefix("the-").partition("-")[0]
            if name in self._ranks:
                traits.add(name)
        if traits:
            return "+".join(sorted(traits, key=self._ranks.__getitem__)[:MOST_TRAITS])
        if len(norm) == 1 or not norm[0].isalpha():
            return norm if len(norm) == 1 and not norm.isdigit() and norm != EDGE else "other"
        if norm[0].isascii():
            return "latin"
        return ("the" if norm.startswith(ARTICLE) else "") + str(self._bucket(norm))

    def is_rare(self, norm: str) -> bool:
        """Whether the word is rare enough to be taken for a name wherever it stands, once it was one."""
        return self.frequency.get(norm, 0.0) < RARE

    def _bucket(self, norm: str) -> int:
        """How common a word is: 0 for one that the list lacks, up to 9."""
        share = self.frequency.get(norm, 0.0)
        return max(1, min(9, int(math.log10(share) + 8.5) + 1)) if share else 0
