-- Which processes serve this database, and until when the clock of each was trusted.
CREATE TABLE instances (
    "id" text NOT NULL PRIMARY KEY,
    "host" text NOT NULL DEFAULT '',
    "directory" text NOT NULL DEFAULT '',
    "engine" text NOT NULL DEFAULT '',
    "started_at" integer NOT NULL DEFAULT 0,
    "seen_at" integer NOT NULL DEFAULT 0,
    "trusted_at" integer NOT NULL DEFAULT 0
) STRICT;
