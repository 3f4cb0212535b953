CREATE INDEX IF NOT EXISTS "reports_format" ON "reports" ("format");

CREATE INDEX IF NOT EXISTS "reports_address" ON "reports" ("address");

CREATE INDEX IF NOT EXISTS "reports_sha1" ON "reports" ("sha1");

CREATE INDEX IF NOT EXISTS "reports_md5" ON "reports" ("md5");

CREATE INDEX IF NOT EXISTS "reports_revision_of" ON "reports" ("revision_of");

CREATE TABLE IF NOT EXISTS "report_details" (
  "id" INTEGER PRIMARY KEY,
  "report" INTEGER NOT NULL REFERENCES "reports" ("number"),
  "field" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "place" TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS "report_details_report" ON "report_details" ("report");

CREATE INDEX IF NOT EXISTS "report_details_field" ON "report_details" ("field");

CREATE TRIGGER IF NOT EXISTS "report_details_no_update" BEFORE UPDATE ON "report_details" BEGIN SELECT RAISE(ABORT, 'report_details are never changed or removed'); END;

CREATE TRIGGER IF NOT EXISTS "report_details_no_delete" BEFORE DELETE ON "report_details" BEGIN SELECT RAISE(ABORT, 'report_details are never changed or removed'); END;

CREATE TABLE IF NOT EXISTS "log" (
  "number" INTEGER PRIMARY KEY,
  "at" TEXT NOT NULL,
  "act" TEXT NOT NULL,
  "about" TEXT NOT NULL,
  "by" TEXT,
  "why" TEXT,
  "program" TEXT NOT NULL,
  "rules" TEXT NOT NULL,
  "details" TEXT NOT NULL,
  "previous" TEXT NOT NULL,
  "hash" TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX IF NOT EXISTS "log_act" ON "log" ("act");

CREATE INDEX IF NOT EXISTS "log_about" ON "log" ("about");

CREATE TRIGGER IF NOT EXISTS "log_no_update" BEFORE UPDATE ON "log" BEGIN SELECT RAISE(ABORT, 'log are never changed or removed'); END;

CREATE TRIGGER IF NOT EXISTS "log_no_delete" BEFORE DELETE ON "log" BEGIN SELECT RAISE(ABORT, 'log are never changed or removed'); END;
