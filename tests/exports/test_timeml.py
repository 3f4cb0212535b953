"""The files, read by an XML parser and held to the rules of TimeML 1.2.1."""

import re
from pathlib import Path
from xml.etree import ElementTree as etree

import pytest

from mahdar.exports import timeml
from mahdar.exports.source import Source
from mahdar.tables import PACKAGE, read_table

# Attributes of each tag: those that must be there, and those that may. After the TimeML 1.2.1 guidelines.
RULES = {
    "EVENT": ({"eid", "class"}, set()),
    "MAKEINSTANCE": (
        {"eiid", "eventID", "tense", "aspect", "pos", "polarity"},
        {"modality", "signalID", "cardinality"},
    ),
    "TIMEX3": (
        {"tid", "type", "value"},
        {"functionInDocument", "beginPoint", "endPoint", "quant", "freq", "temporalFunction", "mod", "anchorTimeID"},
    ),
    "TLINK": ({"lid", "relType"}, {"eventInstanceID", "timeID", "relatedToEventInstance", "relatedToTime"}),
    "SLINK": ({"lid", "relType", "eventInstanceID", "subordinatedEventInstance"}, {"signalID"}),
}
VALUES = {
    "class": {"OCCURRENCE", "PERCEPTION", "REPORTING", "ASPECTUAL", "STATE", "I_STATE", "I_ACTION"},
    "tense": {"FUTURE", "INFINITIVE", "PAST", "PASTPART", "PRESENT", "PRESPART", "NONE"},
    "aspect": {"PROGRESSIVE", "PERFECTIVE", "PERFECTIVE_PROGRESSIVE", "NONE"},
    "pos": {"ADJECTIVE", "NOUN", "VERB", "PREPOSITION", "OTHER"},
    "polarity": {"POS", "NEG"},
    "type": {"DATE", "TIME", "DURATION", "SET"},
    "temporalFunction": {"true", "false"},
    "functionInDocument": {"CREATION_TIME", "EXPIRATION_TIME", "MODIFICATION_TIME", "PUBLICATION_TIME",
                           "RELEASE_TIME", "RECEPTION_TIME", "NONE"},
}  # fmt: skip
LINKS = {"TLINK": {"IS_INCLUDED"}, "SLINK": {"EVIDENTIAL", "NEG_EVIDENTIAL"}}


@pytest.fixture
def trees(source: Source, tmp_path: Path) -> list[etree.Element]:
    files, _ = timeml.write(source, tmp_path / "out")
    paths = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in paths] == ["000001.tml", "000002.tml"] and files == 2
    return [etree.parse(path).getroot() for path in paths]


def test_timeml_tags_have_the_attributes_that_the_guidelines_allow(trees: list[etree.Element]) -> None:
    for root in trees:
        assert root.tag == "TimeML"
        for tag in root.iter():
            if tag is root:
                continue
            needed, allowed = RULES[tag.tag]
            assert needed <= set(tag.attrib) <= needed | allowed
            for name, value in tag.attrib.items():
                assert value in VALUES.get(name, {value})
            assert tag.tag not in LINKS or tag.get("relType") in LINKS[tag.tag]
            assert list(tag) == []


def test_timeml_ids_are_unique_and_references_lead_to_them(trees: list[etree.Element]) -> None:
    for root in trees:
        ids = [tag.attrib[name] for tag in root.iter() for name in ("eid", "eiid", "tid", "lid") if name in tag.attrib]
        assert len(set(ids)) == len(ids)
        patterns = {"eid": r"e\d+", "eiid": r"ei\d+", "tid": r"t\d+"}
        for tag in root.iter():
            for name, value in tag.attrib.items():
                assert re.fullmatch(patterns.get(name, ".*"), value)
                if name in {"eventID", "eventInstanceID", "subordinatedEventInstance", "relatedToTime", "timeID"}:
                    assert value in ids
        events = sorted(tag.attrib["eid"] for tag in root.iter("EVENT"))
        assert sorted(tag.attrib["eventID"] for tag in root.iter("MAKEINSTANCE")) == events


def test_timeml_leaves_the_text_as_it_is(source: Source, trees: list[etree.Element]) -> None:
    assert ["".join(root.itertext()) for root in trees] == [told.reading.text for told in source]


def test_timeml_starts_with_the_time_of_the_document(trees: list[etree.Element]) -> None:
    times = [next(root.iter("TIMEX3")).attrib for root in trees]
    assert [(one["tid"], one["value"], one["functionInDocument"]) for one in times] == [
        ("t0", "2023-03-06", "CREATION_TIME"),
        ("t0", "2023-03", "CREATION_TIME"),
    ]


def test_timeml_ties_events_to_their_day_and_to_who_told_them(trees: list[etree.Element]) -> None:
    root = trees[0]
    words = {tag.attrib["eid"]: tag.text for tag in root.iter("EVENT")}
    instance = {tag.attrib["eiid"]: words[tag.attrib["eventID"]] for tag in root.iter("MAKEINSTANCE")}
    times = {tag.attrib["tid"]: tag.text for tag in root.iter("TIMEX3")}
    tied = [(instance[one.attrib["eventInstanceID"]], times[one.attrib["relatedToTime"]]) for one in root.iter("TLINK")]
    assert tied == [("قصف", "أمس"), ("هدد", "أمس")]
    (said,) = root.iter("SLINK")
    assert instance[said.attrib["eventInstanceID"]] == "قالت" and said.attrib["relType"] == "NEG_EVIDENTIAL"
    assert instance[said.attrib["subordinatedEventInstance"]] == "نقصف"


def test_timeml_classes_are_told_for_every_type() -> None:
    types = {row["type"] for row in read_table(PACKAGE / "lang" / "events.tsv")}
    classes = {row["type"]: row["class"] for row in read_table(PACKAGE / "exports" / "timeml_classes.tsv")}
    assert set(classes) == types and set(classes.values()) <= VALUES["class"]
