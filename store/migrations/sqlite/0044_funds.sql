-- The fund ledger: sources of money, what each project has of them month by month, and workbooks that were imported.
CREATE TABLE fund_sources (
    "key" text NOT NULL PRIMARY KEY,
    "name" text NOT NULL,
    "bond" integer NOT NULL DEFAULT 0 CHECK ("bond" IN (0, 1)),
    "position" integer NOT NULL
) STRICT;
CREATE TABLE fund_records (
    "project_id" text NOT NULL REFERENCES projects (id),
    "source_key" text NOT NULL,
    "month" text NOT NULL,
    "applied_fen" integer,
    "approved_fen" integer,
    "arrived_fen" integer,
    "paid_fen" integer,
    "work_fen" integer,
    "arrived_on" text NOT NULL DEFAULT '',
    "note" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL,
    PRIMARY KEY ("project_id", "source_key", "month")
) STRICT;
CREATE TABLE fund_imports (
    "id" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL REFERENCES programmes (id),
    "file_name" text NOT NULL DEFAULT '',
    "sha256" text NOT NULL DEFAULT '',
    "form" text NOT NULL DEFAULT '',
    "answers" text NOT NULL DEFAULT '',
    "done" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "committed_by" text NOT NULL DEFAULT '',
    "committed_at" integer NOT NULL DEFAULT 0,
    "undone_by" text NOT NULL DEFAULT '',
    "undone_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fund_imports_by_day ON fund_imports ("at");
