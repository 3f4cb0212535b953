"""The command line: each command parses, calls one function of the library, and prints."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import mahdar
from mahdar.built import FORM
from mahdar.cli import (
    archive,
    brief,
    cases,
    chain,
    compare,
    conflicts,
    copies,
    correct,
    corrections,
    dating,
    entities,
    entity,
    events,
    explain,
    export,
    link,
    log,
    merge,
    package,
    page,
    problems,
    read,
    said,
    search,
    serve,
    show,
    stories,
    story,
    timeline,
    told,
    unlink,
    verify,
    why,
)
from mahdar.cli.ending import end
from mahdar.cli.options import text

app = typer.Typer(
    help=text("help.app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read", help=text("help.read"))(read.read)
app.command("show", help=text("help.show"))(show.show)
app.command("brief", help=text("help.brief"))(brief.brief)
app.command("search", help=text("help.search"))(search.search)
app.command("entities", help=text("help.entities"))(entities.entities)
app.command("entity", help=text("help.entity"))(entity.entity)
app.command("said", help=text("help.said"))(said.said)
app.command("chain", help=text("help.chain"))(chain.chain)
app.command("events", help=text("help.events"))(events.events)
app.command("explain", help=text("help.explain"))(explain.explain)
app.command("dating", help=text("help.dating"))(dating.dating)
app.command("cases", help=text("help.cases"))(cases.cases)
app.command("case", help=text("help.case"))(cases.case)
app.command("copies", help=text("help.copies"))(copies.copies)
app.command("compare", help=text("help.compare"))(compare.compare)
app.command("stories", help=text("help.stories"))(stories.stories)
app.command("story", help=text("help.story"))(story.story)
app.command("told", help=text("help.told"))(told.told)
app.command("conflicts", help=text("help.conflicts"))(conflicts.conflicts)
app.command("link", help=text("help.link"))(link.link)
app.command("why", help=text("help.why"))(why.why)
app.command("unlink", help=text("help.unlink"))(unlink.unlink)
app.add_typer(export.app, name="export", help=text("help.export"))
app.command("timeline", help=text("help.timeline"))(timeline.timeline)
app.command("page", help=text("help.page"))(page.page)
app.command("serve", help=text("help.serve"))(serve.serve)
app.command("correct", help=text("help.correct"))(correct.correct)
app.command("merge", help=text("help.merge"))(merge.merge)
app.command("split", help=text("help.split_one"))(merge.split)
app.command("corrections", help=text("help.corrections"))(corrections.corrections)
app.command("verify", help=text("help.verify"))(verify.verify)
app.add_typer(archive.app, name="archive", help=text("help.archive"))
app.command("log", help=text("help.log"))(log.log)
app.command("package", help=text("help.package"))(package.package)
app.command("problems", help=text("help.problems"))(problems.problems)


def _version(is_asked: bool) -> None:  # noqa: FBT001 - typer calls it with the flag
    if is_asked:
        print(f"mahdar {mahdar.__version__} ({FORM})")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help=text("help.version"), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Nothing; the options that stand before any command."""


def main() -> None:
    """Runs the command line; what goes wrong ends with a message and status 1, never with a stack trace."""
    sys.exit(end(app))
