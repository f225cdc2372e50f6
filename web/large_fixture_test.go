package web_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"duban/internal/calendar"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
)

// ofSize returns the sample programme with n projects on 12 July. Reports are imported, what fell due is computed by
// the rules in memory, and every ninth project has its June report in review. It is written in a few large
// transactions, so that 1,000 projects take seconds.
func ofSize(t testing.TB, n int) *fixture {
	t.Helper()
	d := &fixture{now: today, next: map[string]models.Instant{}, doneBefore: today.Date()}
	var err error
	d.store, err = store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db"),
		OnQuery: func() { queries.Add(1) }})
	must(t, err)
	t.Cleanup(func() { must(t, d.store.Close()) })
	year := manyUnits(sample.ProgrammeOf(2021, n, 0))
	must(t, d.importPlan(year, n, models.DateOf(2021, 1, 4), models.DateOf(2021, 1, 4).At(9, 0)))
	must(t, d.importRows(approvedReports(year), models.DateOf(2021, 7, 5).At(15, 0)))
	must(t, d.submitJune(year))
	must(t, d.recordRungs())
	return d
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// manyUnits gives every second batch of 48 projects responsible units and sponsors of its own: a large programme has
// more of them than a small one.
func manyUnits(year sample.Data) sample.Data {
	for i := range year.Projects {
		if batch := i / sample.Size; batch%2 == 1 {
			p := &year.Projects[i]
			p.ResponsibleUnit = fmt.Sprintf("%s第%d工作专班", p.ResponsibleUnit, batch)
			if p.Sponsor != "" {
				p.Sponsor = fmt.Sprintf("%s（第%d组）", p.Sponsor, batch)
			}
		}
	}
	return year
}

// approvedReports are the reports to June as import rows, without those that submitJune hands in.
func approvedReports(year sample.Data) (rows []models.ImportRow) {
	for m := models.MonthOf(year.Year, 2); m <= models.MonthOf(year.Year, 6); m++ {
		for i, p := range year.Projects {
			if m.Number() == 6 && inReview(i) {
				continue
			}
			if amount, ytd := p.Progress(m); ytd != nil {
				id := projectID(year.Year, i)
				rows = append(rows, staged("reports", id, models.Report{ID: models.ReportID(id, m), ProjectID: id, Month: m,
					ReportedMonth: amount, ReportedYTD: ytd, ApprovedMonth: amount, ApprovedYTD: ytd,
					Status: models.ReportApproved}))
			}
		}
	}
	return rows
}

// submitJune hands in the June reports that are in review.
func (d *fixture) submitJune(year sample.Data) error {
	june, at := models.MonthOf(year.Year, 6), models.DateOf(year.Year, 7, 5).At(15, 0)
	return d.store.Write(context.Background(), func(tx *store.Tx) error {
		for i, p := range year.Projects {
			amount, ytd := p.Progress(june)
			if !inReview(i) || ytd == nil {
				continue
			}
			id := projectID(year.Year, i)
			if err := tx.InsertSubmission(models.Submission{ID: models.SubmissionID("june of " + id), ProjectID: id,
				Kind: models.SubmitReport, Month: june, DueVersion: 1, Sequence: 1, MonthAmount: amount, YTDAmount: ytd,
				Physical: "主体施工", Status: models.SubmissionWaiting, SubmittedAt: at, ByName: "项目单位经办人",
				Confirmed: true}); err != nil {
				return err
			}
			if err := tx.SetReport(models.Report{ID: models.ReportID(id, june), ProjectID: id, Month: june,
				ReportedMonth: amount, ReportedYTD: ytd, Status: models.ReportWaiting}); err != nil {
				return err
			}
		}
		return nil
	})
}

// recordRungs records what fell due in every project until today.
func (d *fixture) recordRungs() error {
	return d.store.Write(context.Background(), func(tx *store.Tx) error {
		all, err := tx.FactsOf(models.ProgrammeID(models.DistrictProgramme, 2021))
		if err != nil {
			return err
		}
		var records []models.Escalation
		for _, f := range all {
			records = append(records, models.RulesFor(f, calendar.With(nil)).Advance(f, today).Records...)
		}
		_, err = tx.InsertEscalations(records...)
		return err
	})
}
