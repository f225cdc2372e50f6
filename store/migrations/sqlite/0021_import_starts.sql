-- The projects whose processes an import starts or tells what they wait for now. Those that wait for the same are not
-- in it.
CREATE TABLE import_starts (
    "batch_id" text NOT NULL REFERENCES import_batches (id),
    "position" integer NOT NULL,
    "project_id" text NOT NULL,
    PRIMARY KEY ("batch_id", "position")
) STRICT;
