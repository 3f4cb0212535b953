"""The checks of a case: thresholds of sessions, the arithmetic of votes, vetoes, and who is a member of the Council.

A finding says no more than the report and the tables allow: without a day no membership is checked, without a number
no threshold, and votes are added up only when all sides are told by one report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mahdar.linking.casefile import Case, Step
from mahdar.linking.matters.matter import Figure, Matter
from mahdar.procedure.finding import AGREES, CONTRADICTS, SHORT, Cite, Finding
from mahdar.procedure.rules import assembly, council, council_years, majority, permanent, rule

COUNCIL, ASSEMBLY = "body:unsc", "body:unga"
STATE = "state:"
SPECIAL = frozenset(("special", "emergency", "emergency-special"))
SIDES = ("yes", "no", "abstain", "absent")
# A decision needs the votes of two thirds of those who vote.
TWO_THIRDS = 2
# So few years tell when a report was written.
FEW = 2


def findings(case: Case) -> list[Finding]:
    """All findings on a case, each once."""
    made = [found for check in _CHECKS.get(case.kind, ()) for found in check(case)]
    return list({(one.code, str(sorted(one.values.items()))): one for one in reversed(made)}.values())[::-1]


def _cite(step: Step, figure: Figure | None = None) -> Cite:
    span = figure or step.telling
    sentence = (figure.sentence if figure else 0) or step.telling.sentence
    return Cite(step.report, sentence, span.start, span.end)


# Sessions


def _threshold(case: Case) -> Iterator[Finding]:
    """How many ask for a session of the Assembly, beside the majority that a special one needs."""
    if case.body != ASSEMBLY:
        return
    members = _members(case.matters)
    if not members:
        return
    asked, cites = _states_asking(case)
    if not asked:
        return
    needed = majority(members)
    values = {"asked": asked, "needed": needed, "members": members, "short": needed - asked}
    is_special = bool(SPECIAL & set(case.subkinds))
    is_informal = "informal" in case.subkinds
    rules = ("assembly-emergency", *(("assembly-informal",) if is_informal else ()))
    if asked >= needed:
        yield Finding("majority-asks", AGREES, rules, values, cites)
    elif is_informal:
        yield Finding("short-but-informal", AGREES, rules, values, cites)
    else:
        yield Finding("short-of-majority", SHORT if is_special else AGREES, rules, values, cites)


def _states_asking(case: Case) -> tuple[int, tuple[Cite, ...]]:
    """How many states ask: as counted by a report, else those named when all askers are states with a name."""
    counted = [(step, figure) for step, figure in case.figures("askers") if figure.low == figure.high]
    if counted:
        most = max(figure.low for _, figure in counted)
        return int(most), tuple(_cite(step, figure) for step, figure in counted if figure.low == most)
    told = [(step, party) for step in case.told() for party in step.telling.parties if party.part == "asks"]
    states = {party.key for _, party in told if party.key.startswith(STATE)}
    if not told or any(not party.key.startswith(STATE) for _, party in told):
        return 0, ()
    return len(states), tuple(dict.fromkeys(_cite(step) for step, _ in told))


def _members(matters: Iterable[Matter]) -> int:
    """How many members the Assembly had when the reports were written; 0 when they leave that open."""
    bounds = [day for matter in matters for day in matter.published]
    days = [day for day in bounds if day is not None]
    counts = {assembly(day) for day in days}
    return counts.pop() if len(counts) == 1 and len(days) == len(bounds) else 0


def _not_members(case: Case) -> Iterator[Finding]:
    """That others than states ask for a special session."""
    if case.body != ASSEMBLY or not SPECIAL & set(case.subkinds):
        return
    for step, figure in case.figures("askers-organization"):
        yield Finding(
            "askers-no-members", SHORT, ("assembly-members-only",), {"asked": int(figure.low)}, (_cite(step, figure),)
        )


def _council_request(case: Case) -> Iterator[Finding]:
    """Whether any of those who ask for a meeting of the Council is a member of it."""
    if case.body != COUNCIL:
        return
    told = [(step, party) for step in case.told() for party in step.telling.parties if party.part == "asks"]
    states = sorted({party.key for _, party in told if party.key.startswith(STATE)})
    year = _year(case.matters)
    if not states or not year or any(not party.key.startswith(STATE) for _, party in told):
        return
    sitting = [state for state in states if state in council(year)]
    cites = tuple(dict.fromkeys(_cite(step) for step, _ in told))
    if sitting:
        yield Finding("member-asks", AGREES, ("council-meetings",), {"states": sitting, "year": year}, cites)
    else:
        rules = ("council-meetings", "council-terms")
        yield Finding("no-member-asks", SHORT, rules, {"states": states, "year": year}, cites)


def _year(matters: Iterable[Matter]) -> int:
    """The year in which the reports were written; 0 when they leave it open or its Council is not known."""
    years = {day.year if day else 0 for matter in matters for day in matter.published}
    year = years.pop() if len(years) == 1 else 0
    return year if year in council_years() else 0


def _named_members(case: Case) -> Iterator[Finding]:
    """Whether those whom a report names as members of the Council were so, by the tables."""
    for matter in case.matters:
        steps = [step for step in case.steps() if step.report == matter.report]
        told = [(step, party) for step in steps for party in step.telling.parties if party.part == "council-member"]
        states = sorted({party.key for _, party in told if party.key.startswith(STATE)})
        if states:
            yield from _membership(states, _years(matter), tuple(dict.fromkeys(_cite(step) for step, _ in told)))


def _years(matter: Matter) -> list[int]:
    """The years in which the report can have been written, of those whose Council is known; [] when that is open."""
    first, last = matter.published
    known = council_years()
    if first is None or last is None or first.year not in known or last.year not in known:
        return []
    return list(range(first.year, last.year + 1))


def _membership(states: list[str], possible: list[int], cites: tuple[Cite, ...]) -> Iterator[Finding]:
    rules = ("council-terms",)
    if len(possible) == 1:
        year = possible[0]
        others = [state for state in states if state not in council(year)]
        code, verdict = ("were-members", AGREES) if not others else ("were-no-members", CONTRADICTS)
        yield Finding(code, verdict, rules, {"states": others or states, "n": len(states), "year": year}, cites)
        return
    years = [one for one in possible or council_years() if set(states) <= council(one)]
    listed = ", ".join(str(one) for one in years or possible)
    if not years:
        code = "not-together-in" if possible else "never-together"
        yield Finding(code, CONTRADICTS, rules, {"states": states, "n": len(states), "years": listed}, cites)
    elif len(years) <= FEW:
        yield Finding("together-in", AGREES, rules, {"states": states, "n": len(states), "years": listed}, cites)


# Votes


def _votes(case: Case) -> Iterator[tuple[dict[str, int], tuple[Cite, ...], set[str]]]:
    """For each report, the votes that it tells by side, where, and the states of the case as it tells it."""
    for matter in case.matters:
        steps = [step for step in case.steps() if step.report == matter.report and step.matter == matter.id]
        found: dict[str, tuple[Step, Figure]] = {}
        for step in steps:
            for figure in step.telling.figures:
                if figure.what.startswith("votes-") and figure.low == figure.high:
                    found.setdefault(figure.what.removeprefix("votes-"), (step, figure))
        if found:
            cites = tuple(_cite(step, figure) for step, figure in found.values())
            yield (
                {side: int(figure.low) for side, (_, figure) in found.items()},
                cites,
                {s.telling.state for s in steps},
            )


def _council_sum(case: Case) -> Iterator[Finding]:
    """Whether the votes of the Council add up to its members."""
    if case.body != COUNCIL:
        return
    size = rule("council-size").value
    for votes, cites, _ in _votes(case):
        total = sum(votes.values())
        values = {"total": total, "size": size, "listed": _listed(votes), "off": abs(size - total)}
        if total > size:
            yield Finding("too-many-votes", CONTRADICTS, ("council-size",), values, cites)
        elif {"yes", "no", "abstain"} <= set(votes):
            code, verdict = ("votes-add-up", AGREES) if total == size else ("votes-missing", CONTRADICTS)
            yield Finding(code, verdict, ("council-size",), values, cites)


def _listed(votes: dict[str, int]) -> str:
    return "+".join(str(votes[side]) for side in SIDES if side in votes)


def _council_majority(case: Case) -> Iterator[Finding]:
    """Whether what was adopted or vetoed had nine votes."""
    if case.body != COUNCIL:
        return
    needed = rule("council-majority").value
    for votes, cites, states in _votes(case):
        yes = votes.get("yes")
        if yes is None:
            continue
        values = {"yes": yes, "needed": needed}
        if "adopted" in states and yes < needed:
            yield Finding("adopted-below", CONTRADICTS, ("council-majority",), values, cites)
        elif "vetoed" in states and yes < needed:
            yield Finding("failed-anyway", SHORT, ("council-majority", "council-veto"), values, cites)
        elif "vetoed" in states:
            yield Finding("veto-decided", AGREES, ("council-majority", "council-veto"), values, cites)


def _vetoes(case: Case) -> Iterator[Finding]:
    """Whether those who veto are permanent members, and whether one voted against what was adopted."""
    if case.body != COUNCIL:
        return
    for step, party in case.parties("vetoes"):
        states = [key for key in party.stands if key.startswith(STATE)]
        if states and not set(states) & permanent():
            values = {"states": states[:1]}
            yield Finding("veto-not-permanent", CONTRADICTS, ("council-veto", "council-size"), values, (_cite(step),))
    if case.state != "adopted":
        return
    for step, party in case.parties("votes-against"):
        states = [key for key in party.stands if key in permanent()]
        if states:
            yield Finding(
                "adopted-against-veto", CONTRADICTS, ("council-veto",), {"states": states[:1]}, (_cite(step),)
            )


def _assembly_votes(case: Case) -> Iterator[Finding]:
    """Whether the votes of the Assembly can be, and whether two thirds of those voting were in favour."""
    if case.body != ASSEMBLY:
        return
    members = _members(case.matters)
    for votes, cites, states in _votes(case):
        total = sum(votes.values())
        if members and total > members:
            values = {"total": total, "size": members, "listed": _listed(votes), "off": total - members}
            yield Finding("too-many-votes", CONTRADICTS, ("assembly-size",), values, cites)
        elif members and total == members and len(votes) == len(SIDES):
            values = {"total": total, "size": members, "listed": _listed(votes), "off": 0}
            yield Finding("votes-add-up", AGREES, ("assembly-size",), values, cites)
        if {"yes", "no"} <= set(votes) and "adopted" in states:
            enough = votes["yes"] >= TWO_THIRDS * votes["no"]
            values = {"yes": votes["yes"], "no": votes["no"]}
            code, verdict = ("two-thirds", AGREES) if enough else ("below-two-thirds", SHORT)
            yield Finding(code, verdict, ("assembly-two-thirds",), values, cites)


_CHECKS: dict[str, tuple[Callable[[Case], Iterator[Finding]], ...]] = {
    "session": (_threshold, _not_members, _council_request, _named_members),
    "draft": (_council_sum, _council_majority, _vetoes, _assembly_votes, _named_members),
}
