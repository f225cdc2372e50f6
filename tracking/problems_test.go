package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// A problem of land is raised by the owner, assigned by the office, falls overdue, climbs by itself with one message a
// step, is solved by the department and closed by the owner; the department sees the problem and not the project.
func TestAProblemClimbsUntilItIsConfirmed(t *testing.T) {
	s := newFixture(t)
	ctx := t.Context()
	owner := holding(models.RoleOwner, s.own.OwnerID)
	department := models.Actor{ID: "land-clerk", Name: "自然资源局经办", Roles: []models.Role{{Role: models.RoleUnit,
		OrganisationID: models.OrganisationID("区自然资源局")}}}
	raised, err := s.RaiseProblem(ctx, owner, "raise", s.own.Code, 0, landProblem())
	if err != nil {
		t.Fatal(err)
	}
	id := raised.Object
	act := func(by models.Actor, act models.ProblemAct, c models.ProblemCommand) error {
		c.Act = act
		_, err := s.ChangeProblem(ctx, by, id+string(act)+by.ID+c.Text, id, 0, tracking.ProblemInput{ProblemCommand: c,
			NewDepartment: true})
		return err
	}
	due := s.clock.Date() + 7
	if _, err := s.Problem(ctx, department, id); models.KindOf(err) != models.KindNotFound {
		t.Fatalf("before it is asked, the department sees it: %v", err)
	}
	if err := act(office, models.ActAssign, models.ProblemCommand{Department: "区自然资源局", Due: due}); err != nil {
		t.Fatal(err)
	}
	page, err := s.Problem(ctx, department, id)
	if err != nil || page.SeesProject || !slices.Contains(page.Acts, models.ActSolve) {
		t.Fatalf("the department: %v, %+v", err, page)
	}
	if _, err := s.ProjectPage(ctx, department, s.own.Code); models.KindOf(err) != models.KindNotFound {
		t.Fatalf("the department sees the project: %v", err)
	}
	wantCode(t, act(department, models.ActClose, models.ProblemCommand{}), models.KindConflict, "wrong_status")
	s.until((due + 40).At(12, 0))
	var got []string
	storetest.Read(t, s.Store, func(tx *store.Tx) error {
		steps, err := tx.ProblemStepsOf(id)
		for _, step := range steps {
			if step.Step != "" {
				got = append(got, step.Step)
			}
		}
		return err
	})
	want := []string{"due-3", "overdue-1", "overdue-6", "overdue-16"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("steps: want (-), got (+):\n%s", diff)
	}
	var told []string
	for _, m := range s.outbox() {
		if m.Object == id && strings.Contains(m.Key, "/overdue-") {
			told = append(told, string(m.Audience)+m.PartyID+" "+m.Path)
		}
	}
	path := " /problems/" + id
	wantTold := []string{models.OrganisationID("区自然资源局") + path, "office" + path, "office-head" + path, "sponsor" + path,
		"deputy-in-charge" + path}
	slices.Sort(told)
	slices.Sort(wantTold)
	if diff := cmp.Diff(wantTold, told); diff != "" {
		t.Errorf("messages: want (-), got (+):\n%s", diff)
	}
	if err := act(department, models.ActSolve, models.ProblemCommand{Text: "已供地"}); err != nil {
		t.Fatal(err)
	}
	if err := act(department, models.ActClose, models.ProblemCommand{}); models.KindOf(err) != models.KindForbidden {
		t.Fatalf("who solved it closes it: %v", err)
	}
	if err := act(owner, models.ActClose, models.ProblemCommand{}); err != nil {
		t.Fatal(err)
	}
	ledger, err := s.Problems(ctx, owner, tracking.ProblemFilter{Kind: models.ProblemLand})
	if err != nil || len(ledger.Totals) != 1 || ledger.Totals[0].Quantity != 25_000 ||
		ledger.Totals[0].QuantityClosed != 12_500 {
		t.Errorf("the ledger: %v %+v", err, ledger.Totals)
	}
	todos, err := s.Todos(ctx, office)
	if err != nil || !slices.ContainsFunc(todos, func(d models.Todo) bool { return d.Object == s.problem }) {
		t.Errorf("the office is not asked to assign the other one: %v %+v", err, todos)
	}
}
