"""Finds the parts of a report from the order, length, ends and cues of its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from mahdar.arabic.normal import PROCLITICS, SENTENCE_ENDS
from mahdar.kept import Kept
from mahdar.reading.layers import Part
from mahdar.reading.parts.dateline_words import DatelineWords
from mahdar.reading.parts.datelines import Datelines, Found
from mahdar.reading.parts.line_cues import Cue, LineCues, first_in
from mahdar.reading.parts.lines import Line, Token, lines_of, tokens_of

# Words. A headline of the Arabic press rarely has more than thirty words, a first paragraph rarely fewer than eight.
LONGEST_TITLE: Final = 34
# Lines. A site repeats its headline within a few lines.
REPEAT_REACH: Final = 8
SHORTEST_STOPPED_FIRST: Final = 16
SHORTEST_STOPPED: Final = 8
SHORTEST_UNSTOPPED: Final = 20
SHORTEST_TITLE: Final = 5
LONGEST_DATELINE: Final = 16
LONGEST_CAPTION: Final = 30
LONGEST_HEADING: Final = 16
LONGEST_LOOSE_HEADING: Final = 8
LONGEST_SIGNOFF: Final = 7
LONGEST_MENU_ITEM: Final = 3
LONGEST_WRITER: Final = 7
# An added remark is a sentence; fewer words in brackets explain a word of the source.
SHORTEST_INSERTION: Final = 6
SHORTEST_STOPPED_INSERTION: Final = 4
# How many of the paragraphs may lack a final stop before its absence says nothing.
LOOSE_SHARE: Final = 0.4
_BULLETS: Final = "-–—•*●■▪◾♦►▶"
_ADS: Final = "♦►▶◄◀★☆⬅➡❖✦"
_MENU: Final = re.compile(r"\s*[|»>›«·•]\s*|\s+[/\-–]\s+")
_BRACKETS: Final = re.compile(r"[\[\]]")
_AND: Final = PROCLITICS["and"]
_ENDS: Final = SENTENCE_ENDS + "\u2026:"
_AFTER_CUE: Final = (":", "/", "-")

Labels = list[list[Found] | None]


class Layout(Kept):
    """Labels the lines of a report: what stands before the first paragraph, between the paragraphs, after the last."""

    def __init__(self) -> None:
        self._cues = LineCues()
        self._words = DatelineWords()

    def parts(self, text: str, *, outlet: str | None = None, title: str | None = None) -> list[Part]:
        """The parts of `text` in order, body included; `outlet` is the publisher's name, `title` the headline, where
        they are known.
        """
        lines = lines_of(text)
        labelling = _Labelling(text, lines, self._cues, self._words, outlet)
        if lines and title:
            labelling.is_titled = _norms(text[lines[0].start : lines[0].end]) == _norms(title)
        return _assemble(text, lines, labelling.run())


class _Labelling:
    """The labelling of one report: `labels[i]` holds the parts of line i, None while it counts as body."""

    def __init__(self, text: str, lines: list[Line], cues: LineCues, words: DatelineWords, outlet: str | None) -> None:
        self.text = text
        self.lines = lines
        self.cues = cues
        self.words = words
        self.datelines = Datelines(words)
        self.outlet = _norms(outlet) if outlet else []
        self.labels: Labels = [None] * len(lines)
        # Each line is asked about in up to three zones.
        self.cues_of: list[list[Cue] | None] = [None] * len(lines)
        self.insertions = _insertions(text)
        self.first = 0
        self.last = 0
        self.title: int | None = None
        # Whether the first line is the headline that the caller gave.
        self.is_titled = False

    def run(self) -> list[Found]:
        """All parts but the body."""
        if self.lines:
            self._head()
            self.last = self._last_paragraph()
            self._body()
            self._tail()
            self._signed_paragraph()
        found = [part for label in self.labels for part in label or ()]
        return sorted([*self.insertions, *(part for part in found if not self._is_inserted(part))], key=_start)

    def _cue(self, i: int, zone: str) -> Cue | None:
        """The cue that tells what line `i`, which stands in `zone`, is for."""
        found = self.cues_of[i]
        if found is None:
            found = self.cues_of[i] = self.cues.all_of(self.lines[i])
        return first_in(found, zone)

    def _is_inserted(self, part: Found) -> bool:
        return any(ins.start < part.end and part.start < ins.end for ins in self.insertions)

    def _put(self, i: int, kind: str, rule: str) -> None:
        line = self.lines[i]
        self.labels[i] = [Found(line.start, line.end, kind, rule)]

    # What stands before the first paragraph

    def _head(self) -> None:
        open_lines: list[int] = []
        for i in range(len(self.lines)):
            if i == 0 and self.is_titled:
                open_lines.append(i)
                continue
            if self._label_in_head(i, seen_title=bool(open_lines)):
                continue
            if self._is_first_paragraph(i, seen_title=bool(open_lines)):
                self.first = i
                break
            open_lines.append(i)
        else:
            self.first = open_lines[1] if len(open_lines) > 1 else len(self.lines)
            if len(open_lines) == 1 and self.lines[open_lines[0]].is_stopped and not self.is_titled:
                self.first = open_lines[0]
            open_lines = [i for i in open_lines if i < self.first]
        self._label_open(open_lines)
        if self.first < len(self.lines):
            line = self.lines[self.first]
            if not any(label and label[-1].kind == "dateline" for label in self.labels[: self.first]):
                self.labels[self.first] = self.datelines.prefix(self.text, line.start, line.end) or None

    def _label_in_head(self, i: int, *, seen_title: bool) -> bool:
        """Whether cues alone tell what line `i` before the first paragraph is for; labels it then."""
        line = self.lines[i]
        cue = self._cue(i, "head")
        if cue is not None and not (cue.kind == "byline" and not self._names_writer(line)):
            self._put(i, cue.kind, cue.rule)
            return True
        if line.is_short and self.words.is_date(line.head):
            self._put(i, "furniture", "furniture.date")
            return True
        if line.words <= LONGEST_DATELINE and not line.is_stopped:
            self.labels[i] = self.datelines.own_line(self.text, line.start, line.end, is_first=not seen_title) or None
        if self.labels[i] is None and seen_title and self._is_credited(line):
            self._put(i, "caption", "caption.agency")
        elif self.labels[i] is None and _is_menu(self.text[line.start : line.end]):
            self._put(i, "furniture", "furniture.menu")
        return self.labels[i] is not None

    def _names_writer(self, line: Line) -> bool:
        """Whether the words after the cue of a byline can be a name, up to a comma or a bracket."""
        tokens = line.head
        colon = next((n for n, token in enumerate(tokens[:5]) if token.norm in _AFTER_CUE), 0)
        rest = tokens[colon + 1 :]
        end = next((n for n, token in enumerate(rest) if n and token.is_mark and token.norm not in ".'"), len(rest))
        named = rest[:end]
        return self.words.is_person(named) or self.words.is_name_like(named)

    def _is_first_paragraph(self, i: int, *, seen_title: bool) -> bool:
        line = self.lines[i]
        if line.words > LONGEST_TITLE or any(line.start <= ins.start < line.end for ins in self.insertions):
            return True
        if line.is_stopped and line.words >= (SHORTEST_STOPPED if seen_title else SHORTEST_STOPPED_FIRST):
            return not (seen_title and self._is_repeated_next(i))
        after_dateline = i > 0 and any(part.kind == "dateline" for part in self.labels[i - 1] or ())
        if after_dateline and line.words >= SHORTEST_STOPPED:
            return True
        if seen_title and line.words >= SHORTEST_UNSTOPPED and not self._is_repeated(i):
            return True
        if line.words >= SHORTEST_STOPPED_FIRST or (seen_title and line.words >= SHORTEST_STOPPED):
            return bool(self.datelines.prefix(self.text, line.start, line.end)) and line.is_stopped
        return False

    def _is_repeated(self, i: int) -> bool:
        key = self.lines[i].key
        near = self.lines[max(0, i - REPEAT_REACH) : i + REPEAT_REACH]
        return sum(1 for line in near if line.key == key) > 1

    def _is_repeated_next(self, i: int) -> bool:
        return i + 1 < len(self.lines) and self.lines[i + 1].key == self.lines[i].key

    def _label_open(self, open_lines: list[int]) -> None:
        """Labels the lines before the first paragraph that no cue told of: title, repeats, sections, headings."""
        if not open_lines:
            return
        seen = Counter(self.lines[i].key for i in open_lines)
        self.title = 0 if self.is_titled else self._choose_title(open_lines, seen)
        title = self.lines[self.title]
        last_title = max(i for i in open_lines if self.lines[i].key == title.key)
        self._put(self.title, "title", "title.given" if self.is_titled else "title.first-line")
        for i in open_lines:
            line = self.lines[i]
            if i == self.title:
                continue
            if line.key == title.key:
                self._put(i, "furniture", "furniture.repeated-title")
            elif i < self.title:
                self._put(i, "furniture", "furniture.section")
            elif seen[line.key] > 1 or i < last_title:
                self._put(i, "caption", "caption.repeated")
            elif line.words <= LONGEST_WRITER and self._is_writers_line(line):
                self._put(i, "byline", "byline.under-title")
            elif line.words <= LONGEST_WRITER and self._is_from_line(line):
                self._put(i, "dateline", "dateline.shape")
            else:
                self._put(i, "heading", "heading.under-title")

    def _choose_title(self, open_lines: list[int], seen: Counter[str]) -> int:
        repeated = [i for i in open_lines if seen[self.lines[i].key] > 1 and self.lines[i].words >= 3]
        if repeated:
            return repeated[0]
        others = [i for i in open_lines if not self._is_writer(self.lines[i])] or open_lines
        long_enough = [i for i in others if self.lines[i].words >= SHORTEST_TITLE]
        return long_enough[0] if long_enough else max(others, key=lambda i: self.lines[i].words)

    def _is_writer(self, line: Line) -> bool:
        """Whether the line can be a writer's name, perhaps with "(agencies)" after it."""
        tokens = line.head
        opening = next((n for n, token in enumerate(tokens) if token.norm == "("), len(tokens))
        return self.words.is_person(tokens[:opening])

    def _is_writers_line(self, line: Line) -> bool:
        return self._is_writer(line) or self._is_name_like(line) or self.words.is_writer_from(line.head)

    def _is_from_line(self, line: Line) -> bool:
        """Whether a short line under the title says from where, by its outlet or by its marks alone."""
        if self._is_outlet(line.head) or line.last_mark == ":":
            return True
        marks = [n for n, token in enumerate(line.head) if token.norm in ("-", "/", "(")]
        is_inside = len(marks) == 1 and 0 < marks[0] < len(line.head) - 1
        return is_inside and not any(token.norm == ":" or token.norm.isdigit() for token in line.head)

    def _is_credited(self, line: Line) -> bool:
        """Whether the line ends with an agency in brackets after words of its own, as under a picture."""
        tokens = line.tail
        opening = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].norm == "("), 0)
        if opening < 3 or tokens[-1].norm not in (")", ".") or line.words > LONGEST_CAPTION:
            return False
        return self._is_outlet(tokens[opening:])

    def _is_name_like(self, line: Line) -> bool:
        return self.words.is_name_like(line.head)

    def _is_outlet(self, tokens: Sequence[Token]) -> bool:
        words = [token for token in tokens if not token.is_mark]
        norms = [token.norm for token in words]
        return norms == self.outlet or self.words.carrier(words) is not None

    # What stands between the paragraphs

    def _last_paragraph(self) -> int:
        last = self.first
        for i in range(self.first, len(self.lines)):
            line = self.lines[i]
            is_long = line.words >= SHORTEST_UNSTOPPED - 2 or (line.is_stopped and line.words > SHORTEST_INSERTION)
            if (is_long and (cue := self._cue(i, "tail")) is None) or self._holds_insertion(line):
                last = i
            elif is_long and cue is not None and cue.zone == "any" and cue.kind == "caption":
                last = max(last, self.first)
        return last

    def _holds_insertion(self, line: Line) -> bool:
        return any(ins.start < line.end and line.start < ins.end for ins in self.insertions)

    def _body(self) -> None:
        for i in range(self.first + 1, self.last):
            line = self.lines[i]
            cue = self._cue(i, "body")
            if cue is not None and not (cue.kind == "byline" and not self._names_writer(line)):
                self._put(i, cue.kind, cue.rule)
            elif self._repeats_title(line):
                self._put(i, "furniture", "furniture.repeated-title")
            elif self._follows_bare_cue(i) and self._may_be_headline(line):
                self._put(i, "furniture", "furniture.listed")
        self._headings()

    def _repeats_title(self, line: Line) -> bool:
        if self.title is None or line.words > LONGEST_TITLE:
            return False
        return line.key == self.lines[self.title].key

    def _follows_bare_cue(self, i: int) -> bool:
        """Whether the line before is furniture that announces headlines, or such a headline itself."""
        label = self.labels[i - 1]
        if not label or label[0].kind != "furniture":
            return False
        if label[0].rule == "furniture.listed":
            return not self.lines[i].blank_before
        before = self.lines[i - 1]
        return label[0].rule in ("furniture.read-also", "furniture.related") and (
            before.words <= 3 or before.last_mark == ":"
        )

    @staticmethod
    def _may_be_headline(line: Line) -> bool:
        return not line.is_stopped and not line.is_open and line.words <= SHORTEST_UNSTOPPED

    def _headings(self) -> None:
        longest = LONGEST_LOOSE_HEADING if self._is_loose() else LONGEST_HEADING
        i = self.first + 1
        while i < self.last:
            if not self._may_be_heading(i, longest):
                i += 1
                continue
            block = i
            while block < self.last and self._is_loose_line(block):
                block += 1
            for chosen in self._headings_of_block(i, block):
                self._put(chosen, "heading", "heading.between-paragraphs")
            i = max(block, i + 1)

    def _headings_of_block(self, first: int, end: int) -> list[int]:
        """Which of the short lines [first, end) between two paragraphs are headings."""
        before = self.lines[first - 1]
        if before.last_mark == ":":
            return []
        if end - first == 1:
            return [first] if self._leads_on(end) else []
        listed = [n for n in range(first + 1, end) if _is_item(self.text, self.lines[n])]
        if len(listed) * 2 >= end - first - 1:
            return [] if _is_item(self.text, self.lines[first]) else [first]
        return list(range(first, end)) if end - first == 2 and self._leads_on(end) else []

    def _leads_on(self, i: int) -> bool:
        """Whether line `i` is a paragraph that a heading can stand over."""
        line = self.lines[i]
        return i <= self.last and (line.words >= SHORTEST_STOPPED or line.is_stopped or line.is_open)

    def _is_loose_line(self, i: int) -> bool:
        line = self.lines[i]
        return (
            self.labels[i] is None
            and line.words <= LONGEST_HEADING
            and not line.is_stopped
            and not line.is_open
            and not self._holds_insertion(line)
        )

    def _may_be_heading(self, i: int, longest: int) -> bool:
        line = self.lines[i]
        if not self._is_loose_line(i) or line.words > longest or line.is_open:
            return False
        if self.text[line.start] in _BULLETS:
            return False
        word = next((token.norm for token in line.head if not token.is_mark), "")
        return not (word.startswith(_AND) and self._is_quoted_or_verb(line))

    @staticmethod
    def _is_quoted_or_verb(line: Line) -> bool:
        """Whether a line that begins with "and" goes on telling: headings hardly ever begin so."""
        return line.words > 3

    def _is_loose(self) -> bool:
        """Whether the report leaves out final stops so often that their absence tells nothing."""
        paragraphs = [
            line
            for i, line in enumerate(self.lines[self.first : self.last + 1], self.first)
            if self.labels[i] is None and line.words >= SHORTEST_UNSTOPPED
        ]
        loose = sum(1 for line in paragraphs if line.last_mark not in _ENDS)
        return bool(paragraphs) and loose > LOOSE_SHARE * len(paragraphs)

    # What stands after the last paragraph

    def _tail(self) -> None:
        rest = range(max(self.last, self.first) + 1, len(self.lines))
        for i in rest:
            line = self.lines[i]
            cue = self._cue(i, "tail")
            if cue is not None and (cue.kind != "byline" or cue.place != "start" or self._names_writer(line)):
                self._put(i, cue.kind, cue.rule)
            else:
                self._tail_line(i)
        for i in rest:
            line = self.lines[i]
            is_short = line.words <= LONGEST_SIGNOFF and not line.is_stopped and not line.is_open
            if self.labels[i] is None and is_short:
                self.labels[i] = self._signed(i)
            if self.labels[i] is None and self._is_after_furniture(i) and self._may_be_headline(line):
                self._put(i, "furniture", "furniture.after-furniture")

    def _is_after_furniture(self, i: int) -> bool:
        """Whether the line before is furniture other than a date: what follows is hardly the report's."""
        label = self.labels[i - 1]
        return bool(label) and all(part.kind == "furniture" and part.rule != "furniture.date" for part in label or ())

    def _tail_line(self, i: int) -> None:
        """Labels a line after the last paragraph whose shape tells what it is for."""
        line = self.lines[i]
        before = self.labels[i - 1]
        if self._repeats_title(line):
            self._put(i, "furniture", "furniture.repeated-title")
        elif line.is_short and all(token.is_mark for token in line.head):
            self._put(i, "furniture", "furniture.marks")
        elif line.words <= LONGEST_SIGNOFF and (self.text[line.start] == "/" or _is_initials(line)):
            self._put(i, "signoff", "signoff.desk")
        elif self.text[line.start] in _ADS:
            self._put(i, "furniture", "furniture.bullet")
        elif line.is_short and self.words.is_date(line.head):
            after_signoff = bool(before) and before is not None and before[-1].kind == "signoff"
            self._put(i, *(("signoff", "signoff.time") if after_signoff else ("furniture", "furniture.date")))
        elif _is_menu(self.text[line.start : line.end]) or (self._follows_bare_cue(i) and self._may_be_headline(line)):
            self._put(i, "furniture", "furniture.listed")

    def _signed(self, i: int) -> list[Found] | None:
        """The parts of a short last line: who published and who wrote the report."""
        line = self.lines[i]
        words = line.named
        split = self.datelines.own_line(self.text, line.start, line.end, is_first=False)
        if len(split) < 2 and (self._is_outlet(words) or self._is_in_dateline(line)):
            return [Found(line.start, line.end, "signoff", "signoff.outlet")]
        if split:
            return [
                Found(part.start, part.end, "signoff", "signoff.outlet") if part.kind == "dateline" else part
                for part in split
            ]
        if self._is_writer(line) or (len(words) <= 3 and self._is_name_like(line)):
            return [Found(line.start, line.end, "byline", "byline.last-line")]
        is_alone = i == len(self.lines) - 1 or self.labels[i + 1] is not None
        is_telling = any(token.norm.isdigit() or self.words.is_particle(token) for token in words)
        if is_alone and i - 1 <= self.last and not is_telling:
            return [Found(line.start, line.end, "signoff", "signoff.last-line")]
        return None

    def _is_in_dateline(self, line: Line) -> bool:
        """Whether the dateline or byline at the top holds the words of the line."""
        return any(
            line.key in " ".join(_norms(self.text[part.start : part.end]))
            for label in self.labels[: self.first + 1]
            for part in label or ()
            if part.kind == "dateline"
        )

    def _signed_paragraph(self) -> None:
        """Labels an agency in brackets at the end of the last paragraph."""
        if self.last >= len(self.lines) or self.title == self.last:
            return
        line = self.lines[self.last]
        end = line.end
        while end > line.start and self.text[end - 1] in " .":
            end -= 1
        opening = self.text.rfind("(", max(line.start, end - 160), end)
        if opening <= line.start or self.text[end - 1] != ")" or ")" in self.text[opening : end - 1]:
            return
        tokens = tokens_of(self.text, opening, end)
        words = [token for token in tokens if not token.is_mark]
        cue = self.cues.find(Line(self.text, opening, end, blank_before=False), zone="tail")
        if self._is_outlet(words):
            self._add(self.last, Found(opening, end, "signoff", "signoff.agency"))
        elif cue is not None and cue.place == "marked":
            self._add(self.last, Found(opening, end, cue.kind, cue.rule))

    def _add(self, i: int, part: Found) -> None:
        self.labels[i] = [*(self.labels[i] or ()), part]


