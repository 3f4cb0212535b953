from mahdar.linking.matters.gathering import apart, kinds_apart, talkers_apart
from mahdar.linking.matters.matter import Party, Telling


def _telling(**values) -> Telling:
    return Telling(0, 1, "session", "hand", "asked", **values)


def _party(part: str, key: str) -> Party:
    return Party(part, key, key, [key])


def test_gathering_keeps_sessions_of_two_bodies_apart() -> None:
    assert apart(_telling(body="body:unsc"), _telling(body="body:unga"))
    assert not apart(_telling(body="body:un"), _telling(body="body:unga"))


def test_gathering_keeps_informal_and_emergency_sessions_apart() -> None:
    assert kinds_apart({"informal"}, {"emergency"})
    assert not kinds_apart({"special"}, {"emergency"})


def test_gathering_keeps_requests_of_others_apart() -> None:
    one, other = _telling(parties=[_party("asks", "state:ca")]), _telling(parties=[_party("asks", "state:qa")])
    assert apart(one, other)
    assert not apart(one, _telling())


def test_gathering_needs_two_parties_of_talks() -> None:
    some, others = (["state:us", "state:ir"], ["state:us", "state:kp"])
    assert talkers_apart([_party("talks", key) for key in some], [_party("talks", key) for key in others])
    assert not talkers_apart([_party("talks", key) for key in some], [_party("talks", "state:us")])
