"""The stories of a record: headline, days, people and places of each, and its reports by independent source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mahdar.errors import SettingError
from mahdar.linking.people import Line, tie
from mahdar.linking.sources import Source, independent
from mahdar.linking.stories import KIND
from mahdar.linking.use import reading_of
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import called, days

# How many people and places a story names.
MOST = 6
# Reports that must name somebody before the story does.
LEAST = 2


@dataclass(slots=True)
class Story:
    """One story: its reports, the one whose headline it takes, its days, and whom and where its reports name.

    `earliest` and `latest` bound when they were published; `told` are the days of what they tell as having happened,
    those that two reports have or more.
    """

    reports: list[int]
    headline: int
    readings: dict[int, Reading]
    sources: list[Source]
    earliest: date | None
    latest: date | None
    told: list[date]
    people: list[Line]
    places: list[Line]

    @property
    def title(self) -> str:
        """The headline, which is a report's own."""
        reading = self.readings[self.headline]
        return reading.title or reading.source


def stories(record: Record) -> Iterator[Story]:
    """The stories of a record, those of most reports first."""
    groups = [[int(item) for item in group] for group in record.links.groups(KIND)]
    for reports in sorted(groups, key=lambda group: (-len(group), group)):
        yield _story(record, reports)


def story_of(record: Record, number: int) -> Story:
    """The story of a report; `SettingError` where it is in none."""
    for group in record.links.groups(KIND):
        if str(number) in group:
            return _story(record, [int(item) for item in group])
    raise SettingError.of("error.no_story", number=number)


def _story(record: Record, reports: list[int]) -> Story:
    readings = {number: reading_of(record, number) for number in reports}
    lines = tie(readings.items())
    return Story(
        reports,
        _central(record, reports),
        readings,
        independent(record, reports),
        min((one.published.earliest for one in readings.values() if one.published.earliest), default=None),
        max((one.published.latest for one in readings.values() if one.published.latest), default=None),
        _days_told(readings.values()),
        _named(lines, "person"),
        _named(lines, "place"),
    )


def _central(record: Record, reports: Iterable[int]) -> int:
    """The report that is most like the others: what it is about, the story is about."""
    weights: Counter[int] = Counter({number: 0 for number in reports})
    for number in list(weights):
        for link in record.links.all(KIND, report=number):
            weights[number] += round(link.score * 10_000)
    return max(weights, key=lambda number: (weights[number], -number))


def _days_told(readings: Iterable[Reading]) -> list[date]:
    found: Counter[date] = Counter()
    for reading in readings:
        happened = (event for event in reading.events if event.status == "actual" and event.earliest == event.latest)
        found.update({event.earliest for event in happened if event.earliest})
    return sorted(day for day, number in found.items() if number >= LEAST)


def _named(lines: Iterable[Line], kind: str) -> list[Line]:
    """The lines of a kind that the most reports name, only those that are named."""
    found = [line for line in lines if line.kind == kind and line.name and len(line.reports) >= LEAST]
    return sorted(found, key=lambda line: (-len(line.reports), line.key))[:MOST]


def render(found: Iterable[Story], reports: int, lang: str) -> str:
    """The stories as text, with a line of counts; `reports` is how many the record has."""
    say = messages(lang)
    out: list[str] = []
    many = within = 0
    for story in found:
        many, within = many + 1, within + len(story.reports)
        out += [*_head(story, say), ""]
    if not many:
        return say.say("stories.nothing")
    out.append(say.say("stories.counts", stories=many, reports=within, alone=reports - within))
    return "\n".join(out)


def _head(story: Story, say: Messages) -> Iterator[str]:
    counts = say.say("stories.line", reports=len(story.reports), sources=len(story.sources))
    yield f"{story.headline}  {story.title}  ({counts})"
    published = days(story.earliest, story.latest)
    if story.told:
        told = days(story.told[0], story.told[-1])
        yield f"   {say.say('stories.days', published=published, told=told)}"
    elif published:
        yield f"   {say.say('stories.published', published=published)}"
    for key, lines in (("people", story.people), ("places", story.places)):
        if lines:
            yield f"   {say.say(f'stories.{key}', names=say.join([called(line, say) for line in lines]))}"


def render_one(story: Story, lang: str) -> str:
    """One story with its reports, source by source."""
    say = messages(lang)
    return "\n".join([*_head(story, say), *sources(story.sources, story.readings, say)])


def sources(some: Iterable[Source], readings: dict[int, Reading], say: Messages) -> Iterator[str]:
    """Independent sources, each with its reports and what makes these one."""
    for n, source in enumerate(some, 1):
        names = f": {say.join(source.names)}" if source.names else ""
        because = [say.say(f"stories.because.{one}") for one in source.because]
        why = f"  ({say.join(because)})" if because and len(source.reports) > 1 else ""
        yield f"   {say.say('stories.source', n=n)}{names}{why}"
        for number in source.reports:
            reading = readings[number]
            day = days(reading.published.earliest, reading.published.latest)
            yield f"      {number}  {day}  {reading.title or reading.source}".rstrip()


def objects(found: Iterable[Story]) -> Iterator[dict[str, Any]]:
    """The stories for programs; the keys are those of docs/formats.md."""
    for story in found:
        yield {
            "story": story.reports[0],
            "headline": {"report": story.headline, "text": story.title},
            "reports": [
                {"report": number, "report_id": reading.report_id, "source": reading.source, "title": reading.title}
                for number, reading in story.readings.items()
            ],
            "sources": source_objects(story.sources),
            "published": {"earliest": _iso(story.earliest), "latest": _iso(story.latest)},
            "told": [day.isoformat() for day in story.told],
            "people": [_line(line) for line in story.people],
            "places": [_line(line) for line in story.places],
        }


def source_objects(some: Iterable[Source]) -> list[dict[str, Any]]:
    """Independent sources for programs."""
    return [{"reports": one.reports, "names": one.names, "because": one.because} for one in some]


def _line(line: Line) -> dict[str, Any]:
    return {"key": line.key, "name": line.name, "name_en": line.name_en, "reports": line.reports}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
