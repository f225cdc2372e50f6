-- Closings are append-only, and so is the record of who has had which figures.
CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings
BEGIN
    SELECT RAISE(ABORT, 'closings are append-only');
END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings
BEGIN
    SELECT RAISE(ABORT, 'closings are append-only');
END;
CREATE TRIGGER closing_lines_no_update BEFORE UPDATE ON closing_lines
BEGIN
    SELECT RAISE(ABORT, 'closings are append-only');
END;
CREATE TRIGGER closing_lines_no_delete BEFORE DELETE ON closing_lines
BEGIN
    SELECT RAISE(ABORT, 'closings are append-only');
END;

CREATE TABLE sent_figures (
    "id" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL REFERENCES programmes (id),
    "month" text NOT NULL,
    "kind" text NOT NULL,
    "version" integer NOT NULL DEFAULT 0,
    "export" text NOT NULL DEFAULT '',
    "file_name" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sent_figures_by_month ON sent_figures (programme_id, month);
CREATE TRIGGER sent_figures_no_update BEFORE UPDATE ON sent_figures
BEGIN
    SELECT RAISE(ABORT, 'sent figures are append-only');
END;
CREATE TRIGGER sent_figures_no_delete BEFORE DELETE ON sent_figures
BEGIN
    SELECT RAISE(ABORT, 'sent figures are append-only');
END;
