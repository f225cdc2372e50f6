-- Tables that a higher office asks for within hours (急报表): its form, the columns collected from units, their answers.
CREATE TABLE urgent_tables (
    "id" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL,
    "year" integer NOT NULL,
    "number" integer NOT NULL,
    "name" text NOT NULL,
    "month" text NOT NULL,
    "to" text NOT NULL,
    "city_major" integer NOT NULL DEFAULT 0 CHECK ("city_major" IN (0, 1)),
    "due" integer NOT NULL,
    "columns" text,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "closed_at" integer NOT NULL DEFAULT 0,
    "closed_by" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX urgent_tables_by_programme ON urgent_tables (programme_id);

CREATE TABLE urgent_forms (
    "table_id" text NOT NULL PRIMARY KEY,
    "file_name" text NOT NULL,
    "content" text NOT NULL,
    "columns" text NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE urgent_values (
    "table_id" text NOT NULL,
    "project_id" text NOT NULL,
    "column" text NOT NULL,
    "text" text NOT NULL DEFAULT '',
    "on_behalf_of" text NOT NULL DEFAULT '',
    "paper" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("table_id", "project_id", "column")
) STRICT;
