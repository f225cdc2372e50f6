-- Applications for a coming year's list (储备、申报): what is entered, the acts on it, and uploaded tables.
CREATE TABLE reserve_lists (
    "year" bigint NOT NULL,
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("year")
);

CREATE TABLE reserves (
    "id" text COLLATE "C" NOT NULL,
    "year" bigint NOT NULL DEFAULT 0,
    "code" text COLLATE "C" NOT NULL DEFAULT '',
    "approval_code" text COLLATE "C" NOT NULL DEFAULT '',
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "owner" text COLLATE "C" NOT NULL DEFAULT '',
    "unit" text COLLATE "C" NOT NULL DEFAULT '',
    "stage" text COLLATE "C" NOT NULL DEFAULT '',
    "investor" text COLLATE "C" NOT NULL DEFAULT '',
    "sector" text COLLATE "C" NOT NULL DEFAULT '',
    "place" text COLLATE "C" NOT NULL DEFAULT '',
    "scale" text COLLATE "C" NOT NULL DEFAULT '',
    "goal" text COLLATE "C" NOT NULL DEFAULT '',
    "start" text COLLATE "C" NOT NULL DEFAULT '',
    "finish" text COLLATE "C" NOT NULL DEFAULT '',
    "total_investment_fen" bigint NOT NULL DEFAULT 0,
    "to_end_of_last_year_fen" bigint NOT NULL DEFAULT 0,
    "annual_plan_fen" bigint NOT NULL DEFAULT 0,
    "funding" text COLLATE "C" NOT NULL DEFAULT '',
    "contact" text COLLATE "C" NOT NULL DEFAULT '',
    "phone" text COLLATE "C" NOT NULL DEFAULT '',
    "name_key" text COLLATE "C" NOT NULL DEFAULT '',
    "owner_id" text COLLATE "C" NOT NULL DEFAULT '',
    "unit_id" text COLLATE "C" NOT NULL DEFAULT '',
    "state" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX reserves_by_code ON reserves (year, code) WHERE state NOT IN ('withdrawn', 'refused');

CREATE TABLE reserve_steps (
    "id" text COLLATE "C" NOT NULL,
    "reserve_id" text COLLATE "C" NOT NULL DEFAULT '',
    "position" bigint NOT NULL DEFAULT 0,
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "from_state" text COLLATE "C" NOT NULL DEFAULT '',
    "to_state" text COLLATE "C" NOT NULL DEFAULT '',
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "department" text COLLATE "C" NOT NULL DEFAULT '',
    "opinion" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "document_on" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "on_behalf_of" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX reserve_steps_by_position ON reserve_steps (reserve_id, position);

CREATE TABLE reserve_imports (
    "id" text COLLATE "C" NOT NULL,
    "year" bigint NOT NULL DEFAULT 0,
    "file_name" text COLLATE "C" NOT NULL DEFAULT '',
    "sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "rows" text COLLATE "C" NOT NULL DEFAULT '',
    "done" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "committed_by" text COLLATE "C" NOT NULL DEFAULT '',
    "committed_at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX reserve_imports_by_time ON reserve_imports (year, at);
