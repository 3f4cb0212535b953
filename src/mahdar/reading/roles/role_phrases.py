"""Reads a role: a head noun with the complement and the adjectives that say which one is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, COMMAS, NUN, PROCLITICS, TA, TA_MARBUTA, WAW, YA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.names.word_classes import WordClasses, word_set
from mahdar.reading.roles.role_heads import HeadForm, RoleHeads

# How many nouns without the article may stand between an office and the noun that closes its chain.
LONGEST_CHAIN: Final = 3
MOST_ADJECTIVES: Final = 3
MOST_JOINS: Final = 2
# How many words of an office may stand between what the grammar reads of it and its holder's name.
LONGEST_BRIDGE: Final = 9
# The article, three letters of the land and the ending.
SHORTEST_UNKNOWN_NISBA: Final = 6
_BY: Final = PROCLITICS["by"]
_TO: Final = PROCLITICS["to"]
_AND: Final = PROCLITICS["and"]
QUOTE: Final = '"'
# The pronoun as written, which the ending of the feminine looks like in normal form.
HIS: Final = "\u0647"
FEMININE: Final = "\u0629"
OFFICES: Final = frozenset({"office", "envoy", "speaker"})


@dataclass(slots=True, init=False)
class RolePhrase:
    """A role over the words [first, last): its head's form, the roles inside it, how it was completed.

    `complement` is none, adjective, name, noun or role; `names` holds the first words of the names inside.
    """

    first: int
    last: int
    form: HeadForm
    inner: list[RolePhrase]
    names: list[int]
    adjectives: list[int]
    complement: str
    joined: bool

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, first: int, last: int, form: HeadForm) -> None:
        self.first = first
        self.last = last
        self.form = form
        self.inner = []
        self.names = []
        self.adjectives = []
        self.complement = "none"
        self.joined = False


@dataclass(slots=True)
class RolePhrases:
    """Reads roles from the words of one document, given where its names stand."""

    classes: WordClasses
    heads: RoleHeads = field(default_factory=RoleHeads.load)
    organizations: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    media: set[int] = field(default_factory=set)
    # The adjectives of unknown lands, and whether all names are found, so that what is left in -i is an adjective.
    demonyms: frozenset[str] = frozenset()
    is_settled: bool = False
    # The report that was read last, and whether it writes the dots of the feminine.
    _dotted: tuple[str, bool] = ("", False)

    def parse(self, words: Words, i: int, names: Mapping[int, int], *, depth: int = 0) -> RolePhrase | None:
        """The role that begins with word `i`. `names` gives the end of the name that begins with a word."""
        form = self._form_at(words, i, depth)
        if form is None:
            return None
        phrase = RolePhrase(i, i + 1, form)
        if form.pronoun or form.definite:
            self._definite_adjectives(words, phrase, names)
        else:
            self._complement(words, phrase, names, depth)
        self._numbers(words, phrase, names)
        if form.head.sort in OFFICES:
            self._acting(words, phrase)
        if not form.pronoun or form.head.sort == "envoy":
            self._joins(words, phrase, names, depth)
        elif phrase.last + 1 < len(words) and words.norm[phrase.last] == _TO and self._open(words, phrase):
            self._join_field(words, phrase, names, phrase.last + 1)
        if not depth and self.is_settled and form.number == "s" and form.head.sort in OFFICES and not form.pronoun:
            self._bridge(words, phrase, names)
        return phrase

    def _bridge(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> None:
        """Takes the rest of an office up to its holder's name ("the minister in the caretaker government A")."""
        if not (phrase.form.definite or phrase.complement != "none"):
            return
        j, line = phrase.last, words.line[phrase.first]
        if j >= len(words) or (words.kind[j] != Kind.CLITIC and words.norm[j] not in word_set("bridging")):
            return
        only_places, found = words.norm[j - 1] not in word_set("concerned"), list[int]()
        while j < min(phrase.last + LONGEST_BRIDGE, len(words)) and words.line[j] == line:
            if j in self.persons or words.norm[j] in word_set("before_names") or words.norm[j] in COMMAS:
                break
            if j in names:
                found.append(j)
                only_places = only_places and j not in self.organizations
                j = names[j]
                continue
            if not self._may_bridge(words, j, names):
                return
            only_places = only_places and not self._is_noun_of_bridge(words, j)
            j += 1
        if j - phrase.last < 2 or only_places or not self._holder_follows(words, j):
            return
        phrase.names.extend(found)
        phrase.last = j
        phrase.joined = True

    def _may_bridge(self, words: Words, j: int, names: Mapping[int, int]) -> bool:
        """Whether the word may stand in the rest of an office: a preposition, a definite noun, or one before such."""
        norm = words.norm[j]
        if words.kind[j] == Kind.CLITIC:
            is_one = norm in (_TO, _BY, _AND) and words.kind[j - 1] != Kind.CLITIC and j + 1 < len(words)
            following = words.norm[j + 1] if is_one else ""
            return is_one and (
                norm != _AND or self.classes.is_definite(following) or following in word_set("bridge_nouns")
            )
        if words.kind[j] != Kind.WORD:
            return False
        if norm in word_set("bridging"):
            return True
        if self.classes.is_function(norm) or norm in word_set("outlet_cues") or norm in word_set("day_names"):
            return False
        if self.classes.is_definite(norm) or not self.classes.frequency(norm):
            # What is said "to the journalists" is no part of the office.
            form = self.heads.forms.get(norm)
            return form is None or form.head.sort != "staff" or words.norm[j - 1] != _TO
        form = self.heads.forms.get(norm)
        if norm in word_set("told_in") or (form is not None and form.head.sort in OFFICES):
            return False
        is_noun = form is not None or norm in self.classes.nouns or norm in word_set("settlements")
        return (is_noun or norm in word_set("bridge_nouns")) and self._is_construct(words, j, names)

    def _is_construct(self, words: Words, j: int, names: Mapping[int, int]) -> bool:
        """Whether a definite noun or a name that is no person's closes the construct that begins with word `j`."""
        for k in range(j + 1, min(j + 3, len(words))):
            if words.line[k] != words.line[j] or words.kind[k] != Kind.WORD or k in self.persons:
                return False
            norm = words.norm[k]
            if k in names or self.classes.is_definite(norm) or not self.classes.frequency(norm):
                return True
            if self.classes.is_function(norm):
                return False
        return False

    def _is_noun_of_bridge(self, words: Words, j: int) -> bool:
        """Whether the word is a noun of its own, no preposition."""
        return words.kind[j] == Kind.WORD and words.norm[j] not in word_set("bridging")

    def _holder_follows(self, words: Words, j: int) -> bool:
        """Whether a person's name follows at once or behind titles, and no preposition governs it."""
        if words.kind[j - 1] == Kind.CLITIC or words.norm[j - 1] in word_set("bridging"):
            return False
        if j < len(words) and words.norm[j] in COMMAS:
            j += 1
        while j < len(words) and words.norm[j] in word_set("before_names"):
            j += 1
        return j in self.persons

    def _form_at(self, words: Words, i: int, depth: int) -> HeadForm | None:
        """The form of a head that word `i` is."""
        form = self.heads.find(words.norm[i], words.norm[i - 1] if i else "")
        if form is None or words.kind[i] != Kind.WORD or depth > 2 or self.classes.is_function(words.norm[i]):
            return None
        if _is_spelled_otherwise(words, i, form) or self._is_other_noun(words, i, form):
            return None
        return replace(form, gender="m", definite=True, pronoun=True) if self._is_his(words, i, form) else form

    def _numbers(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> None:
        """Takes what goes with two or several of an office."""
        form, is_owned = phrase.form, phrase.complement in ("name", "noun", "role")
        if form.number == "s" and words.norm[phrase.first] == form.head.word + ALEF and is_owned:
            # An indefinite noun has nobody behind it: they are two.
            form = phrase.form = replace(form, number="d", construct=True)
        if form.number == "d" and phrase.complement in ("name", "noun"):
            self._second_name(words, phrase, names)
        if form.number == "p" and (form.definite or phrase.complement in ("name", "noun")):
            self._number(words, phrase)

    def _is_his(self, words: Words, i: int, form: HeadForm) -> bool:
        """Whether "his head" is written at word `i`, which "a head" of the feminine looks like in normal form.

        Where the whole report is written without the dots of the feminine only a counterpart is sure to be somebody's.
        """
        if form.pronoun or form.definite or form.gender != "f" or words.surface(i)[-1] != HIS:
            return False
        if form.head.word in word_set("counterparts"):
            return True
        if self._dotted[0] is not words.text:
            self._dotted = (words.text, FEMININE in words.text)
        return self._dotted[1]

    def _is_other_noun(self, words: Words, i: int, form: HeadForm) -> bool:
        """Whether a pronoun is written at word `i` where a noun of people ends like the feminine ("his capture")."""
        is_own_ending = form.head.word == words.norm[i] and form.head.word.endswith(TA_MARBUTA)
        if not is_own_ending or form.head.sort != "people" or form.pronoun or words.surface(i)[-1] != HIS:
            return False
        if self._dotted[0] is not words.text:
            self._dotted = (words.text, FEMININE in words.text)
        return self._dotted[1]

    def _second_name(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> None:
        """Takes "and" with the second land after two of an office ("the two ambassadors of A and B")."""
        j = phrase.last
        is_and = j + 1 < len(words) and words.norm[j] == _AND and words.kind[j] == Kind.CLITIC and words.glued[j + 1]
        if is_and and phrase.names and j + 1 in names and j + 1 not in self.persons:
            phrase.names.append(j + 1)
            phrase.last = names[j + 1]

    def _acting(self, words: Words, phrase: RolePhrase) -> None:
        """Takes the words that say that the holder only stands in ("by proxy"), or "in his name" after a speaker."""
        j = phrase.last
        if j + 1 < len(words) and words.norm[j] == _BY and words.kind[j] == Kind.CLITIC and words.glued[j + 1]:
            if words.norm[j + 1] in word_set("stand_ins"):
                phrase.last = j + 2
            elif words.norm[j + 1] in word_set("in_its_name") and phrase.form.head.sort == "speaker":
                phrase.last, phrase.complement = j + 2, "joined"

    def _open(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the word after the phrase may still belong to it: the same line, and no mark."""
        j = phrase.last
        if j >= len(words) or words.line[j] != words.line[phrase.first]:
            return False
        return words.kind[j] in (Kind.WORD, Kind.CLITIC)

    def _definite_adjectives(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> None:
        taken = 0
        while taken < MOST_ADJECTIVES and self._open(words, phrase) and phrase.last not in names:
            if words.norm[phrase.last] in word_set("unless") and phrase.last + 1 < len(words):
                if not self._agrees(words.norm[phrase.last + 1], phrase.form):
                    break
                phrase.last += 1
            if not self._agrees(words.norm[phrase.last], phrase.form):
                break
            phrase.adjectives.append(phrase.last)
            phrase.last += 1
            taken += 1
            if phrase.complement == "none":
                phrase.complement = "adjective"
            self._second_adjective(words, phrase)

    def _number(self, words: Words, phrase: RolePhrase) -> None:
        """Takes a number with the article after a definite noun ("the four states", "the 70 states")."""
        j = phrase.last
        if j >= len(words) or words.line[j] != words.line[phrase.first] or words.kind[j] != Kind.WORD:
            return
        norm = words.norm[j]
        if norm == ARTICLE and j + 1 < len(words) and words.kind[j + 1] == Kind.NUMBER:
            phrase.last, phrase.complement = j + 2, "adjective"
        elif norm.startswith(ARTICLE) and norm[2:] in word_set("counting") and norm not in word_set("day_names"):
            phrase.last, phrase.complement = j + 1, "adjective"

    def _agrees(self, norm: str, form: HeadForm) -> bool:
        """Whether the word is a definite adjective, and no plural of persons beside one person or a force."""
        if norm in word_set("day_names"):
            return False
        if form.gender == "f" and form.number == "s" and self._is_masculine(norm):
            return False
        if form.head.word in word_set("facilities") and norm.endswith(TA_MARBUTA):
            return False
        is_set = form.head.sort in ("force", "body") or (form.head.sort == "side" and form.number == "p")
        if form.gender == "f" and is_set and self._is_masculine(norm):
            return False
        of_persons = norm.endswith((WAW + NUN, YA + NUN)) or norm.removeprefix(ARTICLE) in self.classes.peoples
        is_of_many = form.number != "s" and form.head.sort not in ("force", "body")
        if not self.classes.is_definite_adjective(norm) and not self._is_unknown_nisba(norm):
            return of_persons and is_of_many and form.definite and self._is_person_word(norm)
        return not of_persons or is_of_many

    def _is_unknown_nisba(self, norm: str) -> bool:
        """Whether the word is the adjective of an unknown land, and no name of a person that ends like one."""
        if norm in self.demonyms:
            return True
        is_one = self.is_settled and norm.startswith(ARTICLE) and norm.removesuffix(TA_MARBUTA).endswith(YA)
        return is_one and len(norm) >= SHORTEST_UNKNOWN_NISBA and not self.classes.frequency(norm)

    def _is_masculine(self, norm: str) -> bool:
        """Whether an adjective with the article lacks the endings that one of a feminine noun has."""
        return not norm.endswith((TA_MARBUTA, ALEF, ALEF + TA)) and norm not in word_set("feminine_adjectives")

    def _is_person_word(self, norm: str) -> bool:
        """Whether the word is the plural of a participle with the article ("the trained")."""
        if norm[:3] in word_set("participle_starts") and norm not in word_set("no_people"):
            return True
        form = self.heads.forms.get(norm)
        return form is not None and form.head.sort == "staff"

    def _second_adjective(self, words: Words, phrase: RolePhrase) -> None:
        """Takes "and" with one more adjective of the same shape ("western and Arab states")."""
        j = phrase.last
        if j + 1 >= len(words) or words.norm[j] != _AND or words.kind[j] != Kind.CLITIC or not words.glued[j + 1]:
            return
        following = words.norm[j + 1]
        is_definite = words.norm[j - 1].startswith(ARTICLE)
        is_one = self.classes.is_definite_adjective(following) if is_definite else self.classes.is_adjective(following)
        if is_one and following.startswith(ARTICLE) == is_definite:
            phrase.adjectives.append(j + 1)
            phrase.last = j + 2

    def _complement(self, words: Words, phrase: RolePhrase, names: Mapping[int, int], depth: int) -> None:
        """Completes a head without the article: by a name, a role, a noun, or adjectives without the article."""
        j = phrase.last
        if j + 1 in names and words.norm[j] == QUOTE and words.line[j] == words.line[phrase.first]:
            end = names[j + 1]
            phrase.names.append(j + 1)
            phrase.last = end + 1 if end < len(words) and words.norm[end] == QUOTE else end
            phrase.complement = "name"
            return
        if not self._open(words, phrase) or words.kind[j] == Kind.CLITIC:
            return
        if self._kind_word(words, phrase, names) and self._governs(words.norm[phrase.first], phrase.form):
            j = phrase.last = j + 1
        if j in names and self._governs(words.norm[phrase.first], phrase.form):
            phrase.names.append(j)
            phrase.last, phrase.complement = names[j], "name"
            self._definite_adjectives(words, phrase, names)
            return
        if self._indefinite_adjectives(words, phrase) or not self._governs(words.norm[phrase.first], phrase.form):
            return
        inner = self.parse(words, j, names, depth=depth + 1)
        if inner is not None and (inner.form.definite or inner.complement != "none") and self._fits(phrase, inner):
            if self._is_cabinet(inner) or self._is_doubled(phrase, inner):
                phrase.inner.extend(inner.inner)
                phrase.names.extend(inner.names)
            elif not (self._is_field(inner) or self._is_mere_field(words, phrase, j)):
                phrase.inner.append(inner)
            phrase.last, phrase.complement = inner.last, "role"
            if phrase.form.head.sort in OFFICES:
                self._definite_adjectives(words, phrase, names)
            return
        self._noun(words, phrase, names)

    def _kind_word(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> bool:
        """Whether a word for a kind of place and the place's name follow a noun of people ("people of the town of")."""
        j = phrase.last
        if words.norm[phrase.first] not in word_set("placed_people") or j + 1 not in names:
            return False
        return words.norm[j] in word_set("settlements") and words.line[j + 1] == words.line[phrase.first]

    def _governs(self, norm: str, form: HeadForm) -> bool:
        """Whether the form may stand in a construct: a plural or dual that kept its nun may not."""
        if form.head.word in word_set("no_construct"):
            return False
        if form.construct or form.number == "s":
            return True
        endings = (ALEF + NUN, YA + NUN) if form.number == "d" else (WAW + NUN, YA + NUN)
        return not norm.endswith(endings)

    def _is_doubled(self, phrase: RolePhrase, inner: RolePhrase) -> bool:
        """Whether the office stands next to one of the same name ("the deputy crown prince")."""
        return phrase.form.head is inner.form.head and inner.form.head.word in word_set("doubled_heads")

    def _is_mere_field(self, words: Words, phrase: RolePhrase, j: int) -> bool:
        """Whether the noun at word `j` says of what the head is, and stands for nobody ("board of management")."""
        norm = words.norm[j]
        is_board = phrase.form.head.word in word_set("boards") and norm in word_set("mere_fields")
        return is_board or norm in word_set("office_nouns")

    def _is_cabinet(self, inner: RolePhrase) -> bool:
        """Whether the inner words are "ministers of" somebody, whose head the outer ones name."""
        form = inner.form
        return form.head.sort == "office" and form.number == "p" and not form.definite and inner.last > inner.first + 1

    def _is_field(self, inner: RolePhrase) -> bool:
        """Whether the inner words say what is headed ("head of the ministers") and stand for nobody."""
        form = inner.form
        return form.head.sort == "office" and form.number == "p" and form.definite and not inner.names

    def _fits(self, phrase: RolePhrase, inner: RolePhrase) -> bool:
        if phrase.form.head.sort in OFFICES:
            return True
        return inner.form.definite or inner.complement in ("name", "noun", "role")

    def _indefinite_adjectives(self, words: Words, phrase: RolePhrase) -> bool:
        j = phrase.last
        if phrase.form.head.sort == "office" and words.norm[j] in word_set("ministry_stems"):
            return False
        if words.norm[j] in word_set("unless") and j + 1 < len(words) and self.classes.is_adjective(words.norm[j + 1]):
            phrase.last += 1
        while (
            len(phrase.adjectives) < MOST_ADJECTIVES
            and self._open(words, phrase)
            and words.kind[phrase.last] == Kind.WORD
            and self._is_indefinite_adjective(words.norm[phrase.last], phrase.form)
        ):
            phrase.adjectives.append(phrase.last)
            phrase.last += 1
            self._second_adjective(words, phrase)
        if phrase.last > j:
            phrase.complement = "adjective"
        return phrase.last > j

    def _is_indefinite_adjective(self, norm: str, form: HeadForm) -> bool:
        if form.number == "s" and (form.gender == "f") != norm.endswith((TA_MARBUTA, ALEF + TA)):
            return False
        if norm.startswith(ARTICLE):
            return False
        if form.number != "s" and (norm in word_set("others") or norm in self.classes.peoples):
            return True
        of_persons = form.number != "s" and norm.endswith((WAW + NUN, YA + NUN))
        if norm in word_set("adjective_heads") and form.head.sort != "body":
            return True
        if norm in word_set("answerable") and form.head.word in word_set("sources"):
            return True  # "an official source"
        if norm in self.heads.forms and not norm.endswith((YA, YA + TA_MARBUTA)) and not of_persons:
            return False
        return self.classes.is_adjective(norm) or self.classes.is_nisba(norm)

    def _noun(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> None:
        """Takes a chain of nouns that ends in a definite one or a name, and the adjectives after it."""
        if words.norm[phrase.last] in word_set("idiom_ends") and phrase.form.head.sort in ("staff", "people"):
            phrase.last, phrase.complement = phrase.last + 1, "noun"
            return
        longest = LONGEST_CHAIN if phrase.form.head.sort in OFFICES else 0
        j, line = phrase.last, words.line[phrase.first]
        if phrase.form.head.sort in ("force", "people") and self._is_task(words.norm[j]):
            longest = 1
        for k in range(j, min(j + longest + 1, len(words))):
            norm = words.norm[k]
            is_side = k == j and norm in word_set("directions") and phrase.form.head.sort == "office"
            if is_side and k + 1 in names:
                continue
            if words.line[k] != line or words.kind[k] != Kind.WORD or self.classes.is_function(norm):
                return
            if k in names:
                phrase.names.append(k)
                phrase.last, phrase.complement = names[k], "noun"
                return
            if self.classes.is_definite(norm) and (k > j or not self._is_mere_adjective(words, k, phrase)):
                phrase.last, phrase.complement = k + 1, "noun"
                self._second_noun(words, phrase)
                self._its_adjective(words, phrase, names)
                self._definite_adjectives(words, phrase, names)
                return

    def _its_adjective(self, words: Words, phrase: RolePhrase, names: Mapping[int, int]) -> None:
        """Takes the adjective of a dual or plural noun that closes the chain ("of the two Holy Mosques")."""
        j = phrase.last
        if not self._open(words, phrase) or j in names or not words.norm[j - 1].endswith(YA + NUN):
            return
        norm = words.norm[j]
        if norm.endswith(YA + NUN) and self.classes.is_definite(norm) and norm[:3] not in word_set("participle_starts"):
            if self.heads.forms.get(norm) is None and norm not in word_set("day_names"):
                phrase.last = j + 1

    def _is_task(self, norm: str) -> bool:
        """Whether the noun says what forces are there to do ("forces for the keeping of peace")."""
        return norm in self.classes.nouns or norm in word_set("tasks")

    def _is_mere_adjective(self, words: Words, k: int, phrase: RolePhrase) -> bool:
        """Whether the word cannot be the noun of a construct ("president the-Syrian")."""
        return self.classes.state_named(words.norm[k]) is not None

    def _second_noun(self, words: Words, phrase: RolePhrase) -> None:
        """Takes "and" with a second field of a minister ("foreign affairs and expatriates")."""
        j = phrase.last
        if phrase.form.head.sort != "office" or j + 1 >= len(words):
            return
        is_and = words.norm[j] == _AND and words.kind[j] == Kind.CLITIC and words.glued[j + 1]
        if is_and and words.norm[j + 1] in word_set("ministry_fields"):
            phrase.last = j + 2

    def _joins(self, words: Words, phrase: RolePhrase, names: Mapping[int, int], depth: int) -> None:
        """Takes the complements that a preposition ties to the head."""
        for _ in range(MOST_JOINS):
            if not self._open(words, phrase):
                return
            at = self._after_preposition(words, phrase)
            if at is None or at >= len(words) or words.line[at] != words.line[phrase.first]:
                return
            if not self._join(words, phrase, names, at, depth):
                return
            phrase.joined = True
            if phrase.complement == "none":
                phrase.complement = "joined"

    def _join(self, words: Words, phrase: RolePhrase, names: Mapping[int, int], at: int, depth: int) -> bool:
        """Takes the complement that begins with word `at` and tells whether there is one."""
        is_tied = _is_tied_adjective(words.norm[phrase.last - 1])
        if at in names and at in self.media and not is_tied and words.norm[at - 1] not in word_set("out_of"):
            return False
        if at in names and (is_tied or self._takes_name(phrase, at)):
            phrase.names.append(at)
            phrase.last = names[at]
            return True
        if self._takes_quoted(words, phrase, names, at) or self._join_role(words, phrase, names, at, depth):
            return True
        if is_tied and at not in names and self.classes.is_definite(words.norm[at]):
            phrase.last = at + 1
            return True
        return (not depth or words.norm[at] in word_set("inner_fields")) and self._join_field(words, phrase, names, at)

    def _takes_quoted(self, words: Words, phrase: RolePhrase, names: Mapping[int, int], at: int) -> bool:
        """Takes the quoted name of the body in whose name somebody speaks."""
        if words.norm[at] != QUOTE or at + 1 not in names or words.norm[at - 1] not in word_set("in_the_name_of"):
            return False
        phrase.names.append(at + 1)
        end = names[at + 1]
        phrase.last = end + 1 if end < len(words) and words.norm[end] == QUOTE else end
        return True

    def _takes_name(self, phrase: RolePhrase, at: int) -> bool:
        """Whether a preposition may tie the name at word `at` to the head: places only to one office-holder."""
        form = phrase.form
        if at in self.organizations:
            return True
        return form.head.sort != "staff" and (form.head.sort != "envoy" or form.number == "s")

    def _join_role(self, words: Words, phrase: RolePhrase, names: Mapping[int, int], at: int, depth: int) -> bool:
        inner = self.parse(words, at, names, depth=depth + 1)
        if inner is None or words.norm[at] in word_set("outlet_cues"):
            return False
        if self._is_unnamed_employer(phrase, inner):
            phrase.last = inner.last
            return True
        if not (inner.form.definite or inner.complement in ("name", "noun", "role")):
            return False
        # What is said "to the journalists" is no part of the minister's office.
        if words.norm[at - 1] == _TO and inner.form.head.sort == "staff":
            return False
        phrase.inner.append(inner)
        phrase.last = inner.last
        return True

    def _is_unnamed_employer(self, phrase: RolePhrase, inner: RolePhrase) -> bool:
        """Whether the inner words are an unnamed body where the outer one works ("a doctor in a field hospital")."""
        is_body = inner.form.head.sort == "body" and inner.form.number == "s" and not inner.form.definite
        return (
            is_body
            and inner.complement == "adjective"
            and phrase.form.head.sort in ("staff", "office")
            and not phrase.form.definite
        )

    def _join_field(self, words: Words, phrase: RolePhrase, names: Mapping[int, int], at: int) -> bool:
        """Takes the field that "for" ties to an office ("for political affairs")."""
        if words.norm[at - 1] != _TO or phrase.form.head.sort not in OFFICES:
            return False
        norm, k = words.norm[at], at + 1
        if norm in word_set("office_bodies") and not phrase.form.pronoun:
            phrase.last = k
            return True
        if norm not in word_set("office_fields"):
            return False
        if not norm.startswith(ARTICLE):
            if k >= len(words) or words.line[k] != words.line[at] or not self.classes.is_definite(words.norm[k]):
                return False
            k = names.get(k, k + 1)
        while k < len(words) and words.line[k] == words.line[at] and self.classes.is_definite_adjective(words.norm[k]):
            k += 1
        phrase.last = k
        return True

    def _after_preposition(self, words: Words, phrase: RolePhrase) -> int | None:
        """The index of the complement after a preposition that the head takes."""
        j, joins = phrase.last, phrase.form.head.joins
        if j > phrase.first + 1 and _is_tied_adjective(words.norm[j - 1]) and words.norm[j] in word_set("tied_by"):
            return j + 1
        norm = words.norm[j]
        if words.kind[j] == Kind.CLITIC:
            is_name = j + 1 < len(words) and words.norm[j + 1] in word_set("in_the_name_of")
            if norm == _BY and is_name and phrase.form.head.sort == "speaker":
                return j + 2
            return j + 1 if norm in joins else None
        return j + 1 if norm in joins else None


def _is_tied_adjective(norm: str) -> bool:
    """Whether the adjective wants a complement ("loyal to", "close to")."""
    return norm.removeprefix(ARTICLE) in word_set("tied_adjectives")


def _is_spelled_otherwise(words: Words, i: int, form: HeadForm) -> bool:
    """Whether the spelling tells another word from the head, which looks alike in normal form.

    A pronoun is not written as the ending of the feminine is, and "powers" not as "strong" is.
    """
    last, norm = words.surface(i)[-1], words.norm[i]
    if form.pronoun and norm.endswith(TA_MARBUTA):
        return last != TA_MARBUTA
    if norm.endswith(TA_MARBUTA) and last == TA_MARBUTA and form.number == "p":
        return True
    return form.head.final_alef and not form.pronoun and last == YA
