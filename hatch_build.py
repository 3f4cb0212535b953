"""Compiles the reading into machine code when a wheel is built with MAHDAR_COMPILED=1; other wheels are pure Python."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# "1" asks for the compiled wheel.
VARIABLE = "MAHDAR_COMPILED"
# How many C files are compiled at a time; by default as many as there are cores.
JOBS = "MAHDAR_JOBS"
COMPILER = ("mypy[mypyc]>=2.4.1,<2.5", "setuptools>=65")
# What is imported but not compiled is Any to the compiler: what it makes must not hang on what is installed.
OPTIONS = ("--config-file=", "--ignore-missing-imports", "--no-site-packages", "--follow-imports=silent")


class CompiledHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel, beside their sources."""

    def dependencies(self) -> list[str]:
        return list(COMPILER) if self._is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable installation must follow the sources, which compiled modules would hide.
        if version == "editable" or not self._is_asked():
            return
        folder = Path(self.root) / "build" / "compiled"
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for library in compile_modules(Path(self.root) / "src", folder, self.config["modules"], self.config["apart"]):
            build_data["force_include"][str(library)] = str(library.relative_to(folder))

    def _is_asked(self) -> bool:
        return os.environ.get(VARIABLE, "") == "1"


def compile_modules(source: Path, folder: Path, modules: list[str], apart: list[str]) -> list[Path]:
    """The shared libraries of the modules, made in a copy of the package in `folder`.

    `modules` are files and folders below `source`, `apart` those below them that stay interpreted.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "*.tsv", "*.gz"))
    with working_in(folder):
        _build(list(_files(modules, set(apart))))
    # The folder's own folder "build" holds what the libraries were made from.
    return [
        path for path in sorted([*folder.glob("*"), *(folder / "mahdar").rglob("*")]) if path.suffix in (".so", ".pyd")
    ]


def _files(modules: list[str], apart: set[str]) -> Iterator[str]:
    """The files to compile, out of files and folders."""
    for module in modules:
        for path in sorted(Path(module).rglob("*.py")) if Path(module).is_dir() else [Path(module)]:
            # A package that is itself compiled finds no module below it that is not.
            if path.name != "__init__.py" and path.as_posix() not in apart:
                yield path.as_posix()


def _build(files: list[str]) -> None:
    """Compiles the files as one group, so that they call each other directly, into libraries beside them."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    extensions = mypycify(
        [*OPTIONS, *files],
        # Four fifths of the time is spent in what Python does for the compiled code: more than this saves nothing.
        opt_level="1",
        debug_level="0",
        multi_file=True,
        group_name="mahdar",
    )
    if sys.platform != "win32":
        for extension in extensions:
            # A compiler that knows more warnings than today's is no reason to fail.
            extension.extra_compile_args.append("-Wno-error")
            if sys.platform == "linux":
                # Calls within the library go to their functions at once, not by way of a table.
                extension.extra_link_args.append("-Wl,-Bsymbolic")
    command = build_ext(Distribution({"name": "mahdar", "ext_modules": extensions}))
    command.inplace = True
    command.ensure_finalized()
    with compiling_together(int(os.environ.get(JOBS, "") or os.cpu_count() or 1)):
        command.run()


@contextmanager
def compiling_together(jobs: int) -> Iterator[None]:
    """Lets setuptools compile so many files of one extension at a time; by itself it takes one after the other."""
    from distutils.ccompiler import CCompiler

    before = CCompiler.compile

    def compile_all(self: Any, sources: list[str], *arguments: Any, **options: Any) -> list[str]:
        with ThreadPoolExecutor(jobs) as pool:
            made = list(pool.map(lambda source: before(self, [source], *arguments, **options), sources))
        return [name for names in made for name in names]

    CCompiler.compile = compile_all
    try:
        yield
    finally:
        CCompiler.compile = before


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Makes `folder` the working folder of its block: the compiler names modules by their paths from there."""
    before = Path.cwd()
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.chdir(before)
