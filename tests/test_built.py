"""The compiled wheel: what it says of itself, and that it reads as the sources do."""

import ast
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest

from mahdar.arabic.normal import HALVES
from mahdar.built import COMPILED, FORM
from mahdar.compiled import cache_folder
from mahdar.kept import Kept
from mahdar.reading.pipeline import default_pipeline
from mahdar.record import Record

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples" / "reports").iterdir())
# Text that drives rules to their limits; compiled code has no depth of calls that ends in an exception.
HOSTILE = [
    "(" * 50_000,
    "« قال " * 10_000,
    "قال إن " * 10_000,
    "رئيس نائب " * 10_000,
    "ال" * 50_000,
    "عبد الله بن " * 10_000,
]
# What commands tell of a record, without when it was made, and the links that it holds.
TOLD = [
    ("brief",), ("said",), ("events",), ("timeline",), ("conflicts",), ("cases",), ("stories",), ("copies",),
    ("show", "3"),
    ("compare", "4", "5"), ("page", "--out", "-"), ("export", "annotations"), ("export", "polecat"), ("entities",),
]  # fmt: skip
LINKED = 'SELECT kind, label, "left", "right", score, parts FROM links ORDER BY kind, "left", "right"'
READ = """
import json, sys
import mahdar
from mahdar.built import COMPILED
from pathlib import Path
for name in sys.argv[1:]:
    print(json.dumps(mahdar.read(Path(name).read_bytes().decode("utf-8", "replace")).to_json(), ensure_ascii=False))
print(COMPILED)
"""


PACKAGE = ROOT / "src" / "mahdar"
COMPILED_MODULES = sorted(
    path for folder in ("arabic", "reading", "world") for path in (PACKAGE / folder).rglob("*.py")
)


COMPILED_NAMES = {path.relative_to(PACKAGE.parent).as_posix() for path in COMPILED_MODULES}
# Compiled classes that say that others may be made of them.
ALLOWING = {"Span"}
# Tests put other numbers in their place.
REPLACED = {"MOST_WORDS", "MOST_REMEMBERED"}


def slow_constants(tree: ast.Module) -> Iterator[str]:
    """The constants that compiled code looks up each time that it uses them: those that are not `Final`."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names = [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and not ast.unparse(node.annotation).startswith(("Final", "TypeAlias")):
            names = [ast.unparse(node.target)]
        else:
            continue
        yield from (f"{node.lineno}: {name}" for name in names if name.isupper() and name not in REPLACED)


def faults(tree: ast.AST) -> Iterator[str]:
    """What mypyc cannot compile, or compiles into something that fails."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            rows = [row for row in node.comparators if isinstance(row, ast.Tuple | ast.List | ast.Set)]
            if any(isinstance(element, ast.Starred) for row in rows for element in row.elts):
                yield f"{node.lineno}: compared with a row that is put together on the spot"
        elif isinstance(node, ast.ClassDef):
            is_generic = any(ast.unparse(base).startswith("Generic[") for base in node.bases)
            if is_generic and any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list):
                yield f"{node.lineno}: a generic dataclass"
        elif isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).endswith(
            ("cached_property", ".__dict__")
        ):
            yield f"{node.lineno}: {ast.unparse(node)} needs a dictionary in each instance"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and HALVES.search(node.value):
            yield f"{node.lineno}: half of a sign in a string"


