package document

import (
	"fmt"
	"strings"
)

// look is what a style adds to the body's.
type look struct {
	id         Style
	name, font string
	size       int // in half points; 0: the body's
	line       int // in twips; 0: the body's
	align      string
	indent     string // attributes of w:ind
	after      int    // in twips
	keep       bool   // with the next paragraph
}

// styles are the styles of a size of print. The spaces between characters and lines give the number of characters in a
// line and of lines on a page: both are exact, so that fonts of other heights change nothing.
func (p printSize) styles() string {
	var s strings.Builder
	fmt.Fprintf(&s, `%s<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr>%s<w:spacing w:val="%d"/>`+
		`<w:sz w:val="%d"/><w:szCs w:val="%d"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault/></w:docDefaults>`, xmlHead, wordNamespace, fontOf(bodyFont), -p.tighter, p.body, p.body)
	fmt.Fprintf(&s, `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>`+
		`<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`+
		`<w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:style>`, p.line)
	for _, l := range p.looks() {
		fmt.Fprintf(&s, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/>`+
			`<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`, l.id, l.name)
		if l.keep {
			s.WriteString(`<w:keepNext/>`)
		}
		if l.id == Mark {
			fmt.Fprintf(&s, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, textWidth)
		}
		if l.line != 0 { // closer than the page's lines
			s.WriteString(`<w:snapToGrid w:val="0"/>`)
		}
		if l.line != 0 || l.after != 0 {
			line := l.line
			if line == 0 {
				line = p.line
			}
			fmt.Fprintf(&s, `<w:spacing w:before="0" w:after="%d" w:line="%d" w:lineRule="exact"/>`, l.after, line)
		}
		if l.indent != "" {
			s.WriteString(`<w:ind ` + l.indent + `/>`)
		}
		fmt.Fprintf(&s, `<w:jc w:val="%s"/></w:pPr><w:rPr>`, l.align)
		if l.font != "" {
			s.WriteString(fontOf(l.font))
		}
		if l.size != 0 {
			fmt.Fprintf(&s, `<w:spacing w:val="0"/><w:sz w:val="%d"/><w:szCs w:val="%d"/>`, l.size, l.size)
		}
		s.WriteString(`</w:rPr></w:style>`)
	}
	s.WriteString(`<w:style w:type="paragraph" w:customStyle="1" w:styleId="PageFooter"><w:name w:val="Page Footer"/>` +
		`<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:rPr><w:spacing w:val="0"/></w:rPr></w:style></w:styles>`)
	return s.String()
}

func (p printSize) looks() []look {
	first := fmt.Sprintf(`w:firstLineChars="200" w:firstLine="%d"`, 2*p.character)
	right := fmt.Sprintf(`w:rightChars="200" w:right="%d"`, 2*p.character)
	return []look{
		{id: Mark, name: "Draft Mark", font: headFont, align: "left"},
		{id: Number, name: "Document Number", align: "center", after: p.line / 2},
		{id: Title, name: "Document Title", font: titleFont, size: p.title, align: "center", after: p.line / 2, keep: true},
		{id: Addressee, name: "Addressee", align: "both"},
		{id: Text, name: "Body of Text", align: "both", indent: first},
		{id: Head, name: "Head in Text", font: headFont, align: "both", indent: first, keep: true},
		{id: Signature, name: "Signature of Office", align: "right", indent: right},
		{id: Note, name: "Note", size: p.note, line: p.tableLine, align: "left"},
		{id: Centre, name: "Line under Title", size: p.note, line: p.tableLine, align: "center", after: p.tableLine / 3},
		{id: listHead, name: "List Head", font: headFont, size: p.list, line: p.listLine, align: "center"},
		{id: listText, name: "List Text", size: p.list, line: p.listLine, align: "left"},
		{id: listCount, name: "List Number", size: p.list, line: p.listLine, align: "right"},
		{id: cellHead, name: "Form Field", font: headFont, size: p.table, line: p.tableLine, align: "center"},
		{id: cellText, name: "Form Content", size: p.table, line: p.tableLine, align: "left"},
	}
}

func fontOf(name string) string {
	return `<w:rFonts w:ascii="` + name + `" w:hAnsi="` + name + `" w:eastAsia="` + name + `" w:cs="Times New Roman"/>`
}
