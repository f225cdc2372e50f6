-- The turn of the year. A project that goes on names the same project in the list of the year before. A year that is
-- handed over no longer runs its ladder; its open milestones end with the reason.
ALTER TABLE projects ADD COLUMN "continues_id" text NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "handed_at" integer NOT NULL DEFAULT 0;
ALTER TABLE projects ADD COLUMN "handed_into" text NOT NULL DEFAULT '';
ALTER TABLE milestones ADD COLUMN "ended_at" integer NOT NULL DEFAULT 0;
ALTER TABLE milestones ADD COLUMN "ended_because" text NOT NULL DEFAULT '';

-- The investment planned for a quarter, as workbooks give it.
CREATE TABLE quarter_plans (
    "project_id" text NOT NULL REFERENCES projects (id),
    "quarter" integer NOT NULL CHECK ("quarter" BETWEEN 1 AND 4),
    "plan_fen" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("project_id", "quarter")
) STRICT;
