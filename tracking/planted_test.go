package tracking_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/audithead"
	"duban/internal/calendar"
	"duban/internal/files"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// site is a data directory with something of everything in it, and no one running.
type site struct {
	patient
	data     string
	imported models.Project // with a month of an import, a pause and a moved milestone
}

func newSite(t *testing.T) site {
	t.Helper()
	h := planned(t, 3)
	if _, err := h.SetLadder(t.Context(), office, "ladder", "", models.Ladder2026, false); err != nil {
		t.Fatal(err) // by that ladder late reports earn cards
	}
	h.until(models.DateOf(2021, 3, 9).At(10, 0))
	h.bring("january", progressBook(t, first(3), 1))
	s := site{patient: patientIn(t, h), data: t.TempDir()}
	all := h.facts(district)
	s.imported = all[2].Project
	ctx := t.Context()
	_, err := h.ChangePlan(ctx, office, "pause", s.imported.Code, 0, models.ChangePlanCommand{Change: models.PlanPause,
		MovesDue: models.No,
		Date:     h.clock.Date(), Reason: "停工整改"})
	s.must(err)
	var open string
	for _, m := range all[1].Milestones {
		if m.Status == models.MilestoneOpen {
			open = m.Name
		}
	}
	_, err = h.ChangePlan(ctx, office, "move", all[1].Project.Code, 0, models.ChangePlanCommand{Change: models.PlanMove,
		Milestone: open, Date: models.DateOf(2021, 12, 20), Reason: "批复延期", Approver: "区政府", Document: "〔2021〕3号"})
	s.must(err)
	s.must(second(h.Review(ctx, office, "approve", 0, models.ReviewCommand{Submission: s.waiting.ID,
		Decision: models.Accept})))
	s.must(second(h.AddPerson(ctx, models.Operator, "person", "王五", models.RoleOffice, "", "")))
	s.must(second(h.CreateAccount(ctx, models.Operator, "clerk", clerkAccount)))
	*h.clock = models.DateOf(2021, 4, 20).At(10, 0) // no one looked for six weeks: rungs are passed over
	for _, p := range h.open() {
		s.must(h.runs.advance(ctx, p.ID, refOf(p)))
	}
	h.deliver()
	s.must(s.Store.Backup(ctx, s.database()))
	s.must(os.CopyFS(filepath.Join(s.data, "evidence"), os.DirFS(s.dir)))
	head, ok := s.Store.Head()
	if !ok {
		t.Fatal("nothing was sealed")
	}
	s.must(audithead.Write(filepath.Join(s.data, audithead.FileName), head))
	return s
}

// copy is the directory once more.
func (s site) copy(t *testing.T) site {
	t.Helper()
	from := s.data
	s.t, s.data = t, t.TempDir()
	s.must(os.CopyFS(s.data, os.DirFS(from)))
	s.evidence = filepath.Join(s.data, "evidence", filepath.Base(filepath.Dir(s.evidence)), filepath.Base(s.evidence))
	return s
}

func (s site) database() string { return filepath.Join(s.data, "duban.db") }

