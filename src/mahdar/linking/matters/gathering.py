"""Puts together the tellings of one report that tell of one matter, and keeps apart what differs."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.linking.matters.matter import Party, Telling, shared_parties
from mahdar.linking.matters.scene import Scene

# A reference and what it refers to stand at most this many sentences apart.
JOINED = 4
# "The last session" may stand further from what it refers to.
WEAK = 6
# What one shared party adds.
ASKER = 0.5
TWO = 2
# What each sentence between two tellings takes away: less than anything that speaks for them.
NEARER = 0.01
# How many sentences apart what goes on without a reference may stand.
NEAR, DRAFT_NEAR, TRUCE_NEAR = 3, 8, 2
OPEN = frozenset(("asked", "possible", "offered", "planned", "discussed", "mentioned"))
# Kinds that one session, one truce cannot both be.
APART = (
    (frozenset(("informal", "ordinary", "plenary")), frozenset(("emergency", "special", "emergency-special"))),
    (frozenset(("permanent",)), frozenset(("temporary",))),
)


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
        # A headline alone does not tell a truce that was agreed from one that was only talked of.
        if all(one.is_headline for one in group):
            return False
        told = [one for one in group if one.state != "mentioned"]
        return any(one.parties or one.places or one.term for one in told)
    if group[0].kind in ("withdrawal", "evacuation", "aid"):
        return any(_is_movement(one) for one in group)
    return True


def _is_movement(one: Telling) -> bool:
    """Whether a movement is told, and not that such things happen: what happened has a town, a day or a number."""
    if one.state == "happened":
        return bool(_local(one.places) or one.figures or one.latest)
    return bool(one.parties or one.places or one.figures)


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
    if _asked_after(one, other) or _asked_after(other, one):
        return True
    if one.is_past != other.is_past or _days_apart(one, other) or kinds_apart(set(one.subkinds), set(other.subkinds)):
        return True
    talkers = [[party for party in t.parties if party.part == "talks"] for t in (one, other)]
    if one.kind == "talks" and talkers_apart(*talkers):
        return True
    return (one.kind in ("session", "draft") and _askers_apart(one, other)) or _places_apart(one, other)


def talkers_apart(some: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether those who talk differ: both are known to be two or more, and not two of them are the same."""
    mine, theirs = ([one for one in who if one.key] for who in (some, others))
    return min(len(mine), len(theirs)) >= TWO and len(shared_parties(mine, theirs)) < TWO


def _asked_after(asked: Telling, held: Telling) -> bool:
    """Whether something was asked for after it was held."""
    if asked.kind != "session" or asked.state != "asked" or held.state != "held":
        return False
    return asked.earliest is not None and held.latest is not None and asked.earliest > held.latest


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
    crossed = any((one & first and other & second) or (one & second and other & first) for first, second in APART)
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
    """What speaks for two tellings being of one matter, with the nearer of two equals before the other."""
    weigh = _WEIGH.get(one.kind, _of_movement)
    return _shared(one, other) + weigh(one, other) - NEARER * abs(one.sentence - other.sentence)


def _of_session(one: Telling, other: Telling) -> float:
    """Shared askers or one day; else nearness, where one is a bare reference or names no askers."""
    near = abs(one.sentence - other.sentence)
    same_day = 2.0 if one.earliest is not None and (one.earliest, one.latest) == (other.earliest, other.latest) else 0.0
    if all(any(party.part == "asks" for party in telling.parties) for telling in (one, other)):
        return same_day + (1 if _shared(one, other) >= ASKER else -0.6)
    is_reference = (one.is_weak or other.is_weak) and near <= WEAK
    goes_on = (one.state in OPEN) == (other.state in OPEN) and near <= NEAR
    return same_day + (1 if is_reference or goes_on else -0.6)


def _of_draft(one: Telling, other: Telling) -> float:
    """The same number, or nearness of two that have none."""
    near = abs(one.sentence - other.sentence) <= DRAFT_NEAR
    return 1 if one.number == other.number and (one.number or near) else 0


def _of_truce(one: Telling, other: Telling) -> float:
    """The same thing that stops; a truce in a town is not the one that is told without a place."""
    near = abs(one.sentence - other.sentence)
    same = bool(set(one.subkinds) & set(other.subkinds)) or not (one.subkinds and other.subkinds)
    both_asked = (one.state == "asked") == (other.state == "asked")
    placed = bool(_local(one.places)) != bool(_local(other.places))
    if placed and not (both_asked and near <= TRUCE_NEAR):
        return -0.6
    return (0.5 if same and both_asked else 0.2 if same else -0.5) - (0.3 if placed else 0)


def _of_talks(one: Telling, other: Telling) -> float:
    """Two shared parties, or one and the same topic."""
    topic = bool(set(one.topics) & set(other.topics))
    near = abs(one.sentence - other.sentence) <= 1
    if near and (_hosts(one, other) or _hosts(other, one)):
        return 0
    return -0.8 + (0.5 if topic else 0) + (0.5 if topic and near else 0)


def _hosts(one: Telling, other: Telling) -> bool:
    """Whether talks in a state are those with its authorities."""
    return bool(set(one.places) & other.keys("talks"))


def _of_movement(one: Telling, other: Telling) -> float:
    return 0.5 if abs(one.sentence - other.sentence) <= WEAK else 0


_WEIGH = {"session": _of_session, "draft": _of_draft, "truce": _of_truce, "talks": _of_talks}


def _shared(one: Telling, other: Telling) -> float:
    """What is shared of parties and places."""
    shared = shared_parties(one.parties, other.parties)
    score = min(len(set(shared)), 2) * ASKER
    if _local(one.places) & _local(other.places):
        score += 0.4 if one.kind in ("session", "draft", "talks") else 0.9
    return score + (0.5 if _same_count(one, other) else 0)
