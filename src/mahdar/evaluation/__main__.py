"""The developers' commands of evaluation: `python -m mahdar.evaluation gold|score|direct|floors`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from mahdar.errors import MahdarError
from mahdar.evaluation.annotation import Reading, read_annotated
from mahdar.evaluation.direct import direct_quotations, line
from mahdar.evaluation.floors import complaints, load_floors, lowered, measure, raised, save_floors
from mahdar.evaluation.scoring import score


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of the command in `arguments`: 1 for a faulty annotation or a broken floor."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except MahdarError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mahdar.evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True)
    gold = commands.add_parser("gold", help="print the readings that annotated reports hold, one a line")
    gold.add_argument("files", nargs="+", type=Path)
    gold.add_argument("--texts", type=Path, metavar="FOLDER", help="write each bare text to FOLDER/ID.txt too")
    gold.set_defaults(command=_gold)
    table = commands.add_parser("score", help="score readings against gold readings")
    table.add_argument("gold", type=Path)
    table.add_argument("predicted", type=Path)
    table.add_argument("--json", action="store_true", help="print the figures as JSON")
    table.add_argument("--errors", metavar="LAYER", help="list what was missed, extra or wrong in LAYER")
    table.set_defaults(command=_score)
    direct = commands.add_parser("direct", help="print how many direct quotations are found")
    direct.add_argument("gold", type=Path)
    direct.add_argument("predicted", type=Path)
    direct.set_defaults(command=_direct)
    floors = commands.add_parser("floors", help="check, raise or lower the pinned figures")
    floors.add_argument("file", type=Path)
    floors.add_argument(
        "--set",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "FILES"),
        help="a set of annotated reports: a folder, or a pattern of file names; FILES of one NAME are one set",
    )
    change = floors.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="up", action="store_true", help="pin what was reached")
    change.add_argument("--lower", dest="down", action="store_true", help="give up what is no longer reached")
    floors.add_argument("--why", default="", help="the reason, kept with the floor that was lowered")
    floors.set_defaults(command=_floors)
    return parser


def _gold(options: argparse.Namespace) -> int:
    failed = False
    for path in options.files:
        found = read_annotated(path.read_bytes())
        for fault in found.faults:
            failed = True
            print(f"{path}: {fault}", file=sys.stderr)
        if options.texts:
            options.texts.mkdir(parents=True, exist_ok=True)
            name = f"{found.reading['report']['source']}.txt"
            (options.texts / name).write_text(found.reading["text"], encoding="utf-8")
        print(json.dumps(found.reading, ensure_ascii=False))
    return int(failed)


def _score(options: argparse.Namespace) -> int:
    scores = score(_readings(options.gold), _readings(options.predicted))
    for warning in scores.warnings:
        print(warning, file=sys.stderr)
    if options.json:
        print(json.dumps(scores.as_dict(), ensure_ascii=False))
        return 0
    print(scores.table())
    print("\n".join(scores.errors.get(options.errors, [])), end="\n" if options.errors else "")
    return 0


def _direct(options: argparse.Namespace) -> int:
    print(line(direct_quotations(_readings(options.gold), _readings(options.predicted))))
    return 0


def _readings(path: Path) -> list[Reading]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _floors(options: argparse.Namespace) -> int:
    sets: dict[str, list[Path]] = {}
    for name, files in options.set:
        sets.setdefault(name, []).extend(annotated(Path(files)))
    figures = {name: measure(paths, read_text) for name, paths in sets.items() if paths}
    floors = load_floors(options.file)
    if options.up:
        floors = raised(floors, figures)
        save_floors(options.file, floors)
    if options.down:
        floors = lowered(floors, figures, why=options.why)
        save_floors(options.file, floors)
    found = complaints(floors, figures)
    print("\n".join(found or [f"{name}: every layer stands on its floor" for name in figures]))
    return int(bool(found))


def annotated(where: Path) -> list[Path]:
    """The annotated reports in the folder `where`, or those whose names its last part is a pattern of."""
    return sorted(where.glob("*.xml") if where.is_dir() else where.parent.glob(where.name))


def read_text(text: str) -> Reading:
    """The reading of one bare text by this version of mahdar, as the JSON of a reading."""
    # Here, since it takes spaCy along, which the other commands do not need.
    from mahdar.reading.pipeline import read

    return read(text).to_json()


if __name__ == "__main__":
    sys.exit(main())
