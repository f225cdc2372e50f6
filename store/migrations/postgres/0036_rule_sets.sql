-- Rule sets that the office edits and adopts, and the copy of one that a programme goes by.
CREATE TABLE rule_sets (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "name" text COLLATE "C" NOT NULL,
    "name_key" text COLLATE "C" NOT NULL,
    "version" bigint NOT NULL,
    "status" text COLLATE "C" NOT NULL CHECK ("status" IN ('draft', 'adopted')),
    "content" text COLLATE "C" NOT NULL,
    "revision" bigint NOT NULL,
    "ground" text COLLATE "C" NOT NULL DEFAULT '',
    "adopted_on" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL
);
CREATE UNIQUE INDEX rule_sets_version ON rule_sets (name_key, "version");
ALTER TABLE programmes ADD COLUMN "rules" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE programmes ADD COLUMN "rules_since" bigint NOT NULL DEFAULT 0;
