"""The timeline as an SVG picture: no script, no font of its own, from right to left in Arabic.

On top a strip of how much happened when, first day where the language begins to read; below it the days one under the
other, so that hundreds of events stay readable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

from mahdar.views.messages import messages
from mahdar.views.naming import days
from mahdar.views.page.pieces import runs
from mahdar.views.timeline import Days, Line, Timeline, described, heading

WIDTH, MARGIN = 960, 32
FONT = "system-ui, 'Noto Sans Arabic', 'Segoe UI', 'Geeza Pro', Tahoma, 'DejaVu Sans', sans-serif"
SIZE, LEADING = 15, 23
# How wide a character is at the most, on average, in parts of the size of the letters: no font is measured, so lines
# are broken early rather than late.
CHARACTER = 0.56
# How many lines a label takes before it is cut; the whole of it stands in the title of its line.
MOST_LINES = 2
STRIP, TOP = 56, 96
INDENT = 26
# First strong isolate and its end: names of the other direction stay whole.
ISOLATE, END = "\u2068", "\u2069"
# Colours with a contrast of 4.5 and more on white; the words tell the type too.
COLOURS = {
    "ASSAULT": "#b3261e",
    "COERCE": "#8f3d00",
    "THREATEN": "#8f3d00",
    "AID": "#1d6b35",
    "RETREAT": "#1d6b35",
    "CONCEDE": "#1d6b35",
    "AGREE": "#0b4f8a",
    "CONSULT": "#0b4f8a",
    "COOPERATE": "#0b4f8a",
    "REQUEST": "#6b2c8f",
}
OTHER_COLOUR = "#4d5660"


def draw(made: Timeline, *, title: str = "") -> str:
    """The picture as SVG."""
    return _Picture(made, title).svg()


class _Picture:
    """Draws a timeline; `x` counts from where the language begins to read."""

    def __init__(self, made: Timeline, title: str) -> None:
        self.made, self.say = made, messages(made.lang)
        self.is_rtl = made.lang == "ar"
        self.title = title or self.say.say("timeline.title")
        self.known = sorted({day for key, _ in made.days for day in key if day and key[0] == key[1]})

    def x(self, at: float) -> float:
        return round(WIDTH - at if self.is_rtl else at, 1)

    def svg(self) -> str:
        body = [*self._strip()]
        y: float = TOP + (STRIP + 40 if self.known else 0)
        for key, lines in self.made.days:
            drawn, y = self._day(key, lines, y)
            body += drawn
        if not self.made.days:
            body.append(self._text(self.say.say("timeline.none"), MARGIN, y))
            y += LEADING
        return "\n".join([*self._head(round(y + MARGIN)), *body, "</svg>", ""])

    def _head(self, height: int) -> Iterator[str]:
        direction = "rtl" if self.is_rtl else "ltr"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
            f' role="graphics-document" aria-labelledby="title desc" xml:lang="{self.made.lang}"'
            f' direction="{direction}" font-family="{FONT}" font-size="{SIZE}" fill="#1b1f24">'
        )
        yield f'<title id="title">{_safe(self.title)}</title>'
        yield f'<desc id="desc">{_safe(self._described())}</desc>'
        yield f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        yield self._text(self.title, MARGIN, MARGIN + 12, size=22, weight=700)
        yield self._text(self._described(), MARGIN, MARGIN + 36, size=13, fill="#4d5660")

    def _described(self) -> str:
        lines = list(self.made.lines())
        dated = sorted(day for line in lines for day in line.days if day)
        return self.say.say(
            "timeline.desc",
            events=sum(len(line.told) for line in lines),
            reports=len({number for line in lines for number in line.reports}),
            first=_isolated(str(dated[0])) if dated else "–",
            last=_isolated(str(dated[-1])) if dated else "–",
        )

    def _text(
        self, text: str, at: float, y: float, *, size: int = SIZE, weight: int = 400, fill: str = "", end: bool = False
    ) -> str:
        more = f' font-size="{size}"' if size != SIZE else ""
        more += f' font-weight="{weight}"' if weight != 400 else ""
        more += f' fill="{fill}"' if fill else ""
        more += ' text-anchor="end"' if end else ""
        return f'<text x="{self.x(at)}" y="{round(y, 1)}"{more}>{_safe(text)}</text>'

    # The strip

    def _strip(self) -> Iterator[str]:
        """Bars of how many events have each day, over the time between the first day and the last."""
        if not self.known:
            return
        first, last = self.known[0], self.known[-1]
        counts = _counts(self.made)
        width = WIDTH - 2 * MARGIN
        slots = min((last - first).days + 1, width // 3)
        step = width / slots
        per_slot: Counter[int] = Counter()
        for day, n in counts.items():
            per_slot[(day - first).days * slots // ((last - first).days + 1)] += n
        most, base = max(per_slot.values()), TOP + STRIP
        yield f'<g role="img" aria-label={quoteattr(self.say.say("timeline.density"))}>'
        yield f'<path d="M{MARGIN} {base}H{WIDTH - MARGIN}" stroke="#8a939c"/>'
        bar = min(max(step - 1, 2), 40)
        for slot, n in sorted(per_slot.items()):
            height = max(3, round(n / most * STRIP, 1))
            at = MARGIN + slot * step + (step - bar) / 2
            left = self.x(at + bar) if self.is_rtl else self.x(at)
            day = first + timedelta(days=slot * ((last - first).days + 1) // slots)
            yield (
                f'<rect x="{left}" y="{round(base - height, 1)}" width="{round(bar, 1)}" height="{height}"'
                f' fill="#2f6f9f"><title>{day}: {n}</title></rect>'
            )
        yield self._text(str(first), MARGIN, base + 18, size=12, fill="#4d5660")
        if last != first:
            yield self._text(str(last), WIDTH - MARGIN, base + 18, size=12, fill="#4d5660", end=True)
        yield "</g>"

    # The days

    def _day(self, key: Days, lines: Sequence[Line], y: float) -> tuple[list[str], float]:
        head = heading(key, self.say)
        out = [f'<g role="list" aria-label={quoteattr(_plain(head))}>']
        out.append(self._text(head, MARGIN, y + LEADING, weight=700))
        top = y = y + LEADING + 10
        drawn: list[str] = []
        for line in lines:
            made, y = self._line(line, y)
            drawn += made
        is_sure = key[0] is not None and key[0] == key[1]
        dashes = "" if is_sure else ' stroke-dasharray="4 4"'
        axis = self.x(MARGIN + 8)
        out.append(f'<path d="M{axis} {top}V{round(y - 4, 1)}" stroke="#8a939c" stroke-width="2"{dashes}/>')
        return [*out, *drawn, "</g>"], y + 14

    def _line(self, line: Line, y: float) -> tuple[list[str], float]:
        text = self._words(line)
        room = int((WIDTH - 2 * MARGIN - INDENT) / (SIZE * CHARACTER))
        rows = wrapped(text, room)
        colour = COLOURS.get(line.type, OTHER_COLOUR)
        is_sure = line.days[0] is not None and line.days[0] == line.days[1]
        fill = colour if is_sure else "#ffffff"
        whole = f"{days(*line.days)} {described(line, self.say)} {' '.join(line.cites)}"
        out = [f'<g role="listitem"><title>{_safe(whole.strip())}</title>']
        out.append(
            f'<circle cx="{self.x(MARGIN + 8)}" cy="{round(y + 9, 1)}" r="6" fill="{fill}" stroke="{colour}"'
            ' stroke-width="2"/>'
        )
        for row in rows:
            out.append(self._text(row, MARGIN + INDENT, y + 15))
            y += LEADING
        out.append(self._text(self._sources(line), MARGIN + INDENT, y + 12, size=12, fill="#4d5660"))
        return [*out, "</g>"], y + LEADING

    def _words(self, line: Line) -> str:
        parts = (_isolated(part) for part in (line.actors, line.label, line.recipients) if part)
        text = self.say.say("arrow").join(parts)
        return " · ".join(
            part for part in (text, _isolated(line.place), _isolated(line.speaker), _isolated(line.words)) if part
        )

    def _sources(self, line: Line) -> str:
        cites = line.cites
        shown = " ".join(_isolated(one) for one in cites[:8]) + (" …" if len(cites) > 8 else "")
        n = len(line.reports)
        return f"{shown} · {self.say.say('timeline.sources', n=n)}" if n > 1 else shown


def _counts(made: Timeline) -> Counter[date]:
    counts: Counter[date] = Counter()
    for line in made.lines():
        if line.days[0] is not None and line.days[0] == line.days[1]:
            counts[line.days[0]] += 1
    return counts


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` characters, cut with "…" behind the last line that it may take.

    An isolate that a line ends in is closed there and opened again on the next one.
    """
    rows: list[str] = []
    row, is_open = "", False
    words = [piece for word in text.split() for piece in _pieces(word, room)]
    for i, word in enumerate(words):
        if row and _length(row) + 1 + _length(word) > room:
            if len(rows) + 1 == MOST_LINES:
                return [*rows, _closed(_cut(row, room))]
            is_open = row.count(ISOLATE) > row.count(END)
            rows.append(_closed(row))
            row = ISOLATE if is_open else ""
        row = f"{row} {word}" if row and row != ISOLATE else row + word
        if i == len(words) - 1:
            rows.append(_closed(row))
    return rows or [""]


def _pieces(word: str, room: int) -> list[str]:
    """A word that is longer than a line, in pieces."""
    return [word[at : at + room] for at in range(0, len(word), room)]


def _length(text: str) -> int:
    return len(text) - text.count(ISOLATE) - text.count(END)


def _cut(row: str, room: int) -> str:
    if _length(row) + 2 <= room:
        return f"{row} …"
    return f"{row.rpartition(' ')[0] or row[: room - 1]}…"


def _closed(row: str) -> str:
    return row + END * max(0, row.count(ISOLATE) - row.count(END))


def _isolated(text: str) -> str:
    return f"{ISOLATE}{_plain(text)}{END}" if text else ""


def _plain(text: str) -> str:
    """The text with what cannot be seen told by its code."""
    return "".join(f"⟨{run.code}⟩" if run.code else run.text for run in runs(text))


def _safe(text: str) -> str:
    """The text as XML, its isolates kept and everything else that cannot be seen told by its code."""
    pieces = text.replace(ISOLATE, "\ue000").replace(END, "\ue001")
    return escape(_plain(pieces)).replace("\ue000", ISOLATE).replace("\ue001", END)


__all__ = ["draw", "wrapped"]
