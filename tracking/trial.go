package tracking

import (
	"context"
	"maps"
	"slices"

	"duban/models"
	"duban/store"
)

// Trial is the state of a programme's trial running, and its rules.
type Trial struct {
	ID        string         `json:"id"`
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	LiveFrom  models.Date    `json:"live_from"` // none: trial running without an end
	Running   bool           `json:"trial"`     // nothing is sent today
	Reminders int            `json:"reminders"` // recorded in trial running and never sent
	// recorded in trial running and never sent, without skipped ones
	Rungs map[models.Rung]int `json:"rungs"`
	// open, and already late when first recorded: each must be settled
	OldLate map[models.Rung]int `json:"old_late"`
	NoDate  int                 `json:"no_date"` // milestones without a date, which cause no reminders

	Ladder  models.Ladder        `json:"-"`
	Rules   models.Word          `json:"-"` // name of the rules in force
	Own     bool                 `json:"-"` // they are a rule set of the office, which says the colours too
	Curve   string               `json:"curve"`
	Colours models.ColourRules   `json:"colours"`
	Choices []models.ColourRules `json:"colour_choices"`

	Entering GoingLive   `json:"entering"` // what would enter on the first live day
	Checks   []LiveCheck `json:"checks"`   // what should be complete before it
	Old      int         `json:"old"`      // items that were late in trial running and are not settled
	Settled  int         `json:"settled"`  // items that were settled
}

// Trial returns what was recorded in trial running, what was late before, and the rules. from is the first live day
// that is previewed; 0 is the day chosen, or else the next working day.
func (s *Service) Trial(ctx context.Context, actor models.Actor, programme string, from models.Date) (Trial, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return Trial{}, err
	}
	out := Trial{AsOf: s.now(), Rungs: map[models.Rung]int{}, OldLate: map[models.Rung]int{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		p, facts := g.Programme, g.Facts()
		out.ID, out.Programme, out.Year, out.LiveFrom, out.Running = p.ID, p.Name, p.Year, p.LiveFrom,
			p.Trial(out.AsOf.Date())
		out.Ladder, out.Curve, out.Colours = p.Book().Ladder, p.Curve, p.Book().Lights
		out.Rules, out.Own = p.RulesName(), p.Rules != ""
		for _, name := range slices.Sorted(maps.Keys(models.ColourRuleSets)) {
			out.Choices = append(out.Choices, models.ColourRuleSets[name])
		}
		for _, f := range facts {
			out.add(f, models.RulesFor(f, g.Calendar))
		}
		to, err := s.receiving(tx)
		if err != nil {
			return err
		}
		out.Entering = goingLive(p, facts, g.Calendar, to, from, out.AsOf)
		out.Checks, err = s.liveChecks(tx, g)
		return err
	})
	return out, err
}

func (t *Trial) add(f models.Facts, rules models.Rules) {
	for _, e := range f.Escalations {
		switch {
		case e.Trial && e.Kind == models.KindReminder:
			t.Reminders++
		case e.Trial && !e.PassedOver:
			t.Rungs[e.Rung]++
		}
	}
	for _, e := range rules.EscalationFigures(f, t.AsOf) {
		if e.Cause == models.CauseLateEntry {
			t.OldLate[e.Rung]++
		}
	}
	t.NoDate += models.WithoutDate(f.Milestones)
	t.Settled += models.SettledItems(f.Escalations)
	if f.Project.Status == models.ProjectOpen {
		t.Old += len(rules.OldLate(f, t.AsOf))
	}
}

// SetColours changes a programme's set of colour rules from now on. Recorded cards stay; the search attributes of the
// workflows change when each next runs.
func (s *Service) SetColours(ctx context.Context, actor models.Actor, key, programme, rules string) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	if _, known := models.ColourRuleSets[rules]; !known {
		return models.Errorf(models.KindInvalid, "unknown_colours", "没有灯色规则“%s”，请从列表中选择", rules)
	}
	var p models.Programme
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		p, err = s.programmeOf(tx, programme)
		return err
	})
	if err != nil {
		return err
	}
	change := map[string]string{"programme": p.ID, "to": rules}
	return s.once(ctx, actor, key, "SetColours", change, "programme.colours", p.ID, func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(p.ID)
		if err != nil {
			return err
		}
		if p.Rules != "" {
			return models.Errorf(models.KindConflict, "rules_in_force", "灯色由“%s”规定；需要修改的，请起草新版本并换用", p.RulesName())
		}
		change["from"] = p.Colours
		return tx.SetColours(p.ID, rules, p.Version)
	})
}