@pytest.mark.parametrize("path", COMPILED_MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_built_modules_can_be_compiled(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", COMPILED_MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_built_modules_say_what_is_constant(path: Path) -> None:
    assert list(slow_constants(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("code", ["LONGEST = 4", "BY, TO = 'b', 'l'", "NOBODY: list[str] = []"])
def test_built_finds_constants_that_are_looked_up(code: str) -> None:
    assert list(slow_constants(ast.parse(code)))
    assert not list(slow_constants(ast.parse("LONGEST: Final = 4")))


def classes_of_compiled_ones(tree: ast.Module) -> Iterator[tuple[str, str, bool]]:
    """The classes of a module whose base is of a compiled module: name, base, and whether they have slots."""
    compiled = {
        name.asname or name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and f"{(node.module or '').replace('.', '/')}.py" in COMPILED_NAMES
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            has_slots = any("slots=True" in ast.unparse(one) for one in node.decorator_list)
            yield from ((node.name, ast.unparse(one), has_slots) for one in node.bases if ast.unparse(one) in compiled)


def test_built_classes_that_are_not_compiled_rest_on_compiled_ones_that_allow_it() -> None:
    found = [
        (path.stem, *one)
        for path in PACKAGE.rglob("*.py")
        if path not in COMPILED_MODULES
        for one in classes_of_compiled_ones(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(found) > 5
    # Slots of their own would hide the attributes that compiled code looks at.
    assert [one for one in found if one[2] not in ALLOWING or one[3]] == []


@pytest.mark.parametrize(
    "code",
    [
        "x in (*ONE, 'two')",
        "@dataclass(slots=True)\nclass Holder(Generic[T]):\n    pass",
        "from functools import cached_property\nclass One:\n    @cached_property\n    def two(self): ...",
        "state = self.__dict__",
        "half = '\\ud800'",
    ],
)
def test_built_finds_what_cannot_be_compiled(code: str) -> None:
    assert list(faults(ast.parse(code)))


def test_built_tells_the_form() -> None:
    assert FORM == ("compiled" if COMPILED else "interpreted")
    assert COMPILED is not Path(import_module("mahdar.arabic.words").__file__ or "").name.endswith(".py")


def test_built_keeps_only_what_the_compiled_form_can_take_out_of_the_cache() -> None:
    found: set[type] = set()

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            thing = super().find_class(module, name)
            if isinstance(thing, type) and module.startswith(("mahdar.arabic.", "mahdar.reading.", "mahdar.world.")):
                found.add(thing)
            return thing

    default_pipeline()
    folder = cache_folder()
    if folder is None or not (folder / "components.pickle").exists():
        pytest.skip("no cache here")
    with (folder / "components.pickle").open("rb") as file:
        Unpickler(file).load()
    assert found
    assert {one for one in found if not issubclass(one, (Kept, tuple)) and not is_dataclass(one)} == set()


def wheel(folder: Path, *, compiled: bool) -> Path:
    """A wheel of the project in `folder`, unpacked."""
    environment = {**os.environ, "MAHDAR_COMPILED": "1" if compiled else "0"}
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    assert made.name.endswith("-py3-none-any.whl") is not compiled
    with ZipFile(made) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def read(place: Path, files: list[Path], cache: Path) -> list[str]:
    """The readings of the files by the mahdar in `place`, as lines of JSON, and whether it is compiled."""
    environment = {**os.environ, "PYTHONPATH": str(place), "MAHDAR_CACHE": str(cache)}
    command = [sys.executable, "-c", READ, *map(str, files)]
    return subprocess.run(
        command, cwd=place, env=environment, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout.splitlines()


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheels of both forms, unpacked."""
    if shutil.which(os.environ.get("CC", "cc")) is None:
        pytest.skip("there is no C compiler")
    return {name: wheel(tmp_path_factory.mktemp(name), compiled=name == "compiled") for name in ("pure", "compiled")}


@pytest.mark.slow
def test_built_compiled_wheel_keeps_and_tells_a_record_as_the_pure_one(wheels: dict[str, Path], tmp_path: Path) -> None:
    told: dict[str, list[str]] = {}
    for name, place in wheels.items():
        environment = {
            **os.environ,
            "PYTHONPATH": str(place),
            "MAHDAR_CACHE": str(tmp_path / name),
            "MAHDAR_LANG": "en",
        }
        record = tmp_path / name / "r.mahdar"
        record.parent.mkdir()
        commands = [["read", *map(str, SAMPLES)], *([*command] for command in TOLD)]
        told[name] = [
            subprocess.run(
                [sys.executable, "-m", "mahdar.cli", *command, "--record", str(record)],
                cwd=place, env=environment, check=True, capture_output=True, text=True, encoding="utf-8",
            ).stdout
            for command in commands
        ]  # fmt: skip
        with Record.open(record) as opened:
            told[name] += [str(tuple(row)) for row in opened.connection.execute(LINKED)]
    assert told["compiled"] == told["pure"]
    assert len(told["pure"]) > len(TOLD) + 40


@pytest.mark.slow
def test_built_compiled_wheel_reads_as_the_pure_one(wheels: dict[str, Path], tmp_path: Path) -> None:
    files = list(SAMPLES)
    for number, text in enumerate(HOSTILE):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(text, encoding="utf-8")
    lines = {}
    for name, place in wheels.items():
        # Twice: built from the tables, and taken out of the cache.
        lines[name] = read(place, files, tmp_path / "cache")
        assert read(place, files[:2], tmp_path / "cache")[:2] == lines[name][:2]
    assert (lines["pure"].pop(), lines["compiled"].pop()) == ("False", "True")
    assert [json.loads(line) for line in lines["compiled"]] == [json.loads(line) for line in lines["pure"]]
    assert lines["compiled"] == lines["pure"]
