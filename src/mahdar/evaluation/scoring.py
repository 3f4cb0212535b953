"""Scores readings against annotated ones, layer by layer.

Names match on the exact span and kind; roles, times and amounts on overlap (roles by half); statements on at
least half of the joint length; events on an overlapping trigger of the same type. Matches are one to one.
A field (value, speaker, actors, …) is scored on top of its layer's matches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mahdar.evaluation.annotation import LAYERS, Reading

Entry = dict[str, Any]
Pairs = list[tuple[Entry, Entry]]
Likeness = Callable[[Entry, Entry], float]

# The layers whose mean is the one figure of a reading; the others only explain it.
MEAN = (
    "parts",
    "names",
    "coreference",
    "times.value",
    "amounts.value",
    "statements",
    "statements.speaker",
    "events",
    "events.actors",
    "published",
)
# "At least half" as a strict bound that rounding cannot move.
HALF = 0.499
# What a span of days earns that holds the right day: the most days it may have, and its credit.
PUBLISHED_CREDIT = ((7, 0.75), (31, 0.5), (92, 0.25))


@dataclass(frozen=True, slots=True)
class Row:
    """Precision, recall and their harmonic mean of one layer, and how many entries they rest on."""

    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int

    @classmethod
    def of(cls, *, found: float, right: float, gold: int, predicted: int) -> Row:
        """The row for `found` of the gold entries and `right` of the predicted ones."""
        precision = right / predicted if predicted else 0.0
        recall = found / gold if gold else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0, gold, predicted)


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of each layer, what went wrong in it, and which gold reports have no usable reading."""

    rows: dict[str, Row]
    errors: dict[str, list[str]]
    warnings: list[str]

    @property
    def mean(self) -> float:
        """The mean F1 over the layers named in `MEAN`."""
        return sum(self.rows[name].f1 for name in MEAN if name in self.rows) / len(MEAN)

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        names = Row.__slots__
        return {
            "mean": self.mean,
            **{layer: {name: getattr(row, name) for name in names} for layer, row in self.rows.items()},
        }

    def table(self) -> str:
        """The figures as a table of plain text, one layer a line, the mean last."""
        lines = [f"{'layer':22}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>7}"]
        lines += [
            f"{name:22}{row.precision:7.3f}{row.recall:7.3f}{row.f1:7.3f}{row.gold:7}{row.predicted:7}"
            for name, row in sorted(self.rows.items())
        ]
        lines.append(f"{f'mean of {len(MEAN)}':22}{'':14}{self.mean:7.3f}")
        return "\n".join(lines)


def score(gold: Iterable[Reading], predicted: Iterable[Reading]) -> Scores:
    """The scores of the `predicted` readings against the `gold` ones; they belong together by their text."""
    by_text = {reading["text"].strip(): reading for reading in predicted}
    tally, warnings = _Tally(), []
    for want in gold:
        name = want["report"]["source"]
        have = by_text.get(want["text"].strip())
        if have is None:
            warnings.append(f"no prediction for {name}")
            have = _empty(want)
        elif have["text"] != want["text"]:
            warnings.append(f"text differs at its edges for {name}: offsets will not match")
        _Comparison(want, have, tally).run()
    return Scores(rows=tally.rows(), errors=dict(tally.errors), warnings=warnings)


def _empty(want: Reading) -> Reading:
    """A reading of the same text that finds nothing."""
    unknown = {"earliest": None, "latest": None}
    return {**want, **{layer: [] for layer in LAYERS}, "report": {**want["report"], "published": unknown}}


def overlap(a: Entry, b: Entry) -> int:
    """How many characters two spans share."""
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, shared)


def jaccard(a: Entry, b: Entry) -> float:
    """The shared part of the joint length of two spans."""
    shared = overlap(a, b)
    return shared / (a["end"] - a["start"] + b["end"] - b["start"] - shared) if shared else 0.0


def pair(golds: Sequence[Entry], predictions: Sequence[Entry], likeness: Likeness, least: float = 0.0) -> Pairs:
    """One-to-one pairs of overlapping spans, the most alike first; `likeness` must exceed `least`."""
    candidates = [
        (-likeness(gold, prediction), i, j)
        for i, gold in enumerate(golds)
        for j, prediction in enumerate(predictions)
        if overlap(gold, prediction)
    ]
    free_gold, free_predicted = set(range(len(golds))), set(range(len(predictions)))
    pairs = []
    for unlike, i, j in sorted(candidates):
        if -unlike > least and i in free_gold and j in free_predicted:
            free_gold.remove(i)
            free_predicted.remove(j)
            pairs.append((golds[i], predictions[j]))
    return pairs


