package api

import (
	"context"
	"fmt"
	"io"

	"duban/models"
	"duban/tracking"
	"duban/workflows/contract"
)

// fake is an implementation of tracking with prepared results that records its calls.
type fake struct {
	calls   []string
	err     error
	pending bool
	ready   error
	notes   []string
	clock   models.Instant // time of the last result that has one
	closed  bool           // the file that was sent was closed

	escalations []tracking.EscalationView
}

func (f *fake) note(actor models.Actor, format string, args ...any) error {
	f.calls = append(f.calls, actor.ID+": "+fmt.Sprintf(format, args...))
	return f.err
}

func (f *fake) receipt(key string, err error) (tracking.Receipt, error) {
	return tracking.Receipt{Project: "ZD-2021-007", Object: "sub-1", Message: models.PlainMessage("已报送"), Key: key,
		Pending: f.pending}, err
}

func (f *fake) SubmitMilestone(_ context.Context, a models.Actor, key, project string, version int,
	c models.SubmitMilestoneCommand) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "submit %s %s %s %s %d", key, project, c.Milestone, c.DoneOn, len(c.Evidence)))
}

func (f *fake) ReportMonth(_ context.Context, a models.Actor, key, project string, version int,
	c models.ReportMonthCommand) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "report %s %s %s %d", key, project, c.Month, *c.MonthAmount))
}

func (f *fake) Review(_ context.Context, a models.Actor, key string, version int,
	c models.ReviewCommand) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "review %s %s %s %s", key, c.Submission, c.Decision, c.Reason))
}

func (f *fake) ChangePlan(_ context.Context, a models.Actor, key, project string, version int,
	c models.ChangePlanCommand) (tracking.Receipt, error) {
	on := ""
	if version != 0 {
		on = fmt.Sprintf(" on %d", version)
	}
	return f.receipt(key, f.note(a, "plan %s %s %s %s%s", key, project, c.Change, c.Date, on))
}

func (f *fake) Submissions(_ context.Context, a models.Actor, programme string,
	waiting bool) ([]tracking.SubmissionView, error) {
	return nil, f.note(a, "submissions %s %t", programme, waiting)
}

func (f *fake) PreviewImport(_ context.Context, a models.Actor, u tracking.Upload) (tracking.ImportPreview, error) {
	return tracking.ImportPreview{Batch: "b-1", New: 48}, f.note(a, "preview %s %d %s %s %s%s", u.FileName, len(u.Content),
		u.Programme, u.LiveFrom, u.Key, choicesText(u.Choices))
}

func (f *fake) CommitImport(_ context.Context, a models.Actor, batch string) (tracking.ImportPreview, error) {
	return tracking.ImportPreview{Batch: batch, Committed: true, New: 48}, f.note(a, "commit %s", batch)
}

func (f *fake) UndoImport(_ context.Context, a models.Actor, key, batch string) (tracking.Undone, error) {
	return tracking.Undone{Batch: batch, Undone: 48}, f.note(a, "undo %s %s", key, batch)
}

func (f *fake) ImportProgress(_ context.Context, a models.Actor, batch string) (contract.Progress, error) {
	return contract.Progress{Stage: "starting", Total: 48, Done: 12}, f.note(a, "progress %s", batch)
}

func (f *fake) Status(_ context.Context, a models.Actor, programme string) (tracking.Status, error) {
	return tracking.Status{Programme: "2021年区重点项目", Projects: 48}, f.note(a, "status %s", programme)
}

func (f *fake) Escalations(_ context.Context, a models.Actor, programme string, open bool) ([]tracking.EscalationView,
	error) {
	return f.escalations, f.note(a, "escalations %s %t", programme, open)
}

func (f *fake) ExportMonthly(_ context.Context, a models.Actor, programme string, month models.Month) (string, []byte,
	error) {
	return "月报 2021-06.xlsx", []byte("PK\x03\x04"), f.note(a, "export %s %s", programme, month)
}

func (f *fake) ExportPlan(_ context.Context, a models.Actor, programme string) (string, []byte, error) {
	return "计划.xlsx", []byte("PK\x03\x04"), f.note(a, "export plan %s", programme)
}

func (f *fake) ExportMilestones(_ context.Context, a models.Actor, programme string) (string, []byte, error) {
	return "节点.xlsx", []byte("PK\x03\x04"), f.note(a, "export milestones %s", programme)
}

func (f *fake) ExportLedger(_ context.Context, a models.Actor, programme string, month models.Month) (string, []byte,
	error) {
	return "台账.xlsx", []byte("PK\x03\x04"), f.note(a, "export ledger %s %s", programme, month)
}

