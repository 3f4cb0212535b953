"""`mahdar serve`: the record in a browser."""

from __future__ import annotations

import sys
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from mahdar.cli.options import LangOption, say, text
from mahdar.errors import SettingError

NEEDED = ("starlette", "uvicorn", "python_multipart")
LOOPBACK = "127.0.0.1"
# What stands for this machine alone.
_OWN = frozenset({LOOPBACK, "localhost", "::1"})


def serve(
    record: Annotated[Path, typer.Argument(help=text("help.record"), show_default=False)],
    lang: LangOption,
    host: Annotated[str, typer.Option("--host", help=text("help.host"))] = LOOPBACK,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=text("help.port"))] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=text("help.no_browser"))] = False,
) -> None:
    """Serves the record until it is stopped."""
    told = say(lang)
    if any(find_spec(package) is None for package in NEEDED):
        raise SettingError.of("error.no_web")
    from mahdar.web.app import open_desk
    from mahdar.web.server import bound, run

    desk = open_desk(record, lang)
    with bound(host, port) as listening:
        address = f"http://{shown(host)}:{listening.getsockname()[1]}/?token={desk.keys.token}"
        print(told.say("serve.open", record=record, address=address), flush=True)
        if host not in _OWN:
            print(told.say("serve.open_to_others", host=host), file=sys.stderr, flush=True)
        if not no_browser:
            webbrowser.open(address)
        run(desk, listening, host=host)
    print(told.say("serve.ended"))


def shown(host: str) -> str:
    """The host as an address has it."""
    if host in ("0.0.0.0", "::"):
        return LOOPBACK
    return f"[{host}]" if ":" in host else host
