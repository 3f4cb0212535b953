"""Finds the words that carry an act, by the families of the table `triggers` and the objects that they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from mahdar.arabic.inflection import Analysis, Features, Lexicon, past_forms, present_forms
from mahdar.arabic.normal import ALEF, NUN, PROCLITICS, TA, WAW, YA, normal_word
from mahdar.arabic.words import Kind
from mahdar.kept import Kept
from mahdar.memo import Memo
from mahdar.reading.grammar.grammar import Grammar
from mahdar.reading.grammar.grammar_classes import AND, GOVERNING_CLITICS
from mahdar.tables import Row, language_table

Entry = TypeVar("Entry")

# How far the object that a word needs may stand after it: a verb's subject may come between, a noun's owner seldom.
REACH_VERB: Final = 16
REACH_NOUN: Final = 4
REACH_BEFORE: Final = 9
# Ranks of the conditions without a place of their own, behind an object that stands in the text.
RANK_VOW: Final = 1
RANK_SOMEBODY: Final = 40
RANK_PREPOSITION: Final = 50
RANK_FREE: Final = 100
SHORTENED: Final = "shortened"
NATURE: Final = "nature"
SIMPLE_RANKS: Final = {"vow": RANK_VOW, "state": RANK_SOMEBODY}
# Conditions on the word's own form, and on what stands right beside it.
FORM_NEEDS: Final = frozenset(
    ("present", "past", "spoken", "@any", "noun_only", "verb_only", "owner", "definite", "plural")
)
BESIDE_NEEDS: Final = frozenset(("bare", "pair", "state", "adjective", "accusative", "vow"))
FINITE: Final = ("past", "present", SHORTENED)
BY: Final = PROCLITICS["by"]
TO: Final = PROCLITICS["to"]
WILL: Final = PROCLITICS["will"]
SO: Final = PROCLITICS["so"]
# What the tokenizer leaves on words that its frequency list lacks, longest first.
JOINED: Final = (AND + WILL, SO + WILL, WILL, AND, SO)
JOINED_NOUN: Final = (AND + BY, AND + TO, AND, BY, TO)
SHORTEST_NOUN: Final = 3
DUAL: Final = (ALEF + NUN, YA + NUN)
# "My" and "your" on the word of an act: in the press nearly always a chance likeness.


# The dotted ta that closes a feminine noun, and the endings of an indefinite accusative: no verb bears them.
DOTTED_TA: Final = "\u0629"
TANWIN: Final = ("\u064b", "\u064b\u0627")
SPOKEN: Final = (YA, PROCLITICS["as"])
# The particle with its hamza below the alef, as the press writes it where it is not "that".
EMPHATIC: Final = "\u0625\u0646"
# Acts of words and will, done by saying so: told behind somebody's reported words they are the speaker's own.
VOICED: Final = frozenset(("REQUEST", "ACCUSE", "SUPPORT", "REJECT", "AGREE", "THREATEN"))


@dataclass(frozen=True, slots=True)
class Family:
    """A word family that carries an act: one row of the table `triggers`."""

    id: str
    type: str
    mode: str | None
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    to: tuple[str, ...]
    genitive: str
    control: str
    is_adjective: bool = False


@dataclass(slots=True, init=False)
class Candidate:
    """A word that carries an act: its family and form, the object that belongs to it, and why it was taken.

    `joined` are letters in front ("and", "will") that the tokenizer left on a word that it did not know.
    """

    at: int
    family: Family
    features: Features
    pronoun: int
    object: int | None
    because: str
    joined: str

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(
        self,
        at: int,
        family: Family,
        features: Features,
        pronoun: int = 0,
        object: int | None = None,
        because: str = "",
        joined: str = "",
    ) -> None:
        self.at = at
        self.family = family
        self.features = features
        self.pronoun = pronoun
        self.object = object
        self.because = because
        self.joined = joined

    @property
    def is_verb(self) -> bool:
        """Whether the word is a finite verb."""
        return self.features.form in FINITE


class ObjectClasses(Kept):
    """The classes of nouns by the table `object_classes`."""

    def __init__(self) -> None:
        self._lexicon: Lexicon[str] = Lexicon()
        self._found: dict[str, frozenset[str]] = Memo()
        for row in language_table("object_classes", columns=("class", "words")):
            for word in row.many("words"):
                self._lexicon.add_noun(word, row["class"])

    def of(self, norm: str) -> frozenset[str]:
        """The classes of the word with this normal form."""
        found = self._found.get(norm)
        if found is None:
            found = self._found[norm] = frozenset(a.entry for a in self._lexicon.find(norm))
        return found


def _family(row: Row) -> Family:
    return Family(
        id=row["id"],
        type=row["type"],
        mode=row["mode"] or None,
        needs=tuple(row.many("needs")),
        unless=tuple(row.many("unless")),
        to=tuple(normal_word(part) for part in row.many("to")),
        genitive=row["genitive"],
        control=row["control"],
        is_adjective=not (row["past"] or row["present"] or row["nouns"]),
    )


def build_lexicon() -> Lexicon[Family]:
    """All written forms of the families of the table `triggers`."""
    lexicon: Lexicon[Family] = Lexicon()
    for row in language_table("triggers", columns=("id", "type", "needs", "unless", "to", "genitive", "control")):
        family = _family(row)
        add_verb(lexicon, row, family)
        for noun in row.many("nouns"):
            lexicon.add_noun(noun, family)
        for participle in row.many("participles"):
            lexicon.add_noun(participle, family, form="participle")
    return lexicon


def add_verb(lexicon: Lexicon[Entry], row: Row, entry: Entry) -> None:
    """Adds the verb of a row to `lexicon`: its tenses, and the further forms that the row lists."""
    if row["past"]:
        for norm, features in past_forms(row["past"], row["present"]):
            lexicon.add(norm, entry, features)
    if row["present"]:
        seen: set[Features] = set()
        for norm, features in present_forms(row["present"]):
            # The second form of the same person is the one shortened after "not".
            is_shortened = features in seen and (features.number == "s" or features.person == 1)
            seen.add(features)
            lexicon.add(norm, entry, features._replace(form=SHORTENED) if is_shortened else features)
    for form in row.many("forms"):
        norm = normal_word(form)
        number = "p" if norm.endswith(WAW + ALEF) else "s"
        lexicon.add(norm, entry, Features("past", 3, "f" if norm.endswith(TA) else "m", number))


class Triggers(Kept):
    """Finds candidates for events in a sentence."""

    def __init__(self) -> None:
        self.lexicon = build_lexicon()
        self.classes = ObjectClasses()
        self._found: dict[str, tuple[str, tuple[Analysis[Family], ...]]] = Memo()
        homographs = language_table("trigger_homographs", columns=("word", "unless"))
        self.homographs = {normal_word(row["word"]) for row in homographs if not row["unless"]}
        self.heads = {normal_word(row["word"]) for row in homographs if row["unless"]}

    def find(self, grammar: Grammar, first: int, last: int) -> list[Candidate]:
        """The candidates among the words [first, last), in the order of the text, one a word at most."""
        found: list[Candidate] = []
        words = grammar.words
        for i in range(first, last):
            if words.kind[i] != Kind.WORD:
                continue
            joined, analyses = self._read(words.norm[i])
            # Inside a mention a word names somebody and tells no act, unless it is a verb of the future.
            if not analyses or (grammar.who.covering(i) and not joined.endswith(WILL)):
                continue
            if words.norm[i] in self.heads:
                analyses = tuple(a for a in analyses if a.features.form in FINITE) if opens_before(grammar, i) else ()
            best = self._best(grammar, i, analyses, joined)
            if best is not None:
                best.joined = joined
                found.append(best)
        return found

    def _read(self, norm: str) -> tuple[str, tuple[Analysis[Family], ...]]:
        """The readings of a normal form, and the letters that must be taken off first when it is a verb behind them."""
        found = self._found.get(norm)
        if found is None:
            found = self._found[norm] = self._search(norm)
        return found

    def _search(self, norm: str) -> tuple[str, tuple[Analysis[Family], ...]]:
        if norm in self.homographs:
            return "", ()
        plain = self.lexicon.find(norm)
        if plain:
            return "", plain
        for joined in JOINED:
            if norm.startswith(joined) and len(norm) > len(joined) + 2:
                forms = ("present",) if joined.endswith(WILL) else FINITE
                verbs = tuple(a for a in self.lexicon.find(norm[len(joined) :]) if a.features.form in forms)
                if verbs:
                    return joined, verbs
        for joined in JOINED_NOUN:
            stem = norm[len(joined) :]
            if norm.startswith(joined) and len(stem) > SHORTEST_NOUN:
                nouns = tuple(a for a in self.lexicon.find(stem) if a.features.form == "noun")
                if nouns:
                    return joined, nouns
        return "", ()

    def _best(
        self, grammar: Grammar, i: int, analyses: tuple[Analysis[Family], ...], joined: str = ""
    ) -> Candidate | None:
        likely = [a for a in analyses if fits_place(grammar, i, a) and is_written_so(grammar, i, a)]
        likely.sort(key=lambda a: (a.features.form == "participle", a.features.person != 3))
        best: Candidate | None = None
        rank = RANK_FREE + 1
        for analysis in likely:
            held = self._holds(grammar, i, analysis, joined)
            if held is None:
                continue
            its_rank, at, why = held
            # At equal rank a verb's reading wins at the head of a clause, a noun's elsewhere.
            if its_rank < rank or (its_rank == rank and best and self._is_better_form(grammar, i, analysis, best)):
                rank = its_rank
                best = Candidate(i, analysis.entry, analysis.features, analysis.pronoun, at, why)
        return best

    def _is_better_form(self, grammar: Grammar, i: int, analysis: Analysis[Family], best: Candidate) -> bool:
        is_verb = analysis.features.form in FINITE
        if is_verb == best.is_verb or analysis.entry is not best.family:
            return False
        return is_verb == heads_clause(grammar, i)

    def _holds(
        self, grammar: Grammar, i: int, analysis: Analysis[Family], joined: str = ""
    ) -> tuple[int, int | None, str] | None:
        """How near the family's needs are met at word `i` (rank, the object's word, why); None when they are not."""
        family = analysis.entry
        view = Surroundings(grammar, self.classes, i, analysis, joined)
        for need in family.unless:
            if view.meets(need) is not None:
                return None
        if view.is_of_nature():
            return None
        if not family.needs:
            return RANK_FREE, None, ""
        rank, at, why = 0, None, ""
        for need in family.needs:
            met = view.meets(need)
            if met is not None and (not why or met[0] < rank):
                (rank, at), why = met, need
        if not why:
            return None
        if family.mode == "ceasefire" and why == "@assault":
            at = None  # the act that stops is an act of its own
        return rank, at, why


def heads_clause(grammar: Grammar, i: int) -> bool:
    """Whether word `i` stands where a verb opens its clause."""
    words = grammar.words
    j = i - 1
    first = grammar.sentence(i)[0]
    if j >= first and words.kind[j] == Kind.CLITIC:
        if words.norm[j] in GOVERNING_CLITICS:
            return False
        # "and" joins a verbal noun to one before it, and opens a clause after a mark.
        return j == first or words.kind[j - 1] == Kind.MARK or words.norm[j] != AND
    if j < first:
        following = grammar.who.starting(i + 1) if i + 1 < len(words) else None
        return following is not None and not grammar.is_adjectival(following)
    norm = words.norm[j]
    if words.kind[j] == Kind.MARK:
        return True
    if grammar.ends_time(i) or norm in grammar.adverbs:
        return True
    covering = grammar.who.covering(j)
    if covering:
        return not grammar.governor(covering[0]) and grammar.is_head(covering[0])
    if is_emphatic(grammar, j):
        return False
    # "From" before a noun is far more frequent than "who" before a verb.
    is_relative = norm in grammar.relatives and norm not in grammar.prepositions
    return norm in grammar.openers or norm in grammar.auxiliaries or is_relative


def is_emphatic(grammar: Grammar, j: int) -> bool:
    """Whether word `j` is the bare particle that stands before a noun, or as "if" before a verb, but not "that"."""
    words = grammar.words
    return len(words.norm[j]) == len(EMPHATIC) and words.surface(j).startswith(EMPHATIC)


def opens_before(grammar: Grammar, i: int) -> bool:
    """Whether word `i` opens its clause and somebody stands right behind it."""
    return i + 1 < len(grammar.words) and grammar.who.starting(i + 1) is not None and heads_clause(grammar, i)


def is_written_so(grammar: Grammar, i: int, analysis: Analysis[Family]) -> bool:
    """Whether the word as written, with its hamzas and dots, lets the form stand."""
    surface = grammar.words.surface(i)
    if analysis.pronoun:
        return not surface.endswith(DOTTED_TA) and grammar.words.norm[i][-1] not in SPOKEN
    features = analysis.features
    if features.form == "past" and features.number == "d" and features.gender == "m":
        # The dual of the verb looks like an accusative noun: it stands after its subject or "and".
        is_marked = grammar.words.surface(i).endswith(TANWIN)
        return not is_marked and (i == 0 or grammar.words.glued[i] or bool(grammar.who.covering(i - 1)))
    return True


def fits_place(grammar: Grammar, i: int, analysis: Analysis[Family]) -> bool:
    """Whether the word before lets the form stand at word `i`."""
    words, features = grammar.words, analysis.features
    before = i - 1
    glued = before >= 0 and words.kind[before] == Kind.CLITIC and words.glued[i]
    norm = words.norm[before] if before >= 0 else ""
    if features.form == SHORTENED:
        return norm in grammar.shortening or (glued and norm == TO)
    if features.form in FINITE:
        if glued and norm in GOVERNING_CLITICS:
            return norm == TO and features.form == "present"
        if features.form == "past" and features.person == 1 and features.number == "s":
            return False
        return glued or norm not in grammar.prepositions or norm in grammar.openers or norm in grammar.relatives
    if glued and norm == WILL:
        return False
    if features.form == "participle":
        return _is_predicate(grammar, i, analysis)
    return norm not in grammar.verbal or glued


def _is_predicate(grammar: Grammar, i: int, analysis: Analysis[Family]) -> bool:
    """Whether a participle tells an act: "accusing", not "the accused"."""
    words, features = grammar.words, analysis.features
    if features.definite or (words.clitics_before(i)[-1:] and words.clitics_before(i)[-1] in GOVERNING_CLITICS):
        return False
    if analysis.entry.is_adjective or analysis.entry.type == "AGREE":
        return True
    before = i - 1
    is_parted = before < 0 or grammar.is_comma(before) or words.kind[before] == Kind.CLITIC or grammar.is_quote(before)
    norm = words.norm[i]
    return (norm.endswith(ALEF) and not norm.endswith(TA + ALEF)) or is_parted


class Surroundings:
    """What stands around one word, as the conditions of the table `triggers` ask for it."""

    def __init__(
        self, grammar: Grammar, classes: ObjectClasses, i: int, analysis: Analysis[Family], joined: str = ""
    ) -> None:
        self.grammar = grammar
        self.classes = classes
        self.i = i
        self.analysis = analysis
        self.is_verb = analysis.features.form in FINITE
        self._last = -1
        self._nouns: list[tuple[int, frozenset[str]]] | None = None
        self.is_future = joined.endswith(WILL) or (i > 0 and grammar.words.norm[i - 1] in grammar.future)

    @property
    def last(self) -> int:
        """The word up to which conditions look."""
        if self._last < 0:
            self._last = self._find_last()
        return self._last

    def _find_last(self) -> int:
        is_long = self.is_verb or self.analysis.features.form == "participle"
        end = self.grammar.clause_end(self.i, self._stretched(REACH_VERB if is_long else REACH_NOUN))
        return end if is_long else self._phrase_end(end)

    def _phrase_end(self, end: int) -> int:
        """Where the noun's own phrase ends at the latest: what "and" joins to it is not its object."""
        words = self.grammar.words
        for j in range(self.i + 1, end):
            if words.kind[j] == Kind.CLITIC and words.norm[j] == AND and not self.grammar.who.covering(j):
                return j
        return end

    def _stretched(self, reach: int) -> int:
        """`reach` in words where a mention counts as one."""
        at, following = self.i + 1, self.grammar.following
        size = len(following)
        for _ in range(reach):
            at = following[at] if at < size else at + 1
        return at - self.i - 1

    def meets(self, need: str) -> tuple[int, int | None] | None:
        """The rank and the word that meet the condition `need`; None when nothing does."""
        # The first letter tells the place of what is asked for.
        mark = need[0]
        if mark == "~":
            return self._preposition(need[1:])
        if mark == "+":
            return self._preposition_here(need[1:])
        if mark == "^":
            return self._class_before(need[1:])
        if mark == ">":
            return self._class_behind(need[1:])
        if mark == "<":
            return self._class_far_before(need[1:])
        return self._form_meets(need)

    def _class_before(self, name: str) -> tuple[int, int | None] | None:
        is_met = self.i > 0 and name in self.classes.of(self.grammar.words.norm[self._before()])
        return (1, None) if is_met else None

    def _class_behind(self, name: str) -> tuple[int, int | None] | None:
        j = self.i + 1
        return (1, j) if j < self.last and name in self.classes.of(self.grammar.words.norm[j]) else None

    def _class_far_before(self, name: str) -> tuple[int, int | None] | None:
        is_anywhere = name.startswith("<")
        return self._noun_before(name.removeprefix("<"), reach=self.i if is_anywhere else REACH_BEFORE)

    def _form_meets(self, need: str) -> tuple[int, int | None] | None:
        """The same for a condition on the word's form, or for a class of nouns near it."""
        if need in FORM_NEEDS:
            return (SIMPLE_RANKS.get(need, RANK_FREE), None) if self._has_form(need) else None
        if need in BESIDE_NEEDS:
            return (SIMPLE_RANKS.get(need, RANK_FREE), None) if self._stands_by(need) else None
        if need == "vow_war":
            return self._noun("future_war") if self.is_future else None
        if need == "who":
            return self._somebody(least=1)
        if need == "who_obj":
            return self._somebody(least=2)
        return self._noun(need.lstrip("@"))

    def _has_form(self, need: str) -> bool:
        """Whether the word's own form is what `need`, one of `FORM_NEEDS`, asks for."""
        features = self.analysis.features
        if need == "noun_only":
            return not self.is_verb
        if need == "verb_only":
            return self.is_verb
        if need in ("present", "past"):
            return features.form == need
        if need == "spoken":
            return features.person == 1
        if need == "owner":
            return self.analysis.pronoun > 0
        if need == "definite":
            return features.definite
        if need == "plural":
            return features.number == "p"
        return True

    def _stands_by(self, need: str) -> bool:
        """Whether the word stands as `need`, one of `BESIDE_NEEDS`, asks for."""
        if need == "bare":
            return self._is_bare()
        if need == "pair":
            return self._is_pair()
        if need == "state":
            return self._is_state_next()
        if need == "adjective":
            return self.grammar.adjective_of(self.i) is not None
        if need == "accusative":
            return not self.analysis.pronoun and self.grammar.words.norm[self.i].endswith(ALEF)
        return self.analysis.features.person == 1 and self.is_future

    def _before(self) -> int:
        """The word before, without joined letters and quotation marks."""
        j, words = self.i - 1, self.grammar.words
        while j > 0 and ((words.kind[j] == Kind.CLITIC and words.glued[j + 1]) or self.grammar.is_quote(j)):
            j -= 1
        return j

    def is_of_nature(self) -> bool:
        """Whether the subject of the verb is a flood, a fire, an illness: nobody's act ("the storm cut off")."""
        if not self.is_verb:
            return False
        grammar, j = self.grammar, self._before()
        while j > 0 and (grammar.words.norm[j] in grammar.auxiliaries or grammar.words.norm[j] in grammar.relatives):
            j -= 1
        beside = [j] if j >= grammar.sentence(self.i)[0] else []
        beside += [self.i + 1] if self.i + 1 < self.last and not self.analysis.pronoun else []
        return any(
            NATURE in self.classes.of(grammar.words.norm[k]) and not grammar.who.covering(k) and self._is_first(k)
            for k in beside
        )

    def _is_first(self, k: int) -> bool:
        """Whether the noun at `k` is in no one's construct and behind no preposition: it may be a subject."""
        return k > self.i or k == 0 or not self.grammar.preposition_at(k - 1)

    def _is_pair(self) -> bool:
        """Whether two or more stand right behind the verb, or one noun for both ("the two sides")."""
        words = self.grammar.words
        mention = self.grammar.who.starting(self.i + 1) if self.i + 1 < len(words) else None
        if mention is None or not self.is_verb:
            return False
        if words.norm[self.i + 1].endswith(DUAL) and mention.form == "role":
            return True
        return mention.number == "d" or len(set(self.grammar.coordinated(mention).entities)) > 1

    def _is_state_next(self) -> bool:
        """Whether a state stands right behind or before the verb."""
        grammar, i = self.grammar, self.i
        after = grammar.who.starting(i + 1) if i + 1 < len(grammar.words) else None
        before = grammar.who.covering(i - 1) if i else []
        return any(mention is not None and mention.kind == "place" for mention in (after, *before))

    def _is_bare(self) -> bool:
        """Whether the word is a definite noun that nothing defines further."""
        features, grammar, j = self.analysis.features, self.grammar, self.i + 1
        if features.form != "noun" or not features.definite or self.analysis.pronoun:
            return False
        return j >= len(grammar.words) or not (grammar.preposition_at(j) or grammar.who.starting(j))

    def _preposition(self, need: str) -> tuple[int, int | None] | None:
        letter, _, name = need.partition("_")
        letter = normal_word(letter)
        grammar, words = self.grammar, self.grammar.words
        for j in range(self.i + 1, self.last):
            is_resumed = not name and words.norm[j] in grammar.resumed.get(letter, ())
            if is_resumed or (words.norm[j] == letter and (grammar.preposition_at(j) or letter in grammar.openers)):
                return (RANK_PREPOSITION, None) if not name or self._near(j + 1, name) else None
        if letter in grammar.openers and self.last < len(words) and words.norm[self.last] == letter:
            return RANK_PREPOSITION, None
        return None

    def _preposition_here(self, need: str) -> tuple[int, int | None] | None:
        """Whether the preposition stands right behind the word, or behind the subject that follows it."""
        grammar, letter, j = self.grammar, normal_word(need), self.i + 1
        mention = grammar.who.starting(j) if j < len(grammar.words) else None
        end = grammar.who.range(mention)[1] if mention is not None else j
        is_here = end < len(grammar.words) and grammar.preposition_at(end) == letter
        return (RANK_PREPOSITION, None) if is_here else None

    def _near(self, start: int, name: str) -> bool:
        if name == "who":
            return self.grammar.who.starting(start) is not None
        words = self.grammar.words
        return any(name in self.classes.of(words.norm[k]) for k in range(start, min(start + 3, len(words))))

    def _somebody(self, *, least: int) -> tuple[int, int | None] | None:
        grammar = self.grammar
        if self.is_verb and self.analysis.pronoun:
            return RANK_SOMEBODY, None
        seen = 0
        for j in range(self.i + 1, self.last):
            mention = grammar.who.starting(j)
            if mention is not None and mention.kind != "instrument" and grammar.governor(mention) in ("", TO):
                seen += 1
                if seen == least:
                    return RANK_SOMEBODY, None
        return None

    def _noun(self, name: str) -> tuple[int, int | None] | None:
        for j, classes in self._nouns_behind():
            if name in classes and not self._is_aside(j):
                return j - self.i, j
        # "sanctions that it imposed": the object stands before and the verb points back to it.
        return self._noun_before(name) if self.is_verb and self.analysis.pronoun else None

    def _nouns_behind(self) -> list[tuple[int, frozenset[str]]]:
        """The words behind this one, up to the last that counts, that are of any class, with their classes."""
        if self._nouns is None:
            words = self.grammar.words
            self._nouns = []
            for j in range(self.i + 1, self.last):
                classes = self.classes.of(words.norm[j])
                if classes and words.kind[j] == Kind.WORD:
                    self._nouns.append((j, classes))
        return self._nouns

    def _is_inside_name(self, j: int) -> bool:
        """Whether the noun at `j` stands inside somebody's name, not at its head ("the Council of Security")."""
        who = self.grammar.who
        return any(m.form == "name" and who.range(m)[0] < j for m in who.covering(j))

    def _is_aside(self, j: int) -> bool:
        """Whether the noun at `j` only tells where or when."""
        return j > self.i + 1 and self.grammar.words.norm[j - 1] in self.grammar.asides

    def _noun_before(self, name: str, *, reach: int = REACH_BEFORE) -> tuple[int, int | None] | None:
        """The noun of a class that stands before the word in its sentence."""
        words = self.grammar.words
        first = max(self.grammar.sentence(self.i)[0], self.i - reach)
        for j in range(self.i - 1, first - 1, -1):
            if self.grammar.is_end(j):
                break
            if name in self.classes.of(words.norm[j]):
                return self.i - j, j
        return None
