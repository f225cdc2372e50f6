-- Quarterly scores of towns and units (季度考核): formula, score, lines, and what units object to.
CREATE TABLE score_formulas (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 0,
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "issued_on" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "items" text COLLATE "C",
    "objection_days" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX score_formulas_by_version ON score_formulas (programme_id, version);

CREATE TABLE scores (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "quarter" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 0,
    "formula_id" text COLLATE "C" NOT NULL DEFAULT '',
    "closing_version" bigint NOT NULL DEFAULT 0,
    "state" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "drafted_at" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "announced_at" bigint NOT NULL DEFAULT 0,
    "object_until" text COLLATE "C" NOT NULL DEFAULT '',
    "published_at" bigint NOT NULL DEFAULT 0,
    "published_by" text COLLATE "C" NOT NULL DEFAULT '',
    "revision" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX scores_by_version ON scores (programme_id, quarter, version);

CREATE TABLE score_lines (
    "id" text COLLATE "C" NOT NULL,
    "score_id" text COLLATE "C" NOT NULL DEFAULT '',
    "unit_id" text COLLATE "C" NOT NULL DEFAULT '',
    "unit" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "position" bigint NOT NULL DEFAULT 0,
    "projects" bigint NOT NULL DEFAULT 0,
    "not_ranked" text COLLATE "C" NOT NULL DEFAULT '',
    "parts" text COLLATE "C",
    "total" bigint NOT NULL DEFAULT 0,
    "place" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX score_lines_of_score ON score_lines (score_id, position);

CREATE TABLE score_objections (
    "id" text COLLATE "C" NOT NULL,
    "score_id" text COLLATE "C" NOT NULL DEFAULT '',
    "unit_id" text COLLATE "C" NOT NULL DEFAULT '',
    "unit" text COLLATE "C" NOT NULL DEFAULT '',
    "item" text COLLATE "C" NOT NULL DEFAULT '',
    "ground" text COLLATE "C" NOT NULL DEFAULT '',
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "state" text COLLATE "C" NOT NULL DEFAULT '',
    "was" bigint NOT NULL DEFAULT 0,
    "points" bigint NOT NULL DEFAULT 0,
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_id" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_by" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX score_objections_of_score ON score_objections (score_id, "at");
