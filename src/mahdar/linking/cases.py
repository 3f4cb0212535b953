"""Ties the matters of all reports into cases: what is asked for, decided and done about one thing, report after report.

A case is what joining links hold together. Matters of one report are told apart or together within it already, so the
rule links those of two reports: something must speak for it, and nothing against it. Requests of different askers,
sessions of two bodies or days, truces in two towns stay apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

from mahdar.linking import matters
from mahdar.linking.links import SEPARATOR, Link, Part
from mahdar.linking.matters.gathering import kinds_apart, talkers_apart
from mahdar.linking.matters.matter import Matter, from_json, shared_parties
from mahdar.world import load_world

KIND = LABEL = "case"
# What a link needs at least: no single part is enough but the number of a resolution.
LEAST = 0.5
# A day that is known this well (in days) tells two happenings apart or makes them one.
KNOWN = 3
# Matters that are told this many days apart are others, by kind.
FARTHEST = {"session": 60, "draft": 120, "truce": 45, "evacuation": 30, "aid": 14, "withdrawal": 30, "talks": 21}
NEAR = 14
# What each party of talks adds: the same two meet often, so that two and a day near are not enough.
PARTY, MOST = 0.15, 3
# A sentence that both tell word for word, as a copy does.
WORDS = 0.4
# What each of those who table a draft adds: one state tables several.
SPONSOR = 0.25
UN = "body:un"
PERMANENT = "permanent"
STATE = "state:"
ASKING = ("asks", "tables")
# Those who have a part in the thing itself, not only in telling of it.
TAKING_PART = (
    "stops",
    "announces",
    "leaves",
    "brings-out",
    "brings-in",
    "talks",
    "offers",
    "discusses",
    "asks",
    "takes-part",
)
HELD = ("held", "planned", "vetoed", "adopted", "failed")

Weighed = Callable[[Matter, Matter], list[Part]]


class Cases:
    """The rule by which matters become cases."""

    kind = KIND
    version = f"case/2.{matters.VERSION}"
    least_keys = 1
    commonest = 200

    def address(self, thing: Matter) -> str:
        """The report and the id of the matter in it."""
        return f"{thing.report}{SEPARATOR}{thing.id}"

    def keys(self, thing: Matter) -> list[int]:
        """The kind with each of: body, number, party, town, topic."""
        named = {thing.body, thing.number and f"number:{thing.number}", *thing.keys(), *local(thing)}
        named |= {f"words:{words}" for words in thing.words}
        named |= {f"topic:{topic}" for topic in thing.topics}
        return [_hash(f"{thing.kind}|{name}") for name in sorted(name for name in named if name)]

    def kept(self, thing: Matter) -> bytes:
        """The matter as JSON."""
        return json.dumps(thing.to_json(), ensure_ascii=False, separators=(",", ":")).encode()

    def score(self, left: Matter, right: Matter) -> Link | None:
        """The link of two matters, None where something speaks against it or too little for it."""
        if apart(left, right):
            return None
        found = [*_WEIGH[left.kind](left, right), _part("case-words", WORDS, left.words & right.words)]
        total = min(sum(part.weight for part in found), 1.0)
        if total < LEAST:
            return None
        return Link(
            KIND,
            LABEL,
            self.address(left),
            self.address(right),
            round(total, 4),
            True,
            self.version,
            tuple(part for part in found if part.weight),
        )


def from_kept(kept: bytes) -> Matter:
    """The matter that the rule kept."""
    return from_json(json.loads(kept))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


# What speaks against it


def apart(left: Matter, right: Matter) -> bool:
    """Whether two matters cannot be one."""
    if left.report == right.report or left.kind != right.kind:
        return True
    if left.body and right.body and left.body != right.body and UN not in (left.body, right.body):
        return True
    if left.number and right.number and left.number != right.number:
        return True
    # A ceasefire for good is another thing than the truce before it, also where nobody calls that one temporary.
    if left.kind == "truce" and (PERMANENT in left.subkinds) != (PERMANENT in right.subkinds):
        return True
    if kinds_apart(left.subkinds, right.subkinds) or _aims_apart(left, right) or _askers_apart(left, right):
        return True
    if _wish_and_other(left, right) or _days_apart(left, right) or _talkers_apart(left, right):
        return True
    return _places_apart(left, right) or gap(left, right) > FARTHEST[left.kind]


def _aims_apart(left: Matter, right: Matter) -> bool:
    """Whether two drafts are for different things."""
    return left.kind == "draft" and bool(left.topics and right.topics) and not left.topics & right.topics


def _askers_apart(left: Matter, right: Matter) -> bool:
    if left.kind not in ("session", "draft"):
        return left.kind == "truce" and _only_asked_by_others(left, right)
    mine, theirs = left.keys(*ASKING), right.keys(*ASKING)
    if mine and theirs:
        return not mine & theirs
    counts = [_counts(one) for one in (left, right)]
    if all(counts):
        return not counts[0] & counts[1]
    # A request of a counted group without a name is not that of named ones without a number.
    return any(counts) and bool(mine or theirs)


def _only_asked_by_others(left: Matter, right: Matter) -> bool:
    """Whether both are mere requests, of different askers."""
    if any(one.state not in ("asked", "mentioned") for matter in (left, right) for one in matter.tellings):
        return False
    mine, theirs = left.keys("asks"), right.keys("asks")
    return not mine & theirs


def _talkers_apart(left: Matter, right: Matter) -> bool:
    """Whether two talks have one party in common and others that differ."""
    return left.kind == "talks" and talkers_apart(left.parties("talks"), right.parties("talks"))


def _wish_and_other(left: Matter, right: Matter) -> bool:
    """Whether one is a mere request for another stop than the other tells of: another kind, or nobody in both."""
    if left.kind != "truce":
        return False
    asked = [all(one.state == "asked" for one in matter.tellings) for matter in (left, right)]
    if not any(asked) or all(asked):
        return any(asked) and not left.subkinds & right.subkinds
    who = ("asks", "addressee", "stops", "announces")
    shared = left.keys(*who) & right.keys(*who) or _terms(left) & _terms(right)
    return not shared or not left.subkinds & right.subkinds


def _counts(matter: Matter) -> set[float]:
    return {figure.low for figure in matter.figures() if figure.what.startswith("askers")}


def _days_apart(left: Matter, right: Matter) -> bool:
    """Whether a thing of one day is told of different days."""
    if left.kind not in ("session", "draft", "talks"):
        return False
    if left.kind == "talks" and _is_round(left, right):
        return False
    mine, theirs = left.days(*HELD), right.days(*HELD)
    return bool(mine and theirs) and not any(_meet(one, other) for one in mine for other in theirs)


def _is_round(left: Matter, right: Matter) -> bool:
    """Whether two talks are rounds of one negotiation: the same parties, two at least, over the same topic."""
    shared = shared_parties(left.parties("talks"), right.parties("talks"))
    return bool(left.topics & right.topics) and len(shared) > 1


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _places_apart(left: Matter, right: Matter) -> bool:
    if left.kind == "session":
        return False
    mine, theirs = local(left), local(right)
    return bool(mine and theirs) and not _same_places(mine, theirs)


def local(matter: Matter) -> set[str]:
    """The places of a matter that are smaller than a state."""
    return {place for place in matter.places if not place.startswith(STATE)}


def _same_places(mine: set[str], theirs: set[str]) -> bool:
    if mine & theirs:
        return True
    names = [{name for place in places for name in _names(place)} for places in (mine, theirs)]
    return any(a in b.split() or b in a.split() for a in names[0] for b in names[1])


@lru_cache(maxsize=10_000)
def _names(place: str) -> tuple[str, ...]:
    """What a place is called in English, else as the report writes it: "east aleppo" lies in "aleppo"."""
    fact = load_world().get(place)
    return ((fact.name_en or place).lower(),) if fact else (place.partition(":")[2],)


def gap(left: Matter, right: Matter) -> int:
    """How many days lie between the publication of two reports at least; 0 when that is not known."""
    (first, last), (other_first, other_last) = left.published, right.published
    if first is None or last is None or other_first is None or other_last is None:
        return 0
    return max((other_first - last).days, (first - other_last).days, 0)


# What speaks for it


def _of_session(left: Matter, right: Matter) -> list[Part]:
    return [
        _part("case-body", 0.2, [left.body] if left.body == right.body else []),
        _part("case-askers", 0.4, left.keys("asks") & right.keys("asks")),
        _part("case-number-of-askers", 0.3, _counts(left) & _counts(right)),
        _part("case-day", 0.4, _same_days(left, right, HELD)),
        _part("case-opened-by", 0.2, left.keys("opens", "briefs") & right.keys("opens", "briefs")),
        _part("case-kind", 0.1, left.subkinds & right.subkinds),
        _part("case-place", 0.1, left.places & right.places),
    ]


def _of_draft(left: Matter, right: Matter) -> list[Part]:
    sponsors = left.keys("tables") & right.keys("tables")
    return [
        _part("case-number", 1.0, {left.number} & {right.number} - {""}),
        _part("case-body", 0.1, [left.body] if left.body == right.body else []),
        _part("case-tabled-by", SPONSOR * min(len(sponsors), 2), sponsors),
        _part("case-vetoed-by", 0.2, left.keys("vetoes") & right.keys("vetoes")),
        _part("case-day", 0.4, _same_days(left, right, HELD)),
        _part("case-aim", 0.2, left.topics & right.topics),
        _part("case-place", 0.25, local(left) & local(right)),
        _part("case-votes", 0.2, _votes(left) & _votes(right)),
    ]


def _of_truce(left: Matter, right: Matter) -> list[Part]:
    who = ("stops", "announces")
    return [
        _part("case-place", 0.3, _shared_places(left, right)),
        _part("case-sides", 0.25, left.keys(*who) & right.keys(*who)),
        _part("case-asked-by", 0.25, left.keys("asks") & right.keys("asks")),
        _part("case-term", 0.2, _terms(left) & _terms(right)),
        _part("case-kind", 0.1, left.subkinds & right.subkinds),
        *_told_near(left, right),
    ]


def _of_movement(left: Matter, right: Matter) -> list[Part]:
    who = ("leaves", "brings-out", "brings-in")
    return [
        _part("case-place", 0.3, _shared_places(left, right)),
        _part("case-who", 0.25, left.keys(*who) & right.keys(*who)),
        _part("case-others", 0.15, _others(left) & _others(right)),
        _part("case-number", 0.2, _figures(left) & _figures(right)),
        *_told_near(left, right),
    ]


def _of_talks(left: Matter, right: Matter) -> list[Part]:
    shared = shared_parties(left.parties("talks", "offers"), right.parties("talks", "offers"))
    return [
        _part("case-parties", PARTY * min(len(shared), MOST), shared),
        _part("case-asked-by", 0.25, left.keys("asks") & right.keys("asks") if _same_scene(left, right) else ()),
        _part("case-topic", 0.15, left.topics & right.topics),
        _part("case-place", 0.2, left.places & right.places),
        _part("case-day", 0.3, _same_days(left, right, HELD)),
        *_told_near(left, right),
    ]


_WEIGH: dict[str, Weighed] = {
    "session": _of_session,
    "draft": _of_draft,
    "truce": _of_truce,
    "evacuation": _of_movement,
    "aid": _of_movement,
    "withdrawal": _of_movement,
    "talks": _of_talks,
}


def _part(name: str, weight: float, shared: Iterable[object]) -> Part:
    """A part that weighs when anything is shared."""
    found = sorted(str(one) for one in shared)
    return Part(name, weight if found else 0.0, {"shared": found})


def _told_near(left: Matter, right: Matter) -> list[Part]:
    """That both are told within some days of each other."""
    is_known = None not in (*left.published, *right.published)
    days = gap(left, right)
    return [Part("case-told-near", 0.1 if is_known and days <= NEAR else 0.0, {"days": days})]


def _same_days(left: Matter, right: Matter, states: Sequence[str]) -> list[str]:
    """The days that both are told of, known well."""
    return [
        f"{max(one[0], other[0])}"
        for one in left.days(*states)
        for other in right.days(*states)
        if _meet(one, other) and all(span[1] - span[0] < timedelta(days=KNOWN) for span in (one, other))
    ]


def _shared_places(left: Matter, right: Matter) -> list[str]:
    """Towns that both are told of; where one names none, those that its report speaks of most."""
    mine, theirs = local(left), local(right)
    if mine and theirs:
        return sorted(mine) if _same_places(mine, theirs) else []
    return sorted((mine or set(left.scene)) & (theirs or set(right.scene))) if mine or theirs else []


def _same_scene(left: Matter, right: Matter) -> bool:
    """Whether two reports can speak of one crisis, as far as they name towns."""
    return not (left.scene and right.scene) or bool(set(left.scene) & set(right.scene))


def _others(matter: Matter) -> set[str]:
    return matter.keys("asks", "offers", "discusses", "addressee")


def _terms(matter: Matter) -> set[str]:
    return {one.term for one in matter.tellings if one.term}


def _figures(matter: Matter) -> set[str]:
    return {f"{one.what} {one.low:g}-{one.high:g}" for one in matter.figures()}


def _votes(matter: Matter) -> set[str]:
    return {found for found in _figures(matter) if found.startswith("votes-")}
