-- What kind of organisation a responsible unit is (镇办, 部门, 国企): units are ranked among their kind. '' until the
-- office says it; it is told by the name then.

ALTER TABLE organisations ADD COLUMN "kind" text NOT NULL DEFAULT '' CHECK ("kind" IN ('', 'town', 'department', 'company'));
