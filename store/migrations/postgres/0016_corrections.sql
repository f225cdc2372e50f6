-- Corrections of what was approved: asked for by one person, confirmed by another. Rows are kept with their decision.
CREATE TABLE corrections (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "kind" text COLLATE "C" NOT NULL,
    "month" text COLLATE "C" NOT NULL DEFAULT '',
    "months" text COLLATE "C",
    "later" text COLLATE "C" NOT NULL DEFAULT '',
    "milestone_id" text COLLATE "C" NOT NULL DEFAULT '',
    "milestone_name" text COLLATE "C" NOT NULL DEFAULT '',
    "done_on" text COLLATE "C" NOT NULL DEFAULT '',
    "due_version" bigint NOT NULL DEFAULT 0,
    "accepted_at" bigint NOT NULL DEFAULT 0,
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "status" text COLLATE "C" NOT NULL DEFAULT 'waiting',
    "asked_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "asked_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "asked_at" bigint NOT NULL DEFAULT 0,
    "decided_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_at" bigint NOT NULL DEFAULT 0,
    "decision_reason" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX corrections_by_project ON corrections (project_id);
CREATE INDEX corrections_by_status ON corrections (status, asked_at);

-- Whether the person who handed in an amount far from the last one or the plan confirmed it.
ALTER TABLE submissions ADD COLUMN "confirmed" boolean NOT NULL DEFAULT false;
-- 当月冲减: what a month carries of the correction of an earlier one, in fen.
ALTER TABLE reports ADD COLUMN "adjustment_fen" bigint;
