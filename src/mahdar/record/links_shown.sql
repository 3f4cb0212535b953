CREATE TABLE IF NOT EXISTS "statement_shown" (
  "id" INTEGER PRIMARY KEY,
  "reading" INTEGER NOT NULL REFERENCES "readings" ("id"),
  "statement" INTEGER NOT NULL REFERENCES "statements" ("id"),
  "position" INTEGER NOT NULL,
  "link" TEXT NOT NULL CHECK ("link" IN ('speaker', 'carrier', 'addressee')),
  "entity" INTEGER NOT NULL REFERENCES "entities" ("id"),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "rule" TEXT NOT NULL,
  UNIQUE ("statement", "position")
) STRICT;

CREATE INDEX IF NOT EXISTS "statement_shown_reading" ON "statement_shown" ("reading");

CREATE INDEX IF NOT EXISTS "statement_shown_entity" ON "statement_shown" ("entity");

CREATE TRIGGER IF NOT EXISTS "statement_shown_no_update" BEFORE UPDATE ON "statement_shown" BEGIN SELECT RAISE(ABORT, 'statement_shown are never changed or removed'); END;

CREATE TRIGGER IF NOT EXISTS "statement_shown_no_delete" BEFORE DELETE ON "statement_shown" BEGIN SELECT RAISE(ABORT, 'statement_shown are never changed or removed'); END;
