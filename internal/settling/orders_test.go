package settling_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"duban/internal/settling"
	"duban/internal/testkit/pgtest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

var (
	days = models.NewCalendar(nil, []int{2021})
	now  = models.DateOf(2021, 7, 8).At(9, 0)
)

// stores runs a test with an empty store of each kind.
func stores(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Run("sqlite", func(t *testing.T) { test(t, storetest.Open(t, filepath.Join(t.TempDir(), "duban.db"))) })
	t.Run("postgres", func(t *testing.T) { test(t, storetest.Open(t, pgtest.New(t))) })
}

// atOnce runs transactions side by side and reports the errors.
func atOnce(t *testing.T, s *store.Store, work ...func(tx *store.Tx) error) {
	t.Helper()
	var ready, done sync.WaitGroup
	ready.Add(len(work))
	for i, fn := range work {
		done.Go(func() {
			ready.Done()
			ready.Wait()
			if err := s.Write(t.Context(), fn); err != nil {
				t.Errorf("transaction %d: %v", i, err)
			}
		})
	}
	done.Wait()
}

func escalation(n int) models.Escalation {
	return models.Escalation{ID: fmt.Sprint("esc-", n), ProgrammeID: "district-2021", ProjectID: fmt.Sprint("p-", n),
		Item: models.ItemReport, Month: models.MonthOf(2021, 6), Kind: models.KindRung, Rung: models.Yellow, At: now}
}

// draft is the transaction of a project that reaches a yellow card.
func draft(n int) func(tx *store.Tx) error {
	return func(tx *store.Tx) error {
		e := escalation(n)
		project := models.Project{ID: e.ProjectID, Name: "项目" + e.ProjectID, ResponsibleUnitID: "org-unit"}
		return settling.Orders(tx, []models.Escalation{e}, nil, map[string]models.Project{project.ID: project}, days, now)
	}
}

// Projects of one unit that fall due at the same moment come into one draft, whichever transaction is first.
func TestProjectsThatFallDueAtOnceComeIntoOneDraft(t *testing.T) {
	const projects = 12
	stores(t, func(t *testing.T, s *store.Store) {
		var work []func(tx *store.Tx) error
		for n := range projects {
			work = append(work, draft(n))
		}
		atOnce(t, s, work...)
		storetest.Read(t, s, func(tx *store.Tx) error {
			all, err := tx.AllOrders()
			if len(all) != 1 || len(all[0].Listed()) != projects {
				t.Errorf("%d orders", len(all))
			}
			return err
		})
	})
}

// While people take steps with an order, its items end and others come in: no transaction is refused because of
// another, and nothing is lost.
func TestStepsAndItemsOfOneOrderAtOnce(t *testing.T) {
	const projects = 8
	stores(t, func(t *testing.T, s *store.Store) {
		var work []func(tx *store.Tx) error
		for n := range projects {
			storetest.Write(t, s, draft(n))
		}
		id := ""
		storetest.Read(t, s, func(tx *store.Tx) error {
			all, err := tx.AllOrders()
			id = all[0].Order.ID
			return err
		})
		for n := range projects / 2 {
			work = append(work, func(tx *store.Tx) error {
				return settling.Orders(tx, nil, []models.Closing{{EscalationID: escalation(n).ID, Reason: "月报已审定"}}, nil, days,
					now)
			}, draft(projects+n), func(tx *store.Tx) error {
				f, err := tx.Order(id)
				if err != nil {
					return err
				}
				text := fmt.Sprint("附件", n)
				f, step, err := models.NewOrderRules(days).Take(f, models.StepEdit, models.OrderCommand{
					Edit: &models.OrderEdit{Attachments: &text}}, models.OrderActor{}, text, now)
				if err != nil {
					return err
				}
				return settling.SaveOrder(tx, &f, []models.OrderStep{step}, days, now)
			})
		}
		atOnce(t, s, work...)
		storetest.Read(t, s, func(tx *store.Tx) error {
			f, err := tx.Order(id)
			edits := 0
			for _, step := range f.Steps {
				if step.Kind == models.StepEdit {
					edits++
				}
			}
			if len(f.Late()) != projects || edits != projects/2 {
				t.Errorf("%d items, %d edits", len(f.Late()), edits)
			}
			return err
		})
	})
}
