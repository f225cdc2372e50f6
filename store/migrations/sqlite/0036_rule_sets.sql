-- Rule sets that the office edits and adopts, and the copy of one that a programme goes by.
CREATE TABLE rule_sets (
    "id" text NOT NULL PRIMARY KEY,
    "name" text NOT NULL,
    "name_key" text NOT NULL,
    "version" integer NOT NULL,
    "status" text NOT NULL CHECK ("status" IN ('draft', 'adopted')),
    "content" text NOT NULL,
    "revision" integer NOT NULL,
    "ground" text NOT NULL DEFAULT '',
    "adopted_on" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL,
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX rule_sets_version ON rule_sets (name_key, "version");
ALTER TABLE programmes ADD COLUMN "rules" text NOT NULL DEFAULT '';
ALTER TABLE programmes ADD COLUMN "rules_since" integer NOT NULL DEFAULT 0;
