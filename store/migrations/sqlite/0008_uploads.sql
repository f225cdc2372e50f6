-- An upload is on record as the server found it; a submission or note takes name, type and size from here.
CREATE TABLE uploads (
    "sha256" text NOT NULL,
    "by_id" text NOT NULL,
    "by_name" text NOT NULL DEFAULT '',
    "name" text NOT NULL DEFAULT '',
    "media_type" text NOT NULL DEFAULT '',
    "size" integer NOT NULL DEFAULT 0 CHECK ("size" >= 0),
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("sha256", "by_id")
) STRICT;
CREATE INDEX uploads_by_person ON uploads (by_id, "at");
CREATE INDEX uploads_by_age ON uploads ("at");
CREATE INDEX escalation_notes_by_content ON escalation_notes (evidence_sha256) WHERE evidence_sha256 <> '';
