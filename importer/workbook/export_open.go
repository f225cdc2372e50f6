package workbook

import (
	"fmt"
	"slices"

	"duban/models"
)

// openSheet lists the open problems of the ledger by level, the highest first, in the order given. The list goes out:
// an amount of a private firm's project is not in it, unless the office includes them.
func openSheet(m Monthly) *table {
	var groups []group
	late, left := 0, false
	for _, level := range slices.Backward(models.ProblemLevels) {
		g := group{}
		for _, l := range m.Open {
			if l.Level != level {
				continue
			}
			if l.DaysLate > 0 {
				late++
			}
			if l.Kind == models.ProblemMoney && !(models.Programme{PrivateAmounts: m.PrivateAmounts}).ShowsAmounts(l.Investor) {
				left = left || l.Quantity != 0
				l.Quantity = 0
			}
			g.lines = append(g.lines, l.cells(len(g.lines)+1))
		}
		if len(g.lines) > 0 {
			g.title = counted(numerals[len(groups)]+"、"+level.Chinese(), len(g.lines))
			groups = append(groups, g)
		}
	}
	lead := fmt.Sprintf("共%d项问题待协调解决，其中逾期%d项。", len(m.Open), late)
	if len(m.Open) == 0 {
		lead = "没有待协调解决的问题。"
	}
	notes := []string{"为编制时问题台账中未销号的问题，按协调层级由高到低、逾期的在前", problemDaysNote}
	if left {
		notes = append(notes, models.AmountsNote)
	}
	return &table{
		sheet: sheetOpen, title: m.titled("待协调问题清单"), preparedBy: m.caption(), lead: lead, signed: true,
		readOnly: true, figures: true, total: "合计", countKey: "name", columns: problemColumns(), groups: groups,
		notes: m.notes(notes...),
	}
}
