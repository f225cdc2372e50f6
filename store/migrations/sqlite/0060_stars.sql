-- Projects that a person marked to find them at once.
CREATE TABLE stars (
    "person_id" text NOT NULL,
    "project_id" text NOT NULL,
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("person_id", "project_id")
) STRICT;
