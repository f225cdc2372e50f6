-- Exports of the province's and city's platforms, as they were compared with the figures on record.
CREATE TABLE platform_comparisons (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL,
    "month" text COLLATE "C" NOT NULL,
    "platform" text COLLATE "C" NOT NULL DEFAULT '',
    "file_name" text COLLATE "C" NOT NULL,
    "sha256" text COLLATE "C" NOT NULL,
    "sheet" text COLLATE "C" NOT NULL DEFAULT '',
    "basis" text COLLATE "C" NOT NULL CHECK ("basis" IN ('year_to_date', 'to_date', 'month')),
    "unit" text COLLATE "C" NOT NULL DEFAULT '',
    "step_fen" bigint NOT NULL,
    "closing" bigint NOT NULL DEFAULT 0,
    "notes" text COLLATE "C",
    "lines" text COLLATE "C" NOT NULL,
    "by_id" text COLLATE "C" NOT NULL,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL
);
CREATE INDEX platform_comparisons_of_programme ON platform_comparisons (programme_id, "at");
