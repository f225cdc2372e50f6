-- Permits of projects, and what else is on record of them: code, dates of start, what the entry in statistics lacks.
CREATE TABLE permits (
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "kind" text COLLATE "C" NOT NULL,
    "state" text COLLATE "C" NOT NULL,
    "number" text COLLATE "C" NOT NULL DEFAULT '',
    "on_date" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL,
    PRIMARY KEY ("project_id", "kind")
);
CREATE TABLE formalities (
    "project_id" text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES projects (id),
    "approval_code" text COLLATE "C" NOT NULL DEFAULT '',
    "entered_on" text COLLATE "C" NOT NULL DEFAULT '',
    "statistics_start_on" text COLLATE "C" NOT NULL DEFAULT '',
    "missing" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL
);