def dated_right(want: Entry, have: Entry) -> float:
    """The credit for a day of publication: 1 when it is right, less for a wider span that holds it."""
    if not have["earliest"] or not have["latest"]:
        return 0
    if (want["earliest"], want["latest"]) == (have["earliest"], have["latest"]):
        return 1
    first, last = date.fromisoformat(have["earliest"]), date.fromisoformat(have["latest"])
    if date.fromisoformat(want["earliest"]) < first or last < date.fromisoformat(want["latest"]):
        return 0
    width = (last - first).days + 1
    return next((credit for days, credit in PUBLISHED_CREDIT if width <= days), 0)


@dataclass(slots=True)
class _Tally:
    """Counts by layer over all reports, and the lines that explain what went wrong."""

    hits: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    gold: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    errors: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cluster_found: float = 0.0
    cluster_right: float = 0.0
    gold_mentions: int = 0
    predicted_mentions: int = 0

    def add(self, layer: str, hits: float, gold: int, predicted: int) -> None:
        self.hits[layer] += hits
        self.gold[layer] += gold
        self.predicted[layer] += predicted

    def rows(self) -> dict[str, Row]:
        rows = {}
        for layer in sorted(self.gold):
            hits = self.hits[layer]
            rows[layer] = Row.of(found=hits, right=hits, gold=self.gold[layer], predicted=self.predicted[layer])
        rows["coreference"] = Row.of(
            found=self.cluster_found,
            right=self.cluster_right,
            gold=self.gold_mentions,
            predicted=self.predicted_mentions,
        )
        return rows


class _Comparison:
    """One gold reading beside the predicted one, layer by layer."""

    def __init__(self, want: Reading, have: Reading, tally: _Tally) -> None:
        self.want, self.have, self.tally = want, have, tally
        self.text: str = want["text"]
        self.stands_for = _entity_map(want["mentions"], have["mentions"])

    def run(self) -> None:
        self._parts()
        self._mentions()
        self._coreference()
        self._times()
        self._amounts()
        self._statements()
        self._events()
        self._published()

    def _error(self, layer: str, what: str, span: Entry, detail: str) -> None:
        words = self.text[span["start"] : span["end"]].replace("\n", " ")[:90]
        self.tally.errors[layer].append(f"{what:7} {self.want['report']['source']}: {words}  {detail}")

    def _layer(
        self,
        name: str,
        entries: tuple[Sequence[Entry], Sequence[Entry]],
        likeness: Likeness,
        least: float = 0.0,
    ) -> Pairs:
        golds, predictions = entries
        pairs = pair(golds, predictions, likeness, least)
        self.tally.add(name, len(pairs), len(golds), len(predictions))
        matched = {id(entry) for both in pairs for entry in both}
        for what, side in (("missed", golds), ("extra", predictions)):
            for entry in side:
                if id(entry) not in matched:
                    label = entry.get("type") or entry.get("kind") or entry.get("value") or ""
                    self._error(name, what, entry, label)
        return pairs

    def _field(self, name: str, pairs: Pairs, totals: tuple[int, int], right: Callable[[Entry, Entry], bool]) -> None:
        hits = 0
        for gold, predicted in pairs:
            if right(gold, predicted):
                hits += 1
            else:
                self._error(name, "wrong", gold, f"gold={_fields(gold)} predicted={_fields(predicted)}"[:330])
        self.tally.add(name, hits, *totals)

    def _both(self, layer: str) -> tuple[Sequence[Entry], Sequence[Entry]]:
        return self.want[layer], self.have[layer]

    def _totals(self, layer: str) -> tuple[int, int]:
        return len(self.want[layer]), len(self.have[layer])

    def _translated(self, ids: Iterable[str]) -> set[str]:
        """The gold entities that predicted ones stand for; one that stands for none stays unknown."""
        return {self.stands_for.get(one, f"?{one}") for one in ids}

    def _parts(self) -> None:
        """Counts characters, since a part may come in several pieces; the body is what is left over."""
        want, have = (
            {
                (i, part["kind"])
                for part in reading["parts"]
                if part["kind"] != "body"
                for i in range(part["start"], part["end"])
                if not self.text[i].isspace()
            }
            for reading in (self.want, self.have)
        )
        self.tally.add("parts", len(want & have), len(want), len(have))

    def _mentions(self) -> None:
        names = _mentions(self.want, "name"), _mentions(self.have, "name")
        self._layer("names", names, lambda g, p: float(_name_key(g) == _name_key(p)))
        roles = _mentions(self.want, "role"), _mentions(self.have, "role")
        self._layer("roles", roles, jaccard, HALF)

    def _coreference(self) -> None:
        """B³ over the occurrences of mentions, names and roles together."""
        golds, predictions = self._both("mentions")
        pairs = pair(golds, predictions, jaccard, HALF)
        gold_sizes = Counter(mention["entity"] for mention in golds)
        predicted_sizes = Counter(mention["entity"] for mention in predictions)
        shared = Counter((gold["entity"], predicted["entity"]) for gold, predicted in pairs)
        of_gold = {id(gold): predicted for gold, predicted in pairs}
        of_predicted = {id(predicted): gold for gold, predicted in pairs}
        # Summed in the order of each side's own mentions, so that the last digit is the same everywhere.
        self.tally.cluster_found += sum(
            shared[gold["entity"], of_gold[id(gold)]["entity"]] / gold_sizes[gold["entity"]]
            for gold in golds
            if id(gold) in of_gold
        )
        self.tally.cluster_right += sum(
            shared[of_predicted[id(one)]["entity"], one["entity"]] / predicted_sizes[one["entity"]]
            for one in predictions
            if id(one) in of_predicted
        )
        self.tally.gold_mentions += len(golds)
        self.tally.predicted_mentions += len(predictions)

    def _times(self) -> None:
        pairs = self._layer("times", self._both("times"), jaccard)
        self._field("times.value", pairs, self._totals("times"), _same("type", "value"))

    def _amounts(self) -> None:
        pairs = self._layer("amounts", self._both("amounts"), jaccard)
        self._field("amounts.value", pairs, self._totals("amounts"), _same("low", "high"))
        self._field("amounts.fate", pairs, self._totals("amounts"), _same("of", "fate"))

    def _statements(self) -> None:
        pairs = self._layer("statements", self._both("statements"), jaccard, HALF)
        totals = self._totals("statements")
        self._field("statements.speaker", pairs, totals, self._same_speaker)
        self._field("statements.kind", pairs, totals, _same("kind"))
        for gold, predicted in pairs:
            via = self._translated(predicted["via"])
            self.tally.add("statements.via", len(set(gold["via"]) & via), len(gold["via"]), len(via))

    def _same_speaker(self, gold: Entry, predicted: Entry) -> bool:
        return self.stands_for.get(predicted["speaker"]) in gold.get("speakers", [gold["speaker"]])

    def _events(self) -> None:
        golds, predictions = self._both("events")
        pairs = self._layer("events", (golds, predictions), _event_likeness)
        for role in ("actors", "recipients"):
            hits = sum(len(set(gold[role]) & self._translated(one[role])) for gold, one in pairs)
            totals = [sum(len(set(event[role])) for event in side) for side in (golds, predictions)]
            self.tally.add(f"events.{role}", hits, totals[0], totals[1])
        self._field("events.status", pairs, self._totals("events"), _same("status"))
        dated = [sum(bool(event["earliest"]) for event in side) for side in (golds, predictions)]
        dated_pairs = [(gold, one) for gold, one in pairs if gold["earliest"]]
        self._field("events.date", dated_pairs, (dated[0], dated[1]), _same("earliest", "latest"))

    def _published(self) -> None:
        want, have = self.want["report"]["published"], self.have["report"]["published"]
        if not want["earliest"]:
            return
        credit = dated_right(want, have)
        self.tally.add("published", credit, 1, int(bool(have["earliest"])))
        if credit < 1:
            source = self.want["report"]["source"]
            self.tally.errors["published"].append(f"wrong   {source}: gold={want} predicted={have}"[:300])


