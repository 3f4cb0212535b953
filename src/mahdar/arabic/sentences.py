"""Where sentences begin: after a final mark, and with every new line."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import SENTENCE_ENDS
from mahdar.arabic.words import Kind, Words

# What may stand between a final mark and the next sentence, glued to the mark.
_CLOSERS: Final = frozenset("\"')]}")
# No sentence of the press is as long: a longer stretch without a stop is cut, so that no rule on sentences is slow.
LONGEST_SENTENCE: Final = 500


def sentence_starts(words: Words) -> list[bool]:
    """For each word whether a sentence begins with it.

    A full stop ends a sentence when white space follows it, and not after a single letter (an abbreviation). What
    nobody would call a sentence any more ends after `LONGEST_SENTENCE` words.
    """
    kinds, lines, norms, glued = words.kind, words.line, words.norm, words.glued
    size, mark = len(norms), Kind.MARK
    starts = [False] * size
    ended, after_final, first, line = True, False, 0, -1
    for i in range(size):
        if ended or lines[i] != line or (i - first >= LONGEST_SENTENCE and not glued[i]):
            starts[i] = True
            ended, first, line = False, i, lines[i]
        if kinds[i] != mark:
            after_final = False
        elif glued[i] and norms[i] in _CLOSERS:
            # It ends the sentence when only such marks part it from a final one, and white space comes right after it.
            ended = after_final and not (i + 1 < size and glued[i + 1])
        else:
            after_final = norms[i][0] in SENTENCE_ENDS
            ended = after_final and _is_end(words, i)
    return starts


def _is_end(words: Words, i: int) -> bool:
    """Whether the final mark at `i` ends a sentence."""
    if i + 1 < len(words) and words.glued[i + 1]:
        return False
    return not (words.norm[i] == "." and i > 0 and words.glued[i] and _is_initial(words, i - 1))


def _is_initial(words: Words, i: int) -> bool:
    """Whether the word is a single letter, as in an abbreviation."""
    return words.kind[i] != Kind.MARK and words.end[i] - words.start[i] == 1
