package tracking

import (
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

func init() { todoSources = append(todoSources, confirmationTodos) }

// confirmationTodos asks owners for the 形象进度确认单 that the office asked for and that are not attached yet.
func confirmationTodos(_ *Service, tx *store.Tx, actor models.Actor, _ *figures.Common) ([]models.Todo, error) {
	owners := actor.Organisations(models.RoleOwner)
	if len(owners) == 0 {
		return nil, nil
	}
	rows, err := tx.AskedConfirmations(owners)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, c := range rows {
		ids[i] = c.ProjectID
	}
	projects, err := tx.ProjectsByID(ids)
	var todos []models.Todo
	for _, c := range rows {
		i := slices.IndexFunc(projects, func(p models.Project) bool { return p.ID == c.ProjectID })
		if i < 0 {
			continue
		}
		one := askedOf(projects[i], models.TodoSubmit, c.ID, models.ConfirmationPath(projects[i], c.Month))
		one.Title, one.AskedBy, one.AskedAt = models.Messagef("提供%s形象进度确认单", c.Month), c.ByName, c.At
		todos = append(todos, one)
	}
	return todos, err
}
