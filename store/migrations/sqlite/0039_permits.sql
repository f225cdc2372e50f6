-- Permits of projects, and what else is on record of them: code, dates of start, what the entry in statistics lacks.
CREATE TABLE permits (
    "project_id" text NOT NULL REFERENCES projects (id),
    "kind" text NOT NULL,
    "state" text NOT NULL,
    "number" text NOT NULL DEFAULT '',
    "on_date" text NOT NULL DEFAULT '',
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL,
    PRIMARY KEY ("project_id", "kind")
) STRICT;
CREATE TABLE formalities (
    "project_id" text NOT NULL PRIMARY KEY REFERENCES projects (id),
    "approval_code" text NOT NULL DEFAULT '',
    "entered_on" text NOT NULL DEFAULT '',
    "statistics_start_on" text NOT NULL DEFAULT '',
    "missing" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL
) STRICT;
