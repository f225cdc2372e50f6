-- Complaints and suggestions of those who use the program, answered by the office.
CREATE TABLE suggestions (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "text" text COLLATE "C" NOT NULL,
    "page" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL,
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "answer" text COLLATE "C" NOT NULL DEFAULT '',
    "answered_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "answered_by" text COLLATE "C" NOT NULL DEFAULT '',
    "answered_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX suggestions_of_person ON suggestions (by_id, "at");
CREATE INDEX suggestions_open ON suggestions (due) WHERE answered_at = 0;
-- The most that is to be asked of a unit in a month.
CREATE TABLE burden_caps (
    "scope" text COLLATE "C" NOT NULL PRIMARY KEY,
    "forms" bigint NOT NULL DEFAULT 0,
    "messages" bigint NOT NULL DEFAULT 0
);
-- What is asked for with a milestone, by a word of its name.
CREATE TABLE evidence_words (
    "word" text COLLATE "C" NOT NULL PRIMARY KEY,
    "rule" text COLLATE "C" NOT NULL
);
