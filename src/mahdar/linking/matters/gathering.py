"""Puts together the tellings of one report that tell of one matter, and keeps apart what differs."""

from __future__ import annotations

from mahdar.linking.matters.matter import Telling
from mahdar.linking.matters.scene import Scene

# A reference and what it refers to stand at most this many sentences apart.
JOINED = 4
# "The last session" may stand further from what it refers to.
WEAK = 6
# What one shared party adds.
ASKER = 0.5
OPEN = frozenset(("asked", "possible", "offered", "planned", "discussed", "mentioned"))
# Kinds of session that one session cannot both be.
APART = (frozenset(("informal", "ordinary", "plenary")), frozenset(("emergency", "special", "emergency-special")))


def gather(tellings: list[Telling], scene: Scene) -> list[list[Telling]]:
    """The tellings by matter. What says most is placed first, so that headlines and bare references find it."""
    groups: list[list[Telling]] = []
    strong = [one for one in tellings if not one.is_weak]
    for one in [*strong, *(one for one in tellings if one.is_weak)]:
        group = _best(one, groups)
        if group is not None and one.kind == "session" and one.is_weak:
            _join(one, group, groups)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
            group.sort(key=lambda telling: telling.start)
    kept = [group for group in groups if _is_told(group)]
    return sorted(kept, key=lambda group: group[0].start)


def _join(one: Telling, group: list[Telling], groups: list[list[Telling]]) -> None:
    """Joins the groups that one reference ("this session") ties, where nothing keeps them apart."""
    for other in [group_ for group_ in groups if group_ is not group and group_[0].kind == one.kind]:
        near = _distance_in_sentences(one, other) <= JOINED
        if near and _fits(one, other) and _score(one, other) > 0 and all(_fits(t, group) for t in other):
            group += other
            groups.remove(other)


def _distance_in_sentences(one: Telling, group: list[Telling]) -> int:
    return min(abs(one.sentence - other.sentence) for other in group)


def _is_told(group: list[Telling]) -> bool:
    """Whether more is told than that such a thing exists."""
    if group[0].kind == "session":
        return any(one.state != "mentioned" for one in group)
    if group[0].kind == "truce":
        told = [one for one in group if one.state != "mentioned"]
        return any(one.parties or one.places or one.term for one in told)
    if group[0].kind in ("withdrawal", "evacuation", "aid"):
        return any(one.parties or one.places or one.figures for one in group)
    return True


def _best(one: Telling, groups: list[list[Telling]]) -> list[Telling] | None:
    """The group that a telling belongs to: the last one, before or after it, that nothing speaks against."""
    fitting = [group for group in groups if group[0].kind == one.kind and _fits(one, group)]
    if not fitting:
        return None
    scored = [(_score(one, group), -_distance(one, group), i) for i, group in enumerate(fitting)]
    best = max(scored)
    return fitting[best[2]] if best[0] > 0 else None


def _distance(one: Telling, group: list[Telling]) -> int:
    return min(abs(one.start - other.start) for other in group)


def _fits(one: Telling, group: list[Telling]) -> bool:
    return all(not apart(one, other) for other in group)


def apart(one: Telling, other: Telling) -> bool:
    """Whether two tellings of a kind cannot be of one matter."""
    if one.body and other.body and one.body != other.body and "body:un" not in (one.body, other.body):
        return True
    if one.number != other.number and one.number and other.number:
        return True
    if one.is_past != other.is_past or _days_apart(one, other) or kinds_apart(set(one.subkinds), set(other.subkinds)):
        return True
    return (one.kind in ("session", "draft") and _askers_apart(one, other)) or _places_apart(one, other)


def _days_apart(one: Telling, other: Telling) -> bool:
    """Whether a thing that takes place on a day is told of two days."""
    both = one.kind in ("session", "talks", "draft")
    if not both or "asked" in (one.state, other.state) or "tabled" in (one.state, other.state):
        return False
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return False
    assert one.earliest and one.latest and other.earliest and other.latest
    return one.latest < other.earliest or other.latest < one.earliest


def kinds_apart(one: set[str], other: set[str]) -> bool:
    first, second = APART
    crossed = (one & first and other & second) or (one & second and other & first)
    exclusive = {"driven-back", "call", "joint-centre"}
    return bool(crossed) or bool((one & exclusive) != (other & exclusive) and (one | other) & exclusive)


