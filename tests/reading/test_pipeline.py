"""The pipeline as a whole: its components, what they need, and spans that are what they say."""

from pathlib import Path

import pytest

import mahdar
from mahdar.evaluation import load_annotated
from mahdar.reading import COMPONENTS, Reading
from mahdar.reading.layers import Span

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "gold").glob("*.xml"))
REGISTERED = [
    "mahdar_parts_v1",
    "mahdar_names_v1",
    "mahdar_roles_v1",
    "mahdar_entities_v1",
    "mahdar_times_v1",
    "mahdar_amounts_v1",
    "mahdar_dating_v1",
    "mahdar_holders_v1",
    "mahdar_statements_v1",
    "mahdar_events_v1",
]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [mahdar.read(load_annotated(path)["text"], source=path.stem) for path in SAMPLES]


def test_pipeline_registers_its_components() -> None:
    assert list(COMPONENTS) == REGISTERED
    assert mahdar.load().pipe_names == REGISTERED


def test_pipeline_every_component_gets_what_it_requires() -> None:
    problems = mahdar.load().analyze_pipes()["problems"]
    assert {name: unmet for name, unmet in problems.items() if unmet} == {}


def test_pipeline_components_work_on_an_empty_document() -> None:
    reading = mahdar.read("")
    assert reading.parts == reading.mentions == reading.events == []


def test_pipeline_spans_lie_in_the_text_and_hold_no_outer_space(readings: list[Reading]) -> None:
    layers = ("parts", "sentences", "mentions", "times", "amounts", "statements", "events")
    wrong = []
    for reading in readings:
        spans: list[Span] = [span for layer in layers for span in getattr(reading, layer)]
        wrong += [
            (reading.source, span)
            for span in spans
            if not 0 <= span.start < span.end <= len(reading.text) or reading.words(span) != reading.words(span).strip()
        ]
    assert wrong == []


def test_pipeline_parts_cover_the_text(readings: list[Reading]) -> None:
    for reading in readings:
        covered = {i for part in reading.parts for i in range(part.start, part.end)}
        assert [c for i, c in enumerate(reading.text) if i not in covered and not c.isspace()] == []


def test_pipeline_ids_are_unique_and_known(readings: list[Reading]) -> None:
    for reading in readings:
        entities = {entity.id for entity in reading.entities}
        ids = [one.id for one in (*reading.times, *reading.amounts, *reading.statements, *reading.events)]
        assert len(set(ids)) == len(ids)
        used = {mention.entity for mention in reading.mentions}
        for statement in reading.statements:
            used |= {*statement.speakers, *statement.via, *statement.to}
            used |= {statement.speaker} if statement.speaker else set()
        for event in reading.events:
            used |= {*event.actors, *event.recipients} | ({event.place} if event.place else set())
        assert used <= entities


def test_pipeline_reads_the_same_twice(readings: list[Reading]) -> None:
    again = mahdar.read(readings[0].text, source=readings[0].source)
    assert again.to_json() == readings[0].to_json()


def test_pipeline_json_has_every_key() -> None:
    made = mahdar.read("قالت الأمم المتحدة إن الهدنة صامدة.").to_json()
    assert list(made) == [
        "format",
        "report",
        "text",
        "parts",
        "sentences",
        "entities",
        "mentions",
        "times",
        "amounts",
        "statements",
        "events",
    ]
    assert list(made["report"]["published"]) == ["earliest", "latest", "days", "given", "because"]


def test_pipeline_forgets_rare_words_when_there_are_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = mahdar.load()
    texts = [f"أعلن المتحدث باسم وزارة قرطوف{n} أن الهدنة صامدة." for n in map(str, range(5))]
    usual = [mahdar.read(text, nlp=nlp).to_json() for text in texts]
    kept = len(nlp.vocab.strings)
    monkeypatch.setattr("mahdar.reading.pipeline.MOST_WORDS", 10)
    fresh = [text.replace("قرطوف", "شندوخ") for text in texts]
    found = [mahdar.read(text, nlp=nlp).to_json() for text in fresh]
    assert len(nlp.vocab.strings) == kept
    assert [mahdar.read(text, nlp=nlp).to_json() for text in texts] == usual
    assert [one["text"] for one in found] == fresh
    with nlp.memory_zone():
        assert mahdar.read(texts[0], nlp=nlp).to_json() == usual[0]
