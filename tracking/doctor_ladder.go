package tracking

import (
	"context"
	"fmt"

	"duban/models"
	"duban/store"
)

// everything holds the facts of every project on a list, and the calendar, loaded once for several checks.
type everything struct {
	s        *Service
	loaded   bool
	err      error
	facts    []models.Facts
	calendar models.Calendar
}

func (s *Service) factsOnce() *everything { return &everything{s: s} }

// each returns a check that looks at one project at a time.
func (e *everything) each(find func(f models.Facts, calendar models.Calendar) []string) func(context.Context) ([]string,
	error) {
	return func(ctx context.Context) ([]string, error) {
		if !e.loaded {
			e.loaded, e.err = true, e.load(ctx)
		}
		var found []string
		for _, f := range e.facts {
			found = append(found, find(f, e.calendar)...)
		}
		return found, e.err
	}
}

func (e *everything) load(ctx context.Context) error {
	return e.s.Store.Read(ctx, func(tx *store.Tx) error {
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		e.calendar = e.s.Calendar(extra)
		seen := map[string]bool{}
		for _, p := range programmes {
			all, err := tx.FactsOf(p.ID)
			if err != nil {
				return err
			}
			for _, f := range all {
				if !seen[f.Project.ID] {
					seen[f.Project.ID] = true
					e.facts = append(e.facts, f)
				}
			}
		}
		return nil
	})
}

// missingRungs applies the rules again: anything that fell due some time ago must be recorded.
func (s *Service) missingRungs(f models.Facts, calendar models.Calendar) []string {
	var found []string
	turn := models.RulesFor(f, calendar).Advance(f, s.now().Add(-overdueWake))
	for _, e := range turn.Records {
		found = append(found, fmt.Sprintf("%s %s（%s）", f.Project.Code, e.Sentence(), e.At.Minute()))
	}
	for _, step := range turn.Steps {
		found = append(found, fmt.Sprintf("%s 问题%s（%s）", f.Project.Code, step.Act.Chinese(), step.At.Minute()))
	}
	return found
}

// unfoundedRungs reports recorded rungs that the rules do not produce from the same facts.
func (s *Service) unfoundedRungs(f models.Facts, calendar models.Calendar) []string {
	var found []string
	for _, fault := range models.RulesFor(f, calendar).InconsistentRungs(f) {
		found = append(found, f.Project.Code+" "+fault)
	}
	return found
}
