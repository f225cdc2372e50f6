-- Projects that a person marked to find them at once.
CREATE TABLE stars (
    "person_id" text COLLATE "C" NOT NULL,
    "project_id" text COLLATE "C" NOT NULL,
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("person_id", "project_id")
);
