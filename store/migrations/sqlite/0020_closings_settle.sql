-- A month that is open again because an acceptance was withdrawn closes by itself once it is complete.
ALTER TABLE closings ADD COLUMN "settles" integer NOT NULL DEFAULT 0 CHECK ("settles" IN (0, 1));
