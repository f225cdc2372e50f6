package tracking

import (
	"bytes"
	"context"
	"fmt"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportLedger makes the programme's book: every project with all that is known of it, planned and done month by month,
// as it stood at the end of a month. Month 0 is now: plans and milestones of today, amounts to the month the figures
// speak of. Imported as a plan it changes nothing.
func (s *Service) ExportLedger(ctx context.Context, actor models.Actor, programme string,
	month models.Month) (fileName string, content []byte, err error) {
	return s.export(ctx, actor, programme, models.ExportLedger, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		shown = of.Now(of.present(), of.now)
		if month != 0 {
			if shown, err = of.month(tx, month); err != nil {
				return shown, "", err
			}
		}
		plan, err := planTable(tx, shown, p.Name+"台账")
		if err != nil {
			return shown, "", err
		}
		ledger := workbook.Ledger{Plan: plan, AsOf: of.now, Source: shown.Source()}
		ledger.Plan.Notes = []string{"实际完成只计审定数，当月无审定数的沿用以前月份，沿用的在“累计口径”注明", "完成数量为节点个数，逾期为其中已逾期的"}
		if listed := models.TotalsOf(shown.Listed()); listed.Approved != shown.Approved {
			ledger.Plan.Notes = append(ledger.Plan.Notes, fmt.Sprintf("本表不列已调出清单的项目，其调出前完成的%s万元计入月报和总览，不在本表合计内",
				(shown.Approved-listed.Approved).Wan()))
		}
		for _, l := range shown.Listed() {
			ledger.Done = append(ledger.Done, ledgerLine(l))
		}
		return shown, p.Name + "台账" + upTo(month) + ".xlsx", workbook.WriteLedger(out, ledger)
	})
}

func ledgerLine(figures models.ProjectFigures) workbook.LedgerLine {
	l := workbook.LedgerLine{Figures: figures}
	for _, m := range figures.Milestones {
		switch {
		case m.Status == models.MilestoneDone:
			l.Finished++
		case m.Status == models.MilestoneOpen:
			l.Open++
			if m.Counted > 0 {
				l.Late++
			}
		}
	}
	return l
}
