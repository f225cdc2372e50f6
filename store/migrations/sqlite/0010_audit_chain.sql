-- The audit chain: what each protected row looked like after each change, and a seal for each audit event that hashes the
-- event, its images and the seal before it. Both are append-only.
CREATE TABLE audit_images (
    "id" integer PRIMARY KEY AUTOINCREMENT,
    "audit_id" integer NOT NULL DEFAULT 0,
    "entity" text NOT NULL DEFAULT '',
    "row_key" text NOT NULL DEFAULT '',
    "image" text NOT NULL DEFAULT '',
    "deleted" integer NOT NULL DEFAULT 0 CHECK ("deleted" IN (0, 1))
) STRICT;
CREATE INDEX audit_images_by_row ON audit_images (entity, row_key, id);
CREATE INDEX audit_images_by_event ON audit_images (audit_id);

CREATE TABLE audit_seals (
    "sequence" integer NOT NULL PRIMARY KEY,
    "audit_id" integer NOT NULL DEFAULT 0,
    "algorithm" text NOT NULL DEFAULT '',
    "hash" text NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX audit_seals_by_event ON audit_seals (audit_id);

CREATE TRIGGER audit_images_no_update BEFORE UPDATE ON audit_images
BEGIN
    SELECT RAISE(ABORT, 'audit images are append-only');
END;
CREATE TRIGGER audit_images_no_delete BEFORE DELETE ON audit_images
BEGIN
    SELECT RAISE(ABORT, 'audit images are append-only');
END;
CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals
BEGIN
    SELECT RAISE(ABORT, 'audit seals are append-only');
END;
CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals
BEGIN
    SELECT RAISE(ABORT, 'audit seals are append-only');
END;
