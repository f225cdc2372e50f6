package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// accountTodos are the changes of accounts that wait for a security administrator.
func accountTodos(s *Service, tx *store.Tx, actor models.Actor, _ *figures.Common) ([]models.Todo, error) {
	if !actor.Is(models.RoleSecurityAdmin) {
		return nil, nil
	}
	rows, err := tx.AccountRequests(models.RequestWaiting, mostRequests)
	var todos []models.Todo
	for _, r := range rows {
		if r.StatusAt(s.now()) == models.RequestWaiting && models.CanConfirm(actor, r, true) == nil {
			todos = append(todos, models.Todo{Kind: models.TodoDecide, Object: r.ID, Path: "/account-requests",
				Title:   models.Messagef("确认账号变更：%s（%s）", models.WordOf(r.Kind), r.Who),
				AskedBy: r.AskedByName, AskedAt: r.AskedAt})
		}
	}
	return todos, err
}
