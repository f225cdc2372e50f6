-- Batches of projects that begin together (集中开工) and routes on which projects are visited (观摩).
CREATE TABLE outings (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "on_date" text COLLATE "C" NOT NULL DEFAULT '',
    "begins" bigint NOT NULL DEFAULT 0,
    "place" text COLLATE "C" NOT NULL DEFAULT '',
    "stops" text COLLATE "C",
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "version" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX outings_by_day ON outings (programme_id, on_date);
