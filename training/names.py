"""Trains the name tagger on ANERcorp, measures it on the last tenth of the sentences, and writes the model."""

import argparse
import gzip
import random
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pycrfsuite
from spacy.vocab import Vocab

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Kind, Words, words_of
from mahdar.reading.names.component import Names
from mahdar.reading.names.tagger import KINDS, LABELS, MODEL, OUTSIDE, SCALE, Model, Tagger, load_model
from mahdar.reading.names.tagger_features import CONTEXTS, EDGE, NO_NAME, REACH, WIDEST, WordFeatures

KIND_OF_TAG = {"PERS": "person", "ORG": "organization", "LOC": "place", "MISC": "misc"}
# ANERcorp does not mark where an article ends, so sentences are read this many at a time, as if they were one report.
GROUP = 20
KEPT_ASIDE = 10
SETTINGS = {
    "c1": 0.1,
    "c2": 0.05,
    "max_iterations": 120,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
NEVER = -99_999
# Each sentence is learnt from twice, the second time with some words made unknown, so that what stands around a word
# and what the tables say of it weigh as they must for a name never met: this share, and only words rarer than this.
MADE_UNKNOWN = 0.4
SELDOM = 1e-3
OWN_FORM = "wan"
SEED = 1
HEADER = """\
# what: the weights of mahdar's name tagger, a conditional random field; made by scripts/train-names
# columns: w (of a word), c (of a row of classes) or t (after a label); offset, row or label; feature; label:weight
# source: trained on ANERcorp (Benajiba and Rosso 2007), training part of the CAMeL Lab split
# licence: CC BY-SA 4.0, see names.LICENCE.md
# gaps: the press of 2005 to 2007; sport and trade beside politics
"""

Sentence = list[tuple[str, str]]
Range = tuple[int, int, str]


@dataclass
class Group:
    """Some sentences as mahdar reads them: words with their labels, and the names as ranges of written words."""

    words: Words
    labels: list[str]
    owner: list[int]
    gold: set[Range]

    def norms_of(self, name: Range) -> tuple[str, ...]:
        """The normal forms of the words of a name, without clitics."""
        return tuple(
            norm
            for norm, owner, kind in zip(self.words.norm, self.owner, self.words.kind, strict=True)
            if name[0] <= owner < name[1] and kind != Kind.CLITIC
        )


def sentences(path: Path) -> list[Sentence]:
    """The sentences of the file: written words with their IOB tags."""
    found: list[Sentence] = [[]]
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            found.append([])
            continue
        word, tab, tag = line.rstrip("\r").partition("\t")
        if not tab or (tag != OUTSIDE and tag[2:] not in KIND_OF_TAG):
            raise SystemExit(f"{path}:{number}: wants a word, a tab and an IOB tag, has {line!r}")
        found[-1].append((word, tag))
    return [sentence for sentence in found if sentence]


def ranges(tags: Sequence[str]) -> Iterator[Range]:
    """The names that IOB tags spell."""
    first, kind = 0, ""
    for i, tag in enumerate((*tags, OUTSIDE)):
        if kind and (tag == OUTSIDE or tag[0] == "B" or KIND_OF_TAG[tag[2:]] != kind):
            yield first, i, kind
            kind = ""
        if tag != OUTSIDE and not kind:
            first, kind = i, KIND_OF_TAG[tag[2:]]


def group_of(part: Sequence[Sentence], tokenizer: ArabicTokenizer) -> Group:
    """The sentences read by mahdar's tokenizer, the labels moved from written words to stems."""
    lines, starts, at = [], [], 0
    for sentence in part:
        for word, _ in sentence:
            starts.append(at)
            at += len(word) + 1
        lines.append(" ".join(word for word, _ in sentence))
    words = words_of(tokenizer("\n".join(lines)))
    owner = [bisect_right(starts, start) - 1 for start in words.start]
    gold: set[Range] = set()
    base = 0
    for sentence in part:
        gold.update((first + base, last + base, kind) for first, last, kind in ranges([tag for _, tag in sentence]))
        base += len(sentence)
    labels = [OUTSIDE] * len(words)
    for first, last, kind in gold:
        _label(labels, words, (bisect_right(owner, first - 1), bisect_right(owner, last - 1)), kind)
    return Group(words, labels, owner, gold)


def _label(labels: list[str], words: Words, span: tuple[int, int], kind: str) -> None:
    """Labels the words of a name; clitics and marks at its edges stay outside."""
    first, last = span
    while first < last and words.kind[first] in (Kind.CLITIC, Kind.MARK):
        first += 1
    while first < last and words.kind[last - 1] in (Kind.CLITIC, Kind.MARK):
        last -= 1
    for i in range(first, last):
        labels[i] = f"{'B' if i == first else 'I'}-{kind}"


def groups_of(all_sentences: Sequence[Sentence], tokenizer: ArabicTokenizer) -> list[Group]:
    """The sentences, some at a time."""
    return [group_of(all_sentences[i : i + GROUP], tokenizer) for i in range(0, len(all_sentences), GROUP)]


@dataclass
class Extractor:
    """Writes out, for the trainer, the features that the tagger sums up by word form."""

    features: WordFeatures
    _of_word: dict[str, list[list[str]]] = field(default_factory=dict)

    def _written(self, norm: str) -> list[list[str]]:
        known = self._of_word.get(norm)
        if known is None:
            own = self.features.of(norm)
            known = self._of_word[norm] = [
                [f"w\t{offset}\t{feature}" for feature in own if abs(offset) <= REACH[feature[0]]]
                for offset in range(-WIDEST, WIDEST + 1)
            ]
        return known

    def of(self, norms: Sequence[str]) -> list[list[str]]:
        """The features of each word of a sentence."""
        edge = [EDGE] * WIDEST
        padded = [*edge, *norms, *edge]
        places = self.features.knowledge.places(norms)
        channels = {
            "c": [self.features.class_of(norm) for norm in padded],
            "g": [places.get(i - WIDEST, NO_NAME) for i in range(len(padded))],
        }
        found = []
        for i in range(WIDEST, len(norms) + WIDEST):
            own: list[str] = []
            for offset in range(-WIDEST, WIDEST + 1):
                own += self._written(padded[i + offset])[offset + WIDEST]
            for row, cells in enumerate(CONTEXTS):
                own.append(f"c\t{row}\t" + " ".join(channels[channel][i + offset] for channel, offset in cells))
            found.append(own)
        return found

    def of_half_unknown(self, norms: Sequence[str], chance: random.Random) -> list[list[str]]:
        """The same, without the features that tell the very form of some words."""
        hidden = [
            norm[0].isalpha()
            and len(norm) > 1
            and self.features.frequency.get(norm, 0.0) < SELDOM
            and chance.random() < MADE_UNKNOWN
            for norm in norms
        ]
        gone = [i for i, is_hidden in enumerate(hidden) if is_hidden]
        found = self.of(norms)
        for i, own in enumerate(found):
            near = [j - i for j in gone if abs(j - i) <= WIDEST]
            starts = tuple(f"w\t{offset}\t{letter}" for offset in near for letter in OWN_FORM)
            if starts:
                found[i] = [feature for feature in own if not feature.startswith(starts)]
        return found


def train(groups: Sequence[Group], extractor: Extractor, path: Path) -> None:
    """Writes the model that is learnt from `groups` to `path`."""
    trainer, chance = pycrfsuite.Trainer(verbose=False), random.Random(SEED)
    for group in groups:
        for first, last in group.words.sentences:
            if first < last:
                norms, labels = group.words.norm[first:last], group.labels[first:last]
                trainer.append(extractor.of(norms), labels)
                trainer.append(extractor.of_half_unknown(norms, chance), labels)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        crf = str(Path(folder) / "names.crf")
        trainer.train(crf)
        tagger = pycrfsuite.Tagger()
        tagger.open(crf)
        learnt = tagger.info()
        tagger.close()
    _write(learnt.state_features, learnt.transitions, path)


def _write(states: dict[tuple[str, str], float], transitions: dict[tuple[str, str], float], path: Path) -> None:
    """Writes the weights in whole thousandths, sorted, so that equal models are equal files."""
    number = {label: i for i, label in enumerate(LABELS)}
    cells: dict[str, dict[int, int]] = {}
    for (feature, label), weight in states.items():
        if round(weight * SCALE):
            cells.setdefault(feature, {})[number[label]] = round(weight * SCALE)
    rows: dict[int, dict[int, int]] = {i: {} for i in range(len(LABELS))}
    for (before, after), weight in transitions.items():
        rows[number[before]][number[after]] = round(weight * SCALE)
    for before, row in rows.items():
        for after, label in enumerate(LABELS):
            if label[0] == "I" and before not in (after, after - 1):
                row[after] = NEVER
    lines = [HEADER]
    lines += [f"t\t{before}\t\t{_cell(row)}\n" for before, row in rows.items()]
    lines += [f"{feature}\t{_cell(cells[feature])}\n" for feature in sorted(cells)]
    with path.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write("".join(lines).encode())


def _cell(weights: dict[int, int]) -> str:
    return " ".join(f"{label}:{weight}" for label, weight in sorted(weights.items()))


@dataclass
class Figures:
    """How many names were found, missed and made up, by kind and by whether training had them."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    recall: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'':14} {'P':>6} {'R':>6} {'F1':>6} {'names':>6}"
        for name, kinds in (("all", KINDS), *((kind, (kind,)) for kind in KINDS)):
            right, wrong, missed = (sum(each[kind] for kind in kinds) for each in (self.right, self.wrong, self.missed))
            precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            yield f"{name:14} {precision:6.3f} {recall:6.3f} {f1:6.3f} {right + missed:6}"
        for name in ("seen", "unseen"):
            found, names = self.recall[name, True], self.recall[name, True] + self.recall[name, False]
            yield f"{name:14} {'':6} {found / max(1, names):6.3f} {'':6} {names:6}"


def measure(groups: Sequence[Group], tag: Callable[[Words], Sequence[Range]], known: set[tuple[str, ...]]) -> Figures:
    """Strict figures over ranges of written words, as ANERcorp has them."""
    figures = Figures()
    for group in groups:
        found = {(group.owner[first], group.owner[last - 1] + 1, kind) for first, last, kind in tag(group.words)}
        figures.right.update(kind for *_, kind in found & group.gold)
        figures.wrong.update(kind for *_, kind in found - group.gold)
        figures.missed.update(kind for *_, kind in group.gold - found)
        for name in group.gold:
            figures.recall["seen" if group.norms_of(name) in known else "unseen", name in found] += 1
    return figures


def speed(groups: Sequence[Group], tagger: Tagger) -> float:
    """Words a second on one core, word forms known from a first round as in the reading of an archive."""
    for _ in range(2):
        start = time.perf_counter()
        for group in groups:
            tagger.tag(group.words)
        took = time.perf_counter() - start
    return sum(len(group.words) for group in groups) / took


def main() -> None:
    """Trains, measures, prints, and writes the model learnt from all sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="path to anercorp_train.conll")
    parser.add_argument("--model", type=Path, default=MODEL, help="where to write the model")
    parser.add_argument("--figures-only", action="store_true", help="measure, but leave the model as it is")
    arguments = parser.parse_args()

    tokenizer = ArabicTokenizer(Vocab())
    # Names and Tagger tell the tokenizer which words are whole, so that training parts words as reading does.
    Names(tokenizer)
    empty = Model(np.zeros((len(LABELS), len(LABELS)), np.int32))
    extractor = Extractor(Tagger(tokenizer, model=empty).features)
    corpus = sentences(arguments.corpus)
    cut = len(corpus) * (KEPT_ASIDE - 1) // KEPT_ASIDE
    learnt, aside = groups_of(corpus[:cut], tokenizer), groups_of(corpus[cut:], tokenizer)
    known = {group.norms_of(name) for group in learnt for name in group.gold}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.crf.gz"
        train(learnt, extractor, path)
        tagger = Tagger(tokenizer, model=load_model(path))
        print(f"trained on {cut} sentences, measured on the last {len(corpus) - cut} (strict)")
        print(*measure(aside, tagger.tag, known).lines(), sep="\n")
        print(f"words a second {speed(aside, tagger):,.0f}")
    if not arguments.figures_only:
        train([*learnt, *aside], extractor, arguments.model)
        size = arguments.model.stat().st_size
        print(f"{arguments.model.name}: learnt from all {len(corpus)} sentences, {size:,} bytes")


if __name__ == "__main__":
    main()
