package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

// The rows of sets of rules.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"UnitKinds":    {unitKinds, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"SetUnitKinds": {setUnitKinds, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"RuleSets":     {ruleSets, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"RuleSet":      {ruleSet, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"TryRules":     {tryRules, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"DraftRules":   {draftRules, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"EditRules":    {editRules, [9]string{hidden, hidden, no, no, no, no, no, no, no}},
		"AdoptRules":   {adoptRules, [9]string{hidden, hidden, no, no, no, no, no, no, no}},
		"Curves":       {curves, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"SetCurve":     {setCurve, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"DropRules":    {dropRules, [9]string{hidden, hidden, no, no, no, no, no, no, no}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"UnitKinds": read, "SetUnitKinds": planRead,
		"RuleSets": read, "RuleSet": read, "TryRules": read, "Curves": read,
		"SetCurve":   planRead,
		"DraftRules": planRead, "EditRules": planRead, "AdoptRules": planRead, "DropRules": planRead})
}

func unitKinds(s fixture, a models.Actor) error {
	_, err := s.UnitKinds(s.t.Context(), a)
	return err
}

func setUnitKinds(s fixture, a models.Actor) error {
	_, err := s.SetUnitKinds(s.t.Context(), a, "ask", []tracking.UnitKindChange{})
	return err
}

func ruleSets(s fixture, a models.Actor) error {
	_, err := s.RuleSets(s.t.Context(), a)
	return err
}

func ruleSet(s fixture, a models.Actor) error {
	_, err := s.RuleSet(s.t.Context(), a, "ratio")
	return err
}

func tryRules(s fixture, a models.Actor) error {
	_, err := s.TryRules(s.t.Context(), a, "", "haikou", 0, 0)
	return err
}

func draftRules(s fixture, a models.Actor) error {
	_, err := s.DraftRules(s.t.Context(), a, "ask", tracking.RuleDraft{From: "ratio", Name: "张店区督办办法"})
	return err
}

func editRules(s fixture, a models.Actor) error {
	_, err := s.EditRules(s.t.Context(), a, "ask", "none", tracking.RuleEdit{})
	return err
}

func adoptRules(s fixture, a models.Actor) error {
	_, err := s.AdoptRules(s.t.Context(), a, "ask", "none", tracking.RuleAdoption{})
	return err
}

func dropRules(s fixture, a models.Actor) error { return s.DropRules(s.t.Context(), a, "ask", "none") }

func curves(s fixture, a models.Actor) error {
	_, err := s.Curves(s.t.Context(), a, "")
	return err
}

func setCurve(s fixture, a models.Actor) error {
	_, err := s.SetCurve(s.t.Context(), a, "ask", "", "published", false)
	return err
}
