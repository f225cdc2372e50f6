package models_test

import (
	"testing"

	"duban/models"
)

// A signed sheet counts for the figure that it states; a newer scan replaces it.
func TestTheStateOfAConfirmation(t *testing.T) {
	rule, amount := models.DefaultConfirmationRule("p"), models.Money(500)
	line := models.ProjectFigures{ProjectID: "a", Month: models.MonthOf(2021, 6), Plan: rule.From + 1, Approved: &amount}
	signed := func(id string, approved models.Money) models.Confirmation {
		return models.Confirmation{ID: id, ProjectID: "a", Month: line.Month, Kind: models.ConfirmationSigned,
			Approved: approved}
	}
	asked := models.Confirmation{ID: "x", ProjectID: "a", Month: line.Month, Kind: models.ConfirmationAsked}
	small, may, early := line, line, line
	small.Plan, may.Month, early.Category = rule.From, line.Month-1, models.Preparatory
	for name, c := range map[string]struct {
		line models.ProjectFigures
		rows []models.Confirmation
		want models.ConfirmationState
	}{
		"a quarter":          {line, nil, models.ConfirmationMissing},
		"a small project":    {small, nil, models.ConfirmationNotWanted},
		"within a quarter":   {may, nil, models.ConfirmationNotWanted},
		"preparatory":        {early, nil, models.ConfirmationNotWanted},
		"asked":              {small, []models.Confirmation{asked}, models.ConfirmationMissing},
		"signed":             {line, []models.Confirmation{signed("1", 500)}, models.ConfirmationThere},
		"changed afterwards": {line, []models.Confirmation{signed("1", 499)}, models.ConfirmationDiffers},
		"signed again":       {line, []models.Confirmation{signed("1", 499), signed("2", 500)}, models.ConfirmationThere},
		"signed, not needed": {small, []models.Confirmation{signed("1", 500)}, models.ConfirmationThere},
		"of another month": {line, []models.Confirmation{{ID: "1", ProjectID: "a", Month: 1,
			Kind: models.ConfirmationSigned}}, models.ConfirmationMissing},
		"of another project": {line, []models.Confirmation{{ID: "1", ProjectID: "b", Month: line.Month,
			Kind: models.ConfirmationSigned}}, models.ConfirmationMissing},
		"asked of the other": {small, []models.Confirmation{{ID: "1", ProjectID: "b", Month: line.Month,
			Kind: models.ConfirmationAsked}}, models.ConfirmationNotWanted},
	} {
		if got, _ := rule.StateOf(c.line, c.rows); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
