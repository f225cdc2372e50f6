package demo

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// estimatesShown is how many projects of the demonstration give an estimate of the month; one of them is three times
// last month and was confirmed.
const estimatesShown = 12

// estimate enters what owners expect of the month in progress, of projects that have not reported it yet.
func (f *filler) estimate(ctx context.Context, year int) error {
	board, err := f.ChaseText(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year), 0)
	if err != nil {
		return err
	}
	if f.day < board.Opens {
		return nil
	}
	given := 0
	for _, line := range board.Lines {
		e := line.Expected
		if line.State != models.RoundMissing || e.Last == nil || *e.Last <= 0 || given == estimatesShown {
			continue
		}
		amount := e.Last.Share(int64(90+3*given), 100)
		if given == estimatesShown/2 {
			amount = *e.Last * 3
		}
		wan := models.WanYuan.Fen()
		amount = (amount + wan - 1) / wan * wan
		given++
		c := models.ReportMonthCommand{Month: board.Month, Estimate: &amount, Confirmed: true, Paper: "预计数报表（演示数据）"}
		of := ref(tracking.ProjectLine{Year: line.Year, Code: line.Code})
		if err := done(func() (tracking.Receipt, error) {
			return f.ReportMonth(ctx, models.Operator, f.key("estimate", line.Code), of, 0, c)
		}); err != nil {
			return err
		}
	}
	return nil
}
