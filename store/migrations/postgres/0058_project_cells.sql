-- A project's contact and next step, as entered in the list of projects.
ALTER TABLE projects ADD COLUMN "contact" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "next_step" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "next_step_at" bigint NOT NULL DEFAULT 0;
