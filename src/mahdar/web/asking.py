"""What the address of a list asks for: words, somebody, kind, days, outlet, story, status, order, page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from mahdar.cli.options import day_bounds
from mahdar.errors import SettingError

LAYERS = ("statements", "events", "amounts")
ORDERS = ("newest", "oldest", "day", "day-back")
# Characters of one thing that is asked for.
LONGEST = 400
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; what is empty does not matter. `skip` are entries that were looked through already,
    `after` is the address of the last entry of the page before."""

    words: str = ""
    who: str = ""
    key: str = ""
    part: str = ""
    kind: str = ""
    status: str = ""
    first: str = ""
    last: str = ""
    outlet: str = ""
    story: str = ""
    report: str = ""
    order: str = "newest"
    page: int = 1
    skip: int = 0
    after: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Question:
        """The question of an address; `SettingError` for what cannot be meant."""
        values = {name: query.get(name, "").strip()[:LONGEST] for name in cls.__slots__}
        numbers = {name: _number(values.pop(name), at_least) for name, at_least in (("page", 1), ("skip", 0))}
        order = values.pop("order")
        asked = cls(**values, **numbers, order=order if order in ORDERS else "newest")  # type: ignore[arg-type]
        asked.days()
        return asked

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for."""
        return day_bounds(self.first or None, self.last or None)

    def address(self, path: str, **changes: str | int) -> str:
        """The address of this question with changes; what is as always is left out."""
        usual = asdict(Question())
        values = {**asdict(self), **changes}
        asked = {name: value for name, value in values.items() if value != usual[name]}
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but order and page is asked for."""
        return any(value for name, value in asdict(self).items() if name not in ("order", "page", "skip", "after"))

    @property
    def has_rare(self) -> bool:
        """Whether anything is asked for by a field that forms show only on demand."""
        rare = (self.part, self.status, self.first, self.last, self.outlet, self.report, self.story)
        return any(rare) or self.order != "newest"


def _number(text: str, at_least: int) -> int:
    if not text:
        return at_least
    if not (text.isdecimal() and len(text) < 10):
        raise SettingError.of("error.no_number", text=text)
    return max(int(text), at_least)
