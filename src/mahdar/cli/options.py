"""The options that several commands share."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from mahdar.arabic.normal import normalise
from mahdar.errors import SettingError
from mahdar.reading import Reading
from mahdar.reading.plugs import Plugs
from mahdar.record import Record
from mahdar.record.record import StoredProblem
from mahdar.sources import Problem
from mahdar.sources.problems import problem_kinds
from mahdar.views.messages import LANGUAGES, Messages, messages
from mahdar.world.check import check_world


def preferred_language() -> str:
    """The language that the environment asks for (MAHDAR_LANG, then the locale), English by default."""
    for name in ("MAHDAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")[:2].lower()
        if value in LANGUAGES:
            return value
        if value:
            break
    return "en"


# The language of the command that runs, once its options are known.
_language: ContextVar[str | None] = ContextVar("language", default=None)


def known_language(lang: str) -> str:
    """The same language, in which errors are told from here on; `SettingError` for one that there is not."""
    known = messages(lang).lang
    _language.set(known)
    return known


def language_of_errors() -> str:
    """The language that the command was asked for, else that of the environment."""
    return _language.get() or preferred_language()


def text(key: str) -> str:
    """A help text in the language of the environment."""
    return messages(preferred_language()).say(key)


RecordOption = Annotated[Path, typer.Option("--record", help=text("help.record"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=text("help.json"))]
LangOption = Annotated[
    str,
    typer.Option("--lang", help=text("help.lang"), default_factory=preferred_language, callback=known_language),
]
FromOption = Annotated[str | None, typer.Option("--from", help=text("help.from"), show_default=False)]
ToOption = Annotated[str | None, typer.Option("--to", help=text("help.to"), show_default=False)]
WorldOption = Annotated[Path | None, typer.Option("--world", help=text("help.world"), show_default=False)]
NamesModelOption = Annotated[
    Path | None, typer.Option("--names-model", help=text("help.names_model"), show_default=False)
]
WorkersOption = Annotated[int, typer.Option("--workers", min=0, help=text("help.workers"))]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help=text("help.limit"))]


def say(lang: str) -> Messages:
    """The messages in `lang`; `SettingError` for a language that there is not."""
    return messages(lang)


def print_json(objects: Iterable[dict[str, Any]]) -> None:
    """Prints one JSON object a line."""
    for one in objects:
        print(json.dumps(one, ensure_ascii=False))


def print_problem(problem: Problem | StoredProblem, lang: str, *, file: TextIO | None = None) -> None:
    """Prints one problem: where, what happened, what was found and what to do about it."""
    kind = problem_kinds().get(problem.code)
    line = kind.told(lang, place=problem.source, found=problem.message) if kind else problem.message
    print(line, file=file)


def write_file(path: Path, content: str) -> None:
    """Writes a file, or prints it where the path is `-`; `SettingError` when it cannot be written."""
    if str(path) == "-":
        print(content)
        return
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise SettingError.of("error.cannot_write", path=path, reason=error.strerror) from error


def numbered_readings(record: Record) -> Iterator[tuple[int, Reading]]:
    """The current readings of a record, each with the number of its report."""
    return zip((report.number for report in record.reports()), record.readings(), strict=True)


def checked_plugs(world: Path | None, names_model: Path | None) -> Plugs:
    """The user's plugs, once it is sure that they are there and that what they need is installed."""
    if world is not None:
        check_world(world)
    if names_model is not None:
        if not (names_model / "config.json").is_file():
            raise SettingError.of("error.names_model", path=str(names_model))
        if any(find_spec(package) is None for package in ("transformers", "torch")):
            raise SettingError.of("error.no_transformers")
    return Plugs(world=world, names_model=names_model)


def columns_of(pairs: list[str]) -> dict[str, str]:
    """The names of fields by mahdar's own, of options such as `title=headline`."""
    return _values(pairs, "error.map")


def bounds_of(pairs: list[str]) -> dict[str, str]:
    """The bounds that the user changes, of options such as `text=1M`."""
    return _values(pairs, "error.bound")


def _values(pairs: list[str], error: str) -> dict[str, str]:
    """The values by their names; `SettingError` with the message `error` for what is no such pair."""
    parts = [pair.partition("=") for pair in pairs]
    if not all(name.strip() and value.strip() for name, _, value in parts):
        raise SettingError.of(error)
    return {name.strip(): value.strip() for name, _, value in parts}


def published_days(value: str | None, between: tuple[str, str] | None) -> tuple[date, date] | None:
    """The first and last possible day that `--published` or `--published-between` names, None without either."""
    if value is not None and between is not None:
        raise SettingError.of("error.published_twice")
    if between is not None:
        return _two_days(*between, error="error.published_between")
    if value is None:
        return None
    first, _, last = value.partition("/")
    return _two_days(first, last or first, error="error.published")


def _two_days(first: str, last: str, *, error: str) -> tuple[date, date]:
    try:
        days = date.fromisoformat(normalise(first.strip())), date.fromisoformat(normalise(last.strip()))
    except ValueError as fault:
        raise SettingError.of(error) from fault
    if days[0] > days[1]:
        raise SettingError.of(error)
    return days


def day_bounds(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The first day of what `--from` names and the last day of what `--to` names: a day, a month or a year."""
    bounds = _bounds(first)[0] if first else None, _bounds(last)[1] if last else None
    if bounds[0] and bounds[1] and bounds[0] > bounds[1]:
        raise SettingError.of("error.days_order", first=first, last=last)
    return bounds


def _bounds(value: str) -> tuple[date, date]:
    parts = normalise(value.strip()).split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
        if len(parts) == 3:
            return date(year, month, day), date(year, month, day)
        if len(parts) == 2:
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        if len(parts) == 1:
            return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        pass
    raise SettingError.of("error.day", text=value)
