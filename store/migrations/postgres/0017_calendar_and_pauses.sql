-- Whether the order of a pause moves due dates; '' in rows from before it was asked.
ALTER TABLE pauses ADD COLUMN "moves_due" text COLLATE "C" NOT NULL DEFAULT '';

-- The State Council's notice of a year as the office entered it. Its days are in calendar_days.
CREATE TABLE calendar_years (
    "year" bigint NOT NULL PRIMARY KEY,
    "notice" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 1,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
