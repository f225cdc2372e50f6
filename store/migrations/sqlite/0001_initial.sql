-- The first schema. Months and dates are text, empty for none; instants are milliseconds since 1970 UTC and money is fen,
-- both 64-bit integers; only amounts that may be unknown and empty lists are null.

-- Names: organisations and posts.
CREATE TABLE organisations (
    "id" text NOT NULL PRIMARY KEY,
    "name" text NOT NULL DEFAULT '',
    "name_key" text NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE posts (
    "id" text NOT NULL PRIMARY KEY,
    "title" text NOT NULL DEFAULT '',
    "title_key" text NOT NULL DEFAULT ''
) STRICT;

-- People, what they may be, and the tokens their scripts hold.
CREATE TABLE people (
    "id" text NOT NULL PRIMARY KEY,
    "name" text NOT NULL DEFAULT '',
    "created_at" integer NOT NULL DEFAULT 0,
    "disabled" integer NOT NULL DEFAULT 0 CHECK ("disabled" IN (0, 1))
) STRICT;

CREATE TABLE roles (
    "person_id" text NOT NULL REFERENCES people (id),
    "role" text NOT NULL,
    "organisation_id" text NOT NULL,
    "post_id" text NOT NULL,
    PRIMARY KEY ("person_id", "role", "organisation_id", "post_id")
) STRICT;
CREATE INDEX roles_by_organisation ON roles (organisation_id, role);
CREATE INDEX roles_by_post ON roles (post_id, role);

CREATE TABLE tokens (
    "hash" text NOT NULL PRIMARY KEY,
    "person_id" text NOT NULL REFERENCES people (id),
    "label" text NOT NULL DEFAULT '',
    "created_at" integer NOT NULL DEFAULT 0,
    "revoked_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tokens_by_person ON tokens (person_id);

-- Programmes and what is on their lists.
CREATE TABLE programmes (
    "id" text NOT NULL PRIMARY KEY,
    "year" integer NOT NULL DEFAULT 0,
    "name" text NOT NULL DEFAULT '',
    "name_key" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "code_prefix" text NOT NULL DEFAULT '',
    "live_from" text NOT NULL DEFAULT '',
    "ladder" text NOT NULL DEFAULT '',
    "colours" text NOT NULL DEFAULT '',
    "curve" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 1,
    "created_at" integer NOT NULL DEFAULT 0,
    CHECK (version >= 1)
) STRICT;
CREATE INDEX programmes_by_year ON programmes (year);

CREATE TABLE indicators (
    "programme_id" text NOT NULL REFERENCES programmes (id),
    "key" text NOT NULL,
    "name" text NOT NULL DEFAULT '',
    "unit" text NOT NULL DEFAULT '',
    "target" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id", "key")
) STRICT;

CREATE TABLE projects (
    "id" text NOT NULL PRIMARY KEY,
    "year" integer NOT NULL DEFAULT 0,
    "code" text NOT NULL DEFAULT '',
    "name" text NOT NULL DEFAULT '',
    "name_key" text NOT NULL DEFAULT '',
    "sector" text NOT NULL DEFAULT '',
    "stage" text NOT NULL DEFAULT '',
    "category" text NOT NULL DEFAULT '',
    "level" text NOT NULL DEFAULT '',
    "investor" text NOT NULL DEFAULT '',
    "owner_id" text NOT NULL DEFAULT '',
    "responsible_unit_id" text NOT NULL DEFAULT '',
    "sponsor_post_id" text NOT NULL DEFAULT '',
    "place" text NOT NULL DEFAULT '',
    "scale" text NOT NULL DEFAULT '',
    "period" text NOT NULL DEFAULT '',
    "goal" text NOT NULL DEFAULT '',
    "planned_start" text NOT NULL DEFAULT '',
    "planned_finish" text NOT NULL DEFAULT '',
    "total_investment_fen" integer NOT NULL DEFAULT 0,
    "to_end_of_last_year_fen" integer NOT NULL DEFAULT 0,
    "annual_plan_fen" integer NOT NULL DEFAULT 0,
    "status" text NOT NULL DEFAULT '',
    "closed_at" integer NOT NULL DEFAULT 0,
    "followed_since" integer NOT NULL DEFAULT 0,
    "version" integer NOT NULL DEFAULT 1,
    "next_at" integer NOT NULL DEFAULT 0,
    "next_what" text NOT NULL DEFAULT '',
    UNIQUE (year, code),
    CHECK (version >= 1)
) STRICT;
CREATE INDEX projects_by_status ON projects (status, year);

CREATE TABLE memberships (
    "programme_id" text NOT NULL REFERENCES programmes (id),
    "project_id" text NOT NULL REFERENCES projects (id),
    "position" integer NOT NULL DEFAULT 0,
    "section" text NOT NULL DEFAULT '',
    "added_on" text NOT NULL DEFAULT '',
    "added_document" text NOT NULL DEFAULT '',
    "dropped_on" text NOT NULL DEFAULT '',
    "dropped_document" text NOT NULL DEFAULT '',
    "dropped_counts" integer NOT NULL DEFAULT 0 CHECK ("dropped_counts" IN (0, 1)),
    PRIMARY KEY ("programme_id", "project_id")
) STRICT;
CREATE INDEX memberships_by_project ON memberships (project_id);

CREATE TABLE month_plans (
    "project_id" text NOT NULL REFERENCES projects (id),
    "month" text NOT NULL,
    "plan_fen" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("project_id", "month")
) STRICT;

-- At most one pause of a project is without an end.
CREATE TABLE pauses (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "from_date" text NOT NULL DEFAULT '',
    "to_date" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "approver" text NOT NULL DEFAULT '',
    "document" text NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pauses_by_project ON pauses (project_id, from_date);
CREATE UNIQUE INDEX pauses_one_open ON pauses (project_id) WHERE to_date = '';

CREATE TABLE milestones (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "position" integer NOT NULL DEFAULT 0,
    "name" text NOT NULL DEFAULT '',
    "name_key" text NOT NULL DEFAULT '',
    "baseline" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "precision" text NOT NULL DEFAULT '',
    "due_version" integer NOT NULL DEFAULT 1,
    "controlling" integer NOT NULL DEFAULT 0 CHECK ("controlling" IN (0, 1)),
    "status" text NOT NULL DEFAULT '',
    "done_on" text NOT NULL DEFAULT '',
    "armed_at" integer NOT NULL DEFAULT 0,
    CHECK (due_version >= 1)
) STRICT;
CREATE INDEX milestones_by_project ON milestones (project_id, position);

CREATE TABLE due_changes (
    "milestone_id" text NOT NULL REFERENCES milestones (id),
    "due_version" integer NOT NULL,
    "due" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "approver" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("milestone_id", "due_version")
) STRICT;

CREATE TABLE reports (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "month" text NOT NULL DEFAULT '',
    "estimate_fen" integer,
    "reported_month_fen" integer,
    "reported_ytd_fen" integer,
    "approved_month_fen" integer,
    "approved_ytd_fen" integer,
    "physical" text NOT NULL DEFAULT '',
    "problems" text NOT NULL DEFAULT '',
    "next_step" text NOT NULL DEFAULT '',
    "status" text NOT NULL DEFAULT '',
    "submitted_at" integer NOT NULL DEFAULT 0,
    "approved_at" integer NOT NULL DEFAULT 0,
    "batch_id" text NOT NULL DEFAULT '',
    UNIQUE (project_id, month)
) STRICT;

-- One submission of a milestone or month waits at a time, and each has its number.
CREATE TABLE submissions (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "kind" text NOT NULL DEFAULT '',
    "milestone_id" text NOT NULL DEFAULT '',
    "month" text NOT NULL DEFAULT '',
    "due_version" integer NOT NULL DEFAULT 0,
    "sequence" integer NOT NULL DEFAULT 0,
    "done_on" text NOT NULL DEFAULT '',
    "month_fen" integer,
    "year_to_date_fen" integer,
    "physical" text NOT NULL DEFAULT '',
    "problems" text NOT NULL DEFAULT '',
    "next_step" text NOT NULL DEFAULT '',
    "note" text NOT NULL DEFAULT '',
    "status" text NOT NULL DEFAULT '',
    "submitted_at" integer NOT NULL DEFAULT 0,
    "decided_at" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "on_behalf_of" text NOT NULL DEFAULT '',
    "paper" text NOT NULL DEFAULT '',
    UNIQUE (project_id, kind, milestone_id, month, sequence)
) STRICT;
CREATE INDEX submissions_by_time ON submissions (project_id, submitted_at);
CREATE UNIQUE INDEX submissions_one_waiting ON submissions (project_id, kind, milestone_id, month) WHERE status = 'waiting';

CREATE TABLE reviews (
    "submission_id" text NOT NULL PRIMARY KEY REFERENCES submissions (id),
    "decision" text NOT NULL DEFAULT '',
    "reason" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "on_behalf_of" text NOT NULL DEFAULT '',
    "paper" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE attachments (
    "submission_id" text NOT NULL REFERENCES submissions (id),
    "position" integer NOT NULL,
    "sha256" text NOT NULL DEFAULT '',
    "name" text NOT NULL DEFAULT '',
    "media_type" text NOT NULL DEFAULT '',
    "size" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("submission_id", "position")
) STRICT;
CREATE INDEX attachments_by_content ON attachments (sha256);

-- A rung or reminder exists once for each due version of its subject.
CREATE TABLE escalations (
    "id" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL REFERENCES projects (id),
    "programme_id" text NOT NULL DEFAULT '',
    "item" text NOT NULL DEFAULT '',
    "subject" text NOT NULL DEFAULT '',
    "subject_name" text NOT NULL DEFAULT '',
    "month" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "due_version" integer NOT NULL DEFAULT 0,
    "kind" text NOT NULL DEFAULT '',
    "step" text NOT NULL DEFAULT '',
    "rung" text NOT NULL DEFAULT '',
    "cause" text NOT NULL DEFAULT '',
    "passed_over" integer NOT NULL DEFAULT 0 CHECK ("passed_over" IN (0, 1)),
    "trial" integer NOT NULL DEFAULT 0 CHECK ("trial" IN (0, 1)),
    "calendar_assumed" integer NOT NULL DEFAULT 0 CHECK ("calendar_assumed" IN (0, 1)),
    "at" integer NOT NULL DEFAULT 0,
    "recorded_at" integer NOT NULL DEFAULT 0,
    "audience" text,
    "closed_at" integer NOT NULL DEFAULT 0,
    "close_reason" text NOT NULL DEFAULT '',
    UNIQUE (project_id, item, subject, due_version, step)
) STRICT;
CREATE INDEX escalations_by_project ON escalations (project_id, at);
CREATE INDEX escalations_by_programme ON escalations (programme_id, kind, closed_at);

-- The record: commands, audit, messages.
CREATE TABLE commands (
    "key" text NOT NULL PRIMARY KEY,
    "hash" text NOT NULL DEFAULT '',
    "name" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "result" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX commands_by_project ON commands (project_id, at);

CREATE TABLE audit_events (
    "id" integer PRIMARY KEY AUTOINCREMENT,
    "command_key" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "action" text NOT NULL DEFAULT '',
    "object" text NOT NULL DEFAULT '',
    "detail" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX audit_events_by_project ON audit_events (project_id, id);
CREATE INDEX audit_events_by_command ON audit_events (command_key);

CREATE TABLE outbox_messages (
    "key" text NOT NULL PRIMARY KEY,
    "project_id" text NOT NULL DEFAULT '',
    "escalation_id" text NOT NULL DEFAULT '',
    "audience" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "body" text NOT NULL DEFAULT '',
    "created_at" integer NOT NULL DEFAULT 0,
    "not_before" integer NOT NULL DEFAULT 0,
    "status" text NOT NULL DEFAULT '',
    "attempts" integer NOT NULL DEFAULT 0,
    "last_error" text NOT NULL DEFAULT '',
    "delivered_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_messages_due ON outbox_messages (status, not_before);
CREATE INDEX outbox_messages_by_escalation ON outbox_messages (escalation_id);

CREATE TABLE inbox_messages (
    "key" text NOT NULL PRIMARY KEY,
    "recipient" text NOT NULL DEFAULT '',
    "audience" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "title" text NOT NULL DEFAULT '',
    "body" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "read_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX inbox_messages_by_recipient ON inbox_messages (recipient, at);

-- Days on which the working week is broken.
CREATE TABLE calendar_days (
    "date" text NOT NULL PRIMARY KEY,
    "working" integer NOT NULL DEFAULT 0 CHECK ("working" IN (0, 1)),
    "name" text NOT NULL DEFAULT ''
) STRICT;

-- Imports: staged, then promoted, perhaps undone.
CREATE TABLE import_batches (
    "id" text NOT NULL PRIMARY KEY,
    "programme_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "period" text NOT NULL DEFAULT '',
    "file_name" text NOT NULL DEFAULT '',
    "sha256" text NOT NULL DEFAULT '',
    "content_hash" text NOT NULL DEFAULT '',
    "status" text NOT NULL DEFAULT '',
    "new_count" integer NOT NULL DEFAULT 0,
    "changed_count" integer NOT NULL DEFAULT 0,
    "unchanged_count" integer NOT NULL DEFAULT 0,
    "missing_count" integer NOT NULL DEFAULT 0,
    "warning_count" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "staged_at" integer NOT NULL DEFAULT 0,
    "committed_at" integer NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_batches_latest ON import_batches (programme_id, kind, period, status, committed_at);

CREATE TABLE import_rows (
    "batch_id" text NOT NULL REFERENCES import_batches (id),
    "position" integer NOT NULL,
    "sheet" text NOT NULL DEFAULT '',
    "row" integer NOT NULL DEFAULT 0,
    "action" text NOT NULL DEFAULT '',
    "entity" text NOT NULL DEFAULT '',
    "entity_id" text NOT NULL DEFAULT '',
    "project_id" text NOT NULL DEFAULT '',
    "version" integer NOT NULL DEFAULT 0,
    "before" text NOT NULL DEFAULT '',
    "after" text NOT NULL DEFAULT '',
    PRIMARY KEY ("batch_id", "position")
) STRICT;

-- What is on the record stays on the record.
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are append-only');
END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are append-only');
END;
