-- A month that is open again because an acceptance was withdrawn closes by itself once it is complete.
ALTER TABLE closings ADD COLUMN "settles" boolean NOT NULL DEFAULT false;
