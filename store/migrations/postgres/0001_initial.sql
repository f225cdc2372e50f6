-- The first schema. Months and dates are text, empty for none; instants are milliseconds since 1970 UTC and money is fen,
-- both 64-bit integers; only amounts that may be unknown and empty lists are null.
-- Text sorts by its bytes, as it does in SQLite.

-- Names: organisations and posts.
CREATE TABLE organisations (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "name_key" text COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE posts (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "title_key" text COLLATE "C" NOT NULL DEFAULT ''
);

-- People, what they may be, and the tokens their scripts hold.
CREATE TABLE people (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "created_at" bigint NOT NULL DEFAULT 0,
    "disabled" boolean NOT NULL DEFAULT false
);

CREATE TABLE roles (
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "role" text COLLATE "C" NOT NULL,
    "organisation_id" text COLLATE "C" NOT NULL,
    "post_id" text COLLATE "C" NOT NULL,
    PRIMARY KEY ("person_id", "role", "organisation_id", "post_id")
);
CREATE INDEX roles_by_organisation ON roles (organisation_id, role);
CREATE INDEX roles_by_post ON roles (post_id, role);

CREATE TABLE tokens (
    "hash" text COLLATE "C" NOT NULL PRIMARY KEY,
    "person_id" text COLLATE "C" NOT NULL REFERENCES people (id),
    "label" text COLLATE "C" NOT NULL DEFAULT '',
    "created_at" bigint NOT NULL DEFAULT 0,
    "revoked_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX tokens_by_person ON tokens (person_id);

-- Programmes and what is on their lists.
CREATE TABLE programmes (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "year" bigint NOT NULL DEFAULT 0,
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "name_key" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "code_prefix" text COLLATE "C" NOT NULL DEFAULT '',
    "live_from" text COLLATE "C" NOT NULL DEFAULT '',
    "ladder" text COLLATE "C" NOT NULL DEFAULT '',
    "colours" text COLLATE "C" NOT NULL DEFAULT '',
    "curve" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 1,
    "created_at" bigint NOT NULL DEFAULT 0,
    CHECK (version >= 1)
);
CREATE INDEX programmes_by_year ON programmes (year);

CREATE TABLE indicators (
    "programme_id" text COLLATE "C" NOT NULL REFERENCES programmes (id),
    "key" text COLLATE "C" NOT NULL,
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "unit" text COLLATE "C" NOT NULL DEFAULT '',
    "target" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id", "key")
);

CREATE TABLE projects (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "year" bigint NOT NULL DEFAULT 0,
    "code" text COLLATE "C" NOT NULL DEFAULT '',
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "name_key" text COLLATE "C" NOT NULL DEFAULT '',
    "sector" text COLLATE "C" NOT NULL DEFAULT '',
    "stage" text COLLATE "C" NOT NULL DEFAULT '',
    "category" text COLLATE "C" NOT NULL DEFAULT '',
    "level" text COLLATE "C" NOT NULL DEFAULT '',
    "investor" text COLLATE "C" NOT NULL DEFAULT '',
    "owner_id" text COLLATE "C" NOT NULL DEFAULT '',
    "responsible_unit_id" text COLLATE "C" NOT NULL DEFAULT '',
    "sponsor_post_id" text COLLATE "C" NOT NULL DEFAULT '',
    "place" text COLLATE "C" NOT NULL DEFAULT '',
    "scale" text COLLATE "C" NOT NULL DEFAULT '',
    "period" text COLLATE "C" NOT NULL DEFAULT '',
    "goal" text COLLATE "C" NOT NULL DEFAULT '',
    "planned_start" text COLLATE "C" NOT NULL DEFAULT '',
    "planned_finish" text COLLATE "C" NOT NULL DEFAULT '',
    "total_investment_fen" bigint NOT NULL DEFAULT 0,
    "to_end_of_last_year_fen" bigint NOT NULL DEFAULT 0,
    "annual_plan_fen" bigint NOT NULL DEFAULT 0,
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "closed_at" bigint NOT NULL DEFAULT 0,
    "followed_since" bigint NOT NULL DEFAULT 0,
    "version" bigint NOT NULL DEFAULT 1,
    "next_at" bigint NOT NULL DEFAULT 0,
    "next_what" text COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (year, code),
    CHECK (version >= 1)
);
CREATE INDEX projects_by_status ON projects (status, year);

CREATE TABLE memberships (
    "programme_id" text COLLATE "C" NOT NULL REFERENCES programmes (id),
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "position" bigint NOT NULL DEFAULT 0,
    "section" text COLLATE "C" NOT NULL DEFAULT '',
    "added_on" text COLLATE "C" NOT NULL DEFAULT '',
    "added_document" text COLLATE "C" NOT NULL DEFAULT '',
    "dropped_on" text COLLATE "C" NOT NULL DEFAULT '',
    "dropped_document" text COLLATE "C" NOT NULL DEFAULT '',
    "dropped_counts" boolean NOT NULL DEFAULT false,
    PRIMARY KEY ("programme_id", "project_id")
);
CREATE INDEX memberships_by_project ON memberships (project_id);

CREATE TABLE month_plans (
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "month" text COLLATE "C" NOT NULL,
    "plan_fen" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("project_id", "month")
);

-- At most one pause of a project is without an end.
CREATE TABLE pauses (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "from_date" text COLLATE "C" NOT NULL DEFAULT '',
    "to_date" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "approver" text COLLATE "C" NOT NULL DEFAULT '',
    "document" text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX pauses_by_project ON pauses (project_id, from_date);
CREATE UNIQUE INDEX pauses_one_open ON pauses (project_id) WHERE to_date = '';

CREATE TABLE milestones (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "position" bigint NOT NULL DEFAULT 0,
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "name_key" text COLLATE "C" NOT NULL DEFAULT '',
    "baseline" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "precision" text COLLATE "C" NOT NULL DEFAULT '',
    "due_version" bigint NOT NULL DEFAULT 1,
    "controlling" boolean NOT NULL DEFAULT false,
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "done_on" text COLLATE "C" NOT NULL DEFAULT '',
    "armed_at" bigint NOT NULL DEFAULT 0,
    CHECK (due_version >= 1)
);
CREATE INDEX milestones_by_project ON milestones (project_id, position);

CREATE TABLE due_changes (
    "milestone_id" text COLLATE "C" NOT NULL REFERENCES milestones (id),
    "due_version" bigint NOT NULL,
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "approver" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("milestone_id", "due_version")
);

CREATE TABLE reports (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "month" text COLLATE "C" NOT NULL DEFAULT '',
    "estimate_fen" bigint,
    "reported_month_fen" bigint,
    "reported_ytd_fen" bigint,
    "approved_month_fen" bigint,
    "approved_ytd_fen" bigint,
    "physical" text COLLATE "C" NOT NULL DEFAULT '',
    "problems" text COLLATE "C" NOT NULL DEFAULT '',
    "next_step" text COLLATE "C" NOT NULL DEFAULT '',
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "submitted_at" bigint NOT NULL DEFAULT 0,
    "approved_at" bigint NOT NULL DEFAULT 0,
    "batch_id" text COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (project_id, month)
);

-- One submission of a milestone or month waits at a time, and each has its number.
CREATE TABLE submissions (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "milestone_id" text COLLATE "C" NOT NULL DEFAULT '',
    "month" text COLLATE "C" NOT NULL DEFAULT '',
    "due_version" bigint NOT NULL DEFAULT 0,
    "sequence" bigint NOT NULL DEFAULT 0,
    "done_on" text COLLATE "C" NOT NULL DEFAULT '',
    "month_fen" bigint,
    "year_to_date_fen" bigint,
    "physical" text COLLATE "C" NOT NULL DEFAULT '',
    "problems" text COLLATE "C" NOT NULL DEFAULT '',
    "next_step" text COLLATE "C" NOT NULL DEFAULT '',
    "note" text COLLATE "C" NOT NULL DEFAULT '',
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "submitted_at" bigint NOT NULL DEFAULT 0,
    "decided_at" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "on_behalf_of" text COLLATE "C" NOT NULL DEFAULT '',
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (project_id, kind, milestone_id, month, sequence)
);
CREATE INDEX submissions_by_time ON submissions (project_id, submitted_at);
CREATE UNIQUE INDEX submissions_one_waiting ON submissions (project_id, kind, milestone_id, month) WHERE status = 'waiting';

CREATE TABLE reviews (
    "submission_id" text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES submissions (id),
    "decision" text COLLATE "C" NOT NULL DEFAULT '',
    "reason" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "on_behalf_of" text COLLATE "C" NOT NULL DEFAULT '',
    "paper" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);

CREATE TABLE attachments (
    "submission_id" text COLLATE "C" NOT NULL REFERENCES submissions (id),
    "position" bigint NOT NULL,
    "sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "media_type" text COLLATE "C" NOT NULL DEFAULT '',
    "size" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("submission_id", "position")
);
CREATE INDEX attachments_by_content ON attachments (sha256);

-- A rung or reminder exists once for each due version of its subject.
CREATE TABLE escalations (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL REFERENCES projects (id),
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "item" text COLLATE "C" NOT NULL DEFAULT '',
    "subject" text COLLATE "C" NOT NULL DEFAULT '',
    "subject_name" text COLLATE "C" NOT NULL DEFAULT '',
    "month" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "due_version" bigint NOT NULL DEFAULT 0,
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "step" text COLLATE "C" NOT NULL DEFAULT '',
    "rung" text COLLATE "C" NOT NULL DEFAULT '',
    "cause" text COLLATE "C" NOT NULL DEFAULT '',
    "passed_over" boolean NOT NULL DEFAULT false,
    "trial" boolean NOT NULL DEFAULT false,
    "calendar_assumed" boolean NOT NULL DEFAULT false,
    "at" bigint NOT NULL DEFAULT 0,
    "recorded_at" bigint NOT NULL DEFAULT 0,
    "audience" text COLLATE "C",
    "closed_at" bigint NOT NULL DEFAULT 0,
    "close_reason" text COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (project_id, item, subject, due_version, step)
);
CREATE INDEX escalations_by_project ON escalations (project_id, at);
CREATE INDEX escalations_by_programme ON escalations (programme_id, kind, closed_at);

-- The record: commands, audit, messages.
CREATE TABLE commands (
    "key" text COLLATE "C" NOT NULL PRIMARY KEY,
    "hash" text COLLATE "C" NOT NULL DEFAULT '',
    "name" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "result" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX commands_by_project ON commands (project_id, at);

CREATE TABLE audit_events (
    "id" bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    "command_key" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "action" text COLLATE "C" NOT NULL DEFAULT '',
    "object" text COLLATE "C" NOT NULL DEFAULT '',
    "detail" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX audit_events_by_project ON audit_events (project_id, id);
CREATE INDEX audit_events_by_command ON audit_events (command_key);

CREATE TABLE outbox_messages (
    "key" text COLLATE "C" NOT NULL PRIMARY KEY,
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "escalation_id" text COLLATE "C" NOT NULL DEFAULT '',
    "audience" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "body" text COLLATE "C" NOT NULL DEFAULT '',
    "created_at" bigint NOT NULL DEFAULT 0,
    "not_before" bigint NOT NULL DEFAULT 0,
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "attempts" bigint NOT NULL DEFAULT 0,
    "last_error" text COLLATE "C" NOT NULL DEFAULT '',
    "delivered_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX outbox_messages_due ON outbox_messages (status, not_before);
CREATE INDEX outbox_messages_by_escalation ON outbox_messages (escalation_id);

CREATE TABLE inbox_messages (
    "key" text COLLATE "C" NOT NULL PRIMARY KEY,
    "recipient" text COLLATE "C" NOT NULL DEFAULT '',
    "audience" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "title" text COLLATE "C" NOT NULL DEFAULT '',
    "body" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "read_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX inbox_messages_by_recipient ON inbox_messages (recipient, at);

-- Days on which the working week is broken.
CREATE TABLE calendar_days (
    "date" text COLLATE "C" NOT NULL PRIMARY KEY,
    "working" boolean NOT NULL DEFAULT false,
    "name" text COLLATE "C" NOT NULL DEFAULT ''
);

-- Imports: staged, then promoted, perhaps undone.
CREATE TABLE import_batches (
    "id" text COLLATE "C" NOT NULL PRIMARY KEY,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "period" text COLLATE "C" NOT NULL DEFAULT '',
    "file_name" text COLLATE "C" NOT NULL DEFAULT '',
    "sha256" text COLLATE "C" NOT NULL DEFAULT '',
    "content_hash" text COLLATE "C" NOT NULL DEFAULT '',
    "status" text COLLATE "C" NOT NULL DEFAULT '',
    "new_count" bigint NOT NULL DEFAULT 0,
    "changed_count" bigint NOT NULL DEFAULT 0,
    "unchanged_count" bigint NOT NULL DEFAULT 0,
    "missing_count" bigint NOT NULL DEFAULT 0,
    "warning_count" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "staged_at" bigint NOT NULL DEFAULT 0,
    "committed_at" bigint NOT NULL DEFAULT 0
);
CREATE INDEX import_batches_latest ON import_batches (programme_id, kind, period, status, committed_at);

CREATE TABLE import_rows (
    "batch_id" text COLLATE "C" NOT NULL REFERENCES import_batches (id),
    "position" bigint NOT NULL,
    "sheet" text COLLATE "C" NOT NULL DEFAULT '',
    "row" bigint NOT NULL DEFAULT 0,
    "action" text COLLATE "C" NOT NULL DEFAULT '',
    "entity" text COLLATE "C" NOT NULL DEFAULT '',
    "entity_id" text COLLATE "C" NOT NULL DEFAULT '',
    "project_id" text COLLATE "C" NOT NULL DEFAULT '',
    "version" bigint NOT NULL DEFAULT 0,
    "before" text COLLATE "C" NOT NULL DEFAULT '',
    "after" text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY ("batch_id", "position")
);

-- What is on the record stays on the record.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER audit_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
