-- A workbook stays with the house while somebody looks at what was understood of it and corrects it; a day later it goes.
CREATE TABLE import_drafts (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "file_name" text COLLATE "C" NOT NULL DEFAULT '',
    "size" bigint NOT NULL DEFAULT 0,
    "programme" text COLLATE "C" NOT NULL DEFAULT '',
    "choices" text COLLATE "C" NOT NULL DEFAULT '',
    "reading" text COLLATE "C" NOT NULL DEFAULT '',
    "result" text COLLATE "C" NOT NULL DEFAULT '',
    "batch_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
