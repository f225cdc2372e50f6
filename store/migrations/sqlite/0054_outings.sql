-- Batches of projects that begin together (集中开工) and routes on which projects are visited (观摩).
CREATE TABLE outings (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "on_date" text NOT NULL DEFAULT '',
    "begins" integer NOT NULL DEFAULT 0,
    "place" text NOT NULL DEFAULT '',
    "stops" text,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "version" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX outings_by_day ON outings (programme_id, on_date);
