-- Ten-day and weekly rounds, each on a document, their periods, and the document that an urgent table rests on.
CREATE TABLE interim_rounds (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "number" integer NOT NULL DEFAULT 0,
    "kind" text NOT NULL DEFAULT '',
    "city_major" integer NOT NULL DEFAULT 0 CHECK ("city_major" IN (0, 1)),
    "document" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "document_on" text NOT NULL DEFAULT '',
    "first_day" text NOT NULL DEFAULT '',
    "last_day" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "ended_at" integer NOT NULL DEFAULT 0,
    "ended_by" text NOT NULL DEFAULT '',
    "end_reason" text NOT NULL DEFAULT '',
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX interim_rounds_by_programme ON interim_rounds (programme_id);
CREATE TABLE interim_periods (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "round_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "last_day" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "table_id" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX interim_periods_by_programme ON interim_periods (programme_id);
ALTER TABLE urgent_tables ADD COLUMN "basis" text NOT NULL DEFAULT '';
