"""Tags the names in the words of a report with a small trained model: a conditional random field over word features.

The model is linear, so what a word adds to its own and its neighbours' labels is summed up once for each normal form
and looked up ever after; `scripts/train-names` makes the model.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.vocab import Vocab

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Kind, Words
from mahdar.errors import TableError
from mahdar.kept import Kept
from mahdar.reading.names.tagger_features import CONTEXTS, EDGE, NO_NAME, WIDEST, Knowledge, WordFeatures, whole_words
from mahdar.world import World, load_world

MODEL: Final = Path(__file__).parent / "models" / "names.crf.gz"
PERSON: Final = "person"
MISC: Final = "misc"
KINDS: Final = (PERSON, "organization", "place", MISC)
OUTSIDE: Final = "O"
LABELS: Final = (OUTSIDE, *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))
# Weights are whole thousandths, and summed up as such: a sum of fractions hangs on the order in which it is made.
SCALE: Final = 1000
FIRST_ROOM: Final = 4096
MOST_REMEMBERED = 60_000
# A full name tells more of what its last word is than that word found alone elsewhere does.
FULL_VOTE: Final = 2
TAIL_VOTE: Final = 1
# Marks that may stand inside a name: the hyphen of a double name, the stroke and the apostrophe of foreign ones.
_INNER_MARKS: Final = frozenset("-'&")

Weights: TypeAlias = NDArray[np.int32]
Indexes: TypeAlias = NDArray[np.int64]
# The words [first, last) of a sentence that may be in names, and whether they begin and end the sentence.
Stretch: TypeAlias = tuple[int, int, bool, bool]


class Tagged(NamedTuple):
    """One name: its first word, the word after its last, and person, organization, place or misc."""

    first: int
    last: int
    kind: str


# A channel of classes, and how many words in a row are looked at.
Shape: TypeAlias = tuple[str, int]


@dataclass(slots=True)
class RowsOfClasses:
    """The rows of classes of one shape that some context weighs, in order; they are numbered from 1 on."""

    keys: Indexes

    def numbers(self, classes: Indexes, length: int) -> Indexes:
        """The number of the row that begins at each word, 0 for one that nothing weighs."""
        size = len(classes) - length + 1
        wanted = classes[:size]
        for offset in range(1, length):
            wanted = wanted << 20 | classes[offset : offset + size]
        at = np.minimum(self.keys.searchsorted(wanted), len(self.keys) - 1)
        numbers: Indexes = (at + 1) * (self.keys[at] == wanted)
        return numbers


@dataclass(slots=True)
class Context:
    """What rows of classes add to the labels of a word: their shape, where they begin, the weights by their numbers."""

    shape: Shape
    first: int
    weights: Weights


@dataclass(slots=True)
class Model:
    """The weights by feature: of words, of known names, of rows of word classes, and of one label after another."""

    transitions: Weights
    rows: dict[str, int] = field(default_factory=dict)
    weights: Weights = field(default_factory=lambda: np.zeros((0, 2 * WIDEST + 1, len(LABELS)), np.int32))
    classes: dict[str, int] = field(default_factory=dict)
    rows_of_classes: dict[Shape, RowsOfClasses] = field(default_factory=dict)
    contexts: list[Context] = field(default_factory=list)

    @property
    def bounds(self) -> tuple[int, int, int]:
        """The most that going into a name, on in one and out of one adds beyond staying outside."""
        into, on = self.transitions[:, 1::2].max(), self.transitions[:, 2::2].max()
        outside = self.transitions[0, 0]
        return int(into - outside), int(on - outside), int(self.transitions[1:, 0].max() - outside)


@lru_cache(maxsize=2)
def load_model(path: Path = MODEL) -> Model:
    """The model in the file `path`. Raises `TableError`, naming the file, for one that is missing or damaged."""
    model = Model(np.zeros((len(LABELS), len(LABELS)), np.int32))
    words: list[tuple[str, int, str]] = []
    contexts: list[list[tuple[list[str], str]]] = [[] for _ in CONTEXTS]
    try:
        for sort, at, name, cell in _rows(path):
            if sort == "w":
                words.append((name, int(at) + WIDEST, cell))
            elif sort == "c":
                contexts[int(at)].append((name.split(" "), cell))
            else:
                model.transitions[int(at)] = _vector(cell)
        _fill_words(model, words)
        _fill_contexts(model, contexts)
    except (OSError, EOFError, ValueError, IndexError, zlib.error) as error:
        raise TableError(f"{path}: no model of the name tagger: {error}") from error
    return model


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of a model file: sort of weight, offset or number, feature, weights."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def _pairs(cell: str) -> Iterator[tuple[int, int]]:
    for pair in cell.split(" "):
        label, _, weight = pair.partition(":")
        yield int(label), int(weight)


def _vector(cell: str) -> Weights:
    found = np.zeros(len(LABELS), np.int32)
    for label, weight in _pairs(cell):
        found[label] = weight
    return found


def _fill_words(model: Model, words: list[tuple[str, int, str]]) -> None:
    rows = model.rows
    for name, _, _ in words:
        rows.setdefault(name, len(rows))
    weights = np.zeros((len(rows), 2 * WIDEST + 1, len(LABELS)), np.int32)
    for name, at, cell in words:
        row = weights[rows[name], at]
        for label, weight in _pairs(cell):
            row[label] = weight
    model.weights = weights


def _fill_contexts(model: Model, contexts: list[list[tuple[list[str], str]]]) -> None:
    classes = model.classes
    for entries in contexts:
        for names, _ in entries:
            for name in names:
                classes.setdefault(name, len(classes) + 1)
    known: dict[Shape, set[int]] = {}
    shapes = [(offsets[0][0], len(offsets)) for offsets in CONTEXTS]
    keyed = [{_key([classes[name] for name in names]): cell for names, cell in entries} for entries in contexts]
    for shape, cells in zip(shapes, keyed, strict=True):
        known.setdefault(shape, set()).update(cells)
    numbers: dict[Shape, dict[int, int]] = {}
    for shape, keys in known.items():
        if keys:
            model.rows_of_classes[shape] = RowsOfClasses(np.array(sorted(keys), np.int64))
        numbers[shape] = {key: number for number, key in enumerate(sorted(keys), start=1)}
    for offsets, shape, cells in zip(CONTEXTS, shapes, keyed, strict=True):
        if cells:
            weights = np.zeros((len(known[shape]) + 1, len(LABELS)), np.int32)
            for key, cell in cells.items():
                weights[numbers[shape][key]] = _vector(cell)
            model.contexts.append(Context(shape, offsets[0][1], weights))


def _key(classes: list[int]) -> int:
    key = 0
    for each in classes:
        key = key << 20 | each
    return key


class NameTagger(Protocol):
    """Whatever tags names: the shipped tagger or a user's own."""

    def tag(self, words: Words) -> list[Tagged]:
        """The names in `words` as half-open ranges with their kinds, in order and without overlap."""
        ...


