-- Meetings with the items of their minutes; those of signed minutes are orders that name their meeting.
CREATE TABLE meetings (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "held_on" text COLLATE "C" NOT NULL DEFAULT '',
    "place" text COLLATE "C" NOT NULL DEFAULT '',
    "chair" text COLLATE "C" NOT NULL DEFAULT '',
    "attended" text COLLATE "C" NOT NULL DEFAULT '',
    "items" text COLLATE "C",
    "number" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "signed_at" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "version" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX meetings_by_day ON meetings (programme_id, held_on);
ALTER TABLE supervision_orders ADD COLUMN "meeting_id" text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX supervision_orders_by_meeting ON supervision_orders (meeting_id);
