-- Several processes on one database: which part of the program each is, and which of them does what is done once.
ALTER TABLE instances ADD COLUMN "part" text COLLATE "C" NOT NULL DEFAULT 'serve';
ALTER TABLE instances ADD COLUMN "version" text COLLATE "C" NOT NULL DEFAULT '';
CREATE TABLE duties (
    "name" text COLLATE "C" NOT NULL,
    "holder" text COLLATE "C" NOT NULL,
    "since" bigint NOT NULL,
    "until" bigint NOT NULL,
    PRIMARY KEY ("name")
);