def _askers_apart(one: Telling, other: Telling) -> bool:
    """Whether different ones ask: two requests, unless one of the tellings is no request any more."""
    mine, theirs = one.keys("asks", "tables"), other.keys("asks", "tables")
    unnamed = [t for t in (one, other) if any(p.part in ("asks", "tables") for p in t.parties)]
    if mine and theirs:
        return not mine & theirs
    if len(unnamed) < 2 or one.kind != "session" or one.is_headline or other.is_headline:
        return False
    # One is asked by a group without a name ("224 organizations"), the other by somebody else.
    first, second = ({p.entity for p in t.parties if p.part == "asks"} for t in (one, other))
    return not first & second and not _same_count(one, other) and not _may_be_group(one, other)


def _same_count(one: Telling, other: Telling) -> bool:
    mine, theirs = ({(f.low, f.high) for f in t.figures if f.what.startswith("askers")} for t in (one, other))
    return bool(mine & theirs)


def _may_be_group(one: Telling, other: Telling) -> bool:
    """Whether "the countries", without a number, may be those named in the other telling."""
    counted = [any(f.what.startswith("askers") for f in t.figures) for t in (one, other)]
    return not any(counted) and one.body == other.body and 0 < abs(one.sentence - other.sentence) <= 2


def _places_apart(one: Telling, other: Telling) -> bool:
    if one.kind in ("session", "draft", "talks"):
        return False
    mine, theirs = _local(one.places), _local(other.places)
    return bool(mine and theirs) and not mine & theirs and not _contain(mine, theirs)


def _local(places: list[str]) -> set[str]:
    return {place for place in places if not place.startswith("state:")}


def _contain(some: set[str], others: set[str]) -> bool:
    """Whether a place's name holds another's: "east Aleppo", "Aleppo"."""
    return any(
        a in b or b in a
        for one in some
        for other in others
        for a, b in [(one.partition(":")[2], other.partition(":")[2])]
    )


def _score(one: Telling, group: list[Telling]) -> float:
    """How much speaks for a telling being of a group; above 0 is enough."""
    return max(_score_pair(one, other) for other in group)


def _score_pair(one: Telling, other: Telling) -> float:
    near = abs(one.sentence - other.sentence)
    score = _shared(one, other)
    if one.kind == "session":
        same_day = one.earliest is not None and (one.earliest, one.latest) == (other.earliest, other.latest)
        weak = one.is_weak or other.is_weak
        asked = [any(p.part == "asks" for p in t.parties) for t in (one, other)]
        same_state = (one.state in OPEN) == (other.state in OPEN)
        if all(asked):
            return score + (1 if score >= ASKER else -0.6) + 2 * same_day - 0.01 * near
        vague = (weak and near <= WEAK) or (same_state and near <= 3)
        return score + 2 * same_day + (1 if vague else -0.6) - 0.01 * near
    if one.kind == "draft":
        return score + (1 if one.number == other.number and (one.number or near <= 8) else 0) - 0.01 * near
    if one.kind == "truce":
        same = bool(set(one.subkinds) & set(other.subkinds)) or not (one.subkinds and other.subkinds)
        asked = (one.state == "asked") == (other.state == "asked")
        placed = bool(_local(one.places)) != bool(_local(other.places))
        if placed and not (asked and near <= 2):
            return score - 0.6
        base = 0.5 if same and asked else -0.5 if not same else 0.2
        return score + base - (0.3 if placed else 0) - 0.01 * near
    if one.kind == "talks":
        topic = bool(set(one.topics) & set(other.topics))
        return score - 0.8 + (0.5 if topic else 0) + (0.5 if topic and near <= 1 else 0)
    return score + (0.5 if near <= 6 else 0) - 0.01 * near


def _shared(one: Telling, other: Telling) -> float:
    """What is shared of parties and places."""
    mine, theirs = one.keys(), other.keys()
    score = min(len(mine & theirs), 2) * ASKER
    if _local(one.places) & _local(other.places):
        score += 0.4 if one.kind in ("session", "draft", "talks") else 0.9
    return score + (0.5 if _same_count(one, other) else 0)
