from mahdar.linking.people import index, tie
from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Mention


def reading(*entities: Entity) -> Reading:
    text = " ".join(entity.name or "؟" for entity in entities)
    mentions, at = [], 0
    for entity in entities:
        end = at + len(entity.name or "؟")
        mentions.append(Mention(at, end, form="name", kind=entity.kind, rule="hand", entity=entity.id))
        at = end + 1
    return Reading(report_id="", source="", text=text, entities=list(entities), mentions=mentions)


def test_people_of_the_same_world_row_are_one_line() -> None:
    lines = tie(
        [
            (1, reading(Entity("e1", "place", "روسيا", world="ru"))),
            (2, reading(Entity("e9", "place", "موسكو", world="ru"))),
        ]
    )
    assert [line.members for line in lines] == [[(1, "e1"), (2, "e9")]]


def test_people_of_one_name_spelt_differently_are_one_line() -> None:
    lines = tie([(1, reading(Entity("e1", "person", "أحمد علي"))), (2, reading(Entity("e1", "person", "احمد على")))])
    assert len(lines) == 1


def test_people_a_surname_joins_the_only_fuller_name() -> None:
    lines = tie([(1, reading(Entity("e1", "person", "سالم العوذلي"))), (2, reading(Entity("e1", "person", "العوذلي")))])
    assert [line.name for line in lines] == ["سالم العوذلي"]
    assert "surname of the only such person" in lines[0].because


def test_people_a_surname_of_two_stays_apart() -> None:
    both = reading(Entity("e1", "person", "سالم العوذلي"), Entity("e2", "person", "هند العوذلي"))
    assert len(tie([(1, both), (2, reading(Entity("e1", "person", "العوذلي")))])) == 3


def test_people_nobody_named_is_never_tied() -> None:
    lines = tie([(1, reading(Entity("e1", "group"))), (2, reading(Entity("e1", "group")))])
    assert len(lines) == 2
    assert set(index(lines)) == {(1, "e1"), (2, "e1")}
