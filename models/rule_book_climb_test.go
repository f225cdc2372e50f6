package models_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// climbEnd is the last day of the simulated time.
var climbEnd = models.DateOf(2021, 12, 31)

// A milestone reaches every rung of a legal set once under each due version, on the counted morning, whenever the
// program was stopped and however often the date was moved.
func TestEveryRungOfALegalSetIsReachedOnce(t *testing.T) {
	calendar := calendar2021()
	rapid.Check(t, func(t *rapid.T) {
		book := drawBook(t)
		text, err := book.Text()
		if err != nil || len(book.Check()) > 0 || book.Ladder.ReportsEarnCards() {
			t.Fatalf("%v %+v", err, book.Check())
		}
		f := models.Facts{
			Project: models.Project{ID: "p1", Code: "ZD-2021-001", Name: "张店区某项目", Year: 2021, Status: models.ProjectOpen,
				FollowedSince: models.DateOf(2021, 3, 1).At(7, 0)},
			Memberships: []models.Membership{{ProgrammeID: "district-2021"}},
			Programmes: []models.Programme{{ID: "district-2021", Kind: models.DistrictProgramme, Rules: text,
				LiveFrom: models.DateOf(2021, 1, 1)}},
		}
		want := recount{book.Ladder, calendar, map[string]models.Instant{}}
		moves := map[models.Date]int{}
		for i := range 3 {
			due := models.DateOf(2021, 3, 8) + models.Date(rapid.IntRange(0, 90).Draw(t, "due"))
			f.Milestones = append(f.Milestones, models.Milestone{ID: fmt.Sprint("m", i), Name: fmt.Sprint("节点", i),
				Position: i + 1, Baseline: due, Due: due, DueVersion: 1, Controlling: rapid.Bool().Draw(t, "controlling"),
				Status: models.MilestoneOpen, ArmedAt: f.Project.FollowedSince})
			if rapid.Bool().Draw(t, "moved") {
				moves[models.DateOf(2021, 3, 2)+models.Date(rapid.IntRange(0, 150).Draw(t, "moved on"))] = i + 1
			}
		}
		down := models.DateOf(2021, 3, 2) + models.Date(rapid.IntRange(0, 200).Draw(t, "down"))
		back := down + models.Date(rapid.IntRange(0, 60).Draw(t, "days down"))
		rules := models.RulesFor(f, calendar)
		for day := models.DateOf(2021, 3, 1); day <= climbEnd; day++ {
			if moves[day] == 0 && down <= day && day < back {
				continue
			}
			for _, now := range []models.Instant{day.At(book.Ladder.Hour, 0), day.At(18, 0)} {
				f.Escalations = append(f.Escalations, rules.Advance(f, now).Records...)
			}
			if m := moves[day] - 1; m >= 0 {
				want.count(f.Milestones[m], day.At(18, 0))
				f.Milestones[m].Due = day + models.Date(rapid.IntRange(1, 40).Draw(t, "moved by"))
				f.Milestones[m].DueVersion++
				f.Milestones[m].ArmedAt = day.At(18, 0)
			}
		}
		for _, m := range f.Milestones {
			want.count(m, climbEnd.At(18, 0))
		}
		want.compare(t, f.Escalations)
	})
}

// drawBook draws a legal set of rules from a preset: other days, repetitions and hour.
func drawBook(t *rapid.T) models.RuleBook {
	text, err := rapid.SampledFrom(models.RulePresets).Draw(t, "preset").Book.Text()
	if err != nil {
		t.Fatal(err)
	}
	book, err := models.ReadRuleBook(text) // a copy
	if err != nil {
		t.Fatal(err)
	}
	days := 0
	for i := range book.Ladder.Milestone {
		s := &book.Ladder.Milestone[i]
		if s.Rung == models.NoRung {
			continue
		}
		if s.RepeatOf != models.NoRung {
			s.Running = rapid.IntRange(2, 4).Draw(t, "running")
		}
		days += rapid.IntRange(1, 20).Draw(t, "days")
		s.Days = days
	}
	book.Ladder.Hour = rapid.IntRange(8, 17).Draw(t, "hour")
	return book
}

// recount counts the mornings by itself.
type recount struct {
	ladder   models.Ladder
	calendar models.Calendar
	rungs    map[string]models.Instant // by milestone, due version and rung: reached by time
}

// count adds the rungs that a milestone reaches by time under its due version, which ends at a moment.
func (r recount) count(m models.Milestone, end models.Instant) {
	day := m.Due
	for !r.calendar.Workday(day) {
		day++
	}
	for late := 0; day.At(r.ladder.Hour, 0) <= end; {
		for _, s := range r.ladder.Milestone {
			if s.Rung != models.NoRung && late > 0 && s.Days == late && (m.Controlling || !s.Controlling) {
				r.rungs[fmt.Sprint(m.ID, " ", m.DueVersion, " ", s.Rung)] = day.At(r.ladder.Hour, 0)
			}
		}
		for day++; !r.calendar.Workday(day); {
			day++
		}
		late++
	}
}

// compare fails on a rung that is recorded twice, is missing, or was reached on another morning.
func (r recount) compare(t *rapid.T, records []models.Escalation) {
	found := map[string]bool{}
	for _, e := range records {
		if e.Kind != models.KindRung || e.Item != models.ItemMilestone {
			continue
		}
		key := fmt.Sprint(e.Subject, " ", e.DueVersion, " ", e.Rung)
		at, counted := r.rungs[key]
		switch {
		case found[key]:
			t.Fatalf("%s is recorded twice, the second at %s", key, e.At)
		case e.Cause == models.CauseTime && (!counted || at != e.At):
			t.Fatalf("%s at %s, counted %s", key, e.At, at)
		case e.Cause == models.CauseRepeat && counted && e.At > at:
			t.Fatalf("%s was reached again at %s, by time at %s", key, e.At, at)
		}
		found[key] = true
	}
	for key, at := range r.rungs {
		if !found[key] {
			for _, e := range records {
				t.Logf("%s %s %s v%d %s %s %s", e.Kind, e.Item, e.Subject, e.DueVersion, e.Rung, e.At, e.Cause)
			}
			t.Fatalf("%s is lost, counted %s", key, at)
		}
	}
}
