-- What blocks a project (问题、要素保障), and the append-only history of each.
CREATE TABLE problems (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL,
    "kind" text NOT NULL DEFAULT '',
    "quantity" integer NOT NULL DEFAULT 0,
    "text" text NOT NULL DEFAULT '',
    "request" text NOT NULL DEFAULT '',
    "level" text NOT NULL DEFAULT '',
    "department_id" text NOT NULL DEFAULT '',
    "department" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "due_version" integer NOT NULL DEFAULT 0,
    "wanted_by" text NOT NULL DEFAULT '',
    "raised_for_id" text NOT NULL DEFAULT '',
    "raised_for" text NOT NULL DEFAULT '',
    "source" text NOT NULL DEFAULT '',
    "source_month" text NOT NULL DEFAULT '',
    "status" text NOT NULL DEFAULT '',
    "raised_by_id" text NOT NULL DEFAULT '',
    "raised_by_name" text NOT NULL DEFAULT '',
    "raised_at" integer NOT NULL DEFAULT 0,
    "assigned_at" integer NOT NULL DEFAULT 0,
    "solved_at" integer NOT NULL DEFAULT 0,
    "solved_by_id" text NOT NULL DEFAULT '',
    "solved_by_name" text NOT NULL DEFAULT '',
    "closed_at" integer NOT NULL DEFAULT 0,
    "waited" integer NOT NULL DEFAULT 0,
    "reached" integer NOT NULL DEFAULT 0,
    "told" integer NOT NULL DEFAULT 0 CHECK ("told" IN (0, 1))
) STRICT;
CREATE INDEX problems_by_project ON problems (project_id);

CREATE TABLE problem_steps (
    "id" text NOT NULL PRIMARY KEY,
    "problem_id" text NOT NULL,
    "project_id" text NOT NULL,
    "act" text NOT NULL DEFAULT '',
    "step" text NOT NULL DEFAULT '',
    "text" text NOT NULL DEFAULT '',
    "department" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "due_version" integer NOT NULL DEFAULT 0,
    "party" text NOT NULL DEFAULT '',
    "on_behalf" integer NOT NULL DEFAULT 0 CHECK ("on_behalf" IN (0, 1)),
    "paper" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "passed_over" integer NOT NULL DEFAULT 0 CHECK ("passed_over" IN (0, 1)),
    "trial" integer NOT NULL DEFAULT 0 CHECK ("trial" IN (0, 1)),
    "audience" text,
    "at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX problem_steps_by_problem ON problem_steps (problem_id);
