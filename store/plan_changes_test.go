package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// A person's change of a plan is listed until an import changes the plan; imports that leave the plan unchanged and
// undone imports do not count.
func TestPlanChanges(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, projects := seed(t, s, 3)
		plan := func(p models.Project, amount models.Money) models.Project {
			p.AnnualPlan = amount
			return p
		}
		version := map[string]int{}
		bring := func(id string, at models.Instant, rows ...[2]models.Project) {
			st := &staging{t: t}
			for _, r := range rows {
				p := r[0].ID
				st.add("projects", p, 1+version[p], r[0], r[1])
				version[p]++
			}
			st.stage(s, id)
			if _, err := promote(t, s, id, at); err != nil {
				t.Fatal(err)
			}
		}
		a, b, c := projects[0], projects[1], projects[2]
		bring("first", noon, [2]models.Project{a, plan(a, 100)}, [2]models.Project{b, plan(b, 100)},
			[2]models.Project{c, plan(c, 100)})
		write(t, s, func(tx *Tx) error {
			var events []models.AuditEvent
			for _, p := range projects {
				events = append(events, models.AuditEvent{ProjectID: p.ID, ByID: "office", ByName: "张三", Action: "plan.amount",
					At: noon + 10})
			}
			return tx.InsertAudit(events...)
		})
		bring("later", noon+20, [2]models.Project{plan(a, 150), plan(a, 150)}, [2]models.Project{plan(b, 150), plan(b, 170)})
		bring("undone", noon+30, [2]models.Project{plan(c, 150), plan(c, 180)})
		if _, err := undo(t, s, "undone"); err != nil {
			t.Fatal(err)
		}
		want := map[string]models.AmountChange{
			a.ID: {By: "张三", At: noon + 10, From: new(models.Money(100))},
			c.ID: {By: "张三", At: noon + 10, From: new(models.Money(100))},
		}
		got := get(t, s, func(tx *Tx) (map[string]models.AmountChange, error) { return tx.PlanChanges(programme.ID) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("plan changes:\n%s", diff)
		}
		if none := get(t, s, func(tx *Tx) (map[string]models.AmountChange, error) {
			return tx.PlanChanges("city-2021")
		}); len(none) != 0 {
			t.Errorf("of another programme: %v", none)
		}
	})
}