def _fields(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if name not in ("start", "end")}


def _same(*names: str) -> Callable[[Entry, Entry], bool]:
    """A test for equal values of all the fields `names`."""
    return lambda gold, predicted: all(gold[name] == predicted[name] for name in names)


def _event_likeness(gold: Entry, predicted: Entry) -> float:
    return jaccard(gold, predicted) if gold["type"] == predicted["type"] else 0.0


def _name_key(mention: Entry) -> tuple[int, int, str | None]:
    return mention["start"], mention["end"], mention["kind"]


def _mentions(reading: Reading, form: str) -> list[Entry]:
    """The mentions of one form, each once, with the kind of their entity."""
    kinds = {entity["id"]: entity["kind"] for entity in reading["entities"]}
    unique = {
        (mention["start"], mention["end"], mention["entity"]): {
            **mention,
            "kind": kinds.get(mention["entity"]),
        }
        for mention in reading["mentions"]
        if mention["form"] == form
    }
    return list(unique.values())


def _entity_map(golds: Iterable[Entry], predictions: Iterable[Entry]) -> dict[str, str]:
    """Which gold entity each predicted one stands for: the one it shares most mention text with."""
    golds = list(golds)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for predicted in predictions:
        for gold in golds:
            likeness = jaccard(gold, predicted)
            if likeness >= 0.5:
                # A Counter holds any number, though its type only speaks of whole ones.
                votes[predicted["entity"]][gold["entity"]] += likeness  # type: ignore[assignment]
    return {one: max(sorted(counts), key=counts.__getitem__) for one, counts in votes.items()}
