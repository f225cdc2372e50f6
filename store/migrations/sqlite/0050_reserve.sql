-- Applications for a coming year's list (储备、申报): what is entered, the acts on it, and uploaded tables.
CREATE TABLE reserve_lists (
    "year" integer NOT NULL,
    "due" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("year")
) STRICT;

CREATE TABLE reserves (
    "id" text NOT NULL,
    "year" integer NOT NULL DEFAULT 0,
    "code" text NOT NULL DEFAULT '',
    "approval_code" text NOT NULL DEFAULT '',
    "name" text NOT NULL DEFAULT '',
    "owner" text NOT NULL DEFAULT '',
    "unit" text NOT NULL DEFAULT '',
    "stage" text NOT NULL DEFAULT '',
    "investor" text NOT NULL DEFAULT '',
    "sector" text NOT NULL DEFAULT '',
    "place" text NOT NULL DEFAULT '',
    "scale" text NOT NULL DEFAULT '',
    "goal" text NOT NULL DEFAULT '',
    "start" text NOT NULL DEFAULT '',
    "finish" text NOT NULL DEFAULT '',
    "total_investment_fen" integer NOT NULL DEFAULT 0,
    "to_end_of_last_year_fen" integer NOT NULL DEFAULT 0,
    "annual_plan_fen" integer NOT NULL DEFAULT 0,
    "funding" text NOT NULL DEFAULT '',
    "contact" text NOT NULL DEFAULT '',
    "phone" text NOT NULL DEFAULT '',
    "name_key" text NOT NULL DEFAULT '',
    "owner_id" text NOT NULL DEFAULT '',
    "unit_id" text NOT NULL DEFAULT '',
    "state" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE UNIQUE INDEX reserves_by_code ON reserves (year, code) WHERE state NOT IN ('withdrawn', 'refused');

CREATE TABLE reserve_steps (
    "id" text NOT NULL,
    "reserve_id" text NOT NULL DEFAULT '',
    "position" integer NOT NULL DEFAULT 0,
    "kind" text NOT NULL DEFAULT '',
    "from_state" text NOT NULL DEFAULT '',
    "to_state" text NOT NULL DEFAULT '',
    "text" text NOT NULL DEFAULT '',
    "department" text NOT NULL DEFAULT '',
    "opinion" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT '',
    "document_on" text NOT NULL DEFAULT '',
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "on_behalf_of" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE UNIQUE INDEX reserve_steps_by_position ON reserve_steps (reserve_id, position);

CREATE TABLE reserve_imports (
    "id" text NOT NULL,
    "year" integer NOT NULL DEFAULT 0,
    "file_name" text NOT NULL DEFAULT '',
    "sha256" text NOT NULL DEFAULT '',
    "rows" text NOT NULL DEFAULT '',
    "done" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "committed_by" text NOT NULL DEFAULT '',
    "committed_at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX reserve_imports_by_time ON reserve_imports (year, at);
