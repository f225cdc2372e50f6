-- What the three administrators ask for and confirm.
CREATE TABLE account_requests (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "person_id" text COLLATE "C" NOT NULL DEFAULT '',
    "who" text COLLATE "C" NOT NULL DEFAULT '',
    "what" text COLLATE "C" NOT NULL DEFAULT '',
    "asked_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "asked_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "asked_at" bigint NOT NULL DEFAULT 0,
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "emergency" boolean NOT NULL DEFAULT false,
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "decided_at" bigint NOT NULL DEFAULT 0,
    "decision_reason" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX account_requests_by_status ON account_requests (status, asked_at);
CREATE INDEX account_requests_by_person ON account_requests (person_id, asked_at);

-- Wrong passwords are counted for an account and an address together, and for an account over all addresses.
CREATE TABLE log_in_failures (
    "account" text COLLATE "C" NOT NULL,
    "address" text COLLATE "C" NOT NULL,
    "failed_count" bigint NOT NULL DEFAULT 0,
    "locked_until" bigint NOT NULL DEFAULT 0,
    "failed_at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("account", "address")
);
CREATE INDEX log_in_failures_by_time ON log_in_failures (failed_at);
ALTER TABLE accounts DROP COLUMN "failed_count";
ALTER TABLE accounts DROP COLUMN "locked_until";

-- Passwords a person had, which can't be taken again; and who gave the present one when it was not its person.
CREATE TABLE earlier_passwords (
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "since" bigint NOT NULL,
    "password_hash" text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY ("person_id", "since")
);
ALTER TABLE accounts ADD COLUMN "given_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "given_by" text COLLATE "C" NOT NULL DEFAULT '';

-- How a session was begun: a password that has become too old stops only sessions that it began.
ALTER TABLE sessions ADD COLUMN "way" text COLLATE "C" NOT NULL DEFAULT 'password';

-- A token that was given for ever ends 180 days from now. Wall links always had a last day. A disabled person's tokens
-- used to come alive again with the account: they are over.
UPDATE tokens SET "expires_at" = (floor(extract(epoch FROM now()))::bigint + 15552000) * 1000 WHERE "expires_at" = 0 AND "revoked_at" = 0;
UPDATE tokens SET "revoked_at" = floor(extract(epoch FROM now()))::bigint * 1000
    WHERE "revoked_at" = 0 AND "person_id" IN (SELECT "id" FROM people WHERE "disabled");
