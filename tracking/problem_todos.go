package tracking

import (
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

func init() { todoSources = append(todoSources, problemTodos) }

// problemTodos lists what problems ask of a person: the office assigns, the department solves, who raised it confirms,
// and unit and office say of what kind a text of a report is.
func problemTodos(s *Service, tx *store.Tx, actor models.Actor, _ *figures.Common) ([]models.Todo, error) {
	if models.CanHandleProblems(actor) != nil || actor.Operator {
		return nil, nil //nolint:nilerr // nothing is asked of who has no part in problems
	}
	g, err := s.programme(tx, "")
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil // there is no list yet
	}
	if err != nil {
		return nil, err
	}
	now := s.now()
	ledger := s.problemLedger(g, actor, ProblemFilter{Open: true}, now)
	var out []models.Todo
	for _, v := range ledger.Problems {
		kind, title := problemTodo(actor, v)
		if kind == "" {
			continue
		}
		t := models.Todo{Kind: kind, Object: v.ID, Title: title, Code: v.Project, Name: v.Name,
			Path: models.ProblemPath(v.ID), AskedBy: v.RaisedFor, AskedAt: v.RaisedAt}
		if kind == models.TodoCarryOut {
			t.Due, t.DaysLate = v.Due, v.DaysLate
			if t.DaysLate == 0 {
				t.DaysLeft = g.Calendar.Between(now.Date(), v.Due)
			}
		}
		out = append(out, t)
	}
	for _, r := range ledger.Reported {
		if r.MayDismiss {
			out = append(out, models.Todo{Kind: models.TodoDecide, Object: r.Key, Code: r.Project, Name: r.Name,
				Title: models.Messagef("月报中的问题待归类：%s", short(r.Text)), Path: "/problems?project=" + r.Project})
		}
	}
	return out, nil
}

// problemTodo says what a problem asks of the person; "" for nothing. What the office may enter from paper for others
// is not asked of it.
func problemTodo(actor models.Actor, v ProblemView) (models.TodoKind, models.Message) {
	of := func(organisation string) bool {
		return organisation != "" && (slices.Contains(actor.Organisations(models.RoleUnit), organisation) ||
			slices.Contains(actor.Organisations(models.RoleOwner), organisation))
	}
	office := actor.Is(models.RoleOffice)
	text := short(v.Text)
	switch {
	case v.Status == models.ProblemRaised && office:
		return models.TodoDecide, models.Messagef("%s类问题待交办：%s", models.WordOf(v.Kind), text)
	case v.row.InHand() && of(v.departmentID):
		return models.TodoCarryOut, models.Messagef("%s类问题待办理：%s", models.WordOf(v.Kind), text)
	case slices.Contains(v.Acts, models.ActClose) && (of(v.raisedForID) || v.raisedForID == "" && office):
		return models.TodoDecide, models.Messagef("%s类问题已办结，待确认：%s", models.WordOf(v.Kind), text)
	}
	return "", models.Message{}
}

// short is the beginning of a text.
func short(text string) string {
	const most = 30
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
