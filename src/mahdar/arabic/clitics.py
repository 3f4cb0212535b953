"""Parts the letters that Arabic writes joined to the next word (and, so, by, as, to, will) from that word.

A written word is weighed whole and parted by the frequencies of wordfreq's Arabic list (Speer 2022), with one
constant for each clitic; what the list has not is parted only before the article or after "and".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from mahdar.arabic.inflection import Lexicon
from mahdar.arabic.normal import (
    ALEF,
    ARTICLE,
    PRESENT_PREFIXES,
    PROCLITICS,
    normal_word,
    normalise,
)
from mahdar.compiled import compiled
from mahdar.kept import Kept
from mahdar.memo import Memo
from mahdar.tables import language_table

# How much rarer a stem may be than the written word and still be the better reading. Measured on UD Arabic-PUD.
WEIGHT: Final = {"and": 0.05, "so": 0.3, "by": 1.3, "as": 8.0, "to": 1.0, "will": 0.1}
# Before the article "by" and "as" are next to certain.
WEIGHT_BEFORE_ARTICLE: Final = 0.02
# A name of a gazetteer counts as often as a fairly common word, so that it is neither cut nor missed.
NAME_FREQUENCY: Final = 2e-6
# "I will" is rare in the press, and many whole words begin like it.
WEIGHT_WILL_I: Final = 10.0
SHORTEST_STEM: Final = 2
# What remains of a name without its first letter may be a word as common as this.
COMMON_STEM: Final = 1e-4
# Unknown to the list, a word of this many letters that starts with "and" is more often a joined name than a name.
SHORTEST_UNKNOWN: Final = 5


@lru_cache(maxsize=1)
def word_frequencies() -> dict[str, float]:
    """How often each normal form is met in wordfreq's Arabic list, as a share of all words; not to be changed."""
    return compiled("word-frequencies", _fold_list)


def _fold_list() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # on use: it takes a third of a second to import

    listed = get_frequency_dict("ar", "small")
    found: dict[str, float] = {}
    # All words in one go: normalising them one by one takes three times as long.
    for normal, share in zip(normalise("\n".join(listed)).split("\n"), listed.values(), strict=True):
        found[normal] = found.get(normal, 0.0) + share
    return found


@lru_cache(maxsize=1)
def whole_verbs() -> Lexicon[str]:
    """The verbs of the table `whole_verbs`, whose first letter is their own."""
    verbs: Lexicon[str] = Lexicon()
    for row in language_table("whole_verbs", columns=("past", "present")):
        verbs.add_verb(row["past"], row["present"], row["past"])
    return verbs


class Clitics(Kept):
    """Parts words; knows the frequencies of normal forms and the names it was given."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {normal_word(name) for name in names}
        self._frequency: dict[str, float] | None = None
        self._parted: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, tuple[str, ...]] = Memo()
        # As written, because hamza tells some apart that the normal form does not (the name Ban, "by that").
        self._written = {
            row["word"]: tuple(row.many("parts")) for row in language_table("clitics", columns=("word", "parts"))
        }
        for word, parts in self._written.items():
            self._parted.setdefault(normal_word(word), parts)

    @property
    def frequency(self) -> dict[str, float]:
        """How often each normal form is met, as a share of all words; names count as `NAME_FREQUENCY` at least."""
        if self._frequency is None:
            self._frequency = self._counted()
        return self._frequency

    def _counted(self) -> dict[str, float]:
        found = dict(word_frequencies())
        for name in self._names:
            found[name] = max(found.get(name, 0.0), NAME_FREQUENCY)
        return found

    def keep_whole(self, names: Iterable[str]) -> None:
        """Lets the words `names` never be parted, unless the table says how they part."""
        for name in names:
            if name not in self._written:
                normal = normal_word(name)
                if self.frequency.get(normal[1:], 0.0) > COMMON_STEM:
                    # Spelled otherwise ("wadi" with a hamza) it is a joined letter and a common word.
                    self._written[name] = ()
                    continue
                self._parted[normal] = ()
                if PROCLITICS["and"] + normal not in self._found:
                    self._parted.setdefault(PROCLITICS["and"] + normal, ("and",))
                self.frequency[normal] = max(self.frequency.get(normal, 0.0), NAME_FREQUENCY)

    def settle(self) -> None:
        """Keeps for good how the words met so far were parted."""
        self._found = Memo(dict(self._found))

    def is_known(self, normal: str) -> bool:
        """Whether the normal form is a word of the list or a name that was given."""
        return normal in self.frequency

    def part(self, word: str) -> tuple[str, ...]:
        """The clitics that stand before the stem of `word` as written, outermost first, by their names."""
        known = self._written.get(word)
        if known is None:
            normal = normal_word(word)
            known = self._parted.get(normal)
            if known is None:
                known = self._found.get(normal)
            if known is None:
                known = self._found[normal] = self._best(normal)
        return known

    def _best(self, normal: str) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        weight = self.frequency.get(normal, 0.0)
        for clitics in _candidates(normal):
            stem = self.stem(normal[len(clitics) :], after=clitics)
            if len(stem) < SHORTEST_STEM:
                continue
            score = self.frequency.get(stem, 0.0)
            if not score and len(stem) > len(ARTICLE) + 1 and stem.startswith(ARTICLE):
                score = self.frequency.get(stem[len(ARTICLE) :], 0.0)
            for name in clitics:
                if name == "will" and stem.startswith(ALEF):
                    score /= WEIGHT_WILL_I
                    continue
                sure = name in ("by", "as") and stem.startswith(ARTICLE)
                score /= WEIGHT_BEFORE_ARTICLE if sure else WEIGHT[name]
            if score > weight:
                best, weight = clitics, score
        if not weight:
            return self._unknown(normal)
        return best

    def stem(self, rest: str, *, after: tuple[str, ...]) -> str:
        """The normal form of a stem that is written as `rest` after the clitics `after`.

        "to" swallows the alef of a following article, and the article's lam too where the noun begins with one;
        both are written again here. A name that begins with a lam has no article.
        """
        lam = ARTICLE[-1]
        if not after or after[-1] != "to" or not rest.startswith(lam) or len(rest) <= SHORTEST_STEM + 1:
            return rest
        frequency = self.frequency
        if frequency.get(rest, 0.0) > frequency.get(rest[1:], 0.0):
            return ARTICLE + rest if ARTICLE + rest in frequency else rest
        return ALEF + rest

    def _unknown(self, normal: str) -> tuple[str, ...]:
        """The parting of a word that the list lacks whichever way it is read."""
        if whole_verbs().find(normal):
            return ()
        for clitics in _candidates(normal):
            stem = self.stem(normal[len(clitics) :], after=clitics)
            if len(stem) > len(ARTICLE) + 2 and stem.startswith(ARTICLE):
                return clitics
        if normal.startswith(PROCLITICS["and"]) and len(normal) >= SHORTEST_UNKNOWN:
            return ("and",)
        return ()


def _candidates(normal: str) -> Iterable[tuple[str, ...]]:
    """The ways in which clitics may stand before a stem: [and|so] [by|as|to|will]."""
    firsts = [(), *(((name,)) for name in ("and", "so") if normal.startswith(PROCLITICS[name]))]
    for first in firsts:
        rest = normal[len(first) :]
        if first:
            yield first
        for name in ("by", "as", "to", "will"):
            if not rest.startswith(PROCLITICS[name]):
                continue
            after = rest[1:]
            if name == "will" and after[:1] not in PRESENT_PREFIXES:
                continue
            yield (*first, name)
