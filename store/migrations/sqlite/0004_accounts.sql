-- Accounts and sessions of people, who they are at a unified sign-on, how long a role is held, what a token is for.
CREATE TABLE accounts (
    "person_id" text NOT NULL PRIMARY KEY REFERENCES people (id),
    "login" text NOT NULL DEFAULT '',
    "password_hash" text NOT NULL DEFAULT '',
    "must_change" integer NOT NULL DEFAULT 0 CHECK ("must_change" IN (0, 1)),
    "failed_count" integer NOT NULL DEFAULT 0,
    "locked_until" integer NOT NULL DEFAULT 0,
    "password_at" integer NOT NULL DEFAULT 0,
    "last_log_in_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX accounts_by_login ON accounts (login);

CREATE TABLE sessions (
    "hash" text NOT NULL PRIMARY KEY,
    "person_id" text NOT NULL REFERENCES people (id),
    "created_at" integer NOT NULL DEFAULT 0,
    "seen_at" integer NOT NULL DEFAULT 0,
    "ends_at" integer NOT NULL DEFAULT 0,
    "address" text NOT NULL DEFAULT '',
    "agent" text NOT NULL DEFAULT '',
    "ended_at" integer NOT NULL DEFAULT 0,
    "end_reason" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sessions_by_person ON sessions (person_id, created_at);

CREATE TABLE subject_links (
    "issuer" text NOT NULL,
    "subject" text NOT NULL,
    "person_id" text NOT NULL REFERENCES people (id),
    PRIMARY KEY ("issuer", "subject")
) STRICT;

ALTER TABLE roles ADD COLUMN "since" text NOT NULL DEFAULT '';
ALTER TABLE roles ADD COLUMN "until" text NOT NULL DEFAULT '';

-- A token given before there were scopes goes on acting for its person in everything.
ALTER TABLE tokens ADD COLUMN "scopes" text NOT NULL DEFAULT '';
ALTER TABLE tokens ADD COLUMN "expires_at" integer NOT NULL DEFAULT 0;
UPDATE tokens SET "scopes" = 'read submit review plan admin';
