-- Imports are taken back newest first: the order in which they were committed. What a sender said of their sheets, and
-- which names mean a known project, is remembered; what a person saw in a preview stays readable.
ALTER TABLE import_batches ADD COLUMN "sequence" integer NOT NULL DEFAULT 0;
ALTER TABLE import_batches ADD COLUMN "left_count" integer NOT NULL DEFAULT 0;
ALTER TABLE import_batches ADD COLUMN "sender" text NOT NULL DEFAULT '';
UPDATE import_batches SET "sequence" = (SELECT COUNT(*) FROM import_batches b
    WHERE b.committed_at > 0 AND (b.committed_at, b.id) <= (import_batches.committed_at, import_batches.id)) WHERE committed_at > 0;

ALTER TABLE import_rows ADD COLUMN "undone" integer NOT NULL DEFAULT 0 CHECK ("undone" IN (0, 1));
UPDATE import_rows SET "undone" = 1 WHERE batch_id IN (SELECT id FROM import_batches WHERE status = 'undone');
CREATE INDEX import_rows_by_project ON import_rows (project_id, batch_id);

CREATE TABLE import_previews (
    "batch_id" text NOT NULL PRIMARY KEY REFERENCES import_batches (id),
    "text" text NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE aliases (
    "year" integer NOT NULL,
    "key" text NOT NULL,
    "name" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL REFERENCES projects (id),
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("year", "key")
) STRICT;
CREATE INDEX aliases_by_project ON aliases (project_id);

CREATE TABLE import_answers (
    "sender" text NOT NULL,
    "fingerprint" text NOT NULL,
    "answers" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("sender", "fingerprint")
) STRICT;
