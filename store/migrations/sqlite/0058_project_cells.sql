-- A project's contact and next step, as entered in the list of projects.
ALTER TABLE projects ADD COLUMN "contact" text NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "next_step" text NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "next_step_at" integer NOT NULL DEFAULT 0;
