package compare

import (
	"duban/models"
)

// Choices are what a person decided about a comparison. The zero value decides nothing.
type Choices struct {
	Aliases  map[string]string // AliasKey → project ID, confirmed: the same project under another spelling
	New      map[string]bool   // AliasKey: confirmed to be a new project although it looks like a known one
	GoodRows bool              // leave out the rows with errors, conflicts or an open choice, and take the others

	// A list adjustment (动态调整). The document and the day stand on every project a plan workbook adds to a list or
	// takes off it; dropping needs both.
	Document    string      // its number
	EffectiveOn models.Date // first day on which it holds
	Drop        []string    // IDs or codes of projects missing from a plan workbook that are to leave the list
	DropCounts  bool        // their months so far go on counting
}

// AliasKey identifies a spelling: a folded name and responsible unit. A choice for the unit "" is for rows of any unit
// that has none of its own.
func AliasKey(name, unit string) string {
	return models.NameKey(name) + "\n" + models.NameKey(unit) // folded names have no line breaks
}

// alias returns the project a person confirmed a spelling to mean.
func (c *comparison) alias(name, unit string) *project {
	for _, key := range []string{AliasKey(name, unit), AliasKey(name, "")} {
		if p, known := c.projects[c.choices.Aliases[key]]; known {
			return p
		}
	}
	return nil
}

// confirmedNew reports whether a person said that a name is a new project's.
func (c *comparison) confirmedNew(name, unit string) bool {
	return c.choices.New[AliasKey(name, unit)] || c.choices.New[AliasKey(name, "")]
}
