package compare

import (
	"duban/models"
)

// Choices are a person's decisions about a comparison. The zero value holds no decision.
type Choices struct {
	Aliases  map[string]string // AliasKey → project ID, confirmed: the same project under another spelling
	New      map[string]bool   // AliasKey: confirmed to be a new project although it looks like a known one
	GoodRows bool              // leave out rows with errors, conflicts or an open choice, and import the others
	// KeepReviewed: where the workbook states something else than what was reviewed, what is on record stays
	KeepReviewed bool
	// Submits: what the workbook states is submitted and waits for review
	Submits bool

	// A list adjustment (动态调整). Document and day are recorded with every project that a plan workbook adds to a list or
	// removes from it; removing needs both.
	Document    string      // its number
	EffectiveOn models.Date // first day on which it holds
	Drop        []string    // IDs or codes of projects missing from a plan workbook that leave the list
	DropCounts  bool        // their months so far still count

	// Said are a person's answers to questions about this workbook, by ID.
	Said map[string]string

	// CarryIn decides which amount to the end of last year is taken where a row's differs from what is on record.
	CarryIn CarryIn
}

// CarryIn is where an amount to the end of last year is taken from.
type CarryIn string

// The sources. Without a choice a difference is asked about, and the row is not imported.
const (
	CarryAsked    CarryIn = ""
	CarryWorkbook CarryIn = "workbook" // 按表中数
	CarryRecord   CarryIn = "record"   // 按系统记录
)

// AliasKey identifies a spelling: a folded name and responsible unit. A choice for the unit "" applies to rows of every
// unit that has no choice of its own.
func AliasKey(name, unit string) string {
	return models.NameKey(name) + "\n" + models.NameKey(unit) // folded names have no line breaks
}

// alias returns the project that a person confirmed for a spelling.
func (c *comparison) alias(name, unit string) *project {
	for _, key := range []string{AliasKey(name, unit), AliasKey(name, "")} {
		if p, known := c.projects[c.choices.Aliases[key]]; known {
			return p
		}
	}
	return nil
}

// confirmedNew reports whether a person confirmed that a name is a new project's.
func (c *comparison) confirmedNew(name, unit string) bool {
	return c.choices.New[AliasKey(name, unit)] || c.choices.New[AliasKey(name, "")]
}
