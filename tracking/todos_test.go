package tracking_test

import (
	"slices"
	"testing"

	"duban/models"
)

// kindsOf lists the kinds of what is asked of a person about own, in their order.
func (s fixture) kindsOf(a models.Actor) (kinds []models.TodoKind) {
	s.t.Helper()
	todos, err := s.Todos(s.t.Context(), a)
	if err != nil {
		s.t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, one := range todos {
		if id := string(one.Kind) + one.Object; seen[id] {
			s.t.Errorf("twice: %+v", one)
		} else {
			seen[id] = true
		}
		if one.Path == "" || one.Title.IsZero() || one.Object == "" {
			s.t.Errorf("incomplete: %+v", one)
		}
		if one.Code == s.own.Code && !slices.Contains(kinds, one.Kind) {
			kinds = append(kinds, one.Kind)
		}
	}
	return kinds
}

// Case 9 of people.md: what waits for a unit's opinion, to be signed for and to be answered is in its list; and so for
// every kind of person what is asked of them.
func TestEveryoneSeesWhatIsAskedOfThem(t *testing.T) {
	s := newFixture(t)
	s.acceptTwo()
	post := models.PostID("分管工业副区长")
	leader := models.Actor{ID: "leader", Name: "某", Roles: []models.Role{{Role: models.RoleLeader, PostID: post}}}
	m := s.toExtend(true)
	if _, err := s.AskRequest(t.Context(), holding(models.RoleOwner, s.own.OwnerID), "long", s.own.Code,
		models.RequestCommand{Kind: models.RequestExtension, Milestone: m.ID, Date: m.Due + 10, Reason: "征地"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Instruct(t.Context(), leader, "instruct", s.late, models.NoteCommand{Text: "请抓紧",
		Due: s.clock.Date() + 3}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		actor models.Actor
		want  []models.TodoKind
	}{
		"owner": {holding(models.RoleOwner, s.own.OwnerID), []models.TodoKind{models.TodoSubmit}},
		"unit": {holding(models.RoleUnit, s.own.ResponsibleUnitID), []models.TodoKind{models.TodoPreReview,
			models.TodoSign, models.TodoAnswer}},
		"office": {models.Actor{ID: "second", Name: "二", Roles: office.Roles}, []models.TodoKind{models.TodoReview,
			models.TodoDecide}},
		"leader": {leader, []models.TodoKind{models.TodoDecide}},
		"government office": {models.Actor{ID: "gov", Roles: holding(models.RoleGovernment, "").Roles},
			[]models.TodoKind{models.TodoDecide}},
	} {
		got := s.kindsOf(c.actor)
		for _, kind := range c.want {
			if !slices.Contains(got, kind) {
				t.Errorf("%s is not asked to %s: %v", name, kind, got)
			}
		}
	}
	other := holding(models.RoleUnit, s.other.ResponsibleUnitID)
	if got := s.kindsOf(other); len(got) != 0 {
		t.Errorf("another unit is asked about own: %v", got)
	}
	if got := s.kindsOf(holding(models.RoleReadOnly, "")); len(got) != 0 {
		t.Errorf("a reader is asked: %v", got)
	}
}