class Tagger(Kept):
    """Finds names with a conditional random field trained on ANERcorp (Benajiba and Rosso 2007)."""

    def __init__(
        self,
        tokenizer: ArabicTokenizer | None = None,
        *,
        world: World | None = None,
        model: Model | None = None,
    ) -> None:
        tokenizer = tokenizer or ArabicTokenizer(Vocab())
        self.model = model or load_model()
        tokenizer.clitics.keep_whole(whole_words())
        self.knowledge = Knowledge(world or load_world(), parting=tokenizer.norms)
        self.features = WordFeatures(self.knowledge)
        self._bounds = self.model.bounds
        self._forget()

    def _forget(self) -> None:
        """Starts the memory of word forms anew."""
        self._ids: dict[str, int] = {}
        self._classes = np.zeros(FIRST_ROOM, np.int64)
        self._sums = np.zeros((2 * WIDEST + 1, FIRST_ROOM, len(LABELS)), np.int32)
        self._learn(EDGE)

    def _learn(self, norm: str) -> int:
        """The number of a form that is new, its weights summed up."""
        number = self._ids[norm] = len(self._ids)
        if number >= len(self._classes):
            self._classes = np.concatenate([self._classes, np.zeros_like(self._classes)])
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)], axis=1)
        features = self.features.of(norm)
        rows = [row for row in map(self.model.rows.get, features) if row is not None]
        if rows:
            self._sums[:, number] = self.model.weights[rows].sum(axis=0)
        self._classes[number] = self.model.classes.get(self.features.class_of(norm), 0)
        return number

    def tag(self, words: Words) -> list[Tagged]:
        """The names in `words` as half-open ranges with their kinds, in order and without overlap."""
        if not len(words):
            return []
        if len(self._ids) > MOST_REMEMBERED:
            self._forget()
        labels = self._best(self._scores(words), words.sentences)
        found = [name for name in _names(words, labels) if not self._describes(words, name)]
        return self._everywhere(words, found) if found else found

    def _describes(self, words: Words, name: Tagged) -> bool:
        """Whether the name is one word that only describes; of kind misc such words are names in their own right."""
        is_alone = name.last - name.first == 1 and name.kind != MISC
        return is_alone and self.knowledge.describes(words.norm[name.first])

    def _everywhere(self, words: Words, found: list[Tagged]) -> list[Tagged]:
        """The names, each also where the model missed it, and of the kind that most of its occurrences have."""
        votes: dict[tuple[str, ...], dict[str, int]] = {}
        norms = words.norm
        for first, last, kind in found:
            vote = votes.setdefault(tuple(norms[first:last]), {})
            vote[kind] = vote.get(kind, 0) + FULL_VOTE
            if kind == PERSON and last - first > 1:
                vote = votes.setdefault((norms[last - 1],), {})
                vote[kind] = vote.get(kind, 0) + TAIL_VOTE
        kinds = {name: _most(vote) for name, vote in votes.items()}
        named = [Tagged(first, last, kinds[tuple(norms[first:last])]) for first, last, _ in found]
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(kinds, key=len, reverse=True):
            if len(name) > 1 or self.features.is_rare(name[0]):
                by_first.setdefault(name[0], []).append(name)
        free = [True] * len(words)
        for first, last, _ in found:
            free[first:last] = [False] * (last - first)
        again = []
        for i, norm in enumerate(norms):
            if not free[i] or norm not in by_first:
                continue
            for name in by_first[norm]:
                last = i + len(name)
                if tuple(norms[i:last]) == name and all(free[i:last]):
                    again.append(Tagged(i, last, kinds[name]))
                    free[i:last] = [False] * len(name)
                    break
        return sorted(named + again) if again else named

    def _scores(self, words: Words) -> Weights:
        """What each label is worth at each word, the labels beside it left out."""
        known = self._ids
        padded = [0] * WIDEST
        for first, last in words.sentences:
            for norm in words.norm[first:last]:
                number = known.get(norm)
                padded.append(self._learn(norm) if number is None else number)
            padded += [0] * WIDEST
        ids = np.array(padded, np.int64)
        size = len(ids) - 2 * WIDEST
        total = np.zeros((size, len(LABELS)), np.int32)
        for at in range(2 * WIDEST + 1):
            total += self._sums[at].take(ids[at : at + size], axis=0)
        kept = np.ones(size, bool)
        end = 0
        for first, last in words.sentences[:-1]:
            end += last - first
            kept[end : end + WIDEST] = False
            end += WIDEST
        names = np.zeros(len(ids), np.int64)
        self._add_contexts(total, {"c": self._classes[ids], "g": self._places(words, names, kept)}, size)
        return total[kept]

    def _places(self, words: Words, padded: Indexes, kept: NDArray[np.bool_]) -> Indexes:
        """The classes of the words' places in known names, laid out as `kept` says."""
        classes = self.model.classes
        outside = classes.get(NO_NAME, 0)
        found = np.full(len(words), outside, np.int64)
        for first, last in words.sentences:
            for i, place in self.knowledge.places(words.norm[first:last]).items():
                found[first + i] = classes.get(place, 0)
        padded[:] = outside
        padded[WIDEST:-WIDEST][kept] = found
        return padded

    def _add_contexts(self, total: Weights, channels: dict[str, Indexes], size: int) -> None:
        model = self.model
        numbers = {shape: rows.numbers(channels[shape[0]], shape[1]) for shape, rows in model.rows_of_classes.items()}
        for context in model.contexts:
            first = WIDEST + context.first
            total += context.weights.take(numbers[context.shape][first : first + size], axis=0)

    def _best(self, scores: Weights, sentences: list[tuple[int, int]]) -> list[int]:
        """The best row of labels of each sentence."""
        labels = [0] * len(scores)
        stretches = self._unsure(scores, sentences)
        if stretches:
            self._label(scores, stretches, labels)
        return labels

    def _unsure(self, scores: Weights, sentences: list[tuple[int, int]]) -> list[Stretch]:
        """The stretches of words that may be in names; every other word is outside in the best row of labels.

        Words in names, from one word outside to the next, are worth no more above words outside than the sum of what
        each adds at best, and of the transition back. Where that is less than nothing for every such stretch that
        holds a word, the best row has no name there.
        """
        beginning, inner, leaving = self._bounds
        outside = scores[:, 0]
        starts = scores[:, 1::2].max(axis=1) - outside
        insides = scores[:, 2::2].max(axis=1) - outside
        gains: list[int] = np.maximum(starts + beginning, insides + inner).tolist()
        found: list[Stretch] = []
        for first, last in sentences:
            if first == last:
                continue
            # No transition leads to a sentence's first word.
            gains[first] = int(max(starts[first], insides[first]))
            found += _stretches(gains, first, last, leaving)
        return found

    def _label(self, scores: Weights, stretches: list[Stretch], labels: list[int]) -> None:
        """Fills the best labels of each stretch (Viterbi's algorithm, all stretches side by side)."""
        order = sorted(stretches, key=_shortness)
        starts = np.array([stretch[0] for stretch in order])
        lengths = np.array([stretch[1] - stretch[0] for stretch in order])
        transitions = self.model.transitions
        # By the label that is come to.
        into = np.ascontiguousarray(transitions.T)
        back = np.zeros(scores.shape, np.uint8)
        best = scores[starts]
        best[[not stretch[2] for stretch in order]] += transitions[0]
        for step in range(1, int(lengths[0])):
            active = int(np.count_nonzero(lengths > step))
            through = best[:active, None, :] + into
            choice = through.argmax(axis=2)
            at = starts[:active] + step
            back[at] = choice
            best[:active] = through.max(axis=2) + scores[at]
        best[[not stretch[3] for stretch in order]] += transitions[:, 0]
        lasts: list[int] = best.argmax(axis=1).tolist()
        trace: bytes = back.tobytes()
        for stretch, label in zip(order, lasts, strict=True):
            for i in range(stretch[1] - 1, stretch[0] - 1, -1):
                labels[i] = label
                label = trace[i * len(LABELS) + label]


