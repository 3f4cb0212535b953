CREATE TABLE IF NOT EXISTS "corrections" (
  "id" INTEGER PRIMARY KEY,
  "made_at" TEXT NOT NULL,
  "by" TEXT,
  "why" TEXT NOT NULL,
  "verdict" TEXT NOT NULL CHECK ("verdict" IN ('confirm', 'reject', 'correct')),
  "report" INTEGER NOT NULL REFERENCES "reports" ("number"),
  "layer" TEXT NOT NULL CHECK ("layer" IN ('report', 'entities', 'times', 'amounts', 'statements', 'events')),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  "field" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "was" TEXT NOT NULL,
  "entry" TEXT NOT NULL,
  "withdraws" INTEGER REFERENCES "corrections" ("id")
) STRICT;

CREATE INDEX IF NOT EXISTS "corrections_verdict" ON "corrections" ("verdict");

CREATE INDEX IF NOT EXISTS "corrections_report" ON "corrections" ("report");

CREATE INDEX IF NOT EXISTS "corrections_withdraws" ON "corrections" ("withdraws");

CREATE TRIGGER IF NOT EXISTS "corrections_no_update" BEFORE UPDATE ON "corrections" BEGIN SELECT RAISE(ABORT, 'corrections are never changed or removed'); END;

CREATE TRIGGER IF NOT EXISTS "corrections_no_delete" BEFORE DELETE ON "corrections" BEGIN SELECT RAISE(ABORT, 'corrections are never changed or removed'); END;

CREATE TABLE IF NOT EXISTS "applied_corrections" (
  "id" INTEGER PRIMARY KEY,
  "reading" INTEGER NOT NULL REFERENCES "readings" ("id"),
  "entry" TEXT NOT NULL,
  "correction" INTEGER NOT NULL REFERENCES "corrections" ("id"),
  "verdict" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "outcome" TEXT NOT NULL CHECK ("outcome" IN ('applied', 'restored', 'missing')),
  "by" TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS "applied_corrections_reading" ON "applied_corrections" ("reading");

CREATE INDEX IF NOT EXISTS "applied_corrections_correction" ON "applied_corrections" ("correction");

CREATE TRIGGER IF NOT EXISTS "applied_corrections_no_update" BEFORE UPDATE ON "applied_corrections" BEGIN SELECT RAISE(ABORT, 'applied_corrections are never changed or removed'); END;

CREATE TRIGGER IF NOT EXISTS "applied_corrections_no_delete" BEFORE DELETE ON "applied_corrections" BEGIN SELECT RAISE(ABORT, 'applied_corrections are never changed or removed'); END;
