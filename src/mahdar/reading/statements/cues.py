"""The reporting words: families of verbs, nouns and participles, fixed phrases, and the small words around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mahdar.arabic.inflection import Analysis, Features, Lexicon
from mahdar.arabic.normal import ALEF, NUN, PROCLITICS, TA_MARBUTA, YA, normalise
from mahdar.arabic.words import Kind, Words
from mahdar.kept import Kept
from mahdar.reading.layers import STANCES
from mahdar.tables import Row, language_table

# The family of "to say", whose noun and participle may bring in words by themselves.
SAY: Final = "say"
BY: Final = PROCLITICS["by"]
TO: Final = PROCLITICS["to"]
CONJUNCTIONS: Final = frozenset((PROCLITICS["and"], PROCLITICS["so"]))
# The cell that says that a complement needs no preposition.
BARE: Final = "-"


@dataclass(frozen=True, slots=True)
class Family:
    """One family of reporting words.

    `clause` holds what may stand right before the particle of its clause (an empty text: nothing), `nominal` what
    stands before a verbal noun that tells what was said, `quote` whether a quotation or a colon may follow, and
    `begins_bare` that its past begins with an alef without hamza, which a hamza would make "I".
    """

    id: str
    clause: frozenset[str] = frozenset()
    nominal: frozenset[str] = frozenset()
    quote: bool = True
    stance: str = "neutral"
    traits: frozenset[str] = frozenset()
    begins_bare: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase that attributes words: its written words, what follows it, and where it stands."""

    family: Family
    words: tuple[str, ...]
    next: str
    place: str

    @property
    def prefix(self) -> str:
        """The letter that must be joined to the word after the phrase, empty when none is."""
        return self.words[-1] if len(self.words) > 1 and self.words[-1] == TO else ""


@dataclass(slots=True, init=False)
class Cue:
    """Reporting words in a text: `first` to `last` (half open) with `at` the word that reports.

    `is_joined` says that "and" or "so" is written at their front, `follows_verb` that another verb of saying stands
    before them in the sentence.
    """

    first: int
    at: int
    last: int
    family: Family
    features: Features
    pronoun: int
    phrase: Phrase | None
    is_joined: bool
    follows_verb: bool

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(
        self,
        first: int,
        at: int,
        last: int,
        family: Family,
        features: Features,
        pronoun: int = 0,
        phrase: Phrase | None = None,
        *,
        is_joined: bool = False,
        follows_verb: bool = False,
    ) -> None:
        self.first = first
        self.at = at
        self.last = last
        self.family = family
        self.features = features
        self.pronoun = pronoun
        self.phrase = phrase
        self.is_joined = is_joined
        self.follows_verb = follows_verb

    @property
    def form(self) -> str:
        """past, present, noun, participle or phrase."""
        return "phrase" if self.phrase else self.features.form

    @property
    def is_verb(self) -> bool:
        """Whether the cue is a finite verb."""
        return self.phrase is None and self.features.form in ("past", "present")

    @property
    def needs_owner(self) -> bool:
        """Whether the cue is a noun behind which the one who speaks stands ("the statement of A"); not "by saying"."""
        is_saying = self.family.id == SAY and bool(self.features.definite)
        return self.form == "noun" and not self.pronoun and not is_saying

    def has(self, trait: str) -> bool:
        """Whether the family has the trait."""
        return trait in self.family.traits


class CueLexicon(Kept):
    """All reporting words by the forms in which they are written."""

    def __init__(self) -> None:
        self.families: dict[str, Family] = {}
        self.lexicon: Lexicon[Family] = Lexicon()
        self.phrases: dict[str, list[Phrase]] = {}
        for row in language_table("cues", columns=("id", "past", "present", "clause", "stance", "traits")):
            self._add_family(row)
        for row in language_table("cue_phrases", columns=("family", "phrase", "next", "place", "stance")):
            self._add_phrase(row)
        for found in self.phrases.values():
            found.sort(key=lambda phrase: -len(" ".join(phrase.words)))

    def _add_family(self, row: Row) -> None:
        if row["stance"] not in STANCES:
            raise row.error(f"stance must be one of {', '.join(STANCES)}")
        family = Family(
            id=row["id"],
            clause=frozenset(_before_particle(cell) for cell in row.many("clause")),
            nominal=frozenset("" if cell == BARE else normalise(cell) for cell in row.many("nominal")),
            quote=row["quote"] == "yes",
            stance=row["stance"],
            traits=frozenset(row.many("traits")),
            begins_bare=row["past"].startswith(ALEF),
        )
        self.families[family.id] = family
        self.lexicon.add_verb(row["past"], row["present"], family)
        for noun in row.many("noun"):
            self.lexicon.add_noun(noun, family)
        for participle in row.many("participle"):
            self.lexicon.add_noun(participle, family, form="participle")
        for passive in row.many("passive"):
            self.lexicon.add(normalise(passive), family, Features("passive", 3, "m", "s"))

    def _add_phrase(self, row: Row) -> None:
        family = self.families.get(row["family"]) or Family(id=row["family"], stance=row["stance"])
        words = tuple(normalise(row["phrase"]).split())
        phrase = Phrase(family=family, words=words, next=row["next"], place=row["place"])
        letters = tuple(PROCLITICS.values())
        keys = {words[0], words[0][1:] if words[0].startswith(letters) else words[0]}
        for key in keys:
            self.phrases.setdefault(key, []).append(phrase)

    def find(self, norm: str) -> tuple[Analysis[Family], ...]:
        """The readings of a normal form as a reporting word."""
        return self.lexicon.find(norm)

    def phrase_at(self, words: Words, i: int) -> tuple[Phrase, int, int] | None:
        """The fixed phrase whose first stem is word `i`, with the range of its words."""
        following = words.norm[i + 1] if i + 1 < len(words.norm) else ""
        for phrase in self.phrases.get(words.norm[i], ()):
            if len(phrase.words) > 1 and not phrase.words[1].startswith(following):
                continue
            first = _written_start(words, i, phrase.words[0])
            last = _match(words, first, phrase.words) if first >= 0 else 0
            if last:
                return phrase, first, last
        return None


