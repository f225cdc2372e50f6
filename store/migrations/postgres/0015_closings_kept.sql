-- Closings are append-only, and so is the record of who has had which figures.
CREATE TRIGGER closings_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON closings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closing_lines_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON closing_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE sent_figures (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL REFERENCES programmes (id),
    "month" text COLLATE "C" NOT NULL,
    "kind" text COLLATE "C" NOT NULL,
    "version" bigint NOT NULL DEFAULT 0,
    "export" text COLLATE "C" NOT NULL DEFAULT '',
    "file_name" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX sent_figures_by_month ON sent_figures (programme_id, month);
CREATE TRIGGER sent_figures_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON sent_figures
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
