-- Escalations are signed for, instructed on and answered; which posts an audience stands for; submissions are pre-reviewed.
CREATE TABLE escalation_notes (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "escalation_id" text COLLATE "C" NOT NULL REFERENCES escalations (id),
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "addressee_id" text COLLATE "C" NOT NULL DEFAULT '',
    "addressee" text COLLATE "C" NOT NULL DEFAULT '',
    "party_id" text COLLATE "C" NOT NULL DEFAULT '',
    "party" text COLLATE "C" NOT NULL DEFAULT '',
    "on_behalf" boolean NOT NULL DEFAULT false,
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "paper_on" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX escalation_notes_by_escalation ON escalation_notes (escalation_id, "at");
CREATE INDEX escalation_notes_by_project ON escalation_notes (project_id, "at");
CREATE UNIQUE INDEX escalation_notes_signed_once ON escalation_notes (escalation_id, party_id) WHERE kind = 'acknowledged';

CREATE TRIGGER escalation_notes_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON escalation_notes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audience_posts (
    "audience" text COLLATE "C" NOT NULL,
    "post_id" text COLLATE "C" NOT NULL,
    PRIMARY KEY ("audience", "post_id")
);

ALTER TABLE submissions ADD COLUMN "pre_reviewed_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN "pre_reviewed_by_id" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN "pre_reviewed_by" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN "pre_review_note" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN "level" text COLLATE "C" NOT NULL DEFAULT '';
