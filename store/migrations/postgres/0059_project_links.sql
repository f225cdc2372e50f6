-- Which projects became which others on a document (拆分、合并).
CREATE TABLE project_links (
    "from_id" text COLLATE "C" NOT NULL,
    "to_id" text COLLATE "C" NOT NULL,
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "act" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "document_on" text COLLATE "C" NOT NULL DEFAULT '',
    "ground" text COLLATE "C" NOT NULL DEFAULT '',
    "plan_fen" bigint NOT NULL DEFAULT 0,
    "total_fen" bigint NOT NULL DEFAULT 0,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("from_id", "to_id")
);
CREATE INDEX project_links_by_successor ON project_links (to_id);
