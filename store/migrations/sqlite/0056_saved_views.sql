-- Views of the list of projects that are kept under a name: a person's own, or the office's for everybody.
CREATE TABLE saved_views (
    "id" text NOT NULL,
    "name" text NOT NULL DEFAULT '',
    "query" text NOT NULL DEFAULT '',
    "owner_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX saved_views_by_owner ON saved_views (owner_id);