def _stretches(gains: list[int], first: int, last: int, leaving: int) -> list[Stretch]:
    """The stretches of the sentence [first, last) whose words may be in names, by what each word gains at best."""
    # What the best row of words in names that begins with a word is worth; nothing is left after the last word.
    later = [0] * (last - first)
    worth = end = 0
    for i in range(last - 1, first - 1, -1):
        worth = gains[i] + (worth if worth > end else end)
        later[i - first] = worth
        end = leaving
    found: list[Stretch] = []
    before = 0
    begin = -1
    for i in range(first, last):
        # Without the word: what the best row that ends before it is worth.
        if before + later[i - first] >= 0:
            if begin < 0:
                begin = i
        elif begin >= 0:
            found.append((begin, i, begin == first, False))
            begin = -1
        before += gains[i]
        if before < 0:
            before = 0
    if begin >= 0:
        found.append((begin, last, begin == first, True))
    return found


def _most(vote: dict[str, int]) -> str:
    """What got most votes; of equals the one that was met first."""
    best, most = "", -1
    for name, number in vote.items():
        if number > most:
            best, most = name, number
    return best


def _shortness(stretch: Stretch) -> int:
    return stretch[0] - stretch[1]


def _names(words: Words, labels: list[int]) -> Iterator[Tagged]:
    """The names that the labels spell, cut at marks and freed of clitics and marks at their edges."""
    i, size = 0, len(labels)
    while i < size:
        if not labels[i]:
            i += 1
            continue
        kind = (labels[i] - 1) // 2
        first = i
        i += 1
        while i < size and labels[i] == 2 * kind + 2 and not _is_break(words, i):
            i += 1
        last = i
        while first < last and words.kind[first] in (Kind.CLITIC, Kind.MARK):
            first += 1
        while first < last and words.kind[last - 1] in (Kind.CLITIC, Kind.MARK):
            last -= 1
        if first < last:
            yield Tagged(first, last, KINDS[kind])


def _is_break(words: Words, i: int) -> bool:
    """Whether no name goes on over the place before word `i`."""
    if words.kind[i] == Kind.MARK and words.norm[i] not in _INNER_MARKS:
        return True
    return words.sentence[i] != words.sentence[i - 1] or bool(words.text[words.end[i - 1] : words.start[i]].strip())
