-- Corrections of what was approved: asked for by one person, confirmed by another. Rows are kept with their decision.
CREATE TABLE corrections (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "kind" text NOT NULL,
    "month" text NOT NULL DEFAULT '',
    "months" text,
    "later" text NOT NULL DEFAULT '',
    "milestone_id" text NOT NULL DEFAULT '',
    "milestone_name" text NOT NULL DEFAULT '',
    "done_on" text NOT NULL DEFAULT '',
    "due_version" integer NOT NULL DEFAULT 0,
    "accepted_at" integer NOT NULL DEFAULT 0,
    "reason" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT '',
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "status" text NOT NULL DEFAULT 'waiting',
    "asked_by_id" text NOT NULL DEFAULT '',
    "asked_by_name" text NOT NULL DEFAULT '',
    "asked_at" integer NOT NULL DEFAULT 0,
    "decided_by_id" text NOT NULL DEFAULT '',
    "decided_by_name" text NOT NULL DEFAULT '',
    "decided_at" integer NOT NULL DEFAULT 0,
    "decision_reason" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX corrections_by_project ON corrections (project_id);
CREATE INDEX corrections_by_status ON corrections (status, asked_at);

-- Whether the person who handed in an amount far from the last one or the plan confirmed it.
ALTER TABLE submissions ADD COLUMN "confirmed" integer NOT NULL DEFAULT 0 CHECK ("confirmed" IN (0, 1));
-- 当月冲减: what a month carries of the correction of an earlier one, in fen.
ALTER TABLE reports ADD COLUMN "adjustment_fen" integer;
