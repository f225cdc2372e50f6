-- Which folder holds the evidence of this database: the mark it carries. One row.
CREATE TABLE evidence_folders (
    "name" text COLLATE "C" NOT NULL PRIMARY KEY,
    "mark" text COLLATE "C" NOT NULL DEFAULT '',
    "since" bigint NOT NULL DEFAULT 0
);
