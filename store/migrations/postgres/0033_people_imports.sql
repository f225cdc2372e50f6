-- Forms of people and posts (人员岗位表), and what importing each changed.
CREATE TABLE people_imports (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "file_name" text COLLATE "C" NOT NULL DEFAULT '',
    "sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "sheet" text COLLATE "C" NOT NULL DEFAULT '',
    "rows" text COLLATE "C" NOT NULL DEFAULT '',
    "answers" text COLLATE "C" NOT NULL DEFAULT '',
    "done" text COLLATE "C" NOT NULL DEFAULT '',
    "gives" boolean NOT NULL DEFAULT false,
    "request" text COLLATE "C" NOT NULL DEFAULT '',
    "summary" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "committed_by" text COLLATE "C" NOT NULL DEFAULT '',
    "committed_at" bigint NOT NULL DEFAULT 0,
    "undone_by" text COLLATE "C" NOT NULL DEFAULT '',
    "undone_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX people_imports_by_day ON people_imports ("at");
