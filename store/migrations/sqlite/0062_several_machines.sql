-- Several processes on one database: which part of the program each is, and which of them does what is done once.
ALTER TABLE instances ADD COLUMN "part" text NOT NULL DEFAULT 'serve';
ALTER TABLE instances ADD COLUMN "version" text NOT NULL DEFAULT '';
CREATE TABLE duties (
    "name" text NOT NULL,
    "holder" text NOT NULL,
    "since" integer NOT NULL,
    "until" integer NOT NULL,
    PRIMARY KEY ("name")
) STRICT;
