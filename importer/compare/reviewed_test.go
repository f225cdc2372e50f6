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
