-- A second factor besides the password: the authenticator app, recovery codes, log-ins that wait for the code.
CREATE TABLE second_factors (
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "secret" text COLLATE "C" NOT NULL DEFAULT '',
    "confirmed_at" bigint NOT NULL DEFAULT 0,
    "last_step" bigint NOT NULL DEFAULT 0,
    "next" text COLLATE "C" NOT NULL DEFAULT '',
    "next_at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("person_id")
);
CREATE TABLE recovery_codes (
    "hash" text COLLATE "C" NOT NULL,
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "made_at" bigint NOT NULL DEFAULT 0,
    "used_at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("hash")
);
CREATE INDEX recovery_codes_by_person ON recovery_codes (person_id);
CREATE TABLE pending_log_ins (
    "hash" text COLLATE "C" NOT NULL,
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "created_at" bigint NOT NULL DEFAULT 0,
    "address" text COLLATE "C" NOT NULL DEFAULT '',
    "agent" text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY ("hash")
);
ALTER TABLE accounts ADD COLUMN "factor_asked_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "factor_reset_at" bigint NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "factor_reset_by" text COLLATE "C" NOT NULL DEFAULT '';
