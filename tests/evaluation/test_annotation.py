"""Annotated reports: what each tag becomes, and the faults that are named."""

import pytest

from mahdar.evaluation import AnnotationError, load_annotated, read_annotated
from mahdar.evaluation.annotation import possible_days

SPAN_LAYERS = ("parts", "mentions", "times", "amounts", "statements", "events")


def words(reading, layer):
    return [reading["text"][entry["start"] : entry["end"]] for entry in reading[layer]]


def faults(xml):
    return read_annotated(xml.encode()).faults


def test_annotation_offsets_point_at_the_tagged_words(annotated):
    reading = load_annotated(annotated)
    assert reading["text"].startswith("هدنة في عين الوادي\n") and reading["text"].endswith("]")
    assert words(reading, "mentions") == [
        "عين الوادي",
        "رئيس البلدية",
        "سالم الوادي",
        "صوت المدينة",
        "القوات",
    ]
    assert words(reading, "times") == ["أمس الخميس"]
    assert words(reading, "amounts") == ["نحو 40 مدنيا", "مئات الهجمات"]
    assert words(reading, "events") == ["قصف"]
    cue = reading["statements"][0]["cue"]
    assert reading["text"][cue["start"] : cue["end"]] == "قال"


def test_annotation_fills_the_report(annotated):
    report = load_annotated(annotated)["report"]
    assert report["source"] == "example"
    assert (report["title"], report["outlet"]) == ("هدنة في عين الوادي", "صوت المدينة")
    assert report["published"]["days"] == ["2021-03-12"]
    assert report["published"]["given"] is False


def test_annotation_fills_each_layer(annotated):
    reading = load_annotated(annotated)
    assert [part["kind"] for part in reading["parts"]] == ["title", "dateline", "insertion"]
    assert [mention["form"] for mention in reading["mentions"]] == ["name", "role", "name", "name", "role"]
    assert reading["times"][0] | {"start": 0, "end": 0} == {
        "id": "t0",
        "start": 0,
        "end": 0,
        "type": "DATE",
        "value": "2021-03-11",
        "earliest": None,
        "latest": None,
    }
    assert [(a["low"], a["high"], a["fate"]) for a in reading["amounts"]] == [
        (40, 40, "wounded"),
        (100, 999, None),
    ]
    statement = reading["statements"][0]
    assert (statement["speaker"], statement["via"], statement["to"]) == ("mayor", ["paper"], ["people"])
    event = reading["events"][0]
    assert (event["actors"], event["recipients"], event["place"]) == (["army"], ["town"], "town")
    assert (event["earliest"], event["latest"], event["statement"]) == ("2021-03-11", "2021-03-11", "s1")


def test_annotation_leaves_no_key_out(annotated):
    reading = load_annotated(annotated)
    assert list(reading) == ["format", "report", "text", "parts", "sentences", "entities", *SPAN_LAYERS[1:]]
    assert [set(entity) for entity in reading["entities"]] == [{"id", "kind", "name", "name_en", "ref"}] * 5


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<m e="town">', '<m e="twon">', "no entity 'twon'"),
        ('<m e="town">عين', '<m e="town"> عين', "white space at an edge"),
        ('<m e="town">', "<m>", "needs e"),
        ("<ins>", '<ins by="x">', "unknown attribute by"),
        ("title>", "headline>", "unknown tag <headline>"),
        ('v="2021-03-11"', 'v="11/3/2021"', "no TIMEX3 value"),
        ('type="DATE"', 'type="DAY"', "type 'DAY' is none of"),
        ('v="40"', 'v="forty"', "is no number"),
        ('p="about" of="civilian"', 'p="nearly" of="civilian"', "p 'nearly' is none of"),
        ('kind="indirect"', 'kind="free"', "kind 'free' is none of"),
        ('by="mayor"', 'by=""', "needs id and by"),
        ('cue="قال"', 'cue="صرح"', "does not stand in the text"),
        ('type="ASSAULT"', 'type="FIGHT"', "type 'FIGHT' is none of"),
        ('status="actual"', 'status="real"', "status 'real' is none of"),
        ('on="2021-03-11"', 'on="2021-02-30"', "is no day"),
        ('on="2021-03-11"', 'on="2021-03-11/2021-03-01"', "is no day"),
        ('in="s1"', 'in="s9"', "no statement 's9'"),
        ('id="town" kind="place"', 'id="town" kind="city"', "kind 'city' is none of"),
        ('<e id="army"', '<e id="town"', "id 'town' is used 2 times"),
        ('<e id="army"', "<e", "has no id"),
        ('published="2021-03-12"', 'published="March"', "is no day"),
        ("<entities>", "<people/><entities>", "unknown tag <people> outside <text>"),
    ],
)
def test_annotation_names_each_fault(annotated_text, old, new, fault):
    assert old in annotated_text
    assert any(fault in line for line in faults(annotated_text.replace(old, new)))


def test_annotation_finds_no_fault_in_a_right_report(annotated_text):
    assert faults(annotated_text) == []


def test_annotation_fault_tells_the_line(annotated_text):
    assert faults(annotated_text.replace('cue="قال"', 'cue="صرح"'))[0].startswith("line 4: <q>")


def test_annotation_load_raises_with_path_and_every_fault(annotated, annotated_text):
    text = annotated_text.replace('v="40"', 'v="x"').replace('in="s1"', 'in="s9"')
    annotated.write_text(text, encoding="utf-8")
    with pytest.raises(AnnotationError) as caught:
        load_annotated(annotated)
    assert str(caught.value).count(f"{annotated}: ") == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<report><text>", "line 1: no well-formed XML"),
        (b'<!DOCTYPE report [<!ENTITY a "aa">]><report/>', "line 1: a document type is not allowed"),
    ],
)
def test_annotation_refuses_what_is_no_plain_xml(data, message):
    with pytest.raises(AnnotationError, match=message):
        read_annotated(data)


@pytest.mark.parametrize(
    "value",
    "2016 2016-10 2016-10-13 2016-W41 2016-W41-WE 2016-10-13TEV 2016-10-13T15:30 2016-H1 2016-Q4 2016-SU 201 "
    "20 P2W P4Y PT6H P1DT12H PXD P2.5Y PRESENT_REF PAST_REF FUTURE_REF XXXX-WXX-1 XXXX-XX-XX".split(),
)
def test_annotation_takes_timex3_values(annotated_text, value):
    assert faults(annotated_text.replace('v="2021-03-11"', f'v="{value}"')) == []


@pytest.mark.parametrize("value", ["", "2016-1", "2016-13-", "P", "PT", "P3", "NOW", "2016-10-13TXX", "October"])
def test_annotation_refuses_other_time_values(annotated_text, value):
    assert len(faults(annotated_text.replace('v="2021-03-11"', f'v="{value}"'))) == 1


@pytest.mark.parametrize(
    ("earliest", "latest", "number"),
    [
        ("2016-10-13", "2016-10-13", 1),
        ("2016-10-13", "2016-10-15", 3),
        ("2016-01-01", "2016-12-31", 0),
        (None, None, 0),
    ],
)
def test_annotation_lists_the_possible_days(earliest, latest, number):
    assert len(possible_days(earliest, latest)) == number
