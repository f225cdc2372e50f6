-- Escalations are signed for, instructed on and answered; which posts an audience stands for; submissions are pre-reviewed.
CREATE TABLE escalation_notes (
    "id" text NOT NULL PRIMARY KEY,
    "escalation_id" text NOT NULL REFERENCES escalations (id),
    "project_id" text NOT NULL REFERENCES projects (id),
    "kind" text NOT NULL DEFAULT '',
    "text" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "addressee_id" text NOT NULL DEFAULT '',
    "addressee" text NOT NULL DEFAULT '',
    "party_id" text NOT NULL DEFAULT '',
    "party" text NOT NULL DEFAULT '',
    "on_behalf" integer NOT NULL DEFAULT 0 CHECK ("on_behalf" IN (0, 1)),
    "paper" text NOT NULL DEFAULT '',
    "paper_on" text NOT NULL DEFAULT '',
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX escalation_notes_by_escalation ON escalation_notes (escalation_id, "at");
CREATE INDEX escalation_notes_by_project ON escalation_notes (project_id, "at");
CREATE UNIQUE INDEX escalation_notes_signed_once ON escalation_notes (escalation_id, party_id) WHERE kind = 'acknowledged';

CREATE TRIGGER escalation_notes_no_update BEFORE UPDATE ON escalation_notes
BEGIN
    SELECT RAISE(ABORT, 'escalation notes are append-only');
END;
CREATE TRIGGER escalation_notes_no_delete BEFORE DELETE ON escalation_notes
BEGIN
    SELECT RAISE(ABORT, 'escalation notes are append-only');
END;

CREATE TABLE audience_posts (
    "audience" text NOT NULL,
    "post_id" text NOT NULL,
    PRIMARY KEY ("audience", "post_id")
) STRICT;

ALTER TABLE submissions ADD COLUMN "pre_reviewed_at" integer NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN "pre_reviewed_by_id" text NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN "pre_reviewed_by" text NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN "pre_review_note" text NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN "level" text NOT NULL DEFAULT '';
