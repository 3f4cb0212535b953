CREATE TABLE "link_items" (
  "id" INTEGER PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "item" TEXT NOT NULL,
  "report" INTEGER NOT NULL REFERENCES "reports" ("number"),
  "reading" INTEGER NOT NULL REFERENCES "readings" ("id"),
  "rule" TEXT NOT NULL,
  "kept" BLOB,
  "tied_at" TEXT NOT NULL,
  UNIQUE ("kind", "item")
) STRICT;

CREATE INDEX "link_items_report" ON "link_items" ("report");

CREATE INDEX "link_items_reading" ON "link_items" ("reading");

CREATE TABLE "link_keys" (
  "id" INTEGER PRIMARY KEY,
  "link_item" INTEGER NOT NULL REFERENCES "link_items" ("id"),
  "key" INTEGER NOT NULL,
  UNIQUE ("key", "link_item")
) STRICT;

CREATE INDEX "link_keys_link_item" ON "link_keys" ("link_item");

CREATE TABLE "links" (
  "id" INTEGER PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "left" TEXT NOT NULL,
  "right" TEXT NOT NULL,
  "left_report" INTEGER NOT NULL REFERENCES "reports" ("number"),
  "right_report" INTEGER NOT NULL REFERENCES "reports" ("number"),
  "score" REAL NOT NULL,
  "joins" INTEGER NOT NULL CHECK ("joins" IN (0, 1)),
  "source" TEXT CHECK ("source" IN ('left', 'right')),
  "parts" TEXT NOT NULL,
  "rule" TEXT NOT NULL,
  "made_at" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'undone')),
  "undone_at" TEXT,
  "undone_by" TEXT,
  "why" TEXT,
  UNIQUE ("kind", "left", "right")
) STRICT;

CREATE INDEX "links_label" ON "links" ("label");

CREATE INDEX "links_right" ON "links" ("right");

CREATE INDEX "links_left_report" ON "links" ("left_report");

CREATE INDEX "links_right_report" ON "links" ("right_report");

CREATE INDEX "links_status" ON "links" ("status");

CREATE TABLE "link_groups" (
  "id" INTEGER PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "item" TEXT NOT NULL,
  "report" INTEGER NOT NULL REFERENCES "reports" ("number"),
  "first" TEXT NOT NULL,
  UNIQUE ("kind", "item")
) STRICT;

CREATE INDEX "link_groups_report" ON "link_groups" ("report");

CREATE INDEX "link_groups_first" ON "link_groups" ("first");
