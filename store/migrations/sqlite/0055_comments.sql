-- What people wrote about a project (工作留言).
CREATE TABLE comments (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "text" text NOT NULL,
    "mentions" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL,
    "by_name" text NOT NULL DEFAULT '',
    "by_words" text NOT NULL DEFAULT '',
    "at" integer NOT NULL,
    "withdrawn_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX comments_of_project ON comments (project_id, "at");
