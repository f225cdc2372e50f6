package tracking_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (h *env) pause(key, code string, on models.Date) {
	h.t.Helper()
	if _, err := h.ChangePlan(h.t.Context(), office, key, code, 0, models.ChangePlanCommand{Change: models.PlanPause,
		Date: on, Reason: "重污染天气应急", Approver: "区政府", MovesDue: models.No}); err != nil {
		h.t.Fatal(err)
	}
}

func TestCase9OneCountOfARoundWithThePausedNamed(t *testing.T) {
	h := planned(t, 12)
	h.until(models.DateOf(2021, 3, 8).At(10, 0)) // February was due on the 5th
	facts := h.facts(district)
	for i, f := range facts[:3] {
		h.pause(fmt.Sprint("pause ", i), f.Project.Code, models.DateOf(2021, 3, 1))
	}
	h.handIn(t, "report", facts[4].Project, 100)
	b, err := h.ChaseText(t.Context(), office, "", models.MonthOf(2021, 2))
	if err != nil {
		t.Fatal(err)
	}
	want := models.RoundCount{Due: 9, Waiting: 1, Missing: 8, Paused: 3}
	if b.RoundCount != want || b.Projects != 12 {
		t.Errorf("%d projects, %+v", b.Projects, b.RoundCount)
	}
	if !strings.Contains(b.Text, "应报9个项目，还有8个未报") || !strings.Contains(b.Text, "另有3个项目停工") {
		t.Errorf("the text: %s", b.Text)
	}
	for _, f := range facts[:3] {
		if !strings.Contains(b.Text, f.Project.Name) {
			t.Errorf("%s is paused and not named in: %s", f.Project.Name, b.Text)
		}
	}
	var units models.RoundCount
	open := 0
	for _, u := range b.Units {
		units.Due, units.Waiting, units.Missing, units.Paused = units.Due+u.Due, units.Waiting+u.Waiting,
			units.Missing+u.Missing, units.Paused+u.Paused
		open += u.Open
		page, err := h.UnitPage(t.Context(), office, "", u.Unit)
		if err != nil {
			t.Fatal(err)
		}
		if page.Month == b.Month && page.RoundCount != u.RoundCount {
			t.Errorf("%s: its page says %+v, the round %+v", u.Unit, page.RoundCount, u.RoundCount)
		}
	}
	if units != want || open != b.Outstanding() {
		t.Errorf("the units add up to %+v, %d open", units, open)
	}
	if p := h.status().Headline.Progress; p != want {
		t.Errorf("the status says %+v", p)
	}
}

func TestCase8APausedMilestoneIsLateByOneNumber(t *testing.T) {
	h := planned(t, 3)
	h.until(models.DateOf(2021, 5, 6).At(10, 0))
	f, m := h.lateMilestone()
	h.pause("pause", f.Project.Code, models.DateOf(2021, 5, 6))
	h.until(models.DateOf(2021, 5, 28).At(10, 0))
	owner := holding(models.RoleOwner, f.Project.OwnerID)
	form, err := h.MilestoneForm(t.Context(), owner, f.Project.Code, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	tasks, err := h.Tasks(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	page, err := h.ProjectPage(t.Context(), office, f.Project.Code)
	if err != nil {
		t.Fatal(err)
	}
	late := map[string]int{}
	for _, task := range tasks.Tasks {
		if task.MilestoneID == m.ID {
			late["task"] = task.DaysLate
		}
	}
	for _, l := range page.Milestones {
		if l.ID == m.ID {
			late["project"] = l.DaysLate
		}
	}
	for _, e := range page.Escalations {
		if e.Subject == m.ID && e.Open && e.Kind == models.KindRung {
			late["rung"] = e.DaysLate
		}
	}
	for _, l := range h.overview().Projects {
		if l.Code == f.Project.Code && l.NextDue == m.Due {
			late["overview"] = l.DaysLate
		}
	}
	for door, days := range late {
		if days != form.DaysLate {
			t.Errorf("%s says %d days, the form %d", door, days, form.DaysLate)
		}
	}
	if len(late) != 4 || form.DaysLate == 0 || form.DaysSince-form.DaysLate < 10 {
		t.Errorf("%v; the form: %d late, %d since it was due", late, form.DaysLate, form.DaysSince)
	}
}

// lateMilestone returns the first milestone that is open, overdue and the next of its project.
func (h *env) lateMilestone() (models.Facts, models.Milestone) {
	h.t.Helper()
	for _, f := range h.facts(district) {
		var next models.Milestone
		for _, m := range f.Milestones {
			if m.Status == models.MilestoneOpen && m.Due != 0 && (next.Due == 0 || m.Due < next.Due) {
				next = m
			}
		}
		if next.Due != 0 && next.Due < h.clock.Date()-7 {
			return f, next
		}
	}
	h.t.Fatal("no milestone is late")
	return models.Facts{}, models.Milestone{}
}

func TestCase6TheListsFollowTheStateShownBesideThem(t *testing.T) {
	h, _, _ := halfYear(t)
	for _, month := range []models.Month{0, june, june - 1, june - 2} {
		r := h.ranking(tracking.ByUnit, month)
		red, black := map[string]bool{}, map[string]bool{}
		for _, u := range r.Red {
			red[u.Unit] = true
		}
		for _, u := range r.Black {
			black[u.Unit] = true
		}
		for _, g := range r.Groups {
			if g.Name == "" {
				continue
			}
			worst := models.NoRung
			for _, l := range r.Projects {
				if l.Group == g.Name && l.Rung.Height() > worst.Height() {
					worst = l.Rung
				}
			}
			if worst != g.WorstRung || red[g.Name] && worst.Height() >= models.Yellow.Height() ||
				worst.Height() >= models.Red.Height() && !black[g.Name] {
				t.Errorf("%s %s: worst beside it %q, of the group %q, red list %t, black list %t", r.Month, g.Name, worst,
					g.WorstRung, red[g.Name], black[g.Name])
			}
		}
	}
}

func TestCase7StartedNeverFalls(t *testing.T) {
	h, _, _ := halfYear(t)
	before := models.Rate{}
	for m := models.MonthOf(2021, 2); m <= june; m++ {
		total := h.ranking(tracking.ByUnit, m).Total
		if total.Start.Done < before.Done || total.Start.Done > total.Start.Base ||
			total.Statistics.Base != total.Start.Done {
			t.Errorf("%s: started %+v after %+v, in statistics %+v", m, total.Start, before, total.Statistics)
		}
		before = total.Start
	}
	if got := h.status().Figures.Start; got != before || got.Done == 0 {
		t.Errorf("the status says %+v, the ranking %+v", got, before)
	}
}
