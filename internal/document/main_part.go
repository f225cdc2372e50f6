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
	pictures := 0
	for _, b := range d.Blocks {
		switch {
		case b.Picture != nil:
			pictures++
			p.picture(&s, *b.Picture, pictures)
		case b.Grid != nil:
			p.grid(&s, b)
		case b.Rows != nil:
			p.form(&s, b.Rows)
		default:
			for i, line := range b.Lines() {
				if b.NewPage && i == 0 {
					paragraphOn(&s, b.Style, line, `<w:pageBreakBefore/>`)
				} else {
					paragraph(&s, b.Style, line)
				}
			}
		}
	}
	if n := len(d.Blocks); n > 0 && d.Blocks[n-1].Rows != nil {
		paragraph(&s, Note, "") // a document doesn't end with a table
	}
	fmt.Fprintf(&s, `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>`+
		`<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr></w:body></w:document>`, pageWidth, pageHeight,
		p.top, marginRight, p.bottom, marginLeft, min(footerDistance, p.bottom-567), p.line)
	return s.String()
}

// paragraph writes a paragraph; what follows a tab stands at the right edge.
func paragraph(s *strings.Builder, style Style, text string) { paragraphOn(s, style, text, "") }

// paragraphOn is paragraph with more properties.
func paragraphOn(s *strings.Builder, style Style, text, properties string) {
	s.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(style) + `"/>` + properties + `</w:pPr>`)
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
	beginTable(s, widths[:])
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
