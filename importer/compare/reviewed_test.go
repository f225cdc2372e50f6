package compare_test

import (
	"slices"
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/compare"
	"duban/importer/workbook"
	"duban/models"
)

// done is a workbook that says a milestone was done on a day.
func done(on models.Date) workbook.MilestoneTable {
	table := milestoneTable(models.DateOf(2021, 6, 30))
	table.Projects[0].Milestones[0].DoneOn = on
	return table
}

// Case 14: another date for a milestone that was accepted is a conflict, never taken silently.
func TestAWorkbookDoesNotOverrideAnAcceptedMilestone(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	d.commit(d.compare(milestoneBook(t, done(models.DateOf(2021, 3, 9)))))
	f := d.named("高端装备制造园一期")
	f.Submissions = []models.Submission{{ID: "s", MilestoneID: f.Milestones[0].ID, Status: models.SubmissionAccepted}}
	diff := d.compare(milestoneBook(t, done(models.DateOf(2021, 3, 10))))
	if len(diff.Changes) != 0 || len(diff.Conflicts) != 1 ||
		!strings.HasPrefix(diff.Conflicts[0].Reason.Text, "节点已审定于 2021-03-09 完成，工作簿写 2021-03-10") {
		t.Errorf("%+v %+v", diff.Changes, diff.Conflicts)
	}
	if again := d.compare(milestoneBook(t, done(models.DateOf(2021, 3, 9)))); len(again.Conflicts) != 0 {
		t.Errorf("the same date: %+v", again.Conflicts)
	}
}

// Case 15: a date of something done that is after the day of the import is refused.
func TestADateInTheFutureIsRefused(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	d.snapshot.Today = models.DateOf(2021, 3, 9)
	for day, refused := range map[models.Date]bool{d.snapshot.Today: false, d.snapshot.Today + 1: true} {
		diff := d.compare(milestoneBook(t, done(day)))
		found := slices.ContainsFunc(diff.Findings, func(f importer.Finding) bool {
			return f.Code == "done_on_future" && f.Severity == importer.SeverityError
		})
		taken := slices.ContainsFunc(diff.Changes, func(c compare.Change) bool {
			m, is := c.After.(models.Milestone)
			return is && m.Status == models.MilestoneDone
		})
		if found != refused || taken == refused {
			t.Errorf("%s: found %t, taken %t", day, found, taken)
		}
	}
}

// reviewedDatabase has one project with its milestone 主体封顶 accepted on 2021-03-09 and May approved by a review.
func reviewedDatabase(t *testing.T) *database {
	t.Helper()
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	d.commit(d.compare(milestoneBook(t, done(models.DateOf(2021, 3, 9)))))
	f := d.named("高端装备制造园一期")
	may := models.MonthOf(2021, 5)
	f.Submissions = []models.Submission{
		{ID: "s", Kind: models.SubmitMilestone, MilestoneID: f.Milestones[0].ID, Status: models.SubmissionAccepted},
		{ID: "r", Kind: models.SubmitReport, Month: may, Status: models.SubmissionAccepted},
	}
	f.Reports = []models.Report{{ID: models.ReportID(f.Project.ID, may), ProjectID: f.Project.ID, Month: may,
		Status: models.ReportApproved, ApprovedMonth: new(1_000 * wan), ApprovedYTD: new(5_000 * wan), ApprovedAt: 1}}
	return d
}

