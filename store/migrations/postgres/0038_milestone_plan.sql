-- The usual course of projects of one type, as the office changed it; days and order of a project's milestones.
CREATE TABLE milestone_templates (
    "name" text COLLATE "C" NOT NULL PRIMARY KEY,
    "steps" text COLLATE "C"
);
ALTER TABLE milestones ADD COLUMN "days" bigint NOT NULL DEFAULT 0;
ALTER TABLE milestones ADD COLUMN "after" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN "steps" text COLLATE "C";
