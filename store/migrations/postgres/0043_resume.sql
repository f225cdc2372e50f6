-- Whether owners are asked after the Spring Festival who is back at work, and how many working days they have.
CREATE TABLE resume_settings (
    "programme_id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "days" bigint NOT NULL DEFAULT 0,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
