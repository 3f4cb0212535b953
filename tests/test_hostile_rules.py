"""Every family of rules of every table against text made of its own words: twice the text, about twice the steps.

The words of a table are repeated, nested in quotation marks and brackets that are never closed, joined by "and", and
mixed with those of the others. Steps are the calls of the tokenizer and each component.
"""

from cProfile import Profile
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest
from spacy.language import Language

from mahdar.reading.pipeline import default_pipeline
from mahdar.tables import LANGUAGE, TableError, read_table

# Twice the text may take this many times the steps, and at any rate so many a character: what looks at the last 300
# names takes more and more until there are 300.
MOST_RATIO, FEW_STEPS = 2.6, 8
CHARACTERS = 9_000
TABLES = sorted(path for path in LANGUAGE.rglob("*.tsv") if not path.name.endswith(".examples.tsv"))
# How the words of a table are put together.
SHAPES = {
    "repeated": "{} ",
    "opened and never closed": "« {} ( ",
    "joined": "و{} ",
    "after he said that": "قال إن {} ",
    "a line each": "{}\n",
}


def cells(path: Path) -> list[str]:
    """The Arabic that stands in a table, the same in every run."""
    try:
        rows = list(read_table(path))
    except TableError:
        return []
    found = {
        part.strip("~[] ")
        for row in rows
        for cell in row.cells.values()
        for part in cell.split("|")
        if any("\u0620" <= char <= "\u064a" for char in part)
    }
    return sorted(found)


def text_of(words: list[str], shape: str) -> str:
    chosen = Random(shape).sample(words, min(len(words), 150))
    pieces: list[str] = []
    length = 0
    for word in cycle(chosen):
        pieces.append(shape.format(word))
        length += len(pieces[-1])
        if length > CHARACTERS:
            return "".join(pieces)
    return ""


def steps(nlp: Language, text: str) -> dict[str, int]:
    """The calls of the tokenizer and of each component."""
    counts: dict[str, int] = {}
    doc = None
    for name, action in (("tokenizer", nlp.make_doc), *nlp.pipeline):
        profile = Profile()
        doc = profile.runcall(partial(action, text if doc is None else doc))
        counts[name] = sum(entry.callcount for entry in profile.getstats())
    return counts


def slow_parts(path: Path, shape: str) -> dict[str, tuple[int, int]]:
    """The components that take more than in proportion, with their steps for the text once and twice."""
    words = cells(path)
    if not words:
        return {}
    nlp, text = default_pipeline(), text_of(words, SHAPES[shape])
    nlp(text)  # so that what is remembered by word is known
    once, twice = steps(nlp, text), steps(nlp, text * 2)
    return {
        name: (once[name], n)
        for name, n in twice.items()
        if n > max(FEW_STEPS * 2 * len(text), MOST_RATIO * once[name])
    }


def test_rules_of_one_table_in_each_folder_take_steps_in_proportion() -> None:
    sample = list(islice(TABLES, 0, None, 12))
    assert {path.stem: found for path in sample if (found := slow_parts(path, "opened and never closed"))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_rules_take_steps_in_proportion_to_their_own_words(path: Path, shape: str) -> None:
    assert slow_parts(path, shape) == {}
