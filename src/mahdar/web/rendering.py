"""Pages as HTML: the templates of the one-file page, with those of the server before them; one language at a time."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from mahdar.views.messages import messages
from mahdar.views.page.both import say
from mahdar.views.page.pieces import isolated, runs
from mahdar.views.page.rendering import TEMPLATES as PAGE_TEMPLATES

HERE = Path(__file__).parent / "templates"
# The files that browsers may ask for by name, and nothing else.
ASSETS = {
    "page.css": (PAGE_TEMPLATES, "text/css"),
    "web.css": (HERE, "text/css"),
    "web.js": (HERE, "text/javascript"),
    "icon.svg": (HERE, "image/svg+xml"),
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, which escape all that is put into them and fail on what is not there."""
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(HERE), FileSystemLoader(PAGE_TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=say, runs=runs, isolated=isolated, alone=True)
    return made


def render(template: str, lang: str, **values: Any) -> str:
    """A page in one language."""
    told = messages(lang)
    return environment().get_template(template).render(lang=told.lang, tell=told.say, **values)


@lru_cache(maxsize=8)
def asset(name: str) -> tuple[str, str] | None:
    """The text and the type of a file that browsers may ask for, None for any other."""
    if name not in ASSETS:
        return None
    folder, kind = ASSETS[name]
    return (folder / name).read_text(encoding="utf-8"), kind
