-- What people ask a project's process for is stored before it is sent, until it is done or refused.
CREATE TABLE stored_commands (
    "key" text COLLATE "C" NOT NULL PRIMARY KEY,
    "hash" text COLLATE "C" NOT NULL DEFAULT '',
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "body" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "operator" boolean NOT NULL DEFAULT false,
    "version" bigint NOT NULL DEFAULT 0,
    "stored_at" bigint NOT NULL DEFAULT 0,
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "settled_at" bigint NOT NULL DEFAULT 0,
    "error_kind" text COLLATE "C" NOT NULL DEFAULT '',
    "error_code" text COLLATE "C" NOT NULL DEFAULT '',
    "error_message" text COLLATE "C" NOT NULL DEFAULT '',
    "error_cell" text COLLATE "C" NOT NULL DEFAULT '',
    "attempts" bigint NOT NULL DEFAULT 0
);
CREATE INDEX stored_commands_waiting ON stored_commands (status, stored_at);

-- Who asked for an import to be committed, checked again when it is, and why it was refused.
ALTER TABLE import_batches ADD COLUMN "asked_by_id" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN "asked_by_name" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN "asked_operator" boolean NOT NULL DEFAULT false;
ALTER TABLE import_batches ADD COLUMN "asked_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE import_batches ADD COLUMN "refused_code" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE import_batches ADD COLUMN "refused_message" text COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX audit_events_by_action ON audit_events (action, id);
