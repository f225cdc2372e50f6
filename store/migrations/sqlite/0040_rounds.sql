-- Rounds of a programme's months (调度轮次) with their steps, and the days of a round by programme.
CREATE TABLE rounds (
    "id" text NOT NULL,
    "programme_id" text NOT NULL DEFAULT '',
    "month" text NOT NULL DEFAULT '',
    "stage" text NOT NULL DEFAULT '',
    "begun_at" integer NOT NULL DEFAULT 0,
    "next_at" integer NOT NULL DEFAULT 0,
    "next_what" text NOT NULL DEFAULT '',
    "told" integer NOT NULL DEFAULT 0 CHECK ("told" IN (0, 1)),
    "marks" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
) STRICT;
CREATE UNIQUE INDEX rounds_of_programme ON rounds (programme_id, month);

CREATE TABLE round_steps (
    "id" text NOT NULL,
    "round_id" text NOT NULL DEFAULT '',
    "kind" text NOT NULL DEFAULT '',
    "subject" text NOT NULL DEFAULT '',
    "due" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    "recorded_at" integer NOT NULL DEFAULT 0,
    "by_name" text NOT NULL DEFAULT '',
    "passed_over" integer NOT NULL DEFAULT 0 CHECK ("passed_over" IN (0, 1)),
    "trial" integer NOT NULL DEFAULT 0 CHECK ("trial" IN (0, 1)),
    "text" text NOT NULL DEFAULT '',
    PRIMARY KEY ("id")
) STRICT;
CREATE INDEX round_steps_of_round ON round_steps (round_id, "at");

CREATE TABLE round_settings (
    "programme_id" text NOT NULL,
    "opens_day" integer NOT NULL DEFAULT 0,
    "estimate_day" integer NOT NULL DEFAULT 0,
    "city_day" integer NOT NULL DEFAULT 0,
    "city_lead" integer NOT NULL DEFAULT 0,
    "pre_review_days" integer NOT NULL DEFAULT 0,
    "by_id" text NOT NULL DEFAULT '',
    "by_name" text NOT NULL DEFAULT '',
    "at" integer NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id")
) STRICT;