func (f *fake) MeetingPack(_ context.Context, a models.Actor, programme string, month models.Month) (string, []byte,
	error) {
	return "10月调度会材料.zip", []byte("PK"), f.note(a, "meeting pack %s %s", programme, month)
}

func (f *fake) ExportOrders(_ context.Context, a models.Actor, programme string) (string, []byte, error) {
	return "督办台账.xlsx", []byte("PK\x03\x04"), f.note(a, "export orders %s", programme)
}

func (f *fake) OrderDocument(_ context.Context, a models.Actor, id string, asked tracking.DocumentAsked) (
	tracking.OrderDocument, error) {
	return tracking.OrderDocument{FileName: "督办单.docx", Content: []byte("PK\x03\x04")}, f.note(a, "document %s %s %t", id,
		asked.Form, asked.Large)
}

func (f *fake) ExportEscalations(_ context.Context, a models.Actor, programme string, month models.Month) (string,
	[]byte, error) {
	return "督办.xlsx", []byte("PK\x03\x04"), f.note(a, "export escalations %s %s", programme, month)
}

func (f *fake) FillForm(_ context.Context, a models.Actor, form tracking.FormToFill) (string, []byte, []models.Message,
	error) {
	left := []models.Message{models.PlainMessage("第 6 行没有填写"), models.PlainMessage("第 7 行")}
	return "表（已填）.xlsx", []byte("PK\x03\x04"), left, f.note(a, "fill %s %d %s %s", form.FileName, len(form.Content),
		form.Programme, form.Month)
}

func (f *fake) GoingLive(_ context.Context, a models.Actor, programme string, from models.Date) (tracking.GoingLive,
	error) {
	return tracking.GoingLive{Programme: programme}, f.note(a, "entering %s %s", programme, from)
}

func (f *fake) GoLive(_ context.Context, a models.Actor, programme string, from models.Date,
	_, key string) (tracking.Status, error) {
	return tracking.Status{Programme: programme}, f.note(a, "live %s %s %s", programme, from, key)
}

func (f *fake) Instances(_ context.Context, a models.Actor) ([]tracking.ServingInstance, error) {
	return []tracking.ServingInstance{{Host: "app-1", Part: models.PartWorker, Running: true,
		Duties: []string{models.DutyUpkeep}}}, f.note(a, "instances")
}

func (f *fake) ClockState(_ context.Context, a models.Actor) (models.ClockState, error) {
	return models.ClockState{Held: true, Last: models.DateOf(2021, 5, 1).At(9, 0), Now: models.DateOf(2021, 6, 10).
		At(9, 0)}, f.note(a, "clock")
}

func (f *fake) ConfirmClock(_ context.Context, a models.Actor, key string) (models.ClockState, error) {
	return models.ClockState{}, f.note(a, "confirm clock %s", key)
}

func (f *fake) Reconcile(_ context.Context, a models.Actor) (tracking.Reconciliation, error) {
	return tracking.Reconciliation{Started: 3, Differences: []string{}}, f.note(a, "reconcile")
}

func (f *fake) NoteDenied(context.Context, models.Actor, string, error) {}

func (f *fake) FullDoctor(_ context.Context, a models.Actor) (tracking.Diagnosis, error) {
	return tracking.Diagnosis{OK: true, Checks: []tracking.Check{}}, f.note(a, "doctor full")
}

func (f *fake) Doctor(_ context.Context, a models.Actor) (tracking.Diagnosis, error) {
	return tracking.Diagnosis{OK: true, Checks: []tracking.Check{}}, f.note(a, "doctor")
}

func (f *fake) AddPerson(_ context.Context, a models.Actor, _, name string, role models.RoleName, organisation,
	post string) (tracking.NewPerson, error) {
	return tracking.NewPerson{ID: "p-1", Name: name, Role: role, Token: "dbn_secret"}, f.note(a, "person %s %s %s %s",
		name, role, organisation, post)
}

func (f *fake) PutEvidence(_ context.Context, a models.Actor, name string, r io.Reader) (models.Evidence, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return models.Evidence{}, err
	}
	return models.Evidence{SHA256: "abc", Name: name, Size: int64(len(content))}, f.note(a, "evidence %s %d", name,
		len(content))
}

func (f *fake) Authenticate(_ context.Context, token string) (models.Actor, error) {
	switch token {
	case "zhang":
		return models.Actor{ID: "zhang", Name: "张三", Roles: []models.Role{{Role: models.RoleOffice}}}, nil
	case "away":
		return models.Actor{}, models.Errorf(models.KindUnavailable, "database_unavailable", "暂时无法读取，请稍后重试")
	}
	return models.Actor{}, models.Errorf(models.KindForbidden, "bad_token", "令牌已于昨天停用")
}

func (f *fake) Ready(context.Context) ([]string, error) { return f.notes, f.ready }
