import pytest

from mahdar.linking.matters.scene import Scene
from mahdar.linking.matters.votes import votes_in
from mahdar.reading.pipeline import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("صوتت 124 دولة لصالح القرار وعارضته ثماني دول وامتنعت 43 دولة.", {"yes": 124, "no": 8, "abstain": 43}),
        ("أيد النص 11 عضوا ولم تشارك في الاقتراع 4 دول.", {"yes": 11, "absent": 4}),
        ("وامتنعت الصين والغابون عن التصويت.", {"abstain": 2}),
        ("وصلت 12 دولة إلى النهائيات.", {}),
    ],
)
def test_votes_are_counted_by_side(text: str, expected: dict[str, int]) -> None:
    scene = Scene(read(text), 1)
    figures, _ = votes_in(scene, scene.sentences[0])
    assert {one.what.removeprefix("votes-"): one.low for one in figures} == expected
