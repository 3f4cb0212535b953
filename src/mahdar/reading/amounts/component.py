"""The component that finds the amounts, with what was counted and what befell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic import numbers
from mahdar.arabic import times as engine
from mahdar.arabic.normal import ALEF, ARTICLE, PRESENT_PREFIXES, PROCLITICS, SENTENCE_ENDS, TA_MARBUTA
from mahdar.arabic.numbers import Number
from mahdar.arabic.words import Kind, Words, words_of
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.amounts.counted import Noun, amount_phrases, counted_nouns, fate_words
from mahdar.reading.layers import Amount
from mahdar.reading.ready import ready
from mahdar.reading.times import expressions_of, numbers_of

NAME: Final = "mahdar_amounts_v1"
_AND: Final = PROCLITICS["and"]
_TO: Final = PROCLITICS["to"]
_BY: Final = PROCLITICS["by"]
_NUMBERING: Final = frozenset("-.):/\u0640")
_BETWEEN_DIGITS: Final = frozenset("/-+:.x\u00d7")
# How far from a number the word may stand that tells a fate, and a plural that the number follows.
_LARGEST_ALONE: Final = 1_000_000
_FATE_BACK: Final = 16
_FATE_AHEAD: Final = 5
_NOUN_BACK: Final = 4
_COUNT_BACK: Final = 7
# How far off an ambiguous word may stand, and how long a phrase may be that goes on with the same fate.
_FATE_NEAR: Final = 4
_GOES_ON: Final = 8
# Words that stand between two amounts as adjectives of the first ("five Kenyan soldiers and three workers").
_ADJECTIVES: Final = 4
_COMMA: Final = "\u060c"
_QUOTE: Final = '"'
# How many words a name in quotation marks has before its number.
_NAME: Final = 4
# "Who live", "who fled": verbs in the plural, which are counted by no number.
_THEY: Final = "\u0648\u0646"
_THEY_DID: Final = "\u0648\u0627"
# Sound plurals in the genitive and nominative, and the accusative of a name of origin: mostly people.
_PEOPLE_ENDINGS: Final = ("\u064a\u0646", "\u0648\u0646", "\u064a\u0627")


@dataclass(slots=True)
class _Draft:
    """An amount in the making: the words [first, last), the bounds, the noun."""

    first: int
    last: int
    low: float
    high: float
    rule: str
    precision: str = "exact"
    of: str = "other"
    fate: str = ""
    is_people: bool = False
    others: bool = False
    noun: int = -1
    part_of: int = -1
    is_told_after: bool = False


@Language.factory(NAME, assigns=["doc._.amounts"], requires=["doc._.parts", "doc._.times"])
def make_amounts(nlp: Language, name: str) -> Amounts:
    """The component, for spaCy's registry."""
    return ready(nlp, NAME, Amounts)


class Amounts(Kept):
    """Finds the amounts."""

    def __call__(self, doc: Doc) -> Doc:
        finder = _Finder(doc)
        words = finder.words
        amounts = []
        drafts = finder.find()
        for i, draft in enumerate(drafts):
            start, end = words.span(draft.first, draft.last)
            amounts.append(
                Amount(
                    start=start,
                    end=end,
                    id=f"n{i}",
                    low=draft.low,
                    high=draft.high,
                    precision=draft.precision,
                    of=draft.of,
                    fate=draft.fate or None,
                    rule=draft.rule,
                    part_of=f"n{draft.part_of}" if draft.part_of >= 0 else None,
                )
            )
        doc._.amounts = amounts
        return doc


