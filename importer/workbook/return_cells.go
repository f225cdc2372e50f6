package workbook

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

// copyCell copies a cell's value. An error value and a formula without a result have none.
func (c *sheetCopy) copyCell(row int, cell sheet.Cell, head, below bool) excelize.Cell {
	look := face{font: fontBody, size: 10.5, wrap: true, border: head || below, horizontal: "left"}
	switch {
	case head:
		look = faceHead
	case !below && c.titles[[2]int{row, cell.Column}]:
		look = faceTitle
		look.size = 16
	}
	if severity, marked := c.worst[[2]int{row, cell.Column}]; marked {
		look.fill = severityFills[severity]
	}
	out := excelize.Cell{}
	switch cell.Kind {
	case sheet.Text, sheet.Failed:
		out.Value = cell.Text
	case sheet.Bool:
		out.Value = cell.Text == "1"
	case sheet.Number:
		look.wrap, look.horizontal, look.font = false, "right", fontNumber
		if head {
			look = faceHead
		}
		value, err := strconv.ParseFloat(cell.Text, 64)
		if err != nil || math.IsInf(value, 0) {
			out.Value = cell.Text
			break
		}
		switch {
		case cell.Format.Month:
			look.format, value = `yyyy"年"m"月"`, value+float64(c.raw.Epoch)
		case cell.Format.Date:
			look.format, value = formatISODate, value+float64(c.raw.Epoch)
		case head:
		case c.fields[cell.Column].Money():
			look.format = formatAmount
		case c.fields[cell.Column] == importer.FieldRate && math.Abs(value) < 2:
			look.format = formatPercent
		}
		out.Value = value
	}
	out.StyleID = c.style(look)
	return out
}

const resultWidth = 46

// widths returns the widths of the columns, from 1, approximately as the texts need.
func (c *sheetCopy) widths() []float64 {
	widths := make([]float64, c.columns+1, c.columns+2)
	for i := range widths {
		widths[i] = 9
	}
	wide := map[[2]int]bool{} // titles do not determine the width of their first column
	for _, m := range c.raw.Merges {
		if m.Right > m.Left {
			wide[[2]int{m.Top, m.Left}] = true
		}
	}
	for _, row := range c.raw.Rows[:min(len(c.raw.Rows), 200)] {
		for _, cell := range row.Cells {
			if len(row.Cells) > 1 && !wide[[2]int{row.Number, cell.Column}] {
				widths[cell.Column] = max(widths[cell.Column], min(widestColumn, float64(displayWidth(sheet.Display(cell)))+2))
			}
		}
	}
	if c.results != 0 {
		widths = append(widths, resultWidth)
	}
	return widths
}

// displayWidth returns the width in digits: a Chinese character is two wide.
func displayWidth(s string) int {
	longest := 0
	for line := range strings.SplitSeq(s, "\n") {
		n := 0
		for _, r := range line {
			if n++; r >= 0x2000 {
				n++
			}
		}
		longest = max(longest, n)
	}
	return longest
}
