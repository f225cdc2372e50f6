-- The account policy as the security administrator stored it; accounts with a last day; when a password was given again.
CREATE TABLE account_policy_versions (
    "number" integer NOT NULL,
    "content" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("number")
) STRICT;
ALTER TABLE accounts ADD COLUMN "watched_from" integer NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "expires_on" text NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN "proved_at" integer NOT NULL DEFAULT 0;
