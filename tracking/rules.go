package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// RuleList lists the sets of rules: those that are part of the program, and the office's own.
type RuleList struct {
	AsOf  models.Instant `json:"as_of"`
	Edits bool           `json:"-"` // the actor may draft and edit
	Lines []RuleLine     `json:"rules"`
}

// RuleLine is one set of rules.
type RuleLine struct {
	ID        string               `json:"id"` // of a set that is part of the program its key
	Name      string               `json:"name"`
	Version   int                  `json:"version,omitempty"`
	BuiltIn   bool                 `json:"built_in"`
	Status    models.RuleSetStatus `json:"status"`
	About     models.Word          `json:"about,omitempty"`
	Ground    string               `json:"ground,omitempty"`
	AdoptedOn models.Date          `json:"adopted_on,omitzero"`
	By        string               `json:"by,omitempty"`
	At        models.Instant       `json:"at,omitzero"`
	UsedBy    []string             `json:"used_by"` // names of the programmes that go by it
}

// RuleView is a set of rules with what it says and what is wrong with it.
type RuleView struct {
	RuleLine
	Revision int                `json:"revision,omitempty"`
	Rules    models.RuleBook    `json:"rules"`
	Faults   []models.RuleFault `json:"faults"` // of a draft: why it can not be adopted
	Edits    bool               `json:"-"`
}

// Title names the set with its version.
func (l RuleLine) Title() models.Word {
	if l.BuiltIn {
		return models.Word(l.Name)
	}
	return models.Word(models.RuleSet{Name: l.Name, Version: l.Version}.Title())
}

// RuleSets lists the sets of rules.
func (s *Service) RuleSets(ctx context.Context, actor models.Actor) (RuleList, error) {
	out := RuleList{AsOf: s.now(), Edits: models.CanPlan(actor) == nil, Lines: []RuleLine{}}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		rows, err := tx.RuleSets()
		if err != nil {
			return err
		}
		for _, r := range rows {
			out.Lines = append(out.Lines, ruleLine(r, programmes))
		}
		for _, name := range slices.Backward(models.LadderNames) {
			out.Lines = append(out.Lines, builtIn(name, string(models.LadderName(name)), "", programmes))
		}
		for _, p := range models.RulePresets {
			out.Lines = append(out.Lines, builtIn(p.Key, p.Name, p.About, programmes))
		}
		return nil
	})
	return out, err
}

// RuleSet returns a set of rules by its ID, its name (the newest version) or the key of one of the program.
func (s *Service) RuleSet(ctx context.Context, actor models.Actor, rules string) (RuleView, error) {
	var out RuleView
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = ruleView(tx, rules)
		out.Edits = models.CanPlan(actor) == nil
		return err
	})
	return out, err
}

func ruleView(tx *store.Tx, rules string) (out RuleView, err error) {
	programmes, err := tx.Programmes()
	if err != nil {
		return out, err
	}
	if book, known := models.RulesByName(rules); known {
		name, about := book.Name, ""
		for _, p := range models.RulePresets {
			if p.Key == rules {
				about = p.About
			}
		}
		return RuleView{RuleLine: builtIn(rules, name, about, programmes), Rules: book, Faults: []models.RuleFault{}}, nil
	}
	row, found, err := ruleSetOf(tx, rules)
	if err != nil {
		return out, err
	}
	if !found {
		return out, noRules(rules)
	}
	out = RuleView{RuleLine: ruleLine(row, programmes), Revision: row.Revision, Faults: []models.RuleFault{}}
	if out.Rules, err = row.Book(); err != nil {
		return out, err
	}
	if row.Status == models.RulesDrafted {
		out.Faults = append(out.Faults, out.Rules.Check()...)
	}
	return out, nil
}

func noRules(rules string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_rules", "没有名为“%s”的规则，请从规则列表中选择", rules)
}

// ruleSetOf finds a rule set of the office by its ID, or the newest version of a name.
func ruleSetOf(tx *store.Tx, rules string) (models.RuleSet, bool, error) {
	row, found, err := tx.RuleSet(rules)
	if err != nil || found {
		return row, found, err
	}
	return tx.RuleSetNamed(rules)
}

func ruleLine(r models.RuleSet, programmes []models.Programme) RuleLine {
	return RuleLine{ID: r.ID, Name: r.Name, Version: r.Version, Status: r.Status, Ground: r.Ground, AdoptedOn: r.AdoptedOn,
		By: r.ByName, At: r.At, UsedBy: usedBy(r.ID, programmes)}
}

func builtIn(key, name, about string, programmes []models.Programme) RuleLine {
	return RuleLine{ID: key, Name: name, BuiltIn: true, Status: models.RulesAdopted, About: models.Word(about),
		UsedBy: usedBy(key, programmes)}
}

func usedBy(rules string, programmes []models.Programme) []string {
	names := []string{}
	for _, p := range programmes {
		if p.Ladder == rules {
			names = append(names, p.Name)
		}
	}
	return names
}
