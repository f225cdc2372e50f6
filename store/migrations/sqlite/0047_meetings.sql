-- Meetings with the items of their minutes; those of signed minutes are orders that name their meeting.
CREATE TABLE meetings (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "held_on" text NOT NULL DEFAULT '',
    "place" text NOT NULL DEFAULT '',
    "chair" text NOT NULL DEFAULT '',
    "attended" text NOT NULL DEFAULT '',
    "items" text,
    "number" text NOT NULL DEFAULT '',
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "signed_at" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "version" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX meetings_by_day ON meetings (programme_id, held_on);
ALTER TABLE supervision_orders ADD COLUMN "meeting_id" text NOT NULL DEFAULT '';
CREATE INDEX supervision_orders_by_meeting ON supervision_orders (meeting_id);
