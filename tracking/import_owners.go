package tracking

import (
	"cmp"
	"slices"
	"strings"

	"duban/importer"
	"duban/importer/compare"
	"duban/models"
	"duban/store"
)

// handIn turns owners' files into submissions (代填): each month and each finished milestone waits for review, entered on
// behalf of the owner, with the file as its paper. Owners may not change plans, dates and lists: such contents are
// skipped with a warning.
func (s *Service) handIn(tx *store.Tx, actor models.Actor, st *staging, snapshot compare.Snapshot) error {
	extra, err := tx.CalendarDays()
	if err != nil {
		return err
	}
	h := &handing{st: st, actor: actor, now: s.now(), calendar: s.Calendar(extra), snapshot: snapshot,
		facts: map[string]*models.Facts{}, passed: map[string]bool{}}
	for _, f := range snapshot.Facts {
		f.Reports, f.Submissions = slices.Clone(f.Reports), slices.Clone(f.Submissions)
		h.facts[f.Project.ID] = &f
	}
	for _, c := range st.diff.Changes {
		h.take(c)
	}
	st.diff.Changes = h.out
	return nil
}

// handing collects the submissions from the files.
type handing struct {
	st       *staging
	actor    models.Actor
	now      models.Instant
	calendar models.Calendar
	snapshot compare.Snapshot
	facts    map[string]*models.Facts // by project, including the earlier submissions of these files
	passed   map[string]bool          // projects whose other contents were skipped, reported once
	out      []compare.Change
}

func (h *handing) take(c compare.Change) {
	f := h.facts[c.ProjectID]
	switch after := c.After.(type) {
	case models.Report:
		if row, ok := h.reportRow(c, after.Month); ok && f != nil {
			h.report(f, c, row)
		}
	case models.Milestone:
		before, _ := c.Before.(models.Milestone)
		if f != nil && c.Before != nil && after.DoneOn != 0 && after.DoneOn != before.DoneOn {
			h.milestone(f, c, after)
		}
		if c.Before == nil || after.Due != before.Due {
			h.passOver(c)
		}
	case models.Alias:
		h.out = append(h.out, c)
	case models.Organisation, models.Post, models.DueChange:
	default:
		h.passOver(c)
	}
}

// reportRow finds the sheet's row of a change: the owner's figures, before the comparison treated them as approved.
func (h *handing) reportRow(c compare.Change, month models.Month) (importer.ReportRow, bool) {
	for _, s := range h.st.in.book.Sheets {
		for _, r := range s.Reports {
			if s.Name == c.Sheet && r.Row == c.Row && r.Month == month {
				return r, true
			}
		}
	}
	return importer.ReportRow{}, false
}

func (h *handing) report(f *models.Facts, c compare.Change, row importer.ReportRow) {
	command := models.ReportMonthCommand{
		Month: row.Month, MonthAmount: row.MonthAmount, YTDAmount: row.YearToDate, Physical: row.Physical,
		Problems: row.Problems, NextStep: row.NextStep,
		OnBehalfOf: h.owner(f.Project), Paper: h.paper(c.Sheet),
		Confirmed: true, // the preview asks, and committing it answers
	}
	if command.MonthAmount == nil && row.YearToDate == nil {
		h.refuse(c, "amount_missing", "没有填写%d月完成投资", row.Month.Number())
		return
	}
	if command.MonthAmount == nil {
		amount := *row.YearToDate - known(f.Reports, row.Month)
		command.MonthAmount = &amount
	}
	var before *models.Report
	for i := range f.Reports {
		if f.Reports[i].Month == row.Month {
			r := f.Reports[i]
			before = &r
		}
	}
	key := h.st.batch + "/" + f.Project.Code + "/" + row.Month.String()
	changes, err := models.RulesFor(*f, h.calendar).ReportMonth(f, command, key, h.actor, h.now)
	if err != nil {
		h.refuseWith(c, f.Project, err)
		return
	}
	after := *changes.Report
	if before == nil || before.SubmittedAt == 0 {
		after.SubmittedAt = 0 // set when the batch is committed
	}
	report := compare.Change{Sheet: c.Sheet, Row: c.Row, Action: compare.ActionNew, Entity: compare.EntityReport,
		EntityID:  after.ID,
		ProjectID: f.Project.ID, ProjectVersion: f.Project.Version, After: after}
	if before != nil {
		report.Action, report.Before = compare.ActionChanged, *before
	}
	h.out = append(h.out, report)
	h.submit(f.Project, c, key, *changes.Submission, row.Month.String()+" 月报：本月 "+command.MonthAmount.In(models.WanYuan)+
		" 万元")
}

