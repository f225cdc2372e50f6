-- The account policy as the security administrator stored it; accounts with a last day; when a password was given again.
CREATE TABLE account_policy_versions (
    "number" bigint NOT NULL,
    "content" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("number")
);
ALTER TABLE accounts ADD COLUMN "watched_from" bigint NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "expires_on" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN "proved_at" bigint NOT NULL DEFAULT 0;
