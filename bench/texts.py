"""Makes texts of one length from the sample reports, for measuring speed only: what they say makes no sense."""

from pathlib import Path

from mahdar.evaluation import load_annotated

# The annotated samples, since their text is decoded already: speed of decoding is another question.
SAMPLES = Path(__file__).parents[1] / "samples" / "gold"


def paragraphs() -> list[str]:
    """The paragraphs of all sample reports, in order."""
    texts = [load_annotated(path)["text"] for path in sorted(SAMPLES.glob("*.xml"))]
    return [line for text in texts for line in text.splitlines() if line.strip()]


def texts_of(words: int, *, number: int) -> list[str]:
    """`number` texts of `words` words each; their starts move on, so that hardly two are the same."""
    lines = paragraphs()
    return [_cut(lines[i % len(lines) :] + lines[: i % len(lines)], words, skip=i // len(lines)) for i in range(number)]


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
