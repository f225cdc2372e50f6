-- The turn of the year. A project that goes on names the same project in the list of the year before. A year that is
-- handed over no longer runs its ladder; its open milestones end with the reason.
ALTER TABLE projects ADD COLUMN "continues_id" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "handed_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE projects ADD COLUMN "handed_into" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE milestones ADD COLUMN "ended_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE milestones ADD COLUMN "ended_because" text COLLATE "C" NOT NULL DEFAULT '';

-- The investment planned for a quarter, as workbooks give it.
CREATE TABLE quarter_plans (
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "quarter" bigint NOT NULL CHECK ("quarter" BETWEEN 1 AND 4),
    "plan_fen" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("project_id", "quarter")
);
