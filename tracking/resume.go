package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// KeepResume opens, reminds of and closes the tables that ask after the Spring Festival who is back at work (节后复工), for
// the programmes that want it. It is asked at every start and at intervals; run twice it does nothing twice. It returns
// how many steps it took.
func (s *Service) KeepResume(ctx context.Context) (steps int, err error) {
	if s.clockState().Held {
		return 0, nil
	}
	var programmes []models.Programme
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := s.programmes(tx)
		for _, p := range all {
			if today := s.now().Date(); p.Year == today.Year() && !p.Trial(today) {
				programmes = append(programmes, p)
			}
		}
		return err
	})
	for _, p := range programmes {
		if err != nil {
			return steps, err
		}
		var took bool
		took, err = s.keepResumeOf(ctx, p)
		if took {
			steps++
		}
	}
	return steps, err
}

// keepResumeOf takes the step that a programme's table has reached.
func (s *Service) keepResumeOf(ctx context.Context, p models.Programme) (took bool, err error) {
	var wanted bool
	var days models.ResumeDays
	var rules models.RoundRules
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		settings, err := tx.ResumeSettings(p.ID)
		if err != nil || settings.Days == 0 {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		rules = models.NewRoundRules(p, common.Calendar)
		days, wanted = settings.Resume(p.Year, common.Calendar)
		return nil
	}); err != nil || !wanted {
		return false, err
	}
	step := rules.ResumeStep(days, s.now())
	if step == "" {
		return false, nil
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		t, err := s.resumeTable(tx, p, days)
		if err != nil || t.ID == "" || t.ClosedAt != 0 {
			return err
		}
		took, err = s.takeTableStep(tx, t, rules, models.ResumeAsks, step)
		return err
	})
	return took, err
}

// resumeTable returns the programme's table, opened now if it is not yet and can still be answered.
func (s *Service) resumeTable(tx *store.Tx, p models.Programme, days models.ResumeDays) (models.UrgentTable, error) {
	entry := models.ResumeTable(p.Year, days)
	head, err := headOf(models.System, models.ResumeKey+"/"+p.ID, p.ID, "OpenResumeTable", p.Year)
	if err != nil {
		return models.UrgentTable{}, err
	}
	id := ""
	if found, err := earlierAnswer(tx, head, &id); err != nil || found {
		if err != nil {
			return models.UrgentTable{}, err
		}
		return tx.UrgentTable(id)
	}
	if s.now() >= entry.Due {
		return models.UrgentTable{}, nil
	}
	last, err := tx.LastUrgentNumber(p.Year)
	if err != nil {
		return models.UrgentTable{}, err
	}
	t, err := models.OpenUrgentTable(p, last+1, entry, models.System, s.now())
	if err != nil {
		return t, err
	}
	if err := tx.InsertUrgentTable(t); err != nil {
		return t, err
	}
	return t, s.remember(tx, models.System, head, "urgent.open", t.ID, t.ID)
}
