-- The usual course of projects of one type, as the office changed it; days and order of a project's milestones.
CREATE TABLE milestone_templates (
    "name" text NOT NULL PRIMARY KEY,
    "steps" text
) STRICT;
ALTER TABLE milestones ADD COLUMN "days" integer NOT NULL DEFAULT 0;
ALTER TABLE milestones ADD COLUMN "after" text NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN "steps" text;
