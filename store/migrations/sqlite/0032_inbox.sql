-- Messages as each person has them, and what leaves the program by itself.
CREATE TABLE inbox_entries (
    "id" text NOT NULL PRIMARY KEY,
    "person_id" text NOT NULL DEFAULT '',
    "party_id" text NOT NULL DEFAULT '',
    "by_post" integer NOT NULL DEFAULT 0 CHECK ("by_post" IN (0, 1)),
    "message_key" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "audience" text NOT NULL DEFAULT '',
    "programme_id" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "object" text NOT NULL DEFAULT '',
    "item" text NOT NULL DEFAULT '',
    "rung" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "body" text NOT NULL DEFAULT '',
    "path" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "read_at" integer NOT NULL DEFAULT 0,
    "ended_at" integer NOT NULL DEFAULT 0,
    "ended" text NOT NULL DEFAULT '',
    "delivery_key" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX inbox_entries_by_person ON inbox_entries (person_id, "at");
CREATE INDEX inbox_entries_by_item ON inbox_entries (person_id, item);
CREATE INDEX inbox_entries_by_object ON inbox_entries (object);

CREATE TABLE notice_settings (
    "programme_id" text NOT NULL PRIMARY KEY,
    "release_auto" integer NOT NULL DEFAULT 0 CHECK ("release_auto" IN (0, 1))
) STRICT;
