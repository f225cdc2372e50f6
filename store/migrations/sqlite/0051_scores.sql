-- Quarterly scores of towns and units (季度考核): formula, score, lines, and what units object to.
CREATE TABLE score_formulas (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 0,
    "document" text NOT NULL DEFAULT '',
    "issued_on" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "items" text,
    "objection_days" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE UNIQUE INDEX score_formulas_by_version ON score_formulas (programme_id, version);

CREATE TABLE scores (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "quarter" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 0,
    "formula_id" text NOT NULL DEFAULT '',
    "closing_version" integer NOT NULL DEFAULT 0,
    "state" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "drafted_at" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "announced_at" integer NOT NULL DEFAULT 0,
    "object_until" text NOT NULL DEFAULT '',
    "published_at" integer NOT NULL DEFAULT 0,
    "published_by" text NOT NULL DEFAULT '',
    "revision" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE UNIQUE INDEX scores_by_version ON scores (programme_id, quarter, version);

CREATE TABLE score_lines (
    "id" text NOT NULL,
    "score_id" text NOT NULL DEFAULT '',
    "unit_id" text NOT NULL DEFAULT '',
    "unit" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "position" integer NOT NULL DEFAULT 0,
    "projects" integer NOT NULL DEFAULT 0,
    "not_ranked" text NOT NULL DEFAULT '',
    "parts" text,
    "total" integer NOT NULL DEFAULT 0,
    "place" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX score_lines_of_score ON score_lines (score_id, position);

CREATE TABLE score_objections (
    "id" text NOT NULL,
    "score_id" text NOT NULL DEFAULT '',
    "unit_id" text NOT NULL DEFAULT '',
    "unit" text NOT NULL DEFAULT '',
    "item" text NOT NULL DEFAULT '',
    "ground" text NOT NULL DEFAULT '',
    "paper" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "state" text NOT NULL DEFAULT '',
    "was" integer NOT NULL DEFAULT 0,
    "points" integer NOT NULL DEFAULT 0,
    "reason" text NOT NULL DEFAULT '',
    "decided_id" text NOT NULL DEFAULT '',
    "decided_by" text NOT NULL DEFAULT '',
    "decided_at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX score_objections_of_score ON score_objections (score_id, "at");
