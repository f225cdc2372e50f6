package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// todoSource lists what one area of the program asks of a person. Each area has its own file.
type todoSource func(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error)

// todoSources are all areas. Nothing that is asked of a person stands elsewhere only.
var todoSources = []todoSource{
	decisionTodos,
	ladderTodos,
	accountTodos,
	todosToRelease,
	suggestionTodos,
	findingTodos,
	reserveTodos,
}

// Todos lists what is asked of a person, the most urgent first.
func (s *Service) Todos(ctx context.Context, actor models.Actor) ([]models.Todo, error) {
	tasks, err := s.Tasks(ctx, actor)
	return tasks.Todos, err
}

// todos adds what every area asks of the person, each thing once.
func (t *Tasks) todos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) error {
	t.Todos = append(t.Todos, t.handIns()...)
	for _, source := range todoSources {
		more, err := source(s, tx, actor, common)
		if err != nil {
			return err
		}
		t.Todos = append(t.Todos, more...)
	}
	type id struct {
		kind   models.TodoKind
		object string
	}
	known := map[id]bool{}
	t.Todos = slices.DeleteFunc(t.Todos, func(one models.Todo) bool {
		this := id{one.Kind, one.Object}
		again := known[this]
		known[this] = true
		return again
	})
	slices.SortStableFunc(t.Todos, models.CompareTodos)
	return nil
}

// Others are what is asked of the person besides what they are to hand in, which Tasks and Urgent list in detail.
func (t Tasks) Others() []models.Todo {
	handIns := map[string]bool{}
	for _, one := range t.handIns() {
		handIns[string(one.Kind)+one.Object] = true
	}
	return slices.DeleteFunc(slices.Clone(t.Todos), func(one models.Todo) bool {
		return handIns[string(one.Kind)+one.Object]
	})
}
