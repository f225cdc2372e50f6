package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// filler fills the database as an office would. Every step has a key of its own, so that nothing is done twice when the
// program was killed in between.
type filler struct {
	*tracking.Service
	tell     func(context.Context) error // takes messages to people's inboxes at once
	out      io.Writer
	day      models.Date // of the data
	accounts []account   // created by this run: their passwords are shown once
}

// fillFrom fills the database and marks its directory as filled. The data of an empty database are as of today,
// whatever the marker says; an interrupted filling is continued as of the marker's day.
func (f *filler) fillFrom(ctx context.Context, dir string, m *marker, today models.Date) error {
	if _, err := f.Status(ctx, models.Operator, ""); err != nil {
		if models.AsError(err).Code != "no_programme" {
			return err
		}
		f.day, m.AsOf = today, today
		if err := m.write(dir); err != nil {
			return err
		}
	}
	if err := f.fill(ctx); err != nil {
		return err
	}
	m.Filled = true
	return m.write(dir)
}

func (f *filler) fill(ctx context.Context) error {
	if err := f.lastYear(ctx); err != nil {
		return err
	}
	return f.thisYear(ctx)
}

// lastYear imports the programme of the year before and closes its projects: those that continue are on this year's
// list too.
func (f *filler) lastYear(ctx context.Context) error {
	ledger := sample.YearBefore(f.day.Year())
	f.print("%d 年台账：%d 个项目，十二个月进度", ledger.Year, len(ledger.Projects))
	if err := f.importWorkbook(ctx, ledger.Year, "年度计划", planOf(ledger.Plan())); err != nil {
		return err
	}
	if err := f.decideTarget(ctx, ledger.Year); err != nil {
		return err
	}
	var months []workbook.ProgressTable
	for n := 1; n <= 12; n++ {
		months = append(months, ledger.Progress(models.MonthOf(ledger.Year, n)))
	}
	if err := f.progress(ctx, ledger.Year, months); err != nil {
		return err
	}
	return f.closeYear(ctx, ledger.Year)
}

// thisYear imports this year's programme as of the day, and submits what its owners have handed in.
func (f *filler) thisYear(ctx context.Context) error {
	data := sample.Programme(f.day.Year())
	held := data.OnFile(f.day)
	f.print("%d 年计划：%d 个项目，节点，%d 个月进度", data.Year, len(data.Projects), len(held.Progress))
	if err := f.importWorkbook(ctx, data.Year, "年度计划", planOf(data.Plan())); err != nil {
		return err
	}
	if err := f.decideTarget(ctx, data.Year); err != nil {
		return err
	}
	var pictures []workbook.ProgressLine
	if n := len(held.Progress); n > 0 {
		held.Progress[n-1], pictures = withPictures(held.Progress[n-1])
	}
	// The figures come before the milestones: the first look at a project takes account of what is on file.
	if err := f.progress(ctx, data.Year, held.Progress); err != nil {
		return err
	}
	if err := f.importWorkbook(ctx, data.Year, "节点计划", milestonesOf(held.Milestones)); err != nil {
		return err
	}
	return f.submit(ctx, data.Year, held, pictures)
}

// decideTarget enters the target of a year as the congress decided it in January.
func (f *filler) decideTarget(ctx context.Context, year int) error {
	list := fmt.Sprint(year)
	now, err := f.Target(ctx, models.Operator, list)
	if err != nil || now.Targets.Decided != nil {
		return err
	}
	_, err = f.DecideTarget(ctx, models.Operator, f.key("target", list), list, models.TargetEntry{Amount: now.AnnualPlan,
		DecidedOn: min(models.DateOf(year, 1, 20), f.day), Document: fmt.Sprintf("张人发〔%d〕3号", year)})
	return err
}

// writeFunc writes a workbook.
type writeFunc func(io.Writer) error

func planOf(t workbook.PlanTable) writeFunc {
	return func(w io.Writer) error { return workbook.WritePlan(w, t) }
}

func milestonesOf(t workbook.MilestoneTable) writeFunc {
	return func(w io.Writer) error { return workbook.WriteMilestones(w, t) }
}

// progress imports the months of a year as one workbook with a sheet a month: every import wakes each of its projects,
// and twelve imports would take most of the start.
func (f *filler) progress(ctx context.Context, year int, months []workbook.ProgressTable) error {
	if len(months) == 0 {
		return nil
	}
	return f.importWorkbook(ctx, year, "进度", func(w io.Writer) error {
		return workbook.WriteProgress(w, months[0], months[1:]...)
	})
}

// importWorkbook imports a workbook as the office does: previewed, then committed. One that was committed before is
// skipped.
func (f *filler) importWorkbook(ctx context.Context, year int, what string, write writeFunc) error {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return err
	}
	u := tracking.Upload{
		FileName: fmt.Sprintf("%d年%s（演示数据）.xlsx", year, what), Content: content.Bytes(),
		Key: f.key("import", fmt.Sprint(year), what),
	}
	if year == f.day.Year() {
		u.LiveFrom, u.Rehearsed = f.day, true // the year before stays in trial running: no message is sent about it
	}
	p, err := f.PreviewImport(ctx, models.Operator, u)
	switch {
	case err != nil:
		return err
	case p.Committed, p.Identical:
		return nil
	case p.Batch == "":
		return models.Errorf(models.KindInternal, "demo_refused", "演示工作簿“%s”被拒绝，请报告此问题", u.FileName).
			Because(fmt.Errorf("%+v", p.Findings))
	}
	_, err = f.CommitImport(ctx, models.Operator, p.Batch)
	return err
}

// key names a step. It is the same in every run on one directory.
func (f *filler) key(parts ...string) string {
	return "demo/" + f.day.String() + "/" + strings.Join(parts, "/")
}

func (f *filler) print(format string, args ...any) { fmt.Fprintf(f.out, "  "+format+"\n", args...) }
