-- How people can be reached; roles as they were held; changes of the person in a post.
CREATE TABLE contacts (
    "person_id" text NOT NULL PRIMARY KEY REFERENCES people (id),
    "office_phone" text NOT NULL DEFAULT '',
    "mobile" text NOT NULL DEFAULT '',
    "email" text NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE past_roles (
    "id" text NOT NULL PRIMARY KEY,
    "person_id" text NOT NULL REFERENCES people (id),
    "role" text NOT NULL,
    "organisation_id" text NOT NULL DEFAULT '',
    "post_id" text NOT NULL DEFAULT '',
    "since" text NOT NULL DEFAULT '',
    "until" text NOT NULL DEFAULT '',
    "capacity" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX past_roles_by_post ON past_roles (post_id);

CREATE TABLE successions (
    "id" text NOT NULL PRIMARY KEY,
    "role" text NOT NULL,
    "organisation_id" text NOT NULL DEFAULT '',
    "post_id" text NOT NULL DEFAULT '',
    "from_id" text NOT NULL DEFAULT '',
    "from_name" text NOT NULL DEFAULT '',
    "to_id" text NOT NULL DEFAULT '',
    "to_name" text NOT NULL DEFAULT '',
    "capacity" text NOT NULL DEFAULT '',
    "day" text NOT NULL,
    "document" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "items" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX successions_by_post ON successions (post_id);
