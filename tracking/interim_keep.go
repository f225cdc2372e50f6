package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// KeepInterim opens, reminds of and closes the urgent tables of the ten-day and weekly rounds (旬调度、周调度) in force. It
// is asked at every start and at intervals; run twice it does nothing twice. It returns how many steps it took.
func (s *Service) KeepInterim(ctx context.Context) (steps int, err error) {
	if s.clockState().Held {
		return 0, nil
	}
	var programmes []models.Programme
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := s.programmes(tx)
		for _, p := range all {
			if today := s.now().Date(); !p.Trial(today) {
				programmes = append(programmes, p)
			}
		}
		return err
	})
	for _, p := range programmes {
		if err != nil {
			return steps, err
		}
		var took int
		took, err = s.keepInterimOf(ctx, p)
		steps += took
	}
	return steps, err
}

// interimStep is a period with the step that it has reached.
type interimStep struct {
	round  models.InterimRound
	days   models.InterimDays
	period models.InterimPeriod // as on record; without an ID before it is
	step   models.ResumeAsk
}

// keepInterimOf takes the steps that a programme's periods have reached, each in a transaction of its own.
func (s *Service) keepInterimOf(ctx context.Context, p models.Programme) (took int, err error) {
	var due []interimStep
	var rules models.RoundRules
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rounds, err := tx.InterimRounds(p.ID)
		if err != nil || len(rounds) == 0 {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		rules = models.NewRoundRules(p, common.Calendar)
		due, err = s.interimSteps(tx, rounds, rules)
		return err
	}); err != nil {
		return 0, err
	}
	for _, one := range due {
		done := false
		if err := s.Store.Write(ctx, func(tx *store.Tx) (err error) {
			done, err = s.takeInterimStep(tx, p, one, rules)
			return err
		}); err != nil {
			return took, err
		}
		if done {
			took++
		}
	}
	return took, nil
}

// interimSteps returns the periods that have begun and are not over.
func (s *Service) interimSteps(tx *store.Tx, rounds []models.InterimRound, rules models.RoundRules) ([]interimStep,
	error) {
	known, err := tx.InterimPeriods(rounds[0].ProgrammeID)
	if err != nil {
		return nil, err
	}
	tables, err := tx.UrgentTables(rounds[0].ProgrammeID)
	if err != nil {
		return nil, err
	}
	over := map[string]bool{"": true} // a period without a table was missed
	for _, t := range tables {
		over[t.ID] = t.ClosedAt != 0
	}
	byID := map[string]models.InterimPeriod{}
	for _, k := range known {
		byID[k.ID] = k
	}
	var out []interimStep
	for _, r := range rounds {
		if r.EndedAt != 0 {
			continue
		}
		for _, d := range r.Periods(rules.Calendar) {
			one := interimStep{round: r, days: d, period: byID[r.Period(d, 0).ID],
				step: rules.ResumeStep(d.ResumeDays, s.now())}
			if one.step == "" || one.period.ID != "" && over[one.period.TableID] {
				continue
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// takeInterimStep opens a period's table, or records that it was missed, or takes the step its open table has reached.
func (s *Service) takeInterimStep(tx *store.Tx, p models.Programme, one interimStep, rules models.RoundRules) (bool,
	error) {
	if now, err := tx.InterimRound(one.round.ID); err != nil || now.EndedAt != 0 {
		return false, err
	}
	if one.period.ID == "" {
		return s.beginPeriod(tx, p, one, rules)
	}
	t, err := tx.UrgentTable(one.period.TableID)
	if err != nil || t.ClosedAt != 0 {
		return false, err
	}
	return s.takeTableStep(tx, t, rules, models.InterimAsks, one.step)
}

// beginPeriod opens the table of a period that can still be answered; another one is recorded without messages.
func (s *Service) beginPeriod(tx *store.Tx, p models.Programme, one interimStep, rules models.RoundRules) (bool,
	error) {
	period := one.round.Period(one.days, s.now())
	entry, action := one.round.InterimTable(one.days), "interim.miss"
	var t models.UrgentTable
	if s.now() < entry.Due {
		last, err := tx.LastUrgentNumber(p.Year)
		if err != nil {
			return false, err
		}
		if t, err = models.OpenUrgentTable(p, last+1, entry, models.System, s.now()); err != nil {
			return false, err
		}
		t.Basis, period.TableID, action = one.round.Document, t.ID, "interim.open"
	}
	fresh, err := tx.InsertInterimPeriod(period)
	if err != nil || !fresh {
		return false, err
	}
	head, err := headOf(models.System, models.InterimKey+"/"+period.ID, p.ID, "BeginInterimPeriod", period.LastDay)
	if err != nil {
		return false, err
	}
	if err := s.remember(tx, models.System, head, action, period.ID, period); err != nil || t.ID == "" {
		return err == nil, err
	}
	if err := tx.InsertUrgentTable(t); err != nil {
		return false, err
	}
	return s.takeTableStep(tx, t, rules, models.InterimAsks, one.step)
}
