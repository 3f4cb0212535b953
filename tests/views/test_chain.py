import pytest

from mahdar.reading import Reading
from mahdar.views.address import Place
from mahdar.views.chain import chain, objects, render

Readings = list[tuple[int, Reading]]


def links(told: Readings, statement: int) -> list[tuple[str, str, list[str]]]:
    place = Place(*told[0])
    made = chain(place, place.reading.statements[statement], "ar")
    return [(one["link"], one["name"], [words["text"] for words in one["words"]]) for one in objects(made)]


def test_chain_goes_from_the_speaker_through_the_carriers_to_the_file(told: Readings) -> None:
    assert links(told, 2) == [
        ("speaker", "سامي العوفي", ["قوله", "العوفي"]),
        ("carrier", "راديو الضفاف", ["راديو الضفاف"]),
        ("signed", "وكالة المدى", ["وكالة المدى"]),
        ("outlet", "صوت الوادي", []),
        ("file", "reports/three.txt", []),
    ]


def test_chain_ends_with_those_who_are_spoken_to(told: Readings) -> None:
    assert links(told, 0)[-1] == ("addressee", "«الصحفيين»", ["لصحفيين"])


def test_chain_names_a_speaker_who_is_not_told(told: Readings) -> None:
    told[0][1].statements[2].speaker = None
    assert links(told, 2)[0] == ("speaker", "قائل غير مذكور", ["قوله"])


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "3:s3  direct words · denied  [3:2]",
                "   «لم نطلق النار على القافلة في مصراتة»",
                "   found by rule quote",
                "  1  speaker: ~Sami al-Aufi",
                "     «ونقل راديو الضفاف عن ⟦العوفي⟧ ⟦قوله⟧: «لم نطلق النار …»  [3:2]  (cited)",
                "  2  carried by: Banks Radio",
                "     «ونقل ⟦راديو الضفاف⟧ عن العوفي قوله: «لم …»  [3:2]  (relay)",
                "  3  signed by: ",
                "     «مصراتة، ⟦وكالة المدى⟧ - قالت المتحدثة هالة …»  [3:1]",
                "  4  published by: صوت الوادي  published 2023-03-06, inferred",
                f"  5  received as: reports/three.txt  sha256:{'a1b2' * 16}",
            ],
        ),
        (
            "ar",
            [
                "3:s3  كلام بنصه · نفى  [3:2]",
                "   «لم نطلق النار على القافلة في مصراتة»",
                "   وُجد بالقاعدة quote",
                "  1  القائل: سامي العوفي",
            ],
        ),
    ],
)
def test_chain_is_printed_link_by_link(told: Readings, lang: str, expected: list[str]) -> None:
    place = Place(*told[0])
    lines = render(chain(place, place.reading.statements[2], lang), lang).splitlines()
    for line, wanted in zip(lines, expected, strict=False):
        assert line.startswith(wanted)


def test_chain_tells_whose_words_the_statement_stands_in(told: Readings) -> None:
    place = Place(*told[0])
    assert "   ضمن كلام هالة النجار، 3:s1" in render(chain(place, place.reading.statements[1], "ar"), "ar")
