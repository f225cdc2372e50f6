-- What a programme is held to, decision by decision. Rows are added and never changed. A target that an import had set
-- becomes the first decision, without a document, to be completed.
CREATE TABLE target_decisions (
    "programme_id" text COLLATE "C" NOT NULL REFERENCES programmes (id),
    "indicator" text COLLATE "C" NOT NULL,
    "kind" text COLLATE "C" NOT NULL CHECK ("kind" IN ('decided', 'adjusted')),
    "version" bigint NOT NULL CHECK ("version" >= 1),
    "amount" bigint NOT NULL CHECK ("amount" > 0),
    "decided_on" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id", "indicator", "kind", "version")
);

INSERT INTO target_decisions (programme_id, indicator, kind, version, amount, at)
SELECT i.programme_id, i."key", 'decided', 1, i.target, p.created_at
FROM indicators i JOIN programmes p ON p.id = i.programme_id WHERE i.target > 0;

CREATE TRIGGER target_decisions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON target_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
