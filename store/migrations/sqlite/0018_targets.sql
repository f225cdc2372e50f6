-- What a programme is held to, decision by decision. Rows are added and never changed. A target that an import had set
-- becomes the first decision, without a document, to be completed.
CREATE TABLE target_decisions (
    "programme_id" text NOT NULL REFERENCES programmes (id),
    "indicator" text NOT NULL,
    "kind" text NOT NULL CHECK ("kind" IN ('decided', 'adjusted')),
    "version" integer NOT NULL CHECK ("version" >= 1),
    "amount" integer NOT NULL CHECK ("amount" > 0),
    "decided_on" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id", "indicator", "kind", "version")
) STRICT;

INSERT INTO target_decisions (programme_id, indicator, kind, version, amount, at)
SELECT i.programme_id, i."key", 'decided', 1, i.target, p.created_at
FROM indicators i JOIN programmes p ON p.id = i.programme_id WHERE i.target > 0;

CREATE TRIGGER target_decisions_no_update BEFORE UPDATE ON target_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;
CREATE TRIGGER target_decisions_no_delete BEFORE DELETE ON target_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;
