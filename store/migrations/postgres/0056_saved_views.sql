-- Views of the list of projects that are kept under a name: a person's own, or the office's for everybody.
CREATE TABLE saved_views (
    "id" text COLLATE "C" NOT NULL,
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "query" text COLLATE "C" NOT NULL DEFAULT '',
    "owner_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX saved_views_by_owner ON saved_views (owner_id);
