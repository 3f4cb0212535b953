"""Ties a role to the name that stands beside it: "the minister A", "A, the minister", "A the minister"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mahdar.arabic.normal import ARTICLE, COMMAS, TA_MARBUTA, YA, normalise
from mahdar.arabic.words import Kind
from mahdar.reading.layers import Mention
from mahdar.reading.names.word_classes import word_set
from mahdar.reading.roles.component import RoleNote
from mahdar.tables import language_table

if TYPE_CHECKING:
    from mahdar.reading.entities.component import Case

PERSONAL: Final = frozenset({"office", "envoy", "speaker", "staff"})
# An adjective of a land has at least so many letters with the article.
SHORTEST_NISBA: Final = 5
# How far before a name a verb is looked for that may have the name for its subject and the role for its object.
REACH_VERB: Final = 12
# Marks that may part a name from the role after it.
_BEFORE_ROLE: Final = frozenset({*COMMAS, "-", "("})
# Marks that may stand between a role and the name in apposition.
_BETWEEN: Final = frozenset({*COMMAS, '"', "(", ")", ":", "-"}) - {":", ")"}


@dataclass(slots=True)
class Appositions:
    """Joins the keys of roles with those of the names beside them."""

    def tie(self, case: Case, i: int) -> None:
        """Ties role `i` to the name or the role in apposition, if there is one."""
        mention, note = case.mentions[i], case.note(i)
        if note is None or (note.inner and self._ends_with_outer(case, i)):
            return
        target = self._after(case, i)
        if target is None:
            target = self._before(case, i)
        if target is None:
            target = self._second_office(case, i, note)
        if target is None:
            target = self._right_before(case, i, note)
        if target is not None:
            reason = f"apposition: {case.text(i)} = {case.text(target)}"
            case.ties.join(case.keys[target], case.keys[i], reason)
            mention.rule = mention.rule or "role.apposition"

    def _ends_with_outer(self, case: Case, i: int) -> bool:
        end, start = case.mentions[i].end, case.mentions[i].start
        for j in range(max(0, i - 4), i):
            other, note = case.mentions[j], case.note(j)
            if note is None or other.end != end or other.start >= start:
                continue
            # Only one person can be the one whose name follows: forces and governments are not.
            if note.sort in PERSONAL and note.number == "s":
                return True
        return False

    def _after(self, case: Case, i: int) -> int | None:
        """The name that comes right after the role."""
        mention = case.mentions[i]
        note = case.note(i)
        k = case.words.at(mention.end)
        line = case.words.line[k - 1] if k else 0
        names = self._names_after(case, i)
        has_paused = False
        while k < len(case.words) and case.words.line[k] == line:
            norm = case.words.norm[k]
            j = names.get(case.words.start[k])
            if j is not None and note is not None:
                return j if self._is_apposable(note, case.mentions[j], case, mention.end) else None
            has_paused = has_paused or norm in COMMAS
            if norm not in _BETWEEN and not _stands_before_name(norm, has_paused=has_paused):
                return None
            k += 1
        return None

    def _second_office(self, case: Case, i: int, note: RoleNote) -> int | None:
        """The second office of one whose name follows it ("the deputy prime minister, minister of finance A")."""
        mention = case.mentions[i]
        first = case.words.at(mention.start)
        if note.sort not in PERSONAL or note.number != "s" or not note.definite:
            return None
        before = case.words.norm[first - 1] if first else ""
        is_said = before in word_set("saying_verbs")
        if before in word_set("acted_for"):
            return None  # who acts for the minister is not he
        if not is_said and self._may_have_object(case, i):
            return None
        for j in range(i + 1, min(i + 8, len(case.mentions))):
            other, told = case.mentions[j], case.note(j)
            if other.start > mention.end + 1:
                return None
            if other.start == mention.end + 1 and told is not None and told.sort in PERSONAL:
                is_one = told.number == "s" and told.definite and _agree(note, told)
                if not is_one:
                    return None
                is_named = self._after(case, j) is not None or self._second_office(case, j, told) is not None
                return j if is_named else None
        return None

    def _right_before(self, case: Case, i: int, note: RoleNote) -> int | None:
        """The person whose name, or a role of whom behind the name, comes right before the role without a mark."""
        mention, words = case.mentions[i], case.words
        first = words.at(mention.start)
        k = first - 1
        is_one = note.sort in PERSONAL and note.number == "s"
        if not is_one or k < 0 or words.line[k] != words.line[first]:
            return None
        if words.norm[k] in word_set("copular_pronouns"):
            return self._told_of(case, i, k)
        j = self._ends_at(case, i, words.end[k]) if note.definite else None
        if j is None:
            return None
        told = case.note(j)
        if told is None:
            is_subject = self._may_have_object(case, j) and not self._is_one_of_a_row(case, i)
            is_other = case.mentions[j].gender and note.gender and case.mentions[j].gender != note.gender
            return None if is_subject or is_other else j
        if told.sort not in PERSONAL or told.number != "s" or told.inner or not _agree(note, told):
            return None
        names = range(j - 1, max(-1, j - 8), -1)
        is_named = any(self._is_name_of(case, at, j) for at in names)
        return j if is_named else None

    def _is_name_of(self, case: Case, at: int, j: int) -> bool:
        """Whether mention `at` is the person's name to whom role `j` is tied."""
        other = case.mentions[at]
        return other.form == "name" and other.kind == "person" and case.ties.same(case.keys[at], case.keys[j])

    def _told_of(self, case: Case, i: int, k: int) -> int | None:
        """The person's name before "and he is" or ", and she is", of which word `k` is the pronoun."""
        words = case.words
        while k > 0 and (words.kind[k - 1] == Kind.CLITIC or words.norm[k - 1] in COMMAS):
            k -= 1
        j = self._ends_at(case, i, words.end[k - 1]) if k else None
        return j if j is not None and case.mentions[j].form == "name" else None

    def _ends_at(self, case: Case, i: int, end: int) -> int | None:
        """The person's mention before `i` that ends at `end`, the longest."""
        found = None
        for j in range(i - 1, max(-1, i - 6), -1):
            if case.mentions[j].end == end and case.mentions[j].kind == "person":
                found = j
        return found

    def _may_have_object(self, case: Case, j: int) -> bool:
        """Whether the person of mention `j` may be the subject of a verb whose object follows ("A met the minister").

        So it is where no other person stands between the verb and the mention.
        """
        words = case.words
        k = words.at(case.mentions[j].start)
        low = max(0, k - REACH_VERB)
        for at in range(j - 1, max(-1, j - 8), -1):
            other = case.mentions[at]
            if other.kind == "person" and other.end <= case.mentions[j].start:
                if not case.ties.same(case.keys[at], case.keys[j]):
                    low = max(low, words.at(other.end - 1))
                    break
        verbs = word_set("takes_persons")
        return any(words.norm[at] in verbs for at in range(low, k) if words.sentence[at] == words.sentence[k])

    def _is_one_of_a_row(self, case: Case, i: int) -> bool:
        """Whether another office of the same person follows the role at once."""
        end = case.mentions[i].end
        for j in range(i + 1, min(i + 6, len(case.mentions))):
            told = case.note(j)
            if case.mentions[j].start == end + 1:
                is_one = told is not None and told.sort in PERSONAL and told.number == "s" and told.definite
                return is_one and self._after(case, j) is None
        return False

    def _names_after(self, case: Case, i: int) -> dict[int, int]:
        """The few names that follow mention `i`, by where they start."""
        following = range(i + 1, min(i + 8, len(case.mentions)))
        return {case.mentions[j].start: j for j in following if case.mentions[j].form == "name"}

    def _is_apposable(self, note: RoleNote, name: Mention, case: Case, end: int) -> bool:
        if note.sort in PERSONAL or note.head in word_set("counterparts"):
            return note.number == "s" and name.kind == "person"
        # "its ally Russia": nothing but a space may stand between.
        is_next = case.words.text[end : name.start].strip() == ""
        return bool(note.pronoun) and name.kind in ("place", "organization") and is_next

    def _before(self, case: Case, i: int) -> int | None:
        """The person's name that comes right before the role, parted by a comma."""
        mention, note = case.mentions[i], case.note(i)
        if note is None or note.sort not in PERSONAL or note.number != "s" or not note.definite:
            return None
        k = case.words.at(mention.start) - 1
        if k < 1 or case.words.norm[k] not in _BEFORE_ROLE or case.words.line[k] != case.words.line[k + 1]:
            return None
        end = case.words.end[k - 1]
        for j in range(i - 1, max(-1, i - 6), -1):
            other = case.mentions[j]
            if other.form == "name" and other.end == end and other.kind == "person":
                return j
        return None


def _agree(note: RoleNote, other: RoleNote) -> bool:
    """Whether two roles may be one person's by their gender."""
    return not (note.gender and other.gender and note.gender != other.gender)


def _stands_before_name(norm: str, *, has_paused: bool) -> bool:
    """Whether the word may stand between an office and its holder's name: a title, or after a comma whence he is."""
    if norm in word_set("before_names") or norm in word_set("callings") or norm in _titles():
        return True
    is_nisba = norm.startswith(ARTICLE) and norm.removesuffix(TA_MARBUTA).endswith(YA)
    return has_paused and is_nisba and len(norm) > SHORTEST_NISBA


@cache
def _titles() -> frozenset[str]:
    """The titles with the article, and the honorifics that are not written with one."""
    rows = language_table("titles", columns=("title", "sort"))
    return frozenset(normalise(row["title"]) for row in rows if row["title"][:2] == ARTICLE or row["sort"] == "style")
