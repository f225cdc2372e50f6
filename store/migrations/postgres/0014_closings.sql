-- Months as they were closed. Rows are added and never changed: reopening or correcting a month adds the next version.
CREATE TABLE closings (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL REFERENCES programmes (id),
    "kind" text COLLATE "C" NOT NULL,
    "month" text COLLATE "C" NOT NULL,
    "version" bigint NOT NULL CHECK ("version" >= 1),
    "at" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "missing" text COLLATE "C",
    "reconstructed" boolean NOT NULL DEFAULT false,
    "reopened" boolean NOT NULL DEFAULT false,
    "rules" text COLLATE "C" NOT NULL DEFAULT '',
    "totals" text COLLATE "C" NOT NULL DEFAULT '',
    "target_fen" bigint NOT NULL DEFAULT 0,
    "sha256" text COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (programme_id, kind, month, version)
);

CREATE TABLE closing_lines (
    "closing_id" text COLLATE "C" NOT NULL REFERENCES closings (id),
    "position" bigint NOT NULL,
    "project_id" text COLLATE "C" NOT NULL,
    "content" text COLLATE "C" NOT NULL,
    PRIMARY KEY ("closing_id", "position")
);
CREATE INDEX closing_lines_by_project ON closing_lines (project_id);

-- By what groups are ranked; empty: the share of the annual plan.
ALTER TABLE programmes ADD COLUMN "rank" text COLLATE "C" NOT NULL DEFAULT '';
