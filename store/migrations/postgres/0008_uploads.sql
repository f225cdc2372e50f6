-- An upload is on record as the server found it; a submission or note takes name, type and size from here.
CREATE TABLE uploads (
    "sha256" text COLLATE "C" NOT NULL,
    "by_id" text COLLATE "C" NOT NULL,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "media_type" text COLLATE "C" NOT NULL DEFAULT '',
    "size" bigint NOT NULL DEFAULT 0 CHECK ("size" >= 0),
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("sha256", "by_id")
);
CREATE INDEX uploads_by_person ON uploads (by_id, "at");
CREATE INDEX uploads_by_age ON uploads ("at");
CREATE INDEX escalation_notes_by_content ON escalation_notes (evidence_sha256) WHERE evidence_sha256 <> '';
