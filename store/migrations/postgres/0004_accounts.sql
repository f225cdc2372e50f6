-- Accounts and sessions of people, who they are at a unified sign-on, how long a role is held, what a token is for.
CREATE TABLE accounts (
    "person_id" text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES people (id),
    "login" text COLLATE "C" NOT NULL DEFAULT '',
    "password_hash" text COLLATE "C" NOT NULL DEFAULT '',
    "must_change" boolean NOT NULL DEFAULT false,
    "failed_count" bigint NOT NULL DEFAULT 0,
    "locked_until" bigint NOT NULL DEFAULT 0,
    "password_at" bigint NOT NULL DEFAULT 0,
    "last_log_in_at" bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX accounts_by_login ON accounts (login);

CREATE TABLE sessions (
    "hash" text COLLATE "C" NOT NULL PRIMARY KEY,
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "created_at" bigint NOT NULL DEFAULT 0,
    "seen_at" bigint NOT NULL DEFAULT 0,
    "ends_at" bigint NOT NULL DEFAULT 0,
    "address" text COLLATE "C" NOT NULL DEFAULT '',
    "agent" text COLLATE "C" NOT NULL DEFAULT '',
    "ended_at" bigint NOT NULL DEFAULT 0,
    "end_reason" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX sessions_by_person ON sessions (person_id, created_at);

CREATE TABLE subject_links (
    "issuer" text COLLATE "C" NOT NULL,
    "subject" text COLLATE "C" NOT NULL,
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    PRIMARY KEY ("issuer", "subject")
);

ALTER TABLE roles ADD COLUMN "since" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE roles ADD COLUMN "until" text COLLATE "C" NOT NULL DEFAULT '';

-- A token given before there were scopes goes on acting for its person in everything.
ALTER TABLE tokens ADD COLUMN "scopes" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tokens ADD COLUMN "expires_at" bigint NOT NULL DEFAULT 0;
UPDATE tokens SET "scopes" = 'read submit review plan admin';
