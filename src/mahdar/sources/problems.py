"""The kinds of problem that mahdar tells of, in Arabic and English, from `lang/problems.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mahdar.tables import PACKAGE, read_table

_COLUMNS = ("code", "kind_ar", "kind_en", "do_ar", "do_en")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem: what happened and what to do about it, in both languages."""

    code: str
    kind_ar: str
    kind_en: str
    do_ar: str
    do_en: str

    def what(self, lang: str) -> str:
        """What happened, in Arabic ("ar") or English ("en")."""
        return self.kind_ar if lang == "ar" else self.kind_en

    def remedy(self, lang: str) -> str:
        """What to do about it, in Arabic ("ar") or English ("en")."""
        return self.do_ar if lang == "ar" else self.do_en

    def told(self, lang: str, *, place: str, found: str = "") -> str:
        """One line for people: the place, what happened there, what was found, and what to do about it."""
        between = "\u061b" if lang == "ar" else ";"
        return f"{place}: {self.what(lang)}{f' ({found})' if found else ''}{between} {self.remedy(lang)}"


@lru_cache(maxsize=1)
def problem_kinds() -> dict[str, ProblemKind]:
    """All kinds of problem by their codes."""
    table = read_table(PACKAGE / "lang" / "problems.tsv", columns=_COLUMNS)
    return {row["code"]: ProblemKind(*(row[name] for name in _COLUMNS)) for row in table}
