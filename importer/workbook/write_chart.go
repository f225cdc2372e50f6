package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// chart shows one group of a table, to the right of it. Its data is in the group's cells.
type chart struct {
	title  string
	group  int // of the table
	bars   []string
	lines  []string // keys of columns; drawn over the bars
	across bool     // horizontal bars, the first line at the top
	format string   // of the value axis
	row    int      // its upper edge
	rows   int      // its height
}

// Colours of a chart, distinguishable on a black and white print by their lightness.
var chartColours = []string{"8FAADC", "1F3864", "C55A11", "7F7F7F"}

// A chart is anchored to cells; excelize assumes their default size, because the rows have no height yet.
const (
	chartWidth   = 900 // pixels
	chartColumns = 15  // that wide
	chartPerRow  = 20
)

// draw adds a chart beside the table. The default colour of axis labels is nearly white in some programs.
func (p *printed) draw(g *grid, c chart) error {
	first := g.firstOf(c.group)
	last := first + len(g.groups[c.group].lines) - 1
	if last < first {
		return nil
	}
	ink := excelize.Font{Family: fontBody, Size: 9, Color: "000000"}
	colour := 0
	series := func(key string) excelize.ChartSeries {
		i := g.index[key]
		fill := chartColours[colour%len(chartColours)]
		colour++
		return excelize.ChartSeries{
			Name: g.cellRef(i, g.headLast), Categories: g.span(g.columns[0].key, first, last), Values: g.span(key, first, last),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
			Line: excelize.LineOptions{Width: 2, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}},
		}
	}
	drawn := &excelize.Chart{
		Type: excelize.Col, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title,
			Font: &excelize.Font{Family: fontHead, Size: 14, Color: "000000"}}}},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: uint(chartPerRow * c.rows)},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &ink},
		XAxis:     excelize.ChartAxis{Font: ink, ReverseOrder: c.across}, ShowBlanksAs: "gap", GapWidth: new(uint(60)),
		YAxis: excelize.ChartAxis{Font: ink, MajorGridLines: true, Minimum: new(0.0),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.format}},
	}
	if c.across {
		drawn.Type = excelize.Bar
		drawn.Legend.Position = "none"
		drawn.PlotArea = excelize.ChartPlotArea{ShowVal: true}
	}
	for _, key := range c.bars {
		drawn.Series = append(drawn.Series, series(key))
	}
	var over []*excelize.Chart
	if len(c.lines) > 0 {
		line := &excelize.Chart{Type: excelize.Line, ShowBlanksAs: "gap", XAxis: drawn.XAxis, YAxis: drawn.YAxis}
		for _, key := range c.lines {
			line.Series = append(line.Series, series(key))
		}
		over = append(over, line)
	}
	return p.book.AddChart(g.sheet, g.ref(len(g.columns)+1, c.row), drawn, over...)
}

// firstOf returns the row of a group's first line.
func (g *grid) firstOf(group int) int {
	row := g.dataFirst
	for i, section := range g.groups[:group+1] {
		if section.title != "" {
			row++
		}
		if i < group {
			row += len(section.lines)
		}
	}
	return row
}

func (g *grid) cellRef(col, row int) string {
	return "'" + g.sheet + "'!" + "$" + g.names[col] + "$" + strconv.Itoa(row)
}
