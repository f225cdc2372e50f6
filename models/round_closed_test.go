package models_test

import (
	"testing"

	"duban/models"
)

// A project that is closed while its report waits: it cannot be decided any more, so no opinion is asked for, and a
// round whose reports were not due yet does not wait for it.
func TestAClosedProjectIsNotAskedForAnOpinion(t *testing.T) {
	june := models.MonthOf(2021, 6)
	for name, c := range map[string]struct {
		closed models.Instant
		state  models.RoundState
	}{
		"before the reports are due": {at(6, 30, 10), models.RoundNotDue},
		"after":                      {at(7, 6, 10), models.RoundWaiting},
	} {
		p := newRoundPlay(june, 2)
		f := &p.facts[0]
		f.Reports = []models.Report{{ProjectID: f.Project.ID, Month: june, Status: models.ReportWaiting}}
		f.Submissions = []models.Submission{{ID: "s", ProjectID: f.Project.ID, Kind: models.SubmitReport, Month: june,
			Status: models.SubmissionWaiting, SubmittedAt: c.closed - 3_600_000}}
		f.Project.Status, f.Project.ClosedAt = models.ProjectClosed, c.closed
		p.wake(at(7, 9, 9))
		for _, s := range p.steps {
			if s.Kind == models.RoundPreReviewLate {
				t.Errorf("closed %s: the opinion is late", name)
			}
		}
		if got := models.RoundStateOf(models.RulesFor(*f, holidays), *f, june, models.DateOf(2021, 7, 9)); got != c.state {
			t.Errorf("closed %s: %s, want %s", name, got, c.state)
		}
	}
}
