"""Where archives and their inputs lie: a folder of this machine, or any address that Arrow's file systems know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from mahdar.errors import SettingError

# What Spark calls a store that Arrow calls otherwise.
_SPARK_NAMES = {"s3": "s3a", "gs": "gs", "abfs": "abfss"}
_ARROW_NAMES = {"s3a": "s3", "s3n": "s3", "abfss": "abfs", "gcs": "gs"}
_PATTERN = frozenset("*?[")
# What Spark passes over, so that nobody reads a file before it is whole.
HIDDEN = "."


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its full address, its path below the folder that was asked for, its bytes and when it was changed."""

    address: str
    below: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file by its full address, which means the same on every machine that sees the same store."""

    address: str

    @classmethod
    def of(cls, path: str) -> Place:
        """The place that a user named: a path of this machine, or an address with a scheme."""
        scheme, mark, rest = path.partition("://")
        if mark:
            scheme = _ARROW_NAMES.get(scheme, scheme)
            return cls((rest if scheme == "file" else f"{scheme}://{rest}").rstrip("/"))
        return cls(str(Path(path.removeprefix("file:")).absolute()))

    def __truediv__(self, name: str) -> Place:
        return Place(f"{self.address}/{name}")

    @property
    def for_spark(self) -> str:
        """The address as Spark writes it."""
        scheme, mark, rest = self.address.partition("://")
        return f"{_SPARK_NAMES.get(scheme, scheme)}://{rest}" if mark else Path(self.address).as_uri()

    @property
    def _opened(self) -> tuple[Any, str]:
        """The file system, and the path in it."""
        from pyarrow import ArrowInvalid, fs

        try:
            system, path = fs.FileSystem.from_uri(self.address)
        except ArrowInvalid as error:
            raise SettingError.of("error.store", address=self.address, reason=str(error)) from error
        return system, path

    def is_there(self) -> bool:
        """Whether there is such a file or folder."""
        from pyarrow import fs

        system, path = self._opened
        return bool(system.get_file_info(path).type != fs.FileType.NotFound)

    def files(self) -> list[Found]:
        """The files in the folder and the folders in it, hidden ones too, or the file itself."""
        from pyarrow import fs

        system, path = self._opened
        info = system.get_file_info(path)
        if info.type == fs.FileType.File:
            return [Found(self.address, "", info.size or 0, (info.mtime_ns or 0) // 1000)]
        if info.type == fs.FileType.NotFound:
            return []
        root = self.address[: len(self.address) - len(path)] if self.address.endswith(path) else ""
        listed = system.get_file_info(fs.FileSelector(path, recursive=True))
        return [
            Found(root + one.path, one.path[len(path) :].lstrip("/"), one.size or 0, (one.mtime_ns or 0) // 1000)
            for one in listed
            if one.type == fs.FileType.File
        ]

    def matching(self) -> tuple[Place, list[Found]]:
        """The folder before the first pattern of the address, and the files that the pattern means."""
        parts = self.address.split("/")
        at = next((i for i, part in enumerate(parts) if _PATTERN & set(part)), len(parts))
        if at == len(parts):
            return self, self.files()
        top, pattern = Place("/".join(parts[:at]) or "/"), "/".join(parts[at:])
        found = top.files()
        # A pattern that means a folder means all that is in it.
        return top, [one for one in found if fnmatch(one.below, pattern) or fnmatch(one.below, f"{pattern}/*")]

    def read(self) -> bytes:
        """The bytes of the file."""
        system, path = self._opened
        with system.open_input_stream(path) as stream:
            return bytes(stream.read())

    def open(self) -> BinaryIO:
        """The file, open to be read and gone back in."""
        from io import BufferedReader

        system, path = self._opened
        return BufferedReader(system.open_input_file(path), buffer_size=1 << 20)

    def write(self, data: bytes) -> None:
        """Writes the file as a whole or not at all."""
        with self.writing() as stream:
            stream.write(data)

    def writing(self) -> _Whole:
        """The file, open to be written: it is there when all of it is."""
        system, path = self._opened
        return _Whole(system, path)

    def remove(self) -> None:
        """Removes the file or folder, if it is there."""
        from pyarrow import fs

        system, path = self._opened
        kind = system.get_file_info(path).type
        if kind == fs.FileType.Directory:
            system.delete_dir(path)
        elif kind == fs.FileType.File:
            system.delete_file(path)

    def read_json(self) -> Any:
        """The object in the file."""
        return json.loads(self.read())

    def write_json(self, made: object) -> None:
        """Writes an object as the whole file."""
        self.write(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())

    def names(self) -> Iterator[str]:
        """The names of what is in the folder, hidden ones left out, in order; none where it is missing."""
        from pyarrow import fs

        system, path = self._opened
        if system.get_file_info(path).type == fs.FileType.Directory:
            found = system.get_file_info(fs.FileSelector(path))
            yield from sorted(one.base_name for one in found if not one.base_name.startswith(HIDDEN))


class _Whole:
    """A file that gets its name when it is written to the end; two that write it at once leave one whole file."""

    def __init__(self, system: Any, path: str) -> None:
        folder, _, name = path.rpartition("/")
        system.create_dir(folder, recursive=True)
        self._system, self._path = system, path
        self._waiting = f"{folder}/{HIDDEN}{name}.{uuid4().hex}"
        self._stream = system.open_output_stream(self._waiting)

    def __enter__(self) -> Any:
        return self._stream

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._stream.close()
        if kind is None:
            self._system.move(self._waiting, self._path)
        else:
            self._system.delete_file(self._waiting)
