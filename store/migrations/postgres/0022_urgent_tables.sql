-- Tables that a higher office asks for within hours (急报表): its form, the columns collected from units, their answers.
CREATE TABLE urgent_tables (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL,
    "year" bigint NOT NULL,
    "number" bigint NOT NULL,
    "name" text COLLATE "C" NOT NULL,
    "month" text COLLATE "C" NOT NULL,
    "to" text COLLATE "C" NOT NULL,
    "city_major" boolean NOT NULL DEFAULT false,
    "due" bigint NOT NULL,
    "columns" text COLLATE "C",
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "closed_at" bigint NOT NULL DEFAULT 0,
    "closed_by" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX urgent_tables_by_programme ON urgent_tables (programme_id);

CREATE TABLE urgent_forms (
    "table_id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "file_name" text COLLATE "C" NOT NULL,
    "content" text COLLATE "C" NOT NULL,
    "columns" text COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE urgent_values (
    "table_id" text COLLATE "C" NOT NULL,
    "project_id" text COLLATE "C" NOT NULL,
    "column" text COLLATE "C" NOT NULL,
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "on_behalf_of" text COLLATE "C" NOT NULL DEFAULT '',
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("table_id", "project_id", "column")
);
