-- Supervision orders (督办单、提示函、催办函) and instructions of leaders (批示), with their items and steps, and the rules of
-- each programme for them.
CREATE TABLE supervision_orders (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "state" text COLLATE "C" NOT NULL DEFAULT '',
    "rung" text COLLATE "C" NOT NULL DEFAULT '',
    "unit_id" text COLLATE "C" NOT NULL DEFAULT '',
    "round" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "note_id" text COLLATE "C" NOT NULL DEFAULT '',
    "number" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "content" text COLLATE "C" NOT NULL DEFAULT '',
    "issuer" text COLLATE "C" NOT NULL DEFAULT '',
    "ground" text COLLATE "C" NOT NULL DEFAULT '',
    "leader" text COLLATE "C" NOT NULL DEFAULT '',
    "lead_leader" text COLLATE "C" NOT NULL DEFAULT '',
    "assist_leader" text COLLATE "C" NOT NULL DEFAULT '',
    "attachments" text COLLATE "C" NOT NULL DEFAULT '',
    "assisting" text COLLATE "C",
    "contact" text COLLATE "C" NOT NULL DEFAULT '',
    "phone" text COLLATE "C" NOT NULL DEFAULT '',
    "issued_on" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "feedback" bigint NOT NULL DEFAULT 0,
    "signer_to" text COLLATE "C" NOT NULL DEFAULT '',
    "signer_post_id" text COLLATE "C" NOT NULL DEFAULT '',
    "signer" text COLLATE "C" NOT NULL DEFAULT '',
    "drafted_at" bigint NOT NULL DEFAULT 0,
    "issued_at" bigint NOT NULL DEFAULT 0,
    "reply_due" text COLLATE "C" NOT NULL DEFAULT '',
    "replied_at" bigint NOT NULL DEFAULT 0,
    "replied_by" text COLLATE "C" NOT NULL DEFAULT '',
    "verified_by" text COLLATE "C" NOT NULL DEFAULT '',
    "applied_at" bigint NOT NULL DEFAULT 0,
    "card_at" bigint NOT NULL DEFAULT 0,
    "explained" text COLLATE "C" NOT NULL DEFAULT '',
    "closed_at" bigint NOT NULL DEFAULT 0,
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 0,
    "next_at" bigint NOT NULL DEFAULT 0,
    "next_what" text COLLATE "C" NOT NULL DEFAULT '',
    "told" boolean NOT NULL DEFAULT false,
    PRIMARY KEY ("id")
);
CREATE INDEX supervision_orders_by_state ON supervision_orders (state, programme_id);
CREATE INDEX supervision_orders_by_unit ON supervision_orders (unit_id);

CREATE TABLE order_items (
    "order_id" text COLLATE "C" NOT NULL,
    "escalation_id" text COLLATE "C" NOT NULL,
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "rung" text COLLATE "C" NOT NULL DEFAULT '',
    "item" text COLLATE "C" NOT NULL DEFAULT '',
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "added_at" bigint NOT NULL DEFAULT 0,
    "ended_at" bigint NOT NULL DEFAULT 0,
    "end_reason" text COLLATE "C" NOT NULL DEFAULT '',
    "left" boolean NOT NULL DEFAULT false,
    PRIMARY KEY ("order_id", "escalation_id")
);
CREATE INDEX order_items_by_escalation ON order_items (escalation_id);
CREATE INDEX order_items_by_project ON order_items (project_id);

CREATE TABLE order_steps (
    "id" text COLLATE "C" NOT NULL,
    "order_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "party_id" text COLLATE "C" NOT NULL DEFAULT '',
    "party" text COLLATE "C" NOT NULL DEFAULT '',
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "audience" text COLLATE "C" NOT NULL DEFAULT '',
    "on_behalf" boolean NOT NULL DEFAULT false,
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "paper_on" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_name" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_type" text COLLATE "C" NOT NULL DEFAULT '',
    "evidence_size" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE INDEX order_steps_by_order ON order_steps (order_id);

CREATE TABLE order_settings (
    "programme_id" text COLLATE "C" NOT NULL,
    "issuer" text COLLATE "C" NOT NULL DEFAULT '',
    "ground" text COLLATE "C" NOT NULL DEFAULT '',
    "reply_days" bigint NOT NULL DEFAULT 0,
    "plan_days" bigint NOT NULL DEFAULT 0,
    "explain_days" bigint NOT NULL DEFAULT 0,
    "feedback" bigint NOT NULL DEFAULT 0,
    "yellow_by" text COLLATE "C" NOT NULL DEFAULT '',
    "red_by" text COLLATE "C" NOT NULL DEFAULT '',
    "top_by" text COLLATE "C" NOT NULL DEFAULT '',
    "in_program" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id")
);
