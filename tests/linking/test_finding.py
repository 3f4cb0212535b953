import pytest

from mahdar.linking.finding import Finder, is_called
from mahdar.linking.people import tie
from mahdar.reading import Reading
from mahdar.reading.layers import Entity, Mention

TEXT = "سامي العوفي، العوفي، مدير المستشفى، رئيس مجلس الأمن، مجلس الأمن، روسيا، فلاديمير بلاغوييف، هند العوفى"
ENTITIES = [
    Entity("e1", "person", "سامي العوفي"),
    Entity("e2", "person"),
    Entity("e3", "organization", "مجلس الأمن", "Security Council", world="body:unsc"),
    Entity("e4", "place", "روسيا", "Russia", world="state:ru"),
    Entity("e5", "person", "فلاديمير بلاغوييف"),
    Entity("e6", "person", "هند العوفى"),
    Entity("e7", "person"),
]
MENTIONS = [
    ("e1", "سامي العوفي", "name"),
    ("e2", "مدير المستشفى", "role"),
    ("e3", "مجلس الأمن، روسيا", "name"),
    ("e4", "روسيا", "name"),
    ("e5", "فلاديمير بلاغوييف", "name"),
    ("e6", "هند العوفى", "name"),
    ("e7", "رئيس مجلس الأمن", "role"),
]


@pytest.fixture
def finder() -> Finder:
    mentions = []
    for entity, words, form in MENTIONS:
        start = TEXT.index(words)
        end = start + len(words.partition("،")[0])
        mentions.append(Mention(start, end, form=form, kind="person", rule="hand", entity=entity))
    readings = [(1, Reading("sha256:1", "one.txt", TEXT, entities=ENTITIES, mentions=mentions))]
    return Finder(tie(readings), readings)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("سامي العوفي", ["e1"]),
        ("سَامِي العوفى", ["e1"]),
        ("عوفي", ["e1", "e6"]),
        ("sami", ["e1"]),
        ("~Sami al-Aufi", ["e1"]),
        ("مدير المستشفى", ["e2"]),
        ("مدير", []),
        ("مجلس الأمن", ["e3"]),
        ("Council", ["e3"]),
        ("security council", ["e3"]),
        ("unsc", ["e3"]),
        ("body:unsc", ["e3"]),
        ("world:body:unsc", ["e3"]),
        ("state:ru", ["e4"]),
        ("بلاجوييف", ["e5"]),
        ("بلاغ", []),
        ("لقمان", []),
        ("", []),
        ("»", []),
    ],
)
def test_finding_takes_ids_names_and_whole_roles(finder: Finder, name: str, members: list[str]) -> None:
    assert sorted(member for line in finder.find(name) for _, member in line.members) == members


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [("صوت الوادي", "الوادى", True), ("صوت الوادي", "وادٍ آخر", False), ("صوت الوادي", "", False)],
)
def test_finding_tells_whether_a_text_is_called_so(text: str, name: str, *, expected: bool) -> None:
    assert is_called(text, name) is expected
