CREATE TABLE IF NOT EXISTS "published_others" (
  "id" INTEGER PRIMARY KEY,
  "reading" INTEGER NOT NULL REFERENCES "readings" ("id"),
  "reason" INTEGER NOT NULL UNIQUE REFERENCES "published_reasons" ("id"),
  "report" INTEGER NOT NULL REFERENCES "reports" ("number")
) STRICT;

CREATE INDEX IF NOT EXISTS "published_others_reading" ON "published_others" ("reading");

CREATE INDEX IF NOT EXISTS "published_others_report" ON "published_others" ("report");

CREATE TRIGGER IF NOT EXISTS "published_others_no_update" BEFORE UPDATE ON "published_others" BEGIN SELECT RAISE(ABORT, 'published_others are never changed or removed'); END;

CREATE TRIGGER IF NOT EXISTS "published_others_no_delete" BEFORE DELETE ON "published_others" BEGIN SELECT RAISE(ABORT, 'published_others are never changed or removed'); END;
