-- The office's own template of the bulletin by version, and signed confirmations of physical progress (形象进度确认单).
CREATE TABLE document_templates (
    "id" text NOT NULL,
    "version" integer NOT NULL DEFAULT 0,
    "of_version" integer NOT NULL DEFAULT 0,
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE UNIQUE INDEX document_templates_by_version ON document_templates (version);

CREATE TABLE confirmations (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "month" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "approved_fen" integer NOT NULL DEFAULT 0,
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX confirmations_of_month ON confirmations (programme_id, month);

CREATE TABLE confirmation_rules (
    "programme_id" text NOT NULL,
    "from_fen" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id")
) STRICT;
