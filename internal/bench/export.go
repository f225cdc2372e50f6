package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"

	"duban/importer/workbook"
	"duban/models"

	"github.com/xuri/excelize/v2"
)

// export writes a monthly report over all rows with this program, with its sections, summary and list of late projects.
func export(file string, rows int) (_ int, err error) {
	month := models.MonthOf(2021, benchMonth)
	f := models.ProgrammeFigures{Month: month, Closing: 1, Rank: models.DefaultRank,
		Lines: make([]models.ProjectFigures, 0, rows)}
	sections := 0
	for chunk := range slices.Chunk(slices.Collect(works(rows)), sectionRows) {
		sections++
		for _, w := range chunk {
			line := models.ProjectFigures{
				ProjectID: w.code, Code: w.code, Name: w.name, Section: chinese(sections) + "、" + chunk[0].sector,
				Owner: w.owner, Unit: w.unit, TotalInvestment: w.total, Plan: w.plan, Month: month, InMonth: &w.month,
				ApprovedIn: &w.month, Approved: &w.yearToDate, Physical: w.physical, Problems: w.problems,
				InStatistics: models.Yes, Scheduled: w.plan / 2, Light: models.Green,
				Round: models.RoundApproved,
			}
			if w.number%10 == 0 {
				line.Light, line.Reason = models.YellowHue, models.PlainMessage("投资完成率低于序时进度")
			}
			f.Lines = append(f.Lines, line)
		}
	}
	f.Totals = models.TotalsOf(f.Lines)
	m := workbook.Monthly{Programme: "2021年区重点项目", AsOf: models.DateOf(2021, 7, 1).At(9, 0), Figures: f}
	return rows, save(file, func(w *bufio.Writer) error { return workbook.WriteMonthly(w, m) })
}

func save(file string, write func(*bufio.Writer) error) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = write(w)
	if flushing := w.Flush(); err == nil {
		err = flushing
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// exportExcelize writes the rows of the same list with excelize alone: styles, formulas and subtotals, but no other
// sheets.
func exportExcelize(file string, rows int) (_ int, err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
	}()
	styles, err := newStyles(book)
	if err != nil {
		return 0, err
	}
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return 0, err
	}
	text := func(s string) excelize.Cell { return excelize.Cell{StyleID: styles[plain], Value: s} }
	money := func(m models.Money) excelize.Cell {
		return excelize.Cell{StyleID: styles[amount], Value: m.Float(models.WanYuan)}
	}
	row := 1
	for w := range works(rows) {
		cells := []any{
			excelize.Cell{StyleID: styles[plain], Value: w.number}, text(w.code), text(w.name), text(w.owner), text(w.unit),
			money(w.total), money(w.plan),
			money(w.month), money(w.yearToDate), excelize.Cell{StyleID: styles[rate],
				Value: float64(w.yearToDate) / float64(w.plan), Formula: fmt.Sprintf("I%d/G%d", row, row)},
			text(w.physical), text(w.problems), text(""), text("是"), money(w.plan / 2),
			excelize.Cell{StyleID: styles[amount], Value: 100 * float64(w.yearToDate-w.plan/2) / float64(w.plan),
				Formula: fmt.Sprintf("(I%d-O%d)/G%d*100", row, row, row)},
			text("● 绿灯"), text("审定"), text("区重点"),
		}
		if err := stream.SetRow("A"+strconv.Itoa(row), cells, excelize.RowOpts{Height: 24}); err != nil {
			return 0, err
		}
		row++
	}
	if err := stream.Flush(); err != nil {
		return 0, err
	}
	return rows, book.SaveAs(file)
}

func asFloat(number string) float64 {
	f, _ := strconv.ParseFloat(number, 64) // the number was formatted by this program
	return f
}
