"""Tells whether an act happened, will happen, is asked for or did not happen, from the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.inflection import Lexicon
from mahdar.arabic.normal import PROCLITICS, TA, YA, normal_word
from mahdar.arabic.words import Kind
from mahdar.kept import Kept
from mahdar.memo import Memo
from mahdar.reading.events.triggers import VOICED, Candidate, is_emphatic
from mahdar.reading.grammar import Grammar, word_classes
from mahdar.reading.grammar.grammar_classes import AND
from mahdar.tables import Row, language_table

# The words of an act that govern the acts named after it, by its type.
CONTROLLED: Final = {"REQUEST": "asked", "AGREE": "planned", "THREATEN": "planned", "ACCUSE": "actual"}
NO_LENGTHS: Final[tuple[int, ...]] = ()
SHORTEST_PARTED: Final = 3
# What a word governs by its control, whatever its type.
GOVERNED: Final = {
    "reject": "denied",
    "block": "asked",
    "ready": "asked",
    "discuss": "asked",
    "ultimatum": "asked",
    "threat": "asked",
    "forced": "actual",
}
# How far before its verb a particle may stand ("will not again").
REACH_PARTICLE: Final = 3
# How long a phrase may be that holds a scope back ("during a conference in Rome").
LONGEST_PHRASE_SCOPE: Final = 6
# What a truce's word stops: named acts, or hostilities as such.
STOPPED: Final = ("@assault", "hostilities")
COLLAPSE: Final = "collapse"
HOLDING: Final = "under"
VOWS: Final = ("vow", "vow_war")
# Rules under which also a verb of the past stands, and those under which a verb needs no "that".
UNREAL: Final = ("if", "deny", "refute", "rebut", "perhaps", "expect", "fear")
# Acts of which a verb of the future behind their noun tells that they are to come.
TO_COME: Final = frozenset(("CONSULT", "RETREAT", "PROTEST"))
# Acts that talks are to bring about, and how far behind their word these stand.
WON: Final = frozenset(("RETREAT", "CONCEDE"))
REACH_TALKS: Final = 14
DENIALS: Final = ("deny", "refute", "rebut")
DIRECT: Final = ("if", "purpose", "perhaps", "may", "under", "almost")
# A definite attack that is feared or warned of is one that goes on ("fled for fear of the shelling").
FEARED: Final = ("fear", "warn")
WHAT: Final = "what"
WHILE: Final = "while"
# With these letters begin verbs of the present, hardly ever an adjective behind "time".
VERBAL: Final = (YA, TA)
BY: Final = PROCLITICS["by"]
WILL: Final = PROCLITICS["will"]
REACH_ADJECTIVE: Final = 3
# How far before "before" a refusal stands that waits for what follows.
REACH_BARGAIN: Final = 10
# How many words a relative clause between commas may have.
LONGEST_INSERTED: Final = 8
# A word that opens a scope loses its hold after this many words.
REACH_SCOPE: Final = 26
# How far behind the words of a scope "that" may join a verb to them, behind "if" a verb of its question, and
# behind a denied verb the word that limits the denial.
REACH_THAT: Final = 12
REACH_DENIED: Final = 18
REACH_QUESTION: Final = 2
REACH_EXCEPT: Final = 5


@dataclass(frozen=True, slots=True)
class Operator:
    """A word or phrase that gives a status: a row of the table `status_words`."""

    id: str
    status: str
    scope: str
    length: int = 1


@dataclass(slots=True, init=False)
class Scope:
    """The status that the words after `at` stand under, with the act that governs them, if one does."""

    status: str
    at: int
    rule: str
    governor: Candidate | None

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, status: str, at: int, rule: str, governor: Candidate | None = None) -> None:
        self.status = status
        self.at = at
        self.rule = rule
        self.governor = governor


class StatusWords(Kept):
    """The operators of the table `status_words`, by their normal forms."""

    def __init__(self) -> None:
        self._verbs: Lexicon[Operator] = Lexicon()
        self._phrases: dict[str, Operator] = {}
        # How many words the phrases have that begin with a word, most first.
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._found: dict[str, Operator | None] = Memo()
        for row in language_table("status_words", columns=("id", "status", "scope", "past", "present", "words")):
            operator = Operator(row["id"], row["status"], row["scope"])
            if row["past"]:
                self._verbs.add_verb(row["past"], row["present"], operator)
            for phrase in row.many("words"):
                self._add(row, [normal_word(word) for word in phrase.split()])

    def _add(self, row: Row, norms: list[str]) -> None:
        """Adds a phrase, also with its "by" parted from it as the tokenizer parts most of them."""
        self._phrases[" ".join(norms)] = Operator(row["id"], row["status"], row["scope"], len(norms))
        lengths = {len(norms), *self._lengths.get(norms[0], ())}
        self._lengths[norms[0]] = tuple(sorted(lengths, reverse=True))
        if norms[0].startswith(BY) and len(norms[0]) > SHORTEST_PARTED:
            self._add(row, [BY, norms[0].removeprefix(BY), *norms[1:]])

    def at(self, norms: list[str], i: int) -> Operator | None:
        """The operator whose phrase begins with word `i`, the longest first."""
        norm = norms[i]
        for length in self._lengths.get(norm, NO_LENGTHS):
            found = self._phrases.get(" ".join(norms[i : i + length]))
            if found is not None:
                return found
        if norm in self._found:
            return self._found[norm]
        # With a pronoun a verb looks like a number or a noun, and none of these needs one.
        analyses = [a for a in self._verbs.find(norm) if not a.pronoun]
        self._found[norm] = verb = analyses[0].entry if analyses else None
        return verb


class StatusReader(Kept):
    """Walks a sentence once and gives each candidate the status of its place."""

    def __init__(self, operators: StatusWords, that: frozenset[str]) -> None:
        self.operators = operators
        self.that = that

    def read(self, grammar: Grammar, first: int, last: int, candidates: list[Candidate]) -> dict[int, Scope]:
        """The scope that each candidate of the sentence [first, last) stands in, by the index of its word."""
        by_word = {c.at: c for c in candidates}
        found: dict[int, Scope] = {}
        walk = Walk(self, grammar, by_word)
        i = first
        while i < last:
            candidate = by_word.get(i)
            if candidate is not None:
                found[i] = walk.meet(candidate)
                i += 1
            else:
                end = i + walk.step(i)
                i += 1
                while i < end and i not in by_word:
                    i += 1
        return found


class Walk:
    """One walk through a sentence: the scope that is open, and one that is held back for the length of a phrase."""

    def __init__(self, reader: StatusReader, grammar: Grammar, by_word: dict[int, Candidate]) -> None:
        self.operators = reader.operators
        self.that = reader.that
        self.grammar = grammar
        self.by_word = by_word
        self.from_ = min(word_classes()["from"])
        self.exceptions = word_classes()["except"]
        self.upon = word_classes()["upon"]
        self.about = word_classes()["about"]
        self.before, self.never = word_classes()["by_then"], word_classes()["never"]
        self.ahead = word_classes()["future"]
        self.scope: Scope | None = None
        self.held: Scope | None = None
        self.until = 0

    def step(self, i: int) -> int:
        """Takes in the word `i`, which carries no act, and returns how many words were read."""
        grammar, scope = self.grammar, self.scope
        if grammar.ends[i] or (scope is not None and i - scope.at > REACH_SCOPE):
            self.scope, self.until = None, 0
        if self.until and (i >= self.until or grammar.is_comma(i) or self._is_complement(i)):
            self.scope, self.held, self.until = self.held, None, 0
        if grammar.who.covering(i):
            return 1
        if grammar.words.norm[i] in self.upon and self._is_duty(i):
            self.scope, self.until = Scope("asked", i, "must"), 0
            return 1
        operator = self.operators.at(grammar.words.norm, i)
        if operator is None:
            return 1
        self._open(operator, i)
        return operator.length

    def _is_complement(self, i: int) -> bool:
        """Whether "by" at word `i` brings what a governor before the phrase asks, promises or threatens with."""
        words, held = self.grammar.words, self.held
        is_by = words.kind[i] == Kind.CLITIC and words.norm[i] == BY
        return is_by and i + 1 in self.by_word and held is not None and held.governor is not None

    def _is_duty(self, i: int) -> bool:
        """Whether "on" at word `i` opens its clause before somebody, who must do what follows ("it is on X to")."""
        words, grammar = self.grammar.words, self.grammar
        if i + 1 >= len(words) or grammar.who.starting(i + 1) is None:
            return False
        j = i - 1
        return j < grammar.sentence(i)[0] or words.kind[j] == Kind.MARK or words.norm[j] in self.that

    def _open(self, operator: Operator, i: int) -> None:
        if operator.scope == "behind":
            return
        if operator.scope == "phrase":
            self._hold(Scope("actual", i, operator.id), i)
        elif operator.scope == "noun" and operator.status != "actual":
            self._hold(Scope(operator.status, i, operator.id), i)
        elif operator.scope == "verb":
            self._negate_object(operator, i)
        else:
            self._open_clause(operator, i)

    def _open_clause(self, operator: Operator, i: int) -> None:
        if operator.status == "actual" and self._is_question(i):
            return  # "whether it was": the question stays open
        if operator.id == WHILE and not self._is_clause(i + operator.length):
            return  # "at a later time" joins no clause
        if operator.status == "actual":
            self.scope, self.until = None, 0
        elif self.scope is not None and self.scope.rule == "if" and operator.status == "planned":
            return  # "whether he intends to": the question stays open
        elif self.scope is not None and self.scope.status == "asked" and operator.id == HOLDING:
            # What is asked for asks for what it holds ("proposed a truce that includes").
            self.scope, self.until = Scope("asked", i, operator.id), 0
        elif operator.id != "may" or self._is_present(i + 1):
            self.scope, self.until = Scope(operator.status, i, operator.id), 0

    def _is_clause(self, i: int) -> bool:
        """Whether a verb stands at word `i`, or a word that goes with one, as at the beginning of a clause."""
        norms, candidate = self.grammar.words.norm, self.by_word.get(i)
        if candidate is not None:
            return candidate.is_verb
        return i < len(norms) and (norms[i][0] in VERBAL or self.operators.at(norms, i) is not None)

    def _is_question(self, i: int) -> bool:
        """Whether "if" stands right before word `i`."""
        return self.scope is not None and self.scope.rule == "if" and i - self.scope.at <= REACH_QUESTION

    def _hold(self, scope: Scope | None, i: int) -> None:
        """Lets `scope` hold for a phrase, after which the open one goes on."""
        if not self.until:
            self.held = self.scope
        self.scope, self.until = scope, i + LONGEST_PHRASE_SCOPE

    def _negate_object(self, operator: Operator, i: int) -> None:
        """Lets "did not" before a verb that carries no act deny the indefinite noun that is the verb's object."""
        norms = self.grammar.words.norm
        following = norms[i + 1] if i + 1 < len(norms) else ""
        is_plain = i + 1 not in self.by_word and following not in self.grammar.auxiliaries
        if operator.status != "denied" or not is_plain:
            return
        for j in (i + 2, i + 3):
            candidate = self.by_word.get(j)
            if candidate is not None and not candidate.is_verb and not candidate.features.definite:
                self._hold(Scope("denied", i, operator.id), j)
                return

    def _is_present(self, i: int) -> bool:
        norms = self.grammar.words.norm
        candidate = self.by_word.get(i)
        if candidate is not None:
            return candidate.features.form == "present"
        return i < len(norms) and norms[i].startswith(YA)

    def meet(self, candidate: Candidate) -> Scope:
        """The scope of a candidate; opens the one that it governs itself."""
        if self.until and candidate.at >= self.until:
            self.scope, self.held, self.until = self.held, None, 0
        own = self._status(candidate)
        self._after(candidate, own)
        return own

    def _status(self, candidate: Candidate) -> Scope:
        plain = Scope("actual", candidate.at, "")
        if candidate.family.control == COLLAPSE and (self.scope is None or self.scope.status == "actual"):
            return Scope("denied", candidate.at, candidate.family.id)
        if candidate.because in VOWS:
            return plain  # the vow itself is made, whatever it vows
        if self._is_known_attack(candidate) or self._is_feared(candidate):
            return plain
        if candidate.features.form == "participle" and self._is_parted(candidate.at):
            return plain
        if self._is_bargained(candidate.at) or self._is_talked_of(candidate):
            return Scope("asked", candidate.at, "before")
        return self._of_verb(candidate, plain) if candidate.is_verb else self._of_noun(candidate, plain)

    def _of_noun(self, candidate: Candidate, plain: Scope) -> Scope:
        if self._is_by_vote(candidate):
            return plain
        coming = self._adjective(candidate.at)
        if coming is not None and coming.status == "actual":
            return coming
        is_open = self.scope is not None and self.scope.status not in ("actual", "denied")
        return (self.scope if is_open else coming) or self.scope or plain

    def _of_verb(self, candidate: Candidate, plain: Scope) -> Scope:
        particle = self._particle(candidate.at)
        if candidate.joined.endswith(WILL):
            particle = Scope("planned", candidate.at, "future")
        if particle is not None:
            is_if = self.scope is not None and self.scope.rule == "if"
            is_unless = is_if and self.scope is not None and particle.at - self.scope.at <= 1
            is_question = is_if and (particle.status == "planned" or is_unless)
            return self.scope if is_question and self.scope is not None else particle
        if self.scope is not None and self._is_subordinate(candidate, self.scope):
            return self.scope
        return plain

    def _is_bargained(self, i: int) -> bool:
        """Whether something will not be done before the act at word `i` ("will not disarm before they leave")."""
        norms, first, j = self.grammar.words.norm, self.grammar.sentence(i)[0], i - 1
        j -= j >= first and norms[j] in self.that
        if j < first or norms[j] not in self.before:
            return False
        for k in range(j - 1, max(first, j - REACH_BARGAIN) - 1, -1):
            if norms[k] in self.never:
                return True
            if self.grammar.is_end(k) or self.grammar.is_comma(k):
                break
        return False

    def _is_talked_of(self, candidate: Candidate) -> bool:
        """Whether the act is new and what talks are about ("negotiates on a truce of ten days")."""
        i = candidate.at
        is_new = not candidate.is_verb and not candidate.features.definite and not candidate.pronoun
        if not is_new or i < 1 or self.grammar.words.norm[i - 1] not in self.about or candidate.family.type not in WON:
            return False
        first = max(self.grammar.sentence(i)[0], i - REACH_TALKS)
        before = (self.by_word[at] for at in range(first, i) if at in self.by_word)
        return any(c.family.type == "CONSULT" for c in before)

    def _is_by_vote(self, candidate: Candidate) -> bool:
        """Whether it is the backing by which something was adopted ("adopted, with the support of 13 members")."""
        governor = self.scope.governor if self.scope is not None else None
        is_backing = candidate.family.type == "SUPPORT" and self.grammar.preposition_at(candidate.at - 1) == BY
        return is_backing and governor is not None and governor.family.type == "AGREE" and governor.is_verb

    def _is_parted(self, i: int) -> bool:
        """Whether a participle stands behind a comma: it goes on with the main clause ("denied it, accusing")."""
        j, norms = i - 1, self.grammar.words.norm
        while j > 0 and norms[j] == AND:
            j -= 1
        return j > self.grammar.sentence(i)[0] and self.grammar.is_comma(j)

    def _is_known_attack(self, candidate: Candidate) -> bool:
        """Whether the attack is one that was told before and that something is about ("an inquiry into the raid")."""
        i = candidate.at
        is_known = candidate.features.definite and candidate.family.type == "ASSAULT" and not candidate.is_verb
        return is_known and i > 0 and self.grammar.words.norm[i - 1] in self.about

    def _is_feared(self, candidate: Candidate) -> bool:
        """Whether a definite attack is feared or warned of: it goes on."""
        is_known = candidate.features.definite and candidate.family.type == "ASSAULT" and not candidate.is_verb
        return is_known and self.scope is not None and self.scope.rule in FEARED

    def _adjective(self, i: int) -> Scope | None:
        """The scope that an adjective right behind the noun at word `i`, or behind its first one, gives it."""
        norms = self.grammar.words.norm
        for j in range(i + 1, min(i + 1 + REACH_ADJECTIVE, self.grammar.sentence(i)[1])):
            if norms[j] in self.ahead and self.by_word[i].family.type in TO_COME:
                return Scope("planned", j, "future")  # "the talks will resume"
            operator = self.operators.at(norms, j)
            if operator is not None and operator.scope == "behind":
                return Scope(operator.status, j, operator.id)
            if self.grammar.preposition_at(j) or self.grammar.is_comma(j) or self.grammar.is_end(j):
                break
        return None

    def _particle(self, i: int) -> Scope | None:
        norms, grammar = self.grammar.words.norm, self.grammar
        first = grammar.sentence(i)[0]
        for j in range(i - 1, max(first, i - 1 - REACH_PARTICLE) - 1, -1):
            if grammar.who.covering(j) or grammar.is_end(j):
                break
            operator = self.operators.at(norms, j)
            if operator is not None and operator.scope == "verb" and (operator.id != WHAT or self._is_not(j, i)):
                return None if self._is_restricted(operator, i) else Scope(operator.status, j, operator.id)
            if self._is_if(j, i):
                return Scope("asked", j, "if")
            if norms[j] not in grammar.auxiliaries and norms[j] not in grammar.adverbs:
                break
        return None

    def _is_not(self, j: int, i: int) -> bool:
        """Whether the word at `j`, "what" or "not", denies the verb at word `i`: it opens a clause right before it."""
        words, k = self.grammar.words, j - 1
        is_open = k < self.grammar.sentence(i)[0] or words.kind[k] == Kind.MARK or words.norm[k] == AND
        return is_open and j == i - 1 and not self.by_word[i].pronoun

    def _is_if(self, j: int, i: int) -> bool:
        """Whether the word at `j`, right before the verb at word `i`, is "if" and not "that"."""
        return j == i - 1 and not self.by_word[i].pronoun and is_emphatic(self.grammar, j)

    def _is_restricted(self, operator: Operator, i: int) -> bool:
        """Whether "but" or "except" behind the denied verb at word `i` says that the act was done after all."""
        norms = self.grammar.words.norm[i + 1 : min(i + 1 + REACH_EXCEPT, self.grammar.sentence(i)[1])]
        return operator.status == "denied" and any(norm in self.exceptions for norm in norms)

    def _is_subordinate(self, candidate: Candidate, scope: Scope) -> bool:
        """Whether a verb hangs on the word that opened the scope: after "that", "if", "so that", or joined to one."""
        if candidate.features.form == "past" and scope.rule not in UNREAL:
            return False
        is_behind = self._is_behind_condition(candidate.at, scope)
        is_past, is_said = candidate.features.form == "past", candidate.family.type in VOICED
        if is_behind and ((is_past and scope.rule == "if") or (is_said and (is_past or scope.rule in DENIALS))):
            return False  # "unless they leave, and barred"; "denied that it shelled the town, and accused"
        if scope.rule in DIRECT:
            return True
        norms = self.grammar.words.norm
        reach = REACH_DENIED if scope.rule in DENIALS else REACH_THAT
        return any(norms[j] in self.that for j in range(scope.at, min(candidate.at, scope.at + reach)))

    def _is_behind_condition(self, i: int, scope: Scope) -> bool:
        """Whether a comma and "and" part the verb from the verb of the condition ("unless they leave, and barred")."""
        words = self.grammar.words
        is_told = any(c.is_verb for at, c in self.by_word.items() if scope.at < at < i)
        return is_told and i > 1 and words.norm[i - 1] == AND and self.grammar.is_comma(i - 2)

    def _after(self, candidate: Candidate, own: Scope) -> None:
        """Opens the scope for the words after a candidate."""
        family, scope = candidate.family, self.scope
        outer = self.held if self.until else scope
        if outer is not None and outer.governor is not None and self._is_inserted(candidate):
            return
        if family.mode == "ceasefire" and candidate.because in STOPPED:
            # What is to stop is going on, whatever the stopping's own status.
            if candidate.is_verb and own is not scope:
                self.scope, self.until = None, 0
            self._hold(Scope("actual", candidate.at, "stopped", candidate), candidate.at)
            return
        status = GOVERNED.get(family.control) or CONTROLLED.get(family.type)
        if status is not None and family.control and self._is_adjunct(candidate):
            # "at the request of A and B, to discuss": what comes after the comma is not what is asked for.
            self._hold(Scope(status, candidate.at, family.id, candidate), candidate.at + LONGEST_PHRASE_SCOPE)
        elif status is not None and family.control:
            self.scope, self.until = Scope(_through(candidate, own, status), candidate.at, family.id, candidate), 0
        elif candidate.is_verb and own is not scope:
            self.scope, self.until = None, 0

    def _is_inserted(self, candidate: Candidate) -> bool:
        """Whether the verb opens a relative clause between commas ("the draft, which A tabled, asks B to")."""
        grammar, norms, j = self.grammar, self.grammar.words.norm, candidate.at - 1
        while j > 1 and norms[j] in grammar.auxiliaries:
            j -= 1
        if not candidate.is_verb or norms[j] not in grammar.relatives or not grammar.is_comma(j - 1):
            return False
        last = min(candidate.at + LONGEST_INSERTED, grammar.sentence(candidate.at)[1])
        return any(grammar.is_comma(k) for k in range(candidate.at + 1, last))

    def _is_adjunct(self, candidate: Candidate) -> bool:
        """Whether the act stands as a noun after "by" with its doer after "from" ("at the request of")."""
        norms, i = self.grammar.words.norm, candidate.at
        is_by = i > 0 and self.grammar.preposition_at(i - 1) == BY
        return not candidate.is_verb and is_by and self.from_ in norms[i + 1 : i + 3]


def _through(candidate: Candidate, own: Scope, status: str) -> str:
    """The status of what an act governs, given the act's own: a promise not made promises nothing."""
    if candidate.family.control == "reject":
        return "asked" if own.status == "denied" else status
    if candidate.family.type == "AGREE":
        return own.status if own.status in ("asked", "denied") else status
    return status
