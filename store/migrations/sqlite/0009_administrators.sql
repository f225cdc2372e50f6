-- What the three administrators ask for and confirm.
CREATE TABLE account_requests (
    "id" text NOT NULL PRIMARY KEY,
    "kind" text NOT NULL DEFAULT '',
    "person_id" text NOT NULL DEFAULT '',
    "who" text NOT NULL DEFAULT '',
    "what" text NOT NULL DEFAULT '',
    "asked_by_id" text NOT NULL DEFAULT '',
    "asked_by_name" text NOT NULL DEFAULT '',
    "asked_at" integer NOT NULL DEFAULT 0,
    "reason" text NOT NULL DEFAULT '',
    "emergency" integer NOT NULL DEFAULT 0 CHECK ("emergency" IN (0, 1)),
    "status" text NOT NULL DEFAULT '',
    "decided_by_id" text NOT NULL DEFAULT '',
    "decided_by_name" text NOT NULL DEFAULT '',
    "decided_at" integer NOT NULL DEFAULT 0,
    "decision_reason" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX account_requests_by_status ON account_requests (status, asked_at);
CREATE INDEX account_requests_by_person ON account_requests (person_id, asked_at);

-- Wrong passwords are counted for an account and an address together, and for an account over all addresses.
CREATE TABLE log_in_failures (
    "account" text NOT NULL,
    "address" text NOT NULL,
    "failed_count" integer NOT NULL DEFAULT 0,
    "locked_until" integer NOT NULL DEFAULT 0,
    "failed_at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("account", "address")
) STRICT;
CREATE INDEX log_in_failures_by_time ON log_in_failures (failed_at);
ALTER TABLE accounts DROP COLUMN "failed_count";
ALTER TABLE accounts DROP COLUMN "locked_until";

-- Passwords a person had, which can't be taken again; and who gave the present one when it was not its person.
CREATE TABLE earlier_passwords (
    "person_id" text NOT NULL REFERENCES people (id),
    "since" integer NOT NULL,
    "password_hash" text NOT NULL DEFAULT '',
    PRIMARY KEY ("person_id", "since")
) STRICT;
ALTER TABLE accounts ADD COLUMN "given_at" integer NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "given_by" text NOT NULL DEFAULT '';

-- How a session was begun: a password that has become too old stops only sessions that it began.
ALTER TABLE sessions ADD COLUMN "way" text NOT NULL DEFAULT 'password';

-- A token that was given for ever ends 180 days from now. Wall links always had a last day. A disabled person's tokens
-- used to come alive again with the account: they are over.
UPDATE tokens SET "expires_at" = (CAST(strftime('%s', 'now') AS integer) + 15552000) * 1000 WHERE "expires_at" = 0 AND "revoked_at" = 0;
UPDATE tokens SET "revoked_at" = CAST(strftime('%s', 'now') AS integer) * 1000
    WHERE "revoked_at" = 0 AND "person_id" IN (SELECT "id" FROM people WHERE "disabled" = 1);
