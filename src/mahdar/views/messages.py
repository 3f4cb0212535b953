"""The sentences that people see, from the tables of messages, in the language they chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from mahdar.errors import SettingError
from mahdar.tables import PACKAGE, read_table

LANGUAGES = ("ar", "en")
# The table of messages, and those of the larger views.
FOLDER, TABLES = PACKAGE / "lang", "*messages.tsv"


class Messages:
    """The messages in one language, `ar` or `en`."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise SettingError.of("error.lang", text=lang)
        self.lang = lang
        tables = [read_table(path, columns=("key", *LANGUAGES)) for path in sorted(FOLDER.glob(TABLES))]
        self._texts = {row["key"]: row.cells[lang] for table in tables for row in table}
        # Cells lose the white space at their edges; joining words need it.
        for key in ("list.comma", "arrow"):
            self._texts[key] = f"{self._texts[key]} " if key == "list.comma" else f" {self._texts[key]} "

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def say(self, key: str, **values: object) -> str:
        """The message `key` with its braces filled in; `KeyError` when there is no such message."""
        return self._texts[key].format(**values)

    def say_of(self, key: str, values: Mapping[str, object]) -> str:
        """The message `key` as errors fill it in: a tuple or list stands in it as a list."""
        comma = self._texts["list.comma"]
        return self._texts[key].format_map(
            {
                name: comma.join(str(part) for part in value) if isinstance(value, tuple | list) else value
                for name, value in values.items()
            }
        )

    def choose(self, option: str, value: str, choices: Sequence[str]) -> str:
        """The same value; `SettingError` when it is not one of the choices that the option has."""
        if value not in choices:
            raise SettingError.of("error.choice", option=option, choices=tuple(choices), text=value)
        return value

    def join(self, names: Sequence[str]) -> str:
        """The names as a list in running text."""
        if len(names) < 2:
            return "".join(names)
        last = (
            f" {self._texts['list.and']} {names[-1]}" if self.lang == "en" else f" {self._texts['list.and']}{names[-1]}"
        )
        return self._texts["list.comma"].join(names[:-1]) + last


@lru_cache(maxsize=2)
def messages(lang: str) -> Messages:
    """The messages in `lang`, loaded once."""
    return Messages(lang)