// What was reviewed stays, whatever a workbook states, until a person settles the conflict.
func TestWhatWasReviewedIsAConflict(t *testing.T) {
	may := func(d *database) *importer.Book {
		return progressBook(d.t, progressTable(5, progressLine("高端装备制造园一期", 5_100)))
	}
	start := func(on models.Date) func(d *database) *importer.Book {
		return func(d *database) *importer.Book {
			f := d.named("高端装备制造园一期")
			f.Milestones[0].Name, f.Milestones[0].DoneOn = "开工", models.DateOf(2021, 3, 9)
			table := small()
			table.Sections[0].Lines[0].Project.ActualStart = on
			return planBook(d.t, table)
		}
	}
	correct := func(c models.Correction) func(d *database) {
		return func(d *database) {
			f := d.named("高端装备制造园一期")
			c.Status, c.DecidedAt, c.MilestoneID = models.RequestConfirmed, models.DateOf(2021, 4, 1).At(9, 0),
				f.Milestones[0].ID
			f.Corrections = append(f.Corrections, c)
			f.Submissions = nil
			f.Reports[0].BatchID = "b"
			if c.Kind == models.ReopenMilestone {
				f.Milestones[0].Status, f.Milestones[0].DoneOn = models.MilestoneOpen, 0
			}
		}
	}
	for _, tt := range []struct {
		name   string
		change func(d *database)
		book   func(d *database) *importer.Book
		why    string // "": no conflict
	}{
		{"an approved month", nil, may, "该月已审定"},
		{"an approved month, the same", nil, func(d *database) *importer.Book {
			return progressBook(d.t, progressTable(5, progressLine("高端装备制造园一期", 5_000)))
		}, ""},
		{"an imported month that was corrected", correct(models.Correction{Kind: models.CorrectMonth,
			Months: []models.MonthCorrection{{Month: models.MonthOf(2021, 5)}}}), may, "有误请申请更正"},
		{"an accepted start", nil, start(models.DateOf(2021, 3, 10)), "节点“开工”已审定于 2021-03-09 完成"},
		{"an accepted start, the same", nil, start(models.DateOf(2021, 3, 9)), ""},
		{"a milestone that was opened again", correct(models.Correction{Kind: models.ReopenMilestone}),
			func(d *database) *importer.Book { return milestoneBook(d.t, done(models.DateOf(2021, 3, 9))) }, "经更正撤销"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := reviewedDatabase(t)
			if tt.change != nil {
				tt.change(d)
			}
			book := tt.book(d)
			diff := d.compare(book)
			if tt.why == "" {
				if len(diff.Conflicts) != 0 {
					t.Errorf("conflicts %+v", diff.Conflicts)
				}
				return
			}
			if len(diff.Conflicts) != 1 || !strings.Contains(diff.Conflicts[0].Reason.Text, tt.why) ||
				!diff.Conflicts[0].Reviewed || !diff.Blocked() {
				t.Fatalf("conflicts %+v, blocked %t", diff.Conflicts, diff.Blocked())
			}
			kept := d.choose(book, compare.Choices{KeepReviewed: true})
			if len(kept.Conflicts) != 0 || kept.Blocked() ||
				!slices.Contains(codes(kept, importer.SeverityNotice), "reviewed_kept") {
				t.Errorf("kept: %+v %+v", kept.Conflicts, kept.Findings)
			}
			for _, c := range kept.Changes {
				if c.Entity != compare.EntityProject || len(c.Fields) > 0 {
					t.Errorf("changed: %+v", c)
				}
			}
		})
	}
}

// A date that an earlier import brought is changed, and the preview says so.
func TestAnotherDateOfWhatAnImportBroughtIsTold(t *testing.T) {
	d := newDatabase(t)
	table := small()
	table.Sections[0].Lines[0].Project.ActualStart = models.DateOf(2021, 3, 9)
	d.commit(d.compare(planBook(t, table)))
	table.Sections[0].Lines[0].Project.ActualStart = models.DateOf(2021, 3, 10)
	diff := d.compare(planBook(t, table))
	if !slices.Contains(codes(diff, importer.SeverityWarning), "done_on_changed") || len(diff.Conflicts) != 0 {
		t.Errorf("%+v %+v", diff.Findings, diff.Conflicts)
	}
}

// Case 30: the preview asks about an amount as a form does, with and without the month's own amount.
func TestThePreviewAsksAboutADoubtfulAmount(t *testing.T) {
	for _, tt := range []struct {
		name  string
		ytd   models.Money
		asked bool
	}{{"twelve times", 5_000 + 12_000, true}, {"like last month", 5_000 + 1_000, false}, {"a hundredth", 5_000 + 10,
		true}} {
		d := reviewedDatabase(t)
		f := d.named("高端装备制造园一期")
		f.Project.TotalInvestment = 50_000 * wan
		diff := d.compare(progressBook(t, progressTable(6, progressLine(f.Project.Name, tt.ytd))))
		if got := slices.Contains(codes(diff, importer.SeverityWarning), models.AmountDoubted); got != tt.asked {
			t.Errorf("%s: asked %t: %v", tt.name, got, diff.Findings)
		}
	}
}
