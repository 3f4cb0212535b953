from datetime import date

from mahdar.linking.matters.matter import Figure, Matter, Party, Telling, from_json, shared_parties


def test_matter_survives_its_json() -> None:
    telling = Telling(1, 5, "truce", "hand", "announced", earliest=date(2023, 3, 1), latest=date(2023, 3, 2))
    telling.parties, telling.figures = [Party("stops", "e1", "state:ru", ["state:ru"])], [Figure(1, 2, "person", 3, 4)]
    matter = Matter(2, "m1", [telling], (date(2023, 3, 1), None), ["place:aleppo"])
    assert from_json(matter.to_json()) == matter


def test_matter_counts_a_minister_and_his_state_once() -> None:
    minister = Party("talks", "e1", "person:m", ["person:m", "state:ru"])
    state = Party("talks", "e2", "state:ru", ["state:ru"])
    assert shared_parties([minister, state], [state]) == ["state:ru"]
