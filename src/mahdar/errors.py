"""The exceptions that mahdar raises for a user's mistake or a damaged input, each naming the place.

MahdarError
├── TableError      a data file of mahdar or of the user is wrong: file, line, what was expected
├── SourceError     bytes that are no readable Arabic report: path and reason
├── SettingError    an option or argument that does not fit: which, and what does
└── RecordError     a record that cannot be opened, written or understood: path and what to do
"""


class MahdarError(Exception):
    """Base of all errors that mahdar raises on purpose; its text is fit to be shown to a user."""


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

    def __init__(self, message: str, *, code: str = "", place: str = "", found: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.place = place
        self.found = found
