-- Ten-day and weekly rounds, each on a document, their periods, and the document that an urgent table rests on.
CREATE TABLE interim_rounds (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "number" bigint NOT NULL DEFAULT 0,
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "city_major" boolean NOT NULL DEFAULT false,
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "document_on" text COLLATE "C" NOT NULL DEFAULT '',
    "first_day" text COLLATE "C" NOT NULL DEFAULT '',
    "last_day" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "ended_at" bigint NOT NULL DEFAULT 0,
    "ended_by" text COLLATE "C" NOT NULL DEFAULT '',
    "end_reason" text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY ("id")
);
CREATE INDEX interim_rounds_by_programme ON interim_rounds (programme_id);
CREATE TABLE interim_periods (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "round_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "last_day" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "table_id" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX interim_periods_by_programme ON interim_periods (programme_id);
ALTER TABLE urgent_tables ADD COLUMN "basis" text COLLATE "C" NOT NULL DEFAULT '';
