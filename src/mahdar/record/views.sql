CREATE VIEW current_readings AS
SELECT readings.id, reports.number AS report, readings.title, readings.outlet, readings.source,
       readings.published_earliest, readings.published_latest, readings.published_given, readings.read_at,
       readings.program, readings.rules
FROM readings JOIN reports ON reports.number = readings.report
WHERE readings.is_current = 1;

CREATE VIEW current_parts AS
SELECT parts.id, current_readings.report, current_readings.title, parts.kind, parts.text, parts.start, parts."end",
       parts.rule
FROM parts JOIN current_readings ON current_readings.id = parts.reading;

CREATE VIEW current_sentences AS
SELECT sentences.id, current_readings.report, current_readings.title, sentences.number, sentences.text,
       sentences.start, sentences."end"
FROM sentences JOIN current_readings ON current_readings.id = sentences.reading;

CREATE VIEW current_entities AS
SELECT entities.id, current_readings.report, current_readings.title, entities.label, entities.kind, entities.name_en,
       entities.ref, entities.world, (SELECT count(*) FROM mentions WHERE mentions.entity = entities.id) AS mentions
FROM entities JOIN current_readings ON current_readings.id = entities.reading;

CREATE VIEW current_mentions AS
SELECT mentions.id, current_readings.report, current_readings.title, mentions.text, mentions.form, mentions.kind,
       entities.label AS entity, entities.name_en, mentions.start, mentions."end", mentions.rule
FROM mentions JOIN current_readings ON current_readings.id = mentions.reading
LEFT JOIN entities ON entities.id = mentions.entity;

CREATE VIEW current_times AS
SELECT times.id, current_readings.report, current_readings.title, times.text, times.type, times.value, times.earliest,
       times.latest, times.start, times."end", times.rule
FROM times JOIN current_readings ON current_readings.id = times.reading;

CREATE VIEW current_amounts AS
SELECT amounts.id, current_readings.report, current_readings.title, amounts.text, amounts.low, amounts.high,
       amounts.precision, amounts."of", amounts.fate, amounts.start, amounts."end", amounts.rule
FROM amounts JOIN current_readings ON current_readings.id = amounts.reading;

CREATE VIEW current_statements AS
SELECT statements.id, current_readings.report, current_readings.title, speakers.label AS speaker,
       speakers.name_en AS speaker_en, statements.cue, statements.text, statements.kind, statements.stance,
       (SELECT group_concat(label, ' > ') FROM (SELECT entities.label FROM statement_via
        JOIN entities ON entities.id = statement_via.entity WHERE statement_via.statement = statements.id
        ORDER BY statement_via.position)) AS via,
       (SELECT group_concat(label, '; ') FROM (SELECT entities.label FROM statement_to
        JOIN entities ON entities.id = statement_to.entity WHERE statement_to.statement = statements.id
        ORDER BY statement_to.position)) AS addressees,
       current_readings.outlet, current_readings.published_earliest, current_readings.published_latest,
       statements.start, statements."end", statements.rule
FROM statements JOIN current_readings ON current_readings.id = statements.reading
LEFT JOIN entities AS speakers ON speakers.id = statements.speaker;

CREATE VIEW current_events AS
SELECT events.id, current_readings.report, current_readings.title, events.type, events.mode, events.status,
       events.text,
       (SELECT group_concat(label, '; ') FROM (SELECT entities.label FROM event_actors
        JOIN entities ON entities.id = event_actors.entity WHERE event_actors.event = events.id
        ORDER BY event_actors.position)) AS actors,
       (SELECT group_concat(label, '; ') FROM (SELECT entities.label FROM event_recipients
        JOIN entities ON entities.id = event_recipients.entity WHERE event_recipients.event = events.id
        ORDER BY event_recipients.position)) AS recipients,
       places.label AS place, events.earliest, events.latest, statements.text AS statement, events.start,
       events."end", events.rule
FROM events JOIN current_readings ON current_readings.id = events.reading
LEFT JOIN entities AS places ON places.id = events.place
LEFT JOIN statements ON statements.id = events.statement;

CREATE VIEW current_published_reasons AS
SELECT published_reasons.id, current_readings.report, current_readings.title, published_reasons.text,
       published_reasons.rule, published_reasons.start, published_reasons."end"
FROM published_reasons JOIN current_readings ON current_readings.id = published_reasons.reading;
