-- What a message is about and to whom it goes besides an audience: a party is a post, an organisation or a person.
ALTER TABLE outbox_messages ADD COLUMN "kind" text NOT NULL DEFAULT '';
ALTER TABLE outbox_messages ADD COLUMN "party_id" text NOT NULL DEFAULT '';
ALTER TABLE outbox_messages ADD COLUMN "object" text NOT NULL DEFAULT '';
ALTER TABLE outbox_messages ADD COLUMN "path" text NOT NULL DEFAULT '';
-- In which capacity a post is held or a person belongs to an organisation.
ALTER TABLE roles ADD COLUMN "capacity" text NOT NULL DEFAULT '';
