-- How people can be reached; roles as they were held; changes of the person in a post.
CREATE TABLE contacts (
    "person_id" text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES people (id),
    "office_phone" text COLLATE "C" NOT NULL DEFAULT '',
    "mobile" text COLLATE "C" NOT NULL DEFAULT '',
    "email" text COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE past_roles (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "role" text COLLATE "C" NOT NULL,
    "organisation_id" text COLLATE "C" NOT NULL DEFAULT '',
    "post_id" text COLLATE "C" NOT NULL DEFAULT '',
    "since" text COLLATE "C" NOT NULL DEFAULT '',
    "until" text COLLATE "C" NOT NULL DEFAULT '',
    "capacity" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX past_roles_by_post ON past_roles (post_id);

CREATE TABLE successions (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "role" text COLLATE "C" NOT NULL,
    "organisation_id" text COLLATE "C" NOT NULL DEFAULT '',
    "post_id" text COLLATE "C" NOT NULL DEFAULT '',
    "from_id" text COLLATE "C" NOT NULL DEFAULT '',
    "from_name" text COLLATE "C" NOT NULL DEFAULT '',
    "to_id" text COLLATE "C" NOT NULL DEFAULT '',
    "to_name" text COLLATE "C" NOT NULL DEFAULT '',
    "capacity" text COLLATE "C" NOT NULL DEFAULT '',
    "day" text COLLATE "C" NOT NULL,
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "items" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX successions_by_post ON successions (post_id);
