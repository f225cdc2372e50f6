-- Matters to verify (待核实事项) on which the office acted.
CREATE TABLE findings (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "kind" text COLLATE "C" NOT NULL,
    "basis" text COLLATE "C" NOT NULL,
    "ground" text COLLATE "C" NOT NULL,
    "question" text COLLATE "C" NOT NULL,
    "state" text COLLATE "C" NOT NULL,
    "asked_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "asked_at" bigint NOT NULL DEFAULT 0,
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "explanation" text COLLATE "C" NOT NULL DEFAULT '',
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "explained_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "explained_by" text COLLATE "C" NOT NULL DEFAULT '',
    "explained_for" text COLLATE "C" NOT NULL DEFAULT '',
    "explained_at" bigint NOT NULL DEFAULT 0,
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "outcome" text COLLATE "C" NOT NULL DEFAULT '',
    "outcome_reason" text COLLATE "C" NOT NULL DEFAULT '',
    "settled_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "settled_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "settled_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX findings_open ON findings (project_id) WHERE state <> 'settled';