class _Finder:
    """Finds the amounts of one text."""

    def __init__(self, doc: Doc) -> None:
        self.words: Words = words_of(doc)
        self.norm = self.words.norm
        self.size = len(self.words)
        self.nouns, self.phrases, self.fates = counted_nouns(), amount_phrases(), fate_words()
        self._money = self.phrases.words["money"] | self.phrases.words["worth"]
        self.numbers = numbers_of(doc)
        self.at_number = {number.first: number for number in self.numbers}
        self._from_them = self.phrases.words["from-them"]
        # By sentence, which may be long and full of numbers.
        self._has_money: dict[int, bool] = {}
        self._has_vote: dict[int, bool] = {}
        self.timed: set[int] = set()
        for expression in expressions_of(doc):
            self.timed.update(range(expression.first, expression.last))

    def find(self) -> list[_Draft]:
        """The amounts from left to right, with fates."""
        drafts = self._counted()
        taken = {i for draft in drafts for i in range(draft.first, draft.last)}
        drafts += [draft for draft in self._duals() if draft.first not in taken]
        drafts.sort(key=lambda draft: draft.first)
        for i, draft in enumerate(drafts):
            self._tell_fate(drafts, i, draft)
        self._share_fates(drafts)
        kept = [draft for draft in drafts if self._counts(draft)]
        self._renumber(drafts, kept)
        return kept

    def _share_fates(self, drafts: list[_Draft]) -> None:
        """ "Two rebels and two children were killed": what follows the last is told of all of them."""
        for i in range(len(drafts) - 1, 0, -1):
            before, draft = drafts[i - 1], drafts[i]
            if (
                not draft.is_told_after
                or before.fate
                or not before.is_people
                or not self._in_one_sentence(before, draft)
            ):
                continue
            joined = self.norm[before.last : draft.first]
            if joined[-1:] == [_AND] and len(joined) <= _GOES_ON and self._is_phrase(before.last, draft.first):
                before.fate, before.is_told_after = draft.fate, True
            if draft.part_of >= 0 and not drafts[draft.part_of].fate:
                drafts[draft.part_of].fate = draft.fate

    def _counts(self, draft: _Draft) -> bool:
        """Whether a draft is an amount: it has a noun or a fate, and "one" only with a fate or as a vote."""
        if draft.rule in ("percent", "ordinal"):
            return True
        if draft.low == draft.high == 1:
            return bool(draft.fate) or draft.of == "vote"
        return draft.noun >= 0 or bool(draft.fate) or self._stands_alone(draft)

    def _stands_alone(self, draft: _Draft) -> bool:
        """Whether a number without a noun may count: whole, inside a sentence, not numbering a line."""
        words, first = self.words, draft.first
        starts_line = first == 0 or words.line[first - 1] != words.line[first]
        after = self.norm[draft.last] if draft.last < self.size else ""
        if starts_line and (after in _NUMBERING or words.kind[draft.last - 1] == Kind.NUMBER):
            return False
        if starts_line or draft.low != int(draft.low) or draft.high > _LARGEST_ALONE:
            return False
        if self._tells(self._money, first, self._has_money):
            return False
        if words.glued[first] and words.kind[first - 1] in (Kind.WORD, Kind.LATIN) and self.norm[first - 1] != ARTICLE:
            return False
        if after == _QUOTE and _QUOTE in self.norm[max(0, first - _NAME) : first]:
            # The last word of a name in quotation marks: a weapon, a flight, a film.
            return False
        return not (self.norm[first - 1] == "(" and after == ")") and draft.rule in ("digits", "words", "range")

    def _renumber(self, drafts: list[_Draft], kept: list[_Draft]) -> None:
        place = {id(draft): i for i, draft in enumerate(kept)}
        for draft in kept:
            if draft.part_of >= 0:
                draft.part_of = place.get(id(drafts[draft.part_of]), -1)

    def _counted(self) -> list[_Draft]:
        drafts: list[_Draft] = []
        skip = 0
        for number in self.numbers:
            if number.first < skip or not self.timed.isdisjoint(range(number.first, number.last)):
                continue
            draft = self._ordinal(number) if number.form == "ordinal" else self._number(number)
            if draft is not None:
                drafts.append(draft)
                skip = draft.last
        return drafts

    def _same_line(self, i: int, j: int) -> bool:
        return 0 <= i < self.size and 0 <= j < self.size and self.words.line[i] == self.words.line[j]

    def _duals(self) -> list[_Draft]:
        duals, drafts = self.nouns.duals, []
        for i, word in enumerate(self.norm):
            noun = duals.get(word)
            if noun is not None and i not in self.timed and (noun.is_counted or self._is_vote_near(i)):
                drafts.append(
                    _Draft(i, i + 1, 2, 2, "dual", of=noun.of, fate=noun.fate, is_people=noun.is_people, noun=i)
                )
        return drafts

    def _is_vote_near(self, i: int) -> bool:
        """Whether the sentence tells of a vote, in which two states count as two."""
        if self._noun_at(i) is None or self.nouns.duals[self.norm[i]].of not in ("state", "organization", "person"):
            return False
        begin = self.words.sentences[self.words.sentence[i]][0]
        near = self.norm[max(begin, i - 3) : i]
        return any(word in self.phrases.words["vote-link"] for word in near) and self._tells(
            self.phrases.words["vote"], i, self._has_vote
        )

    def _tells(self, sought: set[str], i: int, known: dict[int, bool]) -> bool:
        """Whether the sentence of word `i` has one of these words; remembered in `known`."""
        number = self.words.sentence[i]
        if number not in known:
            known[number] = not sought.isdisjoint(self.norm[slice(*self.words.sentences[number])])
        return known[number]

    # Ordinals

    def _ordinal(self, number: Number) -> _Draft | None:
        """ "The fifth time", "the second attack"."""
        before = number.first - 1
        if self._same_line(before, number.first) and self.norm[before] in self.phrases.words["times-word"]:
            return _Draft(before, number.last, number.low, number.low, "ordinal")
        after = number.last
        if number.definite or not self._same_line(number.first, after) or self.words.kind[after] != Kind.WORD:
            return None
        word = self.norm[after]
        if number.low == 1:
            counts = word in self.phrases.words["times-word"]
        else:
            counts = self._noun_at(after) is not None or word in self.phrases.words["relevant-ordinal"]
        if not counts:
            return None
        noun = self._noun_at(after)
        of = noun.of if noun is not None and not noun.is_people else "other"
        return _Draft(number.first, after + 1, number.low, number.low, "ordinal", of=of)

    # Numbers with their nouns

    def _number(self, number: Number) -> _Draft | None:
        if self._is_label(number):
            return None
        draft = _Draft(number.first, number.last, number.low, number.high, number.form)
        if number.form == "vague":
            draft.precision = "about"
        self._extend_range(draft)
        percent = None
        if self._same_line(draft.first, draft.last):
            percent = self.phrases.starting(self.words, draft.last, ("percent",))
        if draft.first and self.norm[draft.first - 1] == "%" and self.words.glued[draft.first]:
            draft.first, percent = draft.first - 1, (draft.last, "percent")
        if percent:
            draft.last, draft.rule = percent[0], "percent"
            draft.noun = draft.first
        elif self._is_measure(draft) or not self._take_noun(number, draft):
            return None
        self._be_precise(draft)
        return draft

    def _is_label(self, number: Number) -> bool:
        """Whether the number names something (a resolution, a road), or is a part of a score or formula."""
        first, words = number.first, self.words
        before = first - 1
        if before >= 0 and (self.norm[before] == ARTICLE or (self.norm[before] == ":" and words.glued[first])):
            before -= 1
        if self._same_line(before, first):
            word = self.norm[before]
            if (
                word in _BETWEEN_DIGITS
                and words.glued[first]
                and before
                and words.kind[before - 1] in (Kind.NUMBER, Kind.LATIN)
            ):
                return not self._is_range_dash(before)
            if word in self.phrases.words["label"] and number.form == "digits":
                return not self._noun_at(number.last)
            if words.kind[before] == Kind.LATIN and words.glued[first]:
                return True
        after = number.last
        return (
            after + 1 < self.size
            and self.norm[after] in _BETWEEN_DIGITS
            and words.glued[after]
            and words.glued[after + 1]
            and words.kind[after + 1] == Kind.NUMBER
            and not self._is_range_dash(after)
        )

    def _is_range_dash(self, i: int) -> bool:
        """Whether "25-30" before a noun is a range."""
        first, second = self.norm[i - 1], self.norm[i + 1]
        if self.norm[i] != "-" or not (first.isdigit() and second.isdigit() and int(first) < int(second)):
            return False
        return self._noun_at(i + 2) is not None or bool(self.phrases.starting(self.words, i + 2, ("percent",)))

    def _extend_range(self, draft: _Draft) -> None:
        """ "Between 30 and 40", "25 to 30", "20 or 30"."""
        i = draft.last
        if i + 1 >= self.size or not self._same_line(draft.first, i):
            return
        second = self.at_number.get(i + 1)
        if second is None or second.form not in ("digits", "words") or second.low <= draft.low:
            return
        before = self.norm[draft.first - 1] if draft.first else ""
        link = self.norm[i]
        is_between = before in self.phrases.words["between"] and link == _AND
        if not (is_between or link in self.phrases.words["link"]):
            return
        scale = numbers.lexicon().scale.get(self.norm[second.last - 1], 1)
        if scale > 1 and draft.low * scale <= second.low:
            draft.low *= scale
        draft.high, draft.last, draft.rule = second.low, second.last, "range"
        if before in self.phrases.words["between"] | self.phrases.words["from"]:
            draft.first -= 1
            if is_between and draft.first and self.norm[draft.first - 1] in self.phrases.words["what"]:
                draft.first -= 1

    def _is_measure(self, draft: _Draft) -> bool:
        """Whether money, a length, a weight or a stretch of time follows."""
        i = draft.last
        if not self._same_line(draft.first, i):
            return False
        return self.phrases.starting(self.words, i, ("money", "measure")) is not None

    def _noun_at(self, i: int) -> Noun | None:
        if i >= self.size or self.words.kind[i] != Kind.WORD:
            return None
        return self.nouns.find(self.norm[i])

    def _take_noun(self, number: Number, draft: _Draft) -> bool:
        """Gives the draft its noun; False when it counts nothing."""
        self._take_brackets(draft)
        at = draft.last
        if self._same_line(draft.first, at) and self._noun_after(number, draft, at):
            return True
        if number.form == "fraction":
            return self._fraction_noun(draft)
        if number.low == 1 or (number.definite and number.form != "vague"):
            return self._noun_before(number, draft)
        return self._unknown_noun(number, draft)

    def _take_brackets(self, draft: _Draft) -> None:
        """ "(21) institutes": the brackets belong to the number."""
        i, j = draft.first - 1, draft.last
        if i < 0 or j + 1 >= self.size:
            return
        is_counted = self._noun_at(j + 1) is not None or self._looks_counted(self.norm[j + 1], draft.high)
        if (self.norm[i], self.norm[j]) in (("(", ")"), ('"', '"')) and is_counted:
            draft.first, draft.last = i, j + 1
            return
        # "Five (5) persons": the number once more.
        again = self.at_number.get(j + 1)
        if self.norm[j] == "(" and again and again.low == draft.low and again.last < self.size:
            draft.last = again.last + 1

    def _noun_after(self, number: Number, draft: _Draft, at: int) -> bool:
        if self.norm[at] in self.phrases.words["from"] and at + 1 < self.size and self._noun_of_whole(number, at + 1):
            at += 1
        if self.norm[at] in self.phrases.words["other-ones"]:
            draft.others, draft.noun, draft.last = True, at, at + 1
            draft.is_people, draft.of = True, "person"
            return True
        if self.norm[at] in self.phrases.words["from-them"] and number.form != "fraction":
            draft.noun, draft.is_people, draft.of, draft.others = draft.first, True, "person", True
            return True
        noun = self._noun_at(at)
        if noun is not None and noun.number != "d" and number.low != 1:
            self._set_noun(draft, noun, at)
            return True
        return False

    def _noun_of_whole(self, number: Number, i: int) -> bool:
        """Whether a definite plural follows "of" ("five of its members")."""
        noun = self._noun_at(i)
        if noun is None:
            return False
        return number.form == "vague" or number.definite or noun.number == "p"

    def _set_noun(self, draft: _Draft, noun: Noun, at: int) -> None:
        draft.of, draft.fate, draft.is_people, draft.noun = noun.of, noun.fate, noun.is_people, at
        draft.last = max(draft.last, at + 1)
        draft.first = min(draft.first, at)
        if self.norm[at] in self.phrases.words["members"] and self._are_states(draft):
            draft.of, draft.is_people = "state", False

    def _are_states(self, draft: _Draft) -> bool:
        """Whether members are member states: a body of states is named near, and no committee nearer."""
        begin, end = max(0, draft.first - 12), min(self.size, draft.last + 8)
        near = self.norm[begin:end]
        states = any(self.phrases.starting(self.words, i, ("member-states",)) for i in range(begin, end))
        return states and not any(word in self.phrases.words["committee"] for word in near)

    def _noun_before(self, number: Number, draft: _Draft) -> bool:
        """ "The four states", "the 193 members", "one vote": the number follows."""
        for i in range(number.first - 1, max(-1, number.first - 1 - _NOUN_BACK), -1):
            if not self._same_line(i, number.first) or self.words.kind[i] in (Kind.MARK, Kind.NUMBER):
                return False
            noun = self._noun_at(i)
            if noun is None:
                continue
            is_apart = i < number.first - (2 if noun.of == "vote" else 1)
            if number.low == 1 and (is_apart or noun.number != "s" or noun.is_definite or self._is_same(i)):
                return False
            if number.low > 1 and noun.number != "p":
                return False
            self._set_noun(draft, noun, i)
            return True
        return number.low > 2 and self._unknown_before(number, draft)

    def _is_same(self, i: int) -> bool:
        """Whether the noun is that of "of one family", "with one voice", which count nothing."""
        known = self.phrases.words
        return i > 0 and self.norm[i] in known["one-house"] and self.norm[i - 1] in known["of-one"]

    def _unknown_before(self, number: Number, draft: _Draft) -> bool:
        """Takes a definite word that no table has, right before a definite number."""
        i = number.first - 1
        if i >= 0 and self.norm[i] == ARTICLE:
            i -= 1
        if not self._same_line(i, number.first) or not self.norm[i].startswith(ARTICLE) or len(self.norm[i]) < 5:
            return False
        if self.norm[i] in self.phrases.words["definite-unit"]:
            return False
        draft.first = draft.noun = i
        return True

    def _fraction_noun(self, draft: _Draft) -> bool:
        """ "Half of the districts": a definite noun follows."""
        i = draft.last
        if not self._same_line(draft.first, i):
            return False
        if self.norm[i] in self.phrases.words["from"]:
            i += 1
        if i >= self.size or not self.norm[i].startswith(ARTICLE) or len(self.norm[i]) < 4:
            return False
        draft.last, draft.noun = i + 1, i
        return True

    def _unknown_noun(self, number: Number, draft: _Draft) -> bool:
        """Takes a noun that no table has, when it is written as a counted noun; keeps a bare number for its fate."""
        if self._is_bare_year(number):
            return False
        i = draft.last
        if self._same_line(draft.first, i) and self.words.kind[i] == Kind.WORD:
            word = self.norm[i]
            if self._looks_counted(word, draft.high) or (number.form == "vague" and self._is_definite_plural(word)):
                draft.last, draft.noun = i + 1, i
                if word.endswith(_PEOPLE_ENDINGS):
                    draft.of, draft.is_people = "person", True
                return True
        if number.form == "vague" and number.definite:
            draft.of, draft.is_people, draft.noun = "person", True, draft.first
            return True
        return self._is_headed(draft) or self._is_vote(draft) or self._is_counted_before(draft) or True

    def _is_headed(self, draft: _Draft) -> bool:
        """ "Killed: 12", "the wounded (7)": the noun stands before a colon or bracket."""
        i = draft.first - 1
        if i < 1 or self.norm[i] not in (":", "("):
            return False
        noun = self._noun_at(i - 1)
        if noun is None or noun.number != "p":
            return False
        draft.of, draft.fate, draft.is_people, draft.noun = noun.of, noun.fate, noun.is_people, draft.first
        return True

    def _is_definite_plural(self, word: str) -> bool:
        return word.startswith(ARTICLE) and len(word) > 4

    def _is_vote(self, draft: _Draft) -> bool:
        """A bare number of votes or of those who abstain."""
        begin = max(self.words.sentences[self.words.sentence[draft.first]][0], draft.first - 3)
        near = self.norm[begin : draft.first]
        if not any(word in self.phrases.words["vote-link"] for word in near):
            return False
        if not self._tells(self.phrases.words["vote"], draft.first, self._has_vote):
            return False
        draft.of, draft.noun = "vote", draft.first
        return True

    def _is_counted_before(self, draft: _Draft) -> bool:
        """ "Whose number reached 239", "the number of states rose to 12"."""
        begin = max(self.words.sentences[self.words.sentence[draft.first]][0], draft.first - _COUNT_BACK)
        for i in range(draft.first - 1, begin - 1, -1):
            if i in self.at_number:
                return False
            if self.norm[i] in self.phrases.words["count"]:
                noun = self._noun_at(i + 1) or self._noun_at(i - 1) or self._noun_at(i - 2)
                if noun is not None:
                    draft.of, draft.fate, draft.is_people, draft.noun = noun.of, noun.fate, noun.is_people, draft.first
                    return True
        return False

    def _is_bare_year(self, number: Number) -> bool:
        return number.form == "digits" and 1800 <= number.low <= 2199 and self.norm[number.first].isdigit()

    def _looks_counted(self, word: str, count: float) -> bool:
        if word in self.phrases.words["no-noun"] or word.startswith(ARTICLE) or len(word) < 3:
            return False
        if _is_of_them(word):
            return False
        if 11 <= count % 100 <= 99:
            return word.endswith((ALEF, TA_MARBUTA))
        return count >= 3

    def _be_precise(self, draft: _Draft) -> None:
        """Looks for "about", "more than" before the number and "at least" after it."""
        found = self.phrases.ending(self.words, draft.first, ("about", "least", "most"))
        end = draft.first
        if found and self._same_line(found[0], end):
            draft.precision, draft.first = found[1], found[0]
        after = self.phrases.starting(self.words, draft.last, ("least-after", "about-after", "most-after"))
        if after:
            draft.precision = after[1].removesuffix("-after")
            draft.last = after[0]

    # What befell those who are counted

    def _tell_fate(self, drafts: list[_Draft], i: int, draft: _Draft) -> None:
        before = drafts[i - 1] if i else None
        if before is not None and not self._in_one_sentence(before, draft):
            before = None
        if draft.others and before is not None and before.is_people:
            # "12 civilians, among them two women, were killed and five others wounded": other civilians.
            whole = drafts[before.part_of] if before.part_of >= 0 else before
            draft.of, draft.is_people = whole.of, True
        if before is not None:
            self._be_part(drafts, i, before, draft)
        if draft.rule in ("percent", "ordinal") or (draft.noun >= 0 and not draft.is_people):
            return
        if draft.fate:
            self._override(draft, before)
            return
        after = self._fate_after(draft)
        fate = after or self._fate_before(draft, before)
        draft.is_told_after = bool(after)
        if fate and not (fate == "evacuated" and draft.of == "fighter" and self._leave(draft)):
            draft.fate = fate
            if draft.noun < 0:
                draft.of, draft.is_people = "person", True
        elif draft.noun < 0 and before is not None and self._has_the_noun_of(before, draft):
            # "Seven were killed here and five there": the noun and the fate go on.
            draft.of, draft.fate, draft.is_people = before.of, before.fate, before.is_people
        elif draft.noun < 0:
            # A number without a noun counts people: what else is counted is named.
            draft.of, draft.is_people = "person", True

    def _has_the_noun_of(self, before: _Draft, draft: _Draft) -> bool:
        """Whether a bare number counts what the one before counts: it does not where a verb of its own follows."""
        after = self.norm[draft.last] if draft.last < self.size else ""
        return before.rule not in ("percent", "ordinal") and not _is_of_them(after)

    def _leave(self, draft: _Draft) -> bool:
        """Whether those counted leave by themselves: fighters who do withdraw, they are not evacuated."""
        near = self.norm[max(0, draft.first - _FATE_AHEAD) : draft.last + _FATE_AHEAD]
        return any(word in self.phrases.words["leaving"] for word in near)

    def _override(self, draft: _Draft, before: _Draft | None) -> None:
        """ "180 wounded were evacuated": what is done to them now is their fate; the displaced may have returned."""
        told = self._fate_before(draft, before)
        if draft.fate in ("wounded", "displaced") and told in ("evacuated", "detained"):
            draft.fate = told
        after = self.norm[draft.last : draft.last + 2]
        near = self.norm[max(0, draft.first - _FATE_NEAR + 1) : draft.first]
        if draft.fate == "displaced" and any(word in engine.guard("returned") for word in (*after, *near)):
            draft.fate = ""

    def _in_one_sentence(self, before: _Draft, draft: _Draft) -> bool:
        sentence = self.words.sentence
        return sentence[before.first] == sentence[draft.first]

    def _be_part(self, drafts: list[_Draft], i: int, before: _Draft, draft: _Draft) -> None:
        """ "12 dead, among them three children (and two women)": a part, with the fate of the whole."""
        between = self.norm[before.last : draft.first]
        is_part = any(word in self.phrases.words["part"] for word in between) and len(between) <= _FATE_AHEAD
        is_part = is_part or self._is_made_of(between) or self._is_some_of_them(between, draft)
        goes_on = between == [_AND] and before.part_of >= 0 and not draft.fate
        if is_part and before.is_people:
            # "15, among them 12 guards and three workers, three of them": all are parts of the 15.
            draft.part_of = i - 1
        elif goes_on:
            draft.part_of = before.part_of
        else:
            return
        whole = drafts[draft.part_of]
        if not whole.fate and whole.is_people:
            whole.fate = self._fate_after(whole) or self._fate_before(whole, None)
        if draft.is_people or draft.noun < 0:
            draft.fate = draft.fate or whole.fate
            if draft.noun < 0:
                draft.of, draft.is_people, draft.noun = whole.of, True, draft.first

    def _is_made_of(self, between: list[str]) -> bool:
        """ "Five, they are two Libyans …": the whole told one by one."""
        return bool(between) and between[-1] in self.phrases.words["made-of"] and len(between) <= _FATE_AHEAD

    def _is_some_of_them(self, between: list[str], draft: _Draft) -> bool:
        """ "Nine others, three of them badly"."""
        after = self.norm[draft.last : draft.last + 1]
        return between in ([_COMMA], [_COMMA, _AND], [_AND]) and bool(after) and after[0] in self._from_them

    def _fate_after(self, draft: _Draft) -> str:
        sentence, begin = self.words.sentence, draft.last
        if draft.noun < 0 and begin < self.size and self.norm[begin] in self.phrases.words["from"]:
            # "Two of its members were wounded".
            begin += 2
        for i in range(begin, min(self.size, begin + _FATE_AHEAD)):
            norm = self.norm[i]
            if sentence[i] != sentence[draft.first] or norm[:1] in _ENDS or i in self.at_number:
                return ""
            if self.words.kind[i] == Kind.MARK or norm in (_AND,):
                return ""
            phrase = self.fates.phrases.starting(self.words, i, _AFTER)
            if phrase:
                return phrase[1].split()[0]
            fate = self.fates.at(norm, "after") if not self._is_plain_verb(norm) else ""
            if fate:
                return fate
            if norm in self.phrases.words["preposition"]:
                return ""
        return ""

    def _is_plain_verb(self, norm: str) -> bool:
        """Whether a form tells a fate only of what follows it: after a number it has another subject."""
        return any(
            a.features.form in ("past", "present") and a.features.number == "s" for a in self.fates.lexicon.find(norm)
        )

    def _fate_before(self, draft: _Draft, before: _Draft | None) -> str:
        sentence, words = self.words.sentence, self.words
        stop = max(0, draft.first - _FATE_BACK)
        if before is not None and before.rule != "percent":
            if self._goes_on(before, draft):
                return before.fate
            stop = max(stop, before.last)
        for i in range(draft.first - 1, stop - 1, -1):
            norm = self.norm[i]
            if sentence[i] != sentence[draft.first] or norm in self.phrases.words["clause"]:
                return ""
            if words.kind[i] != Kind.WORD:
                continue
            phrase = self.fates.phrases.ending(self.words, i + 1, _BEFORE)
            if phrase:
                return phrase[1].split()[0]
            if self._is_beside(i, draft):
                continue
            fate = self.fates.at(norm, "before")
            if fate and (norm not in self.fates.near or draft.first - i <= _FATE_NEAR):
                return fate
        return ""

    def _is_beside(self, i: int, draft: _Draft) -> bool:
        """Whether the amount is told beside a plural of people: "the relatives of the detained and four lawyers"."""
        return self.norm[i].startswith(ARTICLE) and i == draft.first - 2 and self.norm[i + 1] == _AND

    def _goes_on(self, before: _Draft, draft: _Draft) -> bool:
        """Whether the fate of the amount before is that of this one too: "12 of the guards and three workers"."""
        if not before.is_people:
            return False
        joined = self.norm[before.last : draft.first]
        if joined in ([_AND], [_COMMA, _AND]):
            return True
        if len(joined) > _GOES_ON or not joined:
            return False
        added = self.phrases.ending(self.words, draft.first, ("joining",))
        if added and added[0] >= before.last:
            return self._is_phrase(before.last, added[0])
        is_partitive = joined[0] in self.phrases.words["from"] or len(joined) <= _ADJECTIVES
        return is_partitive and joined[-1] == _AND and self._is_phrase(before.last, draft.first)

    def _is_phrase(self, first: int, last: int) -> bool:
        """Whether nothing between two amounts begins another clause: a fate, a verb, a place or the like."""
        stops = self.phrases.words["clause"] | (self.phrases.words["preposition"] - self.phrases.words["from"])
        return not any(norm in stops or self.fates.lexicon.find(norm) for norm in self.norm[first:last])


def _is_of_them(norm: str) -> bool:
    """Whether a word looks like a verb in the masculine plural."""
    return norm.endswith(_THEY_DID) or (norm.endswith(_THEY) and norm[0] in PRESENT_PREFIXES)


_ENDS: Final = frozenset(SENTENCE_ENDS)
_FATES: Final = ("killed", "wounded", "missing", "detained", "displaced", "evacuated", "trapped", "in-need")
_AFTER: Final = tuple(f"{fate} {side}" for fate in _FATES for side in ("after", "both"))
_BEFORE: Final = tuple(f"{fate} {side}" for fate in _FATES for side in ("before", "both"))