def _before_particle(cell: str) -> str:
    """What the table's cell has before the particle: the words, "by", "to", or the question that opens the clause."""
    norm = normalise(cell)
    head, _, last = norm.rpartition(" ")
    if last.endswith(ALEF + NUN):
        letter = last[:-2]
        return (head + " " + letter).strip()
    return "?"


def _written_start(words: Words, i: int, written: str) -> int:
    """The first word of the written word that ends with stem `i` and reads `written`; -1 when it reads otherwise."""
    norm, first = words.norm[i], i
    while norm != written:
        if not (first and words.glued[first] and words.kind[first - 1] == Kind.CLITIC):
            return -1
        first -= 1
        norm = words.norm[first] + norm
        if len(norm) > len(written):
            return -1
    return first


def _match(words: Words, first: int, written: tuple[str, ...]) -> int:
    """The word after the phrase `written` that begins at `first`; 0 when it does not stand there."""
    j = first
    for number, want in enumerate(written):
        have = ""
        while j < len(words) and len(have) < len(want):
            if have and not words.glued[j]:
                return 0
            have += words.norm[j]
            j += 1
        if have != want:
            return 0
        is_last_letter = number == len(written) - 1 and len(want) == 1
        joined = j < len(words) and words.glued[j] and words.kind[j] == Kind.WORD
        if joined != is_last_letter and (joined or words.kind[j - 1] == Kind.CLITIC):
            return 0
    return j


@lru_cache(maxsize=1)
def clause_words() -> dict[str, frozenset[str]]:
    """The closed classes of the table `clause_words`, in normal form."""
    return {
        row["class"]: frozenset(" ".join(normalise(word).split()) for word in row.many("words"))
        for row in language_table("clause_words", columns=("class", "words"))
    }


@lru_cache(maxsize=1)
def third_person() -> tuple[str, ...]:
    """The attached pronouns of the third person, in normal form."""
    rows = language_table("pronouns", columns=("pronoun", "person"))
    return tuple(normalise(row["pronoun"]) for row in rows if row["person"] == "3")


@lru_cache(maxsize=1)
def any_person() -> frozenset[str]:
    """The attached pronouns of all persons, in normal form."""
    return frozenset(normalise(row["pronoun"]) for row in language_table("pronouns", columns=("pronoun",)))


@lru_cache(maxsize=1)
def body_heads() -> frozenset[str]:
    """The nouns that open the name of a body, in normal form without the article."""
    return frozenset(normalise(row["word"]) for row in language_table("org_heads", columns=("word",)))


@lru_cache(maxsize=1)
def verbal_nouns() -> frozenset[str]:
    """The verbal nouns that tell what was said, in normal form, without the article."""
    return frozenset(normalise(row["word"]) for row in language_table("verbal_nouns", columns=("word",)))


@lru_cache(maxsize=1)
def act_verbs() -> Lexicon[str]:
    """The verbs and participles of acts that begin a main clause of the reporter's own after a comma."""
    lexicon: Lexicon[str] = Lexicon()
    for row in language_table("clause_words", columns=("class", "words")):
        for word in row.many("words"):
            if row["class"] == "act":
                past, present = word.split("/")
                lexicon.add_verb(past, present, past)
            elif row["class"] == "act-participle":
                lexicon.add_noun(word, word, form="participle")
    return lexicon


def is_adverbial_participle(norm: str, features: Features) -> bool:
    """Whether a participle's form is that of a circumstance ("adding that"): indefinite, and marked so."""
    if features.form != "participle" or features.definite:
        return False
    return norm.endswith((ALEF, TA_MARBUTA)) or (features.number != "s" and not norm.endswith(YA))


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """The reporting words, loaded once."""
    return CueLexicon()
