-- The channels by which messages leave the program. Addresses with keys, passwords and secrets are in sealed only.
CREATE TABLE channels (
    "id" text NOT NULL PRIMARY KEY,
    "kind" text NOT NULL CHECK ("kind" IN ('mail', 'webhook', 'wecom', 'dingtalk', 'feishu')),
    "name" text NOT NULL,
    "host" text NOT NULL DEFAULT '',
    "allowed" text NOT NULL DEFAULT '',
    "sender" text NOT NULL DEFAULT '',
    "security" text NOT NULL DEFAULT '',
    "authority" text NOT NULL DEFAULT '',
    "site" text NOT NULL DEFAULT '',
    "party_id" text NOT NULL DEFAULT '',
    "titles" integer NOT NULL DEFAULT 0 CHECK ("titles" IN (0, 1)),
    "sealed" text NOT NULL,
    "created_at" integer NOT NULL DEFAULT 0,
    "created_by" text NOT NULL DEFAULT '',
    "removed_at" integer NOT NULL DEFAULT 0,
    "failures" integer NOT NULL DEFAULT 0,
    "dead_since" integer NOT NULL DEFAULT 0,
    "last_error" text NOT NULL DEFAULT '',
    "last_at" integer NOT NULL DEFAULT 0,
    "retry_at" integer NOT NULL DEFAULT 0,
    "turn_at" integer NOT NULL DEFAULT 0
) STRICT;
