package store

import (
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"duban/models"
)

// childTables lists the tables whose rows belong to a row of a parent table, with their Chinese names.
var childTables = []struct{ table, word, column, parent, of string }{
	{"memberships", "清单列入记录", "project_id", "projects", "项目"},
	{"month_plans", "月度计划", "project_id", "projects", "项目"},
	{"milestones", "节点", "project_id", "projects", "项目"},
	{"reports", "月报", "project_id", "projects", "项目"},
	{"submissions", "填报", "project_id", "projects", "项目"},
	{"pauses", "停工记录", "project_id", "projects", "项目"},
	{"escalations", "督办记录", "project_id", "projects", "项目"},
	{"escalation_notes", "批示和答复", "escalation_id", "escalations", "督办记录"},
	{"corrections", "更正申请", "project_id", "projects", "项目"},
	{"problems", "问题", "project_id", "projects", "项目"},
	{"problem_steps", "问题办理记录", "problem_id", "problems", "问题"},
	{"fund_records", "资金台账", "project_id", "projects", "项目"},
	{"confirmations", "形象进度确认单", "project_id", "projects", "项目"},
	{"score_lines", "季度考核得分", "score_id", "scores", "季度考核"},
	{"score_objections", "季度考核异议", "score_id", "scores", "季度考核"},
	{"findings", "待核实事项", "project_id", "projects", "项目"},
	{"comments", "留言", "project_id", "projects", "项目"},
	{"aliases", "别名", "project_id", "projects", "项目"},
	{"due_changes", "改期记录", "milestone_id", "milestones", "节点"},
	{"reviews", "审核记录", "submission_id", "submissions", "填报"},
	{"attachments", "附件", "submission_id", "submissions", "填报"},
	{"memberships", "清单列入记录", "programme_id", "programmes", "清单"},
	{"indicators", "目标", "programme_id", "programmes", "清单"},
	{"roles", "角色", "person_id", "people", "人员"},
	{"accounts", "账号", "person_id", "people", "人员"},
	{"contacts", "联系方式", "person_id", "people", "人员"},
	{"past_roles", "任职记录", "person_id", "people", "人员"},
	{"tokens", "令牌", "person_id", "people", "人员"},
}

// Orphans returns a Chinese sentence for each missing parent and child table.
func (tx *Tx) Orphans() ([]string, error) {
	var found []string
	for _, c := range childTables {
		var rows []struct {
			Parent string
			N      int
		}
		err := tx.db.Raw(fmt.Sprintf(`SELECT c.%[2]s AS parent, COUNT(*) AS n FROM %[1]s c
			WHERE NOT EXISTS (SELECT 1 FROM %[3]s p WHERE p.id = c.%[2]s)
			GROUP BY c.%[2]s ORDER BY c.%[2]s`, c.table, c.column, c.parent)).Scan(&rows).Error
		if err != nil {
			return found, failed(err, "orphans", c.table)
		}
		for _, r := range rows {
			found = append(found, fmt.Sprintf("%s %s 已不存在，但仍有%s %d 条", c.of, r.Parent, c.word, r.N))
		}
	}
	return found, nil
}

// RecordedAfter describes in Chinese the rows recorded after a moment, as a wrong clock leaves them. Events of the
// store itself are excluded: they carry the time of the machine.
func (tx *Tx) RecordedAfter(after models.Instant) ([]string, error) {
	return tx.keysOf(`SELECT '督办记录 ' || id FROM escalations WHERE recorded_at > ? OR "at" > ? UNION
		SELECT '节点 ' || project_id || ' ' || name FROM milestones WHERE armed_at > ? UNION
		SELECT '填报 ' || id FROM submissions WHERE submitted_at > ? OR decided_at > ? UNION
		SELECT '操作记录 ' || CAST(id AS text) FROM audit_events WHERE "at" > ? AND action NOT LIKE 'record.%' UNION
		SELECT '消息 ' || "key" FROM outbox_messages WHERE created_at > ? OR delivered_at > ? ORDER BY 1`,
		after, after, after, after, after, after, after, after)
}

// NoteAttachments loads every scan that a row other than a submission names, to compare them with the files.
// SubmissionID is the key of the row, of a permit that of its project.
func (tx *Tx) NoteAttachments() ([]models.Attachment, error) {
	var rows []models.Attachment
	err := tx.db.Raw("SELECT * FROM (" + papers + ") AS p ORDER BY submission_id, sha256").Scan(&rows).Error
	return rows, failed(err, "list scans")
}

var (
	sqliteTrigger   = regexp.MustCompile(`(?s)CREATE TRIGGER (\w+) .*?\nEND`)
	postgresTrigger = regexp.MustCompile(`CREATE TRIGGER (\w+) BEFORE UPDATE OR DELETE OR TRUNCATE ON (\w+)`)
)

// CheckTriggers compares the triggers that keep tables append-only with those of the migrations, and returns a
// Chinese sentence for each difference.
func (s *Store) CheckTriggers(ctx context.Context) ([]string, error) {
	pattern, query := sqliteTrigger, "SELECT name, sql AS text FROM sqlite_master WHERE type = 'trigger'"
	if s.dialect.name == "postgres" {
		pattern = postgresTrigger
		query = `SELECT t.tgname AS name, pg_get_triggerdef(t.oid) AS text
			FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
			WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND p.prosrc LIKE '%RAISE EXCEPTION%append-only%'`
	}
	var rows []struct{ Name, Text string }
	if err := s.read.WithContext(ctx).Raw(query).Scan(&rows).Error; err != nil {
		return nil, classify(err)
	}
	there := make(map[string]string, len(rows))
	for _, r := range rows {
		there[r.Name] = r.Text
	}
	files, err := fs.Glob(migrationFiles, "migrations/"+s.dialect.name+"/*.sql")
	if err != nil {
		return nil, err
	}
	var found []string
	for _, file := range files {
		text, err := migrationFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, match := range pattern.FindAllStringSubmatch(string(text), -1) {
			got, is := there[match[1]]
			same := strings.Contains(got, match[0])
			if s.dialect.name == "postgres" { // PostgreSQL prints the events in another order
				same = strings.Contains(got, " "+match[2]+" ") || strings.Contains(got, "."+match[2]+" ")
				for _, event := range []string{"BEFORE", "UPDATE", "DELETE", "TRUNCATE"} {
					same = same && strings.Contains(got, event)
				}
			}
			switch {
			case !is:
				found = append(found, "触发器 "+match[1]+" 已被删除或停用，操作记录可能被改动过")
			case !same:
				found = append(found, "触发器 "+match[1]+" 已被改动，操作记录可能被改动过")
			}
		}
	}
	return found, nil
}
