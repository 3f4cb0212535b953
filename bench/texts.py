"""Makes texts of one length, for measuring speed only: what they say makes no sense."""

import json
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from mahdar.evaluation import load_annotated

# The annotated samples, since their text is decoded already: speed of decoding is another question.
SAMPLES = Path(__file__).parents[1] / "samples" / "gold"
# Real articles, which developers alone have.
PRESS = Path(__file__).parents[2] / "shared" / "data" / "press"


def paragraphs() -> list[str]:
    """The paragraphs of all sample reports, in order."""
    texts = [load_annotated(path)["text"] for path in sorted(SAMPLES.glob("*.xml"))]
    return [line for text in texts for line in text.splitlines() if line.strip()]


def texts_of(words: int, *, number: int) -> list[str]:
    """`number` texts of `words` words each; their starts move on, so that hardly two are the same."""
    lines = paragraphs()
    return [_cut(lines[i % len(lines) :] + lines[: i % len(lines)], words, skip=i // len(lines)) for i in range(number)]


def press_texts_of(words: int, *, number: int) -> list[str]:
    """At most `number` texts of `words` words each, from one real article after another; none where there are none."""
    found: list[str] = []
    lines: list[str] = []
    have = 0
    for path in sorted(PRESS.glob("*.zip")):
        with ZipFile(path) as archive:
            articles = json.loads(archive.read(archive.namelist()[0]))
        # Each file holds one outlet after another: every so many give all of them.
        for article in islice(articles, 0, None, max(1, len(articles) // number)):
            for line in f"{article['title']}\n{article['content']}".splitlines():
                lines.append(line)
                have += len(line.split())
                if have >= words:
                    found.append(_cut(lines, words, skip=0))
                    lines, have = [], 0
            if len(found) >= number:
                return found[:number]
    return found


def _cut(lines: list[str], words: int, *, skip: int) -> str:
    """The first `words` words of the lines, after `skip` of them, with the ends of paragraphs kept."""
    taken: list[str] = []
    missing = words
    while missing > 0:
        for line in lines:
            found = line.split()[skip : skip + missing]
            skip = 0
            missing -= len(found)
            taken.append(" ".join(found))
            if missing <= 0:
                break
    return "\n\n".join(taken)
