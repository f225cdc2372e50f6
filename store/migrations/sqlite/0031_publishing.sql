-- Whether the office's workbooks list the amounts of private firms' projects, and the document by which the black list
-- is published.
ALTER TABLE programmes ADD COLUMN "private_amounts" text NOT NULL DEFAULT '';
ALTER TABLE programmes ADD COLUMN "black_document" text NOT NULL DEFAULT '';
