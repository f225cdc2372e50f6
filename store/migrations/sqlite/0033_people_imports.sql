-- Forms of people and posts (人员岗位表), and what importing each changed.
CREATE TABLE people_imports (
    "id" text NOT NULL PRIMARY KEY,
    "file_name" text NOT NULL DEFAULT '',
    "sha256" text NOT NULL DEFAULT '',
    "sheet" text NOT NULL DEFAULT '',
    "rows" text NOT NULL DEFAULT '',
    "answers" text NOT NULL DEFAULT '',
    "done" text NOT NULL DEFAULT '',
    "gives" integer NOT NULL DEFAULT 0 CHECK ("gives" IN (0, 1)),
    "request" text NOT NULL DEFAULT '',
    "summary" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "committed_by" text NOT NULL DEFAULT '',
    "committed_at" integer NOT NULL DEFAULT 0,
    "undone_by" text NOT NULL DEFAULT '',
    "undone_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX people_imports_by_day ON people_imports ("at");
