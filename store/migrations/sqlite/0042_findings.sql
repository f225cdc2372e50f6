-- Matters to verify (待核实事项) on which the office acted.
CREATE TABLE findings (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "kind" text NOT NULL,
    "basis" text NOT NULL,
    "ground" text NOT NULL,
    "question" text NOT NULL,
    "state" text NOT NULL,
    "asked_by_name" text NOT NULL DEFAULT '',
    "asked_at" integer NOT NULL DEFAULT 0,
    "due" text NOT NULL DEFAULT '',
    "explanation" text NOT NULL DEFAULT '',
    "paper" text NOT NULL DEFAULT '',
    "explained_by_id" text NOT NULL DEFAULT '',
    "explained_by" text NOT NULL DEFAULT '',
    "explained_for" text NOT NULL DEFAULT '',
    "explained_at" integer NOT NULL DEFAULT 0,
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "outcome" text NOT NULL DEFAULT '',
    "outcome_reason" text NOT NULL DEFAULT '',
    "settled_by_name" text NOT NULL DEFAULT '',
    "settled_by_id" text NOT NULL DEFAULT '',
    "settled_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX findings_open ON findings (project_id) WHERE state <> 'settled';
