"""The exceptions that mahdar raises for a user's mistake or a damaged input, each naming the place.

MahdarError
├── TableError      a data file of mahdar or of the user is wrong: file, line, what was expected
├── SourceError     bytes that are no readable Arabic report: path and reason
├── SettingError    an option or argument that does not fit: which, and what does
└── RecordError     a record that cannot be opened, written or understood: path and what to do

What a user may come to see is no sentence in the program but a message of the tables `lang/*messages.tsv`, and is made
where it is raised by its key and values: `raise SettingError.of("error.number", text=text)`. Who shows an error to a
person asks for `error.told(lang)`; `str(error)` is the same in English. The tables are read then, not before, so that
they can themselves be what is wrong. A plain sentence, `SettingError("…")`, is for those who write programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self


class MahdarError(Exception):
    """Base of all errors that mahdar raises on purpose; its text is fit to be shown to a user."""

    key: str = ""
    values: Mapping[str, object] = MappingProxyType({})

    @classmethod
    def of(cls, key: str, /, **values: object) -> Self:
        """The error that says the message `key`, its braces filled in; a tuple or list is told as a list."""
        error = cls(key)
        error.key, error.values = key, values
        return error

    def told(self, lang: str) -> str:
        """What the error says, in Arabic ("ar") or English ("en")."""
        if not self.key:
            return super().__str__()
        from mahdar.views.messages import messages  # on use: it reads tables, which raises such errors

        try:
            return messages(lang).say_of(self.key, self.values)
        except TableError:
            # The tables of messages are what is wrong.
            return f"{self.key}: {', '.join(str(value) for value in self.values.values())}"

    def __str__(self) -> str:
        return self.told("en")


class TableError(MahdarError):
    """A data table breaks its own header: names file, line and what was expected."""


class SourceError(MahdarError):
    """Bytes that cannot be read as an Arabic report; `code` is one of the codes of `problems.tsv`."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class SettingError(MahdarError):
    """An option or argument has a value that does not fit."""


class RecordError(MahdarError):
    """A record file cannot be opened, written or understood.

    Where `code` is one of the codes of `problems.tsv`, `place` is the file and `found` what the system said of it.
    """

    def __init__(self, message: str = "", *, code: str = "", place: str = "", found: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.place = place
        self.found = found

    def told(self, lang: str) -> str:
        """What the error says, in Arabic ("ar") or English ("en")."""
        if not self.code:
            return super().told(lang)
        from mahdar.sources.problems import problem_kinds  # on use, as above

        return problem_kinds()[self.code].told(lang, place=self.place, found=self.found)