// doctor looks at the directory without a server.
func (s site) doctor(t *testing.T) tracking.Diagnosis {
	t.Helper()
	db, pending, err := store.OpenReadOnly(t.Context(), s.database())
	if err != nil || len(pending) > 0 {
		t.Fatalf("%v, %v", pending, err)
	}
	defer func() { _ = db.Close() }()
	offline := &tracking.Service{
		Store: db, Evidence: files.At(filepath.Join(s.data, "evidence")), Now: s.Now,
		Calendar:   func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) },
		AuditHeads: []string{filepath.Join(s.data, audithead.FileName)},
	}
	d, err := offline.Doctor(context.WithoutCancel(t.Context()), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// text is everything that was found, a line each.
func text(d tracking.Diagnosis) string {
	var lines []string
	for _, c := range d.Checks {
		for _, found := range c.Found {
			lines = append(lines, c.Name+"："+found)
		}
	}
	return strings.Join(lines, "\n")
}

// aRung selects one rung that a message was sent about.
const aRung = "(SELECT e.id FROM escalations e JOIN outbox_messages o ON o.escalation_id = e.id WHERE e.kind = " +
	"'rung' ORDER BY e.id LIMIT 1)"

const copyRung = `INSERT INTO escalations SELECT 'esc-twice', project_id, programme_id, item, subject, subject_name,
	month, due, due_version + 7, kind, step, rung, cause, passed_over, trial, calendar_assumed, "at",
	recorded_at, audience, closed_at, close_reason FROM escalations WHERE id = ` + aRung

// planted are the faults that a person with the database file can make, with words of what the doctor must say. %CODE
// is the code of the project with the milestone and month, %OTHER that of the project with an import and a pause.
var planted = map[string]struct {
	statements []string
	says       string
}{
	// Those that an earlier doctor did not find.
	"a passed-over rung deleted": {
		[]string{
			"DELETE FROM escalations WHERE id = (SELECT id FROM escalations WHERE kind = 'rung' AND passed_over = 1 ORDER BY " +
				"id LIMIT 1)"}, "督办记录 ZD-2021-"},
	"a rung doubled with its messages": {[]string{copyRung,
		`INSERT INTO outbox_messages SELECT "key" || '-2', project_id, 'esc-twice', audience, title, body, created_at, ` +
			`not_before, status, attempts, last_error, delivered_at, digest, kind, party_id, object, path ` +
			`FROM outbox_messages ` +
			`WHERE escalation_id = ` + aRung}, "esc-twice"},
	"a rung raised from yellow to red": {
		[]string{
			"UPDATE escalations SET rung = 'red' WHERE id = (SELECT id FROM escalations WHERE rung = 'yellow' ORDER BY id " +
				"LIMIT 1)"}, "督办级别 记录为yellow，现为red"},
	"an open rung quietly closed": {
		[]string{
			"UPDATE escalations SET closed_at = recorded_at + 1, close_reason = '节点已完成' WHERE id = (SELECT id FROM " +
				"escalations WHERE kind = 'rung' AND closed_at = 0 ORDER BY id LIMIT 1)"}, "关闭原因 记录为空，现为节点已完成"},
	"a rung recorded in the future": {[]string{"UPDATE escalations SET recorded_at = 1900000000000 WHERE id = " +
		aRung}, "没有未来时间的记录：督办记录"},
	"a rung turned into a trial one": {[]string{"UPDATE escalations SET trial = 1 WHERE id = " + aRung},
		"试运行 记录为空，现为1"},
	"an approved month changed by a fen": {
		[]string{
			"UPDATE reports SET approved_month_fen = approved_month_fen + 1 WHERE batch_id = '' AND approved_month_fen IS " +
				"NOT NULL"}, "月报 %CODE 2021-02：审定本月"},
	"approved months changed consistently": {
		[]string{
			"UPDATE reports SET approved_month_fen = approved_month_fen + 100000000, approved_ytd_fen = approved_ytd_fen + " +
				"100000000 WHERE batch_id = '' AND approved_month_fen IS NOT NULL"}, "月报 %CODE 2021-02：审定本月"},
	"an imported month changed": {
		[]string{
			"UPDATE reports SET approved_month_fen = approved_month_fen + 100 WHERE project_id = '2021-%OTHER' AND batch_id " +
				"<> ''"}, "月报 %OTHER 2021-01：审定本月"},
	"a decided submission's amount": {
		[]string{"UPDATE submissions SET month_fen = month_fen + 100 WHERE kind = 'report' AND status = 'accepted'"},
		"填报 %CODE 2021-02：本月完成"},
	"an annual plan changed": {
		[]string{"UPDATE projects SET annual_plan_fen = annual_plan_fen + 100000000 WHERE code = '%CODE'"}, "项目 %CODE"},
	"a month plan changed": {
		[]string{"UPDATE month_plans SET plan_fen = plan_fen + 1 WHERE project_id = '2021-%CODE' AND month = '2021-03'"},
		"月度计划 %CODE 2021-03"},
	"an audit row of the ladder removed": {
		[]string{
			"DELETE FROM audit_events WHERE id = (SELECT id FROM audit_events WHERE action = 'ladder.rung' ORDER BY id LIMIT " +
				"1)"}, "号操作记录已被删除"},
	"an audit row's author": {
		[]string{
			"UPDATE audit_events SET by_name = '李四' WHERE id = (SELECT id FROM audit_events WHERE action = 'ladder.rung' " +
				"ORDER BY id LIMIT 1)"}, "与封存时不一致"},
	"an audit row's detail": {
		[]string{
			"UPDATE audit_events SET detail = '{}' WHERE id = (SELECT id FROM audit_events WHERE action = 'milestone.accept')"},
		"与封存时不一致"},
	"two audit rows swapped": {[]string{"UPDATE audit_events SET id = -1 WHERE id = 4",
		"UPDATE audit_events SET id = 4 WHERE id = 5", "UPDATE audit_events SET id = 5 WHERE id = -1"}, "第 4 号操作记录"},
	"a stored command put in": {
		[]string{
			`INSERT INTO stored_commands SELECT "key" || '-2', hash, name, project_id, body, 'person', '王五', operator, ` +
				`version, stored_at, status, settled_at, error_kind, error_code, error_message, error_cell, ` +
				`attempts FROM stored_commands LIMIT 1`}, "受理的操作"},
	"a stored command's author": {
		[]string{`UPDATE stored_commands SET by_id = 'person' WHERE "key" = 'approve'`}, "受理的操作"},
	"an attachment row removed": {[]string{"DELETE FROM attachments"}, "附件 %CODE"},
	"a done milestone reopened": {
		[]string{
			"UPDATE milestones SET status = 'open', done_on = '' WHERE id IN (SELECT milestone_id FROM submissions WHERE " +
				"status = 'accepted')"}, "节点 %CODE"},
	"a decision turned with its review": {
		[]string{
			"UPDATE reviews SET decision = 'return' WHERE submission_id IN (SELECT id FROM submissions WHERE kind = 'report')",
			"UPDATE submissions SET status = 'returned' WHERE kind = 'report'",
			"UPDATE reports SET status = 'returned' WHERE batch_id = '' AND month = '2021-02' AND status = 'approved'"},
		"审核记录 %CODE 2021-02"},
	"a command's result": {
		[]string{
			`UPDATE commands SET result = '{}' WHERE "key" = (SELECT command_key FROM audit_events ` +
				`WHERE action = 'report.accept')`}, "命令"},
	"one of a rung's messages deleted": {
		[]string{`DELETE FROM outbox_messages WHERE "key" = (SELECT MIN("key") FROM outbox_messages WHERE escalation_id = ` +
			aRung + `)`,
			`DELETE FROM inbox_entries WHERE NOT EXISTS (SELECT 1 FROM outbox_messages o ` +
				`WHERE o."key" = inbox_entries.message_key)`}, "待发消息 ZD-2021-"},
	"delivered, with nothing in the inbox": {
		[]string{`DELETE FROM inbox_entries WHERE id = (SELECT MIN(id) FROM inbox_entries)`}, "收件"},
	"a message put off to 2030": {
		[]string{
			`UPDATE outbox_messages SET not_before = 1893456000000 WHERE "key" = (SELECT MIN("key") FROM outbox_messages)`},
		"最早发送时间"},
	"a message's text": {
		[]string{`UPDATE outbox_messages SET body = '无' WHERE "key" = (SELECT MIN("key") FROM outbox_messages)`}, "现为无"},
	"a membership missing": {[]string{"DELETE FROM memberships WHERE project_id = '2021-%CODE'"},
		"清单列入记录 %CODE"},
	"a version raised": {[]string{"UPDATE projects SET version = version + 1 WHERE code = '%CODE'"},
		"项目 %CODE"},
	"a due date under the same version": {
		[]string{
			"UPDATE milestones SET due = '2021-12-31' WHERE id = (SELECT id FROM milestones WHERE project_id = '2021-%CODE' " +
				"AND status = 'open' ORDER BY id LIMIT 1)"}, "期限 记录为"},
	"an arming moment in the future": {
		[]string{
			"UPDATE milestones SET armed_at = 1900000000000 WHERE id = (SELECT id FROM milestones WHERE project_id = " +
				"'2021-%CODE' AND status = 'open' ORDER BY id LIMIT 1)"}, "没有未来时间的记录：节点"},
	"a pause by SQL": {
		[]string{
			"INSERT INTO pauses (id, project_id, from_date, reason) VALUES ('pause-x', '2021-%CODE', '2021-01-01', '无')"},
		"停工记录 %CODE"},
	"a role by SQL": {
		[]string{
			"INSERT INTO roles (person_id, role, organisation_id, post_id) SELECT id, 'leader', '', '' FROM people WHERE " +
				"name = '王五'"}, "角色 王五"},
	"trial running by SQL": {[]string{"UPDATE programmes SET live_from = '2022-01-01'"}, "正式督办起始日"},
	// Those of the kinds it did find.
	"a submission without its command": {
		[]string{`DELETE FROM commands WHERE "key" = 'operator/milestone' OR "key" LIKE '%milestone'`}, "填报都有命令记录"},
	"a command without audit": {[]string{`INSERT INTO commands ("key", name) VALUES ('silent', 'x')`}, "silent"},
	"an audit line of no command": {[]string{`INSERT INTO audit_events (command_key, action) VALUES ('ghost', 'x')`},
		"审计都有命令记录"},
	"a review lost": {
		[]string{"DELETE FROM reviews WHERE submission_id IN (SELECT id FROM submissions WHERE kind = 'milestone')"},
		"审核记录 %CODE"},
	"reviewed and waiting": {
		[]string{"UPDATE submissions SET status = 'waiting', decided_at = 0 WHERE kind = 'milestone'"}, "有审核记录的填报都已决定"},
	"reviewed by its author": {
		[]string{"UPDATE reviews SET by_id = (SELECT by_id FROM submissions s WHERE s.id = submission_id)"}, "无人审核本人填报"},
	"a rung lost": {[]string{"DELETE FROM escalations WHERE id = " + aRung}, "消息都有对应的督办记录"},
	"a rung's messages lost": {[]string{"DELETE FROM outbox_messages WHERE escalation_id = " + aRung},
		"应发的督办都有消息"},
	"given up without a reason": {
		[]string{
			`UPDATE outbox_messages SET status = 'failed', ` +
				`last_error = '' WHERE "key" = (SELECT MIN("key") FROM outbox_messages)`}, "消息送达有据"},
	"a message left lying": {
		[]string{`UPDATE outbox_messages SET status = 'pending' WHERE "key" = (SELECT MIN("key") FROM outbox_messages)`},
		"消息按时发出"},
	"a rung after the end": {[]string{"UPDATE submissions SET decided_at = 1 WHERE kind = 'milestone'",
		"UPDATE escalations SET subject = (SELECT milestone_id FROM submissions WHERE kind = 'milestone'), item = " +
			"'milestone', step = 'x' WHERE id = " + aRung}, "完成或销号后无新督办"},
	"a rung left open": {
		[]string{
			"UPDATE projects SET status = 'closed' WHERE id = (SELECT project_id FROM escalations WHERE kind = 'rung' AND " +
				"closed_at = 0 LIMIT 1)"}, "已了结事项无未关闭督办"},
	"done on no day": {[]string{"UPDATE milestones SET done_on = '' WHERE status = 'done'"},
		"节点完成状态与日期一致"},
	"moved without a history": {[]string{"DELETE FROM due_changes WHERE due_version = 2"}, "改期都有记录"},
	"owned by nobody known": {[]string{"UPDATE projects SET owner_id = 'org-x' WHERE code = '%CODE'"},
		"单位和岗位引用有效"},
	"months that do not add up": {
		[]string{"UPDATE reports SET approved_ytd_fen = approved_ytd_fen + 100 WHERE batch_id <> ''"}, "审定累计"},
	"what fell due is missing": {
		[]string{"DELETE FROM outbox_messages WHERE escalation_id IN (SELECT id FROM escalations WHERE kind = 'rung')",
			"DELETE FROM escalations WHERE kind = 'rung'"}, "到期督办无遗漏：ZD-2021-"},
	"a project deleted with children": {[]string{"DELETE FROM projects WHERE code = '%CODE'"}, "项目 2021-%CODE 已不存在，但仍有"},
	"a password replaced": {[]string{"UPDATE accounts SET password_hash = 'x' WHERE login = 'clerk'"},
		"账号 clerk"},
	"an annual target changed": {[]string{"UPDATE indicators SET target = target + 1"}, "目标值"},
	"an approved month deleted": {
		[]string{"DELETE FROM reports WHERE project_id = '2021-%OTHER' AND batch_id <> ''"},
		"月报 %OTHER 2021-01：记录在案，数据库中已没有"},
	"a person renamed": {[]string{"UPDATE people SET name = '赵六' WHERE name = '王五'"}, "人员 赵六"},
}

// Damage that is not a matter of rows.
var damaged = map[string]struct {
	do   func(s site) error
	says string
}{
	"triggers dropped": {func(s site) error { s.exec("DROP TRIGGER audit_events_no_update"); return nil },
		"audit_events_no_update 已被删除"},
	"a trigger made harmless": {func(s site) error {
		s.exec(
			"DROP TRIGGER audit_seals_no_delete; CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals BEGIN " +
				"SELECT 1; END")
		return nil
	}, "audit_seals_no_delete 已被改动"},
	"evidence deleted": {func(s site) error { return os.Remove(s.evidence) }, "附件文件不存在"},
	"evidence altered": {func(s site) error {
		return os.WriteFile(s.evidence, []byte(strings.ToUpper(string(pdf))),
			0o600)
	}, "内容已改变"},
	"evidence cut short": {func(s site) error { return os.Truncate(s.evidence, 9) }, "应为"},
	"the newest records gone with their seals": {func(s site) error {
		storetest.Tamper(s.t, s.database(),
			"DELETE FROM audit_images WHERE audit_id > (SELECT MAX(id) - 3 FROM audit_events)",
			"DELETE FROM audit_seals WHERE audit_id > (SELECT MAX(id) - 3 FROM audit_events)",
			"DELETE FROM audit_events WHERE id > (SELECT MAX(id) - 3 FROM audit_events)")
		return nil
	}, "最近 3 条已确认的变更可能丢失"},
}

func (s site) exec(statement string) { storetest.Exec(s.t, s.database(), statement) }

func TestTheOfflineDoctorFindsEveryPlantedFault(t *testing.T) {
	sound := newSite(t)
	if d := sound.copy(t).doctor(t); !d.OK || len(d.Checks) < 25 {
		t.Fatalf("before any fault, of %d checks:\n%s", len(d.Checks), text(d))
	}
	words := strings.NewReplacer("%CODE", sound.project.Code, "%OTHER", sound.imported.Code)
	found := func(t *testing.T, s site, says string) {
		t.Helper()
		if d := s.doctor(t); d.OK || !strings.Contains(text(d), words.Replace(says)) {
			t.Errorf("ok %t; nothing says %q:\n%s", d.OK, words.Replace(says), text(d))
		}
	}
	for name, fault := range planted {
		t.Run(name, func(t *testing.T) {
			s := sound.copy(t)
			statements := make([]string, len(fault.statements))
			for i, statement := range fault.statements {
				statements[i] = words.Replace(statement)
			}
			storetest.Tamper(t, s.database(), statements...)
			found(t, s, fault.says)
		})
	}
	for name, damage := range damaged {
		t.Run(name, func(t *testing.T) {
			s := sound.copy(t)
			s.must(damage.do(s))
			found(t, s, damage.says)
		})
	}
	if n := len(planted) + len(damaged); n < 56 {
		t.Errorf("only %d faults are planted", n)
	}
}
