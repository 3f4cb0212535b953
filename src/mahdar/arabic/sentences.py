"""Where sentences begin: after a final mark, and with every new line."""

from __future__ import annotations

from mahdar.arabic.normal import SENTENCE_ENDS
from mahdar.arabic.words import Kind, Words

# What may stand between a final mark and the next sentence, glued to the mark.
_CLOSERS = frozenset("\"')]}")
# No sentence of the press is as long: a longer stretch without a stop is cut, so that no rule on sentences is slow.
LONGEST_SENTENCE = 500


def sentence_starts(words: Words) -> list[bool]:
    """For each word whether a sentence begins with it.

    A full stop ends a sentence when white space follows it, and not after a single letter (an abbreviation). What
    nobody would call a sentence any more ends after `LONGEST_SENTENCE` words.
    """
    starts = [False] * len(words)
    ended, after_final, first = True, False, 0
    for i in range(len(words)):
        if ended or words.line[i] != words.line[i - 1] or (i - first >= LONGEST_SENTENCE and not words.glued[i]):
            starts[i] = True
            ended, first = False, i
        is_mark = words.kind[i] == Kind.MARK
        if is_mark and words.glued[i] and words.norm[i] in _CLOSERS:
            # It ends the sentence when only such marks part it from a final one, and white space comes right after it.
            ended = after_final and not (i + 1 < len(words) and words.glued[i + 1])
            continue
        after_final = is_mark and words.norm[i][0] in SENTENCE_ENDS
        if after_final and _is_end(words, i):
            ended = True
    return starts


def _is_end(words: Words, i: int) -> bool:
    """Whether the final mark at `i` ends a sentence."""
    if i + 1 < len(words) and words.glued[i + 1]:
        return False
    return not (words.norm[i] == "." and i > 0 and words.glued[i] and _is_initial(words, i - 1))


def _is_initial(words: Words, i: int) -> bool:
    """Whether the word is a single letter, as in an abbreviation."""
    return words.kind[i] != Kind.MARK and words.end[i] - words.start[i] == 1
