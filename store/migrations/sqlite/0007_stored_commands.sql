-- What people ask a project's process for is stored before it is sent, until it is done or refused.
CREATE TABLE stored_commands (
    "key" text NOT NULL PRIMARY KEY,
    "hash" text NOT NULL DEFAULT '',
    "name" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "body" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "operator" integer NOT NULL DEFAULT 0 CHECK ("operator" IN (0, 1)),
    "version" integer NOT NULL DEFAULT 0,
    "stored_at" integer NOT NULL DEFAULT 0,
    "status" text NOT NULL DEFAULT '',
    "settled_at" integer NOT NULL DEFAULT 0,
    "error_kind" text NOT NULL DEFAULT '',
    "error_code" text NOT NULL DEFAULT '',
    "error_message" text NOT NULL DEFAULT '',
    "error_cell" text NOT NULL DEFAULT '',
    "attempts" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX stored_commands_waiting ON stored_commands (status, stored_at);

-- Who asked for an import to be committed, checked again when it is, and why it was refused.
ALTER TABLE import_batches ADD COLUMN "asked_by_id" text NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN "asked_by_name" text NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN "asked_operator" integer NOT NULL DEFAULT 0 CHECK ("asked_operator" IN (0, 1));
ALTER TABLE import_batches ADD COLUMN "asked_at" integer NOT NULL DEFAULT 0;
ALTER TABLE import_batches ADD COLUMN "refused_code" text NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN "refused_message" text NOT NULL DEFAULT '';

CREATE INDEX audit_events_by_action ON audit_events (action, id);
