package models_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// tasks prints the tasks of a project at a moment: "item state late/left → next rung".
func tasks(f models.Facts, now models.Instant) []string {
	var out []string
	for _, a := range models.RulesFor(f, calendar2021()).Tasks(f, now) {
		what := a.Name
		if a.Item == models.ItemReport {
			what = a.Month.String()
		}
		line := fmt.Sprintf("%s %s %d/%d", what, a.State, a.Late, a.Left)
		if a.NextRung != models.NoRung {
			line += fmt.Sprintf(" → %s %s", a.NextRung, a.NextAt.Date())
		}
		out = append(out, line)
	}
	return out
}

func TestTasks(t *testing.T) {
	day, month := models.DateOf, models.MonthOf
	settled := func() models.Facts { // one controlling milestone due 30 June, all months to May approved
		f := late(day(2021, 6, 30), true)
		for m := month(2021, 2); m <= month(2021, 5); m++ {
			f.Reports = append(f.Reports, models.Report{Month: m, Status: models.ReportApproved, ApprovedYTD: of(0)})
		}
		return f
	}
	in := func(status models.SubmissionStatus, from, to models.Instant) func(*models.Facts) {
		return func(f *models.Facts) {
			f.Submissions = append(f.Submissions, models.Submission{ID: "s", Kind: models.SubmitMilestone, MilestoneID: "m1",
				Status: status, SubmittedAt: from, DecidedAt: to})
		}
	}
	done := func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDone }
	for _, c := range []struct {
		name string
		lay  []func(*models.Facts)
		now  models.Instant
		want []string
	}{
		{"nothing yet", nil, day(2021, 6, 18).At(12, 0), nil},
		{"seven working days before", nil, day(2021, 6, 21).At(12, 0), []string{"主体封顶 soon 0/7 → urging 2021-07-01"}},
		{"the month opens on the 25th", nil, day(2021, 6, 25).At(0, 0), []string{"主体封顶 soon 0/3 → urging 2021-07-01",
			"2021-06 report 0/6 → urging 2021-07-06"}},
		{"the day itself is not late", nil, day(2021, 6, 30).At(23, 0), []string{"主体封顶 soon 0/0 → urging 2021-07-01",
			"2021-06 report 0/3 → urging 2021-07-06"}},
		{"the first morning counts from nine", nil, day(2021, 7, 1).At(9, 0), []string{"主体封顶 overdue 1/0 → yellow 2021-07-08",
			"2021-06 report 0/2 → urging 2021-07-06"}},
		{"in review nothing counts", []func(*models.Facts){in(models.SubmissionWaiting, day(2021, 7, 2).At(10, 0), 0)},
			day(2021, 7, 12).At(12, 0),
			[]string{"2021-06 overdue 5/0", "主体封顶 waiting 2/0"}},
		{"sent back is first, and the days in review are not the owner's", []func(*models.Facts){in(models.SubmissionReturned,
			day(2021, 7, 2).At(10, 0), day(2021, 7, 8).At(10, 0))}, day(2021, 7, 12).At(12, 0),
			[]string{"主体封顶 returned 4/0 → yellow 2021-07-14", "2021-06 overdue 5/0"}},
		{"paused", []func(*models.Facts){func(f *models.Facts) { f.Pauses = []models.Pause{{From: day(2021, 6, 1)}} }},
			day(2021, 7, 12).At(12, 0), []string{"主体封顶 overdue 0/0", "2021-06 overdue 0/0"}},
		{"accepted is shown for two weeks", []func(*models.Facts){done, in(models.SubmissionAccepted, day(2021, 6, 2).
			At(10, 0), day(2021, 6, 3).At(10, 0))}, day(2021, 6, 16).At(12, 0), []string{"主体封顶 accepted 0/0"}},
		{"and then no more", []func(*models.Facts){done, in(models.SubmissionAccepted, day(2021, 6, 2).At(10, 0),
			day(2021, 6, 3).At(10, 0))}, day(2021, 6, 17).At(12, 0), nil},
		{"a milestone without a date, sent back", []func(*models.Facts){func(f *models.Facts) { f.Milestones[0].Due = 0 },
			in(models.SubmissionReturned, day(2021, 6, 2).At(10, 0), day(2021, 6, 3).At(10, 0))}, day(2021, 6, 16).At(12, 0),
			[]string{"主体封顶 returned 0/0"}},
		{"a closed project", []func(*models.Facts){func(f *models.Facts) { f.Project.Status = models.ProjectClosed }},
			day(2021, 7, 12).At(12, 0), nil},
		{"one on no list", []func(*models.Facts){func(f *models.Facts) { f.Memberships = nil }}, day(2021, 7, 12).At(12, 0),
			nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := settled()
			for _, lay := range c.lay {
				lay(&f)
			}
			if diff := cmp.Diff(c.want, tasks(f, c.now)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
