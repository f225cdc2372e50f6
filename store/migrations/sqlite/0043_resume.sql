-- Whether owners are asked after the Spring Festival who is back at work, and how many working days they have.
CREATE TABLE resume_settings (
    "programme_id" text NOT NULL PRIMARY KEY,
    "days" integer NOT NULL DEFAULT 0,
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
