-- The projects whose processes an import starts or tells what they wait for now. Those that wait for the same are not
-- in it.
CREATE TABLE import_starts (
    "batch_id" text COLLATE "C" NOT NULL REFERENCES import_batches (id),
    "position" bigint NOT NULL,
    "project_id" text COLLATE "C" NOT NULL,
    PRIMARY KEY ("batch_id", "position")
);
