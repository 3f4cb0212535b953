"""`mahdar archive`: archives that outgrow one machine, read, tied together and brought down in part on Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from mahdar.cli.options import LangOption, RecordOption, columns_of, published_days, say, text
from mahdar.errors import SettingError

app = typer.Typer(no_args_is_help=True)

LOCAL = "local[*]"
# As `inputs.PART_SIZE` in kibibytes, which is not imported for the sake of a help text.
KIBI = 2**10
MasterOption = Annotated[str, typer.Option("--master", help=text("help.master"))]
SettingOption = Annotated[
    list[str] | None, typer.Option("--conf", metavar="NAME=VALUE", help=text("help.conf"), show_default=False)
]
ArchiveArgument = Annotated[str, typer.Argument(metavar="OUT", help=text("help.archive_out"), show_default=False)]


@contextmanager
def _session(master: str, settings: list[str] | None) -> Iterator[Any]:
    from mahdar.archive.session import open_session

    pairs = [one.partition("=") for one in settings or []]
    if not all(name and mark for name, mark, _ in pairs):
        raise SettingError.of("error.conf")
    spark = open_session(master, settings={name: value for name, _, value in pairs})
    try:
        yield spark
    finally:
        spark.stop()


@app.command("read", help=text("help.archive_read"))
def read(
    source: Annotated[str, typer.Argument(metavar="IN", help=text("help.archive_in"), show_default=False)],
    out: ArchiveArgument,
    lang: LangOption,
    master: MasterOption = LOCAL,
    published: Annotated[str | None, typer.Option("--published", help=text("help.published"))] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help=text("help.outlet"))] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", help=text("help.map"), metavar="FIELD=NAME")] = None,
    part: Annotated[int, typer.Option("--part", min=1, metavar="KIB", help=text("help.part"))] = 32 * KIBI,
    settings: SettingOption = None,
) -> None:
    """Reads what is new; the exit status is 1 when something could not be read."""
    from mahdar.archive.reading import read_archive
    from mahdar.sources.extract import Settings

    given = Settings(outlet, published_days(published, None), columns_of(columns or []))
    with _session(master, settings) as spark:
        done = read_archive(spark, source, out, settings=given, part_size=part * KIBI)
    told = {"parts": done.parts, "reports": done.readings, "known": done.known, "problems": done.problems}
    print(say(lang).say("archive.read", **told))
    if done.problems:
        raise typer.Exit(1)


@app.command("link", help=text("help.archive_link"))
def link(out: ArchiveArgument, lang: LangOption, master: MasterOption = LOCAL, settings: SettingOption = None) -> None:
    """Ties all reports of an archive together."""
    from mahdar.archive.linking import link_archive

    with _session(master, settings) as spark:
        done = link_archive(spark, out)
    told = {"reports": done.reports, "links": done.links, "groups": done.groups, "dated": done.dated}
    print(say(lang).say("archive.link", **told))


@app.command("take", help=text("help.archive_take"))
def take(
    out: ArchiveArgument,
    record: RecordOption,
    lang: LangOption,
    where: Annotated[str, typer.Option("--where", metavar="SQL", help=text("help.where"))] = "true",
    master: MasterOption = LOCAL,
    settings: SettingOption = None,
) -> None:
    """Brings a part of an archive down as a record."""
    from mahdar.archive.taking import take as bring

    path = Path(record)
    with _session(master, settings) as spark:
        done = bring(spark, out, path, where=where)
    print(say(lang).say("archive.take", added=done.added, known=done.known, record=str(path)))
