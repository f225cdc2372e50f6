package tracking

import (
	"bytes"
	"context"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportLedger writes the programme's complete table: every project, planned and done month by month, as it was at the
// end of a month; month 0 is now. Imported as a plan it changes nothing.
func (s *Service) ExportLedger(ctx context.Context, actor models.Actor, programme string,
	month models.Month) (fileName string, content []byte, err error) {
	return s.export(ctx, actor, programme, func(tx *store.Tx, p models.Programme, out *bytes.Buffer) (string, error) {
		g, at, err := s.gatherAt(tx, p, month)
		if err != nil {
			return "", err
		}
		ledger := workbook.Ledger{Plan: g.planTable(p.Name + "台账"), AsOf: at}
		ledger.Plan.Notes = []string{"实际完成为审定数，未审定的为上报数，空白为未报", "完成数量为节点个数，逾期为其中已过时限的"}
		for _, f := range g.facts {
			ledger.Done = append(ledger.Done, g.ledgerLine(f, at.Date()))
		}
		return p.Name + "台账" + upTo(month) + ".xlsx", workbook.WriteLedger(out, ledger)
	})
}

func (g programmeData) ledgerLine(f models.Facts, today models.Date) workbook.LedgerLine {
	l := workbook.LedgerLine{Colour: models.RulesFor(f, g.calendar).Standing(f, today).Colour}
	for _, r := range f.Reports {
		amount, ytd := figuresOf(r)
		if r.Month.Year() != f.Project.Year {
			continue
		}
		l.Months[r.Month.Number()-1] = amount
		if ytd != nil {
			l.YearToDate, l.Latest, l.Physical, l.Problems = ytd, r.Month, r.Physical, r.Problems
		}
	}
	for _, m := range f.Milestones {
		switch {
		case m.Status == models.MilestoneDone:
			l.Finished++
		case m.Status == models.MilestoneOpen:
			l.Open++
			if m.Due != 0 && m.Due < today {
				l.Late++
			}
		}
	}
	return l
}
