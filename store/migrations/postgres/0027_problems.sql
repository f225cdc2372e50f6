-- What blocks a project (问题、要素保障), and the append-only history of each.
CREATE TABLE problems (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL,
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "quantity" bigint NOT NULL DEFAULT 0,
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "request" text COLLATE "C" NOT NULL DEFAULT '',
    "level" text COLLATE "C" NOT NULL DEFAULT '',
    "department_id" text COLLATE "C" NOT NULL DEFAULT '',
    "department" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "due_version" bigint NOT NULL DEFAULT 0,
    "wanted_by" text COLLATE "C" NOT NULL DEFAULT '',
    "raised_for_id" text COLLATE "C" NOT NULL DEFAULT '',
    "raised_for" text COLLATE "C" NOT NULL DEFAULT '',
    "source" text COLLATE "C" NOT NULL DEFAULT '',
    "source_month" text COLLATE "C" NOT NULL DEFAULT '',
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "raised_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "raised_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "raised_at" bigint NOT NULL DEFAULT 0,
    "assigned_at" bigint NOT NULL DEFAULT 0,
    "solved_at" bigint NOT NULL DEFAULT 0,
    "solved_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "solved_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "closed_at" bigint NOT NULL DEFAULT 0,
    "waited" bigint NOT NULL DEFAULT 0,
    "reached" bigint NOT NULL DEFAULT 0,
    "told" boolean NOT NULL DEFAULT false
);
CREATE INDEX problems_by_project ON problems (project_id);

CREATE TABLE problem_steps (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "problem_id" text COLLATE "C" NOT NULL,
    "project_id" text COLLATE "C" NOT NULL,
    "act" text COLLATE "C" NOT NULL DEFAULT '',
    "step" text COLLATE "C" NOT NULL DEFAULT '',
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "department" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "due_version" bigint NOT NULL DEFAULT 0,
    "party" text COLLATE "C" NOT NULL DEFAULT '',
    "on_behalf" boolean NOT NULL DEFAULT false,
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "passed_over" boolean NOT NULL DEFAULT false,
    "trial" boolean NOT NULL DEFAULT false,
    "audience" text COLLATE "C",
    "at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX problem_steps_by_problem ON problem_steps (problem_id);
