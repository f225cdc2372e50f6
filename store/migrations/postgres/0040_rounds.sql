-- Rounds of a programme's months (调度轮次) with their steps, and the days of a round by programme.
CREATE TABLE rounds (
    "id" text COLLATE "C" NOT NULL,
    "programme_id" text COLLATE "C" NOT NULL DEFAULT '',
    "month" text COLLATE "C" NOT NULL DEFAULT '',
    "stage" text COLLATE "C" NOT NULL DEFAULT '',
    "begun_at" bigint NOT NULL DEFAULT 0,
    "next_at" bigint NOT NULL DEFAULT 0,
    "next_what" text COLLATE "C" NOT NULL DEFAULT '',
    "told" boolean NOT NULL DEFAULT false,
    "marks" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX rounds_of_programme ON rounds (programme_id, month);

CREATE TABLE round_steps (
    "id" text COLLATE "C" NOT NULL,
    "round_id" text COLLATE "C" NOT NULL DEFAULT '',
    "kind" text COLLATE "C" NOT NULL DEFAULT '',
    "subject" text COLLATE "C" NOT NULL DEFAULT '',
    "due" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    "recorded_at" bigint NOT NULL DEFAULT 0,
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "passed_over" boolean NOT NULL DEFAULT false,
    "trial" boolean NOT NULL DEFAULT false,
    "text" text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY ("id")
);
CREATE INDEX round_steps_of_round ON round_steps (round_id, "at");

CREATE TABLE round_settings (
    "programme_id" text COLLATE "C" NOT NULL,
    "opens_day" bigint NOT NULL DEFAULT 0,
    "estimate_day" bigint NOT NULL DEFAULT 0,
    "city_day" bigint NOT NULL DEFAULT 0,
    "city_lead" bigint NOT NULL DEFAULT 0,
    "pre_review_days" bigint NOT NULL DEFAULT 0,
    "by_id" text COLLATE "C" NOT NULL DEFAULT '',
    "by_name" text COLLATE "C" NOT NULL DEFAULT '',
    "at" bigint NOT NULL DEFAULT 0,
    PRIMARY KEY ("programme_id")
);
