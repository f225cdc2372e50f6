-- Messages as each person has them, and what leaves the program by itself.
CREATE TABLE inbox_entries (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "person_id" text COLLATE "C" NOT NULL DEFAULT '',
    "party_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_post" boolean NOT NULL DEFAULT false,
    "message_key" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "audience" text COLLATE "C" NOT NULL DEFAULT '',
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "object" text COLLATE "C" NOT NULL DEFAULT '',
    "item" text COLLATE "C" NOT NULL DEFAULT '',
    "rung" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "body" text COLLATE "C" NOT NULL DEFAULT '',
    "path" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "read_at" bigint NOT NULL DEFAULT 0,
    "ended_at" bigint NOT NULL DEFAULT 0,
    "ended" text COLLATE "C" NOT NULL DEFAULT '',
    "delivery_key" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX inbox_entries_by_person ON inbox_entries (person_id, "at");
CREATE INDEX inbox_entries_by_item ON inbox_entries (person_id, item);
CREATE INDEX inbox_entries_by_object ON inbox_entries (object);

CREATE TABLE notice_settings (
    "programme_id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "release_auto" boolean NOT NULL DEFAULT false
);
