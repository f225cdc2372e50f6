-- Which projects became which others on a document (拆分、合并).
CREATE TABLE project_links (
    "from_id" text NOT NULL,
    "to_id" text NOT NULL,
    "kind" text NOT NULL DEFAULT '',
    "act" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT '',
    "document_on" text NOT NULL DEFAULT '',
    "ground" text NOT NULL DEFAULT '',
    "plan_fen" integer NOT NULL DEFAULT 0,
    "total_fen" integer NOT NULL DEFAULT 0,
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("from_id", "to_id")
) STRICT;
CREATE INDEX project_links_by_successor ON project_links (to_id);
