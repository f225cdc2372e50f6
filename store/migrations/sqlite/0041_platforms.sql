-- Exports of the province's and city's platforms, as they were compared with the figures on record.
CREATE TABLE platform_comparisons (
    "id" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL,
    "month" text NOT NULL,
    "platform" text NOT NULL DEFAULT '',
    "file_name" text NOT NULL,
    "sha256" text NOT NULL,
    "sheet" text NOT NULL DEFAULT '',
    "basis" text NOT NULL CHECK ("basis" IN ('year_to_date', 'to_date', 'month')),
    "unit" text NOT NULL DEFAULT '',
    "step_fen" integer NOT NULL,
    "closing" integer NOT NULL DEFAULT 0,
    "notes" text,
    "lines" text NOT NULL,
    "by_id" text NOT NULL,
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL
) STRICT;
CREATE INDEX platform_comparisons_of_programme ON platform_comparisons (programme_id, "at");
