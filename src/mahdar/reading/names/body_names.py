"""Reads the name of an organization from its head noun on ("ministry of …", "committee for …")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, PROCLITICS, TA, TA_MARBUTA, YA, normalise
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.word_classes import WordClasses, word_set
from mahdar.reading.roles.role_heads import RoleHeads
from mahdar.tables import language_table

LONGEST_CHAIN: Final = 3
MOST_ADJECTIVES: Final = 3
# A word that is met less often may be the name of an unknown place.
RARE_PLACE: Final = 1e-5
SHORTEST_NISBA: Final = 6
_AND: Final = PROCLITICS["and"]
_TO: Final = PROCLITICS["to"]
_BY: Final = PROCLITICS["by"]


@dataclass(slots=True)
class BodyNames:
    """Knows the nouns that open names of organizations."""

    classes: WordClasses
    heads: RoleHeads
    sorts: dict[str, frozenset[str]] = field(default_factory=dict)
    organizations: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for row in language_table("org_heads", columns=("word", "sort")):
            self.sorts[normalise(row["word"])] = frozenset(row.many("sort"))

    def parse(self, words: Words, i: int, names: Mapping[int, int]) -> int | None:
        """The end of the organization's name that begins with word `i`, None when none does."""
        norm = words.norm[i]
        if norm in self.sorts:
            return self._construct(words, i, names)
        if norm in word_set("definite_heads"):
            return self._definite(words, i, names)
        return None

    def _definite(self, words: Words, i: int, names: Mapping[int, int]) -> int | None:
        """A head with the article and an adjective that is more than a general one."""
        end = self._adjectives(words, i + 1, i)
        if end == i + 1:
            return None
        general = word_set("general_adjectives")
        telling = [words.norm[k] for k in range(i + 1, end) if not self._is_general(words.norm[k], general)]
        last = self._for(words, end, i, names)
        if words.norm[i] in word_set("seats_of_place"):
            if end + 1 in names and words.norm[end] == _BY:
                return names[end + 1]
            if words.norm[i] in word_set("seats_only"):
                return None
        if words.norm[i] in word_set("governing_heads"):
            return end if any(self.classes.state_named(norm) for norm in telling) or telling else None
        of_states = [norm for norm in telling if self.classes.state_named(norm)]
        if last == end and end + 1 in names and words.norm[end] in word_set("representing") and of_states:
            return names[end + 1]
        if len(telling) > len(of_states) or last > end:
            return last
        return None

    def _is_general(self, norm: str, general: frozenset[str]) -> bool:
        return norm in general or norm.removeprefix(ARTICLE) in general

    def _for(self, words: Words, end: int, first: int, names: Mapping[int, int]) -> int:
        """The end of the name with "for" and a definite noun after it, and the place after that."""
        j = end
        if j + 1 >= len(words) or words.line[j + 1] != words.line[first] or words.norm[j] != _TO:
            return end
        if words.kind[j] != Kind.CLITIC or j + 1 in names or not self.classes.is_definite(words.norm[j + 1]):
            return end
        if words.norm[j + 1] in self.heads.forms:
            return end
        return self._adjectives(words, j + 2, first)

    def _is_adjective(self, norm: str) -> bool:
        return self.classes.is_definite_adjective(norm) or self.is_unknown_nisba(norm)

    def is_unknown_nisba(self, norm: str) -> bool:
        """Whether the word is a long one in -i with the article that is never met, as those of unknown lands are."""
        stem = norm.removesuffix(TA_MARBUTA)
        if len(stem) < SHORTEST_NISBA or not (norm.startswith(ARTICLE) and stem.endswith(YA)):
            return False
        return not self.classes.frequency(norm) and not self.classes.frequency(stem)

    def for_cause(self, words: Words, end: int, first: int, names: Mapping[int, int]) -> int:
        """The end of the name with "for" and its cause after it ("for the news", "for freedom of the press")."""
        j = end + 1
        if j >= len(words) or words.line[j] != words.line[first]:
            return end
        if words.kind[end] != Kind.CLITIC or words.norm[end] != _TO or words.norm[j] not in word_set("causes"):
            return end
        k = j + 1
        if not words.norm[j].startswith(ARTICLE):
            if k >= len(words) or words.line[k] != words.line[j] or not self.classes.is_definite(words.norm[k]):
                return end
            k = names.get(k, k + 1)
        is_two = k + 1 < len(words) and words.norm[k] == _AND and words.norm[k + 1] in word_set("causes")
        if is_two and words.norm[k + 1].startswith(ARTICLE):
            k += 2
        return self._adjectives(words, k, first, noun=k - 1)

    def _adjectives(self, words: Words, j: int, first: int, *, noun: int | None = None) -> int:
        """The end of the adjectives from `j` on that agree with the head or with the noun before them."""
        taken = 0
        heads = [words.norm[first]] if noun is None else [words.norm[first], words.norm[noun]]
        while j < len(words) and taken < MOST_ADJECTIVES and words.line[j] == words.line[first]:
            if words.kind[j] != Kind.WORD or not self._is_adjective(words.norm[j]):
                break
            if not any(_agree(head, words.norm[j]) for head in heads):
                break
            if words.norm[j].removeprefix(ARTICLE) in word_set("tied_adjectives"):
                break
            j, taken = j + 1, taken + 1
        return j

    def _construct(self, words: Words, i: int, names: Mapping[int, int]) -> int | None:
        """A head without the article and the chain that ends in a definite noun or a name."""
        norms = words.norm
        sorts = self.sorts[norms[i]]
        if self._is_chairing(words, i):
            return None
        end: int | None
        for k in range(i + 1, min(i + 1 + LONGEST_CHAIN, len(words))):
            norm = words.norm[k]
            if words.line[k] != words.line[i] or words.kind[k] != Kind.WORD:
                return None
            if k in names:
                if k == i + 1 and self._only_describes(words, i, names, sorts):
                    return None
                is_whole = k in self.organizations and norms[i] not in word_set("missions") | word_set("agency")
                end = names[k] if is_whole else self._adjectives(words, names[k], i)
                return self._concerned(words, self._seated(words, end, i, names), i)
            if self.classes.is_definite(norm):
                return self._definite_chain(words, i, k, names)
            is_town = words.norm[i] in word_set("never_of_place") and norm in word_set("settlements")
            if is_town or not self._links(norm) or words.surface(k)[-1] == TA_MARBUTA:
                return None
        return None

    def _definite_chain(self, words: Words, i: int, k: int, names: Mapping[int, int]) -> int | None:
        """The end of the name of which the chain closes with the definite noun at `k`."""
        sorts, head = self.sorts[words.norm[i]], words.norm[i]
        end = self._after_noun(words, i, k, sorts)
        if end is None:
            return None
        if head in word_set("companies") and k == i + 1 and end + 1 < len(words):
            caused = self.for_cause(words, end, i, names)
            if caused > end:
                return caused
        if head in word_set("missions"):
            end = self._seated(words, end, i, names)
        return end if self._is_telling(words, i, k, end, sorts) else None

    def _only_describes(self, words: Words, i: int, names: Mapping[int, int], sorts: frozenset[str]) -> bool:
        """Whether the head before a name only tells what it is, or what part of a place is meant."""
        head, k, end = words.norm[i], i + 1, names[i + 1]
        is_bare = self._adjectives(words, end, i) == end
        if head in word_set("never_of_place") and k not in self.organizations and is_bare:
            return True
        if head in word_set("seated_heads") and k in self.organizations and self._seated(words, end, i, names) > end:
            return False
        if "loose" not in sorts or head in word_set("named_after"):
            return False
        is_mission = head in word_set("missions") and k in self.organizations
        return not is_mission and (is_bare or k not in self.organizations)

    def _is_chairing(self, words: Words, i: int) -> bool:
        """Whether the noun tells who leads ("under the chair of the minister") and names no body."""
        if words.norm[i] not in word_set("chairing") or i + 1 >= len(words):
            return False
        is_by = i > 0 and words.kind[i - 1] == Kind.CLITIC and words.norm[i - 1] == _BY
        form = self.heads.forms.get(words.norm[i + 1])
        return is_by or (form is not None and form.head.sort in ("office", "envoy", "staff"))

    def _seated(self, words: Words, end: int, i: int, names: Mapping[int, int]) -> int:
        """The end with "in" and a place after it, which tells one mission from another."""
        is_line = end + 1 < len(words) and words.line[end + 1] == words.line[i]
        if words.norm[i] not in word_set("seated_heads") or not is_line:
            return end
        if words.norm[end] not in word_set("seated_in"):
            return end
        if end + 1 in names:
            return names[end + 1]
        norm = words.norm[end + 1]
        is_rare = self.classes.frequency(norm) < RARE_PLACE and not self.classes.is_function(norm)
        is_name = words.kind[end + 1] == Kind.WORD and is_rare and not self.classes.is_definite(norm)
        return end + 2 if is_name else end

    def _concerned(self, words: Words, end: int, i: int) -> int:
        """The end of the name with "concerned with" and its subject after it."""
        j = end + 2
        if j >= len(words) or words.line[j] != words.line[i] or words.norm[end] not in word_set("concerned"):
            return end
        if (
            words.kind[end + 1] != Kind.CLITIC
            or words.norm[end + 1] != _BY
            or not self.classes.is_definite(words.norm[j])
        ):
            return end
        k = j + 1
        is_two = k + 1 < len(words) and words.norm[k] in word_set("subject_joins")
        if is_two and words.line[k + 1] == words.line[i] and self.classes.is_definite(words.norm[k + 1]):
            k += 2
        return self._adjectives(words, k, i, noun=k - 1)

    def _is_telling(self, words: Words, i: int, k: int, end: int, sorts: frozenset[str]) -> bool:
        """Whether the words are a name and no mere description: loose heads want a state's adjective."""
        if "loose" not in sorts or (k > i + 1 and len(sorts) > 1):
            return True
        if any(self.classes.state_named(words.norm[j]) for j in range(k, end)):
            return True
        if words.norm[i] in word_set("news_kinds") and words.norm[i + 1] in word_set("news_words") and k > i + 1:
            return True
        if words.norm[i] in word_set("blocs") and self._is_cause(words.norm[k]):
            return True
        return "body" in sorts and any(words.norm[j] in word_set("formal_adjectives") for j in range(k + 1, end))

    def _is_cause(self, norm: str) -> bool:
        """Whether the noun with the article is an aim that a body may be called after."""
        return norm in word_set("causes") or norm in word_set("aims")

    def _links(self, norm: str) -> bool:
        """Whether a noun without the article may stand inside a name ("committee of rights of man")."""
        if self.classes.functions.get(norm, "time") != "time" or norm in word_set("counting"):
            return False
        return self.classes.frequency(norm) > 0 and not self.classes.is_adjective(norm)

    def _after_noun(self, words: Words, i: int, k: int, sorts: frozenset[str]) -> int | None:
        form = self.heads.forms.get(words.norm[k])
        is_of_persons = form is not None and form.head.sort != "body"
        if is_of_persons and sorts & {"party", "loose"} and words.norm[i] not in word_set("unions"):
            return None
        if words.norm[i] in word_set("buildings") and (k > i + 1 or form is not None):
            return None
        if k == i + 1 and self.classes.state_named(words.norm[k]) and words.norm[k] not in word_set("ministry_fields"):
            return None
        j = k + 1
        has_two = j + 1 < len(words) and words.norm[j] == _AND and words.line[j + 1] == words.line[i]
        if has_two and (words.norm[j + 1] in word_set("ministry_fields") or self._is_cause(words.norm[j + 1])):
            j += 2
        of_state = j < len(words) and self.classes.state_named(words.norm[j]) is not None
        is_field = words.norm[i] in word_set("ministries") and words.norm[k] in word_set("ministry_fields")
        if words.norm[k] in word_set("generic_complements") and not of_state and not is_field:
            return None
        return self._adjectives(words, j, i, noun=k)


def _agree(head: str, adjective: str) -> bool:
    """Whether the adjective's gender fits the noun: a feminine noun has no masculine adjective."""
    is_feminine = head.endswith((TA_MARBUTA, ALEF + TA))
    return adjective.endswith((TA_MARBUTA, ALEF)) or not is_feminine
