package compare

import (
	"maps"
	"slices"

	"duban/importer"
	"duban/models"
)

// TargetProposal is what a plan workbook says the year's target is. It is only shown: a person enters the target with
// its document. Base: the annual plans of the district's list, in fen.
type TargetProposal struct {
	Declared *models.Money // the workbook's only grand total; nil: it has none
	Label    string        // "合计"
	Sheet    string
	Cell     string
	Rows     models.Money  // sum of the rows that are taken; rows left out or refused are in none of it
	Left     bool          // rows are left out or refused, which the declared total may contain
	InForce  *models.Money // the target on record
}

// Amount is what is proposed: the declared total where there is one and every row was taken, else the sum of the rows
// that are taken.
func (p TargetProposal) Amount() models.Money {
	if p.Declared != nil && !p.Left {
		return *p.Declared
	}
	return p.Rows
}

var grandTotals = []string{"合计", "总计", "总合计", "共计", "汇总", "累计", "总和", "总数"}

// proposeTarget compares the workbook's total with what is on record, once all rows are compared.
func (c *comparison) proposeTarget(plans []*importer.Sheet) {
	wrong := c.wrongRows()
	maps.DeleteFunc(wrong, func(_ rowAt, w wrongRow) bool { return w.asked() })
	p := &TargetProposal{InForce: c.now.Target, Left: len(c.diff.Left)+len(wrong) > 0}
	for _, project := range c.planned {
		if _, refused := wrong[rowAt{project.sheet.Name, project.row}]; !refused {
			p.Rows += project.facts.Project.AnnualPlan
		}
	}
	var declared []importer.Total
	for _, t := range plans[0].Totals {
		if t.Field == importer.FieldAnnualPlan && slices.Contains(grandTotals, t.Label) {
			declared = append(declared, t)
		}
	}
	if len(plans) == 1 && len(declared) == 1 {
		t := declared[0]
		p.Declared, p.Label, p.Sheet, p.Cell = &t.Declared, t.Label, plans[0].Name, t.Cell
	}
	if p.Amount() <= 0 || p.InForce != nil && p.Amount() == *p.InForce {
		return
	}
	c.diff.Target = p
}
