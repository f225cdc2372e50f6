-- The channels by which messages leave the program. Addresses with keys, passwords and secrets are in sealed only.
CREATE TABLE channels (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "kind" text COLLATE "C" NOT NULL CHECK ("kind" IN ('mail', 'webhook', 'wecom', 'dingtalk', 'feishu')),
    "name" text COLLATE "C" NOT NULL,
    "host" text COLLATE "C" NOT NULL DEFAULT '',
    "allowed" text COLLATE "C" NOT NULL DEFAULT '',
    "sender" text COLLATE "C" NOT NULL DEFAULT '',
    "security" text COLLATE "C" NOT NULL DEFAULT '',
    "authority" text COLLATE "C" NOT NULL DEFAULT '',
    "site" text COLLATE "C" NOT NULL DEFAULT '',
    "party_id" text COLLATE "C" NOT NULL DEFAULT '',
    "titles" boolean NOT NULL DEFAULT false,
    "sealed" text COLLATE "C" NOT NULL,
    "created_at" bigint NOT NULL DEFAULT 0,
    "created_by" text COLLATE "C" NOT NULL DEFAULT '',
    "removed_at" bigint NOT NULL DEFAULT 0,
    "failures" bigint NOT NULL DEFAULT 0,
    "dead_since" bigint NOT NULL DEFAULT 0,
    "last_error" text COLLATE "C" NOT NULL DEFAULT '',
    "last_at" bigint NOT NULL DEFAULT 0,
    "retry_at" bigint NOT NULL DEFAULT 0,
    "turn_at" bigint NOT NULL DEFAULT 0
);
