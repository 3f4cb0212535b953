from datetime import date

from mahdar.linking.casefile import Case, case_id, make_cases
from mahdar.linking.matters.matter import Figure, Matter, Party, Telling

FIRST, SECOND, THIRD = date(2023, 3, 1), date(2023, 3, 5), date(2023, 3, 9)


def _telling(state: str, day: date | None, **values) -> Telling:
    return Telling(0, 1, "session", "hand", state, earliest=day, latest=day, sentence=1, **values)


def _case(*matters: Matter) -> Case:
    return make_cases([list(matters)], {matter.report: f"sha256:{matter.report}" for matter in matters})[0]


def _told() -> Case:
    asked = _telling("asked", FIRST, parties=[Party("asks", "e1", "state:ca", ["state:ca"])], body="body:un")
    held = _telling("held", THIRD, body="body:unga", figures=[Figure(0, 1, "askers", 70, 70)])
    return _case(Matter(1, "m1", [asked], (FIRST, FIRST)), Matter(2, "m3", [held], (THIRD, THIRD)))


def test_casefile_has_a_state_for_every_day() -> None:
    case = _told()
    states = [case.state_on(day) for day in (date(2023, 2, 28), FIRST, SECOND, THIRD, date(2023, 4, 1))]
    assert states == ["", "asked", "asked", "held", "held"]
    assert case.state == "held"


def test_casefile_lists_its_states_by_day() -> None:
    assert _told().states() == [(FIRST, date(2023, 3, 8), "asked"), (THIRD, None, "held")]


def test_casefile_tells_days_reports_and_addresses() -> None:
    case = _told()
    assert (case.days(), case.reports, case.addresses) == ((FIRST, THIRD), [1, 2], ["1:m1", "2:m3"])


def test_casefile_names_the_most_exact_body() -> None:
    assert _told().body == "body:unga"


def test_casefile_has_parties_and_numbers_with_their_places() -> None:
    case = _told()
    (role,) = case.roles()
    assert (role.part, role.key, role.sentences) == ("asks", "state:ca", [(1, 1)])
    assert [(step.report, figure.low) for step, figure in case.figures("askers")] == [(2, 70)]


def test_casefile_an_undated_failure_does_not_undo_a_veto() -> None:
    vetoed, failed = _telling("vetoed", FIRST), _telling("failed", None)
    vetoed.kind = failed.kind = "draft"
    case = _case(Matter(1, "m1", [vetoed], (FIRST, FIRST)), Matter(2, "m1", [failed], (THIRD, THIRD)))
    assert case.state == "vetoed"


def test_casefile_ids_are_made_of_content_alone() -> None:
    matter = Matter(1, "m1", [_telling("asked", FIRST)])
    again = Matter(7, "m4", [_telling("held", None)])
    assert case_id(matter, "sha256:a") == case_id(again, "sha256:a") != case_id(matter, "sha256:b")
    assert case_id(matter, "sha256:a").startswith("session-")
