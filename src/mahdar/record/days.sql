CREATE INDEX IF NOT EXISTS "events_earliest" ON "events" ("earliest");

CREATE INDEX IF NOT EXISTS "readings_published_earliest" ON "readings" ("published_earliest");

CREATE INDEX IF NOT EXISTS "readings_outlet" ON "readings" ("outlet");
