package tracking

import (
	"context"
	"slices"
	"strconv"

	"duban/models"
	"duban/store"
)

// UrgentAnswer is what one project answers to columns.
type UrgentAnswer struct {
	Project string            `json:"project"` // code
	Values  map[string]string `json:"values"`  // by the column's key or name; "" takes an answer back
}

// AnswerUrgent enters answers to an urgent table, all of them or none. They are for scheduling and change no figure.
// Whoever is not of the receiver answers on its behalf (代填). The same key again changes nothing.
func (s *Service) AnswerUrgent(ctx context.Context, actor models.Actor, key, id string,
	answers []UrgentAnswer) (UrgentPage, error) {
	if err := models.CanSubmit(actor); err != nil {
		return UrgentPage{}, err
	}
	body := map[string]any{"table": id, "answers": answers}
	err := s.once(ctx, actor, key, "AnswerUrgent", body, "urgent.answer", id, func(tx *store.Tx) error {
		u, err := s.seenUrgent(tx, actor, id)
		if err != nil {
			return err
		}
		a := answering{urgent: u, actor: actor, now: s.now()}
		for _, answer := range answers {
			if err := a.take(answer); err != nil {
				return err
			}
		}
		if len(a.values) == 0 {
			return models.Errorf(models.KindInvalid, "nothing_answered", "没有填写任何内容")
		}
		return tx.PutUrgentValues(a.values)
	})
	if err != nil {
		return UrgentPage{}, err
	}
	return s.UrgentTable(ctx, actor, id)
}

// answering collects the values of answers.
type answering struct {
	*urgent
	actor  models.Actor
	now    models.Instant
	paper  string // file they are taken from
	values []models.UrgentValue
}

// take checks an answer and adds what it changes.
func (a *answering) take(answer UrgentAnswer) error {
	if a.ClosedAt != 0 {
		return models.UrgentTableClosed()
	}
	i := slices.IndexFunc(a.rows, func(r urgentRow) bool { return sameProject(r.Project, answer.Project) })
	if i < 0 {
		return models.ProjectNotFound(answer.Project)
	}
	row := a.rows[i]
	onBehalf, err := models.CanAnswerUrgent(a.actor, a.UrgentTable, row.Project)
	if err != nil {
		return err
	}
	for said, typed := range answer.Values {
		at := slices.IndexFunc(a.Columns, func(c models.UrgentColumn) bool {
			return c.Key == said || models.NameKey(c.Name) == models.NameKey(said)
		})
		if at < 0 {
			return models.Errorf(models.KindInvalid, "no_column", "急报表中没有“%s”这一列，请核对", said)
		}
		c := a.Columns[at]
		text, err := c.Value(typed)
		if err != nil {
			return withProject(err, row.Project.Name)
		}
		if text == row.answers[c.Key].Text {
			continue
		}
		v := models.UrgentValue{TableID: a.ID, ProjectID: row.Project.ID, Column: c.Key, Text: text, Paper: a.paper,
			ByID: a.actor.ID, ByName: a.actor.Name, At: a.now}
		if onBehalf {
			v.OnBehalfOf = models.OwnerWords(a.receiver(row))
		}
		a.values = append(a.values, v)
	}
	return nil
}

// sameProject reports whether a text names a project: its code, or "<year>/<code>".
func sameProject(p models.Project, text string) bool {
	return p.Code == text || strconv.Itoa(p.Year)+"/"+p.Code == text
}

// withProject says which project an error is about.
func withProject(err error, name string) error {
	e := models.AsError(err)
	return models.Errorf(e.Kind, e.Code, "%s：%s", name, e.Message)
}
