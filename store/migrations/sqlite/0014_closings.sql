-- Months as they were closed. Rows are added and never changed: reopening or correcting a month adds the next version.
CREATE TABLE closings (
    "id" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL REFERENCES programmes (id),
    "kind" text NOT NULL,
    "month" text NOT NULL,
    "version" integer NOT NULL CHECK ("version" >= 1),
    "at" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT '',
    "missing" text,
    "reconstructed" integer NOT NULL DEFAULT 0 CHECK ("reconstructed" IN (0, 1)),
    "reopened" integer NOT NULL DEFAULT 0 CHECK ("reopened" IN (0, 1)),
    "rules" text NOT NULL DEFAULT '',
    "totals" text NOT NULL DEFAULT '',
    "target_fen" integer NOT NULL DEFAULT 0,
    "sha256" text NOT NULL DEFAULT '',
    UNIQUE (programme_id, kind, month, version)
) STRICT;

CREATE TABLE closing_lines (
    "closing_id" text NOT NULL REFERENCES closings (id),
    "position" integer NOT NULL,
    "project_id" text NOT NULL,
    "content" text NOT NULL,
    PRIMARY KEY ("closing_id", "position")
) STRICT;
CREATE INDEX closing_lines_by_project ON closing_lines (project_id);

-- By what groups are ranked; empty: the share of the annual plan.
ALTER TABLE programmes ADD COLUMN "rank" text NOT NULL DEFAULT '';
