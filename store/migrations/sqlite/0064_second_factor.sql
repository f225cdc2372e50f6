-- A second factor besides the password: the authenticator app, recovery codes, log-ins that wait for the code.
CREATE TABLE second_factors (
    "person_id" text NOT NULL REFERENCES people (id),
    "secret" text NOT NULL DEFAULT '',
    "confirmed_at" integer NOT NULL DEFAULT 0,
    "last_step" integer NOT NULL DEFAULT 0,
    "next" text NOT NULL DEFAULT '',
    "next_at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("person_id")
) STRICT;
CREATE TABLE recovery_codes (
    "hash" text NOT NULL,
    "person_id" text NOT NULL REFERENCES people (id),
    "made_at" integer NOT NULL DEFAULT 0,
    "used_at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("hash")
) STRICT;
CREATE INDEX recovery_codes_by_person ON recovery_codes (person_id);
CREATE TABLE pending_log_ins (
    "hash" text NOT NULL,
    "person_id" text NOT NULL REFERENCES people (id),
    "created_at" integer NOT NULL DEFAULT 0,
    "address" text NOT NULL DEFAULT '',
    "agent" text NOT NULL DEFAULT '',
    PRIMARY KEY ("hash")
) STRICT;
ALTER TABLE accounts ADD COLUMN "factor_asked_at" integer NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "factor_reset_at" integer NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN "factor_reset_by" text NOT NULL DEFAULT '';
