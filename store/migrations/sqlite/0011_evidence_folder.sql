-- Which folder holds the evidence of this database: the mark it carries. One row.
CREATE TABLE evidence_folders (
    "name" text NOT NULL PRIMARY KEY,
    "mark" text NOT NULL DEFAULT '',
    "since" integer NOT NULL DEFAULT 0
) STRICT;
