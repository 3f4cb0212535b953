"""Where sentences begin: after a final mark, and with every new line."""

from __future__ import annotations

from mahdar.arabic.normal import SENTENCE_ENDS
from mahdar.arabic.words import Kind, Words

# What may stand between a final mark and the next sentence, glued to the mark.
_CLOSERS = frozenset("\"')]}")


def sentence_starts(words: Words) -> list[bool]:
    """For each word whether a sentence begins with it.

    A full stop ends a sentence when white space follows it, and not after a single letter (an abbreviation).
    """
    starts = [False] * len(words)
    ended = True
    for i in range(len(words)):
        if ended or words.line[i] != words.line[i - 1]:
            starts[i] = True
            ended = False
        if _is_end(words, i):
            ended = True
        elif words.kind[i] == Kind.MARK and words.glued[i] and words.norm[i] in _CLOSERS:
            ended = i > 0 and _closes_after_end(words, i)
    return starts


def _is_end(words: Words, i: int) -> bool:
    norm = words.norm[i]
    if words.kind[i] != Kind.MARK or norm[0] not in SENTENCE_ENDS:
        return False
    if i + 1 < len(words) and words.glued[i + 1]:
        return False
    return not (norm == "." and i > 0 and words.glued[i] and _is_initial(words, i - 1))


def _is_initial(words: Words, i: int) -> bool:
    """Whether the word is a single letter, as in an abbreviation."""
    return words.kind[i] != Kind.MARK and words.end[i] - words.start[i] == 1


def _closes_after_end(words: Words, i: int) -> bool:
    """Whether the closing mark at `i` comes right after a final mark, and white space comes right after it."""
    before = i - 1
    while before > 0 and words.glued[before] and words.norm[before] in _CLOSERS:
        before -= 1
    is_final = words.kind[before] == Kind.MARK and words.norm[before][0] in SENTENCE_ENDS
    return is_final and not (i + 1 < len(words) and words.glued[i + 1])
