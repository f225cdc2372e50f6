-- Complaints and suggestions of those who use the program, answered by the office.
CREATE TABLE suggestions (
    "id" text NOT NULL PRIMARY KEY,
    "text" text NOT NULL,
    "page" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL,
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL,
    "due" text NOT NULL DEFAULT '',
    "answer" text NOT NULL DEFAULT '',
    "answered_by_id" text NOT NULL DEFAULT '',
    "answered_by" text NOT NULL DEFAULT '',
    "answered_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX suggestions_of_person ON suggestions (by_id, "at");
CREATE INDEX suggestions_open ON suggestions (due) WHERE answered_at = 0;
-- The most that is to be asked of a unit in a month.
CREATE TABLE burden_caps (
    "scope" text NOT NULL PRIMARY KEY,
    "forms" integer NOT NULL DEFAULT 0,
    "messages" integer NOT NULL DEFAULT 0
) STRICT;
-- What is asked for with a milestone, by a word of its name.
CREATE TABLE evidence_words (
    "word" text NOT NULL PRIMARY KEY,
    "rule" text NOT NULL
) STRICT;
