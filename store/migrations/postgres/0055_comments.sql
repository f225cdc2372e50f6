-- What people wrote about a project (工作留言).
CREATE TABLE comments (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "text" text COLLATE "C" NOT NULL,
    "mentions" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "by_words" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL,
    "withdrawn_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX comments_of_project ON comments (project_id, "at");
