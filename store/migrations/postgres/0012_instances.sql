-- Which processes serve this database, and until when the clock of each was trusted.
CREATE TABLE instances (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "host" text COLLATE "C" NOT NULL DEFAULT '',
    "directory" text COLLATE "C" NOT NULL DEFAULT '',
    "engine" text COLLATE "C" NOT NULL DEFAULT '',
    "started_at" bigint NOT NULL DEFAULT 0,
    "seen_at" bigint NOT NULL DEFAULT 0,
    "trusted_at" bigint NOT NULL DEFAULT 0
);
