package document

import (
	"fmt"
	"strings"
)

// beginTable writes the properties and columns of a table as wide as the text.
func beginTable(s *strings.Builder, widths []int) {
	fmt.Fprintf(s, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, textWidth)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(s, `<w:%s w:val="single" w:sz="6" w:space="0" w:color="000000"/>`, side)
	}
	s.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/>` +
		`<w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>` +
		`</w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(s, `<w:gridCol w:w="%d"/>`, w)
	}
	s.WriteString(`</w:tblGrid>`)
}

// grid writes a table of any number of columns. A row is never cut by the end of a page; rows of heads are repeated.
func (p printSize) grid(s *strings.Builder, b Block) {
	widths := widthsOf(b.Grid)
	beginTable(s, widths)
	for _, row := range b.Rows {
		s.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		fmt.Fprintf(s, `<w:trHeight w:val="%d" w:hRule="atLeast"/>`, max(1, row.Least)*p.listLine)
		if row.Head {
			s.WriteString(`<w:tblHeader/>`)
		}
		s.WriteString(`</w:trPr>`)
		at := 0
		for _, c := range row.Cells {
			width := 0
			for range c.Columns() {
				width += widths[at]
				at++
			}
			style := listText
			switch {
			case c.Head || row.Head:
				style = listHead
			case c.Right:
				style = listCount
			}
			fmt.Fprintf(s, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/>`+
				`<w:vAlign w:val="center"/></w:tcPr>`, width, c.Columns())
			for _, line := range c.Lines() {
				paragraph(s, style, line)
			}
			s.WriteString(`</w:tc>`)
		}
		s.WriteString(`</w:tr>`)
	}
	s.WriteString(`</w:tbl>`)
}

// widthsOf divides the width of the text among columns.
func widthsOf(grid []int) []int {
	whole, widths, left := 0, make([]int, len(grid)), textWidth
	for _, g := range grid {
		whole += g
	}
	for i, g := range grid {
		widths[i] = textWidth * g / whole
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}
