-- A workbook stays with the house while somebody looks at what was understood of it and corrects it; a day later it goes.
CREATE TABLE import_drafts (
    "id" text NOT NULL PRIMARY KEY,
    "file_name" text NOT NULL DEFAULT '',
    "size" integer NOT NULL DEFAULT 0,
    "programme" text NOT NULL DEFAULT '',
    "choices" text NOT NULL DEFAULT '',
    "reading" text NOT NULL DEFAULT '',
    "result" text NOT NULL DEFAULT '',
    "batch_id" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
