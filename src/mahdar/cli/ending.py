"""How a command ends: whatever went wrong is one message that says what to do, and an exit status."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable

from mahdar.cli.options import language_of_errors
from mahdar.errors import MahdarError
from mahdar.sources.problems import problem_kinds
from mahdar.views.messages import messages

# Set, it shows where in the program a fault arose.
TRACE = "MAHDAR_TRACE"
_FAILED = 1
# What shells report of a program that was interrupted.
_INTERRUPTED = 130
# The codes of `lang/problems.tsv` for what the system refuses.
_REFUSED = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-error",
    errno.EIO: "disk-error",
    errno.EROFS: "read-only-place",
    errno.EACCES: "read-only-place",
    errno.EPERM: "read-only-place",
    errno.ENOENT: "missing",
}


def end(command: Callable[[], None]) -> int:
    """The exit status of a command that is run to its end; a stack trace is never shown unless it is asked for."""
    try:
        try:
            command()
        finally:
            # What is still to be printed may meet a full disk or a closed pipe: here, where it can be told.
            sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else _FAILED if error.code else 0
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing is wrong, and nothing more can be printed.
        _print_no_more()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get(TRACE):
            raise
        if isinstance(error, OSError):
            _print_no_more()
        report(error)
        return _FAILED
    return 0


def report(error: Exception) -> None:
    """Prints an error for the user on standard error."""
    lang = language_of_errors()
    print(messages(lang).say("error.prefix"), told(error, lang), file=sys.stderr)


def told(error: Exception, lang: str) -> str:
    """What an error says to the user, in Arabic ("ar") or English ("en")."""
    if isinstance(error, MahdarError):
        return error.told(lang)
    code, place, found = _unforeseen(error)
    return problem_kinds()[code].told(lang, place=place or messages(lang).say("error.this_command"), found=found)


def _unforeseen(error: Exception) -> tuple[str, str, str]:
    """The code of an error that nobody turned into words, its place and what was found."""
    # A record that was open says its name; see `Record.__exit__`.
    record = next((note for note in getattr(error, "__notes__", ())), "")
    if isinstance(error, MemoryError):
        return "memory", record, ""
    if isinstance(error, OSError) and error.errno in _REFUSED:
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
        return _REFUSED[error.errno], name, error.strerror or ""
    found = f"{type(error).__name__}: {error}"[:300]
    if record or isinstance(error, sqlite3.Error):
        return "unsound", record, found
    return "fault", "", found


def _print_no_more() -> None:
    """Lets what is left to print go nowhere, so that Python does not try again when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
