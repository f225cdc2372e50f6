-- Whether the order of a pause moves due dates; '' in rows from before it was asked.
ALTER TABLE pauses ADD COLUMN "moves_due" text NOT NULL DEFAULT '';

-- The State Council's notice of a year as the office entered it. Its days are in calendar_days.
CREATE TABLE calendar_years (
    "year" integer NOT NULL PRIMARY KEY,
    "notice" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 1,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