def _start(part: Found) -> int:
    return part.start


def _norms(words: str) -> list[str]:
    return [token.norm for token in tokens_of(words, 0, len(words)) if not token.is_mark]


def _is_initials(line: Line) -> bool:
    """Whether the line holds single letters only, as the initials of a desk."""
    words = line.named
    return len(words) > 1 and all(len(token.norm) == 1 and token.norm.isalpha() for token in words)


def _is_menu(words: str) -> bool:
    """Whether the line is a row of short names parted by strokes or arrows."""
    if len(words) > 200:
        return False
    if "«" in words:
        return False
    items = [item for item in _MENU.split(words) if item]
    strokes = len(items) - 1
    if strokes < 1 or (strokes == 1 and not any(mark in words for mark in "|»>›")):
        return False
    return all(len(item.split()) <= LONGEST_MENU_ITEM for item in items)


def _is_item(text: str, line: Line) -> bool:
    """Whether the line is an item of a list: a bullet, a number, or a name with a colon and a value."""
    if text[line.start] in _BULLETS:
        return True
    return any(token.norm.isdigit() for token in line.head) or any(token.norm == ":" for token in line.head[1:-1])


def _insertions(text: str) -> list[Found]:
    """The square brackets that hold a sentence or more, the outermost of nested ones."""
    found: list[Found] = []
    depth, start = 0, 0
    for match in _BRACKETS.finditer(text):
        if match.group() == "[":
            if not depth:
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and _is_sentence(text[start + 1 : match.start()]):
                found.append(Found(start, match.end(), "insertion", "insertion.square-brackets"))
    return found


def _is_sentence(words: str) -> bool:
    count = len(words.split())
    is_stopped = words.rstrip().endswith(tuple(SENTENCE_ENDS + "\u2026"))
    return count >= (SHORTEST_STOPPED_INSERTION if is_stopped else SHORTEST_INSERTION)


def _assemble(text: str, lines: list[Line], found: list[Found]) -> list[Part]:
    """The parts with the body: whatever of a line no part covers."""
    parts = [Part(part.start, part.end, part.kind, part.rule) for part in found]
    at = 0
    for line in lines:
        start = line.start
        while at < len(found) and found[at].end <= line.start:
            at += 1
        n = at
        while n < len(found) and found[n].start < line.end:
            _add_body(parts, text, start, found[n].start)
            start = max(start, found[n].end)
            n += 1
        _add_body(parts, text, start, line.end)
    return sorted(parts, key=lambda part: (part.start, part.end))


def _add_body(parts: list[Part], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        parts.append(Part(start, end, "body", "body"))
