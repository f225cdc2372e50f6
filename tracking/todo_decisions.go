package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// decisionTodos are what the office, leaders and the government office decide on: submissions, requests, corrections
// and rounds to close.
func decisionTodos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error) {
	if !actor.Is(models.RoleOffice, models.RoleLeader, models.RoleGovernment) {
		return nil, nil
	}
	projects, err := tx.ProjectsWaiting()
	if err != nil {
		return nil, err
	}
	members, err := s.factsOf(tx, projects)
	if err != nil {
		return nil, err
	}
	var todos []models.Todo
	now := s.now()
	for _, m := range members {
		rules := models.RulesFor(m.Facts, common.Calendar)
		if models.CanReview(actor) == nil {
			todos = append(todos, reviewTodos(m.Facts, actor, rules, now)...)
		}
		in := askingWith(common, m.Facts)
		for _, q := range m.WaitingRequests() {
			if v := in.view(actor, q, now); v.MayDecide || v.MayEnter {
				todos = append(todos, requestTodo(m.Facts, q, models.TodoDecide, rules, now))
			}
		}
	}
	if models.CanCloseMonth(actor) == nil {
		closing, err := s.closingTodos(tx, now)
		if err != nil {
			return nil, err
		}
		todos = append(todos, closing...)
	}
	return todos, nil
}

// reviewTodos are the submissions that wait for the office, and the corrections that another person asked for.
func reviewTodos(f models.Facts, actor models.Actor, rules models.Rules, now models.Instant) (todos []models.Todo) {
	for _, sub := range f.Waiting() {
		if sub.ByID == actor.ID {
			continue
		}
		one := askedOf(f.Project, models.TodoReview, sub.ID, "/reviews?at="+sub.ID)
		one.Title, one.AskedBy, one.AskedAt = models.Messagef("审定%s", aboutSubmission(f, sub)), sub.ByName, sub.SubmittedAt
		todos = append(todos, by(one, rules.ReviewDue(sub), now.Date(), rules.Calendar))
	}
	for _, c := range f.Corrections {
		if c.Status != models.RequestWaiting || c.AskedByID == actor.ID {
			continue
		}
		one := askedOf(f.Project, models.TodoDecide, c.ID, "/corrections")
		one.Title, one.AskedBy, one.AskedAt = models.Messagef("确认更正：%s", models.WordOf(c.Kind)), c.AskedByName, c.AskedAt
		todos = append(todos, one)
	}
	return todos
}

// closingTodos are the rounds of the latest list that are to be closed.
func (s *Service) closingTodos(tx *store.Tx, now models.Instant) (todos []models.Todo, err error) {
	g, err := s.programme(tx, "")
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, open := range roundsToClose(g, now) {
		if open.Asked {
			one := models.Todo{Kind: models.TodoDecide, Object: g.ID + "/" + open.Month.String(),
				Title: models.Messagef("办理 %s 月结", open.Month), Path: "/closings"}
			todos = append(todos, by(one, open.Due, now.Date(), g.Calendar))
		}
	}
	return todos, nil
}
