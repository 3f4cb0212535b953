"""The page as HTML: templates that escape everything, one style sheet, one script, and a policy that allows no more.

The templates and the style sheet know nothing of where they are shown: a server can use them for its own pages.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mahdar.views.messages import messages
from mahdar.views.page.both import say
from mahdar.views.page.cards import LAYERS
from mahdar.views.page.contents import Contents
from mahdar.views.page.pieces import isolated, runs

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, which escape all that is put into them and fail on what is not there."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Both languages are in the page, so that it can be switched.
    made.globals.update(say=say, runs=runs, isolated=isolated, alone=False)
    return made


def render(made: Contents, *, lang: str) -> str:
    """The page, which opens in `lang`."""
    style, script = (asset(name) for name in ("page.css", "page.js"))
    return (
        environment()
        .get_template("page.html")
        .render(
            page=made,
            lang=messages(lang).lang,
            layers=LAYERS,
            policy=policy(script, style),
            # Both are the project's own files, without anything of a report: the only markup that is not escaped.
            script=Markup(script),
            style=Markup(style),
        )
    )


def asset(name: str) -> str:
    """A style sheet or script that stands beside the templates."""
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


def policy(script: str, style: str) -> str:
    """The content security policy that allows this script and this style sheet, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
