package document

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// main is the part with the text.
func (d Document) main() string {
	p := d.print()
	var s strings.Builder
	fmt.Fprintf(&s, `%s<w:document xmlns:w="%s" xmlns:r="%s"><w:body>`, xmlHead, wordNamespace, officeRelated)
	for _, b := range d.Blocks {
		if b.Rows != nil {
			p.form(&s, b.Rows)
			continue
		}
		for _, line := range b.Lines() {
			paragraph(&s, b.Style, line)
		}
	}
	if n := len(d.Blocks); n > 0 && d.Blocks[n-1].Rows != nil {
		paragraph(&s, Note, "") // a document doesn't end with a table
	}
	fmt.Fprintf(&s, `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>`+
		`<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr></w:body></w:document>`, pageWidth, pageHeight,
		marginTop, marginRight, marginBottom, marginLeft, footerDistance, p.line)
	return s.String()
}

// paragraph writes a paragraph; what follows a tab stands at the right edge.
func paragraph(s *strings.Builder, style Style, text string) {
	s.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(style) + `"/></w:pPr>`)
	if text != "" {
		left, right, both := strings.Cut(text, "\t")
		s.WriteString(`<w:r><w:t xml:space="preserve">` + escaped(left) + `</w:t></w:r>`)
		if both {
			s.WriteString(`<w:r><w:rPr>` + fontOf(bodyFont) + `</w:rPr><w:tab/><w:t xml:space="preserve">` +
				escaped(right) + `</w:t></w:r>`)
		}
	}
	s.WriteString(`</w:p>`)
}

// form writes a table of four columns: names of fields and their contents.
func (p printSize) form(s *strings.Builder, rows []Row) {
	widths := [4]int{p.field, textWidth/2 - p.field, p.field, textWidth/2 - p.field}
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
	for _, row := range rows {
		fmt.Fprintf(s, `<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>`, max(1, row.Least)*p.tableLine)
		at := 0
		for _, c := range row.Cells {
			width := 0
			for range c.Columns() {
				width += widths[at]
				at++
			}
			fmt.Fprintf(s, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/>`+
				`<w:vAlign w:val="center"/></w:tcPr>`, width, c.Columns())
			style := cellText
			if c.Head {
				style = cellHead
			}
			for _, line := range c.Lines() {
				paragraph(s, style, line)
			}
			s.WriteString(`</w:tc>`)
		}
		s.WriteString(`</w:tr>`)
	}
	s.WriteString(`</w:tbl>`)
}

// escaped is a text as XML; characters that XML can't hold are left out.
func escaped(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == '\uFFFD' {
			return -1
		}
		return r
	}, text)
	var s strings.Builder
	if err := xml.EscapeText(&s, []byte(text)); err != nil {
		return ""
	}
	return s.String()
}
