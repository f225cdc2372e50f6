-- Supervision orders (督办单、提示函、催办函) and instructions of leaders (批示), with their items and steps, and the rules of
-- each programme for them.
CREATE TABLE supervision_orders (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "state" text NOT NULL DEFAULT '',
    "rung" text NOT NULL DEFAULT '',
    "unit_id" text NOT NULL DEFAULT '',
    "round" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "note_id" text NOT NULL DEFAULT '',
    "number" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "content" text NOT NULL DEFAULT '',
    "issuer" text NOT NULL DEFAULT '',
    "ground" text NOT NULL DEFAULT '',
    "leader" text NOT NULL DEFAULT '',
    "lead_leader" text NOT NULL DEFAULT '',
    "assist_leader" text NOT NULL DEFAULT '',
    "attachments" text NOT NULL DEFAULT '',
    "assisting" text,
    "contact" text NOT NULL DEFAULT '',
    "phone" text NOT NULL DEFAULT '',
    "issued_on" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "feedback" integer NOT NULL DEFAULT 0,
    "signer_to" text NOT NULL DEFAULT '',
    "signer_post_id" text NOT NULL DEFAULT '',
    "signer" text NOT NULL DEFAULT '',
    "drafted_at" integer NOT NULL DEFAULT 0,
    "issued_at" integer NOT NULL DEFAULT 0,
    "reply_due" text NOT NULL DEFAULT '',
    "replied_at" integer NOT NULL DEFAULT 0,
    "replied_by" text NOT NULL DEFAULT '',
    "verified_by" text NOT NULL DEFAULT '',
    "applied_at" integer NOT NULL DEFAULT 0,
    "card_at" integer NOT NULL DEFAULT 0,
    "explained" text NOT NULL DEFAULT '',
    "closed_at" integer NOT NULL DEFAULT 0,
    "reason" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 0,
    "next_at" integer NOT NULL DEFAULT 0,
    "next_what" text NOT NULL DEFAULT '',
    "told" integer NOT NULL DEFAULT 0 CHECK ("told" IN (0, 1)),
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX supervision_orders_by_state ON supervision_orders (state, programme_id);
CREATE INDEX supervision_orders_by_unit ON supervision_orders (unit_id);

CREATE TABLE order_items (
    "order_id" text NOT NULL,
    "escalation_id" text NOT NULL,
    "project_id" text NOT NULL DEFAULT '',
    "rung" text NOT NULL DEFAULT '',
    "item" text NOT NULL DEFAULT '',
    "text" text NOT NULL DEFAULT '',
    "added_at" integer NOT NULL DEFAULT 0,
    "ended_at" integer NOT NULL DEFAULT 0,
    "end_reason" text NOT NULL DEFAULT '',
    "left" integer NOT NULL DEFAULT 0 CHECK ("left" IN (0, 1)),
    PRIMARY KEY ("order_id", "escalation_id")
) STRICT;
CREATE INDEX order_items_by_escalation ON order_items (escalation_id);
CREATE INDEX order_items_by_project ON order_items (project_id);

CREATE TABLE order_steps (
    "id" text NOT NULL,
    "order_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "party_id" text NOT NULL DEFAULT '',
    "party" text NOT NULL DEFAULT '',
    "text" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "audience" text NOT NULL DEFAULT '',
    "on_behalf" integer NOT NULL DEFAULT 0 CHECK ("on_behalf" IN (0, 1)),
    "paper" text NOT NULL DEFAULT '',
    "paper_on" text NOT NULL DEFAULT '',
    "evidence_sha256" text NOT NULL DEFAULT '',
    "evidence_name" text NOT NULL DEFAULT '',
    "evidence_type" text NOT NULL DEFAULT '',
    "evidence_size" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX order_steps_by_order ON order_steps (order_id);

CREATE TABLE order_settings (
    "programme_id" text NOT NULL,
    "issuer" text NOT NULL DEFAULT '',
    "ground" text NOT NULL DEFAULT '',
    "reply_days" integer NOT NULL DEFAULT 0,
    "plan_days" integer NOT NULL DEFAULT 0,
    "explain_days" integer NOT NULL DEFAULT 0,
    "feedback" integer NOT NULL DEFAULT 0,
    "yellow_by" text NOT NULL DEFAULT '',
    "red_by" text NOT NULL DEFAULT '',
    "top_by" text NOT NULL DEFAULT '',
    "in_program" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id")
) STRICT;
