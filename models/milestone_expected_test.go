package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// drawPlan draws milestones of which each may follow earlier ones, due no earlier than those; nothing is late.
func drawPlan(t *rapid.T) (plan []models.Milestone, today models.Date) {
	start := models.DateOf(2026, 1, 1)
	for i := range rapid.IntRange(1, 8).Draw(t, "milestones") {
		m := models.Milestone{ID: fmt.Sprint("m", i), Name: fmt.Sprint("节点", i), Status: models.MilestoneOpen, DueVersion: 1,
			Days: rapid.IntRange(0, 90).Draw(t, fmt.Sprint("days", i))}
		earliest := start
		var after []string
		for j := range i {
			if rapid.Bool().Draw(t, fmt.Sprint("follows", i, j)) {
				after = append(after, plan[j].ID)
				earliest = max(earliest, plan[j].Due)
			}
		}
		m.After = strings.Join(after, " ")
		m.Due = earliest + models.Date(rapid.IntRange(0, 120).Draw(t, fmt.Sprint("due", i)))
		m.Baseline = m.Due
		plan = append(plan, m)
	}
	return plan, start
}

// delay makes milestones late: some done after their day, some extended; the rest may be overdue today.
func delay(t *rapid.T, plan []models.Milestone) []models.Milestone {
	out := slices.Clone(plan)
	for i := range out {
		late := models.Date(rapid.IntRange(-20, 90).Draw(t, fmt.Sprint("late", i)))
		switch rapid.IntRange(0, 3).Draw(t, fmt.Sprint("what", i)) {
		case 0:
			out[i].Status, out[i].DoneOn = models.MilestoneDone, out[i].Due+late
		case 1:
			out[i].Due += max(0, late)
			out[i].DueVersion++
		case 2:
			out[i].Status = rapid.SampledFrom([]models.MilestoneStatus{models.MilestoneOpen, models.MilestoneDropped}).Draw(t,
				fmt.Sprint("dropped", i))
		}
	}
	return out
}

func TestExpectedIsDueWhenNothingIsLate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, today := drawPlan(t)
		for id, e := range models.Expected(plan, nil, today) {
			m := plan[slices.IndexFunc(plan, func(m models.Milestone) bool { return m.ID == id })]
			if e != (models.Expectation{On: m.Due}) {
				t.Fatalf("%s is due %s and expected %+v", id, m.Due, e)
			}
		}
	})
}

func TestExpectedIsNeverBeforeDueTodayOrWhatItFollows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, start := drawPlan(t)
		plan = delay(t, plan)
		today := start + models.Date(rapid.IntRange(0, 700).Draw(t, "today"))
		expected := models.Expected(plan, nil, today)
		for _, m := range plan {
			e := expected[m.ID]
			if m.Status != models.MilestoneOpen {
				continue
			}
			if e.On < m.Due || e.On < today || e.Late != int(e.On-m.Due) {
				t.Fatalf("%s, due %s, is expected %+v on %s", m.ID, m.Due, e, today)
			}
			for _, id := range m.Follows() {
				if before := expected[id].On; before > e.On {
					t.Fatalf("%s is expected %s, before %s (%s)", m.ID, e.On, id, before)
				}
			}
			if e.Because != "" && expected[e.Because].On == 0 {
				t.Fatalf("%s is moved by %s, which has no day", m.ID, e.Because)
			}
		}
	})
}

func TestExpectedIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, start := drawPlan(t)
		plan = delay(t, plan)
		today := start + models.Date(rapid.IntRange(0, 700).Draw(t, "today"))
		before := models.Expected(plan, nil, today)
		worse := slices.Clone(plan)
		i := rapid.IntRange(0, len(worse)-1).Draw(t, "which")
		more := models.Date(rapid.IntRange(0, 60).Draw(t, "more"))
		if worse[i].Status == models.MilestoneDone {
			worse[i].DoneOn += more
		} else {
			worse[i].Due += more
		}
		for id, e := range models.Expected(worse, nil, today+models.Date(rapid.IntRange(0, 60).Draw(t, "later"))) {
			if e.On < before[id].On {
				t.Fatalf("%s was expected %s and is expected %s after more delay", id, before[id].On, e.On)
			}
		}
	})
}

func TestWhatIsLateMovesWhatFollows(t *testing.T) {
	day := models.DateOf
	plan := []models.Milestone{
		milestoneOf("基础", day(2026, 3, 1), 0, ""), milestoneOf("封顶", day(2026, 6, 1), 60, "基础"),
		milestoneOf("绿化", day(2026, 9, 1), 30, "基础"), milestoneOf("竣工", day(2026, 9, 30), 90, "封顶 绿化"),
	}
	on := func(today models.Date) string {
		var out []string
		for _, m := range plan {
			e := models.Expected(plan, nil, today)[m.ID]
			out = append(out, fmt.Sprintf("%s %s %d %s", m.Name, e.On, e.Late, e.Because))
		}
		return strings.Join(out, "; ")
	}
	want := func(today models.Date, want string) {
		t.Helper()
		if got := on(today); got != want {
			t.Errorf("on %s: %s\nwant %s", today, got, want)
		}
	}
	want(day(2026, 2, 1), "基础 2026-03-01 0 ; 封顶 2026-06-01 0 ; 绿化 2026-09-01 0 ; 竣工 2026-09-30 0 ")
	// 20 days late: within the slack of 封顶, which needs 60 of its 92 days
	want(day(2026, 3, 21), "基础 2026-03-21 20 ; 封顶 2026-06-01 0 ; 绿化 2026-09-01 0 ; 竣工 2026-09-30 0 ")
	plan[0].Status, plan[0].DoneOn = models.MilestoneDone, day(2026, 5, 30) // 90 days late
	want(day(2026, 5, 30), "基础 2026-05-30 0 ; 封顶 2026-07-29 58 基础; 绿化 2026-09-01 0 ; 竣工 2026-10-27 27 封顶")
	plan[1].Status = models.MilestoneDropped // what it hands on stays
	want(day(2026, 5, 30), "基础 2026-05-30 0 ; 封顶  0 ; 绿化 2026-09-01 0 ; 竣工 2026-09-30 0 ")
}

func milestoneOf(name string, due models.Date, days int, after string) models.Milestone {
	return models.Milestone{ID: name, Name: name, NameKey: models.NameKey(name), Baseline: due, Due: due, DueVersion: 1,
		Status: models.MilestoneOpen, Days: days, After: after}
}
