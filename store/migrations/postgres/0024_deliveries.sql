-- What leaves the program, for one person at one moment.
CREATE TABLE deliveries (
    "key" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "person_id" text COLLATE "C" NOT NULL DEFAULT '',
    "party_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL CHECK ("kind" IN ('digest', 'at_once', 'test')),
    "day" text COLLATE "C" NOT NULL DEFAULT '',
    "items" text COLLATE "C" NOT NULL DEFAULT '',
    "count" bigint NOT NULL DEFAULT 0,
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "body" text COLLATE "C" NOT NULL DEFAULT '',
    "created_at" bigint NOT NULL DEFAULT 0,
    "not_before" bigint NOT NULL DEFAULT 0,
    "status" text COLLATE "C" NOT NULL CHECK ("status" IN ('listed', 'waiting', 'claimed', 'delivered', 'failed', 'uncertain', 'dropped')),
    "why" text COLLATE "C" NOT NULL DEFAULT '',
    "channel" text COLLATE "C" NOT NULL DEFAULT '',
    "tried" text COLLATE "C" NOT NULL DEFAULT '',
    "attempts" bigint NOT NULL DEFAULT 0,
    "lease_until" bigint NOT NULL DEFAULT 0,
    "claimed_by" text COLLATE "C" NOT NULL DEFAULT '',
    "next_try" bigint NOT NULL DEFAULT 0,
    "at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_open ON deliveries (status, next_try) WHERE status IN ('listed', 'waiting', 'claimed');
CREATE INDEX deliveries_by_day ON deliveries (created_at);
CREATE INDEX deliveries_of_person ON deliveries (person_id, day);
