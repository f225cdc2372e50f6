-- What a progress round asks besides money: entered in statistics, really started and finished, the amount since the start.
ALTER TABLE projects ADD COLUMN "actual_start" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "actual_finish" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "in_statistics" text COLLATE "C" NOT NULL DEFAULT '' CHECK ("in_statistics" IN ('', 'yes', 'no'));
ALTER TABLE projects ADD COLUMN "statistics_code" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN "statistics_on" text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN "to_date_fen" bigint;
