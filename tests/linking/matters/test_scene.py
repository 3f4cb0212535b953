from mahdar.linking.matters.scene import Scene
from mahdar.reading.layers import Entity, Mention, Span
from mahdar.reading.reading import Reading


def _scene(text: str, *entities: Entity, mentions: list[Mention]) -> Scene:
    reading = Reading(
        "sha256:1", "one", text, sentences=[Span(0, len(text))], entities=list(entities), mentions=mentions
    )
    return Scene(reading, 1)


def test_scene_takes_a_mission_for_its_state() -> None:
    text = "البعثة الكندية"
    mention = Mention(0, len(text), "name", "organization", "hand", "e1")
    scene = _scene(text, Entity("e1", "organization", text), mentions=[mention])
    assert scene.stands_for("e1")[1:] == ["state:ca"]


def test_scene_takes_a_capital_for_its_state_but_for_a_place_too() -> None:
    mention = Mention(0, 5, "name", "place", "hand", "e1")
    scene = _scene("موسكو", Entity("e1", "place", "موسكو", world="capital:ru"), mentions=[mention])
    assert (scene.key("e1"), scene.place_key("e1")) == ("state:ru", "capital:ru")


def test_scene_gives_no_key_to_those_without_a_name() -> None:
    scene = _scene("مسؤولون", Entity("e1", "group"), mentions=[Mention(0, 7, "role", "group", "hand", "e1")])
    assert (scene.key("e1"), scene.stands_for("e1")) == ("", [])