// known returns the year-to-date of the latest earlier month, reported or approved.
func known(reports []models.Report, month models.Month) (ytd models.Money) {
	var last models.Month
	for _, r := range reports {
		if amount := cmp.Or(r.ApprovedYTD, r.ReportedYTD); amount != nil && r.Month < month && r.Month > last {
			last, ytd = r.Month, *amount
		}
	}
	return ytd
}

func (h *handing) milestone(f *models.Facts, c compare.Change, m models.Milestone) {
	key := h.st.batch + "/" + f.Project.Code + "/" + m.ID
	changes, err := models.RulesFor(*f, h.calendar).SubmitMilestone(f, models.SubmitMilestoneCommand{
		Milestone: m.ID, DoneOn: m.DoneOn, OnBehalfOf: h.owner(f.Project), Paper: h.paper(c.Sheet),
	}, key, h.actor, h.now)
	if err != nil {
		h.refuseWith(c, f.Project, err)
		return
	}
	h.submit(f.Project, c, key, *changes.Submission, "节点“"+m.Name+"”"+m.DoneOn.String()+" 完成")
}

// submit stages a submission; its command and audit row are derived from the key when the batch is committed.
func (h *handing) submit(p models.Project, c compare.Change, key string, sub models.Submission, message string) {
	sub.SubmittedAt = 0 // set when the batch is committed
	h.out = append(h.out, compare.Change{Sheet: c.Sheet, Row: c.Row, Action: compare.ActionNew, Entity: "submissions",
		EntityID:  key,
		ProjectID: p.ID, ProjectVersion: p.Version, After: sub})
	h.st.taken = append(h.st.taken, ImportChange{Sheet: c.Sheet, Row: c.Row, Action: string(compare.ActionNew),
		What: p.Code + " " + p.Name, Fields: message + "，待审定"})
}

func (h *handing) passOver(c compare.Change) {
	f := h.facts[c.ProjectID]
	if f == nil || h.passed[c.ProjectID] {
		return
	}
	h.passed[c.ProjectID] = true
	h.st.diff.Findings = append(h.st.diff.Findings, importer.Finding{Sheet: c.Sheet, Severity: importer.SeverityWarning,
		Code:    "not_the_owners",
		Message: models.Messagef("“%s”的填报文件不能改变计划、节点时限和清单，其中的这些变化未采用", f.Project.Name)})
}

func (h *handing) refuse(c compare.Change, code, format string, args ...any) {
	e := models.Errorf(models.KindInvalid, code, format, args...)
	h.refuseWith(c, h.facts[c.ProjectID].Project, e)
}

func (h *handing) refuseWith(c compare.Change, p models.Project, err error) {
	e := models.AsError(err)
	h.st.refused = append(h.st.refused, ImportFinding{Sheet: c.Sheet, Severity: string(importer.SeverityError),
		Code: e.Code, Message: models.Messagef("%s“%s”：%s", p.Code, p.Name, e.Message)})
}

// owner returns on whose behalf a file is entered: the project's owner, whoever sent it.
func (h *handing) owner(p models.Project) string {
	return models.OwnerWords(h.snapshot.Organisations[p.OwnerID].Name)
}

// paper describes the file of a submission.
func (h *handing) paper(sheet string) string {
	if len(h.st.in.files) == 0 {
		return h.st.upload.FileName
	}
	file, _, _ := strings.Cut(sheet, "!")
	return file
}
