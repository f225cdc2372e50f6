-- The message of the inbox in which a message went out together with others; empty: by itself.
ALTER TABLE outbox_messages ADD COLUMN "digest" text COLLATE "C" NOT NULL DEFAULT '';
