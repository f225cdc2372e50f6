-- The fund ledger: sources of money, what each project has of them month by month, and workbooks that were imported.
CREATE TABLE fund_sources (
    "key" text COLLATE "C" NOT NULL PRIMARY KEY,
    "name" text COLLATE "C" NOT NULL,
    "bond" boolean NOT NULL DEFAULT false,
    "position" bigint NOT NULL
);
CREATE TABLE fund_records (
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "source_key" text COLLATE "C" NOT NULL,
    "month" text COLLATE "C" NOT NULL,
    "applied_fen" bigint,
    "approved_fen" bigint,
    "arrived_fen" bigint,
    "paid_fen" bigint,
    "work_fen" bigint,
    "arrived_on" text COLLATE "C" NOT NULL DEFAULT '',
    "note" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL,
    PRIMARY KEY ("project_id", "source_key", "month")
);
CREATE TABLE fund_imports (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL REFERENCES programmes (id),
    "file_name" text COLLATE "C" NOT NULL DEFAULT '',
    "sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "form" text COLLATE "C" NOT NULL DEFAULT '',
    "answers" text COLLATE "C" NOT NULL DEFAULT '',
    "done" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "committed_by" text COLLATE "C" NOT NULL DEFAULT '',
    "committed_at" bigint NOT NULL DEFAULT 0,
    "undone_by" text COLLATE "C" NOT NULL DEFAULT '',
    "undone_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX fund_imports_by_day ON fund_imports ("at");
