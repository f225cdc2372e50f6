-- What leaves the program, for one person at one moment.
CREATE TABLE deliveries (
    "key" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL DEFAULT '',
    "person_id" text NOT NULL DEFAULT '',
    "party_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL CHECK ("kind" IN ('digest', 'at_once', 'test')),
    "day" text NOT NULL DEFAULT '',
    "items" text NOT NULL DEFAULT '',
    "count" integer NOT NULL DEFAULT 0,
    "title" text NOT NULL DEFAULT '',
    "body" text NOT NULL DEFAULT '',
    "created_at" integer NOT NULL DEFAULT 0,
    "not_before" integer NOT NULL DEFAULT 0,
    "status" text NOT NULL CHECK ("status" IN ('listed', 'waiting', 'claimed', 'delivered', 'failed', 'uncertain', 'dropped')),
    "why" text NOT NULL DEFAULT '',
    "channel" text NOT NULL DEFAULT '',
    "tried" text NOT NULL DEFAULT '',
    "attempts" integer NOT NULL DEFAULT 0,
    "lease_until" integer NOT NULL DEFAULT 0,
    "claimed_by" text NOT NULL DEFAULT '',
    "next_try" integer NOT NULL DEFAULT 0,
    "at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX deliveries_open ON deliveries (status, next_try) WHERE status IN ('listed', 'waiting', 'claimed');
CREATE INDEX deliveries_by_day ON deliveries (created_at);
CREATE INDEX deliveries_of_person ON deliveries (person_id, day);
