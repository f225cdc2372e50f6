package models_test

import (
	"testing"

	"duban/models"
)

// At the moment of sending nothing is said of what was closed, dropped from the list, handed over, put on trial,
// paused, done, moved or is in review; and a rung that still holds is told.
func TestWhatIsNotToldAnyMore(t *testing.T) {
	due, now := models.DateOf(2021, 6, 30), models.DateOf(2021, 7, 8).At(9, 0)
	rung := models.Escalation{ID: "e", Item: models.ItemMilestone, Due: due, DueVersion: 1, Kind: models.KindRung,
		Rung: models.Yellow, At: now}
	reminder := rung
	reminder.Kind, reminder.Rung = models.KindReminder, models.NoRung
	waiting := func(f *models.Facts) {
		f.Submissions = append(f.Submissions, models.Submission{ID: "s", Kind: models.SubmitMilestone,
			MilestoneID: f.Milestones[0].ID, Status: models.SubmissionWaiting})
	}
	pause := func(f *models.Facts) {
		f.Pauses = append(f.Pauses, models.Pause{ID: "p", From: now.Date() - 1, To: now.Date() + 9})
	}
	for name, c := range map[string]struct {
		e      models.Escalation
		change func(*models.Facts)
		holds  bool
	}{
		"nothing happened":         {rung, func(*models.Facts) {}, true},
		"closed":                   {rung, func(f *models.Facts) { f.Project.Status = models.ProjectClosed }, false},
		"dropped from its list":    {rung, func(f *models.Facts) { f.Memberships = nil }, false},
		"on trial":                 {rung, func(f *models.Facts) { f.Programmes[0].LiveFrom = now.Date() + 1 }, false},
		"paused":                   {rung, pause, false},
		"done":                     {rung, func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDone }, false},
		"moved":                    {rung, func(f *models.Facts) { f.Milestones[0].DueVersion = 2 }, false},
		"a milestone dropped":      {rung, func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDropped }, false},
		"in review, a rung":        {rung, waiting, true},
		"in review, a reminder":    {reminder, waiting, false},
		"a reminder that is asked": {reminder, func(*models.Facts) {}, true},
	} {
		t.Run(name, func(t *testing.T) {
			f := late(due, true)
			f.Memberships = []models.Membership{{ProgrammeID: "district-2021", ProjectID: f.Project.ID}}
			f.Programmes = []models.Programme{{ID: "district-2021", Kind: models.DistrictProgramme, Year: 2021,
				LiveFrom: models.DateOf(2021, 1, 1)}}
			c.e.Subject = f.Milestones[0].ID
			c.change(&f)
			r := models.RulesFor(f, calendar2021())
			if why := r.NoLongerHolds(f, c.e, now); (why == "") != c.holds {
				t.Errorf("%q", why)
			}
		})
	}
}
